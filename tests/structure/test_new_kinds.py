"""A new kind of text or block turns mypy red in each place that must know it, and no other place
loses it: tried on a copy of the source, against the lists of CONTRIBUTING.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from reportkit.codes import CODES
from tests.structure.kinds import (
    DOCUMENT,
    ROOT,
    Edit,
    apply,
    copy_of_source,
    listed,
    named_by_mypy,
)

SOURCE: Final = ROOT / "src" / "reportkit"
IMPORTS: Final = "from __future__ import annotations\n"
LEAVES: Final = "Text() | CodeSpan() | DefangedUrl() | LineBreak()"


class Kind(Struct, frozen=True):
    """A kind that is added."""

    title: str
    """Its section in CONTRIBUTING.md."""
    name: str
    """The class, if it is one."""
    added: tuple[Edit, ...]
    """The kind itself, in the model."""
    filled: tuple[Edit, ...]
    """All places that mypy names."""
    content: str
    """A text that holds it, in Python; its words are `Lost & found`."""
    block: str = "Paragraph(content)"
    """A block that holds the text, in Python."""


def _class(name: str, bases: str, *fields: str) -> str:
    body = "".join(f"    {field}\n" for field in fields)
    return f"class {name}({bases}, frozen=True):\n{body}\n\nclass LineBreak(Struct"


def _cases(old: str, new: str, *places: tuple[str, str, str]) -> tuple[Edit, ...]:
    """Edits of `match` statements: in a file, `old` becomes `new` where it stands between two
    other pieces of text."""
    return tuple(
        Edit(file, f"{before}{old}{after}", f"{before}{new}{after}")
        for file, before, after in places
    )


STYLE = Kind(
    "A style of text",
    "",
    (Edit(DOCUMENT, '"subscript", "small_caps"]', '"subscript", "small_caps", "underlined"]'),),
    (
        Edit(
            "writers/xhtml.py",
            '            return "sub"\n',
            '            return "sub"\n        case "underlined":\n            return "small"\n',
        ),
        Edit(
            "writers/text.py",
            '            return "~"\n',
            '            return "~"\n        case "underlined":\n            return "~"\n',
        ),
        Edit(
            "writers/docx/inline.py",
            '        case "emphasis":\n',
            '        case "underlined":\n            return look\n        case "emphasis":\n',
        ),
    ),
    'Styled("underlined", (Text("Lost & found"),))',
)

LEAF = Kind(
    "An inline that holds no others",
    "Keystroke",
    (
        Edit(DOCUMENT, "class LineBreak(Struct", _class("Keystroke", "Struct", "text: str")),
        Edit(DOCUMENT, "Leaf: TypeAlias = Union[Text", "Leaf: TypeAlias = Union[Keystroke, Text"),
    ),
    (
        *_cases(
            LEAVES,
            f"{LEAVES} | Keystroke()",
            ("model/walk.py", "case ", ":\n                    result.append(inline)"),
            ("model/walk.py", "case ", ":\n            return (leaf,)"),
            ("read/inline.py", "case ", ":\n            return False"),
        ),
        Edit(
            "compose/respelling.py",
            "            case CodeSpan() | DefangedUrl():\n",
            "            case CodeSpan() | DefangedUrl() | Keystroke():\n",
        ),
        *_cases(
            "CrossReference()",
            "CrossReference() | Keystroke()",
            ("model/walk.py", "DefangedUrl() | ", ":\n            return leaf.text"),
            ("proof/expected.py", "CodeSpan() | ", ":\n"),
            ("writers/epub/splitting.py", "DefangedUrl() | ", ":\n"),
            ("writers/page_marks.py", "NoteMark() | ", " | PageMark():\n"),
            ("writers/text.py", "DefangedUrl() | ", ":\n"),
        ),
        *_cases(
            "case Text():",
            "case Text() | Keystroke():",
            ("writers/docx/inline.py", "", ""),
            ("writers/xhtml.py", "", ""),
        ),
    ),
    'Keystroke("Lost & found")',
)

CONTAINER = Kind(
    "An inline that holds others",
    "Aside",
    (
        Edit(
            DOCUMENT,
            "class LineBreak(Struct",
            _class(
                "Aside", "Struct, Generic[R]", "children: tuple[Inline[R], ...]", "language: str"
            ),
        ),
        Edit(DOCUMENT, "Container: TypeAlias = Union[", "Container: TypeAlias = Union[Aside[R], "),
    ),
    (
        *_cases(
            "case Styled() | Phrase() | Link():",
            "case Styled() | Phrase() | Link() | Aside():",
            ("model/walk.py", "", ""),
            ("read/inline.py", "", ""),
        ),
        Edit(
            "model/walk.py",
            "                case Link() if self.link",
            "                case Aside():\n"
            "                    children = self.content(inline.children)\n"
            "                    result.append(Aside(children, inline.language))\n"
            "                case Link() if self.link",
        ),
        Edit(
            "model/walk.py",
            "                case _:\n                    result.extend(self.reference(inline))",
            "                case Aside():\n"
            "                    children = self.content(inline.children)\n"
            "                    result.append(Aside(children, inline.language))\n"
            "                case _:\n                    result.extend(self.reference(inline))",
        ),
        Edit(
            "compose/respelling.py",
            "            case Styled() | Link():\n",
            "            case Styled() | Link() | Aside():\n",
        ),
        Edit(
            "proof/expected.py",
            "                case Styled() | Phrase() | Link():\n",
            "                case Styled() | Phrase() | Link() | Aside():\n",
        ),
        Edit(
            "writers/epub/splitting.py",
            "            case Styled() | Phrase():\n",
            "            case Styled() | Phrase() | Aside():\n",
        ),
        *_cases(
            "CrossReference()",
            "CrossReference() | Aside()",
            ("writers/page_marks.py", "NoteMark() | ", " | PageMark():\n"),
        ),
        Edit(
            "writers/docx/inline.py",
            "                case CodeSpan():\n",
            "                case Aside():\n"
            "                    parts += self.content(inline.children, look)\n"
            "                case CodeSpan():\n",
        ),
        Edit(
            "writers/text.py",
            "        case CodeSpan():\n",
            "        case Aside():\n            return _raw(inline.children)\n"
            "        case CodeSpan():\n",
        ),
        Edit(
            "writers/xhtml.py",
            "                case CodeSpan():\n",
            "                case Aside():\n"
            "                    parts.append(self.content(inline.children))\n"
            "                case CodeSpan():\n",
        ),
    ),
    'Aside((Text("Lost & found"),), "la")',
)
BLOCK = Kind(
    "A block",
    "Epigraph",
    (
        Edit(
            DOCUMENT,
            "class LineBreak(Struct",
            _class("Epigraph", "Struct, Generic[R]", "content: Content[R]"),
        ),
        Edit(
            DOCUMENT, "Block: TypeAlias = Union[\n", "Block: TypeAlias = Union[\n    Epigraph[R],\n"
        ),
    ),
    (
        *_cases(
            "SignOff()",
            "SignOff() | Epigraph()",
            ("model/walk.py", "Rule() | PageBreak() | ", ":\n            return ()"),
            ("model/walk.py", "case Paragraph() | ", " | Heading():"),
            ("model/walk.py", "Rule() | PageBreak() | ", ":\n                pass"),
            ("writers/text.py", "case Paragraph() | ", ":\n"),
        ),
        Edit(
            "model/walk.py",
            "            case SignOff():\n",
            "            case Epigraph():\n"
            "                return Epigraph(self.text(block.content))\n"
            "            case SignOff():\n",
        ),
        *_cases(
            "case Paragraph():",
            "case Paragraph() | Epigraph():",
            ("proof/parts.py", "", ""),
            ("writers/docx/body.py", "", ""),
            ("writers/xhtml.py", "", ""),
        ),
    ),
    'Text("Lost & found")',
    "Epigraph(content)",
)

KINDS: Final = (STYLE, LEAF, CONTAINER, BLOCK)

REPORT: Final = """
from datetime import date
from pathlib import Path
from reportkit import build, prepare
from reportkit.model.document import *
import reportkit, sys

