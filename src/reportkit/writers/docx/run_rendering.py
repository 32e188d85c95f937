"""The runs of one part of the package as XML, with the ids of their targets."""

from __future__ import annotations

from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportkit.model.document import Image
from reportkit.writers.docx.pictures import drawing_run
from reportkit.writers.docx.relationships import Relationship, relationship_id
from reportkit.writers.docx.values import Bookmarked, Drawing, Hyperlink, InternalLink, Runs
from reportkit.writers.docx.wordml import attribute


class RunRenderer:
    """Renders the runs of a part in the order of its text, and assigns ids: each bookmark has its
    own, an inner one before an outer one; each target has one, however often it is used. `first` is
    the first free id of a relationship.

    It keeps its own maps, because python-docx searches all targets for an existing one.
    """

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._bookmarks = 0
        self._drawings = 0
        self._ids: dict[str | Part, str] = {}
        self._relationships: list[Relationship] = []
        self._images: dict[bytes, Part] = {}
        self._pixels_of: dict[bytes, Image] = {}

    @property
    def relationships(self) -> tuple[Relationship, ...]:
        """The targets of the runs rendered so far, in the order of their ids."""
        return tuple(self._relationships)

    def runs(self, runs: Runs) -> str:
        """The runs of a paragraph."""
        return "".join([run if isinstance(run, str) else self._run(run) for run in runs])

    def bookmark(self, name: str, runs: Runs = ()) -> str:
        """Runs inside a bookmark."""
        inside = self.runs(runs)
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    def _run(self, run: Bookmarked | Hyperlink | InternalLink | Drawing) -> str:
        match run:
            case Bookmarked():
                return self.bookmark(run.name, run.runs)
            case Hyperlink():
                rel_id = self._id(run.url, RT.HYPERLINK)
                inside = self.runs(run.runs)
                return f'<w:hyperlink r:id="{rel_id}" w:history="1">{inside}</w:hyperlink>'
            case InternalLink():
                anchor, inside = attribute(run.bookmark), self.runs(run.runs)
                return f'<w:hyperlink w:anchor={anchor} w:history="1">{inside}</w:hyperlink>'
            case Drawing():
                self._drawings += 1
                number, image = self._drawings, run.image
                vector = None
                if image.is_drawing:
                    from reportkit.pictures.svg import is_for_word  # late: few reports have one

                    if is_for_word(image.data):
                        vector = self._id(self._image(image), RT.IMAGE)
                    image = self._pixels(image)
                part = self._image(image)
                return drawing_run(run, number, self._id(part, RT.IMAGE), vector)
            case _:
                assert_never(run)

    def _pixels(self, image: Image) -> Image:
        """A drawing for readers that show no SVG; one that is shown twice is made once."""
        known = self._pixels_of.get(image.data)
        if known is None:
            from reportkit.pictures.svg import pixels

            data = image.pixels or pixels(image.data, image.width / image.height)
            known = Image("image/png", image.width, image.height, data)
            self._pixels_of[image.data] = known
        return known

    def _image(self, image: Image) -> Part:
        """The part of a picture; a picture shown twice is stored once."""
        known = self._images.get(image.data)
        if known is None:
            name = f"/word/media/image{len(self._images) + 1}{image.suffix}"
            known = Part(PackURI(name), image.media_type, image.data)
            self._images[image.data] = known
        return known

    def _id(self, target: str | Part, reltype: str) -> str:
        known = self._ids.get(target)
        if known is None:
            known = self._ids[target] = relationship_id(self._first + len(self._ids))
            self._relationships.append(Relationship(target, reltype))
        return known
