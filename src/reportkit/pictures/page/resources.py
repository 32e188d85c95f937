"""Copies what a page draws with (pictures, forms, gradients, patterns, states), key by key: what
is not named here does not get through."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Final, TypeAlias

from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from reportkit.pictures.page.colours import Colours, picture_space
from reportkit.pictures.page.drawn_letters import DrawnFont
from reportkit.pictures.page.fonts import OutlineFont
from reportkit.pictures.page.layers import Layers
from reportkit.pictures.page.objects import (
    Objects,
    PixelsError,
    Value,
    array,
    boolean,
    dictionary,
    entry,
    name,
    number,
    numbers,
)
from reportkit.pictures.privacy import bare

_DEVICE: Final[dict[str, Value]] = {"grey": (b"/DeviceGray",), "rgb": (b"/DeviceRGB",)}
_BLENDS: Final = re.compile(
    "/(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|ColorDodge|ColorBurn|HardLight|"
    "SoftLight|Difference|Exclusion|Hue|Saturation|Color|Luminosity)"
)
_LOSSLESS: Final = frozenset(
    ("/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode")
)
_DEEPEST: Final = 12
"""How many forms and patterns may be within each other."""
_MOST_DRAWN: Final = 9_000
"""The number of pictures and forms drawn, from which viewers are slow: they stop at 10,000."""
_COLOURS: Final = "colours that are no screen colours in a picture or gradient"

Rewrite: TypeAlias = Callable[["Copies", bytes, DictionaryObject], tuple[bytes, Value]]
"""Writes a content stream with its resources anew, and gives those that it uses."""


class Copies:
    """The objects of an inert page, copied from those of a page."""

    def __init__(self, rewrite: Rewrite, layers: Layers) -> None:
        self.objects = Objects()
        self.colours = Colours()
        self.layers = layers
        self._rewrite = rewrite
        self._fonts: dict[int, OutlineFont | DrawnFont] = {}
        self._depth = 0
        self._drawn = 0

    def font(self, font: DictionaryObject) -> OutlineFont | DrawnFont:
        """The letters of a font."""
        if id(font) not in self._fonts:
            drawn = name(entry(font, "/Subtype")) == "/Type3"
            self._fonts[id(font)] = DrawnFont(font) if drawn else OutlineFont(font)
        return self._fonts[id(font)]

    def count(self) -> None:
        """Counts a picture or form that is drawn. Raises PixelsError if there are too many."""
        self._drawn += 1
        if self._drawn > _MOST_DRAWN:
            raise PixelsError(f"more than {_MOST_DRAWN:,} pictures and symbols")

    def drawn(self, content: bytes, resources: DictionaryObject) -> tuple[bytes, Value]:
        """A content stream written anew, and its resources."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PixelsError("drawings within drawings, more than 12 deep")
        made = self._rewrite(self, content, resources)
        self._depth -= 1
        return made

    def form(self, form: StreamObject, around: DictionaryObject, masks: bool = False) -> int:
        """A form XObject; without resources of its own, it uses those of the stream around it.
        `masks` says whether it is a soft mask."""
        place, new = self._place(form)
        if new:
            own = entry(form, "/Resources")
            content, used = self.drawn(
                form.get_data(), own if isinstance(own, DictionaryObject) else around
            )
            entries: dict[str, Value] = {
                "Type": (b"/XObject",),
                "Subtype": (b"/Form",),
                "BBox": numbers(entry(form, "/BBox")),
                "Resources": used,
            }
            if "/Matrix" in form:
                entries["Matrix"] = numbers(entry(form, "/Matrix"))
            group = entry(form, "/Group")
            if isinstance(group, DictionaryObject):
                entries["Group"] = _group(group, masks)
            self.objects.put_packed(place, entries, content)
        return place

    def picture(self, picture: StreamObject) -> int:
        """An image XObject."""
        place, new = self._place(picture)
        if new:
            self._picture(place, picture)
        return place

    def _picture(self, place: int, picture: StreamObject) -> None:
        width, height = (_whole(entry(picture, key)) for key in ("/Width", "/Height"))
        mask = bool(getattr(entry(picture, "/ImageMask"), "value", False))
        entries: dict[str, Value] = {
            "Type": (b"/XObject",),
            "Subtype": (b"/Image",),
            "Width": (number(width),),
            "Height": (number(height),),
            "BitsPerComponent": (number(1 if mask else entry(picture, "/BitsPerComponent") or 8),),
        }
        if mask:
            entries["ImageMask"] = (b"true",)
        else:
            entries["ColorSpace"] = self._picture_colours(entry(picture, "/ColorSpace"))
        if "/Decode" in picture:
            entries["Decode"] = numbers(entry(picture, "/Decode"))
        for key in ("/SMask", "/Mask"):
            cover = entry(picture, key)
            if isinstance(cover, StreamObject):
                entries[key[1:]] = (self.picture(cover),)
            elif isinstance(cover, ArrayObject):
                entries[key[1:]] = numbers(cover)
        filters = _filters(picture)
        if filters == ["/DCTDecode"]:
            data = _photograph(picture._data)
            self.objects.put(place, {**entries, "Filter": (b"/DCTDecode",)}, data)
        elif set(filters) <= _LOSSLESS:
            self.objects.put_packed(place, entries, picture.get_data())
        else:
            raise PixelsError("a picture in a compression of scanners")

    def _picture_colours(self, space: object) -> Value:
        if isinstance(space, ArrayObject) and name(space[0]) in ("/Indexed", "/I"):
            base = self._device(space[1].get_object())
            table = space[3].get_object()
            levels = table.get_data() if isinstance(table, StreamObject) else _bytes(table)
            return array(
                ((b"/Indexed",), base, (number(space[2]),), (b"<" + levels.hex().encode() + b">",))
            )
        return self._device(space)

    def _device(self, space: object) -> Value:
        found = _DEVICE.get(picture_space(space))
        if found is None:
            raise PixelsError(_COLOURS)
        return found

    def shading(self, shading: DictionaryObject) -> int:
        """A gradient."""
        place, new = self._place(shading)
        if new:
            entries: dict[str, Value] = {
                "ShadingType": (number(entry(shading, "/ShadingType")),),
                "ColorSpace": self._device(entry(shading, "/ColorSpace")),
            }
            for key in ("BBox", "Background", "Coords", "Domain", "Matrix", "Decode"):
                if f"/{key}" in shading:
                    entries[key] = numbers(entry(shading, f"/{key}"))
            for key in ("BitsPerCoordinate", "BitsPerComponent", "BitsPerFlag", "VerticesPerRow"):
                if f"/{key}" in shading:
                    entries[key] = (number(entry(shading, f"/{key}")),)
            extend = entry(shading, "/Extend")
            if isinstance(extend, ArrayObject):
                entries["Extend"] = array(boolean(one.get_object()) for one in extend)
            if "/Function" in shading:
                entries["Function"] = self._functions(entry(shading, "/Function"))
            if isinstance(shading, StreamObject):
                self.objects.put_packed(place, entries, shading.get_data())
            else:
                self.objects.put(place, entries)
        return place

    def _functions(self, function: object) -> Value:
        if isinstance(function, ArrayObject):
            return array((self._function(one.get_object()),) for one in function)
        return (self._function(function),)

    def _function(self, function: object) -> int:
        if not isinstance(function, DictionaryObject):
            raise PixelsError("a function that cannot be read")
        place, new = self._place(function)
        if new:
            entries: dict[str, Value] = {
                "FunctionType": (number(entry(function, "/FunctionType")),)
            }
            for key in ("Domain", "Range", "Size", "Encode", "Decode", "C0", "C1", "Bounds"):
                if f"/{key}" in function:
                    entries[key] = numbers(entry(function, f"/{key}"))
            for key in ("BitsPerSample", "Order", "N"):
                if f"/{key}" in function:
                    entries[key] = (number(entry(function, f"/{key}")),)
            if "/Functions" in function:
                entries["Functions"] = self._functions(entry(function, "/Functions"))
            if isinstance(function, StreamObject):
                self.objects.put_packed(place, entries, function.get_data())
            else:
                self.objects.put(place, entries)
        return place

    def pattern(self, pattern: DictionaryObject, around: DictionaryObject) -> int:
        """A pattern: of tiles or of a gradient."""
        place, new = self._place(pattern)
        if new:
            entries: dict[str, Value] = {"PatternType": (number(entry(pattern, "/PatternType")),)}
            if "/Matrix" in pattern:
                entries["Matrix"] = numbers(entry(pattern, "/Matrix"))
            if not isinstance(pattern, StreamObject):
                shading = entry(pattern, "/Shading")
                if not isinstance(shading, DictionaryObject):
                    raise PixelsError("a pattern that cannot be read")
                entries["Shading"] = (self.shading(shading),)
                self.objects.put(place, entries)
                return place
            for key in ("PaintType", "TilingType", "XStep", "YStep"):
                entries[key] = (number(entry(pattern, f"/{key}")),)
            entries["BBox"] = numbers(entry(pattern, "/BBox"))
            own = entry(pattern, "/Resources")
            content, entries["Resources"] = self.drawn(
                pattern.get_data(), own if isinstance(own, DictionaryObject) else around
            )
            self.objects.put_packed(place, entries, content)
        return place

    def state(self, state: DictionaryObject, around: DictionaryObject) -> int:
        """A graphics state: lines, opacity, blending, soft masks."""
        place, new = self._place(state)
        if new:
            if "/Font" in state:
                raise PixelsError("a font in a graphics state")
            entries: dict[str, Value] = {}
            for key in ("LW", "LC", "LJ", "ML", "CA", "ca"):
                if f"/{key}" in state:
                    entries[key] = (number(entry(state, f"/{key}")),)
            for key in ("SA", "AIS"):
                if f"/{key}" in state:
                    entries[key] = boolean(entry(state, f"/{key}"))
            dash = entry(state, "/D")
            if isinstance(dash, ArrayObject):
                entries["D"] = array((numbers(dash[0].get_object()), (number(dash[1]),)))
            blend = entry(state, "/BM")
            if isinstance(blend, ArrayObject):
                blend = blend[0].get_object()
            if _BLENDS.fullmatch(name(blend)):
                entries["BM"] = (str(blend).encode(),)
            mask = entry(state, "/SMask")
            if isinstance(mask, DictionaryObject):
                entries["SMask"] = self._soft_mask(mask, around)
            elif mask is not None:
                entries["SMask"] = (b"/None",)
            self.objects.put(place, entries)
        return place

    def _soft_mask(self, mask: DictionaryObject, around: DictionaryObject) -> Value:
        form, transfer = entry(mask, "/G"), entry(mask, "/TR")
        kind = name(entry(mask, "/S"))
        if not isinstance(form, StreamObject) or kind not in ("/Alpha", "/Luminosity"):
            raise PixelsError("a soft mask that cannot be read")
        if transfer is not None and name(transfer) != "/Identity":
            raise PixelsError("a soft mask with a curve")
        group = entry(form, "/Group")
        entries: dict[str, Value] = {
            "S": (kind.encode(),),
            "G": (self.form(form, around, masks=True),),
        }
        if "/BC" in mask:
            if not isinstance(group, DictionaryObject):
                raise PixelsError("a soft mask that cannot be read")
            self._device(entry(group, "/CS"))
            entries["BC"] = numbers(entry(mask, "/BC"))
        return dictionary(entries)

    def _place(self, source: PdfObject) -> tuple[int, bool]:
        """The place of what is copied, and whether it is to be copied now. Raises PixelsError for
        an object that contains itself."""
        key = id(source)
        if key in self.objects.places:
            place = self.objects.places[key]
            if self.objects.found[place] is None:
                raise PixelsError("a drawing that contains itself")
            return place, False
        place = self.objects.reserve()
        self.objects.places[key] = place
        self.objects.kept.append(source)
        return place, True


