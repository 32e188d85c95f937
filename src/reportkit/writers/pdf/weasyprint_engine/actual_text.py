"""What is read where WeasyPrint draws text: ActualText (ISO 32000-1, 14.9.4) where glyphs say less.

A glyph has one text in its font's map, but stands for several: the last letter of في is drawn like
that of Persian, a hyphen at the end of a line like one that was written, a joiner not at all. Each
line is read back as it is drawn. Where the map gives other characters than the line has, the glyphs
are marked with theirs. A word that is parted at the end of a line is marked whole where it begins,
and as a space where it goes on.

Two kinds of readers are served. Those that gather glyphs from the page (search, copy, pdftotext)
put letters of scripts that run to the left into order themselves, so that each of these letters is
marked on its own, in the order on the page. Those that follow the structure tree get such lines
whole, in the order of reading (`WrittenTexts`).

Like `internals`, this module touches private parts of WeasyPrint 70.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import pydyf
from weasyprint.draw import text as text_module
from weasyprint.layout import inline as inline_module

from reportkit.model.unseen import IGNORABLE, RIGHT_TO_LEFT
from reportkit.writers.html_names import DataAttribute
from reportkit.writers.pdf.weasyprint_engine.drawn_line import (
    JOINT,
    UNSEEN,
    DrawnLine,
    first_word,
    opened,
    plain,
    read,
    same,
)

WrittenTexts: TypeAlias = dict[int, dict[int, str]]
"""What lines say whose order is not that of the page: by the identity of their page's tags, then by
the id of their marked content."""

_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0900-\u109f\u1780-\u17ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe20-\ufe2f"
)
"""Marks that may be glyphs of their own above and below letters, and the scripts that have many."""
_CARE: Final = re.compile(f"[{IGNORABLE}{RIGHT_TO_LEFT}{_MARKS}]")


# --- words that are parted ------------------------------------------------------------------------


@contextmanager
def parted_words_noted() -> Iterator[None]:
    """While it is open, a layout notes which lines end or begin inside a word that it parted.

    Upstream: no issue found that asks for ActualText, as of 70.0. A box of text does not tell
    whether the hyphen at its end was written.
    """
    stock = inline_module.split_text_box

    def split(context: Any, box: Any, width: Any, skip: Any, *rest: Any, **named: Any) -> Any:
        line, resume, preserved = stock(context, box, width, skip, *rest, **named)
        if line is None:
            return line, resume, preserved
        line.goes_on = skip in box.__dict__.get("parted_at", ())
        line.rest = ""
        sign = box.style["hyphenate_character"]
        if resume is not None and sign and line.text.endswith(sign):
            source = box.text.encode()
            start = skip or 0
            if not source[start:].decode().startswith(line.text):
                box.__dict__.setdefault("parted_at", set()).add(resume)
                line.rest = first_word(source[resume:].decode())
        return line, resume, preserved

    inline_module.split_text_box = split
    try:
        yield
    finally:
        inline_module.split_text_box = stock


# --- lines as they are drawn ----------------------------------------------------------------------


@contextmanager
def actual_text_written() -> Iterator[WrittenTexts]:
    """While it is open, text is drawn with what it says where its glyphs do not tell.

    Upstream: no issue found that asks for ActualText, as of 70.0. WeasyPrint gives a glyph the
    first text that it is drawn for, and no other.
    """
    stock = text_module.draw_first_line
    texts: WrittenTexts = {}
    fonts: dict[str, Any] = {}

    def draw(stream: Any, textbox: Any, *arguments: Any) -> Any:
        start, font = len(stream.stream), stream._current_font
        known = [len(one.to_unicode) for one in stream._fonts.values()]
        emojis = stock(stream, textbox, *arguments)
        text = textbox.pango_layout.text
        if len(stream.stream) == start and not text.removesuffix(JOINT).strip():
            return emojis
        shown = stream.stream[start:]
        element = textbox.element
        said = None if element is None else element.get(DataAttribute.SAID)
        if said is not None:
            stream.stream[start:] = [opened(said), *shown, b"EMC"]
            return emojis
        if len(known) != len(stream._fonts) or not fonts:
            fonts.update((one.hash, one) for one in stream._fonts.values())
        care = getattr(textbox, "goes_on", False) or getattr(textbox, "rest", "")
        if not care and not text.isascii():
            text = plain(text.removesuffix(JOINT))
            care = _CARE.search(text) is not None
        if (
            not care
            and same(read(shown, font, fonts), text)
            and _sound(stream._fonts.values(), known)
        ):
            return emojis
        line = DrawnLine(textbox, shown, font, fonts)
        line.map_new_glyphs(stream._fonts.values(), known)
        stream.stream[start:] = line.marked()
        if line.disordered:
            mark = (stream._tags or {}).get(textbox)
            if mark is not None:
                texts.setdefault(id(stream._tags), {})[mark["mcid"]] = line.written()
        return emojis

    text_module.draw_first_line = draw
    try:
        yield texts
    finally:
        text_module.draw_first_line = stock


def by_page(pdf: pydyf.PDF, texts: WrittenTexts) -> dict[tuple[int, int], str]:
    """The same by the page, from 0, and the id of the marked content."""
    found: dict[tuple[int, int], str] = {}
    for number, reference in enumerate(pdf.page_references if texts else ()):
        page = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(page["Contents"].split()[0])]
        for mcid, text in texts.get(id(stream._tags), {}).items():
            found[number, mcid] = text
    return found


def _sound(fonts: Collection[Any], known: Sequence[int]) -> bool:
    """Whether what was added to the maps of fonts can be read on its own."""
    for place, font in enumerate(fonts):
        count = known[place] if place < len(known) else 0
        if len(font.to_unicode) > count:
            new = list(font.to_unicode.values())[count:]
            if not all(text and UNSEEN.search(text) is None for text in new):
                return False
    return True
