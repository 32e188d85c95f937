"""What a reader sees on the pages of a PDF, by poppler's eyes."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportkit import export
from reportkit.diagnostics import Diagnostic
from reportkit.style import Theme

POINTS = 72 / 25.4
"""Points in a millimetre."""
_WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')
_PAGE = re.compile(r'<page width="(.+?)" height="(.+?)">(.*?)</page>', re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word and its box, in points from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """The words of a page in the order of the file."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def find(self, text: str) -> Word:
        """The only word of that text. Fails when there is none, or more than one."""
        (found,) = (word for word in self.words if word.text == text)
        return found

    def above(self, millimetres: float) -> str:
        """The text of the margin at the head."""
        return " ".join(w.text for w in self.words if w.bottom < millimetres * POINTS)

    def below(self, millimetres: float) -> str:
        """The text of the margin at the foot."""
        edge = self.height - millimetres * POINTS
        return " ".join(w.text for w in self.words if w.top > edge)


@dataclass(frozen=True)
class Print:
    """A PDF with what was found while it was made."""

    path: Path
    pages: tuple[Page, ...]
    warnings: tuple[Diagnostic, ...]
    theme: Theme


def print_report(report: Path, folder: Path, theme: str) -> Print:
    """Builds the PDF of a report in a theme, and reads its pages."""
    checked = export.check(report, theme=theme)
    (artifact,) = export.build(checked, ["pdf"], folder, verify=False)
    warnings = (*checked.warnings, *artifact.warnings)
    return Print(artifact.path, pages_of(artifact.path), warnings, checked.publication.theme)


@cache
def pages_of(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF, which is not written again."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    output = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return tuple(
        Page(
            float(width),
            float(height),
            tuple(
                Word(html.unescape(text), *map(float, (left, top, right, bottom)))
                for left, top, right, bottom, text in _WORD.findall(content)
            ),
        )
        for width, height, content in _PAGE.findall(output)
    )
