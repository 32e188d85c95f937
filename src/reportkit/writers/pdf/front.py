"""What stands in front of the text in the PDF and around it: cover, title block, marking.

Headings carry their text without note marks (`data-head`), for bookmarks and running heads.
"""

from __future__ import annotations

import re
from typing import Final

from reportkit.compose.front_back_matter import TLP_COLOURS, short_title
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Heading,
    Image,
    PrintedContent,
    PrintedRef,
    ResolvedReport,
)
from reportkit.style import Theme
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

    def __init__(self, report: ResolvedReport, theme: Theme) -> None:
        super().__init__(report)
        self.theme = theme
        self._looks = font_specs(theme)
        self.pictures: dict[str, Image] = {}
        """The pictures by the name under which the HTML asks for them."""

    def kind(self) -> str:
        """The class of the body: with a title page if the report wants a cover, or leaves it to the
        theme and the theme wants one."""
        wanted = self.report.options.cover
        apart = self.theme.front.title_page if wanted is None else wanted
        return "title-page" if apart else "title-above"

    def marking(self) -> str:
        """The marking, which the style sheet repeats at head and foot of each page; or nothing."""
        marking = self.report.meta.marking
        if not marking:
            return ""
        colour = TLP_COLOURS.get(marking)
        look = f' class="tlp" style="color:{colour}"' if colour else ' class="banner"'
        return f'<div class="marking"><span{look}>{escape(marking)}</span></div>'

    def cover(self) -> str:
        """The picture of the cover, or nothing."""
        cover = self.report.meta.cover
        if cover is None or cover.image is None:
            return ""
        alt = cover.alt or walk.printed_text(self.report.meta.title)
        return f'<div class="cover">{self._picture("cover", cover.image, alt)}</div>'

    def title_block(self) -> str:
        """The title block, with the publisher's logo above it."""
        publisher = self.report.meta.publisher
        head = _head(short_title(self.report.meta))
        meta = self.report.meta
        width = self._balance(meta.title, "h1")
        block = super().title_block().replace("<h1>", f"<h1{head}{width}>", 1)
        for kind, content in (("subtitle", meta.subtitle), ("deck", meta.deck)):
            opening = f'<p class="{kind}"'
            block = block.replace(opening, opening + self._balance(content, kind), 1)
        if publisher is None or publisher.logo is None:
            return block
        logo = self._picture("logo", publisher.logo, publisher.name)
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
