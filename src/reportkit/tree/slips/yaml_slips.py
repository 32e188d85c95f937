"""The search for the slip that makes YAML unreadable, and its findings."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from reportkit.diagnostics import Diagnostic, Mended, ReportkitError
from reportkit.tree.nodes import Problems
from reportkit.tree.slips import spaces, structure, texts
from reportkit.tree.slips.values import Draft, Failure, Generator, Slip, read

_KINDS: Final[tuple[Generator, ...]] = (
    spaces.unseen_space,
    spaces.tab,
    texts.unclosed_quote,
    texts.escape,
    texts.curly_quotes,
    texts.inner_quote,
    texts.comment,
    texts.bullet,
    texts.foreign_comment,
    structure.bracket,
    texts.sign_first,
    structure.no_comma,
    structure.flow_item,
    structure.list_on_the_line,
    structure.no_space,
    structure.no_colon,
    spaces.indentation,
    texts.colon,
)
"""The kinds in the order in which they are tried, the most certain first."""

_EXPECTED: Final = {
    "mapping values are not allowed": "a colon ends a key here, where no key is allowed",
    "expected '-' indicator": "an item of the list that begins on line {line} is expected here",
    "did not find expected key": "a key of the mapping that begins on line {line} is expected here",
    "could not find expected ':'": "a colon is expected after this text, as after a key",
    "expected ',' or ']'": "a comma or ] is expected here, in the list of line {line}",
    "expected ',' or '}'": "a comma or }} is expected here, in the mapping of line {line}",
    "unexpected end of stream": "the quote that opens on line {line} is not closed",
    "unexpected document indicator": "a line of --- or ... is inside the text of line {line}",
    "cannot start any token": "a text cannot begin with this character unless it is in quotes",
    "expected <document start>": "the content of the file ends above this line",
    "expected comment or line break": "the line must end after the sign of a text block",
    "expected node content": "a value is expected here",
    "entries are not allowed": "an item of a list cannot begin here",
    "incompatible YAML": "this version of YAML is not known; a report needs no %YAML line",
    "directive": "a report needs no directives (%YAML, %TAG)",
    "keys are not allowed": "a key cannot begin here",
}
"""The message for a failure that no slip explains, by words of libyaml's message."""

_MOST: Final = 10
"""The number of slips of one file reported at once."""
_LONG_FILE: Final = 1_000_000
"""In a longer file, in characters, only the first slip is reported: each further one reads it
again."""
_LONG_LINE: Final = 20_000
"""The length of a line, in characters, from which on no slip is searched for."""


def stop_at_slips(
    problems: Problems, text: str, known: Callable[[], Collection[str]], mended: bool = True
) -> None:
    """Adds a finding for each slip that makes a text unreadable for YAML. Raises ReportkitError.

    `text` is the file as YAML is given it, character by character; `known` gives the keys that it
    may have; `mended` says whether its lines may be shown.
    """
    keys = known()
    done = -1
    for count in range(_MOST):
        draft, failure = Draft(text, keys), read(text)
        slip = _slip(draft, failure) if failure.problem else None
        if slip is None and count == 0:
            line = draft.number(failure.within) + 1
            words = next((w for k, w in _EXPECTED.items() if k in failure.problem), None)
            message = (words or "this line cannot be read").format(line=line)
            problems.add("RK003", message, problems.file.span(failure.at))
        if slip is None or slip.first <= done:
            break
        if count == 0:
            problems.found[:] = [d for d in problems.found if not _echoes(d, slip)]
        number = draft.number(slip.at)
        at = problems.file.starts[number] + slip.at - draft.starts[number]
        new = Mended(slip.first + 1, slip.last + 1, "\n".join(slip.lines)) if mended else None
        problems.add(slip.code, slip.message, problems.file.span(at, slip.length), slip.hint, new)
        if len(slip.lines) != slip.last - slip.first + 1 or len(text) > _LONG_FILE:
            break
        done, text = slip.last, draft.mended(slip)
    raise ReportkitError(problems.found)


def _echoes(finding: Diagnostic, slip: Slip) -> bool:
    """Whether a finding about something that YAML accepted comes from a slip further on."""
    span = finding.span
    if span is None or not (finding.code == "RK005" or "RK010" <= finding.code <= "RK029"):
        return False
    return slip.first < span.line <= slip.last + 1


def _slip(draft: Draft, failure: Failure) -> Slip | None:
    """The slip that stopped YAML; None if that is unclear."""
    if any(len(line.raw) > _LONG_LINE for line in texts.lines_of(draft, failure)):
        return None
    for kind in _KINDS:
        for slip in kind(draft, failure):
            if draft.proven(slip, failure):
                return slip
    return None
