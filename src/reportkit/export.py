"""The whole pipeline of a report: read, resolve, compose, write, verify, publish.

`check` and `prepare` return a report that can be built, read from a file or made in memory. `write`
and `write_all` return bytes, `build` and `build_all` publish them as files, and `verify` reads
finished files back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportkit import __version__
from reportkit.checking import BuildInput, check, prepare
from reportkit.compose.edition import edition
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.diagnostics import Diagnostic, ReportkitError, Span
from reportkit.isolation import Worker, WriteFailure, unforeseen
from reportkit.proof.base import Locate
from reportkit.proof.compare import Verdict
from reportkit.proof.finished_files import Disagreement, verify_file, verify_files
from reportkit.publish import fileset
from reportkit.publish.manifest import Manifest, publish
from reportkit.steps import Progress, Steps, unwatched
from reportkit.writers.base import Writer, WriterOutput
from reportkit.writing import (
    WriterOptions,
    pages_of,
    places_of,
    write,
    write_all,
    writers_of,
    written_by,
)

__all__ = [
    "Artifact",
    "BuildInput",
    "Disagreement",
    "WriteFailure",
    "build",
    "build_all",
    "check",
    "prepare",
    "verify",
    "write",
    "write_all",
]


class Artifact(Struct, frozen=True):
    """A finished file."""

    format: str
    path: Path
    sha256: str
    size: int
    verdict: Verdict | None
    """The result of reading it back; None if that was not requested or no reader is installed."""
    warnings: tuple[Diagnostic, ...]
    """The writer's warnings; on the first file of a set, also those about files of an earlier build
    that the manifest no longer names."""


def build(
    build_input: BuildInput,
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    options: WriterOptions | None = None,
    progress: Progress = unwatched,
) -> tuple[Artifact, ...]:
    """Writes a report in some formats into a folder, all or none, with a manifest. `progress` is
    told of each step.

    Raises WriteFailure if a format cannot be written, Disagreement if a file differs from the
    report, and ReportkitError if the files cannot be published. In each case the files of an
    earlier build stay as they were.
    """
    (built,) = build_all([lambda: build_input], formats, folder, verify, options, progress)
    if isinstance(built, ReportkitError):
        raise built
    return built


def build_all(
    inputs: Sequence[Callable[[], BuildInput]],
    formats: Sequence[str],
    folder: Path,
    verify: bool = True,
    options: WriterOptions | None = None,
    progress: Progress = unwatched,
) -> Iterator[tuple[Artifact, ...] | ReportkitError]:
    """Builds reports one after another, each as `build` does, and yields for each its files or the
    error that ended it, expected or not. A report is made when its turn comes, and released
    afterwards. One process lays out the pages of all reports, and another reads their PDFs back."""
    chosen = writers_of(formats, options)
    with Worker() as layout, Worker() as reading:
        for number, make in enumerate(inputs, start=1):
            built: tuple[Artifact, ...] | ReportkitError
            steps = Steps(progress, number - 1)
            build_input: BuildInput | None = None
            try:
                steps.begin("read")
                build_input = make()
                written = written_by(build_input, chosen, layout, steps)
                build_input = replace(build_input, publication=written.publication)
                if number == len(inputs):
                    layout.close()  # so that its memory is free for the steps that follow
                writers = [c.writer for c in chosen]
                proving = reading if verify else None
                built = _publish(build_input, writers, written.outputs, folder, proving, steps)
            except ReportkitError as error:
                built = error
            except Exception as error:  # noqa: BLE001 - a finding of this report, not of all
                built = unforeseen(
                    error, f"report {number}" if build_input is None else build_input.stem
                )
                built.__cause__ = error
            yield built


def _publish(
    build_input: BuildInput,
    writers: Sequence[Writer],
    outputs: Mapping[str, WriterOutput],
    folder: Path,
    reading: Worker | None,
    steps: Steps,
) -> tuple[Artifact, ...]:
    """Publishes the files of a report as one set, once they are verified; without a worker for
    reading, unverified.

    Raises Disagreement if a file differs, and ReportkitError if the files cannot be published.
    """
    stem = build_input.stem
    manifest = f"{stem}.manifest.json"
    targets = {writer.name: folder / f"{stem}{writer.suffix}" for writer in writers}
    fileset.check_targets({**targets, "manifest": folder / manifest}, build_input.path)
    with fileset.staging(folder) as temporary:
        artifacts = []
        for writer in writers:
            name, output = writer.name, outputs[writer.name]
            path = temporary / targets[name].name
            fileset.write(path, output.data)
            verdict = None
            if reading is not None:
                steps.begin("verify", name)
                worker = reading if writer.paged else None
                proof = (build_input.publication, path, name, pages_of(outputs))
                verdict = verify_file(*proof, worker, build_input.limits)
            sha256, size = hashlib.sha256(output.data).hexdigest(), len(output.data)
            artifacts.append(Artifact(name, targets[name], sha256, size, verdict, output.findings))
        found = [d for a in artifacts if a.verdict is not None for d in a.verdict.findings]
        if found:
            raise Disagreement(found)
        steps.begin("publish")
        entries = {artifact.format: _entry(artifact) for artifact in artifacts}
        new = Manifest(__version__, edition(build_input.publication), entries)
        left = publish(temporary, folder, manifest, new)
    first = (replace(a, warnings=(*left, *a.warnings)) for a in artifacts[:1])
    return (*first, *artifacts[1:])


def verify(build_input: BuildInput, paths: Sequence[Path]) -> tuple[Verdict, ...]:
    """The verdicts on finished files of a report, whose suffix gives their format.

    Raises ReportkitError for a file of an unknown format, Disagreement for an incomplete file.
    """
    publication = build_input.publication
    if publication.report.pages_wanted and not any(p.suffix.lower() == ".pdf" for p in paths):
        with Worker() as layout:
            places = places_of(build_input, layout, Steps())
        publication = with_page_numbers(publication, places)
    return verify_files(publication, paths, _locator(build_input))


def _locator(build_input: BuildInput) -> Locate | None:
    """Tells where the file of a report has a part; the file is read once more for the first of
    them. None for a report that was made in memory."""
    path = build_input.path
    if path is None:
        return None
    from reportkit.read.places import places as read_places  # late: most files differ in nothing

    places = cache(partial(read_places, path, build_input.limits))

    def locate(part: str, ordinal: int) -> tuple[Span, str] | None:
        found = places()
        place = None if found is None else found.of(part, ordinal)
        return None if place is None else (place.span, place.line)

    return locate


def _entry(artifact: Artifact) -> dict[str, object]:
    """The entry of a file in the manifest."""
    verdict = artifact.verdict
    return {
        "file": artifact.path.name,
        "sha256": artifact.sha256,
        "size": artifact.size,
        "verified": verdict is not None,
        "notes": [asdict(row) for row in verdict.notes] if verdict else [],
    }
