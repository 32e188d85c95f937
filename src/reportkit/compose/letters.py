"""The letters that the pages of a publication show, anywhere, and the fonts for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final
from unicodedata import category, is_normalized, normalize

from msgspec import Struct
from msgspec.structs import astuple, replace

from reportkit.compose.publication import Back, Front, Publication
from reportkit.diagnostics import Diagnostic, Outcome, ReportkitError
from reportkit.model import walk
from reportkit.model.document import PrintedContent
from reportkit.style.everyday_letters import everyday
from reportkit.style.font_files import FontError
from reportkit.style.font_plan import FontPlan

if TYPE_CHECKING:
    from reportkit.style.substitutes import Substitutes  # most reports need none

_NAMED: Final = 12
"""The maximum number of letters in a finding."""


class MissingLetters(Struct, frozen=True):
    """The letters of one script that no font has."""

    codes: frozenset[int]
    finding: Diagnostic


def with_fonts(publication: Publication, machine: bool = False) -> Outcome[Publication]:
    """The publication with fonts for all its letters, as far as they exist; with `machine`, also
    from the fonts of this machine, and then with a warning that names them."""
    theme, language = publication.theme, publication.meta.language
    text = shown_letters(publication) | _added(theme.print_css)
    if everyday(text, theme, language):
        return Outcome(publication)
    from reportkit.style.substitutes import substitutes

    found = substitutes(theme, text, language, machine)
    composed = replace(publication, fonts=found.plan, missing=found.missing)
    return Outcome(composed, (*found.findings, *_of_this_machine(found, language)))


def with_loaded_fonts(publication: Publication) -> Publication:
    """The publication in a theme with all the fonts that it needs.

    Raises ReportkitError if one is damaged."""
    try:
        theme = publication.fonts.loaded_into(publication.theme)
    except FontError as error:
        raise ReportkitError([Diagnostic("RK407", f"a font cannot be used: {error}")]) from error
    return replace(publication, theme=theme, fonts=FontPlan())


def missing_letters(publication: Publication) -> tuple[MissingLetters, ...]:
    """An error for each script with letters that no font has."""
    if not publication.missing:
        return ()
    from reportkit.style.scripts import by_script  # late: most reports have all letters

    scripts = by_script(publication.missing, publication.meta.language)
    return tuple(
        MissingLetters(
            frozenset(codes),
            Diagnostic(
                "RK408",
                f"no font has the {script.name} {_named(codes)}, so a reader would see empty boxes",
                hint=_advice(script.packages),
            ),
        )
        for script, codes in scripts.items()
    )


def _advice(packages: Iterable[str]) -> str:
    from reportkit.style.substitutes import user_fonts_folder

    folder = _short(str(user_fonts_folder()))
    listed = " or ".join(packages)
    install = f"install {listed} and put" if listed else "put"
    return (
        f"{install} the font files into {folder} or the fonts/ folder of the theme; "
        "or use the fonts of this machine with --system-fonts; see docs/fonts.md"
    )


def _short(path: str) -> str:
    """The path with ~ for the user's home."""
    from pathlib import Path

    home = str(Path.home())
    return f"~{path[len(home) :]}" if path.startswith(f"{home}/") else path


def _named(codes: Iterable[int]) -> str:
    """The letters, as many as fit a message; those that cannot be shown alone by their numbers."""
    every = sorted(codes)
    letters = [code for code in every if category(chr(code))[0] not in "CM"]
    alone = bool(letters)
    shown = (letters or every)[:_NAMED]
    spelled = [chr(code) if alone else f"U+{code:04X}" for code in shown]
    names = " ".join(spelled)
    if len(every) <= 3 and len(letters) == len(every):
        names = ", ".join(f"{chr(code)} (U+{code:04X})" for code in every)
    rest = len(every) - len(shown)
    return f"{names} and {rest} more" if rest else names


def _of_this_machine(found: Substitutes, language: str) -> Iterator[Diagnostic]:
    if not found.machine:
        return
    files = {f"{file.family} ({file.path.name})": None for file in found.machine}
    letters = _named(found.machine_letters)
    message = f"fonts of this machine show {letters}: {', '.join([*files][:6])}"
    yield Diagnostic("RK409", message)


def _added(css: str) -> frozenset[str]:
    """The letters that a style sheet adds."""
    return frozenset("".join(re.findall(r"content:([^;}]*)", css)))


def shown_letters(publication: Publication) -> frozenset[str]:
    """All letters that pages show: front, body, notes, back, marking and running heads, but not
    alternative texts and metadata."""
    letters: set[str] = set()
    for text in _texts(publication):
        letters.update(text)
        if not text.isascii() and not is_normalized("NFC", text):
            letters.update(normalize("NFC", text))  # as fonts draw a letter with its mark
    return frozenset(letters)


def _texts(publication: Publication) -> Iterator[str]:
    report, running = publication.report, publication.running
    yield from map(walk.printed_text, _front(publication.front))
    yield from _lines(publication.front)
    yield from map(walk.printed_text, walk.texts(report.blocks))
    for block in walk.labelled(report.blocks):
        yield getattr(block.label, "text", "")
    in_notes = (block for note in report.notes for block in note.blocks)
    yield from (item.label for item in walk.items(chain(report.blocks, in_notes)))
    for note in report.notes:
        yield from map(walk.printed_text, walk.note_texts(note))
    yield from _back(publication.back)
    yield from (running.title, running.series, running.publisher, publication.watermark)
    if publication.marking is not None:
        yield publication.marking.text


def _front(front: Front) -> Iterator[PrintedContent]:
    yield from (front.title.title, front.title.subtitle, front.title.deck)
    if front.summary is not None:
        yield from front.summary.paragraphs
    if front.judgements is not None:
        yield from front.judgements.claims
    for listed in front.contents_and_lists:
        yield from (entry.text for entry in listed.entries)


def _lines(front: Front) -> Iterator[str]:
    title = front.title
    yield from (title.date, title.series, title.series.upper(), title.authors)
    yield from (line.affiliation for line in title.byline)
    yield from (walk.printed_text(notice.content) for notice in title.notices)
    for part in (front.summary, front.judgements, *front.contents_and_lists):
        yield "" if part is None else part.heading
    if front.cover is not None and front.cover.image is None:
        yield from astuple(front.cover.lines)


def _back(back: Back) -> Iterator[str]:
    yield back.notes_heading
    for section in back.sections:
        yield section.heading
    for line in (*(line for section in back.sections for line in section.lines), *back.colophon):
        yield line.name
        yield walk.printed_text(line.content)
