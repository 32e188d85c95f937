"""The proof: finished files are read back and compared with the publication."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reportkit import plugins
from reportkit.compose import Publication
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.isolation import Worker, in_worker_process
from reportkit.model.document import PageStart
from reportkit.proof.base import ExtractedText, Locate, ReadError
from reportkit.proof.compare import Verdict, compare
from reportkit.proof.contents_pages import contents_page_differences
from reportkit.proof.other_report import other_title
from reportkit.proof.page_lists import page_differences
from reportkit.tree.limits import LIMITS, Limits


class Disagreement(ReportkitError):  # noqa: N818 - what verify found (exit 4)
    """A finished file differs from the report."""


def verify_file(
    publication: Publication,
    path: Path,
    name: str,
    pages: Sequence[PageStart] | None = None,
    worker: Worker | None = None,
    limits: Limits = LIMITS,
) -> Verdict | None:
    """Reads a finished file of the format `name` back and compares it with the publication, and
    with the pages of the PDF of the same build if these are known; None when no reader of the
    format is installed.

    A worker reads it within the limits, so that what the writer has loaded and what the reader
    loads are never in one process; without a worker it is read here.

    Raises Disagreement if the file is not a complete document of its format.
    """
    extracted = _read(path, name, worker, limits)
    return None if extracted is None else _verdict(publication, extracted, name, pages)


def verify_files(
    publication: Publication, paths: Sequence[Path], locate: Locate | None = None
) -> tuple[Verdict, ...]:
    """The verdicts on finished files, whose suffix says their format. Where a PDF is among them,
    the pages that others list are compared with its own. `locate` tells where the report has what
    differs.

    Raises ReportkitError for a file of an unknown format, Disagreement for one that is not whole.
    """
    names = [plugins.format_of(path.suffix.lower()) for path in paths]
    texts = []
    for path, name in zip(paths, names, strict=True):
        extracted = _read(path, name)
        if extracted is None:
            message = f"{path}: no installed reader can read this kind of file"
            raise ReportkitError([Diagnostic("RK908", message)])
        texts.append(extracted)
    printed = next((text for text in texts if text.own_pages), None)
    if printed is not None:
        publication = with_page_numbers(publication, printed.places)
    verdicts = []
    for name, extracted in zip(names, texts, strict=True):
        verdict = _verdict(publication, extracted, name, locate=locate, printed=printed)
        title = other_title(publication, extracted) if verdict.findings else None
        if title is not None:
            message = f"{name}: this file was built from another report; its title is '{title}'"
            verdicts.append(replace(verdict, findings=(Diagnostic("RK942", message),)))
            continue
        paged = () if printed is None else page_differences(extracted, printed, name)
        verdicts.append(replace(verdict, findings=(*verdict.findings, *paged)))
    return tuple(verdicts)


def _read(
    path: Path, name: str, worker: Worker | None = None, limits: Limits = LIMITS
) -> ExtractedText | None:
    """The content of a finished file; None if no reader is installed."""
    if plugins.find(plugins.VERIFIERS, name) is None:
        return None
    try:
        if worker is None:
            return _extracted(name, path)
        return in_worker_process(worker, name, limits, _extracted, name, path)
    except ReadError as error:
        raise Disagreement([Diagnostic("RK908", f"{path.name}: {error}")]) from error


def _extracted(name: str, path: Path) -> ExtractedText:
    """The content of a file, extracted by the reader of its format. Raises ReadError."""
    point = plugins.find(plugins.VERIFIERS, name)
    assert point is not None  # or no one would ask
    extracted: ExtractedText = point.load()(path)
    return extracted


def _verdict(
    publication: Publication,
    extracted: ExtractedText,
    name: str,
    pages: Sequence[PageStart] | None = None,
    locate: Locate | None = None,
    printed: ExtractedText | None = None,
) -> Verdict:
    verdict = compare(publication, extracted, name, pages, locate)
    # The contents of a PDF name its own pages, and those of a Word document the ones of the PDF.
    printed = extracted if extracted.headings else printed
    listed = (
        Diagnostic(d.code, f"{name}: {d.what}: expected {d.expected}, found {d.found}")
        for d in contents_page_differences(publication, extracted, printed)
    )
    return replace(verdict, findings=(*verdict.findings, *listed, *extracted.findings))
