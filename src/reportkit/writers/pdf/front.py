"""What stands in front of the text in the PDF and around it: cover, title block, marking.

Headings carry their text without note marks (`data-head`), for bookmarks and running heads.
"""

from __future__ import annotations

import re
from typing import Final

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Heading,
    Image,
    PrintedContent,
    PrintedRef,
)
from reportkit.writers.pdf.balance import balanced, font_specs
from reportkit.writers.xhtml import Xhtml
from reportkit.writers.xml_text import attribute, escape

_STRETCH: Final = re.compile(r"[^/?\s-]{20,}")
"""A part of a URL in which no line breaks, long enough to leave a hole before it."""
_SIGN: Final = re.compile(r"[&._=,;](?=.)|(?<=.)(?=%)")
_UNBROKEN: Final = re.compile(r"[^/?\s\u200b-]{24}(?=[^/?\s\u200b-]{8})")
"""A part that has no sign to break at either."""


class Front(Xhtml):
    """The parts of the page that the EPUB has not, or has in another form."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication)
        self.theme = theme = publication.theme
        self._looks = font_specs(theme)
        self.pictures: dict[str, Image] = {}
        """The pictures by the name under which the HTML asks for them."""

    def kind(self) -> str:
        """The class of the body: whether the title block has a page of its own."""
        return "title-page" if self.publication.front.title_page else "title-above"

    def marking(self) -> str:
        """The marking, which the style sheet repeats at head and foot of each page; or nothing."""
        marking = self.publication.marking
        if marking is None:
            return ""
        tlp = f' class="tlp" style="color:{marking.colour}"'
        look = tlp if marking.colour else ' class="banner"'
        return f'<div class="marking"><span{look}>{escape(marking.text)}</span></div>'

    def cover(self) -> str:
        """The picture of the cover, or nothing."""
        cover = self.publication.front.cover
        if cover is None or cover.image is None:
            return ""
        return f'<div class="cover">{self._picture("cover", cover.image, cover.alt)}</div>'

    def title_block(self) -> str:
        """The title block, with the publisher's logo above it."""
        title = self.publication.front.title
        head = _head(self.publication.running.title)
        width = self._balance(title.title, "h1")
        block = super().title_block().replace("<h1>", f"<h1{head}{width}>", 1)
        for kind, content in (("subtitle", title.subtitle), ("deck", title.deck)):
            opening = f'<p class="{kind}"'
            block = block.replace(opening, opening + self._balance(content, kind), 1)
        if title.logo is None:
            return block
        logo = self._picture("logo", title.logo, title.logo_alt)
        return block.replace("\n", f'\n<div class="logo">{logo}</div>\n', 1)

    def heading(self, block: Heading[PrintedRef, Anchor]) -> str:
        """A heading, with its text without note marks for bookmarks and running heads."""
        head = _head(walk.printed_text(block.content))
        width = self._balance(block.content, f"h{block.level + 1}")
        return super().heading(block).replace(" id=", f"{head}{width} id=", 1)

    def _balance(self, content: PrintedContent, kind: str) -> str:
        """The attribute that lets `print.css` balance the lines of a title or heading."""
        width = balanced(content, self._looks[kind], self.theme)
        return "" if width is None else f' style="--balance:{width:g}em"'

    def link(self, url: str, text: str) -> str:
        """A live link; a URL that is printed as it is may break where URLs do."""
        return super().link(url, escape(breakable(url)) if text == escape(url) else text)

    def defanged(self, text: str) -> str:
        """An address that must be no link; it may break where URLs do."""
        return f'<span class="defanged">{escape(breakable(text))}</span>'

    def _picture(self, name: str, image: Image, alt: str) -> str:
        """A picture that is no figure."""
        self.pictures[f"{name}{image.suffix}"] = image
        return f'<img src="reportkit:{name}{image.suffix}" alt={attribute(alt)}/>'


def breakable(url: str) -> str:
    """A URL with break opportunities (U+200B) in stretches that have none of their own.

    Lines break after / ? and - by themselves (Unicode Standard Annex 14). The character takes no
    room and is not drawn.
    """
    signs = _STRETCH.sub(lambda found: _SIGN.sub("\\g<0>\u200b", found[0]), url)
    return _UNBROKEN.sub("\\g<0>\u200b", signs)


def _head(text: str) -> str:
    return f" data-head={attribute(text)}"
