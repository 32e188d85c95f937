"""The parts of the PDF before and around the text (cover, title block, contents, marking), and the
differences of titles, addresses and pictures from those in an EPUB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from reportkit.compose.covers import subtitle_size
from reportkit.compose.publication import Contents, ContentsEntry, ContentsKind, Publication
from reportkit.model import walk
from reportkit.model.document import (
    Anchor,
    Box,
    CrossReference,
    Figure,
    Heading,
    Image,
    PrintedContent,
    PrintedLeaf,
    PrintedRef,
)
from reportkit.style.tokens import CoverDesign
from reportkit.writers.html_names import BALANCE, DataAttribute, HtmlClass, level_class
from reportkit.writers.pdf.balance import balanced, font_specs
from reportkit.writers.pdf.engine import SCHEME
from reportkit.writers.xhtml import TitleKind, Xhtml
from reportkit.writers.xml_text import Attributes, element, empty_element, escape

_SIGN: Final = re.compile(r"(?<=[/?&=_])(?<!:/)(?<!://)(?=[^/?&=_.%])|(?<=[^/?&=_.%])(?=[.%#])")
"""Where a line of a URL may end: after a sign that divides it, before a full stop."""
_ROOM: Final = 80
"""How many characters of a URL fit a line of running text or of a note."""
_UNBROKEN: Final = re.compile(r"[^\s\u200b-]{24}(?=[^\s\u200b-]{8})")
"""A part that has no character to break at."""
_ENDLESS: Final = 500
"""The number of characters from which a word counts as endless."""
_PART: Final = re.compile(
    r"(?:[^\s\u0300-\u036f\u0590-\U0010ffff]|\xa0){60}(?=[^\s\u0300-\u036f\u0590-\U0010ffff])"
)
"""A part of an endless word of letters that are not shaped by their neighbours."""
_WORD: Final = re.compile(rf"(?:\S|\xa0){{{_ENDLESS},}}")


_DESIGNS: Final[dict[CoverDesign, HtmlClass]] = {
    "band": HtmlClass.COVER_BAND,
    "picture": HtmlClass.COVER_TYPE,
    "type": HtmlClass.COVER_TYPE,
}


class Front(Xhtml):
    """The parts of the page that the EPUB lacks, or has in another form."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication)
        theme, front = publication.theme, publication.front
        specs = font_specs(theme)
        specs["h1"] = replace(specs["h1"], size=front.title.size)
        if front.design != "none":
            specs["subtitle"] = replace(specs["subtitle"], size=subtitle_size(theme))
        self._font_specs = specs
        self._in_cell = False
        """Whether the text is in a cell, whose column may be narrow."""

    def body_class(self) -> str:
        """The classes of the body, which say whether the title block has its own page, the design
        of the cover, and whether it has a picture."""
        front = self.publication.front
        if not front.title_page:
            return HtmlClass.TITLE_ABOVE
        design = _DESIGNS.get(front.design, "")
        pictured = design and front.cover is not None and front.cover.image is not None
        pictured_class = HtmlClass.PICTURED if pictured else ""
        return " ".join(filter(None, (HtmlClass.TITLE_PAGE, design, pictured_class)))

    def characters(self, text: str) -> str:
        """Characters without markup; endless words with break opportunities (U+200B), since
        WeasyPrint measures all that is left of a word for each line of it."""
        if len(text) >= _ENDLESS:
            text = _WORD.sub(lambda word: _PART.sub("\\g<0>\u200b", word[0]), text)
        return escape(text)

    def marking(self) -> str:
        """The marking, which the style sheet repeats at the head and foot of each page; or
        nothing."""
        marking = self.publication.marking
        if marking is None:
            return ""
        look = {"class": HtmlClass.TLP, "style": f"color:{marking.colour}"}
        named = look if marking.colour else {"class": HtmlClass.BANNER}
        text = element("span", escape(marking.text), named)
        return element("div", text, {"class": HtmlClass.MARKING})

    def cover(self) -> str:
        """The picture of the cover, on a page of its own or behind the title block; or nothing."""
        cover = self.publication.front.cover
        if cover is None or cover.image is None:
            return ""
        picture = _picture(cover.image, cover.alt)
        return element("div", picture, {"class": HtmlClass.COVER})

    def masthead(self, lines: Iterable[str]) -> Iterable[str]:
        """The first lines of the title block; those of a cover in an element of their own."""
        front = self.publication.front
        if front.design == "none":
            return lines
        text = "\n".join(lines)
        return (element("div", f"\n{text}\n", {"class": HtmlClass.MASTHEAD}),)

    def logo(self) -> str:
        """The publisher's logo at the head of the title block, or nothing."""
        title = self.publication.front.title
        if title.logo is None:
            return ""
        picture = _picture(title.logo, title.logo_alt)
        return element("div", picture, {"class": HtmlClass.LOGO})

    def contents(self) -> str:
        """The table of contents, and the lists of figures and tables; or nothing."""
        return "\n".join(map(self._listed, self.publication.front.contents_and_lists))

    def _listed(self, listed: Contents) -> str:
        entries = "".join(self._entry(entry, listed.kind) for entry in listed.entries)
        text = self.headed(listed.heading, element("ol", entries))
        return element("nav", text, {"class": HtmlClass.CONTENTS})

    def _entry(self, entry: ContentsEntry, kind: ContentsKind) -> str:
        text = "".join(map(self._entry_text, walk.leaves(entry.text)))
        link = element("a", text, {"href": self.target(entry.anchor)})
        named = HtmlClass.LISTED if kind != "contents" else level_class(entry.level)
        return element("li", link, {"class": named})

    def _entry_text(self, leaf: PrintedLeaf) -> str:
        """A part of an entry. A page is no link of its own, because the entry is one."""
        if isinstance(leaf, CrossReference):
            named = {"class": HtmlClass.PAGEREF, DataAttribute.TARGET: self.target(leaf.anchor)}
            return element("span", "", named)
        return escape(walk.printed_text((leaf,)))

    def title_attributes(self, kind: TitleKind, content: PrintedContent) -> Attributes:
        """The text without note marks, for bookmarks and running heads, and the width that balances
        its lines, for `print.css`."""
        attributes: dict[str, str] = {}
        if kind == "h1":
            attributes[DataAttribute.HEAD] = self.publication.running.title
        elif kind not in ("subtitle", "deck"):
            attributes[DataAttribute.HEAD] = walk.printed_text(content)
        width = balanced(content, self._font_specs[kind], self.publication.theme)
        if width is not None:
            attributes["style"] = f"{BALANCE}:{width:g}em"
        return attributes

    def cell_content(self, content: PrintedContent) -> str:
        """The text of a paragraph in a cell."""
        before, self._in_cell = self._in_cell, True
        text = super().cell_content(content)
        self._in_cell = before
        return text

    def link(self, url: str, text: str) -> str:
        """A live link; a URL that is its own text may break at URL break points."""
        own = text == escape(url)
        return super().link(url, breakable(url, self._in_cell) if own else text)

    def defanged(self, text: str) -> str:
        """An address that must not be a link; it may break at URL break points."""
        text = breakable(text, self._in_cell)
        return element("span", text, {"class": HtmlClass.DEFANGED})

    def page_said(self, anchor: Anchor) -> Attributes:
        """What a page number leads to: the style sheet prints the number, so that the link has no
        text of its own, and PDF/UA asks for a description (ISO 14289-1, 7.18.5)."""
        return {"aria-label": self._named[anchor.id]}

    @cached_property
    def _named(self) -> dict[str, str]:
        """What each target is called, by its id: its label, its title, its first paragraph, or its
        kind."""
        named: dict[str, str] = {}
        for block in walk.labelled(self.report.blocks):
            title = block.label.text
            if isinstance(block, Heading):
                title = walk.printed_text(walk.heading_title(block))
            elif isinstance(block, Box):
                title = walk.printed_text(block.title) or title
            named[block.label.id] = title or block.label.kind
        for item in walk.items(self.report.blocks):
            if isinstance(item.target, Anchor):
                named[item.target.id] = walk.printed_text(item.paragraphs[0])
        return named

    def image_url(self, figure: Figure[PrintedRef, Anchor]) -> str:
        """An address in memory."""
        return _address(figure.image)


