"""A line of text as WeasyPrint drew it: which glyphs draw which characters, and what it says where
the glyphs do not tell.

Private parts of WeasyPrint 70 are touched here: the boxes of text and what Pango made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, pairwise
from struct import unpack
from typing import Any, Final, TypeAlias
from unicodedata import category

import pydyf
from msgspec import Struct, field
from weasyprint.text.ffi import ffi, pango

from reportkit.model.unseen import DIRECTION, IGNORABLE, RIGHT_TO_LEFT, SOFT_HYPHEN

CurrentFont: TypeAlias = tuple[str, float] | None
"""The hash and size of the font that a stream of operations begins with."""
JOINT: Final = "\u2060"
"""What keeps a mark on the line of its word."""
_PART: Final = "\u200b"
"""Where an address may be parted."""
UNSEEN: Final = re.compile(f"[{IGNORABLE}]")
_LEFTWARDS: Final = re.compile(f"[{RIGHT_TO_LEFT}]")
_ORDERING: Final = re.compile(f"[{DIRECTION}]")
_GLYPHS: Final = re.compile(rb"<([0-9a-f]+)>")
_SHOWN: Final = re.compile(rb"<([0-9a-f]+)>|([^<> ]+)")
_FIRST_WORD: Final = re.compile(r"[^ \n]*")
_LAST_WORD: Final = re.compile(r"[^ \n]*\Z")
_NARROW: Final = b"3 Tr 1 Tz"
"""Drawn, but not seen, and a hundredth as wide: what has no width is passed over by readers."""
_AS_BEFORE: Final = b"100 Tz 0 Tr"


def _drawn(
    shown: Sequence[Any], font: CurrentFont, fonts: Mapping[str, Any]
) -> Iterator[tuple[Any, Sequence[int]]]:
    """The glyphs that each operation shows, with their font."""
    current = fonts.get(font[0]) if font else None
    for operation in shown:
        if not isinstance(operation, bytes):
            continue
        if operation.endswith(b" TJ"):
            codes = bytes.fromhex(b"".join(_GLYPHS.findall(operation)).decode())
            if current is not None and current.bitmap:
                yield current, codes
            else:
                yield current, unpack(f">{len(codes) // 2}H", codes)
        elif operation.endswith(b" Tf"):
            current = fonts.get(operation[1 : operation.index(b" ")].decode())


def read(shown: Sequence[Any], font: CurrentFont, fonts: Mapping[str, Any]) -> str:
    """What the fonts' own maps say of some operations. Each glyph that is drawn is in its map."""
    return "".join(
        ["".join(map(one.to_unicode.__getitem__, ids)) for one, ids in _drawn(shown, font, fonts)]
    )


def first_word(text: str) -> str:
    found = _FIRST_WORD.match(text)
    return found[0].removesuffix(JOINT) if found else ""


def same(read: str, text: str) -> bool:
    """Whether two texts are the same but for the kind of their spaces."""
    return read == text or read.replace("\u00a0", " ") == text.replace("\u00a0", " ")


class _Cluster(Struct):
    """Characters that are drawn together, and the glyphs that draw them."""

    start: int
    """Where it begins in the line, in bytes of UTF-8."""
    text: str
    glyphs: list[int] = field(default_factory=list)
    """Their places among all glyphs of the line that are drawn, in the order of the page."""
    leftwards: bool = False


