"""The finished files of a report as bytes, made by the writers of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reportkit.checking import BuildInput
from reportkit.compose import Publication
from reportkit.compose.letters import missing_letters, with_loaded_fonts
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.isolation import Worker, WriteFailure, in_worker_process
from reportkit.model.document import PageStart
from reportkit.steps import Steps
from reportkit.style import Theme
from reportkit.writers import registry
from reportkit.writers.base import WriteContext, Writer, WriterError, WriterOutput

T = TypeVar("T")

WriterOptions: TypeAlias = Mapping[str, Mapping[str, object]]
"""The options of writers, by format: `{"pdf": {"profile": "press"}}`."""


def write(
    publication: Publication,
    format: str,
    context: WriteContext = WriteContext(),  # noqa: B008 - frozen
    options: Mapping[str, object] | None = None,
) -> WriterOutput:
    """The finished file of one format as bytes, made in this process and not verified.

    Raises WriteFailure if it cannot be written, or the format is not installed; ReportkitError if
    it carries its fonts and they lack letters.
    """
    writer = run_writer(format, partial(registry.writer, format, options))
    if _carries_fonts(writer, publication.theme):
        if publication.missing:
            raise ReportkitError([found.finding for found in missing_letters(publication)])
        publication = with_loaded_fonts(publication)
    if not writer.paged:
        publication = with_page_numbers(publication, context.places)
    return run_writer(format, partial(writer.write, publication, context))


def write_all(
    build_input: BuildInput, formats: Sequence[str], options: WriterOptions | None = None
) -> dict[str, WriterOutput]:
    """The finished files of a report as bytes, by format, not verified. Formats with pages are
    written first, in a separate process with the limits of the input, and then the others, which
    use those pages.

    Raises as `write` does.
    """
    with Worker() as layout:
        return written_by(build_input, writers_of(formats, options), layout, Steps()).outputs


class ChosenWriter(Struct, frozen=True):
    """A writer, and the means to make it again in another process."""

    writer: Writer
    options: Mapping[str, object]


def writers_of(formats: Sequence[str], options: WriterOptions | None) -> list[ChosenWriter]:
    """The writers of some formats. They are made here, so that each library is loaded once and not
    in each worker process."""
    given = {name: (options or {}).get(name, {}) for name in formats}
    return [
        ChosenWriter(run_writer(name, partial(registry.writer, name, own)), own)
        for name, own in given.items()
    ]


class Written(Struct, frozen=True):
    """What the writers made."""

    outputs: dict[str, WriterOutput]
    """By format."""
    publication: Publication
    """What all files say, with the pages that cross references print."""


def written_by(
    build_input: BuildInput, chosen: Sequence[ChosenWriter], layout: Worker, steps: Steps
) -> Written:
    """The output of the writers, by format: first those with pages, in the layout process, then the
    others, which are given the pages."""
    publication, context = build_input.publication, WriteContext()
    if any(_carries_fonts(c.writer, publication.theme) for c in chosen):
        if build_input.unshown:
            raise ReportkitError(build_input.unshown)
        publication = with_loaded_fonts(publication)
    outputs: dict[str, WriterOutput] = {}
    for writer, options in ((c.writer, c.options) for c in chosen if c.writer.paged):
        work = (writer.name, options, publication, context)
        in_process = partial(
            in_worker_process, layout, writer.name, build_input.limits, write_format, *work
        )
        steps.begin("write", writer.name)
        outputs[writer.name] = run_writer(writer.name, in_process)
    places = next((output.places for output in outputs.values() if output.places), None)
    if publication.report.pages_wanted:
        if places is None:
            places = places_of(build_input, layout, steps)
        publication = with_page_numbers(publication, places)
    context = replace(context, pages=pages_of(outputs), places=places or {})
    for writer in (c.writer for c in chosen if not c.writer.paged):
        work_here = partial(writer.write, publication, context)
        steps.begin("write", writer.name)
        outputs[writer.name] = run_writer(writer.name, work_here)
    return Written(outputs, publication)


def places_of(build_input: BuildInput, layout: Worker, steps: Steps) -> Mapping[str, str]:
    """The pages that cross references print, from a PDF that is laid out for them alone."""
    (pdf,) = writers_of(("pdf",), None)
    if build_input.unshown:
        raise ReportkitError(build_input.unshown)
    publication = with_loaded_fonts(build_input.publication)
    work = (pdf.writer.name, pdf.options, publication, WriteContext())
    in_process = partial(
        in_worker_process, layout, pdf.writer.name, build_input.limits, write_format, *work
    )
    steps.begin("write", pdf.writer.name)
    return run_writer(pdf.writer.name, in_process).places


def _carries_fonts(writer: Writer, theme: Theme) -> bool:
    """Whether a file contains the fonts for its letters."""
    return writer.paged or (theme.embed_fonts and getattr(writer, "embeds_fonts", False))


def write_format(
    name: str, options: Mapping[str, object], publication: Publication, context: WriteContext
) -> WriterOutput:
    """The output of a writer, found by its name, for a publication: `Writer.write` in a form that
    can be sent to a worker. Raises what `registry.writer` and the writer raise."""
    return registry.writer(name, options).write(publication, context)


def pages_of(outputs: Mapping[str, WriterOutput]) -> tuple[PageStart, ...]:
    """The pages of the first format that has any."""
    return next((output.pages for output in outputs.values() if output.pages), ())


def run_writer(name: str, work: Callable[[], T]) -> T:
    """The result of a writer. Turns its exceptions into WriteFailure."""
    try:
        return work()
    except WriteFailure:
        raise
    except WriterError as error:
        raise WriteFailure([Diagnostic("RK906", f"{name}: {error}")]) from error
    except Exception as error:
        message = f"{name}: {type(error).__name__}: {error}"
        raise WriteFailure([Diagnostic("RK906", message)]) from error
