"""The names in the HTML for PDF and EPUB, shared by the code that writes it, the code that reads it
and the style sheets.

docs/themes.md explains each name for authors of style sheets. A test compares that list, the style
sheets and the finished HTML with these names.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, get_args

from reportkit.model.document import BULLETS, ListStyle


class HtmlClass(StrEnum):
    """A class of an element. Its name is its value in capitals."""

    # Title and front matter
    TITLE_PAGE = "title-page"
    TITLE_ABOVE = "title-above"
    COVER = "cover"
    COVER_BAND = "cover-band"
    COVER_TYPE = "cover-type"
    PICTURED = "pictured"
    MASTHEAD = "masthead"
    MARKING = "marking"
    TLP = "tlp"
    TLP_RED = "tlp-red"
    TLP_AMBER = "tlp-amber"
    TLP_GREEN = "tlp-green"
    TLP_CLEAR = "tlp-clear"
    BANNER = "banner"
    TITLE_BLOCK = "title-block"
    LOGO = "logo"
    SERIES = "series"
    SUBTITLE = "subtitle"
    DECK = "deck"
    BYLINE = "byline"
    AUTHORS = "authors"
    AFFILIATION = "affiliation"
    DATE = "date"
    VERSION = "version"
    EMBARGO = "embargo"
    SUMMARY = "summary"
    JUDGEMENTS = "judgements"
    CONTENTS = "contents"
    COLUMNS = "columns"
    LEVEL0 = "level0"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    LEVEL4 = "level4"
    LEVEL5 = "level5"
    LEVEL6 = "level6"
    LISTED = "listed"
    TOC = "toc"

    # The text
    PART = "part"
    NUMBER = "number"
    JUDGEMENT = "judgement"
    CLAIM = "claim"
    GOVERNING = "governing"
    ATTRIBUTION = "attribution"
    PULL_QUOTE = "pull-quote"
    CODE = "code"
    LINE = "line"
    WRAPS = "wraps"
    DEFINITIONS = "definitions"
    TERM = "term"
    BOX = "box"
    BOX_TITLE = "box-title"
    BOX_NOTE = "box-note"
    BOX_WARNING = "box-warning"
    BOX_DEFINITION = "box-definition"
    BOX_METHOD = "box-method"
    DECIMAL = "decimal"
    LOWER_ALPHA = "lower-alpha"
    UPPER_ALPHA = "upper-alpha"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"
    DISC = "disc"
    CIRCLE = "circle"
    SQUARE = "square"
    DASH = "dash"
    RULE = "rule"
    PAGE_BREAK = "page-break"
    SIGN_OFF = "sign-off"
    REF = "ref"
    PAGEREF = "pageref"
    SMALLCAPS = "smallcaps"
    LOWERED = "lowered"
    DEFANGED = "defanged"
    ADDRESS = "address"

    # Tables and figures
    TABLE = "table"
    SIZE8 = "size8"
    SIZE7 = "size7"
    SIZE6 = "size6"
    RIGHT = "right"
    CENTER = "center"
    NATURAL = "natural"
    NOT_FIRST = "not-first"
    NOT_LAST = "not-last"
    TAIL = "tail"
    TOTAL = "total"
    CAPTION = "caption"
    TABLE_NOTE = "table-note"
    TABLE_MARK = "table-mark"
    LOOSE = "loose"
    SHATTERED = "shattered"
    LABEL = "label"
    SOURCE = "source"
    CREDIT = "credit"
    DECORATION = "decoration"
    DATA = "data"
    FIGURES = "figures"
    FIGURE_ROW = "figure-row"
    PANEL = "panel"

    # Equations
    EQUATION = "equation"
    NUMBERED = "numbered"
    FORMULA = "formula"
    EQUATION_NUMBER = "equation-number"

    # Notes
    MARK = "mark"
    NOTEREF = "noteref"
    SEP = "sep"
    NOTES = "notes"
    NOTES_SECTION = "notes-section"
    ENDNOTES = "endnotes"
    ENDNOTE = "endnote"
    PAGE = "page"
    END = "end"
    MORE = "more"
    NOTE = "note"
    LBL = "lbl"
    NUM = "num"
    BACK = "back"

    # Back matter
    BACK_MATTER = "back-matter"
    BACK_TITLE = "back-title"
    COLOPHON = "colophon"


class NoteTag(StrEnum):
    """Our own elements in the HTML for print, because HTML has none that may float, and a paragraph
    that refers to a note cannot contain its own elements of blocks."""

    NOTE = "r-note"
    PARAGRAPH = "r-p"
    LIST = "r-list"
    ITEM = "r-item"
    LABEL = "r-label"
    QUOTE = "r-quote"
    NUMBER = "r-number"


class DataAttribute(StrEnum):
    """Our own attributes in the HTML for print."""

    LANGUAGE = "data-language"
    """The language of program text."""
    HEAD = "data-head"
    """The text of a title or heading without note marks, for bookmarks and running heads."""
    FLOAT = "data-float"
    """How many of the blocks behind a block may stand before it, at the head of the next page."""
    NOTE = "data-note"
    """The note that an element is or belongs to: its position among all notes, from 1."""
    SAID = "data-said"
    """What is read where other letters are drawn: the small letters of small capitals."""
    TARGET = "data-target"
    """Whose page is printed where no link is possible: the address of an element."""


BALANCE = "--balance"
"""The variable with the width at which the lines of a title or heading are balanced."""


def level_class(level: int) -> HtmlClass:
    """The class of a heading of this level (0 to 6) in the table of contents."""
    return HtmlClass(f"level{level}")


def box_class(kind: str) -> HtmlClass:
    """The class of a box of this kind."""
    return HtmlClass(f"box-{kind}")


def list_class(style: ListStyle) -> HtmlClass:
    """The class of a list with labels of this style."""
    return HtmlClass(style)


LIST_RULES: Final = 'ul.dash { list-style-type: "–  "; }\n' + "".join(
    f"{'ul' if style in BULLETS else 'ol'}.{style} {{ list-style-type: {style}; }}\n"
    for style in get_args(ListStyle)
    if style != "dash"
)
"""The labels of lists, which a theme cannot change: they are the same in every format."""


def size_class(points: float) -> HtmlClass:
    """The class of a table whose type is smaller than the theme's own."""
    return HtmlClass(f"size{points:g}")
