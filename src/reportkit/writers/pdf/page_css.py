"""The style sheet of the PDF: rules from the theme's tokens, then the theme's own `print.css`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, assert_never

from reportkit.compose.fitting import landscape_side
from reportkit.compose.publication import HeadKind, Publication
from reportkit.model.document import BOX_KINDS
from reportkit.style import Theme, shipped_fonts
from reportkit.style.tokens import BoxStyle
from reportkit.writers.html_names import HtmlClass, NoteTag, box_class
from reportkit.writers.pdf.cover_css import cover_rules
from reportkit.writers.pdf.engine import SCHEME

_HEAD_GAP: Final = 5
"""The distance of the running head and of the folio from the text, in millimetres."""
_MARKING_GAP: Final = 11
"""The distance of the marking, which is beyond head and folio, from the text, in millimetres."""
_WATERMARK: Final = "#e4e4e4"
"""The colour of the word across a draft: text over it keeps a contrast of 7:1."""
_LARGEST_WATERMARK: Final = 42
"""The largest size of that word, in millimetres."""
_VARIABLE: Final = re.compile(r"var\(--([\w-]+)\)")
_SETTING: Final = re.compile(r"--([\w-]+)\s*:")


def style_sheet(publication: Publication) -> str:
    """The style sheet for a report in its theme."""
    theme = publication.theme
    values = _tokens(theme)
    variables = ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}"
    rules = "\n".join(
        (
            _Pages(publication).rules(),
            _choices(publication),
            cover_rules(publication),
            theme.print_css,
        )
    )
    return f"{_fonts(theme)}\n{variables}\n{_with_values(rules, values)}"


def _with_values(rules: str, values: Mapping[str, str]) -> str:
    """The rules with the values of the tokens substituted for their variables.

    WeasyPrint parses the value of a variable again for each element. A variable that the rules set
    themselves is kept.
    """
    fixed = {name: values[name] for name in values.keys() - set(_SETTING.findall(rules))}
    return _VARIABLE.sub(lambda found: fixed.get(found[1], found[0]), rules)


def _fonts(theme: Theme) -> str:
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{face.style};src:url({SCHEME}{face.name})}}"
        for face in (*shipped_fonts(), *theme.faces)
    )


def _tokens(theme: Theme) -> dict[str, str]:
    """The values of the variables by name."""
    fonts = theme.fonts
    families = {"text": fonts.text, "heading": fonts.heading, "code": fonts.code}
    ink = {"text": theme.colours.text, "accent": theme.colours.accent}
    return {
        **{f"{name}-font": _stack(family, theme) for name, family in families.items()},
        **{f"{name}-size": f"{value}pt" for name, value in theme.sizes},
        "panel-title-size": f"{theme.sizes.panel_title:g}pt",
        "box-title-size": f"{theme.sizes.box_title:g}pt",
        "quote-size": f"{theme.sizes.quotation:g}pt",
        "pull-quote-size": f"{theme.sizes.pull_quote:g}pt",
        **{f"{name}-leading": str(value) for name, value in theme.leading},
        **{f"{name}-space": f"{value}pt" for name, value in theme.space},
        **dict(theme.colours),
        "line": f"{theme.sizes.text * theme.leading.text:g}pt",
        "half-line": f"{theme.sizes.text * theme.leading.text / 2:g}pt",
        "indent": f"{theme.paragraphs.indent}pt",
        "heading-weight": str(theme.headings.weight),
        "heading-colour": ink[theme.headings.colour],
        "claim-weight": str(theme.claims.weight),
        "claim-style": theme.claims.style,
        "claim-colour": ink[theme.claims.colour],
        "note-link": ink[theme.notes.links],
    }


def _stack(family: str, theme: Theme) -> str:
    """A family and those that are asked for letters that it lacks."""
    return ",".join(f'"{name}"' for name in theme.stack(family))


class _Pages:
    """The rules of the pages: margins, running heads, folios, marking, the rule above notes."""

    def __init__(self, publication: Publication) -> None:
        self.theme = publication.theme
        self.meta = publication.meta
        self.running = publication.running
        self.marked = publication.marking is not None
        self.watermark = publication.watermark
        rtl = self.meta.direction == "rtl"
        self.start, self.end = ("right", "left") if rtl else ("left", "right")

    def rules(self) -> str:
        page = self.theme.page
        left, right = page.sides
        if not page.facing and self.meta.direction == "rtl":
            left, right = right, left
        running = self.running
        heads = (running.verso, running.recto)
        if self.meta.direction == "rtl":  # a right-to-left book opens on the left
            heads = (running.recto, running.verso)
        marking = self._marking("top", "bottom") + self._marking("bottom", "top")
        rules = [
            f"@page{{size:{page.size};margin:{page.top}mm {right}mm {page.bottom}mm {left}mm;"
            f"{self._outer(self.end, running.recto)}{marking}"
            f"{self._watermark(page.width, left)}{self._footnotes()}}}"
        ]
        if page.facing:
            # The inside is the bound edge: the right edge of a left-hand page.
            rules.append(
                f"@page:left{{margin-left:{right}mm;margin-right:{left}mm;"
                f"{self._outer('left', heads[0])}{self._watermark(page.width, right)}}}"
                f"@page:right{{{self._outer('right', heads[1])}}}"
            )
        rules.append(self._landscape())
        # Also if the paragraph of its mark runs the other way.
        rules.append(f"{NoteTag.NOTE}{{direction:{self.meta.direction}}}")
        none = "content:none"
        rules.append(f"@page:first{{@top-left{{{none}}}@top-right{{{none}}}}}")
        foot = (
            f"font:600 {self.theme.sizes.text}pt {_stack(self.theme.fonts.heading, self.theme)};"
            f"color:{self.theme.colours.text};text-align:{self.start}"
        )
        other = "right" if self.start == "left" else "left"
        publisher = _quoted(self.running.publisher)
        rules.append(
            f"@page title{{@top-left{{{none}}}@top-right{{{none}}}"
            f"@bottom-{other}{{{none}}}"
            f"@bottom-{self.start}{{content:{publisher};width:100%;{foot}}}}}"
        )
        edges = ("top-left", "top-right", "bottom-left", "bottom-right")
        rules.append(f"@page cover{{{''.join(f'@{edge}{{{none}}}' for edge in edges)}}}")
        return "\n".join(rules)

    def _landscape(self) -> str:
        """The pages of wide tables: landscape, with the same heads and folios as all others."""
        page, side = self.theme.page, landscape_side(self.theme.page)
        sides = f"margin-left:{side}mm;margin-right:{side}mm"
        facing = ("", ":left", ":right") if page.facing else ("",)
        return "".join(
            f"@page landscape{which}{{size:{page.size} landscape;{sides};"
            f"{self._watermark(page.height, side)}}}"
            for which in facing
        )

    def _watermark(self, width: float, left: float) -> str:
        """The word across a page of this width and left margin, below the text: a box of that
        margin, as wide as the page and turned, because such boxes are artifacts."""
        if not self.watermark:
            return ""
        size = min(_LARGEST_WATERMARK, 200 / len(self.watermark))
        return (
            f"@left-middle{{content:{_quoted(self.watermark)};width:{width}mm;margin-left:0;"
            f"margin-right:{left - width:g}mm;height:{1.5 * size:.1f}mm;"
            "text-align:center;white-space:nowrap;"
            f"font:600 {size:.1f}mm/1.5 {_stack(self.theme.fonts.heading, self.theme)};"
            f"color:{_WATERMARK};transform:rotate(-55deg);z-index:-1}}"
        )

    def _outer(self, side: str, head: HeadKind) -> str:
        """Head and folio at the outer side, the publisher at the other."""
        inner = "left" if side == "right" else "right"
        look = (
            f"font:{self.theme.sizes.running}pt {_stack(self.theme.fonts.heading, self.theme)};"
            f"color:{self.theme.colours.muted}"
        )
        above = f"vertical-align:bottom;padding-bottom:{_HEAD_GAP}mm"
        below = f"vertical-align:top;padding-top:{_HEAD_GAP}mm"
        head_side = side if self.theme.page.facing else self.start
        away = "left" if head_side == "right" else "right"
        publisher = _quoted(self.running.publisher)
        return (
            f"@top-{head_side}{{content:{self._head(head)};width:100%;"
            f"text-align:{head_side};{look};{above}}}"
            f"@top-{away}{{content:none}}"
            f"@bottom-{side}{{content:counter(page);width:30%;text-align:{side};{look};{below};"
            "font-variant-numeric:tabular-nums}"
            f"@bottom-{inner}{{content:{publisher};width:70%;text-align:{inner};{look};{below}}}"
        )

    def _head(self, kind: HeadKind) -> str:
        match kind:
            case "title" | "chapter":
                opens = self.theme.headings.chapters != "run-on"
                return f"string({kind},{'first-except' if opens else 'first'})"
            case "series":
                return _quoted(self.running.series)
            case "none":
                return '""'
            case _:
                assert_never(kind)

    def _marking(self, edge: str, near: str) -> str:
        """The marking at the end of the line beyond head or folio, as TLP 2.0 recommends."""
        if not self.marked:
            return ""
        return (
            f"@{edge}-center{{content:element(marking);width:100%;text-align:{self.end};"
            f"vertical-align:{near};padding-{near}:{_MARKING_GAP}mm}}"
        )

    def _footnotes(self) -> str:
        """The area of the notes. With a border of less than 1px, or with padding, WeasyPrint 70
        puts one note on each page; so the short rule is a border whose image ends after a third."""
        rule, kind = self.theme.colours.rule, self.theme.notes.rule
        if kind == "none":
            return "@footnote{margin-top:0.4cm;border-top:1px solid #fff}"
        short = f"border-image:linear-gradient(to {self.end},{rule} 33%,#fff 33%) 1"
        return (
            f"@footnote{{margin-top:0.4cm;border-top:1px solid {rule};"
            f"{short if kind == 'short' else ''}}}"
        )


def _choices(publication: Publication) -> str:
    """The rules that follow from a choice of the theme."""
    theme = publication.theme
    box, judgements = f".{HtmlClass.BOX}", f".{HtmlClass.JUDGEMENTS}"
    rules = [
        _box(f"{box},.{HtmlClass.SUMMARY}", theme.boxes.style),
        _box(judgements, theme.judgements.style),
    ]
    if theme.boxes.style == "panel":
        rules.append(f"{box} {box}{{border:0.5pt solid var(--rule)}}")
    rules += (_box_kind(kind, theme) for kind in BOX_KINDS)
    rules.append(f".{HtmlClass.WRAPS}{{background:{_hooks(theme)}}}")
    rules.append(f"{judgements} ul{{{_MARKS[theme.judgements.marks]}}}")
    if theme.page.columns > 1:
        columns = f"columns:{theme.page.columns};column-gap:{theme.page.gutter}mm"
        rules.append(f".{HtmlClass.COLUMNS}{{{columns}}}")
    paragraphs = theme.paragraphs
    if paragraphs.separation == "indent":
        rules.append(_INDENTED)
    if paragraphs.align == "justified":
        rules.append("main p{text-align:justify}main li p,main .panel p{text-align:start}")
    if paragraphs.hyphens:
        rules.append("main p,main li{hyphens:auto;hyphenate-limit-chars:7 3 3}")
    if theme.headings.chapters != "run-on":
        title = _quoted(publication.running.title)
        rules.append(_chapters(theme.headings.chapters, title))
    return "\n".join(rules)


def _box(selector: str, style: BoxStyle) -> str:
    """The rule for the boxes of a selector."""
    match style:
        case "panel":
            return f"{selector}{{padding:var(--half-line) 12pt;background:var(--tint)}}"
        case "edge":
            edge = "padding-inline-start:12pt;border-inline-start:2.5pt solid var(--accent)"
            return f"{selector}{{{edge}}}"
        case "frame":
            return f"{selector}{{padding:var(--half-line) 12pt;border:0.5pt solid var(--text)}}"
        case _:
            assert_never(style)


def _box_kind(kind: str, theme: Theme) -> str:
    """The rules for boxes of a kind: the colour of the edge and of the word for the kind."""
    selector, colour = f".{HtmlClass.BOX}.{box_class(kind)}", getattr(theme.boxes, kind)
    edge = f"border-inline-start:2.5pt solid {colour}"
    return f"{selector}{{{edge}}}{selector}>.{HtmlClass.BOX_TITLE}{{color:{colour}}}"


def _hooks(theme: Theme) -> str:
    """The background of a line of code that is too long: a hook before each line that it goes on
    in. It is drawn, so that it is not copied with the text. WeasyPrint 70 draws a gradient that is
    not repeated beyond its size, and a positioned element after the text that follows it."""
    ink, paper = theme.colours.accent, theme.colours.tint
    stems, feet = [f"{paper} {_CODE_LINE}em"], [f"{paper} {_CODE_LINE}em"]
    for number in range(1, _HOOKS + 1):
        top = number * _CODE_LINE
        foot, end = f"{top + 0.67:.2f}em", f"{top + 0.77:.2f}em"
        stems.append(
            f"{ink} {top:.2f}em,{ink} {end},{paper} {end},{paper} {top + _CODE_LINE:.2f}em"
        )
        feet.append(f"{paper} {foot},{ink} {foot},{ink} {end},{paper} {end}")
    stem, hook = (f"linear-gradient({','.join(stops)})" for stops in (stems, feet))
    return f"{stem} 3pt 0/0.7pt 100% repeat-y,{hook} 3pt 0/6pt 100% repeat-y"


def _chapters(opening: str, title: str) -> str:
    """The rules for chapters that begin a page of a kind (page, recto). That page has no running
    head, because its string is set on it. `title` is the short title as a CSS string."""
    return (
        f"main{{break-before:{opening}}}\n"
        f"main>h2,section.notes{{break-before:{opening}}}\n"
        "main>h2:first-child{break-before:auto}\n"
        "main>.page-break:first-child{break-after:auto}\n"
        "main>h2,.notes>h2{margin:0 0 calc(2*var(--line));padding-top:14mm}\n"
        f"body main>h2{{string-set:chapter attr(data-head),title {title}}}\n"
        f"body .notes>h2{{string-set:chapter content(text),title {title}}}"
    )


_CODE_LINE: Final = 1.4
"""The height of a line of code in em, as in `print.css`."""
_HOOKS: Final = 12
"""The number of lines with a hook that a line of code goes on in."""
_MARKS: Final = {
    "dash": 'list-style-type:"–  "',
    "bullet": "list-style-type:disc",
    "number": "list-style-type:decimal",
    "none": "list-style-type:none;padding-inline-start:0",
}
_INDENTED: Final = """\
main p{margin-bottom:0}
main p+p{text-indent:var(--indent)}
main li p+p{margin-top:var(--half-line);text-indent:0}
main p.judgement{margin-top:var(--half-line);text-indent:0}
main p.sign-off,main p.attribution,main p.source,main .box-title+p{text-indent:0}
main p.attribution{text-align:end}
main .pull-quote p,main .pull-quote p.attribution{text-align:start}"""


def _quoted(text: str) -> str:
    """The text as a CSS string."""
    return '"' + "".join(c if c.isalnum() or c in " ,.:" else f"\\{ord(c):06x}" for c in text) + '"'
