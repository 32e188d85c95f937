"""Builds every case of the corpus by the command line, in one process, and prints what came of it.

Run as a process of its own: a case that crashes, hangs or takes too much memory ends it.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path

from reportkit import cli
from tests.safety.corpus import BAD, SOUND, Case

MEMORY = 1 << 30
SECONDS = 10
"""Of work; a case that waits for something instead has ten times as long."""
FORMATS = "text,docx,epub"


@dataclass(frozen=True)
class Outcome:
    """What came of a case."""

    code: int
    out: str
    err: str
    seconds: float
    left: list[str]
    """What stands in the folder of the output afterwards."""


def lay_out(case: Case, folder: Path) -> Path:
    """The report of a case and the files beside it, in a folder."""
    for name, data in case.files.items():
        (folder / name).write_bytes(data)
    for name, target in case.links.items():
        (folder / name).symlink_to(target)
    report = folder / f"report{case.suffix}"
    report.write_bytes(case.data)
    return report


def build(report: Path) -> Outcome:
    """Builds a report in all formats but PDF."""
    out, err, code = StringIO(), StringIO(), 0
    sys.argv = ["reportkit", "build", report.name, "-t", FORMATS, "-o", "build"]
    os.chdir(report.parent)
    start = time.monotonic()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    seconds = time.monotonic() - start
    left = sorted(path.name for path in Path("build").glob("*"))
    return Outcome(code, out.getvalue(), err.getvalue(), seconds, left)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number in (signal.SIGPROF, signal.SIGALRM):  # a case that hangs ends the process
        signal.signal(number, signal.SIG_DFL)
    for case in (*BAD, *SOUND):
        with tempfile.TemporaryDirectory() as folder:
            report = lay_out(case, Path(folder))
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.alarm(10 * SECONDS)
            outcome = build(report)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
            sys.stdout.write(json.dumps([case.name, asdict(outcome)]) + "\n")
            sys.stdout.flush()
            os.chdir("/")


if __name__ == "__main__":
    main()
