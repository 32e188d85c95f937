"""Whether a finished file has exactly the texts of a publication, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reportkit.proof.alignment import Bare, Gap, gaps, told_apart
from reportkit.proof.base import Difference
from reportkit.proof.expected import ExpectedText

_NOTHING: Final = "nothing"


class BareTexts:
    """The comparable texts of a report and of a file, and their differences."""

    def __init__(
        self,
        texts: Sequence[ExpectedText],
        body: str,
        bare: Callable[[str], str],
        theirs: Callable[[str], bool],
    ) -> None:
        """`bare` removes what cannot be compared; `theirs` says whether the theme may have added a
        text."""
        self._bare, self._theirs, self._body = bare, theirs, body
        self._texts: list[ExpectedText] = []
        self._all: list[int] = []
        """The index of each of them among all."""
        self._bares: list[Bare] = []
        for number, text in enumerate(texts):
            made = Bare(
                bare(text.text), _unsigned(text.before, bare), text.after and bare(text.after)
            )
            if made.text or made.after or "" not in made.before:
                self._texts.append(text)
                self._all.append(number)
                self._bares.append(made)

    def differences(self, body: str) -> Iterator[Difference]:
        """Each text that differs or is missing, and everything that is not in a text. `body` is the
        bare text of the file."""
        for gap in gaps(self._bares, body):
            if gap.first == gap.last:
                yield from self._left_over(gap, body)
            else:
                yield from self._missing(gap, body)

    def _left_over(self, gap: Gap, body: str) -> Iterator[Difference]:
        found = self._found(gap.start, gap.end, body)
        if self._theirs(found):
            return
        place = "the end"
        if gap.first < len(self._texts):
            place = _where(self._texts[gap.first])
        yield Difference("RK918", f"before {place}", "no more text", found)

    def _missing(self, gap: Gap, body: str) -> Iterator[Difference]:
        texts = self._texts[gap.first : gap.last]
        there = body[gap.start : gap.end]
        start = gap.start
        for place, piece in told_apart(self._bares[gap.first : gap.last], there):
            start = body.index(piece, start) if piece else start
            text = texts[place]
            found = self._found(start, start + len(piece), body) if piece else _NOTHING
            label = text.before[0] if "" not in text.before else ""
            wanted = f"{label} {text.text}" if label else text.text
            number = self._all[gap.first + place]
            yield Difference("RK904", text.part, wanted.strip(), found, text.ordinal, number)

    def _found(self, start: int, end: int, body: str) -> str:
        """The visible text there, with its spaces."""
        places = self._places
        if len(places) != len(body):
            return body[start:end]
        last = places[end - 1] + 1 if end > start else places[start]
        return " ".join(self._body[places[start] : last].split())

    @property
    def _places(self) -> list[int]:
        """The index of each bare character in the body."""
        if not hasattr(self, "_made"):
            kept: dict[str, bool] = {}
            self._made = [
                place
                for place, sign in enumerate(self._body)
                if kept.setdefault(sign, bool(self._bare(sign)))
            ]
        return self._made


def _unsigned(before: tuple[str, ...], bare: Callable[[str], str]) -> tuple[str, ...]:
    return before if before == ("",) else tuple(map(bare, before))


def _where(text: ExpectedText) -> str:
    return text.part