class DrawnLine:
    """A line that was drawn: its text, its glyphs, and the operations that draw them."""

    def __init__(
        self,
        textbox: Any,
        shown: list[Any],
        font: CurrentFont,
        fonts: Mapping[str, Any],
    ) -> None:
        self.text: str = textbox.pango_layout.text
        self._rest: str = getattr(textbox, "rest", "")
        self._goes_on: bool = getattr(textbox, "goes_on", False)
        self._hyphen: str = textbox.style["hyphenate_character"] if self._rest else ""
        self._shown, self._font, self._fonts = shown, font, fonts
        self.drawn = [(one, glyph) for one, ids in _drawn(shown, font, fonts) for glyph in ids]
        """Each glyph with its font, in the order of the page."""
        self._moved: set[int] = set()
        """The glyphs that do not stand where the one before them ends."""
        self._clusters = self._all_clusters(textbox)
        self._runs_left = _LEFTWARDS.search(self.text) is not None
        self.disordered = (
            not self.drawn
            or _ORDERING.search(self.text) is not None
            or any(cluster.leftwards for cluster in self._clusters)
        )
        """Whether the marks on the page do not say all, in the order of the text."""

    def written(self) -> str:
        """What the line says, with the whole of a word that is parted at its end, and without the
        rest of one that is parted at its beginning."""
        text = self.text.removesuffix(self._hyphen) + self._rest
        if self._goes_on:
            text = f" {text[len(first_word(self.text)) :] if not self._only_part() else ''}"
        return plain(text.removesuffix(JOINT))

    def _only_part(self) -> bool:
        """Whether the line is the middle of one word."""
        return bool(self._rest) and first_word(self.text) == self.text

    # --- characters and glyphs --------------------------------------------------------------------

    def _all_clusters(self, textbox: Any) -> list[_Cluster]:
        """The clusters in the order of the text. What is not drawn belongs to what is before it."""
        clusters: list[_Cluster] = []
        first_line, _ = textbox.pango_layout.get_first_line()
        data, place = self.text.encode(), 0
        run = first_line.runs[0] if first_line is not None else ffi.NULL
        while run != ffi.NULL:
            item = run.data
            run = run.next
            found, place = _clusters(item, data, place, self._moved)
            clusters += found
        if place != len(self.drawn):  # nothing is drawn of spaces alone
            return []
        clusters = _with_glyphs(sorted(clusters, key=lambda cluster: cluster.start))
        if clusters and self.text.endswith(JOINT):
            clusters[-1].text = clusters[-1].text.removesuffix(JOINT)
        return clusters

    def map_new_glyphs(self, fonts: Iterable[Any], known: Sequence[int]) -> None:
        """Gives the glyphs that this line is the first to draw a text of their own. WeasyPrint
        gives several glyphs of a cluster all of its text, or none."""
        new: set[tuple[int, int]] = set()
        for place, font in enumerate(fonts):
            count = known[place] if place < len(known) else 0
            new |= {(id(font), glyph) for glyph in [*font.to_unicode][count:]}
        for cluster in self._clusters if new else ():
            text = UNSEEN.sub("", cluster.text) or cluster.text
            each = list(text) if len(text) == len(cluster.glyphs) else [text]
            if len(cluster.glyphs) > len(each):
                each += [text[-1:]] * (len(cluster.glyphs) - len(each))
            if cluster.leftwards:
                each.reverse()
            for place, characters in zip(cluster.glyphs, each, strict=True):
                font, glyph = self.drawn[place]
                if (id(font), glyph) in new:
                    new.discard((id(font), glyph))
                    font.to_unicode[glyph] = characters or "\ufffd"

    # --- marks ------------------------------------------------------------------------------------

    def marked(self) -> list[Any]:
        """The operations with marks around what says something else than its glyphs do."""
        before: dict[int, list[bytes]] = {}
        after: dict[int, list[bytes]] = {}
        for first, last, text, leftwards in self._marks():
            opening = before.setdefault(first, [])
            unseen = self._not_seen(first, last)
            if leftwards and self._runs_left:
                for character in text[:0:-1]:
                    opening += [opened(character), *next(unseen), b"EMC"]
                text = text[:1]
            opening.append(opened(text))
            if leftwards and first < last:
                # A mark above its letter would be taken for another line.
                opening += next(unseen)
            after.setdefault(last, []).append(b"EMC")
        return list(self._written_anew(before, after)) if before else self._shown

    def _marks(self) -> Iterator[tuple[int, int, str, bool]]:
        """The first and last glyph of each mark, its text, and whether that runs to the left."""
        begins, ends = self._parts()
        parts: list[tuple[int, int, str]] = []
        for start, stop, text in (begins, ends):
            inside = [cluster for cluster in self._clusters if start <= cluster.start < stop]
            places = sorted(place for cluster in inside for place in cluster.glyphs)
            if places and not any(cluster.leftwards for cluster in inside):
                parts.append((places[0], places[-1], text))
                yield places[0], places[-1], text, False
        for cluster in self._clusters:
            first, last = min(cluster.glyphs), max(cluster.glyphs)
            if any(start <= first <= stop for start, stop, _ in parts):
                continue
            text = _ORDERING.sub("", cluster.text)
            said = "".join(self._map(place) for place in range(first, last + 1))
            if first < last or not same(said, text[::-1] if cluster.leftwards else text):
                yield first, last, text, cluster.leftwards

    def _parts(self) -> tuple[tuple[int, int, str], tuple[int, int, str]]:
        """Where in the line, in bytes, the rest of a parted word stands, and the beginning of
        another, each with what is read there."""
        none = (0, 0, "")
        size = len(self.text.encode())
        ends = none
        if self._rest:
            found = _LAST_WORD.search(self.text.removesuffix(self._hyphen))
            word = found[0] if found else ""
            text = plain(_ORDERING.sub("", word + self._rest))
            ends = (size - len((word + self._hyphen).encode()), size, text)
        if not self._goes_on:
            return none, ends
        word = first_word(self.text)
        if self._only_part():
            return (0, size, " "), none
        space = self.text[len(word) : len(word) + 1]
        return (0, len((word + space).encode()), " "), ends

    def _map(self, place: int) -> str:
        font, glyph = self.drawn[place]
        return str(font.to_unicode.get(glyph, ""))

    def _not_seen(self, first: int, last: int) -> Iterator[list[bytes]]:
        """Operations that show a glyph that is not seen, and go back to where it begins. It is
        another one each time, since pdfium takes the same one at the same place for a bold one."""
        font = self.drawn[last][0]
        own = {glyph for _, glyph in self.drawn[first : last + 1]}
        others = [g for g in font.to_unicode if g not in own and font.widths.get(g)] or [*own]
        for glyph in cycle(others):
            back = round(font.widths.get(glyph, 0))
            shown = b"[<%s> %d] TJ" % (_code(font, glyph), back)
            yield [_NARROW, shown, _AS_BEFORE]

    def _code(self, place: int) -> bytes:
        return _code(*self.drawn[place])

    def _written_anew(
        self, before: Mapping[int, list[bytes]], after: Mapping[int, list[bytes]]
    ) -> Iterator[Any]:
        place, rise = 0, b"0 Ts"
        for operation in self._shown:
            if not isinstance(operation, bytes) or not operation.endswith(b" TJ"):
                if isinstance(operation, bytes) and operation.endswith(b" Ts"):
                    rise = operation
                yield operation
                continue
            parts: list[bytes] = []
            for codes, number in _SHOWN.findall(operation[1:-4]):
                if number:
                    parts.append(number)
                    continue
                for _ in range(len(codes) // len(self._code(place))):
                    if place in before:
                        # What stands in the place of the glyph is neither moved nor raised like it.
                        move = parts.pop() if place in self._moved else None
                        yield from _flushed(parts)
                        yield from before[place] if rise == b"0 Ts" else _level(before[place], rise)
                        parts += [move] if move is not None else []
                    parts.append(b"<%s>" % self._code(place))
                    if place in after:
                        yield from _flushed(parts)
                        yield from after[place]
                    place += 1
            yield from _flushed(parts)


def _flushed(parts: list[bytes]) -> Iterator[bytes]:
    """What was gathered as one operation; nothing is gathered afterwards."""
    if parts:
        yield b"[" + b" ".join(parts).replace(b"> <", b"") + b"] TJ"
        parts.clear()


def _level(operations: Iterable[bytes], rise: bytes) -> Iterator[bytes]:
    yield b"0 Ts"
    yield from operations
    yield rise


def _code(font: Any, glyph: int) -> bytes:
    return b"%02x" % glyph if font.bitmap else b"%04x" % glyph


def opened(text: str) -> bytes:
    """The operation before glyphs that stand for a text."""
    data: bytes = pydyf.String(text).data
    return b"/Span <</ActualText %s>> BDC" % data


def plain(text: str) -> str:
    """The text without what only serves to lay it out."""
    return text.replace(_PART, "").replace(SOFT_HYPHEN, "")


def _clusters(item: Any, data: bytes, place: int, moved: set[int]) -> tuple[list[_Cluster], int]:
    """The clusters of an item of a line, whose first drawn glyph has the given place among all; and
    the place of the next item's. The glyphs that are moved sideways go to `moved`."""
    offset, length = item.item.offset, item.item.length
    leftwards = bool(item.item.analysis.level % 2)
    count = item.glyphs.num_glyphs
    starts = item.glyphs.log_clusters[0:count]
    borders = [*sorted(set(starts)), length]
    clusters = {
        start: _Cluster(
            offset + start, plain(data[offset + start : offset + stop].decode()), [], leftwards
        )
        for start, stop in pairwise(borders)
    }
    for start, glyph in zip(starts, item.glyphs.glyphs[0:count], strict=True):
        if glyph.glyph != pango.PANGO_GLYPH_EMPTY:
            clusters[start].glyphs.append(place)
            if glyph.geometry.x_offset:
                moved.add(place)
            place += 1
    return [*clusters.values()], place


def _with_glyphs(clusters: Iterable[_Cluster]) -> list[_Cluster]:
    """The clusters that are drawn, with the text of those before and after them that are not, and
    with the marks above and below them."""
    drawn: list[_Cluster] = []
    ahead = ""
    for cluster in clusters:
        if cluster.glyphs and drawn and category(cluster.text[:1] or " ").startswith("M"):
            drawn[-1].text += cluster.text
            drawn[-1].glyphs = sorted(drawn[-1].glyphs + cluster.glyphs)
        elif cluster.glyphs:
            cluster.text = ahead + cluster.text
            ahead = ""
            drawn.append(cluster)
        elif drawn and cluster.text.strip():
            drawn[-1].text += cluster.text
        elif cluster.text.strip():
            ahead += cluster.text
    return drawn
