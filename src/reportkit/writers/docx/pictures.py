"""Pictures: their sizes, and the drawings that show them."""

from __future__ import annotations

from typing import Final

from reportkit.model.document import Image
from reportkit.style import Theme
from reportkit.writers.docx.geometry import EMU_PER_MM, logo_size, picture_size
from reportkit.writers.docx.values import Drawing
from reportkit.writers.docx.wordml import attribute

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
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


def drawing_run(drawing: Drawing, number: int, rel_id: str, vector: str | None = None) -> str:
    """The run that shows a picture, given its number among the drawings of the document, from 1,
    and the id of the relationship to its file; `vector` is that of the same picture as SVG."""
    svg = "" if vector is None else _SVG.format(vector)
    extent = f'cx="{drawing.width}" cy="{drawing.height}"'
    described = f"descr={attribute(drawing.alt)}"
    inside = "" if drawing.alt else _DECORATIVE
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/>"
        f'<wp:docPr id="{number}" name="Picture {number}" {described}>{inside}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}">'
        f"<pic:pic><pic:nvPicPr>"
        f'<pic:cNvPr id="{number}" name="Picture {number}" {described}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{rel_id}">{svg}</a:blip><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
