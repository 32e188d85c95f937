"""A Word template: the parts of it that a document takes over.

Styles, lists, headers, footers, page, note separators, theme and fonts are kept; the sample text
and everything that belongs to it is dropped. The files have been checked by `style.docx_template`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import Final

from docx.opc.part import Part
from lxml import etree

from reportkit.writers.base import WriterError
from reportkit.writers.docx import wordml
from reportkit.writers.docx.merge_styles import Renaming, merge_styles
from reportkit.writers.docx.running_parts import Place, RunningKind
from reportkit.writers.docx.sections import SectionProperties
from reportkit.writers.docx.template_package import (
    Element,
    TemplatePackage,
    TemplateParts,
    parsed,
)
from reportkit.writers.docx.wordml import NAMESPACES, R, W

_W: Final = f"{{{W}}}"
_R: Final = f"{{{R}}}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PREFIXES: Final = {"w": _W, "r": _R}
_FIRST_DRAWING: Final = 900_001
"""The first id of drawings in headers; those in the text count from 1."""
_RUNNING_KINDS: Final[tuple[RunningKind, ...]] = ("header", "footer")
_PLACES: Final[tuple[Place, ...]] = ("default", "first", "even")
_OURS_IN_SECTION: Final = frozenset(
    f"{_W}{tag}"
    for tag in (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "bidi"),
        *("printerSettings", "sectPrChange"),
    )
)
"""The elements of a section that we write ourselves, or drop."""


class WordTemplate:
    """An opened template, merged with our styles."""

    @classmethod
    def opened(cls, files: Mapping[str, bytes], our_styles: bytes) -> WordTemplate:
        """The template in these files, with the styles of ours that it lacks. Its styles with the
        name of one of ours get our id, in everything that is taken over.

        Raises WriterError if it has no document or no styles.
        """
        package = TemplatePackage(files)
        main = package.target("", "officeDocument")
        if main is None:
            raise WriterError("the template does not contain a document")
        document = parsed(package.data(main))
        if document.tag != f"{_W}document":
            raise WriterError(
                "the template is not a Word document, or uses strict Open XML; save it as a plain "
                ".docx"
            )
        styles = package.target(main, "styles")
        if styles is None:
            raise WriterError("the template has no styles")
        merged, renaming = merge_styles(parsed(package.data(styles)), parsed(our_styles))
        return cls(package, main, document, _bytes(merged), renaming)

    def __init__(
        self,
        package: TemplatePackage,
        main: str,
        document: Element,
        styles: bytes,
        renaming: Renaming,
    ) -> None:
        self._package, self._main, self._document = package, main, document
        self.styles = styles
        """The styles of the template, and those of ours that it lacks."""
        self._renaming = renaming
        others = (package.target(main, kind) for kind in ("numbering", "fontTable", "theme"))
        stories = (name for _, name in self._stories())
        self._parts = TemplateParts(package, (*stories, *filter(None, others)))

    # --- lists --------------------------------------------------------------------------------

    def first_numbering(self) -> tuple[int, int]:
        """The first free ids of an abstract numbering definition and of an instance."""
        root = self._tree_of("numbering")
        if root is None:
            return 0, 1
        definitions = [int(e.get(f"{_W}abstractNumId", 0)) for e in root.iter(f"{_W}abstractNum")]
        lists = [int(e.get(f"{_W}numId", 0)) for e in root.iter(f"{_W}num")]
        return max(definitions, default=-1) + 1, max(lists, default=0) + 1

    def numbering(self, ours: Part) -> Part:
        """The lists of the template, which its styles refer to, followed by ours."""
        name = self._package.target(self._main, "numbering")
        if name is None:
            return ours
        root, added = parsed(self._package.data(name)), parsed(ours.blob)
        self._renaming.apply(root)
        _insert(root, added.findall(f"{_W}abstractNum"), before=(f"{_W}num", _CLEANUP))
        _insert(root, added.findall(f"{_W}num"), before=(_CLEANUP,))
        return self._parts.part(name, _bytes(root), str(ours.partname))

    # --- the page -------------------------------------------------------------------------------

    def section(self, ours: SectionProperties) -> str:
        """The `w:sectPr` of our section with the page settings of the template and its kind of
        first page. Only the first section has a first page and a starting folio; a landscape
        section has our page."""
        body = etree.Element(f"{_W}body", nsmap={"w": W, "r": R})
        section = etree.SubElement(body, f"{_W}sectPr")
        for element in ours.elements():
            _append(section, element)
        if self.has_running():
            _drop(section, f"{_W}titlePg")
        ours_here = _OURS_IN_SECTION
        if not ours.first:
            ours_here |= {f"{_W}titlePg", f"{_W}pgNumType"}
        if ours.landscape:
            ours_here |= {f"{_W}pgSz", f"{_W}pgMar", f"{_W}cols"}
        kept = [child for child in self._section() if child.tag not in ours_here]
        _merge(section, kept, _SECTION_ORDER)
        theirs, margins = self._section().find(f"{_W}pgMar"), section.find(f"{_W}pgMar")
        if ours.landscape and theirs is not None and margins is not None:
            for edge in (f"{_W}header", f"{_W}footer"):
                margins.set(edge, theirs.get(edge, margins.get(edge, "")))
        return _text(section)

    def places(self) -> tuple[Place, ...]:
        """The kinds of pages that have separate headers and footers."""
        settings = self._tree_of("settings")
        even = None if settings is None else settings.find(f"{_W}evenAndOddHeaders")
        first = self._section().find(f"{_W}titlePg")
        places: list[Place] = ["default"]
        if _is_on(first):
            places.append("first")
        if _is_on(even):
            places.append("even")
        return tuple(places)

    def has_running(self) -> bool:
        """Whether the template has any header or footer."""
        tags = (f"{_W}headerReference", f"{_W}footerReference")
        return next(self._document.iter(*tags), None) is not None

    def running(self, marking: str, watermark: str) -> dict[tuple[RunningKind, Place], Part]:
        """Headers and footers by kind and place, each with the marking, if there is one, at the
        edge of the page, and headers with the runs of the watermark, if there is one."""
        found: dict[tuple[RunningKind, Place], Part] = {}
        made: dict[str, Part] = {}
        drawings = count(_FIRST_DRAWING)
        for (kind, place), name in self._stories():
            marks = (marking, watermark if kind == "header" else "")
            if name not in made:
                made[name] = self._parts.part(name, self._story(name, kind, marks, drawings))
            found[kind, place] = made[name]
        return found

    def _stories(self) -> Iterator[tuple[tuple[RunningKind, Place], str]]:
        """The files of headers and footers, as the sections of the template refer to them."""
        for section in self._document.iter(f"{_W}sectPr"):
            for kind in _RUNNING_KINDS:
                for reference in section.iterchildren(f"{_W}{kind}Reference"):
                    name = self._package.by_id(self._main, reference.get(f"{_R}id", ""))
                    wanted = reference.get(f"{_W}type", "default")
                    place = next((place for place in _PLACES if place == wanted), None)
                    if name is not None and place is not None:
                        yield (kind, place), name

    def _story(
        self, name: str, kind: RunningKind, marks: tuple[str, str], drawings: Iterator[int]
    ) -> bytes:
        """A header or footer with our style ids, the line of the marking and the run of the
        watermark, and without bookmarks, which only its text needed."""
        marking, watermark = marks
        root = parsed(self._package.data(name))
        self._renaming.apply(root)
        for mark in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)
        for drawing, number in zip(root.iter(f"{_WP}docPr"), drawings, strict=False):
            drawing.set("id", str(number))
        if marking:
            line = etree.fromstring(f"<w:body {NAMESPACES}>{marking}</w:body>")[0]
            root.insert(0 if kind == "header" else len(root), line)
        if watermark:
            line = etree.fromstring(f"<w:p {NAMESPACES}>{watermark}</w:p>")
            first = root.find(f"{_W}p")
            if first is None:
                root.append(line)
            else:
                first.append(line[0])
        return _bytes(root)

    def _section(self) -> Element:
        sections = list(self._document.iter(f"{_W}sectPr"))
        return sections[-1] if sections else etree.Element(f"{_W}sectPr")

    # --- notes, settings, theme, fonts ----------------------------------------------------------

    def separator(self, kind: str, which: str) -> str:
        """The content of a note separator (of a kind: footnote, endnote); empty if the template has
        none, or one that needs other parts."""
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
        """Our settings, with the template's settings for page and hyphenation."""
        root, house = parsed(ours), self._tree_of("settings")
        kept = [] if house is None else [e for e in house if _local(e) in _KEPT_SETTINGS]
        _merge(root, kept, _SETTINGS_ORDER)
        return _bytes(root)

    def colours(self, ours: Part) -> Part:
        """The colours and fonts of the template for Word's menus; ours if it has none."""
        name = self._package.target(self._main, "theme")
        if name is None:
            return ours
        return self._parts.part(name, self._package.data(name), str(ours.partname))

    def fonts(self, ours: Part) -> Part:
        """The font table of the template, with those of our fonts that it lacks."""
        name = self._package.target(self._main, "fontTable")
        if name is None:
            return ours
        root = parsed(self._package.data(name))
        known = {font.get(f"{_W}name") for font in root}
        added = [font for font in parsed(ours.blob) if font.get(f"{_W}name") not in known]
        root.extend(added)
        part = self._parts.part(name, _bytes(root), str(ours.partname))
        used = {e.get(f"{_R}id") for font in added for e in font}
        for relation in ours.rels.values():
            if relation.rId in used:
                part.rels.add_relationship(relation.reltype, relation.target_part, relation.rId)
        return part

    def _tree_of(self, kind: str) -> Element | None:
        name = self._package.target(self._main, kind)
        return None if name is None else parsed(self._package.data(name))


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
"""The order that the schema requires (ISO/IEC 29500-1, 17.15.1.78) for the elements we write."""
_SECTION_ORDER: Final = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign"),
    *("noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid"),
)
"""The same for sections (17.6.17)."""


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


def _append(parent: Element, element: wordml.Element) -> None:
    """Adds one of our elements to a tree."""
    given = {_qualified(name): value for name, value in element.attributes}
    made = etree.SubElement(parent, _qualified(element.name), given)
    for child in element.children:
        _append(made, child)


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{_PREFIXES[prefix]}{local}"


def _merge(root: Element, new: Iterable[Element], order: Sequence[str]) -> None:
    """Puts copies of elements in their place, replacing those already there."""
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
    """Inserts elements before the first of those named, or at the end."""
    place = next((n for n, child in enumerate(root) if child.tag in before), len(root))
    for offset, element in enumerate(new):
        root.insert(place + offset, element)
