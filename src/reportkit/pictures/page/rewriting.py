"""Writes a content stream anew: paths, pictures, forms; letters as outlines; colours of the screen.

Marks, tags and hidden layers are left out. An operator that is not named here, or operands that are
not as they must be, raise PixelsError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from reportkit.pdf_operations import NAMES, NotContentError, operations, written_strings
from reportkit.pictures.page.colours import kind
from reportkit.pictures.page.drawn_letters import DrawnFont
from reportkit.pictures.page.fonts import UNITS, OutlineFont
from reportkit.pictures.page.objects import PixelsError, Value, dictionary, entry, name, number
from reportkit.pictures.page.operands import (
    NUMBERS,
    matrix_operands,
    numbers,
    placed,
    plain_name,
)
from reportkit.pictures.page.resources import Copies
from reportkit.pictures.page.text import Cursor, TextState, parts, times

_DASHES: Final = re.compile(rb"\[[\d.\s]*\]\s*[\d.]+\s*")
_STATE: Final = {b"cm": 6, b"w": 1, b"J": 1, b"j": 1, b"M": 1}
_PATH: Final = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"W": 0, b"W*": 0}
_PAINT: Final = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"))
_DROPPED: Final = frozenset((b"i", b"ri", b"MP", b"DP", b"ET"))
_DEEPEST: Final = 20
"""How many states may be saved at once: PDF/A allows 28 (ISO 19005-3, 6.1.13), ours included."""
_MOST: Final = 1_000_000
"""The number of operations."""
_DEVICES: Final = {b"g": (1, b""), b"rg": (3, b""), b"k": (4, b"/DeviceCMYK")}
_LETTER: Final = {0: b"f", 1: b"S", 2: b"B"}
"""How letters are painted, by the mode of their text."""
_OPENING: Final = b"1 w\n0 J\n0 j\n10 M\n[] 0 d\n0 g\n0 G\n"

Used: TypeAlias = dict[str, dict[str, Value]]


class _State(Struct, frozen=True):
    """What q saves."""

    text: TextState = TextState()
    fill: PdfObject | None = None
    """The colour space, if it is none of the device's."""
    stroke: PdfObject | None = None


def page_content(
    copies: Copies, content: bytes, resources: DictionaryObject, paper: bytes
) -> tuple[bytes, Value]:
    """The content of a page on paper, which is an operand of `re`, and its resources."""
    opening = _OPENING + b"1 g\n" + paper + b" re\nf\n0 g\n"
    made, used = rewritten(copies, content.removeprefix(opening), resources)
    return opening + made, used


def rewritten(copies: Copies, content: bytes, resources: DictionaryObject) -> tuple[bytes, Value]:
    """A content stream written anew, and the resources that it uses."""
    used: Used = {}
    try:
        made = _Stream(copies, resources, used).follow(content)
    except NotContentError as error:
        raise PixelsError("operations that cannot be read") from error
    return made, dictionary({k: dictionary(entries) for k, entries in sorted(used.items())})


