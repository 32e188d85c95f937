"""The written form of a report: models that mirror the file key by key and forbid all others.

The JSON Schema for editors is generated from these models; their docstrings are its descriptions.
Annotations are values here, not text: otherwise pydantic would evaluate each one at start-up.
"""

from typing import Annotated, Any, Literal, Self, TypeAlias, Union, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Tag, model_validator
from pydantic import Field as Limits
from pydantic_core import PydanticCustomError

from reportkit.model.document import Align, BoxKind, ChartKind, ListStyle
from reportkit.read.fields import (
    AboutAuthors,
    CodeLanguage,
    Date,
    Language,
    Level,
    Number,
    OnlyTrue,
    PictureWidth,
    Share,
    Shorthand,
    Spanned,
    Text,
    TextOr,
    TextOrEmpty,
    TimeZone,
    TlpLabel,
    Truth,
    Version,
    choice,
    keyed,
    one_or_more,
)
from reportkit.tree.nodes import Scalar

MOST_PICTURES = 12
"""The number of pictures that fit one page side by side with their captions."""
ALSO = {"judgement": "judgment", "judgement_summary": "judgment_summary"}
"""Keys that may also be written as American English spells them."""


def _also(schema: dict[str, Any]) -> None:
    """Adds the other spelling of keys to the JSON Schema of a mapping."""
    properties = schema.get("properties", {})
    for key, other in ALSO.items():
        if key in properties:
            properties[other] = properties[key]
            if key in schema.get("required", ()):
                schema["required"] = [name for name in schema["required"] if name != key]
                schema["oneOf"] = [{"required": [key]}, {"required": [other]}]


class SchemaModel(BaseModel):
    """A mapping of the file."""

    model_config = ConfigDict(
        extra="forbid", arbitrary_types_allowed=True, defer_build=True, json_schema_extra=_also
    )


def _british(value: Any) -> Any:
    """A mapping with the keys of `ALSO` as the schema spells them."""
    if not isinstance(value, dict) or not any(other in value for other in ALSO.values()):
        return value
    names = {other: key for key, other in ALSO.items() if key not in value}
    return {names.get(key, key): one for key, one in value.items()}


# --- blocks -------------------------------------------------------------------------------------


class WrittenJudgement(SchemaModel):
    """A bold claim and its supporting text. Without support, it governs what follows."""

    judgement: Text
    text: Text | None = None

    _spelling = model_validator(mode="before")(_british)


class WrittenHeading(SchemaModel):
    """A heading of level 1 to 6."""

    heading: Text
    level: Level = 1
    id: Text | None = None
    appendix: Truth = False
    unnumbered: Truth = False


class WrittenPart(SchemaModel):
    """A part: a heading above chapters."""

    part: Text
    id: Text | None = None
    unnumbered: Truth = False


ListLook: TypeAlias = Annotated[ListStyle, choice(*get_args(ListStyle))]


class WrittenItem(SchemaModel):
    """An item of a list, with a list nested in it."""

    text: Text
    id: Text | None = None
    list: "WrittenItems | None" = None
    ordered: Truth = False
    style: ListLook | None = None
    start: Number = 1


WrittenItems: TypeAlias = Annotated[
    list[Annotated[WrittenItem, keyed("text")]], Limits(min_length=1)
]


class WrittenList(SchemaModel):
    """A list of items, bulleted or numbered."""

    list: WrittenItems
    ordered: Truth = False
    style: ListLook | None = None
    start: Number = 1


class WrittenQuote(SchemaModel):
    """A quotation, and who is quoted."""

    quote: Text
    attribution: Text | None = None


class WrittenCell(SchemaModel):
    """A cell of a table that holds a list, or spans several columns or rows."""

    text: TextOrEmpty | None = None
    list: "WrittenItems | None" = None
    ordered: Truth = False
    style: ListLook | None = None
    start: Number = 1
    columns: Spanned = 1
    rows: Spanned = 1

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.list is None:
            raise PydanticCustomError("RK105", 'the cell has no text; write text: ""')
        return self


AnyCell: TypeAlias = Annotated[Scalar | WrittenCell, TextOr(WrittenCell)]
"""A cell: its text alone, or a mapping."""


