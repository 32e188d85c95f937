"""What the manifest names when some formats are built beside those of a former build."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.diagnostics import ReportkitError
from reportkit.publish import fileset

EXAMPLES = Path(__file__).parents[2] / "examples"
PICTURES = EXAMPLES / "every-element"
ALL = ("docx", "epub", "text")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "minimal.yaml", tmp_path / "report.yaml"))


@pytest.fixture
def folder(report: Path, tmp_path: Path) -> Path:
    """A folder that holds a whole set."""
    assert build(report, tmp_path / "build", *ALL) == []
    return tmp_path / "build"


def build(report: Path, folder: Path, *formats: str, **choices: Any) -> list[str]:
    """Builds some formats; gives the warnings about files of a former build."""
    artifacts = export.build(export.check(report, **choices), formats, folder)
    found = [d for artifact in artifacts for d in artifact.warnings]
    assert all(d.code == "RK940" for d in found)
    return [d.concise() for d in found]


def listed(folder: Path) -> list[str]:
    """The formats in the manifest, each with a file that is as it says."""
    files = json.loads((folder / "report.manifest.json").read_bytes())["files"]
    for entry in files.values():
        data = (folder / entry["file"]).read_bytes()
        assert (entry["sha256"], entry["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    return sorted(files)


def edited(report: Path) -> Path:
    report.write_text(report.read_text("utf-8").replace("Eleven", "Twelve"), "utf-8")
    return report


def test_a_format_that_is_built_again_leaves_the_others_listed(report: Path, folder: Path) -> None:
    before = json.loads((folder / "report.manifest.json").read_bytes())
    assert build(report, folder, "text") == []
    assert json.loads((folder / "report.manifest.json").read_bytes()) == before


def test_formats_that_are_built_one_by_one_are_one_set(report: Path, tmp_path: Path) -> None:
    for format in ALL:
        assert build(report, tmp_path, format) == []
    assert listed(tmp_path) == sorted(ALL)


def test_files_of_another_text_are_named_and_no_longer_listed(report: Path, folder: Path) -> None:
    docx = (folder / "report.docx").read_bytes()
    why = "was built from another version of the report, so the manifest no longer lists it"
    assert build(edited(report), folder, "text") == [
        f"warning RK940 {folder / f'report.{format}'} {why}"
        f" (build it again with -t {format}, or delete it)"
        for format in ("docx", "epub")
    ]
    assert listed(folder) == ["text"]
    assert (folder / "report.docx").read_bytes() == docx, "what is no longer listed stays"
    assert build(report, folder, "text") == [], "it is said once"
    assert build(report, folder, "docx") == []
    assert listed(folder) == ["docx", "text"]


def change_theme(report: Path) -> dict[str, Any]:
    return {"theme": "plain"}


def change_setting(report: Path) -> dict[str, Any]:
    return {"settings": {"subtitle": "Other"}}


def change_picture(report: Path) -> dict[str, Any]:
    shutil.copy(PICTURES / "logo.png", report.parent / "picture.png")
    return {}


@pytest.mark.parametrize("change", [change_theme, change_setting, change_picture])
def test_another_theme_setting_or_picture_is_another_edition(
    change: Callable[[Path], dict[str, Any]], report: Path, tmp_path: Path
) -> None:
    shutil.copy(PICTURES / "wave.png", report.parent / "picture.png")
    text = report.read_text("utf-8").replace(
        "body:\n", "body:\n  - figure: {src: picture.png, alt: A picture}\n"
    )
    report.write_text(text, "utf-8")
    assert build(report, tmp_path, *ALL) == []
    assert build(report, tmp_path, "text") == []
    assert len(build(report, tmp_path, "text", **change(report))) == 2
    assert listed(tmp_path) == ["text"]


def test_another_version_of_reportkit_is_another_edition(
    report: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "__version__", "99")
    assert len(build(report, folder, "text")) == 2
    assert listed(folder) == ["text"]


def test_a_file_that_was_changed_is_named_and_no_longer_listed(report: Path, folder: Path) -> None:
    with (folder / "report.docx").open("ab") as file:
        file.write(b"\n")
    (found,) = build(report, folder, "text")
    assert "report.docx was changed after it was built" in found
    assert listed(folder) == ["epub", "text"]


def test_a_file_that_was_deleted_is_no_longer_listed(report: Path, folder: Path) -> None:
    (folder / "report.docx").unlink()
    assert build(report, folder, "text") == []
    assert listed(folder) == ["epub", "text"]


def test_a_build_that_fails_leaves_the_former_manifest(
    report: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    true_replace = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == "report.txt" and self.parent.name.startswith(".reportkit-"):
            # What a reader finds at this moment, when the process could be killed.
            assert listed(folder) == ["docx", "epub"]
            raise OSError(28, "No space left on device")
        return true_replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(ReportkitError, match="RK907"):
            build(edited(report), folder, "text")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "null",
        '{"files": []}',
        '{"files": {"docx": 1, "epub": {"file": "report.epub"}}}',
        '{"files": {"docx": {"file": "../report.yaml", "sha256": "0"}}}',
        '{"files": {"docx": {"file": "a\\u0000b", "sha256": "0"}}}',
        '{"files": {"docx": {"file": ".", "sha256": "0"}, "epub": {"file": "..", "sha256": ""}}}',
        "[" * 100_000,
        "\xff",
    ],
    ids=lambda text: repr(text[:40]),
)
def test_a_manifest_of_somebody_else_is_replaced(text: str, report: Path, folder: Path) -> None:
    (folder / "report.manifest.json").write_text(text, "latin-1")
    build(report, folder, "text")
    assert listed(folder) == ["text"]


def test_a_link_is_never_listed(report: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "report.docx").rename(tmp_path / "elsewhere")
    (folder / "report.docx").symlink_to(tmp_path / "elsewhere")
    assert build(report, folder, "text") == []
    assert listed(folder) == ["epub", "text"]


def test_reports_made_in_memory_are_never_taken_for_the_same(report: Path, tmp_path: Path) -> None:
    from reportkit.read import load

    ready = export.prepare(load(report))
    export.build(ready, ["docx"], tmp_path)
    (artifact,) = export.build(ready, ["text"], tmp_path)
    assert [d.code for d in artifact.warnings] == ["RK940"]
    assert listed(tmp_path) == ["text"]


def test_no_format_at_all(report: Path, folder: Path) -> None:
    assert export.build(export.check(report), [], folder) == ()
    assert listed(folder) == sorted(ALL)
    assert not list(folder.glob(".reportkit-*"))
    with fileset.staging(folder) as temporary:
        assert list(temporary.iterdir()) == []