class _Stream:
    """One content stream, or the drawing of a letter."""

    def __init__(
        self, copies: Copies, resources: DictionaryObject, used: Used, depth: int = 0
    ) -> None:
        self._copies = copies
        self._resources = resources
        self._used = used
        self._out: list[bytes] = []
        self._state = _State()
        self._saved: list[_State] = []
        self._cursor = Cursor()
        self._marks: list[bool] = []
        """For each mark that is open, whether it is of a hidden layer."""
        self._colourless = False
        """Whether colours are ignored, as in letters that are masks."""
        self._depth = depth
        self._actions: dict[bytes, Callable[[bytes], None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"d": self._dash,
            b"gs": self._graphics_state,
            b"Do": self._do,
            b"sh": self._shade,
            b"BT": lambda _: self._cursor.begin(),
            b"BMC": lambda _: self._marks.append(False),
            b"BDC": self._mark,
            b"EMC": self._end_mark,
            b"d0": lambda _: None,
            b"d1": self._mask_letter,
            b"cs": partial(self._space, True),
            b"CS": partial(self._space, False),
            b"sc": partial(self._colour, True),
            b"scn": partial(self._colour, True),
            b"SC": partial(self._colour, False),
            b"SCN": partial(self._colour, False),
            b"Tj": self._show,
            b"TJ": self._show,
            b"'": self._show_below,
            b'"': self._show_spaced,
            b"Tf": self._font,
            b"Tc": partial(self._set_text, "spacing", 1.0),
            b"Tw": partial(self._set_text, "word_spacing", 1.0),
            b"Tz": partial(self._set_text, "stretch", 0.01),
            b"TL": partial(self._set_text, "leading", 1.0),
            b"Ts": partial(self._set_text, "rise", 1.0),
            b"Tr": self._mode,
            b"Td": lambda operands: self._cursor.move(*numbers(operands, 2)),
            b"TD": self._move_and_lead,
            b"Tm": self._text_matrix,
            b"T*": lambda _: self._cursor.move(0, -self._state.text.leading),
        }

    def follow(self, content: bytes) -> bytes:
        """The stream written anew."""
        for operator, operands in operations(content):
            self._follow(operator, operands)
            if len(self._out) > _MOST:
                raise PixelsError("more paths than pages can take")
        self._out += [b"Q"] * len(self._saved)
        return b"\n".join((*self._out, b""))

    def _follow(self, operator: bytes, operands: bytes) -> None:
        action = self._actions.get(operator)
        if action is not None:
            action(operands)
        elif operator in _PATH:
            self._say(operator, operands, _PATH[operator])
        elif operator in _PAINT:
            self._out.append(b"n" if any(self._marks) else operator)
        elif operator in _STATE:
            self._say(operator, operands, _STATE[operator])
        elif operator.lower() in _DEVICES:
            self._device_colour(operator, operands)
        elif operator not in _DROPPED:
            if operator in (b"BI", b"ID", b"EI"):
                raise PixelsError("a picture between its operations")
            raise PixelsError("operations that cannot be read")

    def _say(self, operator: bytes, operands: bytes, count: int) -> None:
        values = operands.split()
        if len(values) != count or not NUMBERS.fullmatch(operands.lstrip()):
            raise PixelsError("operations that cannot be read")
        self._out.append(b" ".join((*values, operator)))

    # --- states ---

    def _save(self, _: bytes) -> None:
        self._saved.append(self._state)
        if len(self._saved) + self._depth > _DEEPEST:
            raise PixelsError("more than 20 states within each other")
        self._out.append(b"q")

    def _restore(self, _: bytes) -> None:
        if self._saved:
            self._state = self._saved.pop()
            self._out.append(b"Q")

    def _dash(self, operands: bytes) -> None:
        if not _DASHES.fullmatch(operands.strip() + b" "):
            raise PixelsError("operations that cannot be read")
        self._out.append(b" ".join(operands.split()) + b" d")

    def _graphics_state(self, operands: bytes) -> None:
        _, state = self._resource("/ExtGState", operands)
        place = self._copies.state(state, self._resources)
        self._out.append(self._use("ExtGState", f"G{place}", (place,)) + b" gs")

    # --- marks and layers ---

    def _mark(self, operands: bytes) -> None:
        names = NAMES.findall(operands)
        hidden = False
        if names[:1] == [b"/OC"] and len(names) == 2:
            properties = entry(self._resources, "/Properties")
            if isinstance(properties, DictionaryObject):
                hidden = self._copies.layers.hides(entry(properties, plain_name(names[1])))
        self._marks.append(hidden)

    def _end_mark(self, _: bytes) -> None:
        if self._marks:
            self._marks.pop()

    def _mask_letter(self, _: bytes) -> None:
        self._colourless = True

    # --- drawings ---

    def _do(self, operands: bytes) -> None:
        _, drawn = self._resource("/XObject", operands)
        if any(self._marks) or self._copies.layers.hides(entry(drawn, "/OC")):
            return
        self._copies.count()
        if not isinstance(drawn, StreamObject):
            raise PixelsError("drawings that cannot be read")
        if name(entry(drawn, "/Subtype")) == "/Image":
            place = self._copies.picture(drawn)
        elif name(entry(drawn, "/Subtype")) == "/Form":
            place = self._copies.form(drawn, self._resources)
        else:
            raise PixelsError("drawings that cannot be read")
        self._out.append(self._use("XObject", f"X{place}", (place,)) + b" Do")

    def _shade(self, operands: bytes) -> None:
        _, shading = self._resource("/Shading", operands)
        if not any(self._marks):
            place = self._copies.shading(shading)
            self._out.append(self._use("Shading", f"S{place}", (place,)) + b" sh")

    # --- colours ---

    def _device_colour(self, operator: bytes, operands: bytes) -> None:
        count, space = _DEVICES[operator.lower()]
        fill = operator.islower()
        self._set_space(fill, None)
        values = b" ".join(number(one) for one in numbers(operands, count))
        if space:
            values = self._copies.colours.ask(NameObject(space.decode()), values)
        self._say_colour(fill, values)

    def _space(self, fill: bool, operands: bytes) -> None:
        named = plain_name(operands)
        spaces = entry(self._resources, "/ColorSpace")
        own = entry(spaces, named) if isinstance(spaces, DictionaryObject) else None
        space = own if isinstance(own, PdfObject) else NameObject(named)
        self._set_space(fill, space)
        found = kind(space)
        if found != "pattern":
            values = b"0" if found == "grey" else b"0 0 0"
            if found == "other":
                values = self._copies.colours.ask(space, None)
            self._say_colour(fill, values)

    def _colour(self, fill: bool, operands: bytes) -> None:
        space = self._state.fill if fill else self._state.stroke
        written = NAMES.findall(operands)
        if written:
            self._pattern(fill, space, operands, written[0])
            return
        values = b" ".join(number(one) for one in numbers(operands, None))
        if space is not None and kind(space) == "other":
            values = self._copies.colours.ask(space, values)
        self._say_colour(fill, values)

    def _pattern(self, fill: bool, space: object, operands: bytes, written: bytes) -> None:
        _, pattern = self._resource("/Pattern", written)
        place = self._copies.pattern(pattern, self._resources)
        values = numbers(operands.replace(written, b""), None)
        coloured = b""
        base = b"/Pattern"
        if values:
            under = space[1].get_object() if isinstance(space, ArrayObject) else None
            if under is None:
                raise PixelsError("patterns that cannot be read")
            coloured = b" ".join(number(one) for one in values)
            grey = kind(under) == "grey"
            if kind(under) == "other":
                coloured = self._copies.colours.ask(under, coloured)
            device = b"/DeviceGray" if grey else b"/DeviceRGB"
            named = "PatternGray" if grey else "PatternRGB"
            base = self._use("ColorSpace", named, (b"[/Pattern " + device + b"]",))
            coloured += b" "
        used = self._use("Pattern", f"P{place}", (place,))
        if not self._colourless:
            self._out.append(base + (b" cs" if fill else b" CS"))
            self._out.append(coloured + used + (b" scn" if fill else b" SCN"))

    def _set_space(self, fill: bool, space: PdfObject | None) -> None:
        if fill:
            self._state = replace(self._state, fill=space)
        else:
            self._state = replace(self._state, stroke=space)

    def _say_colour(self, fill: bool, values: bytes) -> None:
        operator = {1: b"g", 3: b"rg"}.get(len(values.split()))
        if operator is None:
            raise PixelsError("operations that cannot be read")
        if not self._colourless:
            self._out.append(values + b" " + (operator if fill else operator.upper()))

    # --- text ---

    def _set_text(self, key: str, unit: float, operands: bytes) -> None:
        (value,) = numbers(operands, 1)
        self._state = replace(self._state, text=replace(self._state.text, **{key: value * unit}))

    def _mode(self, operands: bytes) -> None:
        (value,) = numbers(operands, 1)
        if value not in (0, 1, 2, 3):
            raise PixelsError("letters that clip what is drawn after them")
        self._state = replace(self._state, text=replace(self._state.text, mode=int(value)))

    def _font(self, operands: bytes) -> None:
        named, font = self._resource("/Font", operands)
        rest = operands.partition(named)[2]
        (size,) = numbers(rest, 1)
        self._state = replace(self._state, text=replace(self._state.text, font=font, size=size))

    def _move_and_lead(self, operands: bytes) -> None:
        x, y = numbers(operands, 2)
        self._state = replace(self._state, text=replace(self._state.text, leading=-y))
        self._cursor.move(x, y)

    def _text_matrix(self, operands: bytes) -> None:
        a, b, c, d, e, f = numbers(operands, 6)
        self._cursor.set((a, b, c, d, e, f))

    def _show_below(self, operands: bytes) -> None:
        self._cursor.move(0, -self._state.text.leading)
        self._show(operands)

    def _show_spaced(self, operands: bytes) -> None:
        (written,) = written_strings(operands)
        word, letter = numbers(operands.partition(written)[0], 2)
        text = replace(self._state.text, word_spacing=word, spacing=letter)
        self._state = replace(self._state, text=text)
        self._show_below(written)

    def _show(self, operands: bytes) -> None:
        text = self._state.text
        if not isinstance(text.font, DictionaryObject):
            raise PixelsError("text without a font")
        font = self._copies.font(text.font)
        for part in parts(operands):
            if isinstance(part, float):
                self._cursor.advance(-part / 1000 * text.size * text.stretch)
            elif isinstance(font, DrawnFont):
                self._show_drawn(text, font, part)
            else:
                self._show_outlines(text, font, part)

    def _show_outlines(self, text: TextState, font: OutlineFont, codes: bytes) -> None:
        for at in range(0, len(codes), font.length):
            code = int.from_bytes(codes[at : at + font.length], "big")
            path = font.outline(code)
            if path and text.mode in _LETTER and not any(self._marks):
                self._letter(text, path)
            spaced = text.word_spacing if font.length == 1 and code == 32 else 0.0
            width = font.width(code) / UNITS * text.size + text.spacing + spaced
            self._cursor.advance(width * text.stretch)

    def _letter(self, text: TextState, path: bytes) -> None:
        matrix = self._cursor.place(text, 1 / UNITS)
        if text.mode == 0:
            self._out += [b"q", matrix_operands(matrix) + b" cm", path, b"f", b"Q"]
            return
        # Lines keep their width, so the outline itself is put in its place.
        self._out += [*placed(path, matrix), _LETTER[text.mode]]

    def _show_drawn(self, text: TextState, font: DrawnFont, codes: bytes) -> None:
        for code in codes:
            drawing = font.drawing(code)
            if drawing is not None and text.mode != 3 and not any(self._marks):
                own = font.resources
                resources = own if isinstance(own, DictionaryObject) else self._resources
                depth = self._depth + len(self._saved) + 1
                made = _Stream(self._copies, resources, self._used, depth).follow(
                    drawing.get_data()
                )
                place = times(font.matrix, self._cursor.place(text, 1))
                self._out += [b"q", matrix_operands(place) + b" cm", made.rstrip(), b"Q"]
            spaced = text.word_spacing if code == 32 else 0.0
            width = font.width(code) * text.size + text.spacing + spaced
            self._cursor.advance(width * text.stretch)

    # --- resources ---

    def _resource(self, category: str, operands: bytes) -> tuple[bytes, DictionaryObject]:
        """What a name stands for, and the name as it is written."""
        names = NAMES.findall(operands)
        named = plain_name(names[0]) if names else ""
        value = entry(entry(self._resources, category), named)
        if not isinstance(value, DictionaryObject):
            raise PixelsError("names that stand for nothing")
        return names[0], value

    def _use(self, category: str, named: str, value: Value) -> bytes:
        """A resource of the stream, by its new name."""
        self._used.setdefault(category, {})[named] = value
        return b"/" + named.encode()
