"""The documents are true: their reports are sound, their links lead somewhere."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from reportkit.cli import cli
from reportkit.read.schema import WrittenReport
from tests.unit.reading import read_text

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
REPORTS = [
    (path.name, block)
    for path in DOCUMENTS
    for block in re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("name", "block"), REPORTS, ids=[name for name, _ in REPORTS])
def test_the_reports_in_the_documents_have_no_findings(name: str, block: str) -> None:
    assert read_text(block).findings == ()


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
