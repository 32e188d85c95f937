"""Paragraphs: a style, what they have of their own, and runs; inside a box and outside.

What the author puts between paragraphs (a page break, the end of a box or table) belongs to the
next paragraph here: no paragraph is ever empty to make space.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from reportkit.style import Theme
from reportkit.writers.docx.bookmarks import Bookmarks
from reportkit.writers.docx.geometry import BOX_INDENT
from reportkit.writers.docx.style_xml import frame
from reportkit.writers.docx.wordml import ParagraphFormat, twips

_BOX_STYLES = frozenset({"BoxTitle", "BoxText", "JudgementSummaryTitle", "JudgementSummary"})
"""The styles that bring the frame of a box themselves."""
_CLOSE_STYLES = frozenset(
    {"", "KeyJudgement", "ListBullet", "ListNumber", "ListContinue", "Quote", "BoxText", "Rule"}
)
"""The styles without space above, which need some below a box or table."""
_TWINS = (False, True)


class Paragraphs:
    """Makes the paragraphs of a document one after the other."""

    def __init__(self, theme: Theme, rtl: bool, bookmarks: Bookmarks) -> None:
        self.rtl = rtl
        self.boxed = False
        """Whether we are inside a box."""
        self.after_table = False
        """Whether the last thing made was a table without anything below it."""
        self._bookmarks = bookmarks
        self._box_frames = tuple(frame(theme, theme.boxes.style, rtl, twin) for twin in _TWINS)
        self._judgement_frames = tuple(
            frame(theme, theme.judgements.style, rtl, twin) for twin in _TWINS
        )
        self._indented = theme.paragraphs.separation == "indent"
        self._body = "BodyText" if self._indented or theme.paragraphs.align != "left" else ""
        self._runs_on = False
        self._twin = False
        self._after_box = False
        self._space = twips(theme.space.figure)
        self._space_pending = False
        self._break_pending = False
        self._names: list[str] = []

    def make(self, runs: str, shape: ParagraphFormat) -> str:
        """A paragraph."""
        running = not shape.style and not self.boxed
        if self.boxed:
            shape = self._in_box(shape)
        else:
            self._after_box = False
        if self._break_pending:
            self._break_pending = False
            shape = replace(shape, break_before=True)
        if self._space_pending:
            self._space_pending = False
            if shape.style in _CLOSE_STYLES:
                shape = replace(shape, space_before=self._space)
        if running and self._body:
            indented = self._indented and self._runs_on and not shape.space_before
            shape = replace(shape, style="BodyTextIndented" if indented else self._body)
        self._runs_on = running or shape.style == "KeyJudgement"
        # LibreOffice doubles a bookmark in a paragraph without text: it goes to the next one.
        if self._names and runs:
            for name in reversed(self._names):
                runs = self._bookmarks.around(name, runs)
            self._names.clear()
        self.after_table = False
        return f"<w:p>{shape.xml(self.rtl)}{runs}</w:p>"

    def break_page(self) -> None:
        """What comes next begins a new page."""
        self._break_pending = True

    def space_next(self) -> None:
        """What comes next stands apart from what is above."""
        self._space_pending = True

    def name_next(self, name: str) -> None:
        """What comes next bears a bookmark."""
        self._names.append(name)

    def end_table(self, bare: bool) -> None:
        """A table ends here; bare, when no source line follows it."""
        self._space_pending = bare
        self.after_table = bare

    def turn_page(self) -> None:
        """A section ends here, and what comes next begins a page of another shape."""
        self.after_table = self._space_pending = self._break_pending = False

    def end(self) -> str:
        """What closes the document: Word wants a paragraph behind a table, and the bookmarks of
        what had no paragraph of its own (a page break at the end) stand somewhere."""
        self._break_pending = False  # no page is empty
        last = self.make("", ParagraphFormat("TableEnd")) if self.after_table else ""
        return last + "".join(self._bookmarks.around(name, "") for name in self._names)

    @contextmanager
    def box(self, boxed: bool = True) -> Iterator[None]:
        """Inside a box (or, for tables and figures, out of it again) while this lasts."""
        before, self.boxed = self.boxed, boxed
        begins = boxed and not before
        if begins:
            # Word and LibreOffice make one box of two that are framed alike.
            self._twin = self._after_box and not self._twin
        yield
        self.boxed = before
        if begins:
            self._space_pending = self._after_box = True

    def _in_box(self, shape: ParagraphFormat) -> ParagraphFormat:
        judged = shape.style.startswith("Judgement")
        framed = (self._judgement_frames if judged else self._box_frames)[self._twin]
        if shape.style in _BOX_STYLES:
            return replace(shape, frame=framed) if self._twin else shape
        if not shape.style or shape.style.startswith("List"):
            indent = shape.indent or (None if shape.numbering else (BOX_INDENT, 0))
            own = framed if self._twin else ""
            return replace(shape, style="BoxText", indent=indent, frame=own)
        indent = shape.indent or (BOX_INDENT, 0)
        return replace(shape, frame=framed, indent=indent, right=BOX_INDENT)
