"""A house's own Word template: what of it a document takes over.

Styles, lists, headers, footers, page, separators of notes, theme and fonts are kept; the sample
text and all that belongs to it is dropped. The files come checked (`style.docx_template`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reportkit.writers.base import WriterError
from reportkit.writers.docx.merge_styles import Renaming, merge_styles
from reportkit.writers.docx.wordml import NAMESPACES, R, W

Element = etree._Element  # lxml gives its class no public name

_W: Final = f"{{{W}}}"
_R: Final = f"{{{R}}}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FIRST_DRAWING: Final = 900_000
"""The ids of drawings in headers begin here: those in the text count from 1."""
_PLACES: Final = ("default", "first", "even")
_OURS_IN_SECTION: Final = frozenset(
    f"{_W}{tag}"
    for tag in (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "bidi"),
        *("printerSettings", "sectPrChange"),
    )
)
"""What of a section we say ourselves, or drop."""


class WordTemplate:
    """A template, opened. Raises WriterError when it has no document or no styles."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._types = _ContentTypes(files["[Content_Types].xml"])
        self._parts: dict[str, Part] = {}
        main = self._target("", "officeDocument")
        if main is None:
            raise WriterError("the template has no document in it")
        self._main = main
        self._document = _tree(files[main])
        if self._document.tag != f"{_W}document":
            raise WriterError(
                "the template is no Word document, or one in the strict form of Open XML; save it "
                "as a plain .docx"
            )
        styles = self._target(main, "styles")
        if styles is None:
            raise WriterError("the template has no styles")
        self._styles = _tree(files[styles])
        self._renaming = Renaming({})
        self._drawings = 0

    # --- styles and lists -----------------------------------------------------------------------

    def styles(self, ours: bytes) -> bytes:
        """The styles of the template with those of ours that it lacks. All other parts must be
        asked for after this: their styles are called by our ids from then on."""
        root, self._renaming = merge_styles(self._styles, _tree(ours))
        return _bytes(root)

    def first_lists(self) -> tuple[int, int]:
        """The first free ids of a definition of lists and of a list."""
        root = self._tree_of("numbering")
        if root is None:
            return 0, 1
        definitions = [int(e.get(f"{_W}abstractNumId", 0)) for e in root.iter(f"{_W}abstractNum")]
        lists = [int(e.get(f"{_W}numId", 0)) for e in root.iter(f"{_W}num")]
        return max(definitions, default=-1) + 1, max(lists, default=0) + 1

    def numbering(self, ours: Part) -> Part:
        """The lists of the template, which its styles refer to, and ours behind them."""
        name = self._target(self._main, "numbering")
        if name is None:
            return ours
        root, added = _tree(self._files[name]), _tree(ours.blob)
        self._renaming.apply(root)
        _insert(root, added.findall(f"{_W}abstractNum"), before=(f"{_W}num", _CLEANUP))
        _insert(root, added.findall(f"{_W}num"), before=(_CLEANUP,))
        return self._part(name, _bytes(root), str(ours.partname))

    # --- the page -------------------------------------------------------------------------------

    def section(self, ours: str, *, first: bool = True, landscape: bool = False) -> str:
        """Our section with what the template says of its page, and its kind of first page. Only
        the first section has one, and a folio to begin with; a landscape one has our page."""
        wrapped = etree.fromstring(f"<w:body {NAMESPACES}>{ours}</w:body>")
        section = wrapped[0]
        if self.has_running():
            _drop(section, f"{_W}titlePg")
        ours_here = _OURS_IN_SECTION
        if not first:
            ours_here |= {f"{_W}titlePg", f"{_W}pgNumType"}
        if landscape:
            ours_here |= {f"{_W}pgSz", f"{_W}pgMar", f"{_W}cols"}
        kept = [child for child in self._section() if child.tag not in ours_here]
        _merge(section, kept, _SECTION_ORDER)
        theirs, margins = self._section().find(f"{_W}pgMar"), section.find(f"{_W}pgMar")
        if landscape and theirs is not None and margins is not None:
            for edge in (f"{_W}header", f"{_W}footer"):
                margins.set(edge, theirs.get(edge, margins.get(edge, "")))
        return _text(section)

    def places(self) -> tuple[str, ...]:
        """The kinds of pages that have headers and footers of their own."""
        settings = self._tree_of("settings")
        even = None if settings is None else settings.find(f"{_W}evenAndOddHeaders")
        first = self._section().find(f"{_W}titlePg")
        return (
            "default",
            *(["first"] if _is_on(first) else []),
            *(["even"] if _is_on(even) else []),
        )

    def has_running(self) -> bool:
        """Whether the template has any header or footer."""
        tags = (f"{_W}headerReference", f"{_W}footerReference")
        return next(self._document.iter(*tags), None) is not None

    def running(self, marking: str) -> dict[tuple[str, str], Part]:
        """Headers and footers by kind (header, footer) and place (default, first, even), each
        with the paragraph of the marking, if there is one, at the edge of the page."""
        found: dict[tuple[str, str], Part] = {}
        for section in self._document.iter(f"{_W}sectPr"):
            for kind in ("header", "footer"):
                for reference in section.iterchildren(f"{_W}{kind}Reference"):
                    name = self._by_id(reference.get(f"{_R}id", ""))
                    place = reference.get(f"{_W}type", "default")
                    if name is not None and place in _PLACES:
                        found[kind, place] = self._story(name, kind, marking)
        return found

    def _story(self, name: str, kind: str, marking: str) -> Part:
        """A header or footer in our style ids, without bookmarks, which only its text needed."""
        root = _tree(self._files[name])
        self._renaming.apply(root)
        for mark in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)
        for drawing in root.iter(f"{_WP}docPr"):
            self._drawings += 1
            drawing.set("id", str(_FIRST_DRAWING + self._drawings))
        if marking:
            line = etree.fromstring(f"<w:body {NAMESPACES}>{marking}</w:body>")[0]
            root.insert(0 if kind == "header" else len(root), line)
        return self._part(name, _bytes(root))

    def _section(self) -> Element:
        sections = list(self._document.iter(f"{_W}sectPr"))
        return sections[-1] if sections else etree.Element(f"{_W}sectPr")

    # --- notes, settings, theme, fonts ----------------------------------------------------------

    def separator(self, kind: str, which: str) -> str:
        """What a separator of notes (of a kind: footnote, endnote) holds; empty when the template
        has none, or one that needs other parts."""
        root = self._tree_of(f"{kind}s")
        for note in () if root is None else root.iter(f"{_W}{kind}"):
            if note.get(f"{_W}type") != which:
                continue
            copy = deepcopy(note)
            self._renaming.apply(copy)
            if not any(str(name).startswith(_R) for e in copy.iter() for name in e.attrib):
                return "".join(map(_text, copy))
        return ""

    def settings(self, ours: bytes) -> bytes:
        """Our settings with what the template says of the page and of hyphenation."""
        root, house = _tree(ours), self._tree_of("settings")
        kept = [] if house is None else [e for e in house if _local(e) in _KEPT_SETTINGS]
        _merge(root, kept, _SETTINGS_ORDER)
        return _bytes(root)

    def colours(self, ours: Part) -> Part:
        """The colours and fonts of the template for Word's menus; ours if it has none."""
        name = self._target(self._main, "theme")
        return ours if name is None else self._part(name, self._files[name], str(ours.partname))

    def fonts(self, ours: Part) -> Part:
        """The table of fonts of the template with those of ours that it lacks."""
        name = self._target(self._main, "fontTable")
        if name is None:
            return ours
        root = _tree(self._files[name])
        known = {font.get(f"{_W}name") for font in root}
        added = [font for font in _tree(ours.blob) if font.get(f"{_W}name") not in known]
        root.extend(added)
        part = self._part(name, _bytes(root), str(ours.partname))
        used = {e.get(f"{_R}id") for font in added for e in font}
        for relation in ours.rels.values():
            if relation.rId in used:
                part.rels.add_relationship(relation.reltype, relation.target_part, relation.rId)
        return part

    # --- parts ----------------------------------------------------------------------------------

    def _part(self, name: str, data: bytes, new: str = "") -> Part:
        """A part with all that it points to, under a new name: one that none of ours has."""
        known = self._parts.get(name)
        if known is not None:
            return known
        folder = "/word/media" if "/media/" in name else "/word"
        new = new or f"{folder}/house{len(self._parts) + 1}{posixpath.splitext(name)[1]}"
        part = self._parts[name] = Part(PackURI(new), self._types.of(name), data)
        for relation in self._relations(name):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            inside = None if outside else self._resolved(name, target)
            if not outside and inside is None:
                continue
            to = target if inside is None else self._part(inside, self._files[inside])
            part.rels.add_relationship(kind, to, relation.get("Id", ""), is_external=outside)
        return part

    def _relations(self, name: str) -> Iterator[Element]:
        folder, base = posixpath.split(name)
        data = self._files.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        if data is not None:
            yield from _tree(data).iter(f"{_RELS}Relationship")

    def _resolved(self, name: str, target: str) -> str | None:
        folder = posixpath.dirname(name)
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return path if path in self._files else None

    def _target(self, name: str, kind: str) -> str | None:
        for relation in self._relations(name):
            if relation.get("Type", "").rpartition("/")[2] == kind:
                return self._resolved(name, relation.get("Target", ""))
        return None

    def _by_id(self, rel_id: str) -> str | None:
        for relation in self._relations(self._main):
            if relation.get("Id") == rel_id:
                return self._resolved(self._main, relation.get("Target", ""))
        return None

    def _tree_of(self, kind: str) -> Element | None:
        name = self._target(self._main, kind)
        return None if name is None else _tree(self._files[name])


