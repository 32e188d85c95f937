"""What is measured: the commands of reportkit and of its peers, and the targets."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import generate
import own_html
import pypandoc

HERE: Final = Path(__file__).parent
SAMPLE: Final = HERE.parent / "examples" / "belarus-warning-update" / "report.yaml"
FORMATS: Final = ("docx", "epub", "pdf")
SHORT: Final = 3
"""What takes a second or so is done so many times as often: a slow moment weighs less then."""
SHORT_PDF: Final = 25
"""Up to so many notes a PDF is made in a second or so."""
LARGE: Final = 1600
"""At so many notes PDF takes fewer rounds, and more notes are left to the other formats."""

_LIMITS: Final = {
    "guards": {25: 1.1, 400: 1.1, 1600: 1.1},
    "pdf": {25: 1.3, 400: 1.3, 1600: 1.3},
    "own": {25: 1.3, 400: 1.2, 1600: 1.2},
    "docx": {400: 1.2, 1600: 0.6, 6400: 0.4},
    "epub": {400: 1.0, 1600: 0.35, 6400: 0.25},
}
"""The targets: at most so many times the CPU of the peer, by the number of notes. "own" is the bare
script on the HTML that reportkit makes; "pdf" on HTML that says the same in a simpler way. "guards"
is reportkit without what makes it safe."""

_MEMORY_RATIO: Final = {"own": 1.15}
_MEGABYTES: Final = {"docx": {6400: 200.0}, "epub": {6400: 200.0}}
"""The targets of memory: of the peer's peak, and in all."""

_PEERS: Final = {"own": ", same HTML", "guards": ", unguarded"}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to measure, by reportkit and perhaps by a peer."""

    name: str
    ours: tuple[str, ...]
    peer: tuple[str, ...] | None
    limit: float | None
    """The target: at most so many times the peer's CPU or, without a peer, so many CPU seconds."""
    rounds: int
    memory_ratio: float | None = None
    """The target: at most so many times the peer's peak memory."""
    megabytes: float | None = None
    """The target: at most so much memory."""


def reportkit(*arguments: str | Path) -> tuple[str, ...]:
    """Give a command of the reportkit that is installed beside this Python."""
    return (str(Path(sys.executable).with_name("reportkit")), *map(str, arguments))


def alone(formats: Iterable[str], rounds: int, folder: Path) -> list[Task]:
    """Give the tasks without a peer: starting, and the sample (files are verified by default)."""
    rounds *= SHORT
    tasks = [
        Task("python, doing nothing", (sys.executable, "-c", "pass"), None, None, rounds),
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
    found = []
    for name in formats:
        for notes, reports in folders.items():
            short = notes <= (LARGE if name != "pdf" else SHORT_PDF)
            often = rounds * SHORT if short else rounds
            if name != "pdf":
                found.append(_task(name, name, notes, reports, often))
            elif notes <= LARGE:  # more would take many minutes
                few = max(1, rounds // 3) if notes == LARGE else often
                own_html.write(reports / "report.yaml", reports)
                found.append(_task("pdf", "pdf", notes, reports, few))
                found.append(_task("pdf", "own", notes, reports, few))
            if notes < LARGE or name != "pdf":
                found.append(_task(name, "guards", notes, reports, often))
    return found


def several(rounds: int, folder: Path) -> Task:
    """Write a short report five times, and give the task of building all against building one."""
    texts = folder / "several"
    texts.mkdir(parents=True)
    sample = SAMPLE.read_text("utf-8")
    paths = [texts / f"report{number}.yaml" for number in range(5)]
    for path in paths:
        path.write_text(sample, "utf-8")
    options = ("-t", "pdf", "-o", texts / "build")
    five, one = reportkit("build", *paths, *options), reportkit("build", paths[0], *options)
    # Each further report takes half as much as the first at the most.
    return Task("PDF, 5 short reports, one", five, one, 1 + 4 * 0.5, rounds * SHORT)


def _task(name: str, peer: str, notes: int, folder: Path, rounds: int) -> Task:
    title = f"{name.upper()}, {notes} notes{_PEERS.get(peer, '')}"
    ours = reportkit("build", folder / "report.yaml", "-t", name, "-o", folder / "build")
    theirs = _unguarded(ours) if peer == "guards" else _peer(peer, folder)
    return Task(
        title,
        ours,
        theirs,
        _LIMITS[peer].get(notes),
        rounds,
        _MEMORY_RATIO.get(peer),
        _MEGABYTES.get(peer, {}).get(notes),
    )


def _unguarded(command: tuple[str, ...]) -> tuple[str, ...]:
    return (sys.executable, str(HERE / "unguarded.py"), *command[1:])


def _peer(name: str, folder: Path) -> tuple[str, ...]:
    if name in ("pdf", "own"):
        script, html = str(HERE / "bare_weasyprint.py"), "own" if name == "own" else "report"
        return (sys.executable, script, str(folder / f"{html}.html"), str(folder / "peer.pdf"))
    pandoc: str = pypandoc.get_pandoc_path()
    return (pandoc, str(folder / "report.md"), "-o", str(folder / f"peer.{name}"))
