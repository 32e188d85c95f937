"""The work on the PDF in a process of its own: whatever becomes of it is a finding (RK914)."""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from reportkit import export, writing
from reportkit.isolation.worker import Method, Worker, WorkerStoppedError
from reportkit.publish import fileset
from reportkit.tree.limits import LIMITS, Limits
from reportkit.writers.base import WriteContext, WriterError

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal.yaml"
TIGHT = LIMITS.with_values({"layout_seconds": "1"})
ROOMY = LIMITS.with_values({"layout_seconds": "10"})
SMALL = LIMITS.with_values({"layout_bytes": "1000000000"})


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest) -> Method:
    chosen: Method = request.param
    return chosen


@pytest.fixture
def worker(method: Method) -> Iterator[Worker]:
    with Worker(method) as made:
        yield made


def is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status  # a zombie is dead, though nobody has asked how it died


# --- what the worker is set to ------------------------------------------------------------------


def identity(value: object) -> object:
    return value


def raise_(error: Exception) -> NoReturn:
    raise error


def raise_lost() -> NoReturn:
    raise LostError("a", "b")


def die() -> None:
    faulthandler.disable()  # pytest's would print where it happened
    os.kill(os.getpid(), signal.SIGSEGV)


def take(size: int) -> int:
    return len(bytes(size))


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def seconds_left_after(seconds: float) -> float:
    spin(seconds)
    return resource.getrlimit(resource.RLIMIT_CPU)[0] - time.process_time()


def interrupt_and_sleep(file: Path, seconds: float) -> None:
    file.write_text(str(os.getpid()))
    os.kill(os.getppid(), signal.SIGALRM)
    time.sleep(seconds)


def make_temporary_file() -> str:
    return tempfile.mkstemp()[1]


def function_in_function() -> object:
    return lambda: None


class LostError(Exception):
    """An exception that pickle cannot make again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


# --- results and exceptions ---------------------------------------------------------------------


def test_the_result_comes_back(worker: Worker) -> None:
    large = b"x" * 5_000_000
    assert worker.run(identity, large, limits=LIMITS) == large  # with the start
    assert worker.run(identity, large, limits=LIMITS) == large  # over the connection
    assert worker.run(os.getpid, limits=LIMITS) != os.getpid()


def test_an_exception_comes_back_and_the_process_lives_on(worker: Worker) -> None:
    process = worker.run(os.getpid, limits=LIMITS)
    with pytest.raises(WriterError, match="no Pango"):
        worker.run(raise_, WriterError("no Pango"), limits=LIMITS)
    with pytest.raises(RuntimeError, match="LostError: a"):
        worker.run(raise_lost, limits=LIMITS)
    with pytest.raises(Exception, match="pickle"):
        worker.run(function_in_function, limits=LIMITS)
    assert worker.run(os.getpid, limits=LIMITS) == process


def test_the_same_pdf_whichever_way_the_process_is_made() -> None:
    options: dict[str, object] = {}
    work = ("pdf", options, export.check(MINIMAL).publication, WriteContext())
    with Worker("spawn") as spawned, Worker("fork") as forked:
        (first, second) = (spawned.run(writing.write_format, *work, limits=LIMITS) for _ in "ab")
        assert first.data.startswith(b"%PDF")
        assert first == second == forked.run(writing.write_format, *work, limits=LIMITS)


def test_the_module_loads_without_what_only_unix_has() -> None:
    code = """
import os, sys
sys.modules["resource"] = sys.modules["fcntl"] = None
del os.fork
from reportkit.isolation import worker
print(worker.METHOD)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "spawn\n"


# --- limits and deaths --------------------------------------------------------------------------


def test_death_by_a_signal_costs_one_work_only(worker: Worker) -> None:
    process = worker.run(os.getpid, limits=LIMITS)
    for _ in range(2):
        with pytest.raises(WorkerStoppedError, match=r"its process was killed \(SIGSEGV\)"):
            worker.run(die, limits=LIMITS)
    assert worker.run(os.getpid, limits=LIMITS) not in (process, os.getpid())


def test_a_process_killed_while_idle_costs_nothing(worker: Worker) -> None:
    process = worker.run(os.getpid, limits=LIMITS)
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    assert worker.run(os.getpid, limits=LIMITS) != process


def test_an_exit_code_is_told(worker: Worker) -> None:
    with pytest.raises(WorkerStoppedError, match="its process ended with exit code 3"):
        worker.run(os._exit, 3, limits=LIMITS)


def test_the_limit_of_memory(worker: Worker) -> None:
    assert worker.run(take, 10_000_000, limits=SMALL) == 10_000_000
    with pytest.raises(WorkerStoppedError, match="more than 1,000,000,000 bytes of memory"):
        worker.run(take, 2_000_000_000, limits=SMALL)


def test_the_limits_of_time() -> None:
    with Worker() as worker:
        assert worker.run(time.sleep, 0.2, limits=ROOMY) is None
        for work in (time.sleep, spin):
            begun = time.monotonic()
            with pytest.raises(WorkerStoppedError, match="it took more than 1 s"):
                worker.run(work, 30.0, limits=TIGHT)
            assert time.monotonic() - begun < 20


