"""A report that is made in memory, of values without places and mostly without ids, builds as one
that is read from a file; and all that leads there is public."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree
from msgspec.structs import replace

import reportkit
from reportkit.compose import compose
from reportkit.diagnostics import ReportkitError
from reportkit.export import (
    BuildInput,
    Disagreement,
    WriteFailure,
    build,
    build_all,
    check,
    prepare,
    verify,
    write,
    write_all,
)
from reportkit.model import walk
from reportkit.model.document import (
    Address,
    Content,
    Heading,
    Meta,
    Note,
    NoteRef,
    Options,
    PageBreak,
    Paragraph,
    Person,
    PlainContent,
    Report,
    Source,
    SourceBlock,
    SourceRef,
    Styled,
    Table,
    TargetLabel,
    TargetRef,
    Text,
)
from reportkit.proof import docx as docx_reader
from reportkit.proof import epub as epub_reader
from reportkit.proof import text as text_reader
from reportkit.style import ThemeError
from reportkit.writers.base import PageStart, WriteContext
from tests.unit.publications import row

ALL: Final = ("pdf", "docx", "epub", "text")
FAST: Final[Mapping[str, Any]] = {"docx": docx_reader, "epub": epub_reader, "text": text_reader}
"""The formats that are made in a moment, and what reads them."""


def words(*pieces: str | SourceRef | Styled[SourceRef]) -> Content[SourceRef]:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def plain(text: str) -> PlainContent:
    return (Text(text),)


def calls(caption: str, label: TargetLabel = TargetLabel()) -> SourceBlock:  # noqa: B008 - frozen
    return Table(
        caption=words(caption),
        header=(row(words("Port"), words("Calls")),),
        rows=(
            row(words("Riga"), words("12", NoteRef("again"))),
            row(words("Tallinn"), words("9")),
        ),
        align=("left", "right"),
        row_headers=True,
        source=(),
        label=label,
    )


NOTES: Final = {
    "again": Note((Paragraph(plain("Counted by hand.")),)),
    "see": Note((Paragraph((Text("See "), TargetRef("method"), Text("."))),)),
    "web": Note(sources=(Source(Address("https://example.org/a")),)),
}
BLOCKS: Final[tuple[SourceBlock, ...]] = (
    Heading(1, words("What moved"), TargetLabel()),
    Paragraph(words("First.", NoteRef("web"), NoteRef("again", follows_mark=True))),
    calls("In spring"),
    Heading(1, words("What moved"), TargetLabel()),
    Paragraph(words("As in ", TargetRef("summer"), ", ", Styled("emphasis", words("less")), ".")),
    calls("In summer", TargetLabel("summer")),
    Heading(2, words("How we count"), TargetLabel("method")),
    Paragraph(words("By hand.", NoteRef("see"))),
)
META: Final = Meta(
    plain("Made in memory"),
    date(2024, 1, 31),
    authors=(Person("Maren Lindqvist", role="Lead"),),
    keywords=("ports", "ships"),
)


def report(*blocks: SourceBlock, notes: Mapping[str, Note] = NOTES, **options: Any) -> Report:
    return Report(META, Options(**options), blocks or BLOCKS, notes)


# --- what is prepared ---------------------------------------------------------------------------


def test_numbers_are_given_as_to_a_report_from_a_file() -> None:
    prepared = prepare(report())
    assert (prepared.warnings, prepared.path, prepared.stem) == ((), None, "report")
    printed = prepared.publication.report
    marks = [mark.number for content in walk.texts(printed.blocks) for mark in walk.marks(content)]
    assert marks == [1, 2, 2, 2, 3]
    assert [walk.printed_text(next(walk.note_texts(note))) for note in printed.notes] == [
        "https://example.org/a",
        "Counted by hand.",
        "See How we count.",
    ]
    assert walk.printed_text(next(walk.contents_of(printed.blocks[4]))) == "As in Table 2, less."
    assert prepared.publication.provenance.source == b""


def test_labels_of_unlabelled_blocks_are_told_apart() -> None:
    printed = prepare(report()).publication.report
    labels = [block.label for block in walk.labelled(printed.blocks)]
    assert [(label.id, label.text) for label in labels] == [
        ("heading1", ""),
        ("table1", "Table 1"),
        ("heading2", ""),
        ("table2", "Table 2"),
        ("heading3", ""),
    ]


def test_links_and_contents_lead_to_the_block_that_is_meant() -> None:
    """Two headings say the same, and neither has an id."""
    publication = prepare(report(contents=True)).publication
    with zipfile.ZipFile(io.BytesIO(write(publication, "epub").data)) as book:
        nav, text = (etree.fromstring(book.read(f"EPUB/{n}.xhtml")) for n in ("nav", "text1"))
    links = [(a.text, a.get("href")) for a in nav.iter("{*}a") if "#" in a.get("href", "")]
    links = [link for link in links if "note" not in str(link[1])]
    assert links == [
        ("What moved", "text1.xhtml#heading1"),
        ("What moved", "text1.xhtml#heading2"),
        ("How we count", "text1.xhtml#method"),
    ]
    headings = [(e.get("id"), e.text) for e in text.iter("{*}h2", "{*}h3") if e.get("id")]
    assert [found for found in headings if "note" not in str(found[0])] == [
        ("heading1", "What moved"),
        ("heading2", "What moved"),
        ("method", "How we count"),
    ]


def test_findings_have_no_place() -> None:
    blocks: list[SourceBlock] = [
        Paragraph(words("a", NoteRef("nowhere"), TargetRef("nothing"))),
        Heading(1, words("One"), TargetLabel("same")),
        Heading(1, words("Two"), TargetLabel("same")),
    ]
    with pytest.raises(ReportkitError) as failure:
        prepare(report(*blocks))
    found = failure.value.diagnostics
    assert {finding.code for finding in found} == {"RK110", "RK111", "RK203", "RK204"}
    assert {finding.span for finding in found} == {None}
    assert "RK203 note 'nowhere' is used but not defined" in str(failure.value)


def test_warnings_are_kept() -> None:
    prepared = prepare(report(Paragraph(words("No note is referred to."))))
    assert [finding.code for finding in prepared.warnings] == ["RK204"] * 3
    esperanto = replace(report(), meta=replace(META, language="eo"))
    assert [finding.code for finding in prepare(esperanto).warnings] == ["RK115"]


def test_the_theme_is_that_of_the_report_or_the_one_that_is_given() -> None:
    def name(prepared: BuildInput) -> str:
        return prepared.publication.theme.name

    assert name(prepare(report())) == "briefing"
    assert name(prepare(report(theme="report"))) == "report"
    other = prepare(report(theme="report"), "plain")
    assert name(other) == "plain"
    assert name(prepare(report(), other.publication.theme)) == "plain"
    with pytest.raises(ThemeError, match="RK404 there is no theme 'breifing'"):
        prepare(report(theme="breifing"))


# --- bytes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAST)
def test_what_is_written_to_bytes_says_what_the_report_says(name: str, tmp_path: Path) -> None:
    prepared = prepare(report(contents=True))
    output = write(prepared.publication, name)
    assert output.findings == ()
    assert output == write(prepared.publication, name)
    path = tmp_path / f"report.{'txt' if name == 'text' else name}"
    path.write_bytes(output.data)
    (verdict,) = verify(prepared, [path])
    assert (verdict.format, verdict.findings, verdict.equal_notes) == (name, (), 3)
    extracted = FAST[name].read(path)
    assert [note.number for note in extracted.notes] == ["1", "2", "3"]
    assert extracted.notes[2].text == "See How we count."
    assert list(tmp_path.iterdir()) == [path], "nothing else is written"


def test_a_file_carries_no_report_where_none_was_read() -> None:
    docx = write(prepare(report()).publication, "docx").data
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert [name for name in package.namelist() if "customXml" in name] == []


def test_a_writer_is_told_the_pages_of_a_pdf() -> None:
    publication = prepare(report()).publication
    context = WriteContext((PageStart("2", 1, 0),))
    with zipfile.ZipFile(io.BytesIO(write(publication, "epub", context).data)) as book:
        assert b'href="text1.xhtml#page2"' in book.read("EPUB/nav.xhtml")


def test_all_formats_tell_the_pages_of_the_pdf() -> None:
    two_pages = report(*BLOCKS, PageBreak(), Paragraph(words("The second page.")))
    outputs = write_all(prepare(two_pages), ["epub", "pdf", "text"])
    assert set(outputs) == {"epub", "pdf", "text"}
    assert outputs["pdf"].data.startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(outputs["epub"].data)) as book:
        assert b"doc-pagelist" in book.read("EPUB/nav.xhtml")


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("odt", None, "odt: this format is not installed; installed are docx, epub, pdf"),
        ("docx", {"profile": "press"}, "docx takes no options"),
        ("pdf", {"profile": "paper"}, "'paper'"),
    ],
)
def test_what_no_writer_knows_is_said(
    name: str, options: dict[str, object] | None, said: str
) -> None:
    with pytest.raises(WriteFailure, match="RK906") as failure:
        write(prepare(report()).publication, name, options=options)
    assert said in str(failure.value)


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("placement", ["page", "end"])
def test_all_formats_are_built_and_verified(placement: str, tmp_path: Path) -> None:
    prepared = prepare(
        report(placement=placement, contents=True, cover=True), "report", stem="memory"
    )
    artifacts = build(prepared, ALL, tmp_path)
    assert [artifact.path.name for artifact in artifacts] == [
        f"memory.{suffix}" for suffix in ("pdf", "docx", "epub", "txt")
    ]
    for artifact in artifacts:
        assert artifact.verdict is not None
        assert (artifact.verdict.equal_notes, artifact.verdict.references) == (3, 5)
        assert artifact.warnings == ()
    manifest = json.loads((tmp_path / "memory.manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) == set(ALL)
    verdicts = verify(prepared, [artifact.path for artifact in artifacts])
    assert [verdict.findings for verdict in verdicts] == [()] * 4


def test_a_file_that_says_something_else_is_told(tmp_path: Path) -> None:
    prepared = prepare(report())
    (artifact,) = build(prepared, ["text"], tmp_path)
    whole = artifact.path.read_text("utf-8")
    artifact.path.write_text(whole.replace("Counted by hand", "Counted by eye"), "utf-8")
    (verdict,) = verify(prepared, [artifact.path])
    assert [finding.code for finding in verdict.findings] == ["RK901"]
    artifact.path.write_bytes(b"\xff")
    with pytest.raises(Disagreement, match="RK908"):
        verify(prepared, [artifact.path])
    with pytest.raises(ReportkitError, match="no installed reader can read this kind of file"):
        verify(prepared, [tmp_path / "report.odt"])


def test_reports_are_made_when_their_turn_comes(tmp_path: Path) -> None:
    made: list[str] = []

    def make(stem: str, *blocks: SourceBlock) -> BuildInput:
        made.append(stem)
        return prepare(report(*blocks), stem=stem)

    bad: SourceBlock = Paragraph(words("a", NoteRef("nowhere")))
    inputs = [lambda: make("one"), lambda: make("two", bad), lambda: make("three")]
    results = build_all(inputs, ["text"], tmp_path)
    first, second = next(results), next(results)
    assert made == ["one", "two"]
    assert isinstance(first, tuple)
    assert isinstance(second, ReportkitError)
    (third,) = results
    assert isinstance(third, tuple)
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["one.txt", "three.txt"]


def test_an_error_that_no_one_foresaw_ends_its_report_only(tmp_path: Path) -> None:
    def broken() -> BuildInput:
        raise KeyError("lost")

    good = prepare(report(), stem="good")
    # An address is no Path: what reads it fails in a way that no one is prepared for.
    strange = replace(good, stem="strange", path="nowhere")
    results = list(build_all([broken, lambda: strange, lambda: good], ["text"], tmp_path))
    first, second, third = results
    assert isinstance(first, ReportkitError)
    assert str(first).startswith("error RK930 report 1: KeyError: 'lost' (run the command")
    assert isinstance(first.__cause__, KeyError)
    assert isinstance(second, ReportkitError)
    assert "RK930 strange: AttributeError" in str(second)
    assert isinstance(third, tuple)
    assert [path.name for path in tmp_path.glob("*.txt")] == ["good.txt"]


# --- the package --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", reportkit.__all__)
def test_a_public_name_is_what_it_says_also_when_all_is_loaded(name: str) -> None:
    assert callable(getattr(reportkit, name))


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        reportkit.nonsense  # noqa: B018


def test_a_file_takes_the_same_way_by_hand(tmp_path: Path) -> None:
    """Load, resolve and compose are the steps of `check`, and give the same publication."""
    path = tmp_path / "report.yaml"
    path.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody: ['a[^x]']\nnotes: {x: N.}\n", "utf-8"
    )
    checked = check(path).publication
    resolved, findings = reportkit.resolve(reportkit.load(path))
    assert findings == ()
    by_hand = compose(resolved, checked.theme, checked.provenance.source)
    assert by_hand == checked


@pytest.mark.parametrize("stem", ["", "..", "../x", "a/b"])
def test_a_stem_does_not_lead_elsewhere(stem: str) -> None:
    report = Report(
        Meta((Text("A"),), date(2024, 1, 31)), Options(), (Paragraph((Text("b"),)),), {}
    )
    with pytest.raises(ValueError, match="not a valid file name"):
        reportkit.prepare(report, stem=stem)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("{reportkit: 1, title: A, date: 2024-01-31, body: [b]}", "utf-8")
    assert reportkit.check(str(path)).stem == "report"
