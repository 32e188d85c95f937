"""The labels of list items are those of the plan in every format, for our verifiers and for the
programs of other people."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from reportkit.cli import cli, exits
from reportkit.export import build, check
from reportkit.model import walk
from reportkit.model.document import BULLETS, List, ListStyle
from tests.parity.pdf_edits import edited

FORMATS = ("pdf", "docx", "epub", "text")


def drawn(seed: int) -> dict[str, Any]:
    """Lists within lists, of every style and of none, in the text and in notes."""
    draw = random.Random(seed)
    counter = iter(range(10_000))

    def keys(depth: int) -> dict[str, Any]:
        style = draw.choice((None, None, *get_args(ListStyle)))
        made: dict[str, Any] = {} if style is None else {"style": style}
        numbered = style not in BULLETS and (style is not None or draw.random() < 0.6)
        if numbered:
            made |= {"ordered": True} | ({"start": draw.randint(1, 20)} if seed % 2 else {})
        return made | {"list": [item(depth) for _ in range(draw.randint(1, 4))]}

    def item(depth: int) -> Any:
        word = f"item{next(counter):04}"
        nested = depth < 4 and draw.random() < 0.35
        return {"text": word, **keys(depth + 1)} if nested else word

    lists = [keys(1) for _ in range(6)]
    notes = {f"n{n}": {"body": [keys(1), "Between.", keys(1), keys(1)]} for n in range(3)}
    body = [*lists, {"box": {"body": [keys(1), keys(1)]}}, "".join(f"[^{key}]" for key in notes)]
    return {"body": body, "notes": notes}


def planned(path: Path) -> dict[str, str]:
    """The label of each item by its word."""
    report = check(path).publication.report
    noted = (block for note in report.notes for block in note.blocks)

    def items(block: List[Any]) -> Iterator[tuple[str, str]]:
        for item in block.items:
            yield walk.printed_text(item.paragraphs[0]), item.label
            if item.nested is not None:
                yield from items(item.nested)

    blocks = (*walk.blocks(report.blocks), *noted)
    lists = (block for block in blocks if isinstance(block, List))
    return dict(pair for block in lists for pair in items(block))


def labels(text: str) -> dict[str, str]:
    """The label that a program shows before each word."""
    return {word: label for label, word in re.findall(r"(\S+?)\s*(item\d{4})", text)}


def pages(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_program_shows_the_label_of_the_plan(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    report = {"reportkit": 1, "title": "T", "date": "2024-01-01", **drawn(seed)}
    path.write_text(json.dumps(report), "utf-8")
    build(check(path), FORMATS, tmp_path)  # which also verifies
    expected = planned(path)
    assert len(expected) > 20 and len(set(expected.values())) > 8
    assert labels(pages(tmp_path / "report.pdf")) == expected
    assert labels((tmp_path / "report.txt").read_text("utf-8")) == expected
    if shutil.which("soffice"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
        office = tmp_path / "office"
        subprocess.run([*command, office, tmp_path / "report.docx"], check=True, timeout=200)
        assert labels(pages(office / "report.pdf")) == expected


REPORT = """\
reportkit: 1
title: Nested
date: 2024-03-01
body:
- list: [First, {text: Second, ordered: true, list: [Alpha, {text: Beta, ordered: true, list: [Gamma]}]}]
  ordered: true
- {list: [Dash], style: dash}
"""  # noqa: E501


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nested")
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    build(check(folder / "report.yaml"), FORMATS, folder)
    return folder


def replaced(source: Path, target: Path, member: str, old: str, new: str) -> None:
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as made:
        for info in archive.infolist():
            data = archive.read(info)
            if info.filename == member:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            made.writestr(info, data)


@pytest.mark.parametrize(
    ("name", "member", "old", "new", "item"),
    [
        ("report.docx", "word/numbering.xml", "lowerLetter", "decimal", "a. Alpha"),
        ("report.docx", "word/numbering.xml", "lowerRoman", "upperRoman", "i. Gamma"),
        ("report.docx", "word/numbering.xml", 'lvlText w:val="–"', 'lvlText w:val="•"', "– Dash"),
        ("report.epub", "EPUB/text1.xhtml", '"lower-alpha"', '"decimal"', "a. Alpha"),
        (
            "report.epub",
            "EPUB/text1.xhtml",
            '"lower-roman"',
            '"lower-roman" start="2"',
            "a list item",
        ),
        ("report.epub", "EPUB/text1.xhtml", '"dash"', '"disc"', "– Dash"),
    ],
)
def test_a_changed_label_is_found(
    name: str, member: str, old: str, new: str, item: str, nested: Path, tmp_path: Path
) -> None:
    replaced(nested / name, tmp_path / name, member, old, new)
    found = CliRunner().invoke(cli, ["verify", str(nested / "report.yaml"), str(tmp_path / name)])
    assert found.exit_code == exits.DISAGREES
    assert item in found.output


def test_a_changed_label_is_found_in_text_and_pdf(nested: Path, tmp_path: Path) -> None:
    changed = (nested / "report.txt").read_text("utf-8").replace("a. Alpha", "1. Alpha")
    (tmp_path / "report.txt").write_text(changed, "utf-8")
    edited(nested / "report.pdf", tmp_path / "report.pdf", "a. ", "b. ", first=True)
    for name in ("report.txt", "report.pdf"):
        command = ["verify", str(nested / "report.yaml"), str(tmp_path / name)]
        found = CliRunner().invoke(cli, command)
        assert found.exit_code == exits.DISAGREES
        assert "a. Alpha" in found.output
