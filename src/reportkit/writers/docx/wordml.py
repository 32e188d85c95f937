"""The smallest pieces of WordprocessingML as text: escaping, units, run and paragraph properties.

All markup of the writer consists of strings that are joined once per part; every text of the author
passes through `escape` or `attribute`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from reportkit.model.unseen import SOFT_HYPHEN
from reportkit.writers.base import WriterError
from reportkit.writers.docx.scripts import ScriptRun
from reportkit.writers.docx.values import ParagraphFormat
from reportkit.writers.xml_text import IllegalCharacterError, attribute, escape, xml_bytes

__all__ = [
    "DECLARATION",
    "MATH_NAMESPACE",
    "NAMESPACES",
    "PLAIN",
    "Element",
    "RunFormat",
    "attribute",
    "escape",
    "field",
    "half_points",
    "paragraph_properties",
    "part_bytes",
    "run_properties",
    "text_run",
    "twips",
]

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
_M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MATH_NAMESPACE: Final = f'xmlns:m="{_M}"'
"""For the root of a part that may have equations."""

_POINTS_PER_MM: Final = 72 / 25.4


def twips(points: float = 0, *, mm: float = 0) -> int:
    """A length in twentieths of a point, from points or millimetres."""
    return round((points + mm * _POINTS_PER_MM) * 20)


def half_points(points: float) -> int:
    """A font size in half points."""
    return round(points * 2)


def part_bytes(xml: str) -> bytes:
    """A whole part as bytes. Raises WriterError for a character that XML cannot contain."""
    try:
        return xml_bytes(DECLARATION + xml)
    except IllegalCharacterError as error:
        raise WriterError(
            f"the text holds the character {error}, which a Word document cannot contain; delete it"
        ) from error


class Element(Struct, frozen=True):
    """An element of WordprocessingML. Names have the prefixes `w:` and `r:`."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element, ...] = ()

    def xml(self) -> str:
        """The element as text."""
        given = "".join(f" {name}={attribute(value)}" for name, value in self.attributes)
        if not self.children:
            return f"<{self.name}{given}/>"
        inner = "".join(child.xml() for child in self.children)
        return f"<{self.name}{given}>{inner}</{self.name}>"


# --- runs ---------------------------------------------------------------------------------------


class RunFormat(Struct, frozen=True):
    """The look of a run of text, in addition to its paragraph's."""

    style: str = ""
    """The id of a character style."""
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    raised: Literal["", "superscript", "subscript"] = ""
    verbatim: bool = False
    """An address or code: neither the spelling nor the direction of the language applies."""
    tongue: ScriptRun | None = None
    """The script and language, if they are not those of the report."""
    regular: bool = False
    """Neither bold nor italic, even if the paragraph or the claim is; for note marks."""
    size: int = 0
    """The size of the type in half points; 0 for that of the paragraph or the style."""


PLAIN: Final = RunFormat()


@lru_cache(maxsize=256)
def run_properties(look: RunFormat, rtl: bool) -> str:
    """The `w:rPr` of a format, in the order that the schema requires; empty for plain text."""
    parts: list[str] = []
    if look.style:
        parts.append(f'<w:rStyle w:val="{look.style}"/>')
    if look.tongue is not None:
        parts.append(look.tongue.fonts)
    # A style's bold toggles the paragraph's, so the weight is always set on the run itself.
    if look.regular:
        names = ("b", "bCs", "i", "iCs") if rtl else ("b", "i")  # Cs: of complex scripts
        parts += [f'<w:{name} w:val="0"/>' for name in names]
    elif look.bold:
        parts.append("<w:b/><w:bCs/>")
    if look.italic and not look.regular:
        parts.append("<w:i/><w:iCs/>")
    if look.small_caps:
        parts.append("<w:smallCaps/>")
    if look.verbatim:
        parts.append("<w:noProof/>")
    if look.size:
        parts.append(f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>')
    if look.raised:
        parts.append(f'<w:vertAlign w:val="{look.raised}"/>')
    if look.tongue is not None:
        parts.append(look.tongue.properties)
    elif rtl and not look.verbatim:
        parts.append("<w:rtl/>")
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def text_run(text: str, look: RunFormat = PLAIN, rtl: bool = False) -> str:
    """Characters as one run."""
    properties = run_properties(look, rtl)
    parts = escape(text)
    if SOFT_HYPHEN in parts:  # Word shows the character itself
        parts = parts.replace(SOFT_HYPHEN, '</w:t><w:softHyphen/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{parts}</w:t></w:r>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A complex field: its instruction (always ours), and the runs it shows until updated."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{result}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


# --- paragraphs ---------------------------------------------------------------------------------


def paragraph_properties(
    form: ParagraphFormat, rtl: bool, *, number: int = 0, frame: str = "", section: str = ""
) -> str:
    """The `w:pPr` of a paragraph, in the order that the schema requires; empty if it has no
    properties. Values that are known only at rendering are passed separately: the id of its
    numbering instance, the markup of its frame, and the `w:sectPr` of the section that it ends."""
    parts: list[str] = []
    if form.style:
        parts.append(f'<w:pStyle w:val="{form.style}"/>')
    if form.keep_next:
        parts.append("<w:keepNext/>")
    if form.break_before:
        parts.append("<w:pageBreakBefore/>")
    if number:
        level = f'<w:ilvl w:val="{form.level}"/>'
        parts.append(f'<w:numPr>{level}<w:numId w:val="{number}"/></w:numPr>')
    parts.append(frame)
    if form.folio:
        tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{form.folio}"/>'
        parts.append(f"<w:tabs>{tab}</w:tabs>")
    if form.decimal:
        parts.append(f'<w:tabs><w:tab w:val="decimal" w:pos="{form.decimal}"/></w:tabs>')
    if rtl if form.direction is None else form.direction == "rtl":
        parts.append("<w:bidi/>")
    if form.space_before is not None or form.space_after is not None:
        sides = (("before", form.space_before), ("after", form.space_after))
        given = "".join(f' w:{side}="{space}"' for side, space in sides if space is not None)
        parts.append(f"<w:spacing{given}/>")
    if form.indent is not None:
        left, hanging = form.indent
        right = f' w:right="{form.right}"' if form.right else ""
        parts.append(f'<w:ind w:left="{left}"{right} w:hanging="{hanging}"/>')
    if form.align:
        parts.append(f'<w:jc w:val="{form.align}"/>')
    parts.append(section)
    inner = "".join(parts)
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""
