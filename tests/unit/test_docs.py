"""The documents are true: their reports are sound, their links lead somewhere."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from reportkit.cli import cli
from reportkit.read.schema import KINDS, WrittenReport
from reportkit.tree.nodes import Mapping, Node, Sequence
from reportkit.tree.source import read_tree
from tests.unit.reading import read_file

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = {
    name: block
    for block, name in re.findall(
        r"```yaml\n((?:(?!```).)*?)```\n\n!\[[^\]]+\]\(pictures/(\w+)\.png\)",
        (ROOT / "docs" / "report.md").read_text("utf-8"),
        re.DOTALL,
    )
}
"""The reports in docs/report.md by the names of the pictures of what they print."""
UNSEEN = {"include"}
"""Keys of which there is nothing to see."""
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
REPORTS = [
    (path.name, block)
    for path in DOCUMENTS
    for block in re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("name", "block"), REPORTS, ids=[name for name, _ in REPORTS])
def test_the_reports_in_the_documents_have_no_findings(
    name: str, block: str, tmp_path: Path
) -> None:
    shutil.copytree(PICTURES / "input", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "report.yaml"
    path.write_text(block, "utf-8")
    assert read_file(path).findings == ()


def keys_of(node: Node | None) -> Iterator[str]:
    match node:
        case Mapping():
            for key, value in node.entries.items():
                yield key
                yield from keys_of(value)
        case Sequence():
            for item in node.items:
                yield from keys_of(item)


def test_there_is_a_picture_of_what_each_key_and_block_does(tmp_path: Path) -> None:
    """`make pictures` draws a picture of each example that names one."""
    shown: set[str] = set()
    for name, block in EXAMPLES.items():
        with Image.open(PICTURES / f"{name}.png") as picture:
            assert picture.width > 200
        path = tmp_path / "report.yaml"
        path.write_text(block, "utf-8")
        shown.update(keys_of(read_tree(path)[0]))
    assert {*KINDS, *WrittenReport.model_fields} - shown == UNSEEN


def test_every_picture_is_used() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == EXAMPLES.keys()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_to_a_file(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", path.read_text("utf-8"))):
        if not target.startswith(("http:", "https:", "mailto:", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_every_key_of_a_report_is_documented() -> None:
    text = (ROOT / "docs" / "report.md").read_text("utf-8")
    for key in WrittenReport.model_fields:
        assert re.search(rf"\b{key}\b", text), key


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name, command in cli.commands.items():
        assert re.search(rf"`{name}[ `]", text), name
        for option in (p.opts for p in command.params if p.param_type_name == "option"):
            assert any(form in text for form in option), f"{name} {option}"


def test_the_commands_of_the_readme_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (block,) = re.findall(r"^```\n(reportkit .*?)^```", text, re.DOTALL | re.MULTILINE)
    commands = re.findall(r"^reportkit (.+?)(?: +#.*)?$", block, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["new", "check", "build", "verify"]
    monkeypatch.chdir(tmp_path)
    for command in commands:
        cli.main(command.split(), standalone_mode=False)
        assert capsys.readouterr().err == ""
    assert {path.suffix for path in (tmp_path / "build").iterdir()} == {
        *(".pdf", ".docx", ".epub", ".json")
    }


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code, names)  # as a reader would paste it
    assert zipfile.is_zipfile(io.BytesIO(names["book"].data))  # type: ignore[attr-defined]
    assert {path.name for path in (tmp_path / "build").iterdir()} == {
        "report.docx",
        "report.epub",
        "report.manifest.json",
    }