def pictures(publication: Publication) -> dict[str, Image]:
    """All pictures that a report prints, by the names that its HTML uses."""
    cover, logo = publication.front.cover, publication.front.title.logo
    blocks = walk.blocks(publication.report.blocks)
    shown = [block.image for block in blocks if isinstance(block, Figure)]
    if cover is not None and cover.image is not None:
        shown.append(cover.image)
    if logo is not None:
        shown.append(logo)
    return {image.file_name: image for image in shown}


def _picture(image: Image, alt: str) -> str:
    """A picture that is not a figure."""
    return empty_element("img", {"src": _address(image), "alt": alt})


def _address(image: Image) -> str:
    return f"{SCHEME}{image.file_name}"


def breakable(url: str, narrow: bool = False) -> str:
    """A URL as XHTML with break opportunities (U+200B) where a reader does not take them for a part
    of it: after `/ ? & = _` and before a full stop (The Chicago Manual of Style, 14.18).

    Lines would also break after a hyphen (Unicode Standard Annex #14), which looks like one that
    the line end adds. An element prevents that, because a joiner would be copied with the address,
    unless the part may be longer than a line, as any part may be in a `narrow` column.
    """
    return "\u200b".join(_part(part, narrow) for part in _SIGN.sub("\u200b", url).split("\u200b"))


def _part(part: str, narrow: bool) -> str:
    """A part of a URL with no other place to end a line than its hyphens, as XHTML."""
    if "-" in part and not narrow and len(part) <= _ROOM:
        return element("span", escape(part), {"class": HtmlClass.ADDRESS})
    return escape(_UNBROKEN.sub("\\g<0>\u200b", part))
