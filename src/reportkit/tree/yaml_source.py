"""YAML to nodes: libyaml's events are composed here, to avoid YAML 1.1 typing.

Composing from events (and not with `yaml.compose`) limits the depth before any recursion can crash
the process, and reveals tags, anchors and aliases, which are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from reportkit.diagnostics import ReportkitError, Span
from reportkit.tree.nodes import Mapping, Node, Problems, Scalar, Sequence
from reportkit.tree.slips.basics import BROKEN, LOADER, SUSPECT, index_of, line_of
from reportkit.tree.surrogates import Pairs

if TYPE_CHECKING:
    from reportkit.tree.slips.accepted import Accepted

_JOINED = ("- ", "-\xa0", ":", "=", "•")
_BEFORE_COMMENT = frozenset(" \t")
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(problems: Problems, known: Callable[[], Collection[str]] = tuple) -> Node | None:
    """The tree of the file; None when it is empty. Findings go to `problems`.

    `known` gives the keys that the file may have, to tell them from words of a text.

    Raises ReportkitError when the file cannot be read on.
    """
    text = problems.file.text
    pairs = Pairs.of(text)
    readable = pairs.text if pairs else text
    composer = _Composer(problems, pairs, known)
    taken = 0
    try:
        for event in yaml.parse(readable, Loader=LOADER):
            composer.take(event)
            taken += 1
    except ReaderError:
        from reportkit.tree.slips.characters import refuse_characters

        refuse_characters(problems, _UNPRINTABLE)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        index = index_of(mark)
        before = readable[:index]
        until = _events_until_too_deep(before, problems.limits.depth)
        if until > taken:
            for event in islice(yaml.parse(before, Loader=LOADER), taken, until):
                composer.take(event)  # the last one is refused
        from reportkit.tree.slips.yaml_slips import stop_at_slips

        stop_at_slips(problems, readable, known, mended=pairs is None)
    except BROKEN:
        problems.stop("RK003", "this file cannot be read as YAML", problems.file.span(0))
    return composer.root


def _events_until_too_deep(text: str, limit: int) -> int:
    """The number of events until the text is nested deeper than the limit; 0 if it never is.

    libyaml looks for a key's colon before it gives the brackets that may be this key, and from
    0.2.6 on it refuses the thousandth bracket by itself. Its error then hides the events of what
    stands before, which are too deep already.
    """
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=LOADER), start=1):
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
                if depth > limit:
                    return count
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
    except BROKEN:
        pass  # the text was cut in the middle of something
    return 0


class _Composer:
    """Builds the tree from events, with an explicit stack."""

    def __init__(
        self, problems: Problems, pairs: Pairs | None, known: Callable[[], Collection[str]]
    ) -> None:
        self.problems = problems
        self.file = problems.file
        self.root: Node | None = None
        self._top: Mapping | Sequence | None = None
        """The innermost mapping or list that is open."""
        self._key: Scalar | None = None
        """The key in it that waits for its value; None in a list."""
        self._outer: list[tuple[Mapping | Sequence | None, Scalar | None]] = []
        """The same two of all that it is in."""
        self._documents = 0
        self._pairs = pairs
        self._nodes = 0
        self._most = problems.limits.nodes
        self._longest = problems.limits.text_characters
        self._known = known
        self._strays: list[Scalar] = []
        """Keys that belong to another mapping than the one they are read in."""
        self._names: set[str] = set()
        """The anchors and aliases that were refused."""

    @cached_property
    def _known_keys(self) -> frozenset[str]:
        return frozenset(self._known())

    @cached_property
    def _accepted(self) -> Accepted:
        """What looks at slips that YAML accepts; most files have nothing that looks like one."""
        from reportkit.tree.slips.accepted import Accepted

        return Accepted(self.problems, self._known)

    def take(self, event: Event) -> None:
        """One event of the parser."""
        match event:
            case ScalarEvent():
                self._admit(event)
                scalar = self._scalar(event)
                self._put(self._meant(scalar, event) if scalar.plain else scalar)
            case MappingStartEvent():
                self._admit(event)
                self._open(Mapping({}, {}, self.file, index_of(event.start_mark)))
            case SequenceStartEvent():
                self._admit(event)
                self._open(Sequence([], self.file, index_of(event.start_mark)))
            case MappingEndEvent() | SequenceEndEvent():
                node = self._top
                assert node is not None
                self._top, self._key = self._outer.pop()
                self._put(self._meant_by_mapping(node) if isinstance(node, Mapping) else node)
            case AliasEvent():
                self._refuse(f"*{event.anchor}", "aliases (*name) are not allowed", event)
                start, end = index_of(event.start_mark), index_of(event.end_mark)
                self._put(Scalar(self.file.text[start:end], self.file, start, end))
            case DocumentStartEvent():
                self._documents += 1
                if self._documents == 2:
                    message = "a second YAML document begins here, but a report is a single one"
                    span = self._span(event)
                    hint, mended = self._accepted.second_document(index_of(event.start_mark))
                    self.problems.add("RK021", message, span, hint, mended)
                    raise ReportkitError(self.problems.found)

    def _open(self, node: Mapping | Sequence) -> None:
        if len(self._outer) >= self.problems.limits.depth:
            message = f"nested more than {self.problems.limits.depth} levels deep"
            self.problems.stop("RK006", message, node.span)
        if isinstance(self._top, Mapping) and self._key is None:
            message = "a key must be a word, not a list or a mapping"
            mended = self._accepted.list_as_key(node.start)
            self.problems.add("RK022", message, node.span, None, mended)
            raise ReportkitError(self.problems.found)
        self._outer.append((self._top, self._key))
        self._top, self._key = node, None

    def _put(self, node: Node) -> None:
        parent, key = self._top, self._key
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif parent is None:
            self.root = node
        elif key is not None:
            self._key = None
            if (isinstance(node, Scalar) and node.null) or self._strays:
                self._put_doubtful(parent, key, node)
            elif not _is_merge(key):
                parent.add(key, node)
        else:
            assert isinstance(node, Scalar)  # any other was refused when it was opened
            self._key = node
            if _is_merge(node):
                self.problems.add("RK005", "merge keys (<<) are not allowed", node.span)

    def _put_doubtful(self, parent: Mapping, key: Scalar, node: Node) -> None:
        """Puts a key without a value into its mapping, or one that may belong to another."""
        pair: tuple[Scalar, Node] | None = key, node
        if isinstance(node, Scalar) and node.null:
            pair = self._accepted.pair(parent, key, node)
        if pair is not None and not _is_merge(key) and key not in self._strays:
            parent.add(*pair)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        text, start, end = event.value, index_of(event.start_mark), index_of(event.end_mark)
        quoted = event.style == '"'
        if self._pairs:
            text = self._pairs.restored(text, self.file.text[start:end], quoted)
        plain = not event.style  # libyaml gives "", the parser in Python None
        scalar = Scalar(text, self.file, start, end, plain, plain and not text)
        if quoted or len(text) > self._longest:
            return self.problems.checked(scalar)
        return scalar  # only an escape can give a character that the parser would refuse

    def _meant(self, scalar: Scalar, event: ScalarEvent) -> Node:
        """What a plain text means, if something about it looks like a slip."""
        value, text, end = scalar.text, self.file.text, scalar.end
        if self._key is None and isinstance(self._top, Mapping):
            if value[:1] in SUSPECT and not self._accepted.key(scalar):
                self._strays.append(scalar)
            return scalar
        if (
            text[end : end + 1] in _BEFORE_COMMENT
            or value[:1] in SUSPECT
            # An item or a key that joins a text keeps its sign; most texts have none.
            or (
                line_of(event.end_mark) > line_of(event.start_mark)
                and any(sign in value for sign in _JOINED)
            )
        ):
            return self._accepted.text(scalar, isinstance(self._top, Sequence), self._key)
        return scalar

    def _meant_by_mapping(self, node: Mapping) -> Node:
        """What a mapping in a list means, if it has one key and that is not known."""
        if len(node.keys) != 1 or not isinstance(self._top, Sequence):
            return node
        if self._known_keys.isdisjoint(node.keys):
            return self._accepted.mapping(node, self._top)
        return node

    def _span(self, event: Event) -> Span:
        return self.file.span(index_of(event.start_mark))

    def _admit(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        """Counts a node, and refuses what reports do not use."""
        self._nodes += 1
        if self._nodes > self._most:
            self.problems.over("nodes", self._nodes, lambda: self._span(event))
            raise ReportkitError(self.problems.found)
        if event.anchor is not None:
            self._refuse(f"&{event.anchor}", "anchors (&name) are not allowed", event)
        if event.tag is not None:
            self._refuse(event.tag, f"tags ({event.tag}) are not allowed", event)

    def _refuse(self, name: str, message: str, event: NodeEvent) -> None:
        """A finding for the first tag, anchor or alias of each name."""
        if name in self._names:
            return
        self._names.add(name)
        start = index_of(event.start_mark)
        sign, hint, mended = self.file.text[start : start + 1], None, None
        is_text = sign in ("&", "!") and f"*{name[1:]}" not in self.file.text
        if is_text and not name.startswith(("!!", "tag:")) and isinstance(event, ScalarEvent):
            found = self._accepted.sign(start, sign)
            hint, mended = found or (None, None)
        self.problems.add("RK005", message, self._span(event), hint, mended)


def _is_merge(key: Scalar) -> bool:
    return key.text == "<<" and key.plain