class _ContentTypes:
    def __init__(self, data: bytes) -> None:
        root = _tree(data)
        self._names = {e.get("PartName", "").lower(): e.get("ContentType", "") for e in root}
        self._suffixes = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root}

    def of(self, name: str) -> str:
        """The content type of a file."""
        by_name = self._names.get(f"/{name}".lower())
        return by_name or self._suffixes.get(name.rpartition(".")[2].lower(), "application/xml")


_CLEANUP: Final = f"{_W}numIdMacAtCleanup"
_KEPT_SETTINGS: Final = frozenset(
    {
        *("embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "gutterAtTop"),
        *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
        *("defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone"),
        *("doNotHyphenateCaps", "evenAndOddHeaders", "clrSchemeMapping"),
    }
)
_SETTINGS_ORDER: Final = (
    *("zoom", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "alignBordersAndEdges"),
    *("bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop"),
    *("defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone"),
    *("doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "footnotePr"),
    *("endnotePr", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol"),
    "listSeparator",
)
"""The order that the schema wants (ISO/IEC 29500-1, 17.15.1.78), of what we write."""
_SECTION_ORDER: Final = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign"),
    *("noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid"),
)
"""The same for sections (17.6.17)."""


def _tree(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(data, parser)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(element: Element) -> str:
    element = deepcopy(element)
    element.tail = None
    return etree.tostring(element, encoding="unicode")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _merge(root: Element, new: Iterable[Element], order: Sequence[str]) -> None:
    """Puts copies of elements in their place, instead of those that are there."""
    for element in new:
        if _local(element) not in order:
            continue
        _drop(root, str(element.tag))
        later = {f"{_W}{name}" for name in order[order.index(_local(element)) + 1 :]}
        _insert(root, [deepcopy(element)], before=later)


def _drop(root: Element, tag: str) -> None:
    for old in root.findall(tag):
        root.remove(old)


def _insert(root: Element, new: list[Element], before: tuple[str, ...] | set[str]) -> None:
    """Puts elements before the first of those named, or at the end."""
    place = next((n for n, child in enumerate(root) if child.tag in before), len(root))
    for offset, element in enumerate(new):
        root.insert(place + offset, element)
