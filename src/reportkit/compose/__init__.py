"""Decisions made once, before any writer: front and back matter, cover, marking, tables."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from reportkit.compose import front_back_matter
from reportkit.compose.matter import watermark
from reportkit.compose.properties import properties
from reportkit.compose.publication import Layout, Provenance, Publication
from reportkit.model import walk
from reportkit.model.document import Meta, ResolvedReport, Table
from reportkit.style import Theme, template_page
from reportkit.style.tokens import Page

__all__ = ["Layout", "Provenance", "Publication", "compose"]


def compose(report: ResolvedReport, theme: Theme, source: bytes = b"") -> Publication:
    """The publication of a report in a theme. `source` is the report file in its canonical form,
    which PDF and DOCX carry; if it is empty they carry none."""
    written = report.meta
    if report.options.smart_typography:
        from reportkit.compose.respelling import with_smart_typography  # late: few want it

        report = with_smart_typography(report)
    if report.options.nonbreaking_spaces:
        from reportkit.compose.respelling import with_nonbreaking_spaces  # late: few want them

        report = with_nonbreaking_spaces(report)
    if theme.page.columns > 1 and report.options.placement == "page":
        theme = theme.model_copy(update={"page": theme.page.single})
    layout = _layout(report, theme, theme.page)
    single = theme.page.single
    page = template_page(theme.docx_parts, single) if theme.docx_parts else single
    front = front_back_matter.front(report, theme)
    identifier = _identifier(written)
    return Publication(
        report=report,
        theme=theme,
        front=front,
        back=front_back_matter.back(report),
        marking=front_back_matter.marking(report.meta),
        running=front_back_matter.running_heads(report.meta, theme),
        layout=layout,
        word_layout=layout if page == theme.page else _layout(report, theme, page),
        provenance=Provenance(identifier, _moment(report.meta), source),
        watermark=watermark(report.meta, report.terms),
        properties=properties(written, front.title.series, identifier),
    )


def _layout(report: ResolvedReport, theme: Theme, page: Page) -> Layout:
    if not any(isinstance(block, Table) for block in walk.blocks(report.blocks)):
        return Layout(page, {})
    from reportkit.compose.fitting import fits  # late: most reports have no table

    return Layout(page, fits(report.blocks, theme, page, report.meta.language))


def _moment(meta: Meta) -> datetime:
    """The date of the report in UTC; noon if it has no time, so that no time zone changes the
    day."""
    moment = meta.date
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(meta.timezone) if meta.timezone else UTC)
    return moment.astimezone(UTC)


def _identifier(meta: Meta) -> str:
    """A UUID (RFC 9562, version 5) of what does not change about a report."""
    known = meta.identifiers or (("title", walk.printed_text(meta.title)),)
    name = "\n".join([*(f"{kind}:{value}" for kind, value in known), meta.date.isoformat()])
    # Only a report made in memory can hold a lone surrogate; the writers refuse it.
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:reportkit:{name}").urn
