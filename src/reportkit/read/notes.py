"""Notes and the sources in them: from the written form to the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from msgspec.structs import replace

from reportkit.diagnostics import HINTS, nearest
from reportkit.model import walk
from reportkit.model.document import (
    Content,
    Note,
    NoteBlock,
    Paragraph,
    PlainContent,
    Source,
    SourceRef,
    TargetLabel,
    TargetRef,
)
from reportkit.read import schema
from reportkit.read.blocks import Blocks
from reportkit.read.inline import NOTE_NAME
from reportkit.read.texts import Texts
from reportkit.tree.nodes import Scalar

# An address alone; also one copied from a printed report, in which it is defanged.
_ADDRESS = re.compile(
    r"\s*(?:https?|hxxps?|ftp|file|javascript|data):\S*(?: dot \S*)*\s*", re.IGNORECASE
)
_WORK = re.compile(r"@(?P<key>\w[\w.:-]*)\s*(?:,\s*(?P<locator>.+))?", re.DOTALL)


class Notes:
    """Makes the notes of one report."""

    def __init__(
        self,
        texts: Texts,
        blocks: Blocks,
        works: Mapping[str, schema.WrittenSource],
        keys: Mapping[str, Mapping[str, Scalar]],
        print_date: Callable[[str], str],
    ) -> None:
        """`keys` gives the places of the names under `notes` and `sources`; `print_date` prints a
        date in the language of the report."""
        self._texts, self._blocks = texts, blocks
        self._mapper = walk.NoteMapper[SourceRef, TargetRef](texts.in_note)
        self._problems = texts.problems
        self._keys = keys
        self._print_date = print_date
        self._works = {key: self._source(work) for key, work in works.items()}
        self._used: set[str] = set()

    def notes(self, written: Mapping[str, schema.WrittenNote]) -> dict[str, Note]:
        """All notes by name, in the order of the file."""
        notes = {key: self._note(key, note) for key, note in written.items()}
        for key in self._works:
            if key not in self._used:
                span = self._keys["sources"][key].span
                self._problems.add("RK304", f"source '{key}' is never used", span)
        return notes

    def _note(self, key: str, written: schema.WrittenNote) -> Note:
        span = self._keys["notes"][key].span
        if not NOTE_NAME.fullmatch(key):
            self._problems.add("RK208", f"'{key}' cannot be referred to", span)
        if not written.model_fields_set:
            self._problems.add("RK202", f"note '{key}' is empty", span)
        texts = written.body or (written.text,)
        blocks = tuple(block for one in texts for block in self._block(one))
        sources = tuple(self._item(item) for item in written.sources or ())
        return Note(blocks, sources, span)

    def _block(self, written: schema.WrittenNoteBlock | None) -> Iterable[NoteBlock[TargetRef]]:
        match written:
            case Scalar() | None:
                yield from map(Paragraph, self._texts.note_paragraphs(written))
            case schema.WrittenList():
                items = self._blocks.item_list(written)
                for item in walk.list_items(items):
                    if isinstance(item.target, TargetLabel):
                        message = f"an item in a note has the id '{item.target.key}'"
                        self._problems.add("RK175", message, item.target.span)
                yield self._mapper.note_block(items)
            case schema.WrittenQuote():
                yield self._mapper.note_block(self._blocks.quote(written))
            case _:
                assert_never(written)

    def _item(self, item: Scalar | schema.WrittenSource) -> Source | Content[TargetRef]:
        """One item of a list of sources: a work, an address, or a source in the author's words."""
        if not isinstance(item, Scalar):  # faster than asking whether it is a model
            return self._source(item)
        if item.text.startswith("@"):
            return self._work(item)
        if _ADDRESS.fullmatch(item.text):
            return Source(address=self._texts.address(item))
        self._texts.slips.address(item)
        paragraphs = self._texts.note_paragraphs(item)
        return tuple(inline for paragraph in paragraphs for inline in paragraph)

    def _work(self, item: Scalar) -> Source | PlainContent:
        text = self._texts.string(item)
        found = _WORK.fullmatch(text)
        key = found["key"] if found else text[1:]
        work = self._works.get(key)
        if found is None or work is None:
            message = f"source '{key}' is not defined"
            hint = nearest(key, self._works) if len(self._problems.found) < HINTS else None
            self._problems.add("RK303", message, item.span, hint)
            return ()
        self._used.add(key)
        return replace(work, locator=found["locator"] or work.locator)

    def _source(self, written: schema.WrittenSource) -> Source:
        text = self._texts.string
        self._texts.slips.access(written.published, "published")
        self._texts.slips.access(written.accessed, "accessed")
        return Source(
            address=self._texts.address(written.url, written.defang),
            archive=self._texts.address(written.archive_url, written.defang),
            author=text(written.author),
            title=text(written.title),
            container_title=text(written.container_title),
            editor=text(written.editor),
            publisher=text(written.publisher),
            published=self._print_date(text(written.published)),
            accessed=self._print_date(text(written.accessed)),
            locator=text(written.locator),
        )
