"""The work on the PDF in a process of its own: whatever becomes of it is a finding (RK914)."""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from reportkit.isolation.worker import WorkerStoppedError, in_worker
from reportkit.tree.limits import LIMITS, Limits
from reportkit.writers.base import WriterError

T = TypeVar("T")
MINIMAL = Path(__file__).parents[2] / "examples" / "minimal.yaml"
TIGHT = LIMITS.with_values({"layout_seconds": "1"})
SMALL = LIMITS.with_values({"layout_bytes": "1000000000"})


def done(work: Callable[[], T], limits: Limits) -> T:
    with closing(in_worker([(work, limits)])) as results:
        return next(results)


def test_the_result_comes_back() -> None:
    large = b"x" * 5_000_000
    assert done(lambda: (large, os.getpid()), LIMITS)[0] == large
    assert done(os.getpid, LIMITS) != os.getpid()


def raise_(error: Exception) -> None:
    raise error


class LostError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def test_an_exception_comes_back() -> None:
    with pytest.raises(WriterError, match="no Pango"):
        done(lambda: raise_(WriterError("no Pango")), LIMITS)
    with pytest.raises(RuntimeError, match="LostError: a"):
        done(lambda: raise_(LostError("a", "b")), LIMITS)


def test_death_by_a_signal() -> None:
    def die() -> None:
        faulthandler.disable()  # pytest's would print where it happened
        os.kill(os.getpid(), signal.SIGSEGV)

    with pytest.raises(WorkerStoppedError, match=r"its process died \(SIGSEGV\)"):
        done(die, LIMITS)


def test_the_limit_of_memory() -> None:
    assert done(lambda: len(bytes(10_000_000)), SMALL) == 10_000_000
    with pytest.raises(WorkerStoppedError, match="more than 1,000,000,000 bytes of memory"):
        done(lambda: len(bytes(2_000_000_000)), SMALL)


def spin() -> None:
    while True:
        pass


def test_the_limits_of_time() -> None:
    assert done(lambda: time.sleep(0.2), TIGHT) is None
    for work in (lambda: time.sleep(30), spin):
        begun = time.monotonic()
        with pytest.raises(WorkerStoppedError, match="it took more than 1 s"):
            done(work, TIGHT)
        assert time.monotonic() - begun < 5


def test_the_process_ends_with_the_work_that_waits_for_it(tmp_path: Path) -> None:
    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    def work() -> None:
        (tmp_path / "pid").write_text(str(os.getpid()))
        time.sleep(30)

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            done(work, LIMITS)
    finally:
        signal.signal(signal.SIGALRM, former)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_several_works_are_done_in_turn_by_one_process(tmp_path: Path) -> None:
    begun = tmp_path / "begun"

    def work() -> int:
        begun.touch()
        return os.getpid()

    with closing(in_worker([(os.getpid, LIMITS), (work, LIMITS), (work, LIMITS)])) as results:
        process = next(results)
        time.sleep(0.2)
        assert not begun.exists()  # nobody has asked for the second
        assert next(results) == process
        assert begun.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)  # though the third was not done
    assert list(in_worker([])) == []


def test_each_work_has_limits_of_its_own() -> None:
    def take() -> int:
        return len(bytes(2_000_000_000))

    assert list(in_worker([(os.getppid, SMALL), (take, LIMITS)])) == [os.getpid(), 2_000_000_000]
    with closing(in_worker([(os.getppid, LIMITS), (take, SMALL)])) as results:
        assert next(results) == os.getpid()
        with pytest.raises(WorkerStoppedError, match="bytes of memory"):
            next(results)


def test_time_is_counted_anew_for_each_work() -> None:
    def spin() -> None:
        end = time.process_time() + 0.7
        while time.process_time() < end:
            pass

    assert list(in_worker([(spin, TIGHT)] * 4)) == [None] * 4


def test_a_work_that_fails_is_the_last() -> None:
    works = [(os.getpid, LIMITS), (lambda: raise_(WriterError("no")), LIMITS), (os.getpid, LIMITS)]
    with closing(in_worker(works)) as results:
        next(results)
        with pytest.raises(WriterError):
            next(results)
        assert list(results) == []


# --- the command line ---------------------------------------------------------------------------


def build(
    folder: Path, report: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportkit", "build", str(report), "-o", "build", *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def long_report(tmp_path: Path) -> Path:
    """A report whose layout takes several seconds."""
    table = {"header": ["a", "b"], "rows": [["c", "d"]] * 2_000}
    path = tmp_path / "long.json"
    report = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": [{"table": table}]}
    path.write_text(json.dumps(report))
    return path


@pytest.mark.parametrize("limit", ["layout_seconds=1", "layout_bytes=200000000"])
def test_a_layout_over_its_limit_and_the_other_formats(
    limit: str, tmp_path: Path, long_report: Path
) -> None:
    done = build(tmp_path, long_report, "-t", "pdf,docx", "--limit", limit)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error RK914 pdf: the work was stopped: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "build").exists()
    done = build(tmp_path, long_report, "-t", "text", "--limit", limit, "--no-verify")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_pango(tmp_path: Path) -> None:
    (tmp_path / "libpango-1.0.so.0").touch()  # found before the true one, and no library
    done = build(tmp_path, MINIMAL, "-t", "pdf,docx", LD_LIBRARY_PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error RK906 pdf: Pango is missing")
    done = build(tmp_path, MINIMAL, "-t", "docx,epub", LD_LIBRARY_PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_without_fonts_the_theme_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    usual = build(tmp_path, MINIMAL, "-t", "pdf")
    bare = build(tmp_path, MINIMAL, "-t", "pdf,docx", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert (usual.returncode, bare.returncode, bare.stderr) == (0, 0, "")
