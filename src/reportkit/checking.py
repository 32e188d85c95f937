"""From a report, read from a file or made in memory, to what can be built: read, resolve,
compose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportkit.compose import Publication, compose
from reportkit.compose.covers import title_findings
from reportkit.compose.letters import missing_letters, with_fonts
from reportkit.diagnostics import Diagnostic, Outcome, ReportkitError, has_errors, in_order
from reportkit.model import walk
from reportkit.model.document import Report, Table
from reportkit.model.terms import LANGUAGES, terms_for
from reportkit.passes.numbering import resolve
from reportkit.read import ParsedReport, read_report
from reportkit.style import Theme, ThemeError, find_theme, theme_terms, with_template
from reportkit.tree.limits import LIMITS, Limits


class BuildInput(Struct, frozen=True):
    """A report that can be built: composed, without errors."""

    publication: Publication
    stem: str
    """The names of its files without their suffix."""
    warnings: tuple[Diagnostic, ...] = ()
    """The warnings about the report."""
    path: Path | None = None
    """The file that it was read from; None for a report that was made in memory."""
    limits: Limits = LIMITS
    unshown: tuple[Diagnostic, ...] = ()
    """An error for each script with letters that no font has: formats that carry their fonts cannot
    be written."""


def check(
    path: Path | str,
    settings: Mapping[str, str] | None = None,
    theme: str | None = None,
    docx_template: Path | None = None,
    limits: Limits = LIMITS,
    system_fonts: bool = False,
) -> BuildInput:
    """Reads, resolves and composes a report in `theme`, by default the theme that it names.
    `docx_template` replaces the theme's Word template. With `system_fonts`, letters that the fonts
    of the theme lack are taken from the fonts of this machine.

    Raises ReportkitError with all findings if there are errors.
    """
    path = Path(path)
    parsed = read_report(path, dict(settings or {}), limits)
    chosen = _theme(parsed, theme)
    language = parsed.at("language", *_unknown_language(parsed.report, chosen.value))
    drawn = _drawn(parsed.report, chosen.value, limits)
    composed = _composed(drawn.value, chosen.value, docx_template, parsed.source, system_fonts)
    line = parsed.problems.line
    made = (*drawn.findings, *composed.findings)
    lined = (replace(d, source_line=line(d.span)) if d.span else d for d in made)
    findings = in_order([*parsed.problems.found, *lined, *language, *chosen.findings])
    if has_errors(findings) or composed.value is None:
        raise ReportkitError(findings)
    unshown = in_order(
        parsed.at_first(map(chr, found.codes), found.finding)
        for found in missing_letters(composed.value)
    )
    return BuildInput(composed.value, path.stem, findings, path, limits, unshown)


def prepare(
    report: Report,
    theme: Theme | str | None = None,
    stem: str = "report",
    limits: Limits = LIMITS,
    system_fonts: bool = False,
) -> BuildInput:
    """Resolves and composes a report made in memory, in `theme`, by default the theme that it
    names. Its files are named `stem` and do not carry the report.
    `system_fonts` works as in `check`.

    Raises ReportkitError with all findings if there are errors, ValueError if the stem is not a
    valid file name.
    """
    if stem in ("", "..") or Path(stem).name != stem:
        raise ValueError(f"'{stem}' is not a valid file name")
    chosen = theme if isinstance(theme, Theme) else find_theme(theme or report.options.theme)
    drawn = _drawn(report, chosen, limits)
    composed = _composed(drawn.value, chosen, None, b"", system_fonts)
    language = _unknown_language(report, chosen)
    findings = in_order([*language, *chosen.warnings, *drawn.findings, *composed.findings])
    if has_errors(findings) or composed.value is None:
        raise ReportkitError(findings)
    unshown = tuple(found.finding for found in missing_letters(composed.value))
    return BuildInput(composed.value, stem, findings, limits=limits, unshown=unshown)


def _drawn(report: Report, theme: Theme | None, limits: Limits) -> Outcome[Report]:
    """The report with the pictures of its charts, and a finding for each that cannot be drawn."""
    if theme is None or not any(map(walk.is_chart, walk.blocks(report.blocks))):
        return Outcome(report)
    from reportkit.charts import with_charts  # late: most reports have no chart

    return with_charts(report, theme, limits.chart_seconds)


def _composed(
    report: Report,
    theme: Theme | None,
    docx_template: Path | None,
    source: bytes,
    system_fonts: bool,
) -> Outcome[Publication | None]:
    """The publication of a report and the findings; None without a theme. If there are errors among
    the findings, it must not be written."""
    if theme is not None and theme.notes.placement == "end" and not report.options.own_placement:
        report = replace(report, options=replace(report.options, placement="end"))
    language = report.meta.language
    terms = theme_terms(theme, language) if theme is not None else terms_for(language)
    resolved, findings = resolve(report, terms)
    if theme is None:
        return Outcome(None, findings)
    if docx_template is not None:
        theme = with_template(theme, docx_template)
    publication, fonts = with_fonts(compose(resolved, theme, source), system_fonts)
    wide = (*_wide_tables(report, publication), *title_findings(publication.front.title))
    return Outcome(publication, (*findings, *fonts, *wide))


def _wide_tables(report: Report, publication: Publication) -> Iterator[Diagnostic]:
    """A warning for each table that does not fit its pages."""
    printed = publication.report.blocks
    if not any(isinstance(block, Table) for block in walk.blocks(printed)):
        return
    from reportkit.compose.fitting import too_wide  # late: most reports have no table

    layout, word = publication.layout, publication.word_layout
    yield from too_wide(report.blocks, printed, layout.fits, "the page")
    if word != layout:
        yield from too_wide(report.blocks, printed, word.fits, "the page of the Word template")


def _theme(parsed: ParsedReport, name: str | None) -> Outcome[Theme | None]:
    """The theme with the given name, or the one that the report names."""
    try:
        if name is not None:
            theme = find_theme(name, Path(), *parsed.folders)
        else:
            theme = find_theme(parsed.report.options.theme, *parsed.folders)
        return Outcome(theme, theme.warnings)
    except ThemeError as error:
        if name is not None:
            return Outcome(None, error.diagnostics)
        unplaced = (d for d in error.diagnostics if d.span is None)
        placed = (d for d in error.diagnostics if d.span is not None)
        return Outcome(None, (*placed, *parsed.at("theme", *unplaced)))


def _unknown_language(report: Report, theme: Theme | None) -> tuple[Diagnostic, ...]:
    """Warns once of a language in which reportkit has no labels."""
    tag = report.meta.language
    language = tag.split("-")[0].lower()
    if language in LANGUAGES or (theme is not None and language in theme.labels):
        return ()
    message = f"there are no labels in '{tag}'; English ones are printed"
    return (Diagnostic("RK115", message),)
