"""Files appear whole and as one set, or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.diagnostics import ReportkitError
from reportkit.publish import fileset


def publish_set(folder: Path, **files: str) -> None:
    with fileset.staging(folder) as temporary:
        for name, text in files.items():
            fileset.write(temporary / name, text.encode())
        fileset.write(temporary / "manifest", b"|".join(t.encode() for t in files.values()))
        fileset.move(temporary, folder, list(files), "manifest")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_set_is_published_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    publish_set(folder, a="1", b="2")
    assert contents(folder) == {"a": "1", "b": "2", "manifest": "1|2"}
    publish_set(folder, a="3", b="4")
    assert contents(folder) == {"a": "3", "b": "4", "manifest": "3|4"}


def test_an_exception_leaves_the_former_set_and_no_litter(tmp_path: Path) -> None:
    publish_set(tmp_path, a="1")
    before = contents(tmp_path)
    with pytest.raises(KeyboardInterrupt), fileset.staging(tmp_path) as temporary:
        fileset.write(temporary / "a", b"2")
        raise KeyboardInterrupt
    assert contents(tmp_path) == before


def test_the_litter_of_a_build_that_was_killed_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".reportkit-dead").mkdir()
    (tmp_path / ".reportkit-dead" / "a").write_text("half")
    publish_set(tmp_path, a="1")
    assert contents(tmp_path) == {"a": "1", "manifest": "1"}


@pytest.mark.parametrize("broken", ["a", "b", "manifest"])
def test_a_set_that_stops_half_way_gives_way_to_the_former_one(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_set(tmp_path, a="1", b="2")
    before = contents(tmp_path)
    true_replace = Path.replace
    failures = [broken]

    def replace(self: Path, target: Path) -> Path:
        if self.name in failures:
            failures.remove(self.name)
            raise OSError(28, "No space left on device")
        return true_replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(ReportkitError) as failure:
            publish_set(tmp_path, a="3", b="4", c="5")
    assert [d.code for d in failure.value.diagnostics] == ["RK907"]
    assert contents(tmp_path) == before


def test_a_disk_that_keeps_failing_leaves_a_set_without_a_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_set(tmp_path, a="1", b="2")
    true_replace = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise OSError(5, "Input/output error")
        return true_replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(ReportkitError) as failure:
            publish_set(tmp_path, a="3", b="4")
    assert [d.code for d in failure.value.diagnostics] == ["RK907"]
    assert contents(tmp_path) == {"a": "1", "b": "2"}
    publish_set(tmp_path, a="3", b="4")
    assert contents(tmp_path) == {"a": "3", "b": "4", "manifest": "3|4"}


def test_a_folder_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hardlink_to(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    publish_set(tmp_path, a="1")
    publish_set(tmp_path, a="2")
    assert contents(tmp_path) == {"a": "2", "manifest": "2"}


def test_links_folders_and_the_source_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "report"
    source.write_text("mine")
    (tmp_path / "same").hardlink_to(source)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(source)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    names = ("report", "same", "folder", "link", "dangling")
    with pytest.raises(ReportkitError) as failure:
        fileset.check_targets({name: tmp_path / name for name in names}, source)
    assert [d.code for d in failure.value.diagnostics] == ["RK905"] * len(names)
    fileset.check_targets({"new": tmp_path / "new"}, source)


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(ReportkitError):
        fileset.write(tmp_path / "a", b"other")
    assert (tmp_path / "a").read_text() == "mine"


ON_WINDOWS = """
import os, pathlib, shutil, signal, stat, subprocess, tempfile
import pydantic, zoneinfo  # what is loaded here knows the true system
for name in ("fcntl", "resource"):
    sys.modules[name] = None
for name in ("O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "pthread_sigmask"):
    vars(os).pop(name, None)
    vars(signal).pop(name, None)
sys.platform = "win32"
from reportkit import export
from reportkit.publish import fileset
from reportkit.tree.source import read_bytes
folder = pathlib.Path(sys.argv[1])
for text in (b"1", b"2"):
    with fileset.staging(folder) as temporary:
        fileset.write(temporary / "a", text)
        fileset.write(temporary / "manifest", text)
        fileset.move(temporary, folder, ["a"], "manifest")
assert read_bytes(folder / "a", 10) == b"2"
"""


def test_a_system_without_locks(tmp_path: Path) -> None:
    code = f"import sys\n{ON_WINDOWS}"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert contents(tmp_path) == {"a": "2", "manifest": "2"}
