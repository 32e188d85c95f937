"""Opens a DOCX file: its parts as trees, their relationships, the names of its styles."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from lxml import etree
from msgspec import Struct

from reportkit.proof.base import ReadError

Element = etree._Element  # lxml gives its class no public name

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CARRIED: Final = "{urn:reportkit:carried:1}"
"""The part with the report that a file carries."""
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V: Final = "{urn:schemas-microsoft-com:vml}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

POINTERS: Final = (
    *(f"{W}{tag}" for tag in ("hyperlink", "headerReference", "footerReference")),
    *(f"{W}{tag}" for tag in ("altChunk", "subDoc", "control")),
    f"{A}blip",
    f"{A}hlinkClick",
    f"{V}imagedata",
)
"""The elements that point to a relationship of their part."""
FLOATING: Final = (f"{WP}anchor", f"{W}framePr", f"{W}txbxContent")
"""The elements that stand beside the text."""
_ASKED_FOR: Final = (
    *(f"{W}{tag}" for tag in ("tbl", "tc", "numId", "sectPr", "bookmarkStart")),
    *(f"{W}{tag}" for tag in ("bookmarkEnd", "fldChar", "instrText", "fldSimple", "footnote")),
    *(f"{W}{tag}" for tag in ("endnote", "footnoteReference", "endnoteReference")),
    *(f"{WP}docPr", *FLOATING, *POINTERS),
)
"""The elements that the rules ask for by their tag."""


class Relation(Struct, frozen=True):
    """One thing that a part points to."""

    kind: str
    """The last word of its type: `hyperlink`, `footnotes`."""
    target: str
    """An address, or the name of a part in the archive."""
    external: bool


class Part(Struct, frozen=True):
    """A part: its name in the archive, its tree, its relationships by id."""

    name: str
    root: Element
    relations: dict[str, Relation]
    _by_tag: Mapping[str, Sequence[Element]]

    def all(self, tag: str) -> Sequence[Element]:
        """The elements of one of the tags that rules ask for, in the order of the part."""
        return self._by_tag.get(tag, ())


class Docx(Struct, frozen=True):
    """The parts of a document that its text is made of."""

    document: Part
    footnotes: Part | None
    endnotes: Part | None
    others: tuple[Part, ...]
    """Headers and footers."""
    settings: Part | None
    core: Element | None
    """The core properties: title, authors, dates."""
    extended: Element | None
    """The extended properties: company, manager."""
    custom: Element | None
    """The custom properties."""
    carried: Element | None
    """The report that the file carries for the way back."""
    styles: dict[str, str]
    """Lower-cased name by id: names tell what a style is, ids are arbitrary."""
    lists: frozenset[str]
    """The ids of the lists that are defined."""
    numbering: Part | None
    """What the lists look like."""
    language: str
    """The language that the styles give to all text; empty when they name none."""
    names: frozenset[str]
    """All files in the archive."""
    untyped: tuple[str, ...]
    """The files whose content type the package does not say."""

    def parts(self) -> tuple[Part, ...]:
        """All parts that hold text."""
        notes = tuple(part for part in (self.footnotes, self.endnotes) if part is not None)
        return (self.document, *notes, *self.others)

    @property
    def block_names(self) -> tuple[str, ...]:
        """The bookmarks of the blocks of the report that the file carries, in order."""
        if self.carried is None:
            return ()
        return tuple(e.get("bookmark", "") for e in self.carried.iter(f"{CARRIED}block"))


def open_docx(path: Path) -> Docx:
    """The parts of a file. Raises ReadError when it is not a complete DOCX."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Archive(archive).docx()
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadError("the file is not a complete DOCX") from error


class _Archive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())

    def docx(self) -> Docx:
        roots = {r.kind: r.target for r in self._relations("").values()}
        main = roots.get("officeDocument", "")
        types = self._parsed("[Content_Types].xml")
        if not any(part.get("PartName") == f"/{main}" for part in types):
            raise ReadError("the file is not a complete DOCX: its document has no content type")
        document = self._part(main)
        if document.root.tag != f"{W}document" or document.root.find(f"{W}body") is None:
            raise ReadError(f"the file is not a complete DOCX: {main} is not a document")
        styles = self._related(document, "styles")
        numbering = self._related(document, "numbering")

        def properties(kind: str) -> Element | None:
            name = roots.get(kind)
            return None if name is None else self._parsed(name)

        return Docx(
            document=document,
            footnotes=self._related(document, "footnotes"),
            endnotes=self._related(document, "endnotes"),
            others=tuple(
                self._part(relation.target)
                for relation in document.relations.values()
                if relation.kind in {"header", "footer"}
            ),
            settings=self._related(document, "settings"),
            core=properties("core-properties"),
            extended=properties("extended-properties"),
            custom=properties("custom-properties"),
            carried=self._carried(document),
            styles=_style_names(styles),
            lists=_list_ids(numbering),
            numbering=numbering,
            language=_language(styles),
            names=self._names,
            untyped=tuple(_untyped(self._names, types)),
        )

    def _carried(self, document: Part) -> Element | None:
        """The report in the file, told from other custom parts by its namespace."""
        for relation in document.relations.values():
            if relation.kind == "customXml" and not relation.external:
                root = self._parsed(relation.target)
                if root.tag == f"{CARRIED}report":
                    return root
        return None

    def _related(self, part: Part, kind: str) -> Part | None:
        for relation in part.relations.values():
            if relation.kind == kind:
                return self._part(relation.target)
        return None

    def _part(self, name: str) -> Part:
        root = self._parsed(name)
        return Part(name, root, self._relations(name), _by_tag(root))

    def _parsed(self, name: str) -> Element:
        if name not in self._names:
            raise ReadError(f"the file is not a complete DOCX: the part '{name}' is missing")
        # A parser each: no entities, no network, no limit that a long report would meet.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(self._archive.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                f"the file is not a complete DOCX: the part '{name}' is damaged"
            ) from error

    def _relations(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self._names:
            return {}
        found: dict[str, Relation] = {}
        for element in self._parsed(rels).iter(f"{_RELS}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found


def _by_tag(root: Element) -> dict[str, list[Element]]:
    """The elements that rules ask for: to walk a long part takes longer than most rules do."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for element in root.iter(*_ASKED_FOR):
        found[str(element.tag)].append(element)
    return dict(found)


def _style_names(part: Part | None) -> dict[str, str]:
    if part is None:
        return {}
    names: dict[str, str] = {}
    for style in part.root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            names[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "").lower()
    return names


def _list_ids(part: Part | None) -> frozenset[str]:
    if part is None:
        return frozenset()
    return frozenset(number.get(f"{W}numId", "") for number in part.root.iter(f"{W}num"))


def _language(styles: Part | None) -> str:
    if styles is None:
        return ""
    language = styles.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if language is None else language.get(f"{W}val", "")


def _untyped(names: frozenset[str], types: Element) -> Iterator[str]:
    parts = {element.get("PartName") for element in types}
    suffixes = {(element.get("Extension") or "").lower() for element in types}
    for name in sorted(names - {"[Content_Types].xml"}):
        suffix = name.rpartition(".")[2].lower()
        if f"/{name}" not in parts and suffix not in suffixes and not name.endswith("/"):
            yield name
