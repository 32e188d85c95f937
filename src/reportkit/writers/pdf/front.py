"""What stands in front of the text in the PDF and around it: cover, title block, contents, marking;
and how titles, addresses and pictures differ from those in a book.
"""

from __future__ import annotations

import re
from typing import Final

from reportkit.compose.publication import ContentsEntry, Publication
from reportkit.model import walk
from reportkit.model.document import Anchor, Figure, Image, PrintedContent, PrintedRef
from reportkit.writers.html_names import BALANCE, DataAttribute, HtmlClass, level_class
from reportkit.writers.pdf.balance import balanced, font_specs
from reportkit.writers.pdf.engine import SCHEME
from reportkit.writers.xhtml import TitleKind, Xhtml
from reportkit.writers.xml_text import Attributes, element, empty_element, escape

_STRETCH: Final = re.compile(r"[^/?\s-]{20,}")
"""A part of a URL in which no line breaks, long enough to leave a hole before it."""
_SIGN: Final = re.compile(r"[&._=,;](?=.)|(?<=.)(?=%)")
_UNBROKEN: Final = re.compile(r"[^/?\s\u200b-]{24}(?=[^/?\s\u200b-]{8})")
"""A part that has no sign to break at either."""


class Front(Xhtml):
    """The parts of the page that the EPUB has not, or has in another form."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication)
        self._font_specs = font_specs(publication.theme)

    def body_class(self) -> HtmlClass:
        """The class of the body: whether the title block has a page of its own."""
        title_page = self.publication.front.title_page
        return HtmlClass.TITLE_PAGE if title_page else HtmlClass.TITLE_ABOVE

    def marking(self) -> str:
        """The marking, which the style sheet repeats at head and foot of each page; or nothing."""
        marking = self.publication.marking
        if marking is None:
            return ""
        look = {"class": HtmlClass.TLP, "style": f"color:{marking.colour}"}
        named = look if marking.colour else {"class": HtmlClass.BANNER}
        text = element("span", escape(marking.text), named)
        return element("div", text, {"class": HtmlClass.MARKING})

    def cover(self) -> str:
        """The picture of the cover, or nothing."""
        cover = self.publication.front.cover
        if cover is None or cover.image is None:
            return ""
        picture = _picture(HtmlClass.COVER, cover.image, cover.alt)
        return element("div", picture, {"class": HtmlClass.COVER})

    def logo(self) -> str:
        """The publisher's logo at the head of the title block, or nothing."""
        title = self.publication.front.title
        if title.logo is None:
            return ""
        picture = _picture(HtmlClass.LOGO, title.logo, title.logo_alt)
        return element("div", picture, {"class": HtmlClass.LOGO})

    def contents(self) -> str:
        """The table of contents, or nothing."""
        contents = self.publication.front.contents
        if contents is None:
            return ""
        entries = "".join(map(self._entry, contents.entries))
        text = self.headed(contents.heading, element("ol", entries))
        return element("nav", text, {"class": HtmlClass.CONTENTS})

    def _entry(self, entry: ContentsEntry) -> str:
        text = escape(walk.printed_text(entry.text))
        link = element("a", text, {"href": self.target(entry.anchor)})
        return element("li", link, {"class": level_class(entry.level)})

    def title_attributes(self, kind: TitleKind, content: PrintedContent) -> Attributes:
        """For bookmarks and running heads, the text without note marks; for `print.css`, the width
        at which its lines are balanced."""
        attributes: dict[str, str] = {}
        if kind == "h1":
            attributes[DataAttribute.HEAD] = self.publication.running.title
        elif kind not in ("subtitle", "deck"):
            attributes[DataAttribute.HEAD] = walk.printed_text(content)
        width = balanced(content, self._font_specs[kind], self.publication.theme)
        if width is not None:
            attributes["style"] = f"{BALANCE}:{width:g}em"
        return attributes

    def link(self, url: str, text: str) -> str:
        """A live link; a URL that is printed as it is may break where URLs do."""
        return super().link(url, escape(breakable(url)) if text == escape(url) else text)

    def defanged(self, text: str) -> str:
        """An address that must be no link; it may break where URLs do."""
        return super().defanged(breakable(text))

    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """An address in memory, named after the place of the figure."""
        return _address(figure.label.id, figure.image)


def pictures(publication: Publication) -> dict[str, Image]:
    """All pictures of a report, by the names under which its HTML asks for them."""
    cover, logo = publication.front.cover, publication.front.title.logo
    named = [
        (block.label.id, block.image)
        for block in walk.blocks(publication.report.blocks)
        if isinstance(block, Figure)
    ]
    if cover is not None and cover.image is not None:
        named.append((HtmlClass.COVER, cover.image))
    if logo is not None:
        named.append((HtmlClass.LOGO, logo))
    return {_file_name(name, image): image for name, image in named}


def _picture(name: str, image: Image, alt: str) -> str:
    """A picture that is no figure."""
    return empty_element("img", {"src": _address(name, image), "alt": alt})


def _address(name: str, image: Image) -> str:
    return f"{SCHEME}{_file_name(name, image)}"


def _file_name(name: str, image: Image) -> str:
    return f"{name}{image.suffix}"


def breakable(url: str) -> str:
    """A URL with break opportunities (U+200B) in stretches that have none of their own.

    Lines break after / ? and - by themselves (Unicode Standard Annex 14). The character takes no
    room and is not drawn.
    """
    signs = _STRETCH.sub(lambda found: _SIGN.sub("\\g<0>\u200b", found[0]), url)
    return _UNBROKEN.sub("\\g<0>\u200b", signs)
