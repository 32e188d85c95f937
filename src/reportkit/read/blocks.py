"""Blocks: from the written form to the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from reportkit.model import document as doc
from reportkit.model.document import SourceBlock, SourceRef, TargetLabel
from reportkit.passes.list_labels import reaches
from reportkit.read import schema
from reportkit.read.long_words import check_words
from reportkit.read.resources import Pictures
from reportkit.read.tables import header_rows, place_of, read_table
from reportkit.read.texts import Texts, code_lines
from reportkit.tree.nodes import Scalar

_NO_IMAGE = doc.Image("image/png", 1, 1, b"")
"""Stands for a picture that could not be read; the findings stop the report from being built."""


class Blocks:
    """Makes the blocks of one report."""

    def __init__(self, texts: Texts, pictures: Pictures, language: str) -> None:
        """`language` is that of the report."""
        self._texts, self._language = texts, language
        self._problems = texts.problems
        self._pictures = pictures

    def body(self, written: Iterable[schema.WrittenBlock]) -> tuple[SourceBlock, ...]:
        """The blocks of a body, in order."""
        return tuple(block for one in written for block in self._block(one))

    def _block(self, written: schema.WrittenBlock) -> Iterable[SourceBlock]:
        text = self._texts.content
        match written:
            case Scalar():
                yield from map(doc.Paragraph, self._texts.paragraphs(written, "body"))
            case schema.WrittenJudgement():
                # Only the first paragraph of the support runs on in the line of the claim.
                first, *rest = self._texts.paragraphs(written.text) or ((),)
                yield doc.KeyJudgement(self._texts.repeated(written.judgement), first)
                yield from map(doc.Paragraph, rest)
            case schema.WrittenHeading():
                yield self._heading(written)
            case schema.WrittenPart():
                label = self._label(written.id, written.part)
                title = self._texts.heading(written.part)
                yield doc.Heading(0, title, label, numbered=not written.unnumbered)
            case schema.WrittenList():
                yield self.item_list(written)
            case schema.WrittenQuote():
                yield self.quote(written)
            case schema.WrittenPullQuote():
                paragraphs = self._texts.paragraphs(written.pull_quote)
                yield doc.Quote(paragraphs, text(written.attribution), pull=True)
            case schema.WrittenCode():
                yield self._code(written)
            case schema.WrittenDefinitions():
                yield self._definitions(written)
            case schema.WrittenTable():
                yield self._table(written)
            case schema.WrittenFigure():
                yield self._figure(written.figure, written, written.source, written.float)
            case schema.WrittenChart():
                yield self._chart(written)
            case schema.WrittenFigures():
                yield self._figures(written)
            case schema.WrittenBox():
                yield self._box(written)
            case schema.WrittenEquation():
                yield self._equation(written)
            case schema.WrittenRule():
                yield doc.Rule()
            case schema.WrittenPageBreak():
                yield doc.PageBreak()
            case schema.WrittenInclude():
                pass  # a part that could not be read
            case schema.WrittenSignOff():
                yield doc.SignOff(text(written.signoff))
            case _:
                assert_never(written)

    def _box(self, written: schema.WrittenBox) -> doc.Box[SourceRef, TargetLabel]:
        box, key = written.box, written.id or written.box.id
        label = TargetLabel(key.text if key else None, key.span if key else None)
        title = self._texts.heading(box.title)
        return doc.Box(title, self.body(box.body), label, box.kind or "", written.float)

    def _definitions(self, written: schema.WrittenDefinitions) -> doc.Definitions[SourceRef]:
        items: list[doc.Definition[SourceRef]] = []
        for item in written.definitions:
            term = self._texts.content(item.term)
            items.append(doc.Definition(term, self._texts.paragraphs(item.text)))
        return doc.Definitions(tuple(items))

    def _code(self, written: schema.WrittenCode) -> doc.Code[SourceRef]:
        if written.code.folded:
            message = "YAML joins the lines of the code with spaces"
            self._problems.add("RK162", message, written.code.span)
        check_words(written.code, self._problems)
        lines = code_lines(written.code)
        return doc.Code(
            tuple((doc.CodeSpan(line),) if line else () for line in lines), written.language or ""
        )

    def _label(self, key: Scalar | None, otherwise: Scalar) -> TargetLabel:
        return TargetLabel(key.text if key else None, (key or otherwise).span)

    def _heading(self, written: schema.WrittenHeading) -> doc.Heading[SourceRef, TargetLabel]:
        if written.appendix and written.level != 1:
            message = f"an appendix is a heading of level 1, not {written.level}"
            self._problems.add("RK195", message, written.heading.span)
        return doc.Heading(
            level=written.level,
            content=self._texts.heading(written.heading),
            label=self._label(written.id, written.heading),
            appendix=written.appendix,
            numbered=not written.unnumbered,
        )

    def item_list(self, written: schema.WrittenList) -> doc.List[SourceRef]:
        """A list, including the lists in it."""
        return self._list(written, written.list)

    def quote(self, written: schema.WrittenQuote) -> doc.Quote[SourceRef]:
        """A quotation and its attribution."""
        paragraphs = self._texts.paragraphs(written.quote)
        return doc.Quote(paragraphs, self._texts.content(written.attribution))

    def _list(
        self,
        written: schema.WrittenList | schema.WrittenItem | schema.WrittenCell,
        items: Sequence[schema.WrittenItem],
    ) -> doc.List[SourceRef]:
        style, start = written.style, written.start
        ordered = written.ordered or (style is not None and style not in doc.BULLETS)
        problem = _list_problem(ordered, style, start, len(items))
        if problem:
            self._problems.add("RK161", problem, items[0].text.span)
        return doc.List(ordered, tuple(map(self._item, items)), style, start)

    def _item(self, item: schema.WrittenItem) -> doc.ListItem[SourceRef]:
        nested = None if item.list is None else self._list(item, item.list)
        target = None if item.id is None else self._label(item.id, item.text)
        return doc.ListItem(self._texts.paragraphs(item.text), nested, target=target)

    def _table(self, written: schema.WrittenTable) -> doc.Table[SourceRef, TargetLabel]:
        first = place_of(header_rows(written.table.header)[0][0])
        caption = written.caption
        otherwise = first if caption is None else caption.span
        key = written.id
        label = TargetLabel(key.text if key else None, key.span if key else otherwise)
        return read_table(written, self._texts, label, self._list_in_cell)

    def _list_in_cell(self, cell: schema.WrittenCell) -> doc.List[SourceRef] | None:
        return None if cell.list is None else self._list(cell, cell.list)

    def _equation(self, written: schema.WrittenEquation) -> doc.Equation[SourceRef, TargetLabel]:
        from reportkit.read.latex import Fault, math

        latex = written.equation
        mathml = math(latex.text)
        if isinstance(mathml, Fault):
            span = latex.span_at(mathml.start, mathml.length)
            self._problems.add("RK190", mathml.message, span, mathml.hint)
            mathml = ""
        shown = " ".join(latex.text.split())
        return doc.Equation(
            latex=shown,
            mathml=mathml,
            alt=self._texts.string(written.alt) or shown,
            caption=self._texts.content(written.caption),
            label=self._label(written.id, latex),
        )

    def _figure(
        self,
        picture: schema.WrittenPicture | schema.WrittenPanel,
        around: schema.WrittenFigure | schema.WrittenPanel,
        source: Scalar | None = None,
        floats: bool = True,
    ) -> doc.Figure[SourceRef, TargetLabel]:
        """A picture, with the caption and the rest of what stands `around` it."""
        text = self._texts.content
        if picture.alt is None:
            message = "a figure needs alternative text"
            self._problems.add("RK802", message, picture.src.span, 'alt: "" marks a decoration')
        return doc.Figure(
            image=self._pictures.read(picture.src) or _NO_IMAGE,
            alt=self._texts.string(picture.alt),
            long_alt=self._texts.string(picture.long_alt),
            caption=text(around.caption),
            credit=text(around.credit),
            label=self._label(around.id, picture.src),
            source=text(source),
            width=picture.width,
            floats=floats,
        )

    def _figures(self, written: schema.WrittenFigures) -> doc.FigureGroup[SourceRef, TargetLabel]:
        text = self._texts.content
        return doc.FigureGroup(
            figures=tuple(self._figure(one, one) for one in written.figures),
            caption=text(written.caption),
            credit=text(written.credit),
            label=self._label(written.id, written.figures[0].src),
            source=text(written.source),
            floats=written.float,
        )

    def _chart(self, written: schema.WrittenChart) -> doc.Figure[SourceRef, TargetLabel]:
        """A figure whose picture is drawn when the theme is known."""
        from reportkit.read.charts import read_chart  # late: few reports have one

        shown, text = written.chart, self._texts.content
        key = written.id
        chart = read_chart(shown, self._problems, self._language)
        return doc.Figure(
            image=_NO_IMAGE,
            alt=self._texts.string(shown.alt),
            long_alt=self._texts.string(shown.long_alt),
            caption=text(written.caption),
            credit=text(written.credit),
            label=self._label(key, shown.place),
            source=text(written.source),
            width=shown.width,
            chart=chart,
            floats=written.float,
        )


def _list_problem(ordered: bool, style: doc.ListStyle | None, start: int, count: int) -> str:
    """Why a list cannot have these labels; empty if it can."""
    if ordered and style in doc.BULLETS:
        return f"the list is numbered, but '{style}' is a bullet"
    if not ordered and start != 1:
        return "the list has a 'start', but is not numbered"
    if style is not None and not reaches(style, start, count):
        return f"'{style}' has no labels for {count} items from {start} on"
    return ""