def test_the_limit_of_time_holds_in_a_new_interpreter() -> None:
    with Worker("spawn") as worker, pytest.raises(WorkerStoppedError, match="more than 1 s"):
        worker.run(time.sleep, 30, limits=TIGHT)


def test_each_work_has_limits_of_its_own(worker: Worker) -> None:
    process = worker.run(os.getpid, limits=SMALL)
    assert worker.run(take, 2_000_000_000, limits=LIMITS) == 2_000_000_000
    assert worker.run(os.getpid, limits=LIMITS) == process
    with pytest.raises(WorkerStoppedError, match="bytes of memory"):
        worker.run(take, 2_000_000_000, limits=SMALL)


def test_time_is_counted_anew_for_each_work() -> None:
    with Worker() as worker:
        left = [worker.run(seconds_left_after, 0.4, limits=LIMITS) for _ in range(5)]
    assert min(left) >= LIMITS.layout_seconds - 0.5
    assert max(left) <= LIMITS.layout_seconds + 1


# --- its life -----------------------------------------------------------------------------------


def test_it_starts_with_the_first_work_and_ends_when_it_is_closed(method: Method) -> None:
    before = multiprocessing.active_children()
    with Worker(method) as worker:
        assert multiprocessing.active_children() == before
        first = worker.run(os.getpid, limits=LIMITS)
        assert worker.run(os.getpid, limits=LIMITS) == first
        worker.close()
        assert not is_alive(first)
        second = worker.run(os.getpid, limits=LIMITS)
        assert second != first
    assert not is_alive(second)


def test_it_takes_no_signal_handler_no_output_and_no_core_file_from_its_parent() -> None:
    former = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with Worker() as worker:
            worker.run(os.getpid, limits=LIMITS)
            handler = worker.run(signal.getsignal, signal.SIGTERM, limits=LIMITS)
            blocked = worker.run(signal.pthread_sigmask, signal.SIG_BLOCK, (), limits=LIMITS)
            files = [worker.run(os.readlink, f"/proc/self/fd/{n}", limits=LIMITS) for n in (1, 2)]
            core, _ = worker.run(resource.getrlimit, resource.RLIMIT_CORE, limits=LIMITS)
    finally:
        signal.signal(signal.SIGTERM, former)
    assert (handler, blocked) == (signal.SIG_DFL, set())
    assert (files, core) == (["/dev/null", "/dev/null"], 0)


def test_temporary_files_go_with_the_process(worker: Worker) -> None:
    file = Path(worker.run(make_temporary_file, limits=LIMITS))
    assert file.exists()
    worker.close()
    assert not file.parent.exists()


def test_the_process_ends_with_the_work_that_waits_for_it(tmp_path: Path) -> None:
    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGALRM, stop)
    with Worker() as worker:
        try:
            with pytest.raises(KeyboardInterrupt):
                worker.run(interrupt_and_sleep, tmp_path / "pid", 30.0, limits=LIMITS)
        finally:
            signal.signal(signal.SIGALRM, former)
        process = int((tmp_path / "pid").read_text())
        assert not is_alive(process)
        # The answer to the first work would be None.
        assert worker.run(identity, "an answer of its own", limits=LIMITS) == "an answer of its own"


def work_of_a_daemon(limits: Limits) -> bool:
    with Worker() as worker:
        daemon = multiprocessing.current_process().daemon
        return daemon and worker.run(os.getpid, limits=limits) != os.getpid()


def test_it_works_in_the_processes_of_a_pool() -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(work_of_a_daemon, [LIMITS]).get(timeout=120)


def test_it_holds_no_lock_of_the_process_that_it_copies(tmp_path: Path) -> None:
    def stop(number: int, frame: object) -> None:
        raise TimeoutError("the folder is still locked")

    former = signal.signal(signal.SIGALRM, stop)
    try:
        with Worker("fork") as worker:
            with fileset.staging(tmp_path):
                worker.run(os.getpid, limits=LIMITS)
            signal.alarm(60)
            with fileset.staging(tmp_path):
                pass
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


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


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)], ids=str)
def test_closed_standard_streams(closed: tuple[int, ...], tmp_path: Path) -> None:
    def close() -> None:
        for stream in closed:
            os.close(stream)

    command = [sys.executable, "-m", "reportkit", "build", str(MINIMAL), "-t", "pdf"]
    done = subprocess.run(command, cwd=tmp_path, preexec_fn=close, check=False)
    assert done.returncode == 0
    assert (tmp_path / "build" / "minimal.pdf").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_layout_that_is_stopped_leaves_no_process(
    number: signal.Signals, tmp_path: Path, long_report: Path
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    command = [sys.executable, "-m", "reportkit", "build", str(long_report), "-t", "pdf"]
    process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(place)})
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (found := children.read_text().split()):
        time.sleep(0.01)
    time.sleep(0.5)  # in the midst of the layout
    process.send_signal(number)
    assert process.wait(timeout=120) in (128 + number, -number)
    if number != signal.SIGKILL:
        assert list(place.iterdir()) == []
        assert not (tmp_path / "build").exists()
    deadline = time.monotonic() + 20
    while any(is_alive(int(child)) for child in found) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in found if is_alive(int(child))] == []
