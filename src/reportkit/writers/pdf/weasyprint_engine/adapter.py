"""WeasyPrint as an engine, through its public API and, where that is not enough, `internals`."""

from __future__ import annotations

import atexit
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reportkit.diagnostics import Outcome
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.pdf.engine import (
    Attachment,
    Drawing,
    DrawnPdf,
    Finish,
    Layout,
    Manuscript,
    Page,
    Standard,
)
from reportkit.writers.pdf.weasyprint_engine import actual_text, internals, page_notes
from reportkit.writers.pdf.weasyprint_engine.import_weasyprint import only_own_fonts
from reportkit.writers.pdf.weasyprint_engine.log_capture import logged
from reportkit.writers.pdf.weasyprint_engine.page_breaks import pages_broken_well
from reportkit.writers.pdf.weasyprint_engine.url_fetcher import MemoryFetcher

T = TypeVar("T")


class WeasyPrintEngine:
    """Lays out one manuscript; its HTML is parsed once."""

    def __init__(self, manuscript: Manuscript) -> None:
        faces = manuscript.faces
        self._standard = manuscript.standard
        self._pictures = tuple(manuscript.pictures)
        self._fonts = _fonts((*shipped_fonts(), *faces))
        self._html = weasyprint.HTML(
            string=manuscript.html, url_fetcher=MemoryFetcher(manuscript.pictures, faces)
        )

    def lay_out(self, page_breaks: Sequence[str]) -> Outcome[Layout]:
        """See `Engine`."""
        return logged(lambda: self._lay_out(page_breaks))

    def _lay_out(self, page_breaks: Sequence[str]) -> Layout:
        rules = "".join(f"#{name}{{break-before:page!important}}" for name in page_breaks)
        sheets = [weasyprint.CSS(string=rules)] if rules else []
        with (
            page_notes.notes_kept_in_place(),
            pages_broken_well(),
            actual_text.parted_words_noted(),
        ):
            document = self._html.render(
                self._fonts, stylesheets=sheets, pdf_variant=self._standard
            )
        return _Layout(document, self._standard, self._pictures)


class _Layout:
    """A document of WeasyPrint."""

    def __init__(
        self, document: weasyprint.Document, standard: Standard, pictures: Sequence[str]
    ) -> None:
        self._document = document
        self._standard = standard
        self._pictures = pictures
        self._pages = tuple(Page(page.anchors.keys(), page.height) for page in document.pages)

    @property
    def pages(self) -> Sequence[Page]:
        """See `Layout`."""
        return self._pages

    def draw(
        self, finish: Finish[T], attachments: Sequence[Attachment] = ()
    ) -> Outcome[Drawing[T]]:
        """See `Layout`."""
        return logged(lambda: self._draw(finish, attachments))

    def _draw(self, finish: Finish[T], attachments: Sequence[Attachment]) -> Drawing[T]:
        assert self._document.pages, "a layout is drawn once"
        texts = tuple(internals.body_texts(self._document))
        front = tuple(internals.front_texts(self._document))
        finished: list[T] = []

        def finisher(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
            document.pages.clear()  # their boxes are most of the memory of a build
            written = actual_text.by_page(pdf, texts_of_lines)
            held = internals.picture_objects(pdf, self._pictures)
            finished.append(finish(DrawnPdf(pdf, origins, self._pages, written, held)))

        with (
            internals.origins_noted() as origins,
            actual_text.actual_text_written() as texts_of_lines,
            internals.arrays_of_one_type(),
            warnings.catch_warnings(),
        ):
            # WeasyPrint leaves it to Python to close the file of the sRGB profile. (No upstream
            # issue found, as of 70.0.)
            warnings.simplefilter("ignore", ResourceWarning)
            data: bytes = self._document.write_pdf(
                finisher=finisher,
                pdf_variant=self._standard,
                pdf_tags=True,
                attachments=[_attached(attachment) for attachment in attachments],
            )
        return Drawing(data, texts, front, finished[0])


def _attached(attachment: Attachment) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.name,
        created=attachment.modified,
        modified=attachment.modified,
        relationship=attachment.relationship,
    )


@lru_cache(maxsize=2)
def _fonts(faces: tuple[FontFace, ...]) -> FontConfiguration:
    """A configuration without fonts, to which WeasyPrint adds the faces once for all reports that
    have the same ones."""
    atexit.register(_fonts.cache_clear)
    with only_own_fonts():
        return FontConfiguration()
