"""The design tokens: everything that a `theme.yaml` may set, with the form of each value.

The values come as text, because YAML is read without types; each token converts its own. The
default values are in `styles/briefing/theme.yaml`, from which every theme inherits. Annotations are
values here, not text: otherwise pydantic would evaluate each one when a command starts.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Final, Literal, Self

from msgspec.structs import asdict
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from reportkit.diagnostics import Diagnostic
from reportkit.model.terms import Terms
from reportkit.style.font_files import FontFile
from reportkit.style.fonts import FontFace, shipped_fonts

PAGE_SIZES: Final = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

_ONE_OF_TWO: Final = 0.75
"""The width of a single column as a share of that of two."""
_LABELS: Final = asdict(Terms())


def _matching(pattern: str, message: str) -> AfterValidator:
    """Refuses a text of another form, with our own message."""
    import re

    form = re.compile(pattern)

    def check(text: str) -> str:
        if form.fullmatch(text) is None:
            raise PydanticCustomError("form", "{wanted}", {"wanted": message})
        return text

    return AfterValidator(check)


def _label_name(name: str) -> str:
    if name not in _LABELS:
        raise PydanticCustomError("extra_forbidden", "unknown label")
    return name


def placeholders(text: str) -> set[str]:
    """The names in braces in a label. Raises ValueError if a brace is unpaired."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _labels(values: dict[str, str]) -> dict[str, str]:
    for name, text in values.items():
        try:
            fits = placeholders(text) == placeholders(_LABELS[name])
        except ValueError:
            fits = False
        if not fits:
            context = {"name": name, "model": _LABELS[name]}
            raise PydanticCustomError("form", "'{name}' needs the braces of '{model}'", context)
    return values


def _four(values: tuple[float, ...]) -> tuple[float, ...]:
    if len(values) != 4:
        raise PydanticCustomError(
            "form", "must be four percentages: cyan, magenta, yellow and black"
        )
    return values


