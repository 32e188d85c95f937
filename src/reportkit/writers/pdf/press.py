"""The press profile: PDF/X-4 (ISO 15930-7), made from the same pages as the PDF for the screen.

The layout is the same as for the screen, so that both have the same pages. Afterwards every colour
and picture in the file is converted to inks, links become text, each page gets its boxes and crop
marks, and the file names the press that it is meant for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from typing import Any, ClassVar, Final

import pydyf
from PIL import ImageCms

from reportkit.compose.publication import Publication
from reportkit.model.document import Image
from reportkit.style import Theme
from reportkit.writers.pdf import structure_tree, tags
from reportkit.writers.pdf.colour_separation import in_inks, separate
from reportkit.writers.pdf.engine import Standard
from reportkit.writers.pdf.finish import Finisher
from reportkit.writers.pdf.inks import Inks
from reportkit.writers.pdf.structure_tree import follow

_POINTS: Final = 72 / 25.4
"""Points in a millimetre."""
_NEAREST: Final = 3.0
"""The minimum distance of marks from the page in millimetres, so that trimming removes them."""
_LENGTH: Final = 5.0
"""The length of a crop mark, in millimetres."""
_BEYOND: Final = 1.0
"""The sheet beyond the marks, in millimetres."""
_LINE: Final = 0.25
"""The line width of a mark, in points."""


def press_rules(theme: Theme) -> str:
    """The rules that extend pages beyond their edge, and print links in the colour of the
    surrounding text, because nothing can be clicked."""
    press = theme.press
    around = _marks_from(press.bleed) + _LENGTH + _BEYOND if press.marks else press.bleed
    return f"@page{{bleed:{around:g}mm;marks:none}}a[href]{{color:inherit!important}}"


def _marks_from(bleed: float) -> float:
    """The distance of the marks from the page, in millimetres."""
    return max(bleed, _NEAREST)


class PressFinisher(Finisher):
    """Modifies the objects of a drawn PDF for a press."""

    standard: ClassVar[Standard] = "pdf/x-4"

    def __init__(self, publication: Publication, pictures: Mapping[str, Image]) -> None:
        """Raises WriterError if the ICC profile of the theme is damaged."""
        super().__init__(publication, pictures)
        self._theme = theme = publication.theme
        self._inks = Inks(theme.press_icc, theme.inks)
        self.recoloured = partial(in_inks, self._inks)

    def link(self, root: structure_tree.Node) -> None:
        """Turns links into text: ISO 15930-7 does not allow annotations on the page."""
        tags.unlink(root)

    def conform(self, pdf: pydyf.PDF) -> None:
        """Adds inks, boxes, marks and the intended press, and removes links."""
        separate(pdf, self._inks)
        for reference in pdf.page_references:
            page = follow(pdf, reference)
            page.pop("Annots", None)
            _trim(page, follow(pdf, page["Contents"]), self._theme)
        _remove_links(pdf)
        _intend(pdf, self._theme.press_icc)
        pdf.info["GTS_PDFXVersion"] = pydyf.String("PDF/X-4")


def _trim(page: pydyf.Dictionary, content: pydyf.Stream, theme: Theme) -> None:
    """Sets the boxes of a page (ISO 32000-1, 14.11.2), clips everything beyond the bleed, and draws
    the crop marks."""
    left, bottom, right, top = (float(edge) for edge in page["TrimBox"])
    bleed = theme.press.bleed * _POINTS
    box = left - bleed, bottom - bleed, right + bleed, top + bleed
    page["BleedBox"] = pydyf.Array(box)
    area = _numbers(box[0], box[1], box[2] - box[0], box[3] - box[1])
    content.stream[:0] = [b"q", area + b" re W n"]
    content.stream.append(b"Q")
    if not theme.press.marks:
        return
    near = _marks_from(theme.press.bleed) * _POINTS
    far = near + _LENGTH * _POINTS
    lines = []
    for x, outwards in ((left, -1), (right, 1)):
        for y, upwards in ((bottom, -1), (top, 1)):
            lines.append((x + outwards * near, y, x + outwards * far, y))
            lines.append((x, y + upwards * near, x, y + upwards * far))
    drawn = [_numbers(*line[:2]) + b" m " + _numbers(*line[2:]) + b" l" for line in lines]
    # All four inks, so that their impressions can be aligned.
    look = b"q 1 1 1 1 K " + _numbers(_LINE) + b" w"
    # ISO 32000-1, 14.8.2.2.2: a page artifact, such as a cut mark.
    content.stream += [b"/Artifact <</Type /Page>> BDC", look, *drawn, b"S Q", b"EMC"]


def _numbers(*numbers: float) -> bytes:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers).encode()


def _remove_links(pdf: pydyf.PDF) -> None:
    """Removes links and attached files. The named destinations stay: they are not printed, and they
    tell on which page a target stands."""
    for number, found in enumerate(pdf.objects):
        if isinstance(found, dict) and found.get("Type") == "/Annot":
            pdf.objects[number] = nothing = pydyf.Dictionary()
            nothing.number = number
    names = pdf.catalog.get("Names", {})
    names.pop("EmbeddedFiles", None)


def _intend(pdf: pydyf.PDF, icc: bytes) -> None:
    """Names the press that the file is meant for (ISO 32000-1, 14.11.5), with its profile."""
    profile = pydyf.Stream([icc], pydyf.Dictionary({"N": 4}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String(ImageCms.getProfileDescription(BytesIO(icc)).strip())
    intent: dict[str, Any] = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": pydyf.String("Custom"),  # no name of a registry
        "OutputCondition": name,
        "Info": name,
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