def _rows_or_data(schema: dict[str, Any]) -> None:
    """Lets `data` stand for the header and the rows in the JSON Schema: the rows of the file take
    its place before the cells are read."""
    schema["anyOf"] = [{"required": schema.pop("required")}, {"required": ["data"]}]


class WrittenPullQuote(SchemaModel):
    """A quotation or a sentence set large, to catch the eye."""

    pull_quote: Text
    attribution: Text | None = None


class WrittenCode(SchemaModel):
    """Program text, commands or indicators, printed as they stand."""

    code: Text
    language: CodeLanguage | None = None


class WrittenDefinition(SchemaModel):
    """A term and its meaning."""

    term: Text
    text: Text


class WrittenDefinitions(SchemaModel):
    """A list of terms, each with its meaning."""

    definitions: Annotated[list[WrittenDefinition], Limits(min_length=1)]


def _form_of_header(value: Any) -> str:
    """Whether a header has several rows: then its items are lists."""
    several = isinstance(value, list) and any(isinstance(item, list) for item in value)
    return "<rows>" if several else "<cells>"


class WrittenGrid(SchemaModel):
    """The cells of a table."""

    model_config = ConfigDict(json_schema_extra=_rows_or_data)

    header: Annotated[
        Union[
            Annotated[list[AnyCell], Limits(min_length=1), Tag("<cells>")],
            Annotated[
                list[Annotated[list[AnyCell], Limits(min_length=1)]],
                Tag("<rows>"),
            ],
        ],
        Discriminator(_form_of_header),
    ]
    rows: Annotated[list[list[AnyCell]], Limits(min_length=1)]
    data: Text | None = None
    row_headers: Truth = False
    align: list[Annotated[Align, choice("left", "right", "center", "decimal")]] | None = None
    widths: list[Share] | None = None
    total: Truth = False
    notes: dict[str, Text] = {}


class WrittenTable(SchemaModel):
    """A table with its caption (printed above) and its source line (printed below)."""

    table: WrittenGrid
    caption: Text | None = None
    source: Text | None = None
    notes: dict[str, Text] = {}
    id: Text | None = None
    float: Truth = True

    @model_validator(mode="after")
    def _one_place_of_notes(self) -> Self:
        if self.notes and self.table.notes:
            raise PydanticCustomError("RK104", "the table has 'notes' and 'table.notes'")
        return self


class WrittenPicture(SchemaModel):
    """A picture file beside the report, and its description."""

    src: Text
    alt: TextOrEmpty | None = None
    long_alt: Text | None = None
    width: PictureWidth | None = None


class WrittenFigure(SchemaModel):
    """A figure with its caption, its credit and its source line (printed below)."""

    figure: WrittenPicture
    caption: Text | None = None
    credit: Text | None = None
    source: Text | None = None
    id: Text | None = None
    float: Truth = True


def _rows_or_data_or_spec(schema: dict[str, Any]) -> None:
    """What a chart is drawn from, in the JSON Schema: a file, cells or a specification."""
    ways = (["data"], ["header", "rows"], ["spec"])
    schema["anyOf"] = [{"required": way} for way in ways]


class WrittenDrawing(SchemaModel):
    """What a chart shows, and its description."""

    model_config = ConfigDict(json_schema_extra=_rows_or_data_or_spec)

    kind: Annotated[ChartKind, choice("bar", "line", "area", "dot")] | None = None
    data: Text | None = None
    header: Annotated[list[TextOrEmpty], Limits(min_length=1)] | None = None
    rows: Annotated[list[list[TextOrEmpty]], Limits(min_length=1)] | None = None
    x: Annotated[list[Text], Limits(min_length=1), one_or_more()] | None = None
    y: Annotated[list[Text], Limits(min_length=1), one_or_more()] | None = None
    series: Text | None = None
    stacked: Truth = False
    spec: Text | None = None
    alt: TextOrEmpty | None = None
    long_alt: Text | None = None
    width: PictureWidth | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        """Either columns of data or a specification, and alternative text."""
        columns = {"kind": self.kind, "x": self.x, "y": self.y}
        own = {**columns, "data": self.data, "rows": self.rows, "series": self.series}
        if self.spec is not None and any(value is not None for value in own.values()):
            raise PydanticCustomError(
                "RK104", "a chart with 'spec' has no kind, data, x, y, series"
            )
        missing = [name for name, value in columns.items() if value is None]
        if self.data is None and self.rows is None:
            missing.insert(1 if self.kind is None else 0, "data")
        elif self.data is None and self.header is None:
            missing.append("header")
        if self.spec is None and missing:
            names = " and ".join(f"'{name}'" for name in missing)
            raise PydanticCustomError("RK101", "the chart needs {names}", {"names": names})
        if self.alt is None or not self.alt.text.strip():
            raise PydanticCustomError("RK802", "a chart needs alternative text")
        return self

    @property
    def place(self) -> Scalar:
        """A text of it, for findings about the whole chart."""
        texts: tuple[Scalar | None, ...] = (self.spec, self.data, *(self.x or ()), self.alt)
        return next(text for text in texts if text is not None)


