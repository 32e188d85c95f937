"""PDFs for a reader to read: small ones written by hand, and a report's written in other ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

HELVETICA = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
PARAGRAPH = "<</S /P /Pg 3 0 R /K 0>>"
"""An element with one piece of marked content of the page."""


# --- by hand --------------------------------------------------------------------------------------


def pdf(
    path: Path,
    content: str | bytes,
    element: str = PARAGRAPH,
    *,
    font: str = HELVETICA,
    resources: str = "",
    root: str = "",
    objects: Mapping[int, bytes] | None = None,
) -> Path:
    """A tagged PDF of one page, which is object 3. Its content can show text in the font F; its
    structure tree has one element. `resources` and `root` are further keys of the page's resources
    and of the tree's root, `objects` all that these refer to (from 8)."""
    numbered = {
        1: b"<</Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /MarkInfo <</Marked true>>>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]>>",
        3: f"<</Type /Page /Parent 2 0 R /Contents 5 0 R /StructParents 0 /Resources"
        f" <</Font <</F 7 0 R>> {resources}>>>>".encode(),
        4: f"<</Type /StructTreeRoot /K 6 0 R {root}>>".encode(),
        5: stream(content),
        6: element.encode(),
        7: font.encode(),
        **(objects or {}),
    }
    data, places = b"%PDF-1.7\n", {}
    for number, value in numbered.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    trailer = b"trailer\n<</Size %d /Root 1 0 R>>\n" % (max(numbered) + 1)
    path.write_bytes(
        data
        + b"xref\n0 1\n0000000000 65535 f \n"
        + table
        + trailer
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
    )
    return path


def stream(data: str | bytes, keys: str = "") -> bytes:
    """A stream as an object of a PDF."""
    data = data.encode("latin-1") if isinstance(data, str) else data
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), keys.encode(), data)


def marked(content: str, properties: str = "<</MCID 0>>") -> str:
    """Content that is marked, in the font F."""
    return f"/P {properties} BDC BT /F 9 Tf {content} ET EMC"


def character_map(body: str, codes: str = "<00> <ff>") -> bytes:
    """A ToUnicode map."""
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def % of nobody\n"
        f"1 begincodespacerange {codes} endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


# --- a report's, written in other ways ------------------------------------------------------------

Operations = list[tuple[list[Any], bytes]]
Way = Callable[[PdfWriter, PageObject], None]


def rewritten(source: Path, target: Path, way: Way) -> Path:
    """The same file with the content of each page written in another way."""
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        way(writer, page)
    writer.write(target)
    return target


def operations_of(page: PageObject) -> Operations:
    """The operations of a page as pypdf parses them; strings are bytes."""
    return ContentStream(page["/Contents"], None, "bytes").operations


def with_strings(written: Callable[[bytes], bytes]) -> Way:
    """Writes each string by a function."""

    def way(writer: PdfWriter, page: PageObject) -> None:
        _set(writer, page, [_source(operation, written) for operation in operations_of(page)])

    return way


def literal(string: bytes) -> bytes:
    """With escapes only where there must be one."""
    return b"(%s)" % re.sub(rb"[()\\\r]", lambda found: b"\\%03o" % ord(found[0]), string)


def escaped(string: bytes) -> bytes:
    """With an escape for each byte, or what stands for one."""
    signs = {10: b"\\n\\\r\n", 13: b"\\r", 9: b"\\t", 8: b"\\b", 12: b"\\f\\\n", 40: b"\\("}
    return b"(%s)" % b"".join(signs.get(byte, b"\\%03o" % byte) for byte in string)


def spaced(string: bytes) -> bytes:
    """Hexadecimal, in lines; without the last zero."""
    digits = b"\n".join(b"%02x" % byte for byte in string)
    return b"< %s >" % digits.removesuffix(b"0")


def without_arrays(writer: PdfWriter, page: PageObject) -> None:
    """Each string by an operator of its own, by turns one of the three."""
    lines: list[bytes] = []
    for operation in operations_of(page):
        operands, operator = operation
        if operator != b"TJ":
            lines.append(_source(operation, literal))
            continue
        strings = [literal(item) for item in operands[0] if isinstance(item, bytes)]
        ways = (b"%s Tj", b"%s '", b'0 0 %s"')
        lines += (ways[place % 3] % string for place, string in enumerate(strings))
    _set(writer, page, lines)


