"""What a publication decides before any writer: front and back matter, marking, heads, tables."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.compose import Publication
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    Cover,
    Image,
    KeyJudgement,
    Link,
    Meta,
    Options,
    Person,
    PrintedBlock,
    Publisher,
    Rights,
    Series,
    Text,
)
from reportkit.style import Theme, find_theme
from tests.unit.publications import published
from tests.unit.writers.books import heading, mark, note, paragraph, picture, plain, report, text
from tests.unit.writers.house_template import members, packed

PICTURE = picture()


def made(
    *blocks: PrintedBlock,
    options: Options | None = None,
    theme: Theme | str = "briefing",
    **meta: Any,
) -> Publication:
    """The publication of a report with some blocks and metadata."""
    about = Meta(**{"title": plain("The Title"), "date": date(2024, 1, 31), **meta})
    return published(report(*blocks, meta=about, options=options), theme)


def choosing(name: str = "briefing", **choices: Any) -> Theme:
    """A shipped theme with other values of its tokens; groups as mappings."""
    theme = find_theme(name)
    groups = {
        key: getattr(theme, key).model_copy(update=value) if isinstance(value, dict) else value
        for key, value in choices.items()
    }
    return theme.model_copy(update=groups)


# --- cover and title page -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "brought", "by_theme", "cover", "title_page"),
    [
        (None, None, (False, False), False, False),
        (None, None, (True, False), True, False),
        (None, None, (False, True), False, True),
        (None, None, (True, True), True, True),
        (True, None, (False, False), True, True),
        (None, Cover(), (False, False), True, True),
        (None, Cover(PICTURE, "Quays"), (False, False), True, True),
        (True, Cover(PICTURE, "Quays"), (False, False), True, True),
        (False, None, (True, True), False, False),
        (False, Cover(PICTURE, "Quays"), (True, True), False, False),
    ],
)
def test_a_report_with_a_cover_has_a_title_page_and_says_so_before_its_theme(
    asked: bool | None,
    brought: Cover | None,
    by_theme: tuple[bool, bool],
    cover: bool,
    title_page: bool,
) -> None:
    theme = choosing(cover=by_theme[0], front={"title_page": by_theme[1]})
    front = made(options=Options(cover=asked), cover=brought, theme=theme).front
    assert (front.cover is not None, front.title_page) == (cover, title_page)


@pytest.mark.parametrize(
    ("cover", "image", "alt"),
    [
        (Cover(PICTURE, "Quays by night"), PICTURE, "Quays by night"),
        (Cover(PICTURE), PICTURE, "The Title"),
        (Cover(alt="unseen"), None, "Ports. The Title. Calls. Ann, Bo. 31 Jan. Desk"),
    ],
)
def test_a_cover_says_in_words_what_it_shows(cover: Cover, image: Image | None, alt: str) -> None:
    front = made(
        cover=cover,
        date_text="31 Jan.",
        deck=plain("Calls"),
        series=Series("Ports", issn="1234-5679"),
        authors=(Person("Ann"), Person("Bo")),
        publisher=Publisher("Desk"),
    ).front
    assert front.cover is not None
    assert (front.cover.image, front.cover.alt) == (image, alt)
    assert (front.cover.lines.series, front.title.series) == ("Ports", "Ports, ISSN 1234-5679")


# --- front matter -------------------------------------------------------------------------------


def test_the_title_block_is_worded_once() -> None:
    block = made(
        language="de",
        subtitle=plain("Sub"),
        deck=plain("Deck"),
        series=Series("Häfen", "7", "2", "1234-5679"),
        authors=(Person("Ann"), Person("Bo")),
        publisher=Publisher("Haus", logo=PICTURE),
    ).front.title
    assert (block.series, block.authors) == ("Häfen, Bd. 2, Nr. 7, ISSN 1234-5679", "Ann, Bo")
    assert (block.title, block.subtitle, block.deck) == (
        plain("The Title"),
        plain("Sub"),
        plain("Deck"),
    )
    assert (block.logo, block.logo_alt) == (PICTURE, "Haus")
    assert block.date == "31. Januar 2024"
    assert made(date_text="Winter 2024").front.title.date == "Winter 2024"
    bare = made().front.title
    assert (bare.series, bare.authors, bare.subtitle, bare.logo) == ("", "", (), None)


def test_summary_and_judgements_are_there_when_they_have_something_to_say() -> None:
    claims: tuple[PrintedBlock, ...] = (
        KeyJudgement(text("It will ", Link("https://example.org/", text("grow")), mark(1))),
        Box((), (KeyJudgement(text("In a box.")),), Anchor("box", 1)),
    )
    asking = Options(judgement_summary=True)
    front = made(*claims, options=asking, language="fr", summary=(plain("In short."),)).front
    assert front.summary is not None
    assert (front.summary.heading, front.summary.paragraphs) == ("Résumé", (plain("In short."),))
    assert front.judgements is not None
    assert front.judgements.heading == "Points clés"
    assert front.judgements.claims == (text("It will ", Text("grow")), plain("In a box."))
    assert made(*claims).front.judgements is None, "not asked for"
    without = made(paragraph("Text."), options=asking).front
    assert (without.summary, without.judgements) == (None, None)


def test_contents_list_every_heading_without_its_marks() -> None:
    blocks = (
        heading(1, 1, "One", mark(1)),
        Box((), (heading(2, 2, "In a box"),), Anchor("box", 1)),
        heading(1, 3, "Two"),
    )
    contents = made(*blocks, options=Options(contents=True)).front.contents
    assert contents is not None
    assert contents.heading == "Contents"
    assert [(e.level, e.text, e.anchor.id) for e in contents.entries] == [
        (1, plain("One"), "heading1"),
        (2, plain("In a box"), "heading2"),
        (1, plain("Two"), "heading3"),
    ]
    assert made(*blocks).front.contents is None, "not asked for"


def test_there_are_no_contents_without_headings() -> None:
    assert made(paragraph("Text."), options=Options(contents=True)).front.contents is None


# --- back matter --------------------------------------------------------------------------------


def test_back_lines_in_their_order() -> None:
    back = made(
        language="de",
        authors=(
            Person("Ann", "Desk", "a@example.org", "0000-0002", "Lead", plain("Counts ships.")),
            Person("Bo"),
            Person("Cy", bio=plain("Writes.")),
        ),
        publisher=Publisher("House", "Riga", "https://example.org/"),
        identifiers=(("isbn", "978-3"), ("report_number", "B-7"), ("doi", "10.5555/x")),
        rights=Rights(plain("© House"), plain("CC BY"), plain("No warranty.")),
        keywords=("ports", "ships"),
    ).back
    assert back.notes_heading == "Anmerkungen"
    lines = [(line.role, line.name + walk.printed_text(line.content)) for line in back.colophon]
    assert lines == [
        ("author", "Ann, Lead, Desk, a@example.org, ORCID 0000-0002. Counts ships."),
        ("author", "Cy. Writes."),
        ("publisher", "House, Riga, https://example.org/"),
        ("identifiers", "ISBN 978-3, Report B-7, DOI 10.5555/x"),
        ("copyright", "© House"),
        ("licence", "CC BY"),
        ("disclaimer", "No warranty."),
        ("keywords", "ports · ships"),
    ]
    assert [line.name for line in back.colophon[:3]] == ["Ann", "Cy", ""]
    links = [inline for inline in back.colophon[2].content if isinstance(inline, Link)]
    assert [link.url for link in links] == ["https://example.org/"]


def test_a_report_about_which_nothing_is_said_has_no_back_lines() -> None:
    assert made(authors=(Person("Ann"),), rights=Rights()).back.colophon == ()


# --- on every page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("TLP:RED", "#ff2b2b"),
        ("TLP:AMBER", "#ffc000"),
        ("TLP:AMBER+STRICT", "#ffc000"),
        ("TLP:GREEN", "#33ff00"),
        ("TLP:CLEAR", "#ffffff"),
        ("FOR OFFICIAL USE", ""),
    ],
)
def test_a_marking_has_the_colour_that_is_laid_down_for_it(words: str, colour: str) -> None:
    marking = made(marking=words).marking
    assert marking is not None
    assert (marking.text, marking.colour) == (words, colour)


def test_a_report_may_have_no_marking() -> None:
    assert made().marking is None


def test_running_heads_are_those_of_the_theme() -> None:
    running = made(theme="report", series=Series("Ports"), publisher=Publisher("Desk")).running
    assert (running.recto, running.verso) == ("chapter", "title")
    assert (running.title, running.series, running.publisher) == ("The Title", "Ports", "Desk")


def test_no_head_names_a_series_that_is_not_there() -> None:
    theme = choosing("report", running={"recto": "series", "verso": "series"})
    there = made(theme=theme, series=Series("Ports")).running
    assert (there.recto, there.verso) == ("series", "series")
    without = made(theme=theme).running
    assert (without.recto, without.verso, without.series) == ("none", "none", "")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("x" * 80, "x" * 80),
        ("Before the colon: " + "after it " * 10, "Before the colon"),
        ("word " * 17 + "and: after it", "word " * 16 + "…"),
    ],
)
def test_a_title_too_long_for_a_head_is_shortened(title: str, short: str) -> None:
    assert made(title=plain(title)).running.title == short


# --- tables -------------------------------------------------------------------------------------

NARROW = 6000
"""The width and height of a narrow page in twips (106 mm): no wider when it is turned."""


def narrow_template(width: int = NARROW) -> dict[str, bytes]:
    """The files of a template with a narrow page."""
    files = members()
    name = "word/document.xml"
    old = b'<w:pgSz w:w="12240" w:h="15840"/>'
    assert old in files[name]
    files[name] = files[name].replace(old, b'<w:pgSz w:w="%d" w:h="%d"/>' % (width, width))
    return files


def table(folder: Path, columns: int = 4) -> Path:
    """A report with a table that fits an A4 page."""
    header, row = ["Administration"] * columns, ["1"] * columns
    path = folder / "report.yaml"
    path.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody:\n- A text.\n"
        f"- table: {json.dumps({'header': header, 'rows': [row]})}\n  caption: Calls.\n",
        "utf-8",
    )
    return path


def test_without_a_template_word_has_the_pages_of_the_theme(tmp_path: Path) -> None:
    publication = export.check(table(tmp_path)).publication
    assert publication.word_layout == publication.layout
    assert publication.layout.page == publication.theme.page


def test_tables_fit_the_page_of_the_template_in_word_and_the_theme_s_elsewhere(
    tmp_path: Path,
) -> None:
    template = tmp_path / "narrow.docx"
    template.write_bytes(packed(narrow_template()))
    found = export.check(table(tmp_path), docx_template=template)
    layout, word = found.publication.layout, found.publication.word_layout
    assert layout.page == found.publication.theme.page
    assert (layout.fits[1].size, layout.fits[1].wanting) == (None, False)
    assert word.page.width == pytest.approx(NARROW / 1440 * 25.4)
    assert word.fits[1].breaks
    (warning,) = found.warnings
    assert warning.code == "RK923"
    assert warning.span is not None
    assert warning.span.line == 7
    assert warning.message == (
        "Table 1 is too wide for the page of the Word template: words break in the middle"
    )


def test_a_table_that_fits_neither_page_is_said_of_both(tmp_path: Path) -> None:
    template = tmp_path / "narrow.docx"
    template.write_bytes(packed(narrow_template()))
    warnings = export.check(table(tmp_path, 24), docx_template=template).warnings
    pages = [re.findall("too wide for (.*):", warning.message) for warning in warnings]
    assert pages == [["the page"], ["the page of the Word template"]]


def test_a_template_as_wide_as_the_theme_asks_for_no_warning(tmp_path: Path) -> None:
    template = tmp_path / "brand.docx"
    template.write_bytes(packed(members()))
    found = export.check(table(tmp_path), docx_template=template)
    assert found.publication.word_layout != found.publication.layout
    assert found.warnings == ()


def test_word_sets_a_table_as_it_was_decided(tmp_path: Path) -> None:
    """On a page that is a little narrower than that of the theme its type has 8 points."""
    template = tmp_path / "narrow.docx"
    template.write_bytes(packed(narrow_template(9000)))
    publication = export.check(table(tmp_path), docx_template=template).publication
    assert (publication.layout.fits[1].size, publication.word_layout.fits[1].size) == (None, 8)
    with zipfile.ZipFile(io.BytesIO(export.write(publication, "docx").data)) as package:
        document, styles = (package.read(f"word/{name}.xml") for name in ("document", "styles"))
    assert b'<w:pStyle w:val="TableText8' in document
    assert b'w:styleId="TableText8' in styles


# --- provenance ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "zone", "modified"),
    [
        (date(2024, 1, 31), "", datetime(2024, 1, 31, 12, tzinfo=UTC)),
        (date(2024, 1, 31), "Pacific/Kiritimati", datetime(2024, 1, 31, 12, tzinfo=UTC)),
        (datetime(2024, 1, 31, 9, 30), "", datetime(2024, 1, 31, 9, 30, tzinfo=UTC)),
        (datetime(2024, 1, 31, 9, 30), "Europe/Tallinn", datetime(2024, 1, 31, 7, 30, tzinfo=UTC)),
    ],
)
def test_the_only_time_is_that_of_the_report(
    moment: date | datetime, zone: str, modified: datetime
) -> None:
    assert made(date=moment, timezone=zone).provenance.modified == modified


def test_the_identifier_stays_the_same_for_the_same_report() -> None:
    def identifier(**meta: Any) -> str:
        return made(**meta).provenance.identifier

    assert identifier() == "urn:uuid:1bbf11cc-373c-5ae6-937b-1fd94112d3ca"
    assert identifier() != identifier(title=plain("Another"))
    assert identifier() != identifier(date=date(2024, 2, 1))
    known = {"identifiers": (("isbn", "978-3"),)}
    assert identifier(**known) == identifier(title=plain("Another"), **known)


def test_body_notes_and_source_are_those_of_the_report() -> None:
    resolved = report(paragraph("Text.", mark(1)), notes=[note(1, "N.")])
    publication = published(resolved, source=b"{}")
    assert publication.report == resolved
    assert publication.meta == resolved.meta
    assert publication.terms.notes == "Notes"
    assert publication.provenance.source == b"{}"
    assert published(resolved).provenance.source == b""
