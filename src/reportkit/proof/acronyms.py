"""Whether the acronyms in a finished file stand for what the report says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Text
from reportkit.proof.base import Difference, ExtractedText, Same


def acronym_differences(
    publication: Publication, extracted: ExtractedText, same: Same
) -> Iterator[Difference]:
    """The acronyms with other words than in the report, and those without any somewhere in the body
    or the notes."""
    if extracted.acronyms is None:
        return
    words = dict(publication.meta.matter.acronyms)
    for acronym, there in extracted.acronyms:
        due = words.get(acronym, "")
        if not same(due, there):
            yield Difference("RK917", f"what '{acronym}' stands for", due or "nothing", there)
    found = Counter(acronym for acronym, _ in extracted.acronyms)
    for acronym, uses in _uses(publication, words).items():
        if found[acronym] < uses:
            what = f"how often '{acronym}' is explained"
            yield Difference("RK917", what, f"at least {uses}", str(found[acronym]))


def _uses(publication: Publication, words: dict[str, str]) -> Counter[str]:
    """How often each acronym is in the text and the notes."""
    report = publication.report
    uses: Counter[str] = Counter()
    if not words:
        return uses
    notes = (text for note in report.notes for text in walk.note_texts(note))
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for content in (*walk.texts(report.blocks), *notes):
        for leaf in walk.leaves(content):
            if isinstance(leaf, Text):
                uses.update(pattern.findall(leaf.text))
    return uses
