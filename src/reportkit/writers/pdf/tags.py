"""The structure tree of the PDF (ISO 32000-1, 14.7 and 14.8), rebuilt from WeasyPrint's.

WeasyPrint makes an element for each box on each page: parts of a paragraph, notes at the end of
their page, and neither Note nor Reference. This module joins the parts, puts each note after the
paragraph that refers to it, and gives every element the type and attributes that PDF/UA-1 requires.
Content that is not in the tree afterwards (running heads, folios, repeated header rows) becomes an
artifact.

Upstream: issue 2482 (open, PDF/UA support improvement) lists what WeasyPrint's own tree lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import pydyf

from reportkit.writers.html_names import DataAttribute, HtmlClass, NoteTag
from reportkit.writers.pdf.note_ids import note_id
from reportkit.writers.pdf.structure_tree import Content, Node

_TYPES: Final[Mapping[str, str]] = {
    NoteTag.NOTE: "Note",
    NoteTag.PARAGRAPH: "P",
    NoteTag.LIST: "L",
    NoteTag.ITEM: "LI",
    NoteTag.LABEL: "Lbl",
    NoteTag.QUOTE: "BlockQuote",
    "aside": "Sect",
    "nav": "Div",
    "header": "Div",
    "footer": "Div",
    "figure": "Div",
    "pre": "P",
}
"""The element types that WeasyPrint does not know."""
_AROUND: Final[Mapping[str, str]] = {HtmlClass.MARK: "Reference", HtmlClass.LBL: "Lbl"}
"""The element around a link, by its class: that of a mark, or of the number of a note."""
_INLINE: Final = {"NonStruct", "Span"}
"""Types without meaning; their content belongs to the element around them."""
_TEXT: Final = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "H7"}
"""Elements that cannot contain a Note; it follows them."""
_RUNNING: Final = {"Reference", "Link", "Span"}
"""Elements within a line of text."""
_GROUPS: Final = _TEXT | {"LBody", "TD", "TH", "Caption"}
"""The elements after or in which the notes of their text are placed."""


_NUMBERINGS: Final[Mapping[str, str]] = {
    HtmlClass.DECIMAL: "Decimal",
    HtmlClass.LOWER_ALPHA: "LowerAlpha",
    HtmlClass.UPPER_ALPHA: "UpperAlpha",
    HtmlClass.LOWER_ROMAN: "LowerRoman",
    HtmlClass.UPPER_ROMAN: "UpperRoman",
    HtmlClass.CIRCLE: "Circle",
    HtmlClass.SQUARE: "Square",
}
"""The values of ListNumbering for the classes of lists (ISO 32000-1, table 347)."""
Parents: TypeAlias = dict[Node, Node]


def arrange(root: Node) -> None:
    """Puts the tree of a report into reading order, with the types of PDF/UA-1."""
    for node in root.all():
        node.kind = _kind(node)
    notes = _take_notes(root)
    _put_floats_back(root)
    _dissolve(root)
    _join(root)
    for node in root.all():
        if node.kind == "L":
            _nest_lists(node)
        if node.kind == "Div" and node.attribute("class") == HtmlClass.CONTENTS:
            _list_contents(node)
    _place_notes(root, notes)
    for node in list(root.all()):
        node.kids = [_within(kid) if isinstance(kid, Node) else kid for kid in node.kids]
        if node.tag == NoteTag.ITEM:
            label, *rest = node.kids
            node.kids = [label, Node("LBody", "", None, rest)]


def tell(root: Node, written: Mapping[tuple[int, int], str]) -> None:
    """Puts content whose order on the page is not reading order (given by page and id) into a
    separate element with its text (ISO 32000-1, 14.9.4)."""
    for node in list(root.all()) if written else ():
        node.kids = [_told(kid, written) if isinstance(kid, Content) else kid for kid in node.kids]


def _told(kid: Content, written: Mapping[tuple[int, int], str]) -> Node | Content:
    text = written.get((kid.page, kid.mcid))
    if text is None:
        return kid
    return Node("Span", "", None, [kid], attributes={"ActualText": pydyf.String(text)})


def unlink(root: Node) -> None:
    """Turns all links into plain text, for paper."""
    for node in root.all():
        node.links.clear()
        if node.kind == "Link":
            node.kind = "NonStruct"
    _dissolve(root)


def _kind(node: Node) -> str:
    if node.kind == "Link" and not node.links:
        return "NonStruct"
    if node.kind == "H6" and node.attribute("class") == HtmlClass.LEVEL6:
        return "H7"
    if node.tag == "span" and node.attribute("lang"):
        return "Span"  # a phrase in another language
    if node.kind == "Figure" and node.tag.endswith("svg"):
        return "Formula"
    if node.kind != "NonStruct":
        return node.kind
    if HtmlClass.LINE in node.attribute("class").split():
        return "Code"
    return _TYPES.get(node.tag, node.kind)


def _within(node: Node) -> Node:
    """A link inside the element that gives its meaning; any other element unchanged."""
    around = _AROUND.get(node.attribute("class")) if node.kind == "Link" else None
    return Node(around, "", None, [node]) if around else node


def _take_notes(root: Node) -> dict[str, Node]:
    """Removes the notes of the pages from the tree and returns them by the addresses of links to
    them; the pieces of a long note are joined."""
    notes: dict[str, Node] = {}
    for node in root.all():
        rest: list[Node | Content] = []
        for kid in node.kids:
            if not isinstance(kid, Node) or not _at_the_foot(kid):
                rest.append(kid)
                continue
            link = f"#{note_id(kid.attribute(DataAttribute.NOTE))}"
            whole = notes.setdefault(link, kid)
            if whole is not kid:
                whole.kids += kid.kids
        node.kids = rest
    return notes


def _put_floats_back(root: Node) -> None:
    """Puts the blocks at the head of a page, whose text moved up, before that text again."""
    texts = [node for node in root.all() if node.tag == "main" and node.html is not None]
    if not texts or texts[0].html is None:
        return
    order = {id(html): place for place, html in enumerate(texts[0].html)}
    places: list[int] = []
    kids = [kid for text in texts for kid in text.kids]
    for kid in kids:
        own = id(kid.html) if isinstance(kid, Node) else 0
        places.append(order.get(own, places[-1] if places else 0))
    if places == sorted(places):
        return
    for text in texts:
        text.kids = []
    texts[0].kids = [kids[n] for n in sorted(range(len(kids)), key=places.__getitem__)]


def _at_the_foot(node: Node) -> bool:
    """Whether an element is a note at the foot of its page, or a piece of one."""
    return node.kind == "Note" and HtmlClass.PAGE in node.attribute("class")


def _dissolve(node: Node) -> None:
    """Removes elements without meaning, without content, or that repeat their parent."""
    kids: list[Node | Content] = []
    for kid in node.kids:
        if isinstance(kid, Content):
            kids.append(kid)
            continue
        if kid.tag == "::leader":
            continue
        _dissolve(kid)
        again = kid.html is not None and kid.html is node.html
        if (kid.kind in _INLINE and not kid.attribute("lang")) or (
            again and kid.kind in (node.kind, "Link")
        ):
            kids += kid.kids
        elif kid.kids or kid.kind in ("TD", "TH"):
            kids.append(kid)
    node.kids = kids


def _join(node: Node) -> None:
    """Joins the parts of an element that is divided by a page or a line."""
    kids: list[Node | Content] = []
    for kid in node.kids:
        whole = _begun(kids, kid) if isinstance(kid, Node) else None
        if whole is None or isinstance(kid, Content):
            kids.append(kid)
        elif whole.kind != "THead":  # a repeated header row adds nothing new
            whole.kids += kid.kids
            whole.links += kid.links
    node.kids = kids
    for kid in node.nodes():
        _join(kid)


def _begun(before: list[Node | Content], part: Node) -> Node | None:
    """The element that a part continues: the last one, or one further back in a row or table."""
    back = len(before) if part.kind in ("TD", "TH", "THead") else 1
    for kid in before[-back:] if part.html is not None else ():
        if isinstance(kid, Node) and kid.html is part.html and kid.kind == part.kind:
            return kid
    return None


def _nest_lists(node: Node) -> None:
    """Puts a list within a list into the item that it belongs to."""
    kids: list[Node | Content] = []
    for kid in node.kids:
        item = kids[-1] if kids else None
        if isinstance(kid, Node) and kid.kind == "L" and isinstance(item, Node):
            bodies = [body for body in item.nodes() if body.kind == "LBody"]
            (bodies[-1] if bodies else item).kids.append(kid)
        else:
            kids.append(kid)
    node.kids = kids


def _list_contents(node: Node) -> None:
    """Gives the list of a table of contents its special types."""
    types = {"L": "TOC", "LI": "TOCI", "LBody": "Reference"}
    for inner in node.all():
        inner.kind = types.get(inner.kind, inner.kind)


def _place_notes(root: Node, notes: dict[str, Node]) -> None:
    """Puts each note after the text with its first reference."""
    parents: Parents = {kid: node for node in root.all() for kid in node.nodes()}
    for link in [node for node in root.all() if node.kind == "Link"]:
        note = notes.pop(link.attribute("href"), None)
        if note is None:
            continue
        _dissolve(note)
        _join(note)
        group = link
        while group.kind not in _GROUPS and group in parents:
            group = parents[group]
        if group.kind in _TEXT:
            inside, before = parents[group], group
        else:
            inside, before = group, link
            while parents[before] is not group:
                before = parents[before]
        place = inside.kids.index(before) + 1
        while place < len(inside.kids) and _goes_on(inside.kids[place], group):
            place += 1
        inside.kids.insert(place, note)


def _goes_on(kid: Node | Content, group: Node) -> bool:
    """Whether an item after a reference comes before its note: text, and earlier notes."""
    if isinstance(kid, Node):
        return kid.kind == "Note" or (group.kind not in _TEXT and kid.kind in _RUNNING)
    return group.kind not in _TEXT


def describe(node: Node, heights: Sequence[float]) -> None:
    """Gives an element the attributes of its type (ISO 32000-1, 14.8.5).

    `heights` are the heights of the pages in CSS pixels.
    """
    table = node.attributes.pop("A", {})
    match node.kind:
        case "Note":
            node.attributes["ID"] = pydyf.String(note_id(node.attribute(DataAttribute.NOTE)))
        case "L":
            labelled = any(kid.kind == "Lbl" for item in node.nodes() for kid in item.nodes())
            given = (_NUMBERINGS.get(name) for name in node.attribute("class").split())
            default = "Decimal" if node.tag == "ol" else "Disc"
            numbering = next(filter(None, given), default)
            owner = {"O": "/List", "ListNumbering": f"/{numbering if labelled else 'None'}"}
            node.attributes["A"] = pydyf.Dictionary(owner)
        case "TH":
            scope = "Row" if node.attribute("scope") == "row" else "Column"
            node.attributes["A"] = _cell(node, {"Scope": f"/{scope}"})
            if name := node.attribute("id"):
                node.attributes["ID"] = pydyf.String(name)
        case "TD" if any(map(node.attribute, ("headers", "colspan", "rowspan"))):
            heads = pydyf.Array(map(pydyf.String, node.attribute("headers").split()))
            node.attributes["A"] = _cell(node, {"Headers": heads} if heads else {})
        case "Figure" | "Formula":
            left, top, right, bottom = (0.75 * side for side in table["BBox"])
            page = next((kid.page for kid in node.kids if isinstance(kid, Content)), 0)
            height = 0.75 * heights[page]
            box = pydyf.Array([left, height - bottom, right, height - top])
            node.attributes["A"] = pydyf.Dictionary(
                {"O": "/Layout", "Placement": "/Block", "BBox": box}
            )
    language = node.attribute("lang")
    if language:
        node.attributes["Lang"] = pydyf.String(language)


def _cell(node: Node, attributes: dict[str, object]) -> pydyf.Dictionary:
    """The attributes of a cell, with the columns and rows that it spans."""
    spans = {"ColSpan": node.attribute("colspan"), "RowSpan": node.attribute("rowspan")}
    numbers = {name: int(number) for name, number in spans.items() if number}
    return pydyf.Dictionary({"O": "/Table", **attributes, **numbers})
