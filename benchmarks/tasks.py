"""What is measured: the commands of reportkit and of its peers, and the targets."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import generate
import pypandoc

HERE: Final = Path(__file__).parent
SAMPLE: Final = HERE.parent / "examples" / "belarus-warning-update" / "report.yaml"
FORMATS: Final = ("docx", "epub", "pdf")
LARGE: Final = 1600
"""From this many notes on, the target for DOCX holds and PDF takes fewer rounds."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to measure, by reportkit and perhaps by a peer."""

    name: str
    ours: tuple[str, ...]
    peer: tuple[str, ...] | None
    limit: float | None
    """The target: at most so many times the peer's CPU or, without a peer, so many CPU seconds."""
    rounds: int


def reportkit(*arguments: str | Path) -> tuple[str, ...]:
    """Give a command of the reportkit that is installed beside this Python."""
    return (str(Path(sys.executable).with_name("reportkit")), *map(str, arguments))


def alone(formats: Iterable[str], rounds: int, folder: Path) -> list[Task]:
    """Give the tasks without a peer: starting, and the sample (files are verified by default)."""
    tasks = [
        Task("reportkit --version", reportkit("--version"), None, 0.15, rounds),
        Task("check of the sample", reportkit("check", SAMPLE), None, 0.4, rounds),
    ]
    for name in formats:
        command = reportkit("build", SAMPLE, "-t", name, "-o", folder / "sample")
        limit = None if name == "pdf" else 0.4
        tasks.append(Task(f"{name.upper()} of the sample", command, None, limit, rounds))
    return tasks


def compared(formats: Iterable[str], sizes: Iterable[int], rounds: int, folder: Path) -> list[Task]:
    """Write the generated reports and give the tasks that a peer does too."""
    folders = {notes: generate.write(notes, folder / str(notes)) for notes in sizes}
    return [
        Task(
            f"{name.upper()}, {notes} notes",
            reportkit("build", reports / "report.yaml", "-t", name, "-o", reports / "build"),
            _peer(name, reports),
            _limit(name, notes),
            max(1, rounds // 3) if name == "pdf" and notes >= LARGE else rounds,
        )
        for name in formats
        for notes, reports in folders.items()
    ]


def _peer(name: str, folder: Path) -> tuple[str, ...]:
    if name == "pdf":
        script = str(HERE / "bare_weasyprint.py")
        return (sys.executable, script, str(folder / "report.html"), str(folder / "peer.pdf"))
    pandoc: str = pypandoc.get_pandoc_path()
    return (pandoc, str(folder / "report.md"), "-o", str(folder / f"peer.{name}"))


def _limit(name: str, notes: int) -> float | None:
    if name == "pdf":
        return 1.3
    if name == "epub":
        return {400: 1.0, 1600: 0.35, 6400: 0.25}.get(notes)
    return 0.7 if notes >= LARGE else None