def _group(group: DictionaryObject, masks: bool) -> Value:
    """A transparency group. It blends in the colours of the page; those of a mask are its own."""
    entries: dict[str, Value] = {"Type": (b"/Group",), "S": (b"/Transparency",)}
    for key in ("I", "K"):
        if f"/{key}" in group:
            entries[key] = boolean(entry(group, f"/{key}"))
    if masks and "/CS" in group:
        grey = picture_space(entry(group, "/CS")) == "grey"
        entries["CS"] = (b"/DeviceGray" if grey else b"/DeviceRGB",)
    return dictionary(entries)


def _filters(stream: StreamObject) -> list[str]:
    found = entry(stream, "/Filter")
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, ArrayObject) else [str(found)]


def _whole(value: object) -> int:
    if not isinstance(value, NumberObject):
        raise PixelsError("a picture that cannot be read")
    return int(value)


def _bytes(value: object) -> bytes:
    found = getattr(value, "original_bytes", value)
    if not isinstance(found, bytes):
        raise PixelsError(_COLOURS)
    return found


def _photograph(data: bytes) -> bytes:
    """A JPEG without what says where and when it was taken."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        if picture.mode not in ("L", "RGB"):
            raise PixelsError(_COLOURS)
        picture.load()
    return bare(data, 1)
