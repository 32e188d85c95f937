"""Reports text that may not be printed as its author meant, with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from reportkit.diagnostics import Mended, Span
from reportkit.read.foreign_signs import INLINE, PLAIN, has_block_sign, has_sign
from reportkit.tree.nodes import Problems, Scalar

if TYPE_CHECKING:
    from reportkit.read.slip import Slip

Place: TypeAlias = Literal["body", "prose", "line", "note"]
"""The place of a text: a paragraph of the body (which could be a block of another kind), another
text of several paragraphs, a text of one line (cell, caption, title), or the text of a note."""

MOST: Final = 20
"""The number of slips of one kind reported in one report; more are not needed to see a pattern."""

# Compiled for the first text that may match.
_CITED = r"(?<![\w.@/])@(\w(?:[\w.:-]*\w)?)"
_ONLY_CITED = r"(?s)@\w[\w.:-]*(?:\s*,\s*(?P<locator>.+))?"
_LOCATOR = r"(?i)(?:pp?|ch|chap|sec|vol|no|para|fig|art|n|s|§+)\b\.?|§|\d"
_BARE_ADDRESS = (
    r"(?<![\w/.:@])www\.[\w-]+(?:\.[\w-]+)+[^\s;,]*|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*$"
)
_LATE_DAY = r"(?<!\d)(?:29|3\d)(?!\d)"
_ELSEWHERE: Final = "only the body can contain such blocks; here, write sentences or paragraphs"

Locate: TypeAlias = Callable[[int, int], Span]


class Slips:
    """The slips of one report."""

    def __init__(self, problems: Problems, works: Collection[str]) -> None:
        """`works` are the names under `sources`; a citation of one of them is certain."""
        self._problems = problems
        self._works = works
        self._counts: Counter[str] = Counter()

    def in_text(self, scalar: Scalar, place: Place) -> None:
        """Reports the slips in a text that allows markup."""
        text = scalar.text
        if len(text) > _LONGEST:
            return
        if "@" in text:
            self._citations(scalar, place)
        written, locate = _as_written(scalar)
        if has_block_sign(written) and (place != "line" or "\n" in written):
            from reportkit.read.foreign_lines import line_slips  # late: few texts have a sign

            self._add(line_slips(written, place != "line"), scalar, place, locate)
        if has_sign(text, INLINE):
            from reportkit.read.foreign_markup import inline_slips  # late: few texts have a sign

            self._add(inline_slips(text, MOST), scalar, place, scalar.span_at)

    def in_value(self, scalar: Scalar) -> None:
        """Reports the slips in a value that does not allow markup."""
        if has_sign(scalar.text, PLAIN) and len(scalar.text) <= _LONGEST:
            from reportkit.read.foreign_markup import plain_slips  # late: few texts have a sign

            self._add(plain_slips(scalar.text), scalar, "line", scalar.span_at)

    def several(self, scalar: Scalar, key: str, names: Sequence[str]) -> None:
        """Several names in one text, where each is due by itself."""
        if len(names) > 1:
            from reportkit.read.flow import flow  # late: rare

            message = f"'{_short(scalar.text.strip())}' is taken as one of the {key}"
            self.add("RK130", message, scalar.span, f"write {key}: [{', '.join(map(flow, names))}]")

    def access(self, scalar: Scalar | None, key: str) -> None:
        """A date of access, or of publication, that is none."""
        text = scalar.text.strip() if scalar is not None else ""
        if scalar is None or not _doubtful(text, key):
            return
        from reportkit.read.advice.dates import as_date, claims_to_be_date, why_not  # late: rare

        dates = as_date(text)
        why = why_not(text)
        if (day := re.search(_LATE_DAY, text)) and dates and int(dates[0][8:10]) != int(day[0]):
            why = f"that month has no day {day[0]}"
        if why is None and (dates or key == "published") and not claims_to_be_date(text):
            return  # in words, or by a season
        if why is None and claims_to_be_date(text) and dates and not text[:4].isdigit():
            return  # 29.11.2020 is a date too, printed as it stands
        because = f": {why}" if why else ""
        hint = "write it as 2024-03-01"
        if len(dates) == 1:
            hint = f"did you mean {dates[0]}?"
        self.add("RK309", f"'{_short(text)}' is not a date{because}", scalar.span, hint)

    def address(self, scalar: Scalar) -> None:
        """A source that is an address without the http:// that makes a link of it."""
        text = scalar.text.strip()
        may_be = "www." in text or len(text.split(maxsplit=1)) == 1
        if may_be and (found := re.search(_BARE_ADDRESS, text)):
            url = f"https://{found[0]}"
            message = f"'{_short(found[0])}' is printed as text, not as a link"
            span = scalar.span_at(scalar.text.find(found[0]), len(found[0]))
            line, at = scalar.file.line(span.line), span.column - 1
            mended = Mended(span.line, span.line, f"{line[:at]}https://{line[at:]}")
            right = line[at : at + len(found[0])] == found[0]
            self.add("RK306", message, span, f"write {url}", mended if right else None)
        elif "10." in text and (doi := _doi(text)):
            message = f"the DOI '{_short(text)}' is printed as text, not as a link"
            self.add("RK306", message, scalar.span, f"write https://doi.org/{doi}")

    def add(
        self, code: str, message: str, span: Span, hint: str, mended: Mended | None = None
    ) -> None:
        """Reports a slip, unless too many of its kind have been reported."""
        self._counts[code] += 1
        if self._counts[code] == MOST:
            hint += "; more of this kind are not listed"
        if self._counts[code] <= MOST:
            self._problems.add(code, message, span, hint, mended)

    def _citations(self, scalar: Scalar, place: Place) -> None:
        """Reports works of `sources` cited inside a text, where the citation is printed as it
        is."""
        text = scalar.text.strip()
        whole = re.fullmatch(_ONLY_CITED, text) if place == "note" else None
        if whole is not None:
            key = text[1:].split(",")[0].strip()
            locator = re.match(_LOCATOR, whole["locator"]) if whole["locator"] else None
            if key in self._works or locator or (self._works and not whole["locator"]):
                message = (
                    f"'{_short(text)}' is printed as is: a note of plain text cannot cite a work"
                )
                hint = f'write it as a list of sources: ["{text}"]'
                self.add("RK305", message, scalar.span_at(0, len(text)), hint)
            return
        if not self._works:
            return
        from reportkit.read.foreign_markup import without_code  # late: few texts have the sign

        for found in re.finditer(_CITED, without_code(scalar.text)):
            if found[1] in self._works:
                message = f"'{found[0]}' is printed as is: only notes can cite works"
                hint = f'write [^name] here, and under notes: name: ["{found[0]}"]'
                if place == "note":
                    hint = f'write the note as {{text: …, sources: ["{found[0]}"]}}'
                self.add("RK305", message, scalar.span_at(found.start(), len(found[0])), hint)

    def _add(self, slips: Iterable[Slip], scalar: Scalar, place: Place, locate: Locate) -> None:
        for slip in islice(slips, 10 * MOST):
            span = locate(slip.start, slip.length)
            hint = slip.hint
            if slip.block:
                hint = _as_block(hint, place)
            mended = _mended(scalar, span, slip, place)
            self.add(slip.code, slip.message, span, hint, mended)


