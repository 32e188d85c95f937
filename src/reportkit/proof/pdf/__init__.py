"""Reads a tagged PDF back: its structure tree, in reading order, with the text of the pages.

pypdf reads the objects of the file. Content streams are split into operations by a regular
expression of ours, since pypdf's own parser takes sixty times as long, a third of the whole build
of a long report.

A Reference holds the link to `n7`, and the Lbl of a Note the link back to `r7`. What is outside the
tree (running heads, folios) stands around the text, page by page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DictionaryObject

from reportkit.proof.base import ExtractedText, ReadError, RunningText
from reportkit.proof.pdf.attached import attached_data
from reportkit.proof.pdf.marked_content import MarkedContent
from reportkit.proof.pdf.objects import dictionary, items, value
from reportkit.proof.pdf.places import places
from reportkit.proof.pdf.properties import properties
from reportkit.proof.pdf.story import Story
from reportkit.proof.pdf.structure import StructureTree

__all__ = ["read"]

_LAYOUT: Final = "\u200b\u2060"
"""Where an address may be parted, and what keeps a mark on the line of its word."""


def read(path: Path) -> ExtractedText:
    """What the PDF says. Raises ReadError when it is not a whole, tagged PDF, or when some of its
    tagged text cannot be read."""
    try:
        return _reading(PdfReader(path, strict=False))
    except RecursionError as error:
        raise ReadError("its elements are nested too deeply") from error
    except (
        PyPdfError,
        DependencyError,
        NotImplementedError,
        OSError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise ReadError("not a complete tagged PDF") from error


def _reading(reader: PdfReader) -> ExtractedText:
    catalog = dictionary(reader.trailer, "/Root")
    root = value(catalog, "/StructTreeRoot")
    if not isinstance(root, DictionaryObject):
        raise ReadError("not a tagged PDF: it has no structure tree")
    press = _is_for_press(catalog)
    story = Story(press)
    content = MarkedContent(reader)
    story.walk(StructureTree(root, content).read())
    return ExtractedText(
        body="".join(story.body),
        references=tuple(story.references),
        notes=story.read_notes(),
        links=tuple(story.links),
        code=tuple(story.code),
        signs=_LAYOUT,
        own_pages=tuple(story.pages),
        press=press,
        medium="pdf",
        running=tuple(
            RunningText(f"page {page}", "page", tuple(filter(_says_something, texts)), page)
            for page, texts in enumerate(content.beside(), 1)
        ),
        properties=tuple(properties(reader, catalog)),
        pictures=tuple(filter(None, story.pictures)),
        attached_data=None if press else tuple(attached_data(catalog)),
        headings=tuple(story.headings),
        contents_pages=tuple(story.contents_pages) or None,
        places=places(reader, catalog),
    )


def _says_something(text: str) -> bool:
    """Whether a text is more than the dots that lead to the pages in the contents."""
    return not set(text) <= {" ", "."}


def _is_for_press(catalog: DictionaryObject) -> bool:
    """Whether the file says that it is PDF/X (ISO 15930): its notes are not linked then."""
    intents = (intent.get_object() for intent in items(catalog, "/OutputIntents"))
    return any(
        str(value(intent, "/S")) == "/GTS_PDFX"
        for intent in intents
        if isinstance(intent, DictionaryObject)
    )
