"""The styles of a Word template merged with ours.

Word identifies a style by its name; its id differs between language versions of Word. If the
template has a style with the name of one of ours, its style is kept and gets our id.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from lxml import etree
from msgspec import Struct

from reportkit.writers.docx.wordml import W

Element = etree._Element  # lxml gives its class no public name

_W: Final = f"{{{W}}}"
_POINTERS: Final = tuple(
    f"{_W}{tag}"
    for tag in (
        *("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"),
        *("numStyleLink", "styleLink"),
    )
)
"""The elements that refer to a style by its id."""


_BEFORE_NUMBERS: Final = tuple(
    f"{_W}{tag}"
    for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""What precedes the numbers in the properties of a paragraph (ISO 29500-1, CT_PPrBase)."""


class Renaming(Struct, frozen=True):
    """New ids of styles by their previous ids."""

    ids: Mapping[str, str]

    def apply(self, root: Element) -> None:
        """Renames the styles that a tree refers to."""
        for element in root.iter(*_POINTERS):
            new = self.ids.get(element.get(f"{_W}val", ""))
            if new is not None:
                element.set(f"{_W}val", new)


def merge_styles(house: Element, ours: Element) -> tuple[Element, Renaming]:
    """The template's styles, then those of ours that it lacks; and the new ids of the former."""
    root = deepcopy(house)
    own = {_key(style): style.get(f"{_W}styleId", "") for style in ours.iter(f"{_W}style")}
    theirs = {_key(style): style for style in root.iter(f"{_W}style")}
    renaming = _renaming(theirs, own)
    for style in root.iter(f"{_W}style"):
        old = style.get(f"{_W}styleId", "")
        style.set(f"{_W}styleId", renaming.ids.get(old, old))
    renaming.apply(root)
    _unnumber(root, set(own.values()))
    for style in ours.iter(f"{_W}style"):
        if _key(style) not in theirs:
            root.append(_added(style, root))
    _set_language(root, ours)
    return root, renaming


def _key(style: Element) -> tuple[str, str]:
    """Type and lower-cased name: what makes two styles the same."""
    name = style.find(f"{_W}name")
    return style.get(f"{_W}type", ""), "" if name is None else name.get(f"{_W}val", "").lower()


def _renaming(
    theirs: Mapping[tuple[str, str], Element], own: Mapping[tuple[str, str], str]
) -> Renaming:
    ids: dict[str, str] = {}
    taken = {style.get(f"{_W}styleId", "") for style in theirs.values()} | set(own.values())
    ours = set(own.values())
    for key, style in theirs.items():
        old = style.get(f"{_W}styleId", "")
        if key in own:
            ids[old] = own[key]
        elif old in ours:
            # Another style with an id that one of ours needs.
            number = 1
            while f"{old}House{number}" in taken:
                number += 1
            ids[old] = f"{old}House{number}"
            taken.add(ids[old])
    return Renaming({old: new for old, new in ids.items() if old != new})


def _unnumber(root: Element, ours: set[str]) -> None:
    """Takes the numbers off the styles that our paragraphs have: a number that only the template
    counts would be in no other format. Numbered headings get theirs from their paragraphs."""
    styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
    numbered = [styles[name] for name in ours & styles.keys() if _is_numbered(name, styles)]
    for style in numbered:
        properties = style.find(f"{_W}pPr")
        if properties is None:
            properties = etree.Element(f"{_W}pPr")
            run = style.find(f"{_W}rPr")
            style.insert(len(style) if run is None else style.index(run), properties)
        own = properties.find(f"{_W}numPr")
        if own is None:
            own = etree.Element(f"{_W}numPr")
            before = (e for e in properties if e.tag not in _BEFORE_NUMBERS)
            place = next((properties.index(e) for e in before), len(properties))
            properties.insert(place, own)
        own[:] = []
        etree.SubElement(own, f"{_W}numId").set(f"{_W}val", "0")


def _is_numbered(name: str, styles: Mapping[str, Element]) -> bool:
    """Whether a style, or one that it is based on, has numbers."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        number = styles[name].find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return number.get(f"{_W}val") != "0"
        based = styles[name].find(f"{_W}basedOn")
        name = "" if based is None else based.get(f"{_W}val", "")
    return False


def _added(style: Element, root: Element) -> Element:
    """One of our styles; not the default of its type if the template has one."""
    copy = deepcopy(style)
    if copy.get(f"{_W}default") is not None:
        kind = copy.get(f"{_W}type")
        if any(
            s.get(f"{_W}type") == kind and s.get(f"{_W}default") is not None
            for s in root.iter(f"{_W}style")
        ):
            del copy.attrib[f"{_W}default"]
    return copy


def _set_language(root: Element, ours: Element) -> None:
    """Replaces the template's language, which is that of its sample text, by the report's."""
    for language in list(root.iter(f"{_W}lang")):
        parent = language.getparent()
        if parent is not None:
            parent.remove(language)
    wanted = ours.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    defaults = root.find(f"{_W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{_W}docDefaults")
        root.insert(0, defaults)
    default = defaults.find(f"{_W}rPrDefault")
    if default is None:
        default = etree.Element(f"{_W}rPrDefault")
        defaults.insert(0, default)
    properties = default.find(f"{_W}rPr")
    if properties is None:
        properties = etree.SubElement(default, f"{_W}rPr")
    if wanted is not None:
        later = {f"{_W}eastAsianLayout", f"{_W}specVanish", f"{_W}oMath"}
        place = next((n for n, e in enumerate(properties) if e.tag in later), len(properties))
        properties.insert(place, deepcopy(wanted))
