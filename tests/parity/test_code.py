"""Code is printed as it stands in every format, and `verify` compares its white space."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.cli import cli, exits
from reportkit.export import build, check
from tests.parity.pdf_edits import edited

FORMATS = ("pdf", "docx", "epub", "text")
LONG = "one long line of fine code " * 9
REPORT = f"""\
reportkit: 1
title: Code
date: 2024-03-01
language: ar
defang: {{domains: [ru]}}
body:
- "كلام.[^n]"
- code: |
    if x:
        go(to)    # \\[1] and [1], *no* markup {{ref:x}} [^n] https://www.mid.ru/x

    {LONG}
  language: python
- box: {{title: صندوق, body: [{{code: "a  b\\n c"}}]}}
- "كلام.[^n]"
notes: {{n: ملاحظة.}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("code")
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    build(check(folder / "report.yaml"), FORMATS, folder)
    return folder


def refused(made: Path, file: Path) -> str:
    found = CliRunner().invoke(cli, ["verify", str(made / "report.yaml"), str(file)])
    assert found.exit_code == exits.DISAGREES
    return found.output


def test_plain_text_has_it_as_it_stands(made: Path) -> None:
    text = (made / "report.txt").read_text("utf-8")
    lines = REPORT.split("- code: |\n")[1].split("  language")[0].split("\n")
    assert f"```python\n{chr(10).join(line[4:] for line in lines)}```" in text


def test_a_page_shows_nothing_that_is_not_in_it(made: Path) -> None:
    command = ["pdftotext", "-raw", str(made / "report.pdf"), "-"]
    pages = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    shown = "".join(pages.split())
    assert "go(to)#\\[1]and[1],*no*markup{ref:x}[^n]https://www.mid.ru/x" in shown
    assert "".join(LONG.split()) in shown
    assert not set("↪↳\u00ad\ufb01") & set(pages)


@pytest.mark.parametrize(
    ("name", "member", "old", "new"),
    [
        ("report.docx", "word/document.xml", ">    go(to)", ">   go(to)"),
        ("report.docx", "word/document.xml", ">a  b<", ">a b<"),
        ("report.epub", "EPUB/text1.xhtml", ">    go(to)", "> go(to)"),
        ("report.epub", "EPUB/text1.xhtml", ">\n</code>", "> \n</code>"),
        ("report.txt", "", "    go(to)", "  go(to)"),
        ("report.txt", "", "a  b", "a b"),
    ],
)
def test_lost_white_space_is_found(
    name: str, member: str, old: str, new: str, made: Path, tmp_path: Path
) -> None:
    source, target = made / name, tmp_path / name
    if member:
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as changed:
            for info in archive.infolist():
                data = archive.read(info)
                if info.filename == member:
                    assert old in data.decode()
                    data = data.decode().replace(old, new).encode()
                changed.writestr(info, data)
    else:
        target.write_text(source.read_text("utf-8").replace(old, new), "utf-8")
    assert "a line of code: expected" in refused(made, target)


def test_another_line_is_found_in_the_pdf(made: Path, tmp_path: Path) -> None:
    target = edited(made / "report.pdf", tmp_path / "report.pdf", "go(to)", "", first=True)
    assert "a line of code: expected" in refused(made, target)


def test_a_soft_hyphen_in_code_is_no_letter(tmp_path: Path) -> None:
    report = "reportkit: 1\ntitle: Code\ndate: 2024-03-01\nbody:\n- Text.\n"
    source = tmp_path / "report.yaml"
    source.write_text(report + '- code: "a\\n\\u00ad\\nb\\u00adc  d"\n', "utf-8")
    built = build(check(source), FORMATS, tmp_path)  # Proves the files as well.
    assert len(built) == len(FORMATS)
