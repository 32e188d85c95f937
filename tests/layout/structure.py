"""The structure tree of a PDF as poppler tells it: `pdfinfo -struct-text`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TEXT = re.compile(r'"(.*)"')
_ELEMENT = re.compile(r"([A-Z]\w*)(?: <(\w+)>)?(?: \(\w+\))?:?")
_ATTRIBUTE = re.compile(r"/(\w+) (.+)")


@dataclass
class Element:
    """An element with its text and its elements in reading order."""

    kind: str
    id: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """It and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def all(self, kind: str) -> list[Element]:
        return [element for element in self.elements() if element.kind == kind]

    def text(self, without: tuple[str, ...] = ()) -> str:
        """Its text without white space, leaving out elements of some types."""
        parts = []
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif kid.kind not in without:
                parts.append(kid.text(without))
        return re.sub(r"[\s\u2060\u200b\u00ad]+", "", "".join(parts))


def structure_of(pdf: Path) -> Element:
    """The tree of a PDF."""
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(pdf)]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    root = Element("Root")
    branch = [(-1, root)]
    for line in output.split("\n"):
        said = line.strip()
        indent = len(line) - len(line.lstrip())
        while said and indent <= branch[-1][0]:
            branch.pop()
        top = branch[-1][1]
        if text := _TEXT.fullmatch(said):
            top.kids.append(text[1])
        elif attribute := _ATTRIBUTE.fullmatch(said):
            top.attributes[attribute[1]] = attribute[2]
        elif element := _ELEMENT.fullmatch(said):
            made = Element(element[1], element[2] or "")
            top.kids.append(made)
            branch.append((indent, made))
    return root
