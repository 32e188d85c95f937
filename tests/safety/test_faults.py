"""The drills of `make faults` in a short form, and what can be wrong with the output's place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.diagnostics import ReportkitError
from reportkit.publish import fileset
from tests.safety import drills
from tests.safety.drills import MANIFEST, Site

SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


@pytest.fixture(scope="module")
def place() -> Iterator[Site]:
    with drills.site() as made:
        yield made


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_build_that_gets_a_signal(number: signal.Signals, place: Site) -> None:
    drills.kill(place, number, rounds=1, seed=1, loop=False)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_publishing_that_gets_a_signal(number: signal.Signals, place: Site) -> None:
    drills.kill(place, number, rounds=4, seed=2, loop=True)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_publishing_some_formats_that_gets_a_signal(number: signal.Signals, place: Site) -> None:
    drills.kill_some(place, number, rounds=2, seed=3)


def test_several_builds_at_once(place: Site) -> None:
    drills.crowd(place, rounds=1, at_once=3)


def test_no_file_may_grow(place: Site) -> None:
    assert drills.no_room(place, limits=range(0, 4_000, 2_000)) == {"refused": 2}


# --- the N-th call that fails -------------------------------------------------------------------

CALLS = ("fsync", "replace", "link", "unlink", "mkdir", "rmdir", "open")


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("call", [*CALLS, "write"])
def test_every_call_fails_in_its_turn(
    call: str, lasting: bool, place: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(1, 40):
        shutil.rmtree(place.folder, ignore_errors=True)
        place.publish("first")
        calls = 0

        def fails() -> bool:
            nonlocal calls
            calls += 1
            return calls > nth if lasting else calls == nth  # noqa: B023

        with monkeypatch.context() as patch:
            _let_fail(patch, call, fails)
            try:
                place.publish("second")
                failed = False
            except ReportkitError as error:
                assert [d.code for d in error.diagnostics] == ["RK907"]
                failed = True
        state = place.state()
        assert state in ({"first", "second", "unfinished"} if lasting else {"first"}) or not failed
        assert failed or state == "second"
        place.publish("second")
        assert (place.state(), place.litter()) == ("second", [])
        if calls < nth:
            return
    raise AssertionError("the sweep did not end")


def _let_fail(patch: pytest.MonkeyPatch, call: str, fails: Callable[[], bool]) -> None:
    owner: Any = fileset if call == "write" else os
    true_call = getattr(owner, call)

    def failing(*args: Any, **kwargs: Any) -> Any:
        if fails():
            if call == "write":  # half a file, then no more room
                Path(args[0]).write_bytes(args[1][: len(args[1]) // 2])
                with fileset.output_errors(args[0]):
                    raise OSError(28, "No space left on device")
            raise OSError(5, "Input/output error")
        return true_call(*args, **kwargs)

    patch.setattr(owner, call, failing)


# --- the place of the output --------------------------------------------------------------------


def build(place: Site, folder: Path | str, **options: Any) -> subprocess.CompletedProcess[str]:
    report = place.root / "in" / "first" / "report.yaml"
    command = [sys.executable, "-m", "reportkit", "build", str(report), "-t", "text", "-o"]
    options = {"stdout": subprocess.PIPE, **options}
    return subprocess.run(
        [*command, str(folder)], stderr=subprocess.PIPE, text=True, check=False, **options
    )


def test_a_disk_that_takes_no_folders(place: Site) -> None:
    done = build(place, "/proc/reportkit")
    assert done.returncode == 3
    assert "RK907" in done.stderr


def test_a_folder_that_one_may_not_write_to(place: Site) -> None:
    checked = export.check(place.root / "in" / "first" / "report.yaml")
    # The other user may not read where Python's packages are.
    list(export.build_all([lambda: checked], ["text"], place.root / "before"))
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(ReportkitError) as failure:
                export.build(checked, ["text"], Path(name))
        finally:
            os.seteuid(user)
        assert [d.code for d in failure.value.diagnostics] == ["RK907"]
        assert list(Path(name).iterdir()) == []
        Path(name).chmod(0o755)


def test_nothing_is_written_through_a_link(place: Site, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "report.txt").symlink_to("precious")
    done = build(place, tmp_path)
    assert (done.returncode, "RK905" in done.stderr) == (3, True)
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_hard_link_is_replaced_and_its_other_name_keeps_the_text(
    place: Site, tmp_path: Path
) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "report.txt").hardlink_to(tmp_path / "precious")
    assert build(place, tmp_path).returncode == 0
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize("name", ["report.txt", MANIFEST])
def test_a_folder_in_place_of_a_file(name: str, place: Site, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    done = build(place, tmp_path)
    assert (done.returncode, "RK905" in done.stderr) == (3, True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_link_in_place_of_the_staging_folder_is_not_followed(place: Site, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("mine")
    (tmp_path / ".reportkit-1").symlink_to("precious")
    assert build(place, tmp_path).returncode == 0
    assert (tmp_path / "precious" / "file").read_text() == "mine"


HINT = "the program or disk that takes the output has stopped or is full"


def test_standard_output_that_nobody_reads(place: Site, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = build(place, tmp_path, stdout=pipe)
    assert done.returncode == 3
    assert (
        done.stderr
        == f"error RK907 cannot write to standard output: what reads it has ended ({HINT})\n"
    )
    assert (tmp_path / MANIFEST).exists()


def test_standard_output_without_room(place: Site, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = build(place, tmp_path, stdout=full)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"error RK907 cannot write to standard output: the disk is full ({HINT})"
    ]


def test_closed_standard_output(place: Site, tmp_path: Path) -> None:
    done = build(place, tmp_path, preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (0, "")


CLOSED = [(1,), (2,), (0, 1), (0, 1, 2)]
"""The standard streams that are closed together, by their descriptors."""


def closing(streams: tuple[int, ...], *arguments: str) -> tuple[int, bytes]:
    """Runs a command whose standard streams are closed; gives its exit code, and what it printed
    on the other streams."""

    def close() -> None:
        for stream in streams:
            os.close(stream)

    command = [sys.executable, "-m", "reportkit", *arguments]
    done = subprocess.run(command, capture_output=True, preexec_fn=close, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("streams", CLOSED, ids=str)
def test_closed_streams_end_no_command(
    streams: tuple[int, ...], place: Site, tmp_path: Path
) -> None:
    report = str(place.root / "in" / "first" / "report.yaml")
    formats = {"pdf": ".pdf", "docx": ".docx", "epub": ".epub", "text": ".txt"}
    code, printed = closing(streams, "build", report, "-t", ",".join(formats), "-o", str(tmp_path))
    assert (code, b"RK" in printed) == (0, False)
    files = [str(tmp_path / f"report{suffix}") for suffix in formats.values()]
    for command in (["verify", report, *files], ["check", report], ["doctor"]):
        code, printed = closing(streams, *command)
        assert (code, b"RK" in printed) == (0, False), command


BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LANG": "C", "LC_ALL": "C"},
        {"HOME": "/nowhere"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"TMPDIR": "/nowhere"},
        {"COLUMNS": "1", "TERM": "dumb"},
    ],
    ids=str,
)
def test_a_bare_environment(environment: dict[str, str], place: Site, tmp_path: Path) -> None:
    folder = tmp_path / "fü 😀"
    done = build(place, folder, env={**BARE, **environment})
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "report.txt").read_bytes() == place.expected["first"]["report.txt"]


def test_a_name_that_is_no_unicode(place: Site, tmp_path: Path) -> None:
    report = os.fsencode(tmp_path) + b"/r\xff.yaml"
    shutil.copy(place.root / "in" / "first" / "report.yaml", os.fsdecode(report))
    command = [sys.executable, "-m", "reportkit", "build", os.fsdecode(report)]
    options = ["-t", "text,docx,epub", "-o", str(tmp_path / "o")]
    done = subprocess.run([*command, *options], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((tmp_path / "o").iterdir())) == 4
