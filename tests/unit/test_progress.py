"""What a build shows on a terminal while it works: in a real pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.diagnostics import ReportkitError
from reportkit.steps import Step

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal.yaml"

AT_ONCE = "from reportkit.cli import main, progress; progress.DELAY = 0; main()"
NEVER = "from reportkit.cli import main, progress; progress.DELAY = 600; main()"
AS_IT_IS = "from reportkit.cli import main; main()"


class Terminal:
    """A terminal of some columns, as the standard error of a command."""

    def __init__(self, columns: int = 80) -> None:
        self._master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._columns = columns
        self.data = b""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while data := os.read(self._master, 65_536):
                self.data += data
        except OSError:  # the last who could write has gone
            pass

    def type(self, data: bytes) -> None:
        os.write(self._master, data)

    def close(self) -> None:
        """Waits for all that was written."""
        os.close(self.slave)
        self._reader.join(60)
        os.close(self._master)

    @property
    def shown(self) -> list[str]:
        """Each line that stood there for a while, in order."""
        return [text for text in re.split(r"\r\n|\r\x1b\[K", self.data.decode()) if text]

    @property
    def screen(self) -> str:
        """What is left in the end."""
        lines = self.data.decode().replace("\r\n", "\n").split("\n")
        return "\n".join(line.rpartition("\r\x1b[K")[2] for line in lines).rstrip("\n")


def start(
    terminal: Terminal, folder: Path, code: str, *arguments: str, **choices: Any
) -> subprocess.Popen[str]:
    environment = {**os.environ, "TERM": "xterm", **choices.pop("environment", {})}
    command = [sys.executable, "-c", code, *arguments]
    choices = {"stdout": subprocess.PIPE, "stderr": terminal.slave, **choices}
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, **choices)


def run(
    folder: Path, code: str, *arguments: str, columns: int = 80, **choices: Any
) -> tuple[Terminal, str]:
    """The terminal after a command, and what the command wrote to the standard output."""
    terminal = Terminal(columns)
    out, _ = start(terminal, folder, code, *arguments, **choices).communicate(timeout=300)
    terminal.close()
    return terminal, out or ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MINIMAL, tmp_path / "report.yaml")
    return tmp_path


def test_each_step_is_shown_and_nothing_is_left(folder: Path) -> None:
    terminal, out = run(folder, AT_ONCE, "build", "report.yaml", "-t", "pdf,docx,text")
    assert terminal.shown == [
        "report.yaml: reading",
        "report.yaml: laying out the PDF",
        "report.yaml: writing the DOCX",
        "report.yaml: writing the text",
        "report.yaml: verifying the PDF",
        "report.yaml: verifying the DOCX",
        "report.yaml: verifying the text",
        "report.yaml: publishing",
    ]
    assert terminal.screen == ""
    plain = subprocess.run(
        [sys.executable, "-m", "reportkit", "build", "report.yaml", "-t", "pdf,docx,text"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (plain.stdout, plain.stderr) == (out, ""), "a pipe gets the results and nothing else"


def test_several_reports_are_counted(folder: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(MINIMAL, folder / name)
    (folder / "bad.yaml").write_text("reportkit: 1\n")
    terminal, _ = run(folder, AT_ONCE, "build", "a.yaml", "bad.yaml", "b.yaml", "-t", "text")
    steps = [line for line in terminal.shown if line.startswith("[")]
    assert [line for line in steps if "reading" in line] == [
        "[1/3] a.yaml: reading",
        "[2/3] bad.yaml: reading",
        "[3/3] b.yaml: reading",
    ]
    assert re.findall("(?m)^.*RK101", terminal.screen), "findings stay on the screen"
    assert "[2/3]" not in terminal.screen


def test_results_and_findings_on_the_same_terminal_are_whole_lines(folder: Path) -> None:
    text = (folder / "report.yaml").read_text("utf-8")
    (folder / "report.yaml").write_text(text + "  unused: Never.\n", "utf-8")
    terminal = Terminal()
    process = start(
        terminal, folder, AT_ONCE, "build", "report.yaml", "-t", "text", stdout=terminal.slave
    )
    process.wait(300)
    terminal.close()
    first, *_, last = terminal.screen.splitlines()
    assert first.startswith("report.yaml:"), "the finding"
    assert "RK204" in first
    assert re.fullmatch(r"build/report\.txt  .* bytes  1 of 1 notes equal", last)


def test_a_short_build_shows_nothing(folder: Path) -> None:
    assert run(folder, NEVER, "build", "report.yaml", "-t", "text,docx")[0].data == b""


def test_a_long_step_is_shown_while_it_goes_on(folder: Path) -> None:
    slow = (
        "import time; from reportkit.writers.text import TextWriter; write = TextWriter.write\n"
        "TextWriter.write = lambda *all: (time.sleep(2), write(*all))[1]\n"
    )
    terminal, out = run(folder, slow + AS_IT_IS, "build", "report.yaml", "-t", "text")
    assert terminal.shown[0] == "report.yaml: writing the text"
    assert terminal.screen == ""
    assert "1 of 1 notes equal" in out


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "unknown"}], ids=str)
def test_a_terminal_that_knows_no_control_sequences(
    environment: dict[str, str], folder: Path
) -> None:
    command = ("build", "report.yaml", "-t", "text")
    assert run(folder, AT_ONCE, *command, environment=environment)[0].data == b""


def test_no_colour_is_ever_shown(folder: Path) -> None:
    for environment in ({}, {"NO_COLOR": "1"}):
        command = ("build", "report.yaml", "-t", "text")
        terminal, _ = run(folder, AT_ONCE, *command, environment=environment)
        assert terminal.shown
        assert set(re.findall(rb"\x1b\[[^A-Za-z]*[A-Za-z]", terminal.data)) == {b"\x1b[K"}


@pytest.mark.parametrize(
    "name", ["report-with-a-very-long-name.yaml", "報告書の名前はとても長い.yaml"]
)
def test_a_name_is_cut_to_the_width_of_the_terminal(name: str, folder: Path) -> None:
    (folder / "report.yaml").rename(folder / name)
    terminal, _ = run(folder, AT_ONCE, "build", name, "-t", "text", columns=20)
    assert all(line.endswith("…") for line in terminal.shown)
    wide = [sum(2 if sign > "⺀" else 1 for sign in line) for line in terminal.shown]
    assert 15 < max(wide) < 20
    assert terminal.screen == ""


def test_a_name_never_reaches_the_terminal_raw(folder: Path) -> None:
    (folder / "report.yaml").rename(folder / "a\n\x1b[2Jb.yaml")
    terminal, _ = run(folder, AT_ONCE, "build", "a\n\x1b[2Jb.yaml", "-t", "text")
    assert terminal.shown[0] == "a\\n\\x1b[2Jb.yaml: reading"
    assert b"\x1b[2J" not in terminal.data


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_signal_leaves_nothing_on_the_screen(number: signal.Signals, folder: Path) -> None:
    terminal = Terminal()
    process = start(terminal, folder, AT_ONCE, "build", "report.yaml", "-t", "pdf")
    ends = time.monotonic() + 60
    while b"laying out" not in terminal.data and time.monotonic() < ends:
        time.sleep(0.02)
    process.send_signal(number)
    out, _ = process.communicate(timeout=60)
    terminal.close()
    assert process.returncode == 128 + number
    assert (out, terminal.screen) == ("", "")
    assert not list(folder.glob("build/*"))


def test_ctrl_c_at_the_terminal(folder: Path) -> None:
    terminal = Terminal()
    process = start(
        terminal,
        folder,
        "import fcntl, os, termios; fcntl.ioctl(2, termios.TIOCSCTTY, 0)\n" + AT_ONCE,
        *("build", "report.yaml", "-t", "pdf"),
        start_new_session=True,
    )
    ends = time.monotonic() + 60
    while b"laying out" not in terminal.data and time.monotonic() < ends:
        time.sleep(0.02)
    terminal.type(b"\x03")
    process.communicate(timeout=60)
    terminal.close()
    assert process.returncode == 130
    assert terminal.screen.replace("^C", "") == ""


def test_check_says_on_a_terminal_that_there_are_no_findings(folder: Path) -> None:
    terminal, out = run(folder, AS_IT_IS, "check", "report.yaml")
    assert (terminal.screen, out) == ("report.yaml: no findings", "")
    shutil.copy(MINIMAL, folder / "b.yaml")
    assert run(folder, AS_IT_IS, "check", "report.yaml", "b.yaml")[0].screen == (
        "2 reports: no findings"
    )
    assert run(folder, AS_IT_IS, "check", "report.yaml", "--format", "json")[0].data == b""
    (folder / "bad.yaml").write_text("reportkit: 1\n")
    assert run(folder, AS_IT_IS, "check", "report.yaml", "bad.yaml")[0].data == b""


def test_steps_are_values_for_whoever_follows_a_build(folder: Path) -> None:
    def broken() -> export.BuildInput:
        raise ReportkitError([])

    told: list[Step] = []
    inputs = [lambda: export.check(folder / "report.yaml"), broken]
    list(export.build_all(inputs, ["text"], folder / "build", progress=told.append))
    assert told == [
        Step(0, "read"),
        Step(0, "write", "text"),
        Step(0, "verify", "text"),
        Step(0, "publish"),
        Step(1, "read"),
    ]
    told.clear()
    export.build(inputs[0](), ["text"], folder / "build", verify=False, progress=told.append)
    assert [step.stage for step in told] == ["read", "write", "publish"]
