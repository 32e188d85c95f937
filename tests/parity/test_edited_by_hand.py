"""A file that was edited by hand: one finding for each edit, with the line of the report, and what
was there and is there, with its spaces."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from reportkit import export
from reportkit.cli import cli, exits
from tests.parity.test_all_that_is_seen import with_text

LONG: Final = " ".join(
    f"The quay number {number} is as long as the others." for number in range(12)
)
REPORT: Final = f"""\
reportkit: 1
title: Quays
date: 2024-01-31
marking: {{tlp: red}}
body:
- |
  First paragraph of one text.

  Second paragraph of it.
- {LONG}
- judgement: A claim that stands.
  text: |
    Its support.[^b]

    A paragraph below the claim.
- list:
  - item: An outer item
    list: [An inner item, Another inner item]
- box:
    title: On boxes
    body:
    - quote: Said in a box.
      attribution: Somebody
- table:
    header: [Port, Calls]
    rows:
    - [Riga, "10"]
    - [Muuga, "2"]
  caption: Calls of a year
- signoff: The end.[^a]
notes:
  a: The first note of the file.
  b: The second note of the file.
"""
EDITS: Final = {
    "First paragraph of one": ("First chapter of one", 7, "a paragraph"),
    "Second paragraph of it": ("Third paragraph of it", 9, "a paragraph"),
    "quay number 7 is as": ("quay number 7 was as", 10, "a paragraph"),
    "A claim that stands": ("A claim that falls", 11, "a key judgement"),
    "Its support": ("Its surport", 13, "the support of a key judgement"),
    "below the claim": ("beside the claim", 15, "a paragraph"),
    "An outer item": ("An other item", 17, "a list item"),
    "Another inner item": ("Whatever inner item", 18, "a list item"),
    "On boxes": ("On foxes", 20, "the title of a box"),
    "Said in a box": ("Said of a box", 22, "a quotation"),
    "Somebody": ("Nobody", 23, "an attribution"),
    "Muuga": ("Munga", 28, "row 2, column 1 of Table 1"),
    "Calls of a year": ("Calls of a day", 29, "the caption of Table 1"),
    "The end": ("The fin", 30, "the sign-off"),
    "The first note": ("The last note", 32, "note 2"),
    "TLP:RED": ("TLP:CLEAR", 4, "the marking"),
}
"""What is edited in the finished file, and where the report has it."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edited")
    text = REPORT.replace("- item: An", "- text: An")
    (folder / "report.yaml").write_text(text, "utf-8")
    export.build(export.check(folder / "report.yaml"), ("docx", "epub", "text"), folder / "build")
    return folder


@pytest.mark.parametrize("old", EDITS)
@pytest.mark.parametrize("name", ["docx", "epub", "text"])
def test_one_edit_is_one_finding_at_its_line(
    name: str, old: str, made: Path, tmp_path: Path
) -> None:
    new, line, part = EDITS[old]
    if part == "the marking" and name == "docx":
        return  # It stands in headers and footers, which other tests change.
    source = made / "build" / f"report.{'txt' if name == 'text' else name}"
    path = with_text(source, tmp_path / source.name, *words(old, new), first=True)
    report = made / "report.yaml"
    done = CliRunner().invoke(cli, ["verify", str(report), str(path)])
    assert done.exit_code == exits.DISAGREES, done.output
    (found,) = re.findall(r"^(.*): error (RK\d+) (.*)$", done.output, re.MULTILINE)
    assert found[0].startswith(f"{report}:{line}:")
    assert f"{name}: {part}" in found[2]
    before, _, after = found[2].partition(", found ")
    assert old in before
    assert new in after


def words(old: str, new: str) -> tuple[str, str]:
    """The words that differ; a line of plain text may end between those that do not."""
    one, other = old.split(), new.split()
    place = next(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    if old.startswith("quay number"):
        return "7 is as", "7 was as"
    return " ".join(one[place : place + 2]), " ".join(other[place : place + 2])
