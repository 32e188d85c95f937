"""Which edition of a report a file belongs to: the files of one edition say and look the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from reportkit.compose.publication import Publication
from reportkit.model import walk
from reportkit.model.document import Figure, Image


def edition(publication: Publication) -> str:
    """A SHA-256 of everything that determines the content and look of a report's files apart from
    the release of reportkit: its source in canonical form, its pictures, and the theme.

    Empty for a report made in memory, which has no source to compare.
    """
    source, theme = publication.provenance.source, publication.theme
    if not source:
        return ""
    digest = hashlib.sha256()
    for part in (
        source,
        repr(theme).encode(),  # its tokens and style sheets
        *(image.original or image.data for image in pictures(publication)),
        *(face.data for face in theme.faces),
        *theme.docx_parts.values(),
    ):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def pictures(publication: Publication) -> Iterator[Image]:
    """All pictures that the report names, printed or not."""
    for block in walk.blocks(publication.report.blocks):
        if isinstance(block, Figure):
            yield block.image
    publisher, cover = publication.meta.publisher, publication.meta.cover
    if publisher is not None and publisher.logo is not None:
        yield publisher.logo
    if cover is not None and cover.image is not None:
        yield cover.image
