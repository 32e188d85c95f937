"""Changes of what the pages of a finished PDF show, made in their content streams."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from reportkit.proof.pdf.font_maps import Font

_MARKED: Final = re.compile(rb"(?:BMC|BDC)\n(.*?)EMC", re.DOTALL)
_FONT: Final = re.compile(rb"/(\S+) [\d.]+ Tf")
_SHOWN: Final = re.compile(rb"\n(\[[^\]]*\]) TJ")
_GLYPH: Final = re.compile(rb"[0-9a-f]{4}(?=[0-9a-f]*>)")


class _Run(NamedTuple):
    """Glyphs that one operator shows."""

    page: int
    start: int
    end: int
    font: str
    glyphs: list[tuple[bytes, str]]
    """Each with its letters: those of a ligature are several."""

    @property
    def text(self) -> str:
        return "".join(letters for _, letters in self.glyphs)

    def within(self, words: str) -> range:
        """The places of the glyphs that show some words."""
        start = self.text.index(words)
        places: list[int] = []
        at = 0
        for place, (_, letters) in enumerate(self.glyphs):
            if at < start + len(words) and at + len(letters) > start:
                places.append(place)
            at += len(letters)
        return range(places[0], places[-1] + 1)


def edited(
    source: Path,
    target: Path,
    old: str,
    new: str,
    *,
    first: bool,
    page: int = 0,
    letters: Path | None = None,
) -> Path:
    """A copy with other words in the first or last place that says `old`, on a page (from 1) or on
    any: none for an empty `new`, those of `new` where another place of the file (or of `letters`)
    shows them in this font, else all but one letter."""
    writer = PdfWriter(clone_from=PdfReader(source))
    runs = [run for number in range(len(writer.pages)) for run in _runs(writer, number)]
    places = [run for run in runs if old in run.text and page in (0, run.page + 1)]
    assert places, old
    run = places[0 if first else -1]
    within = run.within(old)
    if letters is not None:
        read = PdfWriter(clone_from=PdfReader(letters))
        runs = [run for number in range(len(read.pages)) for run in _runs(read, number)]
    others = (other for other in runs if new and new in other.text and other.font == run.font)
    other = next(others, None)
    if not new:
        shown = []
    elif other is not None and new not in old:
        shown = [other.glyphs[place] for place in other.within(new)]
    else:
        left_out = next(p for p in reversed(within) if run.glyphs[p][1].isalnum())
        shown = [run.glyphs[place] for place in within if place != left_out]
    wanted = [*run.glyphs[: within.start], *shown, *run.glyphs[within.stop :]]
    data = _data(writer, run.page)
    text = b"[" + b"".join(b"<%s>" % glyph for glyph, _ in wanted) + b"]"
    stream = DecodedStreamObject()
    stream.set_data(data[: run.start] + text + data[run.end :])
    writer.pages[run.page][NameObject("/Contents")] = writer._add_object(stream)
    writer.write(target)
    return target


def _data(writer: PdfWriter, number: int) -> bytes:
    contents = writer.pages[number].get_contents()
    assert contents is not None
    return contents.get_data()


def _runs(writer: PdfWriter, number: int) -> list[_Run]:
    """What each operator of a page shows."""
    data, runs = _data(writer, number), []
    fonts = writer.pages[number]["/Resources"]["/Font"]  # type: ignore[index]
    known = {name.removeprefix("/"): Font(_font(font)) for name, font in fonts.items()}
    for marked in _MARKED.finditer(data):
        font = ""
        for found in re.finditer(_FONT.pattern + b"|" + _SHOWN.pattern, marked[1]):
            if found[1]:
                font = found[1].decode()
                continue
            glyphs = [
                (glyph, known[font].text(b"<%s>" % glyph)) for glyph in _GLYPH.findall(found[2])
            ]
            start = marked.start(1) + found.start(2)
            runs.append(_Run(number, start, start + len(found[2]), font, glyphs))
    return runs


def _font(font: object) -> DictionaryObject:
    held = font.get_object()  # type: ignore[attr-defined]
    assert isinstance(held, DictionaryObject)
    return held