class WrittenChart(SchemaModel):
    """A chart that is drawn from data, with its caption, its credit and its source line."""

    chart: WrittenDrawing
    caption: Text | None = None
    credit: Text | None = None
    source: Text | None = None
    id: Text | None = None
    float: Truth = True


class WrittenPanel(SchemaModel):
    """A picture of a group, with its description and its own caption."""

    src: Text
    alt: TextOrEmpty | None = None
    long_alt: Text | None = None
    width: PictureWidth | None = None
    caption: Text | None = None
    credit: Text | None = None
    id: Text | None = None


def _side_by_side(pictures: list[WrittenPanel]) -> list[WrittenPanel]:
    if not 2 <= len(pictures) <= MOST_PICTURES:
        message = "2 to {most} pictures stand side by side, not {count}"
        context = {"most": MOST_PICTURES, "count": len(pictures)}
        raise PydanticCustomError("RK163", message, context)
    return pictures


class WrittenFigures(SchemaModel):
    """Pictures side by side, with letters, and one caption for all."""

    figures: Annotated[
        list[WrittenPanel],
        AfterValidator(_side_by_side),
        Limits(json_schema_extra={"minItems": 2, "maxItems": MOST_PICTURES}),
    ]
    caption: Text | None = None
    credit: Text | None = None
    source: Text | None = None
    id: Text | None = None
    float: Truth = True


class WrittenBoxBody(SchemaModel):
    """A boxed passage."""

    title: Text | None = None
    kind: Annotated[BoxKind, choice("note", "warning", "definition", "method")] | None = None
    id: Text | None = None
    body: "WrittenBlocks"


class WrittenBox(SchemaModel):
    """A boxed passage (an aside)."""

    box: WrittenBoxBody
    id: Text | None = None
    float: Truth = True

    @model_validator(mode="after")
    def _one_id(self) -> Self:
        if self.id is not None and self.box.id is not None:
            raise PydanticCustomError("RK104", "the box has two ids, 'id' and 'box.id'")
        return self


class WrittenEquation(SchemaModel):
    """A displayed equation in LaTeX math, with its number beside it."""

    equation: Text
    alt: Text | None = None
    caption: Text | None = None
    id: Text | None = None


class WrittenRule(SchemaModel):
    """A line between two passages."""

    rule: OnlyTrue


class WrittenInclude(SchemaModel):
    """The blocks of another file. They take the place of this block before the report is read."""

    include: Text


class WrittenPageBreak(SchemaModel):
    """A page break."""

    page_break: OnlyTrue


class WrittenSignOff(SchemaModel):
    """The closing line of the publisher."""

    signoff: Text


KINDS = (
    "judgement",
    "heading",
    "part",
    "list",
    "quote",
    "pull_quote",
    "code",
    "definitions",
    "table",
    "figure",
    "chart",
    "figures",
    "box",
    "equation",
    "rule",
    "page_break",
    "include",
    "signoff",
)
"""The keys that name the kind of a block."""


def kind_of(value: Any) -> str | None:
    """The kind of a block, by its key; None if that is unclear."""
    if isinstance(value, Scalar):
        return "<text>"
    value = _british(value)
    kinds = [kind for kind in KINDS if kind in value] if isinstance(value, dict) else []
    return f"<{kinds[0]}>" if len(kinds) == 1 else None


