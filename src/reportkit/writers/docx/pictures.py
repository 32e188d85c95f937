"""Pictures: their parts, and the drawings that show them."""

from __future__ import annotations

from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportkit.model.document import Image
from reportkit.style import Theme
from reportkit.writers.docx.geometry import logo_size, picture_size
from reportkit.writers.docx.relations import Relations
from reportkit.writers.docx.wordml import attribute

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DRAWING_NAMESPACES: Final = f'xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
"""Stand at the root of the part: some readers (pandoc) look for them nowhere else."""

_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)


class Pictures:
    """Makes the drawings of a document; a picture shown twice is stored once."""

    def __init__(self, theme: Theme, relations: Relations) -> None:
        self._theme = theme
        self._relations = relations
        self._parts: dict[bytes, Part] = {}
        self._drawings = 0

    def figure(self, image: Image, alt: str) -> str:
        """The run with a picture as wide as the text. Without alt text it is a decoration."""
        return self._run(image, alt, picture_size(self._theme, image.width, image.height))

    def logo(self, image: Image, alt: str) -> str:
        """The run with a small picture."""
        return self._run(image, alt, logo_size(image.width, image.height))

    def _part(self, image: Image) -> Part:
        known = self._parts.get(image.data)
        if known is None:
            name = f"/word/media/image{len(self._parts) + 1}{image.suffix}"
            known = Part(PackURI(name), image.media_type, image.data)
            self._parts[image.data] = known
        return known

    def _run(self, image: Image, alt: str, size: tuple[int, int]) -> str:
        self._drawings += 1
        number = self._drawings
        rel_id = self._relations.part(self._part(image), RT.IMAGE)
        wide, high = size
        described = f"descr={attribute(alt)}"
        inside = "" if alt else _DECORATIVE
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Picture {number}" {described}>{inside}</wp:docPr>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}">'
            f"<pic:pic><pic:nvPicPr>"
            f'<pic:cNvPr id="{number}" name="Picture {number}" {described}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{rel_id}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></w:r>"
        )
