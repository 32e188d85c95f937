"""Reports made by hand, and what is in the books that are made of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Never, TypeAlias

from lxml import etree
from PIL import Image as Pillow

from reportkit.model.document import (
    Align,
    Anchor,
    Box,
    CodeSpan,
    Content,
    Cover,
    CrossReference,
    DefangedUrl,
    Figure,
    Heading,
    Image,
    Inline,
    KeyJudgement,
    LineBreak,
    Link,
    List,
    ListItem,
    Meta,
    NoteMark,
    NumberedNote,
    Options,
    PageBreak,
    PageStart,
    Paragraph,
    Person,
    PlainContent,
    PrintedBlock,
    PrintedRef,
    Publisher,
    Quote,
    ResolvedReport,
    Rights,
    Rule,
    Series,
    SignOff,
    Styled,
    Table,
    TableNote,
    TableNoteMark,
    Text,
)
from reportkit.model.terms import terms_for
from reportkit.passes.list_labels import with_labels
from reportkit.style import Theme
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.epub import EpubWriter
from tests.unit.publications import published, row

Piece: TypeAlias = str | Inline[PrintedRef]

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"

Write: TypeAlias = Callable[[ResolvedReport], Path]
"""Writes a report as a book; the path of it."""


def text(*pieces: Piece) -> Content[PrintedRef]:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def plain(words: str) -> PlainContent:
    content: tuple[Inline[Never], ...] = (Text(words),)
    return content


def mark(note: int, occurrence: int = 1, follows_mark: bool = False) -> NoteMark:
    return NoteMark(note, note, occurrence, follows_mark)


def paragraph(*pieces: Piece) -> Paragraph[PrintedRef]:
    return Paragraph(text(*pieces))


def heading(level: int, ordinal: int, *pieces: Piece) -> Heading[PrintedRef, Anchor]:
    return Heading(level, text(*pieces), Anchor("heading", ordinal))


def note(number: int, *paragraphs: str, references: int = 1) -> NumberedNote:
    return NumberedNote(
        number, number, tuple(Paragraph((Text(words),)) for words in paragraphs), references
    )


def picture() -> Image:
    buffer = io.BytesIO()
    Pillow.new("L", (8, 4), 128).save(buffer, "PNG")
    return Image("image/png", 8, 4, buffer.getvalue())


def report(
    *blocks: PrintedBlock,
    notes: Iterable[NumberedNote] = (),
    meta: Meta | None = None,
    options: Options | None = None,
) -> ResolvedReport:
    meta = meta or Meta(plain("A Report"), date(2024, 5, 14), "14 May 2024", "en-GB")
    options = options or Options()
    blocks = tuple(map(with_labels, blocks))
    return ResolvedReport(meta, options, blocks, tuple(notes), terms_for(meta.language))


def everything() -> ResolvedReport:
    """Each kind of block, each kind of inline, each field; a note in each text."""
    left: Align = "left"
    table = Anchor("table", 1, 1)
    figure = Anchor("figure", 1, 1)
    blocks: list[PrintedBlock] = [
        KeyJudgement(text("A claim & <more>.", mark(1)), text("Its support.", mark(2))),
        KeyJudgement(text("A claim alone.", mark(1, 2))),
        paragraph("Two notes.", mark(3), mark(4, follows_mark=True), " One more.", mark(1, 3)),
        heading(1, 1, "What moved", mark(5)),
        heading(3, 2, "A level left out"),
        heading(2, 3, "Back a level"),
        List(
            ordered=True,
            items=(
                ListItem((text("First.", mark(6)),)),
                ListItem(
                    (text("Second."), text("Its second paragraph.")),
                    List(False, (ListItem((text("Nested.", mark(7)),)),)),
                ),
            ),
        ),
        Quote((text("Quoted.", mark(8)), text("More.")), text("Someone", mark(9))),
        Table(
            caption=text("Calls.", mark(10)),
            header=(row(text("Port"), text("2023", mark(11))),),
            rows=(
                row(text("Riga", mark(12), TableNoteMark(1, "a", 1)), text("1")),
                row(text("Tallinn"), text("2", mark(13))),
            ),
            align=(left, "decimal"),
            row_headers=True,
            source=text("Own count.", mark(14)),
            label=table,
            total=True,
            notes=(TableNote("a", text("Own note.")),),
        ),
        Figure(
            picture(),
            'A "map" & more',
            "Longer.",
            text("Ports.", mark(15)),
            text("Map: T. W.", mark(16)),
            figure,
        ),
        Figure(picture(), "", "", (), (), Anchor("figure", 2)),
        Box(
            text("How", mark(17)),
            (paragraph("Boxed.", mark(18)), heading(2, 4, "In the box")),
            Anchor("box", 1),
        ),
        paragraph(
            Styled("emphasis", text("em", mark(19))),
            Styled("strong", text("strong", Styled("emphasis", text("both")))),
            Styled("superscript", text("up")),
            Styled("subscript", text("down")),
            CodeSpan("a < b"),
            Link("https://example.org/?a=1&b=2", text("linked")),
            LineBreak(),
            CrossReference(table, "Table 1"),
            DefangedUrl("https://www.mid dot ru/x"),
        ),
        Rule(),
        PageBreak(),
        SignOff(text("The end.", mark(20))),
    ]
    notes = [note(n, f"Note text {n}.") for n in range(1, 21)]
    notes[0] = note(1, "1998 & <all> that.", "Its last paragraph.", references=3)
    notes[1] = NumberedNote(
        2,
        2,
        (
            Paragraph(
                (
                    Link("https://example.org/a", (Text("https://example.org/a"),)),
                    Text("; "),
                    DefangedUrl("https://www.mid dot ru/ru"),
                    Text("; see "),
                    CrossReference(figure, "Figure 1"),
                )
            ),
        ),
        1,
    )
    meta = Meta(
        title=plain("The Calls & <Ports>"),
        date=datetime(2024, 5, 14, 9, 30),
        date_text="14 May 2024, 09:30",
        language="en-GB",
        timezone="Europe/Tallinn",
        subtitle=plain("Traffic in 2023"),
        deck=plain("They changed quays."),
        series=Series("Baltic Port Traffic", "7", "2", "1234-5679"),
        authors=(Person("Maren Lindqvist", role="Lead"), Person("Tomasz Wrona")),
        publisher=Publisher("Example Desk", "Tallinn", "https://example.org/"),
        identifiers=(("isbn", "978-3-16-148410-0"), ("doi", "10.5555/x"), ("report_number", "B-7")),
        rights=Rights(plain("© 2024 Example Desk"), plain("CC BY 4.0"), plain("Invented.")),
        marking="TLP:GREEN",
        keywords=("ports", "ships"),
        summary=(plain("Calls rose."), plain("They moved.")),
        cover=Cover(picture(), "A wave"),
    )
    options = Options(contents=True, judgement_summary=True)
    return report(*blocks, notes=notes, meta=meta, options=options)


def book(
    resolved: ResolvedReport, theme: Theme | str = "briefing", pages: tuple[PageStart, ...] = ()
) -> WriterOutput:
    """What the writer makes of a report in a theme, with the pages of a PDF."""
    return EpubWriter().write(published(resolved, theme), WriteContext(pages))


def member(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def change(path: Path, name: str, old: str, new: str) -> None:
    """Write the book anew with the first `old` in a member replaced."""
    with zipfile.ZipFile(path) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in members:
            if info.filename == f"EPUB/{name}":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            archive.writestr(info, data)
