"""Paragraphs: a style, what they have of their own, and runs; inside a box and outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from reportkit.style import Theme
from reportkit.writers.docx.geometry import BOX_INDENT
from reportkit.writers.docx.markup import Shape
from reportkit.writers.docx.stylesheet import frame

_BOX_STYLES = frozenset({"BoxTitle", "BoxText"})
"""The styles that bring the frame of a box themselves."""


class Paragraphs:
    """Makes the paragraphs of a document one after the other."""

    def __init__(self, theme: Theme, rtl: bool) -> None:
        self.rtl = rtl
        self.boxed = False
        """Whether we are inside a box."""
        self._frame = frame(theme, rtl)
        self._break_pending = False

    def make(self, runs: str, shape: Shape) -> str:
        """A paragraph."""
        if self.boxed and shape.style not in _BOX_STYLES:
            shape = self._in_box(shape)
        if self._break_pending:
            self._break_pending = False
            shape = replace(shape, break_before=True)
        return f"<w:p>{shape.xml(self.rtl)}{runs}</w:p>"

    def break_page(self) -> None:
        """What comes next begins a new page."""
        self._break_pending = True

    def space_above(self, boxed: bool) -> str:
        """What stands above a table without a caption: the page break that waits, or a space
        between it and the box that it stands in; or nothing."""
        return self.make("", Shape("BoxEnd")) if self._break_pending or boxed else ""

    @contextmanager
    def box(self, boxed: bool = True) -> Iterator[None]:
        """Inside a box (or, for tables and figures, out of it again) while this lasts."""
        before, self.boxed = self.boxed, boxed
        yield
        self.boxed = before

    def _in_box(self, shape: Shape) -> Shape:
        if not shape.style or shape.style.startswith("List"):
            indent = shape.indent or (None if shape.numbering else (BOX_INDENT, 0))
            return replace(shape, style="BoxText", indent=indent)
        indent = shape.indent or (BOX_INDENT, 0)
        return replace(shape, frame=self._frame, indent=indent, right=BOX_INDENT)