def _as_block(hint: str, place: Place) -> str:
    """How to write a block that is text in this place; the block is given in flow style."""
    if place == "body":
        return f"make it a separate block: - {hint}"
    if place == "note" and hint.lstrip("{").startswith(("list:", "quote:")):
        return f"write the note as body: with this as a separate item: - {hint}"
    return _ELSEWHERE


def _doi(text: str) -> str:
    """The DOI that a text consists of; empty if it is none."""
    from reportkit.read.identifiers import bare_doi, doi_fault  # late: few texts are one

    bare = bare_doi(text)
    return "" if bare == text and doi_fault(text) is not None else bare


def _doubtful(text: str, key: str) -> bool:
    """Whether a date may be none: in digits and signs alone, or a date of access without any."""
    with suppress(ValueError):
        date.fromisoformat(text)
        return False
    if re.search(_LATE_DAY, text) and re.search(r"[A-Za-z]", text):
        return True
    if re.fullmatch(r"[\d\s./-]+", text):
        return len(re.findall(r"\d+", text)) == 3 or bool(re.fullmatch(r"\d{8}", text))
    return key == "accessed" and (text.isascii() and not re.search(r"\d{4}|\d\d?[./-]", text))


_LONGEST: Final = 100_000
"""The longest text to examine, in characters. No person writes a longer one."""


def _broken(scalar: Scalar) -> bool:
    """Whether it is written on several lines, regardless of how YAML reads their ends."""
    return "\n" in scalar.file.text[scalar.start : scalar.end].rstrip()


def _as_written(scalar: Scalar) -> tuple[str, Locate]:
    """A text in the lines that the author sees, and how to find a place in it.

    Where YAML folds lines into one, they are those of the file.
    """
    if not scalar.folded:
        return scalar.text, scalar.span_at
    raw = scalar.file.text[scalar.start : scalar.end]
    if not scalar.plain:  # a block indicator, with its line, or a quote
        head = raw.find("\n") if raw[0] == ">" else 1
        raw = " " * head + raw[head:]

    def locate(start: int, length: int) -> Span:
        return scalar.file.span(scalar.start + start, length)

    return raw, locate


def _mended(scalar: Scalar, span: Span, slip: Slip, place: Place) -> Mended | None:
    """The line of the file with the slip corrected, if only that line must change."""
    line, at = scalar.file.line(span.line), span.column - 1
    if slip.block and place == "body":
        alone = not _broken(scalar) and slip.length >= len(scalar.text.strip())
        whole = scalar.span
        before = line[: whole.column - 1]
        rest = line[whole.column - 1 + scalar.end - scalar.start :]
        if not alone or not before.endswith("- ") or rest.strip():
            return None
        return Mended(span.line, span.line, before + slip.hint)
    if slip.instead is None or span.file != scalar.file.name:
        return None
    written = scalar.text[slip.start : slip.start + slip.length]
    first = scalar.plain and span == scalar.span_at(0, slip.length)
    if line[at : at + slip.length] != written or (first and slip.instead[:1] in "*`&!%@|>[{"):
        return None
    return Mended(span.line, span.line, line[:at] + slip.instead + line[at + slip.length :])


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