WrittenBlock: TypeAlias = Annotated[
    Union[
        Annotated[Text, Tag("<text>")],
        Annotated[WrittenJudgement, Tag("<judgement>")],
        Annotated[WrittenHeading, Tag("<heading>")],
        Annotated[WrittenPart, Tag("<part>")],
        Annotated[WrittenList, Tag("<list>")],
        Annotated[WrittenQuote, Tag("<quote>")],
        Annotated[WrittenPullQuote, Tag("<pull_quote>")],
        Annotated[WrittenCode, Tag("<code>")],
        Annotated[WrittenDefinitions, Tag("<definitions>")],
        Annotated[WrittenTable, Tag("<table>")],
        Annotated[WrittenFigure, Tag("<figure>")],
        Annotated[WrittenChart, Tag("<chart>")],
        Annotated[WrittenFigures, Tag("<figures>")],
        Annotated[WrittenBox, Tag("<box>")],
        Annotated[WrittenEquation, Tag("<equation>")],
        Annotated[WrittenRule, Tag("<rule>")],
        Annotated[WrittenPageBreak, Tag("<page_break>")],
        Annotated[WrittenInclude, Tag("<include>")],
        Annotated[WrittenSignOff, Tag("<signoff>")],
    ],
    Discriminator(kind_of, custom_error_type="RK108", custom_error_message="no block"),
]
WrittenBlocks: TypeAlias = Annotated[list[WrittenBlock], Limits(min_length=1)]

# --- notes and sources --------------------------------------------------------------------------


class WrittenSource(SchemaModel):
    """A work or an address, with as much of its data as is known (a subset of CSL-JSON)."""

    url: Text | None = None
    defang: Truth | None = None
    author: Text | None = None
    title: Text | None = None
    container_title: Text | None = None
    editor: Text | None = None
    publisher: Text | None = None
    published: Text | None = None
    accessed: Text | None = None
    archive_url: Text | None = None
    locator: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"defang"}:
            raise PydanticCustomError("RK105", "the source is empty")
        return self


def _kind_in_note(value: Any) -> str | None:
    """The kind of a block of a note; None if a note cannot hold it, or its kind is unclear."""
    kind = kind_of(value)
    return kind if kind in ("<text>", "<list>", "<quote>") else None


def _note(value: object) -> object:
    if isinstance(value, Scalar):
        return {"text": value}
    return {"sources": value} if isinstance(value, list) else value


WrittenSources: TypeAlias = Annotated[
    list[
        Annotated[
            Union[Annotated[Text, Tag("<text>")], Annotated[WrittenSource, Tag("<source>")]],
            Discriminator(lambda value: "<text>" if isinstance(value, Scalar) else "<source>"),
        ]
    ],
    Limits(min_length=1),
]


WrittenNoteBlock: TypeAlias = Annotated[
    Union[
        Annotated[Text, Tag("<text>")],
        Annotated[WrittenList, Tag("<list>")],
        Annotated[WrittenQuote, Tag("<quote>")],
    ],
    Discriminator(_kind_in_note, custom_error_type="RK173", custom_error_message="no block"),
]


class WrittenNote(SchemaModel):
    """A note: its text, then its sources, printed with "; " between them."""

    text: Text | None = None
    body: Annotated[list[WrittenNoteBlock], Limits(min_length=1)] | None = None
    sources: WrittenSources | None = None

    @model_validator(mode="after")
    def _one_text(self) -> Self:
        if self.text is not None and self.body is not None:
            raise PydanticCustomError("RK174", "the note has 'text' and 'body'")
        return self


_SHORT_NOTE = {"type": ["string", "array"]}

# --- the report ---------------------------------------------------------------------------------


class WrittenSeries(SchemaModel):
    """The series a report appears in."""

    name: Text
    number: Text | None = None
    volume: Text | None = None
    issn: Text | None = None


class WrittenAuthor(SchemaModel):
    """An author."""

    name: Text
    affiliation: Text | None = None
    email: Text | None = None
    orcid: Text | None = None
    role: Text | None = None
    bio: Text | None = None


class WrittenPublisher(SchemaModel):
    """The publisher of the report."""

    name: Text
    place: Text | None = None
    url: Text | None = None
    logo: Text | None = None


class WrittenIdentifiers(SchemaModel):
    """The numbers that identify the report."""

    report_number: Text | None = None
    isbn: Text | None = None
    doi: Text | None = None


