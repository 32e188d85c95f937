"""reportkit without its guards: ``unguarded.py ARGUMENTS`` is ``reportkit ARGUMENTS``.

The difference is what safety costs. Left out are: the process of its own for the layout, with its
limits; the temporary folder, its lock, syncing to disk and keeping the former set; the ending on
signals; the search for forbidden characters, doubled keys and too many of anything.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from reportkit import cli, export
from reportkit.publish import fileset
from reportkit.tree import nodes, source


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


@contextlib.contextmanager
def _ending() -> Iterator[None]:
    yield


class _Here:
    """A worker that has no process of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, function: Callable[..., object], *arguments: object, limits: object) -> object:
        return function(*arguments)

    def close(self) -> None:
        pass


def _nothing(*_: object) -> None:
    """Does nothing."""


GUARDS: tuple[tuple[object, str, Callable[..., object]], ...] = (
    (export, "Worker", _Here),
    (fileset, "staging", _staging),
    (fileset, "write", Path.write_bytes),
    (fileset, "check_targets", _nothing),
    (fileset, "move", _nothing),
    (cli, "ending", _ending),
    (source, "_check_duplicates", _nothing),
    (nodes.Problems, "checked", lambda _, scalar: scalar),
    (nodes.Problems, "over", lambda *_: False),
)

if __name__ == "__main__":
    for owner, name, instead in GUARDS:
        if not hasattr(owner, name):
            sys.exit(f"there is no {name} any more")
        setattr(owner, name, instead)
    cli.main()
