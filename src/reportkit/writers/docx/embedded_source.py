"""The report inside its Word document, for the way back, in a custom part beside the text.

The part contains the report in its canonical form, and for each block its bookmark and a hash of
its text, so that a program can tell which blocks of an edited document are unchanged.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Final

from reportkit.model import walk
from reportkit.model.document import PrintedBlock, ResolvedReport
from reportkit.writers.docx.bookmarks import block_name
from reportkit.writers.docx.properties_parts import SCHEMA
from reportkit.writers.docx.wordml import escape, part_bytes

NAMESPACE: Final = "urn:reportkit:carried:1"
_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carried_part(report: ResolvedReport, source: bytes) -> bytes:
    """The part with the report: its source, and the bookmark and hash of each block."""
    blocks = "".join(
        f'<block bookmark="{block_name(ordinal)}" sha256="{_fingerprint(block)}"/>'
        for ordinal, block in enumerate(walk.blocks(report.blocks), 1)
    )
    return part_bytes(
        f'<report xmlns="{NAMESPACE}" schema="{SCHEMA}">'
        f'<source type="application/json">{escape(source.decode("utf-8"))}</source>'
        f"<blocks>{blocks}</blocks></report>"
    )


def carried_properties(identifier: str) -> bytes:
    """The properties of the part: an id that is the same for the same report."""
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{identifier}#carried")).upper()
    return part_bytes(
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{item}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _fingerprint(block: PrintedBlock) -> str:
    return hashlib.sha256(walk.block_text(block).encode("utf-8")).hexdigest()
