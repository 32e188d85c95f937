"""Compare reportkit with pandoc and with bare WeasyPrint: ``python benchmarks/run.py --help``."""

import argparse
import compileall
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import growth
import measure
import pypandoc
import tables
import tasks
from tables import Result
from tasks import Task

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("reportkit", "weasyprint", "python-docx", "ebooklib", "pypdf")


@dataclass(slots=True)
class Samples:
    """The runs of one command so far."""

    command: tuple[str, ...]
    usages: list[measure.Usage] = field(default_factory=list)
    failed: bool = False

    def take(self) -> None:
        """Run the command once more, unless it failed before."""
        if self.failed:
            return
        try:
            self.usages.append(measure.run(self.command))
        except measure.CommandError as error:
            self.failed = True
            print(error, file=sys.stderr)

    def median(self) -> measure.Usage | None:
        return None if self.failed else measure.median(self.usages)


def interleaved(todo: Sequence[Task]) -> list[Result]:
    """Run all tasks round by round, in each task reportkit and its peer by turns."""
    samples = [(Samples(task.ours), Samples(task.peer) if task.peer else None) for task in todo]
    for number in range(max(task.rounds for task in todo)):
        for task, (ours, peer) in zip(todo, samples, strict=True):
            if number < task.rounds:
                print(f"round {number + 1}: {task.name}", file=sys.stderr)
                for one in (ours, peer)[:: -1 if number % 2 else 1]:
                    if one:
                        one.take()
    return [
        Result(task, ours.median(), peer.median() if peer else None, _ratio(ours, peer))
        for task, (ours, peer) in zip(todo, samples, strict=True)
    ]


def _ratio(ours: Samples, peer: Samples | None) -> float | None:
    if peer is None or ours.failed or peer.failed:
        return None
    return measure.cpu_ratio(ours.usages, peer.usages)


def load_times(rounds: int, folder: Path) -> dict[int, float]:
    """Give the growth of reading, or nothing when a report could not be loaded."""
    print("growth of reading", file=sys.stderr)
    try:
        return growth.load_times(rounds, folder)
    except measure.CommandError as error:
        print(error, file=sys.stderr)
        return {}


def compile_reportkit() -> None:
    """Compile reportkit to bytecode as pip does with what it installs, the peers included.

    In a checkout it would else be compiled by the first run, or by every one where the environment
    forbids to store bytecode.
    """
    spec = find_spec("reportkit")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        compileall.compile_dir(folder, quiet=1)


def versions() -> dict[str, str]:
    """Give the versions of all that takes part, and the kind of machine."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found | {
        "pandoc": pypandoc.get_pandoc_version(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def main() -> int:
    """Measure, print and perhaps store; 1 when a target is missed or a command failed."""
    options = _options()
    compile_reportkit()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        todo = tasks.alone(options.formats, options.rounds, folder)
        todo += tasks.compared(options.formats, options.sizes, options.rounds, folder)
        if "pdf" in options.formats:
            todo.append(tasks.several(options.rounds, folder))
        results = interleaved(todo)
        times = (
            {} if options.no_growth else load_times(options.rounds * tasks.SHORT, folder / "growth")
        )
    run = (versions(), results, times)
    text = tables.as_markdown(*run)
    print(text)
    if options.store:
        RESULTS.mkdir(exist_ok=True)
        data = json.dumps(tables.as_data(*run), indent=2)
        (RESULTS / "latest.md").write_text(text, "utf-8")
        (RESULTS / "latest.json").write_text(data + "\n", "utf-8")
    failed = any(r.ours is None or False in (r.met, r.memory_met) for r in results)
    return int(failed or not (times or options.no_growth))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", type=_numbers, default="25,400,1600,6400", help="notes, by comma"
    )
    parser.add_argument("--formats", type=_formats, default="docx,epub,pdf")
    parser.add_argument(
        "--rounds",
        type=int,
        default=3,
        help="a third of it for the largest PDF, three times for short tasks",
    )
    parser.add_argument("--no-growth", action="store_true", help="leave out the growth of reading")
    parser.add_argument("--store", action="store_true", help="write benchmarks/results/latest.*")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _formats(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(tasks.FORMATS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
