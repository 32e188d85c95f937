"""Pictures: their sizes, and the drawings that show them."""

from __future__ import annotations

from typing import Final

from reportkit.model.document import Image
from reportkit.style import Theme
from reportkit.writers.docx.geometry import EMU_PER_MM, logo_size, picture_size
from reportkit.writers.docx.values import Drawing, Place
from reportkit.writers.docx.wordml import attribute

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_FIRST_SHAPE: Final = 1_000_000
"""The ids of shapes begin after all those of pictures."""
_ABOVE_SHAPES: Final = 10
"""Pictures behind the text are above all shapes there."""
DRAWING_NAMESPACES: Final = f'xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
"""For the root of the part: some readers (pandoc) do not look for them anywhere else."""

CAPTION: Final = "Caption"
"""The style of the text below a picture."""

_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)


_SVG: Final = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'r:embed="{}"/></a:ext></a:extLst>'
)
"""The drawing of a picture ([MS-ODRAWXML] 2.4.1)."""


def cover(theme: Theme, image: Image, alt: str) -> Drawing:
    """A picture as wide as the text."""
    return Drawing(image, alt, *picture_size(theme, image.width, image.height))


def figure(image: Image, alt: str, width: float) -> Drawing:
    """A picture of a width in millimetres. Without alt text it is a decoration."""
    wide = width * EMU_PER_MM
    return Drawing(image, alt, round(wide), round(wide * image.height / image.width))


def logo(image: Image, alt: str) -> Drawing:
    """A small picture."""
    return Drawing(image, alt, *logo_size(image.width, image.height))


def filling(image: Image, alt: str, x: float, y: float, wide: float, high: float) -> Drawing:
    """A picture that fills a place on the page, in millimetres; it is cropped as needed."""
    shape = image.width / image.height
    across = max(0.0, 1 - wide / high / shape) / 2
    down = max(0.0, 1 - shape / (wide / high)) / 2
    cx, cy = (round(length * EMU_PER_MM) for length in (wide, high))
    return Drawing(image, alt, cx, cy, Place(x, y), (across, down))


def shape(number: int, colour: str, x: float, y: float, wide: float, high: float) -> str:
    """The run of a rectangle of colour (RRGGBB) behind the text, with its place and size on the
    page in millimetres ([MS-ODRAWXML] 2.20). `number` is different for each."""
    cx, cy = (round(length * EMU_PER_MM) for length in (wide, high))
    extent = f'cx="{cx}" cy="{cy}"'
    described = f'id="{_FIRST_SHAPE + number}" name="Colour {number}"'
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps" xmlns:wps="{_WPS}">'
        f"<w:drawing>{_anchor(Place(x, y), extent, number)}"
        f"<wp:docPr {described}>{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_WPS}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _anchor(place: Place, extent: str, height: int) -> str:
    """The start of what is behind the text at a place of the page; `height` is its place in the
    stack."""
    across, down = (
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(offset * EMU_PER_MM)}'
        f"</wp:posOffset></wp:position{axis}>"
        for axis, offset in (("H", place.x), ("V", place.y))
    )
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{height}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{across}{down}<wp:extent {extent}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    )


def drawing_run(drawing: Drawing, number: int, rel_id: str, vector: str | None = None) -> str:
    """The run that shows a picture, given its number among the drawings of the document, from 1,
    and the id of the relationship to its file; `vector` is that of the same picture as SVG."""
    svg = "" if vector is None else _SVG.format(vector)
    extent = f'cx="{drawing.width}" cy="{drawing.height}"'
    described = f"descr={attribute(drawing.alt)}"
    inside = "" if drawing.alt else _DECORATIVE
    begin = f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
    end = "</wp:inline>"
    if drawing.place is not None:
        begin, end = _anchor(drawing.place, extent, _ABOVE_SHAPES + number), "</wp:anchor>"
    across, down = (round(part * 100_000) for part in drawing.crop)
    crop = f'<a:srcRect l="{across}" t="{down}" r="{across}" b="{down}"/>'
    crop = crop if any(drawing.crop) else ""
    return (
        f"<w:r><w:drawing>{begin}"
        f'<wp:docPr id="{number}" name="Picture {number}" {described}>{inside}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}">'
        f"<pic:pic><pic:nvPicPr>"
        f'<pic:cNvPr id="{number}" name="Picture {number}" {described}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{rel_id}">{svg}</a:blip>{crop}<a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
        f"{end}</w:drawing></w:r>"
    )
