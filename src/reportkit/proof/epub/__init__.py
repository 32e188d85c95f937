"""Reads an EPUB back: its text, note references, notes and links, as a reader finds them.

This reader is independent of the writer: it goes from the container to the package, along the
spine, and identifies notes and references by EPUB's own means (`epub:type`, ARIA roles).
"""

from __future__ import annotations

from pathlib import Path

from reportkit.proof.base import ExtractedText, ReadError
from reportkit.proof.epub.links import contents, dead_links, hrefs, leading_out, page_list
from reportkit.proof.epub.opened import Package, open_package
from reportkit.proof.epub.properties import acronyms, pictures, properties, running
from reportkit.proof.epub.story import Story


def read(path: Path) -> ExtractedText:
    """The content of the book. Raises ReadError if it is not a complete EPUB."""
    package = open_package(path)
    try:
        return _reading(package)
    except RecursionError as error:
        raise ReadError("its elements are nested too deeply") from error


def _reading(package: Package) -> ExtractedText:
    story = Story()
    for name in package.order:
        if name in package.spine:
            story.collect(name, package.spine[name])
        elif name in package.nav:
            story.pages_of_contents(name, package.nav[name])
    links = {name: hrefs(root) for name, root in (*package.spine.items(), *package.nav.items())}
    return ExtractedText(
        body=story.body.text(),
        references=tuple(story.references_read()),
        notes=tuple(story.notes_read()),
        links=tuple(leading_out(href for name in package.spine for href in links[name])),
        pages=tuple(page_list(package, story.pages)),
        contents=tuple(contents(package)),
        medium="epub",
        code=tuple(story.code),
        note_sections=tuple(story.note_sections()),
        formulas=tuple(story.formulas),
        running=tuple(running(package)),
        properties=tuple(properties(package)),
        pictures=tuple(pictures(package)),
        acronyms=tuple(acronyms(package)),
        findings=tuple(dead_links(package, links)),
    )


__all__ = ["read"]
