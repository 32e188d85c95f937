"""The EPUB writer: EPUB 3 that also opens in readers of EPUB 2.

The package document is EbookLib's (`package.py`). EbookLib is licensed under the AGPL-3.0-or-later;
it is imported in this folder only. The files it helps to make are free of that licence.
"""

from __future__ import annotations

from typing import ClassVar

from reportkit.compose.publication import Publication
from reportkit.writers.base import WriteContext, WriterOutput
from reportkit.writers.epub.archive_opf import package
from reportkit.writers.epub.book_css import style_sheet
from reportkit.writers.epub.cover import cover_image
from reportkit.writers.epub.files import Pages
from reportkit.writers.epub.font_subsets import EmbeddedFonts, embedded_fonts
from reportkit.writers.epub.item import Item
from reportkit.writers.epub.metadata import metadata
from reportkit.writers.epub.navigation import navigation
from reportkit.writers.epub.splitting import split


class EpubWriter:
    """Turns a publication into an EPUB. The notes are numbered as the report says."""

    name: ClassVar[str] = "epub"
    suffix: ClassVar[str] = ".epub"
    paged: ClassVar[bool] = False

    def write(self, publication: Publication, context: WriteContext) -> WriterOutput:
        """The finished book."""
        theme, identifier = publication.theme, publication.provenance.identifier
        chapters = split(publication)
        pages = Pages(publication, chapters, context.pages)
        drawn = cover_image(publication)
        cover = drawn.value
        front = tuple(pages.cover(cover)) if cover is not None else ()
        texts = [
            Item(chapter.id, chapter.name, pages.chapter(chapter), in_spine=True)
            for chapter in chapters
        ]
        covered = cover is not None
        nav = navigation(publication, chapters, pages.page_list, covered)
        contents = Item(
            "nav",
            "nav.xhtml",
            pages.contents_page(nav.document),
            properties=("nav",),
            in_spine=publication.front.contents is not None,
        )
        # Contents stand behind the title block, as in print: `split` makes that a chapter.
        texts.insert(1, contents)
        fonts = embedded_fonts(theme, texts) if theme.embed_fonts else EmbeddedFonts((), "")
        items = [
            *front,
            *texts,
            Item("ncx", "toc.ncx", nav.ncx, "application/x-dtbncx+xml"),
            Item(
                "style",
                "style.css",
                style_sheet(publication.report, theme, fonts.rules),
                "text/css",
            ),
            *pages.pictures(),
            *fonts.items,
        ]
        about = metadata(publication.report, identifier, covered, paged=bool(context.pages))
        data = package(publication, about, items, nav.guide)
        return WriterOutput(data, drawn.findings)


__all__ = ["EpubWriter"]