class WrittenRights(SchemaModel):
    """Copyright line, licence, disclaimer."""

    copyright: Text | None = None
    licence: Text | None = None
    disclaimer: Text | None = None


class WrittenMarking(SchemaModel):
    """A TLP 2.0 label, or your own banner."""

    tlp: TlpLabel | None = None
    banner: Text | None = None


class WrittenCover(SchemaModel):
    """A cover image and its description."""

    image: Text | None = None
    alt: TextOrEmpty | None = None


def _switch(value: object) -> object:
    """`true` is short for an empty mapping, and `false` for none."""
    if isinstance(value, Scalar) and value.text in ("true", "false"):
        return {} if value.text == "true" else None
    return value


_SWITCHED = Shorthand(_switch, {"type": "boolean"})


class WrittenContact(SchemaModel):
    """Whom readers can ask."""

    name: Text | None = None
    role: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("RK105", "the contact is empty")
        return self


class WrittenVersion(SchemaModel):
    """A version of the report in its history."""

    number: Text
    date: Date | None = None
    change: Text | None = None


class WrittenEmbargo(SchemaModel):
    """Until when the report must not be published."""

    until: Date
    text: Text | None = None


class WrittenNoteOptions(SchemaModel):
    """The place of notes and how they are numbered."""

    placement: Annotated[Literal["page", "end"], choice("page", "end")] = "page"
    numbering: Annotated[Literal["continuous", "section"], choice("continuous", "section")] = (
        "continuous"
    )
    repeat: Annotated[Literal["same", "see"], choice("same", "see")] = "same"


class WrittenContents(SchemaModel):
    """The table of contents, and the lists that follow it."""

    depth: Level | None = None
    figures: Truth = False
    tables: Truth = False


class WrittenDefang(SchemaModel):
    """The domains whose addresses are printed in a form that is not a link, and that form."""

    domains: Annotated[list[Text], one_or_more()] = []
    style: TextOrEmpty | None = None


class WrittenReport(SchemaModel):
    """A report for reportkit, schema version 1."""

    reportkit: Version
    title: Text
    series: Annotated[WrittenSeries, keyed("name")] | None = None
    subtitle: Text | None = None
    deck: Text | None = None
    date: Date
    date_text: Text | None = None
    timezone: TimeZone | None = None
    authors: Annotated[list[Annotated[WrittenAuthor, keyed("name")]], one_or_more()] = []
    publisher: Annotated[WrittenPublisher, keyed("name")] | None = None
    language: Language = "en"
    identifiers: WrittenIdentifiers | None = None
    rights: Annotated[WrittenRights, keyed("copyright")] | None = None
    marking: WrittenMarking | None = None
    keywords: Annotated[list[Text], one_or_more()] = []
    summary: Text | None = None
    status: Annotated[Literal["draft", "final"], choice("draft", "final")] | None = None
    version: Text | None = None
    cutoff: Date | None = None
    embargo: Annotated[WrittenEmbargo, keyed("until")] | None = None
    acknowledgements: Text | None = None
    funding: Text | None = None
    about_authors: AboutAuthors = False
    about_publisher: Text | None = None
    contacts: Annotated[list[Annotated[WrittenContact, keyed("text")]], one_or_more()] = []
    suggested_citation: Text | None = None
    versions: list[WrittenVersion] = []
    acronyms: dict[str, Text] = {}
    body: WrittenBlocks
    notes: dict[str, Annotated[WrittenNote, Shorthand(_note, _SHORT_NOTE)]] = {}
    sources: dict[str, WrittenSource] = {}
    note_options: WrittenNoteOptions = Limits(default_factory=WrittenNoteOptions)
    defang: WrittenDefang = Limits(default_factory=WrittenDefang)
    theme: Text | None = None
    contents: Annotated[WrittenContents | None, _SWITCHED] = None
    numbered_headings: Truth = False
    nonbreaking_spaces: Truth = False
    typography: Annotated[Literal["exact", "smart"], choice("exact", "smart")] = "exact"
    judgement_summary: Truth = False
    cover: Annotated[WrittenCover | None, _SWITCHED] = None

    _spelling = model_validator(mode="before")(_british)