def with_named_properties(writer: PdfWriter, page: PageObject) -> None:
    """Properties of marked content stand in the resources."""
    properties = DictionaryObject()
    lines: list[bytes] = []
    for operands, operator in operations_of(page):
        if operator == b"BDC":
            name = NameObject(f"/Of-{len(properties)}")
            properties[name] = writer._add_object(operands[1])
            operands = [operands[0], name]
        lines.append(_source((operands, operator), literal))
    resources: Any = page["/Resources"]
    resources[NameObject("/Properties")] = properties
    _set(writer, page, lines)


def with_longer_properties(writer: PdfWriter, page: PageObject) -> None:
    """The id stands among other properties, with comments between."""
    lines: list[bytes] = []
    for operands, operator in operations_of(page):
        line = _source((operands, operator), spaced)
        more = b"<</Lang (en>>) % >> BDC EMC (\n/Type/Of/Of [1 <</MCID 99>> (>>)] /MCID "
        lines.append(line.replace(b"<<\n/MCID ", more))
    _set(writer, page, lines)


def in_several_streams(writer: PdfWriter, page: PageObject) -> None:
    """The content breaks off in the midst of operations."""
    words = b"\n".join(_sources(page)).split(b" ")
    third = len(words) // 3
    parts = (words[:third], words[third : 2 * third], words[2 * third :])
    streams = (_stream(b" ".join(part)) for part in parts)
    page[NameObject("/Contents")] = ArrayObject(map(writer._add_object, streams))


def as_a_form(writer: PdfWriter, page: PageObject) -> None:
    """The page draws a form, and the structure tree refers to what is marked in it."""
    form = _stream(b"\n".join(_sources(page)))
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/Resources")] = page["/Resources"]
    reference = writer._add_object(form)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/All"): reference})}
    )
    _set(writer, page, [b"/All Do"])
    for element, kids in _elements(writer.root_object["/StructTreeRoot"]):
        for place, kid in enumerate(kids):
            found = _marked_content(element, kid)
            if found and found[0] == page.indirect_reference:
                kids[place] = _in_form(reference, *found)
                element[NameObject("/K")] = kids


def _marked_content(element: Any, kid: Any) -> tuple[Any, Any] | None:
    """The page and the id of a kid that is marked content of a page."""
    kid = kid.get_object()
    if isinstance(kid, NumberObject):
        return element.raw_get("/Pg"), kid
    if "/MCID" in kid and "/Stm" not in kid:
        return (kid if "/Pg" in kid else element).raw_get("/Pg"), kid["/MCID"]
    return None


def _in_form(form: Any, page: Any, mcid: Any) -> DictionaryObject:
    names = ("/Type", "/Stm", "/Pg", "/MCID")
    values = (NameObject("/MCR"), form, page, mcid)
    return DictionaryObject(zip(map(NameObject, names), values, strict=True))


def _elements(element: Any) -> Iterator[tuple[Any, ArrayObject]]:
    kids = element.get("/K")
    kids = kids.get_object() if kids is not None else ArrayObject()
    kids = kids if isinstance(kids, ArrayObject) else ArrayObject([kids])
    yield element, kids
    for kid in list(kids):
        if isinstance(kid.get_object(), DictionaryObject):
            yield from _elements(kid.get_object())


def _sources(page: PageObject) -> list[bytes]:
    return [_source(operation, literal) for operation in operations_of(page)]


def _source(operation: tuple[list[Any], bytes], written: Callable[[bytes], bytes]) -> bytes:
    operands, operator = operation
    return b" ".join((*(_operand(operand, written) for operand in operands), operator))


def _operand(operand: Any, written: Callable[[bytes], bytes]) -> bytes:
    if isinstance(operand, ByteStringObject):
        return written(operand)
    if isinstance(operand, ArrayObject):
        return b"[%s]" % b" ".join(_operand(item, written) for item in operand)
    data = BytesIO()
    operand.write_to_stream(data)
    return data.getvalue()


def _set(writer: PdfWriter, page: PageObject, lines: list[bytes]) -> None:
    page[NameObject("/Contents")] = writer._add_object(_stream(b"\n".join(lines)))


def _stream(data: bytes) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    return made
