"""Finished files and their readers agree where a format's own signs meet the author's."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reportkit.export import build, check
from reportkit.proof.finished_files import verify_file

FAST = ("docx", "epub", "text")

TEXTS: Mapping[str, list[Any]] = {
    "a separator after emphasis": ["*a[^x]*[^y] b"],
    "a separator within emphasis": ["a[^x]*[^y]* b", "[^x]*[^y]*"],
    "a separator between two kinds of emphasis": ["**a[^x]***[^y]* b", "~a[^x]~^[^y]^"],
    "a comma before a mark": ["a,[^x]", "b ,[^y]", "*c,*[^x]"],
    "a comma between two marks": ["a[^x],[^y] b", "a[^x] ,[^y] b", "a[^x]*,[^y]*", "a[^x]^,^[^y]"],
    "a comma at the head of an item": [
        {"list": [{"text": "a", "list": ["b[^x][^y]"]}, ",[^x]", "-[^y]", ", [^x]"]}
    ],
    "a mark at the end of a link": ["[a[^x]](https://example.org/z) b[^y]"],
    "a marked-up link whose text is its address": [
        "[*https://example.org/z*](https://example.org/z)[^x][^y]"
    ],
    "a number in brackets before a mark": ["\\[1\\][^x] \\[2\\],[^y]"],
    "backslashes before a number in brackets": [r"\\\[1\][^x] a\\[^y] \\\\\[1\] *\\*[^x]"],
    "a cross reference in brackets": [
        {"heading": "1", "level": 1, "id": "one"},
        "[{ref:one}][^x] [{ref:one}[^y]]",
    ],
    "boxes of every kind, nested": [
        {
            "box": {
                "kind": "warning",
                "title": "Ice[^x]",
                "id": "ice",
                "body": [
                    {"box": {"kind": "note", "body": [{"box": {"body": ["a[^y]"]}}]}, "id": "n"},
                    {"box": {"kind": "method", "title": "How", "body": ["{ref:ice} {ref:n}"]}},
                ],
            }
        },
    ],
    "a paragraph of marks": ["[^x][^y][^x]"],
    "a short line at the inner margin": [
        {
            "list": [
                {"text": "a", "list": [{"text": "b", "list": ["\\\n".join("c" * 40) + "[^x][^y]"]}]}
            ]
        }
    ],
}


def write(folder: Path, body: list[Any], **keys: Any) -> Path:
    """A report with two notes."""
    report = {
        "reportkit": 1,
        "title": "T",
        "date": "2024-01-01",
        "body": body,
        "notes": {"x": ["https://example.org/x"], "y": "Note y."},
    } | keys
    path = folder / "report.json"
    path.write_text(json.dumps(report), "utf-8")
    return path


def assert_agrees(path: Path, *formats: str) -> None:
    """Builds; a file that says something else raises `Disagreement`."""
    checked = check(path)
    for artifact in build(checked, formats, path.parent / "out"):
        assert artifact.verdict is not None
        assert artifact.verdict.equal_notes == len(checked.publication.report.notes)


@pytest.mark.parametrize("name", TEXTS)
def test_texts_agree(name: str, tmp_path: Path) -> None:
    assert_agrees(write(tmp_path, ["[^x][^y]", *TEXTS[name]]), *FAST)


def test_all_texts_agree_in_the_pdf(tmp_path: Path) -> None:
    assert_agrees(write(tmp_path, [block for texts in TEXTS.values() for block in texts]), "pdf")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"series": {"name": "0", "number": 7}}, id="a series whose name is a number"),
        pytest.param(
            {"authors": [{"name": "A<b>", "role": "<i> & co", "affiliation": '"&amp;"'}]},
            id="an author whose role looks like mark-up",
        ),
        pytest.param(
            {"notes": {"x": [{"title": r"\[1\]"}], "y": r"a\\\[1\] b \[2\]"}},
            id="numbers in brackets within a note",
        ),
        pytest.param({"marking": {"banner": "Draft"}}, id="a marking after the last note"),
    ],
)
def test_front_and_back_matter_agree(keys: dict[str, Any], tmp_path: Path) -> None:
    assert_agrees(write(tmp_path, ["0 0 0[^x][^y]"], **keys), *FAST)


def test_an_endnote_over_several_pages_agrees(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    notes = {"x": f"{words}\n\nMore *{words}*.", "y": "Note y."}
    path = write(
        tmp_path, ["a[^x][^y] b[^x]"], notes=notes, note_options={"placement": "end"}, publisher="P"
    )
    assert_agrees(path, "pdf")


# --- addresses ----------------------------------------------------------------------------------

DEFANG = {"domains": ["ru"], "style": " dot "}


@pytest.mark.parametrize(
    "sources",
    [
        ["https://www.mid.ru/z", "https://www.midru/z"],
        ["https://www.mid.ru/z", "https://www.mid.dot.example/ru/z"],
        [{"url": "https://www.mid.ru/z", "defang": False}, "https://www.mid.ru/z"],
    ],
)
def test_an_address_beside_a_disarmed_one_may_be_live(sources: list[Any], tmp_path: Path) -> None:
    notes = {"x": sources, "y": "Note y."}
    assert_agrees(write(tmp_path, ["a[^x][^y]"], notes=notes, defang=DEFANG), *FAST, "pdf")


def test_disarmed_addresses_outside_notes(tmp_path: Path) -> None:
    publisher = {"name": "P", "url": "https://www.mid.ru/z"}
    body = ["a[^x][^y] [5_g](https://www.mid.ru/z) b"]
    assert_agrees(write(tmp_path, body, publisher=publisher, defang=DEFANG), *FAST, "pdf")
    text = (tmp_path / "out" / "report.txt").read_text("utf-8")
    assert text.count("https://www.mid dot ru/z") == 2
    assert "mid.ru" not in text


# --- damage -------------------------------------------------------------------------------------


def change_member(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Change one file of an archive."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members[name].decode()
    assert change(text) != text
    members[name] = change(text).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)


@pytest.mark.parametrize("other", ["", ";", ",,"])
@pytest.mark.parametrize("name", FAST)
def test_a_damaged_separator_is_found(name: str, other: str, tmp_path: Path) -> None:
    checked = check(write(tmp_path, ["Words[^x][^y] more."]))
    (artifact,) = build(checked, [name], tmp_path / "out")
    match name:
        case "docx":
            run = r"(<w:t[^>]*>),(</w:t>)"
            change_member(
                artifact.path, "word/document.xml", lambda t: re.sub(run, rf"\1{other}\2", t)
            )
        case "epub":
            old, new = '<span class="sep">,</span>', f'<span class="sep">{other}</span>'
            change_member(artifact.path, "EPUB/text1.xhtml", lambda t: t.replace(old, new))
        case _:
            text = artifact.path.read_text("utf-8").replace("[1],[2]", f"[1]{other}[2]")
            artifact.path.write_text(text, "utf-8")
    verdict = verify_file(checked.publication, artifact.path, name)
    assert verdict is not None
    assert {found.code for found in verdict.findings} == {"RK904"}
