"""styles.xml: the theme as styles, so that an editor who types in Word keeps the look.

Built-in styles have Word's own names, in its own case; ours are added to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportkit.compose.fitting import Fits, landscape_measure
from reportkit.style import Theme
from reportkit.writers.docx.cover import CoverLook
from reportkit.writers.docx.geometry import (
    BOX_INDENT,
    CODE_SCALE,
    LIST_STEP,
    QUOTE_INDENT,
    measure,
)
from reportkit.writers.docx.scripts import ScriptFonts, script_fonts
from reportkit.writers.docx.style_xml import (
    BOLD,
    ITALIC,
    KEEP,
    character_style,
    font_size,
    fonts,
    frame,
    hex_colour,
    line_space,
    paragraph_style,
    rule_below,
)
from reportkit.writers.docx.title_styles import title_styles
from reportkit.writers.docx.wordml import NAMESPACES, attribute, part_bytes, twips

NOTE_COLUMN: Final = 300
"""The width of the column for the numbers of notes, in twips."""

_LATENT: Final = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
    'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


def styles_part(theme: Theme, language: str, rtl: bool, fits: Fits, cover: CoverLook) -> bytes:
    """The styles of a theme for a language, a title block, and tables that do not fit."""
    sheet = _Sheet(theme, script_fonts(theme, language), rtl)
    parts = (
        f"<w:styles {NAMESPACES}>",
        sheet.defaults(language),
        _LATENT,
        *sheet.base(),
        *title_styles(theme, cover, sheet.sans, rtl),
        *sheet.headings(),
        *sheet.text(),
        *sheet.units(),
        *sheet.boxes(),
        *sheet.contents(),
        *sheet.matter(),
        *sheet.notes(),
        *sheet.characters(),
        sheet.table(),
        *sheet.wide(fits),
        "</w:styles>",
    )
    return part_bytes("".join(parts))


class _Sheet:
    """The styles of one theme. Each method returns those of one part of the report."""

    def __init__(self, theme: Theme, scripts: ScriptFonts, rtl: bool) -> None:
        self.theme = theme
        self.serif = fonts(theme.fonts.text, scripts, serif=True)
        self.code = fonts(theme.fonts.code, scripts, serif=False)
        self.rtl = rtl
        self.sizes, self.space = theme.sizes, theme.space
        self.line = theme.sizes.text * theme.leading.text
        self.small = theme.sizes.caption * theme.leading.note
        self.sans = fonts(theme.fonts.heading, scripts, serif=False)
        heading = theme.headings
        self.heavy = BOLD if heading.weight >= 600 else ""
        self.muted = f'<w:color w:val="{hex_colour(theme.colours.muted)}"/>'
        self.accent = f'<w:color w:val="{hex_colour(theme.colours.accent)}"/>'
        self.ink = self.accent if heading.colour == "accent" else ""

    def defaults(self, language: str) -> str:
        """The document's defaults: fonts, size and language."""
        tag = attribute(language)
        east = tag if language.split("-")[0].lower() in {"zh", "ja", "ko"} else '"en-US"'
        bidi = tag if self.rtl else '"ar-SA"'
        tags = f"w:val={tag} w:eastAsia={east} w:bidi={bidi}"
        return (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{self.serif}"
            f"{font_size(self.sizes.text)}<w:lang {tags}/></w:rPr></w:rPrDefault>"
            "<w:pPrDefault/></w:docDefaults>"
        )

    def base(self) -> tuple[str, ...]:
        """The styles that every document has."""
        colour = f'<w:color w:val="{hex_colour(self.theme.colours.text)}"/>'
        spacing = line_space(0, self.space.paragraph, self.line)
        return (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f"<w:qFormat/><w:pPr><w:widowControl/>{spacing}</w:pPr>"
            f"<w:rPr>{colour}</w:rPr></w:style>",
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
            "</w:style>",
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
            '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr></w:style>",
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
            '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        )

    def headings(self) -> tuple[str, ...]:
        """Headings of six levels and of parts, and the heading of the notes at the end."""
        sizes = (
            self.sizes.heading1,
            self.sizes.heading2,
            self.sizes.heading3,
            self.sizes.heading4,
            self.sizes.heading5,
            self.sizes.heading6,
        )
        above = self.space.heading
        made: list[str] = []
        for level, size in enumerate(sizes, 1):
            weight = ITALIC if level in (4, 6) else self.heavy
            ink = self.muted if level == 6 else self.ink
            opens = level == 1 and self.theme.headings.chapters != "run-on"
            page = "<w:pageBreakBefore/>" if opens else ""
            spacing = line_space(
                above * (1.35, 1.1, 1, 1, 1, 1)[level - 1],
                self.space.paragraph * (0.75, 0.6, 0.5, 0.5, 0.5, 0.5)[level - 1],
                size * self.theme.leading.heading,
            )
            outline = f'<w:outlineLvl w:val="{level - 1}"/>'
            made.append(
                paragraph_style(
                    f"heading {level}",
                    f"{KEEP}{page}<w:suppressAutoHyphens/>{spacing}{outline}",
                    f"{self.sans}{weight}{ink}{font_size(size)}",
                    style_id=f"Heading{level}",
                )
            )
        outline = '<w:outlineLvl w:val="9"/>'
        made.append(paragraph_style("Notes Heading", outline, "", based="Heading1"))
        part = line_space(
            above * 2, self.space.paragraph * 2, self.sizes.title * self.theme.leading.heading
        )
        made.append(paragraph_style("Part", part, font_size(self.sizes.title), based="Heading1"))
        return tuple(made)

    def text(self) -> tuple[str, ...]:
        """Key judgements, lists, quotations, the sign-off."""
        space, sizes = self.space, self.sizes
        item = line_space(0, 2, self.line)
        meaning = line_space(0, space.paragraph, self.line)
        continued = f'{item}<w:ind w:left="{LIST_STEP}"/>'
        alone = line_space(space.heading, space.paragraph, self.line)
        size = sizes.text * 0.85
        code = line_space(0, 0, size * self.theme.leading.text)
        stops = (f'<w:tab w:val="left" w:pos="{twips(size * 2.4 * n)}"/>' for n in range(1, 13))
        tabs = f"<w:tabs>{''.join(stops)}</w:tabs>"
        off = line_space(space.heading, space.paragraph, self.line)
        return (
            *self.running_text(),
            paragraph_style("Key Judgement", self.apart(), "", based="BodyText"),
            paragraph_style("Key Judgement Alone", KEEP + alone, "", based="KeyJudgement"),
            paragraph_style("List Bullet", item, ""),
            paragraph_style("List Number", item, ""),
            paragraph_style("List Continue", continued, ""),
            *self.quotations(),
            paragraph_style(
                "Code Block",
                f"{tabs}<w:suppressAutoHyphens/>{code}",
                f"{self.code}<w:noProof/>{font_size(size)}",
            ),
            paragraph_style(
                "Definition Term", KEEP + line_space(0, 0, self.line), BOLD, following="Definition"
            ),
            paragraph_style("Definition", f'{meaning}<w:ind w:left="{LIST_STEP}"/>', ""),
            paragraph_style("Sign-off", off, ITALIC, style_id="SignOff"),
            paragraph_style(
                "Rule",
                rule_below(hex_colour(self.theme.colours.rule), 1)
                + line_space(0, space.heading, 4)
                + f'<w:ind w:left="{measure(self.theme) // 3}" '
                f'w:right="{measure(self.theme) // 3}"/><w:jc w:val="center"/>',
                font_size(2),
            ),
        )

    def quotations(self) -> tuple[str, ...]:
        """Quotations, a size smaller beside a bar, and texts set large beside a heavier one. The
        attribution has the same bar and indent, so that Word draws one bar along both."""
        space, sizes, colours = self.space, self.sizes, self.theme.colours
        sides = f'<w:ind w:left="{QUOTE_INDENT}" w:right="{QUOTE_INDENT}"/>'
        large_sides = f'<w:ind w:left="{LIST_STEP}"/>'
        bar, large_bar = self._bar(12, 10, colours.rule), self._bar(24, 12, colours.accent)
        quote = line_space(0, 4, sizes.quotation * self.theme.leading.text)
        pull = line_space(0, 4, sizes.pull_quote * 1.35)
        who = line_space(0, space.paragraph * 1.5, self.small)
        small = f"{self.sans}{self.muted}{font_size(sizes.caption)}"
        large = f"{self.sans}{self.accent}{font_size(sizes.pull_quote)}"
        return (
            paragraph_style("Quote", f"{bar}{quote}{sides}", font_size(sizes.quotation)),
            paragraph_style("Quote Attribution", f'{bar}{who}{sides}<w:jc w:val="right"/>', small),
            paragraph_style("Pull Quote", f"{KEEP}{large_bar}{pull}{large_sides}", large),
            paragraph_style("Pull Quote Attribution", f"{large_bar}{who}{large_sides}", small),
        )

    def _bar(self, eighths: int, away: int, colour: str) -> str:
        """A bar at the start of a paragraph, so thick and so far from its text (points)."""
        side = "right" if self.rtl else "left"
        look = f'w:val="single" w:sz="{eighths}" w:space="{away}" w:color="{hex_colour(colour)}"'
        return f"<w:pBdr><w:{side} {look}/></w:pBdr>"

    def running_text(self) -> tuple[str, ...]:
        """Running text if paragraphs are indented or justified; a heading is neither."""
        paragraphs = self.theme.paragraphs
        after = 0 if paragraphs.separation == "indent" else self.space.paragraph
        justified = '<w:jc w:val="both"/>' if paragraphs.align == "justified" else ""
        indent = f'<w:ind w:firstLine="{twips(paragraphs.indent)}"/>'
        return (
            paragraph_style("Body Text", f"{line_space(0, after, self.line)}{justified}", ""),
            paragraph_style("Body Text Indented", indent, "", based="BodyText"),
        )

    def apart(self) -> str:
        """The space above a key judgement if there is none between paragraphs."""
        if self.theme.paragraphs.separation == "space":
            return ""
        return line_space(self.line / 2, 0, self.line)

    def units(self) -> tuple[str, ...]:
        """Figures and tables, with captions and source lines."""
        space, sizes = self.space, self.sizes
        small = f"{self.sans}{font_size(sizes.caption)}"
        figure = f'<w:keepNext/><w:spacing w:before="{twips(space.figure)}" w:after="120"/>'
        cell = line_space(2.5, 2.5, self.small)
        return (
            paragraph_style(
                "caption", line_space(0, space.figure, self.small), small, style_id="Caption"
            ),
            paragraph_style(
                "Table Caption",
                "<w:keepNext/>" + line_space(space.figure, 5, self.small),
                "",
                based="Caption",
            ),
            paragraph_style("Figure", figure, ""),
            paragraph_style("Equation", self._equation(measure(self.theme)), ""),
            paragraph_style(
                "Boxed Equation",
                self._equation(measure(self.theme) - 2 * BOX_INDENT),
                "",
            ),
            paragraph_style("Table Text", cell, small),
            paragraph_style("Table Heading", "<w:suppressAutoHyphens/>", BOLD, based="TableText"),
            paragraph_style(
                "Source Line",
                line_space(4, space.figure, sizes.note * self.theme.leading.note),
                f"{self.sans}{self.muted}{font_size(sizes.note)}",
                based="Caption",
            ),
            paragraph_style("Table End", line_space(0, space.figure, 4), font_size(2)),
        )

    def _equation(self, wide: int) -> str:
        """An equation in the middle of the measure, its number at the end of the line."""
        tabs = f'<w:tab w:val="center" w:pos="{wide // 2}"/><w:tab w:val="right" w:pos="{wide}"/>'
        around = twips(self.space.figure / 2)
        space = f'<w:spacing w:before="{around}" w:after="{around}"/>'
        return f"<w:tabs>{tabs}</w:tabs><w:suppressAutoHyphens/>{space}"

    def boxes(self) -> tuple[str, ...]:
        """Boxes: a title and text beside a rule; also for the judgements at the front."""
        edge = frame(self.theme, self.theme.boxes.style, self.rtl)
        judged = frame(self.theme, self.theme.judgements.style, self.rtl)
        indent = f'<w:ind w:left="{BOX_INDENT}" w:right="{BOX_INDENT}"/>'
        above = line_space(self.space.figure, self.space.paragraph / 2, self.sizes.box_title * 1.3)
        title = f"{KEEP}{edge}{above}"
        text = f"{edge}{line_space(0, self.space.paragraph / 2, self.line)}{indent}"
        bold = f"{self.sans}{BOLD}{self.accent}{font_size(self.sizes.box_title)}"
        large = font_size(self.sizes.panel_title)
        return (
            paragraph_style("Box Title", title + indent, bold, following="BoxText"),
            paragraph_style("Box Text", text, ""),
            paragraph_style(
                "Panel Title",
                line_space(0, self.space.paragraph / 2, self.line),
                bold,
                following="PanelText",
            ),
            paragraph_style("Panel Text", line_space(0, self.space.paragraph / 2, self.line), ""),
            '<w:style w:type="table" w:customStyle="1" w:styleId="BoxPanel">'
            '<w:name w:val="Box Panel"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
            f'<w:tblPr><w:tblCellMar><w:top w:w="100" w:type="dxa"/><w:left w:w="{BOX_INDENT}" '
            f'w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="{BOX_INDENT}" '
            'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
            paragraph_style("Summary Title", "", large, based="BoxTitle", following="BoxText"),
            paragraph_style("Judgement Summary Title", judged, large, based="BoxTitle"),
            paragraph_style(
                "Judgement Summary",
                judged + line_space(0, 5, self.line),
                "",
                based="BoxText",
            ),
        )

    def contents(self) -> tuple[str, ...]:
        """The table of contents, levels by indent and weight; the lists of figures and tables."""
        heading = line_space(self.space.heading, self.space.paragraph / 2, self.line)
        made = [
            paragraph_style(
                "TOC Heading",
                KEEP + heading,
                f"{self.sans}{BOLD}{self.accent}{font_size(self.sizes.panel_title)}",
            )
        ]
        for level in range(1, 7):
            spacing = line_space(3 if level == 1 else 0, 2, self.small * 1.15)
            indent = f'<w:ind w:left="{(level - 1) * 240}"/>'
            weight = BOLD if level == 1 else ""
            made.append(
                paragraph_style(
                    f"toc {level}",
                    spacing + indent,
                    f"{self.sans}{weight}{font_size(self.sizes.caption)}",
                    style_id=f"TOC{level}",
                )
            )
        listed = paragraph_style(
            "table of figures",
            line_space(0, 2, self.small * 1.15),
            f"{self.sans}{font_size(self.sizes.caption)}",
            style_id="TableofFigures",
        )
        return (*made, listed)

    def matter(self) -> tuple[str, ...]:
        """Running heads, marking, colophon."""
        wide = measure(self.theme)
        line = self.sizes.running * self.theme.leading.note
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{wide}"/></w:tabs>'
        running = tabs + line_space(0, 0, line)
        look = f"{self.sans}{self.muted}{font_size(self.sizes.running)}"
        small = f"{self.sans}{font_size(self.sizes.note)}"
        above = (
            f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="8" '
            f'w:color="{hex_colour(self.theme.colours.rule)}"/></w:pBdr>'
        )
        note_line = self.sizes.note * self.theme.leading.note
        opening = above + line_space(self.space.heading * 2, 3, note_line)
        return (
            paragraph_style("header", running, look, style_id="Header"),
            paragraph_style("footer", running, look, style_id="Footer"),
            paragraph_style(
                "Marking",
                '<w:spacing w:before="40" w:after="40"/><w:jc w:val="right"/>',
                f"{self.sans}{BOLD}{font_size(12)}",
            ),
            paragraph_style(
                "Back Title",
                f'{KEEP}{line_space(self.space.heading, 4, note_line)}<w:outlineLvl w:val="0"/>',
                f"{self.sans}{BOLD}{font_size(self.sizes.text)}",
            ),
            paragraph_style("Back Text", line_space(0, 4, note_line), small),
            paragraph_style("Colophon", line_space(0, 3, note_line), small),
            paragraph_style("Colophon First", opening, "", based="Colophon"),
        )

    def notes(self) -> tuple[str, ...]:
        """The text of notes, with the number hanging in a separate column."""
        size = self.sizes.note
        # A note may break anywhere: otherwise LibreOffice would move a two-line note off the page
        # of its mark rather than leave a single line.
        shape = (
            '<w:widowControl w:val="0"/>'
            + line_space(0, 2, size * self.theme.leading.note)
            + f'<w:ind w:left="{NOTE_COLUMN}" w:hanging="{NOTE_COLUMN}"/>'
        )
        section = KEEP + line_space(self.space.heading, self.space.paragraph / 2, self.line)
        return (
            paragraph_style(
                "Notes Section", section, f"{self.sans}{BOLD}{font_size(self.sizes.heading3)}"
            ),
            paragraph_style("footnote text", shape, font_size(size), style_id="FootnoteText"),
            paragraph_style("endnote text", shape, font_size(size), style_id="EndnoteText"),
        )

    def characters(self) -> tuple[str, ...]:
        """The styles of runs."""
        raised = '<w:vertAlign w:val="superscript"/>'
        code = f"{self.code}<w:noProof/>{font_size(self.sizes.text * CODE_SCALE)}"
        return (
            character_style("footnote reference", raised, "FootnoteReference"),
            character_style("endnote reference", raised, "EndnoteReference"),
            character_style("Hyperlink", self.accent),
            character_style("Note Link", ""),
            character_style("Claim", self._claim()),
            character_style("Defanged URL", "<w:noProof/>"),
            character_style("Code", code),
            character_style("Credit", f"{self.muted}{font_size(self.sizes.note)}"),
        )

    def _claim(self) -> str:
        """The look of a claim in the theme. Word knows only two weights."""
        claims = self.theme.claims
        weight = BOLD if claims.weight >= 600 else ""
        colour = self.accent if claims.colour == "accent" else ""
        return f"{weight}{ITALIC if claims.style == 'italic' else ''}{colour}"

    def wide(self, fits: Fits) -> Iterator[str]:
        """Tables in smaller type, and head and foot of landscape pages, if the report has any."""
        for size in sorted({fit.size for fit in fits.values() if fit.size is not None}):
            lines = line_space(2.5, 2.5, size * self.theme.leading.note)
            for style in ("Table Text", "Table Heading"):
                based = style.replace(" ", "")
                yield paragraph_style(f"{style} {size:g}", lines, font_size(size), based=based)
        if any(fit.landscape for fit in fits.values()):
            across = twips(mm=landscape_measure(self.theme.page))
            tabs = (
                f'<w:tabs><w:tab w:val="clear" w:pos="{measure(self.theme)}"/>'
                f'<w:tab w:val="right" w:pos="{across}"/></w:tabs>'
            )
            for style in ("Header", "Footer"):
                yield paragraph_style(f"{style} Landscape", tabs, "", based=style)

    def table(self) -> str:
        """The style of tables: only horizontal rules, heavy at the edges of header and table."""
        text, rule = hex_colour(self.theme.colours.text), hex_colour(self.theme.colours.rule)
        return (
            '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
            '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
            '<w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>'
            f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{text}"/>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{text}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{text}"/>'
            '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
        )
