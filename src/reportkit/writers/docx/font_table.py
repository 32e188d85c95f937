"""fontTable.xml: the fonts of a document, their substitutes, and the embedded fonts.

Embedded fonts are obfuscated according to ECMA-376 (part 1, 17.8.1): their first 32 bytes are XORed
with a key. They are embedded whole, because an editor may type new letters, so a font whose licence
does not allow subsetting can be embedded too.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterator
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportkit.diagnostics import Diagnostic, Outcome
from reportkit.style import FontFace, Theme, shipped_fonts
from reportkit.writers.docx.scripts import script_fonts
from reportkit.writers.docx.wordml import NAMESPACES, attribute, part_bytes

_OBFUSCATED: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_TRUETYPE: Final = (b"\0\1\0\0", b"true")
_EDITABLE, _BITMAPS_ONLY = 0x0008, 0x0200
_BOLD: Final = 600
_SLOTS: Final = (
    ("embedRegular", False, "normal"),
    ("embedBold", True, "normal"),
    ("embedItalic", False, "italic"),
    ("embedBoldItalic", True, "italic"),
)


def font_table(theme: Theme, language: str) -> Outcome[Part]:
    """The fonts of the theme for a report in a language, embedded if the theme says so, and a
    warning for each font that should be embedded but cannot be."""
    table = Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, b"")
    beside = script_fonts(theme, language).complex[0]
    fonts = {
        theme.fonts.text: ("roman", "variable", "Georgia"),
        theme.fonts.heading: ("swiss", "variable", "Arial"),
        theme.fonts.code: ("modern", "fixed", "Consolas"),
    }
    if beside in theme.fonts.fallback:
        fonts[beside] = ("swiss", "variable", "Arial")
    findings: list[Diagnostic] = []
    made: list[str] = []
    for name, (family, pitch, instead) in fonts.items():
        faces = _embedded(table, theme, name) if theme.embed_fonts else Outcome("")
        findings += faces.findings
        made.append(
            f"<w:font w:name={attribute(name)}><w:altName w:val={attribute(instead)}/>"
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/>{faces.value}</w:font>'
        )
    data = part_bytes(f"<w:fonts {NAMESPACES}>{''.join(made)}</w:fonts>")
    whole = Part(table.partname, table.content_type, data)
    for relation in table.rels.values():
        whole.rels.add_relationship(relation.reltype, relation.target_part, relation.rId)
    return Outcome(whole, tuple(findings))


def _embedded(table: Part, theme: Theme, family: str) -> Outcome[str]:
    """The elements that embed the faces of a family; each face is a separate part."""
    faces = [face for face in (*theme.faces, *shipped_fonts()) if face.family == family]
    findings: list[Diagnostic] = []
    made: list[str] = []
    for slot, face in _slots(faces):
        reason = _refusal(face.data)
        if reason is not None:
            message = f"DOCX: the font {face.name} is not embedded: {reason}"
            findings.append(Diagnostic("RK413", message))
            continue
        # The key is derived from the font, so that the same font gives the same bytes.
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{face.name} {len(face.data)}")
        number = len(table.rels) + 1
        name = PackURI(f"/word/fonts/font{number}.odttf")
        rel_id = f"rIdFont{number}"
        part = Part(name, _OBFUSCATED, obfuscated(face.data, key))
        table.rels.add_relationship(_FONT, part, rel_id)
        made.append(f'<w:{slot} r:id="{rel_id}" w:fontKey="{{{str(key).upper()}}}"/>')
    return Outcome("".join(made), tuple(findings))


def _slots(faces: list[FontFace]) -> Iterator[tuple[str, FontFace]]:
    """Those of the four faces that Word knows in a family which exist."""
    for slot, bold, style in _SLOTS:
        wanted = 700 if bold else 400
        fitting = [f for f in faces if f.style == style and (f.weight >= _BOLD) == bold]
        if fitting:
            yield slot, min(fitting, key=lambda face: abs(face.weight - wanted))


def obfuscated(data: bytes, key: uuid.UUID) -> bytes:
    """A font with its first 32 bytes XORed with the key, from its last byte to its first."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]


def _refusal(data: bytes) -> str | None:
    """Why a font may not be embedded in an editable document; None if it may.

    OpenType, table OS/2: fsType must be 0 or have the bit for editable documents, with outlines.
    """
    if data[:4] not in _TRUETYPE:
        return "Word embeds only fonts with TrueType outlines"
    rights = _fs_type(data)
    if rights & 0x000F and not rights & _EDITABLE:
        return "its licence (fsType) does not allow embedding in editable documents"
    if rights & _BITMAPS_ONLY:
        return "its licence (fsType) allows embedding of its bitmaps only"
    return None


def _fs_type(data: bytes) -> int:
    """The embedding rights in the table OS/2; a font without the table is unrestricted."""
    count = struct.unpack_from(">H", data, 4)[0]
    for entry in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, entry)
        if tag == b"OS/2":
            rights: int = struct.unpack_from(">H", data, offset + 8)[0]
            return rights
    return 0
