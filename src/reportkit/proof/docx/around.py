"""The content of a Word document besides its text: headers and footers, properties, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from lxml import etree

from reportkit.proof.base import ReadProperties, RunningText
from reportkit.proof.docx.parts import WP, Docx, Element, Part, R, W
from reportkit.proof.docx.story import Story

_CORE: Final = {
    "{http://purl.org/dc/elements/1.1/}": "dc:",
    "{http://purl.org/dc/terms/}": "dcterms:",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}": "cp:",
}
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_SAVING: Final = frozenset(("cp:revision", "cp:lastModifiedBy", "cp:lastPrinted"))
"""The properties that a program sets on saving or printing, and does not show to readers."""
_EXTENDED: Final = ("Company", "Manager")
"""The extended properties that a person wrote; the others are counts and names of programs."""
_Pages = Literal["first", "default", "even"]
_PAGES: Final[dict[_Pages, str]] = {
    "first": "the first page",
    "default": "the pages",
    "even": "the left-hand pages",
}


def running(docx: Docx) -> Iterator[RunningText]:
    """The header and footer for each kind of page in each section. A section without its own
    inherits that of the section before (ECMA-376 part 1, 17.10.1)."""
    facing = docx.settings is not None and _is_on(docx.settings.root, "evenAndOddHeaders")
    texts = {part.name: _lines(part, docx.styles) for part in docx.others}
    known: dict[tuple[str, str], str] = {}
    for number, section in enumerate(docx.document.all(f"{W}sectPr"), 1):
        for reference in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
            relation = docx.document.relations.get(reference.get(f"{R}id", ""))
            known[kind, reference.get(f"{W}type", "default")] = relation.target if relation else ""
        shown: list[_Pages] = ["default"]
        shown += ["first"] if _is_on(section, "titlePg") else []
        shown += ["even"] if facing else []
        for pages in shown:
            place = f"{_PAGES[pages]} of section {number}"
            for kind in ("header", "footer"):
                lines = texts.get(known.get((kind, pages), ""), ())
                where = f"the {kind} of {place}"
                yield RunningText(
                    where, "header" if kind == "header" else "footer", lines, pages=pages
                )


def _is_on(holder: Element, name: str) -> bool:
    found = holder.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of a header or footer, given its file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return _lines(Part("", etree.fromstring(data, parser), {}, {}), {})


def _lines(part: Part, styles: dict[str, str]) -> tuple[str, ...]:
    """The non-empty lines of a header or footer, and the words of its watermarks."""
    story = Story(part, styles)
    story.inside(part.root)
    lines = "".join(story.text).split("\n")
    across = (path.get("string", "") for path in part.root.iter(f"{_VML}textpath"))
    return tuple(line for line in map(str.strip, (*lines, *across)) if line)


def properties(docx: Docx) -> Iterator[ReadProperties]:
    """All metadata of the file."""
    yield ReadProperties("core", "the core properties", _core(docx.core))
    yield ReadProperties("app", "the extended properties", _extended(docx.extended))
    yield ReadProperties("custom", "the custom properties", _custom(docx.custom))
    yield ReadProperties("styles", "the styles", {"language": (docx.language,)})


def _core(root: Element | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in () if root is None else root:
        space, _, name = str(element.tag).rpartition("}")
        key = f"{_CORE.get(space + '}', '')}{name}"
        if key not in _SAVING:
            found[key] = (*found.get(key, ()), element.text or "")
    return found


def _extended(root: Element | None) -> dict[str, tuple[str, ...]]:
    found = {} if root is None else {str(e.tag).rpartition("}")[2]: e.text or "" for e in root}
    return {name: (found[name],) for name in _EXTENDED if found.get(name)}


def _custom(root: Element | None) -> dict[str, tuple[str, ...]]:
    return {
        element.get("name", ""): ("".join(map(str, element.itertext())),)
        for element in (() if root is None else root)
    }


def pictures(docx: Docx) -> Iterator[str]:
    """The alternative texts in the order of the text."""
    for drawing in docx.document.all(f"{WP}docPr"):
        if drawing.get("descr"):
            yield drawing.get("descr", "")
