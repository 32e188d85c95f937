"""Nothing is fetched, and nothing is read that does not belong to the report: seen by strace."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.style import styles_folder
from tests.safety.corpus import BAD, Case
from tests.safety.run_corpus import lay_out

ROOT = Path(__file__).parents[2]
OPENED = re.compile(r'\bopenat2?\([^,]+, "((?:[^"\\]|\\.)*)", \S+.* = \d+$', re.M)
SYSTEM = ("/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev", "/var/cache/fontconfig")
"""Where programs, libraries, fonts and the settings of the system stand."""


def traced(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and its calls of the system that open files or talk."""
    log = folder.parent / "calls"
    command = ["strace", "-f", "-qq", "-s", "4096", "--seccomp-bpf", "-o", str(log)]
    calls = ["-e", "trace=openat,connect,sendto,sendmsg,bind"]
    reportkit = [sys.executable, "-m", "reportkit", *arguments]
    done = subprocess.run(
        [*command, *calls, *reportkit],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},  # fonts go to temporary files, for Pango
        capture_output=True,
        check=False,
    )
    return done.returncode, log.read_text("utf-8", "replace")


def strangers(calls: str, folder: Path) -> list[str]:
    """Files that were opened and belong neither to the report, nor to reportkit, nor the system."""
    home = [Path.home() / name for name in (".cache", ".config", ".fonts", ".local", ".fontconfig")]
    installed = [sys.prefix, sys.base_prefix, *sys.path, *SYSTEM]
    allowed = [folder, ROOT, styles_folder(), *home, *map(Path, filter(None, installed))]
    allowed = [place.resolve() for place in allowed]
    opened = {(folder / name).resolve() for name in OPENED.findall(calls)}
    opened -= {Path("/"), folder.parent}  # opened as folders, on the way down
    secret = {Path("/etc/passwd"), Path("/etc/shadow"), Path("/dev/zero")}
    return sorted(
        str(path)
        for path in opened
        if path in secret or not any(path.is_relative_to(place) for place in allowed)
    )


def test_a_build_of_all_formats_opens_no_connection_and_no_strange_file(
    tmp_path: Path, socket_enabled: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        folder = Path(shutil.copytree(ROOT / "examples" / "every-element", tmp_path / "report"))
        report = folder / "report.yaml"
        text = report.read_text("utf-8").replace("https://example.org", address)
        assert address in text
        report.write_text(text, "utf-8")
        code, calls = traced(folder, "build", "report.yaml", "-t", "pdf,docx,epub,text")
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert code == 0
    assert "AF_INET" not in calls
    assert strangers(calls, folder) == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "build",
        *sorted(path.name for path in (ROOT / "examples" / "every-element").iterdir()),
    ]
    assert any("report.yaml" in name for name in OPENED.findall(calls))


NAMES = (
    "picture http://127.0.0.1/p.png",
    "picture ../p.png",
    "a picture that is SVG",
    "a link to /etc/passwd",
    "a link to /dev/zero",
    "a link to a folder outside",
    "a tag of Python",
    "zone ../../etc",
    "theme ../x",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_that_names_what_is_not_its_own(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (tmp_path / "p.png").write_bytes(b"mine")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "theme.yaml").write_text("name: x\n")
    case: Case = next(case for case in BAD if case.name == name)
    code, calls = traced(folder, "check", lay_out(case, folder).name)
    assert code == 1
    assert "AF_INET" not in calls
    assert strangers(calls, folder) == []