here = Path(sys.argv[1])
assert Path(reportkit.__file__).is_relative_to(here), reportkit.__file__
content = ({content}, NoteRef("a"))
plain = content[:1]
report = Report(
    Meta(plain, date(2024, 5, 14), deck=plain, summary=(plain,)),
    Options(contents=True, judgement_summary=True),
    (
        Heading(1, content, TargetLabel("top")),
        KeyJudgement(content, content),
        Box(content, ({block}, Quote((content,), content)), TargetLabel()),
        {block},
        Paragraph((TargetRef("top"), Link("https://example.org/", plain))),
    ),
    {{"a": Note((Paragraph(plain),))}},
)
build(prepare(report), ("pdf", "docx", "epub", "text"), here / "built")
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the source from one kind to the next."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_a_new_kind(kind: Kind, cache: Path, tmp_path: Path) -> None:
    copy = copy_of_source(tmp_path)
    apply(copy, kind.added)
    lists = listed(kind.title)
    wanted = {(file, name) for file, names in lists.items() for name in names}
    by_hand = {
        pair for pair in wanted if not re.search(rf"def {pair[1].split('.')[-1]}\b", _read(pair[0]))
    }
    assert named_by_mypy(copy, cache) == wanted - by_hand
    apply(copy, kind.filled)
    if kind.name:
        files = sorted({edit.file for edit in kind.filled})
        known = f"{IMPORTS}from reportkit.model.document import {kind.name}\n"
        apply(copy, [Edit(file, IMPORTS, known) for file in files])
    assert named_by_mypy(copy, cache) == set()
    _build(kind, copy)
    for name, text in _texts(copy / "built"):
        # Title, deck, summary, contents, heading, claim twice, support, box, quotation, block …
        assert text.count("Lost & found") >= 12, f"{name}: {text.count('Lost & found')}"


