"""The EPUB writer: EPUB 3 that also opens in EPUB 2 readers.

EbookLib writes the package document (`archive_opf.py`). EbookLib is licensed under the
AGPL-3.0-or-later and is imported only in this folder. Its licence does not apply to finished files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from reportkit.compose.publication import Publication
from reportkit.diagnostics import Diagnostic
from reportkit.model import walk
from reportkit.model.document import Equation, NumberedNote
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.epub.archive_opf import package
from reportkit.writers.epub.book_css import style_sheet
from reportkit.writers.epub.chapters import Chapter, Places
from reportkit.writers.epub.cover import CoverImage, cover_image
from reportkit.writers.epub.files import COVER, NAV, BookFile, page_list, pictures
from reportkit.writers.epub.font_subsets import EmbeddedFonts, embedded_fonts
from reportkit.writers.epub.item import Item
from reportkit.writers.epub.metadata import metadata
from reportkit.writers.epub.navigation import navigation
from reportkit.writers.epub.splitting import split
from reportkit.writers.page_marks import page_marks

_POPUP: Final = 5000
"""The most characters of a note that Kobo's reading systems show in a popup."""


class EpubWriter:
    """Turns a publication into an EPUB. The notes keep the numbers of the report."""

    name: ClassVar[str] = "epub"
    suffix: ClassVar[str] = ".epub"
    paged: ClassVar[bool] = False
    embeds_fonts: ClassVar[bool] = True

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished file."""
        report, front = publication.report, publication.front
        theme = publication.theme
        chapters = split(publication)
        places = Places(chapters)
        pictured = front.picture_page is not None
        texts_before = sum(1 for _ in front.texts())
        marks = page_marks(report.blocks, context.pages, pictured, texts_before)

        def file(name: str) -> BookFile:
            return BookFile(publication, places, marks, name)

        texts = [
            Item(
                chapter.id,
                chapter.name,
                file(chapter.name).chapter(chapter),
                properties=("mathml",) if _has_equations(chapter) else (),
                in_spine=True,
            )
            for chapter in chapters
        ]
        drawn = cover_image(publication)
        covered = drawn.value is not None
        nav = navigation(publication, chapters, tuple(page_list(front, marks, chapters)), covered)
        nav_file = file(NAV)
        contents = Item(
            "nav",
            NAV,
            nav_file.file(nav_file.contents(nav.document), marked=front.contents is not None),
            properties=("nav",),
            in_spine=front.contents is not None,
        )
        # The contents follow the title block, as in print: `split` makes that a chapter.
        texts.insert(1, contents)
        fonts = embedded_fonts(theme, texts) if theme.embed_fonts else EmbeddedFonts((), "")
        items = [
            *(() if drawn.value is None else _cover(drawn.value, file(COVER))),
            *texts,
            Item("ncx", "toc.ncx", nav.ncx, "application/x-dtbncx+xml"),
            Item("style", "style.css", style_sheet(report, theme, fonts.rules), "text/css"),
            *pictures(report.blocks),
            *fonts.items,
        ]
        about = metadata(publication, covered, paged=bool(context.pages))
        data = package(publication, about, items, nav.guide)
        return WriterOutput(data, (*drawn.findings, *_long_notes(report.notes)))


def _long_notes(notes: Sequence[NumberedNote]) -> Iterator[Diagnostic]:
    """A warning for each note that is too long for the popups of some reading systems."""
    for note in notes:
        size = sum(len(walk.printed_text(text)) for text in walk.note_texts(note))
        if size > _POPUP:
            message = f"note {note.number} has {size:,} characters: some reading systems"
            message += f" show no note of more than {_POPUP:,} in a popup"
            yield Diagnostic("RK924", message)


def _cover(cover: CoverImage, file: BookFile) -> Iterator[Item]:
    """The page of the cover and its picture."""
    image = cover.image
    name = f"images/cover{image.suffix}"
    yield Item("cover", COVER, file.cover(name, cover.alt), in_spine=True)
    yield Item("cover-image", name, image.data, image.media_type, ("cover-image",))


__all__ = ["EpubWriter"]


def _has_equations(chapter: Chapter) -> bool:
    """Whether a file holds MathML, which the package must say."""
    return any(isinstance(block, Equation) for block in walk.blocks(chapter.blocks))