Colour = Annotated[
    str, _matching("#[0-9a-fA-F]{6}", "must be a colour such as #7b1e2e"), AfterValidator(str.lower)
]
Family = Annotated[str, _matching(r"[\w -]+", "must be the name of one family")]
Points = Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)]
Millimetres = Annotated[float, Field(ge=0, le=200, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Cmyk = Annotated[tuple[Percent, ...], AfterValidator(_four)]
Weight = Annotated[int, Field(ge=100, le=900)]
Language = Annotated[str, _matching("[a-z]{2,3}", "must be a language such as en")]
LabelText = Annotated[str, Field(min_length=1)]
Words = Annotated[
    dict[Annotated[str, AfterValidator(_label_name)], LabelText], AfterValidator(_labels)
]
Ink = Literal["text", "accent"]
BoxStyle = Literal["panel", "edge", "frame"]
CoverDesign = Literal["none", "band", "picture", "type"]


class _Tokens(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True
    )


class Page(_Tokens):
    """The page and its margins, in millimetres.

    `inside` and `outside`, given together, replace left and right: the pages then face each other,
    and the margins of left-hand pages mirror those of right-hand pages.
    """

    size: Literal["A4", "Letter"]
    top: Millimetres
    right: Millimetres
    bottom: Millimetres
    left: Millimetres
    inside: Millimetres | None = None
    outside: Millimetres | None = None
    columns: Annotated[int, Field(ge=1, le=2)] = 1
    """How many columns the text of a PDF has, if the notes are at the end."""
    gutter: Millimetres = 7
    """The distance of two columns."""

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.inside is None) != (self.outside is None):
            raise PydanticCustomError("form", "inside and outside must be given together")
        return self

    @property
    def width(self) -> float:
        """Width of the page in millimetres."""
        return PAGE_SIZES[self.size][0]

    @property
    def height(self) -> float:
        """Height of the page in millimetres."""
        return PAGE_SIZES[self.size][1]

    @property
    def facing(self) -> bool:
        """Whether left-hand pages mirror right-hand ones."""
        return self.inside is not None

    @property
    def sides(self) -> tuple[float, float]:
        """Left and right margin in millimetres; those of a right-hand page if pages face each
        other."""
        if self.inside is None or self.outside is None:
            return self.left, self.right
        return self.inside, self.outside

    @property
    def measure(self) -> float:
        """Width of the text in millimetres; with two columns, of both and the gutter."""
        return self.width - sum(self.sides)

    @property
    def single(self) -> Self:
        """The page with one column, of a width that lines can have: three quarters of that of two
        columns."""
        if self.columns == 1:
            return self
        more = self.measure * (1 - _ONE_OF_TWO) / 2
        return self.model_copy(
            update={"columns": 1, "left": self.left + more, "right": self.right + more}
        )


class Fonts(_Tokens):
    """Font families: those that ship, or those in the theme's `fonts/` folder."""

    text: Family
    heading: Family
    code: Family
    fallback: tuple[Family, ...]
    """Families that are tried in turn for letters that the others lack."""


class Sizes(_Tokens):
    """Font sizes in points."""

    cover: Points
    """The title on a cover."""
    title: Points
    heading1: Points
    heading2: Points
    heading3: Points
    heading4: Points
    heading5: Points
    heading6: Points
    text: Points
    caption: Points
    note: Points
    running: Points

    @property
    def panel_title(self) -> float:
        """The size of the titles of summary, key judgements and contents: above a heading of the
        second level, because they open what stands on a page of its own rank."""
        return self.heading2 + 1

    @property
    def box_title(self) -> float:
        """The size of the title of a box: above the text that it leads."""
        return self.text + 1

    @property
    def quotation(self) -> float:
        """The size of a quotation: below the text around it."""
        return round(self.text * 0.93, 2)

    @property
    def pull_quote(self) -> float:
        """The size of a text set large."""
        return round(self.text * 1.5, 1)


class Leading(_Tokens):
    """Line heights as a multiple of the size."""

    text: Points
    heading: Points
    note: Points


class Space(_Tokens):
    """Vertical space in points: after a paragraph, above a heading, around a figure or table."""

    paragraph: Points
    heading: Points
    figure: Points


class Colours(_Tokens):
    """Colours as #rrggbb."""

    text: Colour
    accent: Colour
    tint: Colour
    muted: Colour
    rule: Colour


class Paragraphs(_Tokens):
    """How paragraphs are separated (by space or by indent, never both) and set."""

    separation: Literal["space", "indent"]
    indent: Points
    align: Literal["left", "justified"]
    hyphens: bool


class Headings(_Tokens):
    """The look of headings, and where chapters (headings of level 1) begin."""

    weight: Weight
    colour: Ink
    chapters: Literal["run-on", "page", "recto"]


class Claims(_Tokens):
    """The look of the claim of a key judgement."""

    weight: Weight
    style: Literal["normal", "italic"]
    colour: Ink


class Notes(_Tokens):
    """Where notes are unless the report says it, the rule above the notes of a page, and the colour
    of links in notes."""

    placement: Literal["page", "end"]

    rule: Literal["short", "full", "none"]
    links: Ink


class Boxes(_Tokens):
    """The look of a box: a tinted panel, an edge, or a frame; and for each kind of box, the colour
    of its edge and of the word for the kind."""

    style: BoxStyle
    note: Colour
    warning: Colour
    definition: Colour
    method: Colour


class Judgements(_Tokens):
    """The box that lists the key judgements."""

    style: BoxStyle
    marks: Literal["dash", "bullet", "number", "none"]


class Front(_Tokens):
    """The front of the report."""

    title_page: bool
    """Whether the title block has its own page."""
    design: CoverDesign
    """The design of that page in a report with a cover: a band of colour, a picture, type alone, or
    none."""


class Running(_Tokens):
    """The content of running heads; pages that do not face each other have the head of a recto."""

    recto: Literal["title", "series", "chapter", "none"]
    verso: Literal["title", "series", "chapter", "none"]


class Inks(_Tokens):
    """Colours as the press prints them: percentages of cyan, magenta, yellow and black.

    Those that are not given are converted from `Colours`.
    """

    text: Cmyk | None = None
    accent: Cmyk | None = None
    tint: Cmyk | None = None
    muted: Cmyk | None = None
    rule: Cmyk | None = None


class Press(_Tokens):
    """What a printer needs: bleed in millimetres, crop marks, the ICC profile of the press."""

    bleed: Annotated[float, Field(ge=0, le=25, allow_inf_nan=False)]
    marks: bool
    icc: Annotated[str, Field(min_length=1)]
    """A file in the folder of the theme."""
    colours: Inks = Field(default_factory=Inks)


class Theme(_Tokens):
    """The design tokens of a theme, its style sheets, and its own fonts."""

    name: str
    description: str
    page: Page
    fonts: Fonts
    sizes: Sizes
    leading: Leading
    space: Space
    colours: Colours
    paragraphs: Paragraphs
    headings: Headings
    claims: Claims
    notes: Notes
    boxes: Boxes
    judgements: Judgements
    front: Front
    running: Running
    docx_template: str = ""
    """The Word template: a file in the folder of the theme."""
    press: Press
    cover: bool
    """Whether a report has a cover by default."""
    embed_fonts: bool
    """Whether files that can do without the fonts (DOCX, EPUB) carry them."""
    labels: dict[Language, Words] = {}
    """Words in place of reportkit's own, by language."""
    print_css: str = Field(default="", exclude=True)
    epub_css: str = Field(default="", exclude=True)
    faces: tuple[FontFace, ...] = Field(default=(), exclude=True, repr=False)
    """The fonts in the theme's own folder, and those that were taken for letters that it lacks."""
    spare_fonts: tuple[FontFile, ...] = Field(default=(), exclude=True, repr=False)
    """Those in its folder that it does not name: taken for letters that all others lack."""
    leads: tuple[str, ...] = Field(default=(), exclude=True)
    """Families that are asked before the theme's own, for the few letters that they have."""
    substitutes: tuple[str, ...] = Field(default=(), exclude=True)
    """Families that are asked after the fallbacks of the theme."""
    press_icc: bytes = Field(default=b"", exclude=True, repr=False)
    """The ICC profile that `press.icc` names, checked."""
    warnings: tuple[Diagnostic, ...] = Field(default=(), exclude=True, repr=False)
    """Findings that do not stop a build."""
    docx_parts: Mapping[str, bytes] = Field(default={}, exclude=True, repr=False)
    """The files inside the Word template by name, checked; empty without a template."""

    def stack(self, family: str) -> tuple[str, ...]:
        """A family of the theme with those that are asked before and after it, in their order; of
        two substitutes, the one that looks like it first."""
        serif = {face.family: face.serif for face in (*shipped_fonts(), *self.faces)}

        def alike(families: tuple[str, ...]) -> list[str]:
            return sorted(families, key=lambda name: serif[name] != serif[family])

        names = (*alike(self.leads), family, *self.fonts.fallback, *alike(self.substitutes))
        return tuple(dict.fromkeys(names))

    @property
    def inks(self) -> dict[str, tuple[float, ...]]:
        """The colours that the theme gives for the press: percentages of CMYK by #rrggbb."""
        given = dict(self.press.colours)
        return {rgb: given[name] for name, rgb in self.colours if given[name] is not None}