def _is_function(file: str, name: str) -> bool:
    """Whether a list names a function, or a table that is filled by hand."""
    return f"def {name.rpartition('.')[2]}(" in _read(file)


def _read(file: str) -> str:
    path = SOURCE / file
    return path.read_text("utf-8") if path.is_file() else ""


def _build(kind: Kind, copy: Path) -> None:
    script = REPORT.format(content=kind.content, block=kind.block)
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    command = [sys.executable, "-c", script, str(copy)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """What each finished file shows, by other people's tools where there are such."""
    pdf = subprocess.run(
        ["pdftotext", "-raw", str(folder / "report.pdf"), "-"], capture_output=True, check=True
    )
    yield "pdf", " ".join(pdf.stdout.decode().split())
    for suffix in ("docx", "epub"):
        with zipfile.ZipFile(folder / f"report.{suffix}") as archive:
            members = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        yield suffix, "".join(members).replace("&amp;", "&")
    yield "text", (folder / "report.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("title", "pattern"),
    [
        ("An inline that holds no others", r"case [^:]*\bCodeSpan\b"),
        ("An inline that holds others", r"case [^:]*\bStyled\b"),
        ("A block", r"\b(Written)?Quote\b"),
    ],
)
def test_the_list_of_a_kind_names_every_file_that_knows_a_kind_like_it(
    title: str, pattern: str
) -> None:
    files = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py")}
    assert {file for file in files if re.search(pattern, _code(file))} <= listed(title).keys()
    for name in listed(title):
        assert (SOURCE / name).exists() or (ROOT / name).exists(), name


def _code(file: str) -> str:
    """A file without its strings, in which words are words."""
    return re.sub(r'"[^"\n]*"', '""', _read(file))


def test_the_list_of_a_format_names_every_file_that_knows_epub() -> None:
    names = listed("A format")
    knowing = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "epub" not in path.parts and re.search(r'"\.?epub"', path.read_text("utf-8"))
    }
    assert {file for file in knowing if "/epub/" not in file} <= names.keys()
    for name in names:
        path = SOURCE / name if (SOURCE / name).exists() else ROOT / name
        assert "epub" in path.read_text("utf-8").lower()


def test_the_list_of_a_finding_leads_to_every_finding() -> None:
    code, fixtures = listed("A finding")
    table = "".join(path.read_text("utf-8") for path in (SOURCE / code).glob("*.py"))
    assert all(f'"{entry}"' in table for entry in CODES)
    assert any((ROOT / fixtures).glob("RK203*"))
