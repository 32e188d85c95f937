"""The markup of other tools in a text: what Markdown, HTML and LaTeX would interpret, and we print.

Everything outside the subset of `read.inline` is text and printed as it is. That is a promise, but
an author who writes `<br>` rarely means four characters. The rules here are cautious: they ignore
what occurs in ordinary prose (`5 > 3`, `AT&T`, `C# `, `$5 to $6`, `snake_case`), even if they miss
a slip as a result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from reportkit.read import foreign_signs
from reportkit.read.attributes import FORM as PHRASE_ATTRIBUTES
from reportkit.read.flow import flow
from reportkit.read.foreign_signs import has_sign
from reportkit.read.slip import Slip

# --- inline --------------------------------------------------------------------------------------

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.|\n){1,2000}?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>]+|\]\([^()\s]*\)")
_OWN = re.compile(
    r"\[\^[\w.:-]+\]|\{(?:ref|note|page):[^}]*\}|(?<=\])(?:" + PHRASE_ATTRIBUTES.pattern + ")"
)

CITATION: Final = re.compile(r"\[(?:[^\[\]\n@]*[\s;])?-?@[\w{][^\[\]\n]*\]")
"""`[see @key, p. 4; @other]`, as in pandoc."""
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)")
_REFERENCE_LINK = re.compile(r"(?<![\w\]!])\[([^\[\]^@\0]+)\]\[([^\[\]^@\0]*)\]")
_SPACED_LINK = re.compile(
    r"(?<![\w\]\0])\[([^\[\]^@\d\0][^\[\]\0]*)\][ \t]+\((https?://[^\s()<>]+)\)"
)
_INLINE_NOTE = re.compile(r"(?<!\^)\^\[([^\[\]^\0][^\[\]]*)\](?![(\0])")
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])([^~\n]+?)(?<=\S)~~(?!~)")
_HIGHLIGHTED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]+?)(?<=\S)==(?![=\w])")
_UNDERSCORES = re.compile(
    r"(?<![\w_])(?P<sign>__?)(?=[^\s_])(?P<text>[^_\n]{0,300}?[^\s_])(?P=sign)(?![\w_])"
)
_ATTRIBUTES = re.compile(r"\{:?\s*(?:[.#][A-Za-z][\w-]*|[A-Za-z-]+=[^\s{}]+)[^{}\n]*\}")
_QUOTES = re.compile(r"(?<!`)``(?=[^\s`])([^`'\n]+)''")
_COMMAND = re.compile(
    r"(?<![:\\])\\(?P<name>[A-Za-z]+)\*?(?:\[[^\]\n]{0,99}\])?(?P<argument>\{[^{}\n]{0,999}\})"
)
_BARE_COMMAND = re.compile(
    r"(?<![\w:\\])\\(?:ldots|dots|item|par|noindent|newline|(?:La)?TeX|newpage|clearpage|alpha|beta"
    r"|gamma|delta|times|cdot|leq|geq|pm|infty|[rR]ightarrow|approx|sum|int)(?![A-Za-z])"
)
_TIE = re.compile(r"(?<=[A-Za-z]\.)~(?=[\w\"“(])")
_MATHS = re.compile(r"(?<![\w$\\])\$\$?(?=[^\s$])([^$\n]{1,80}?)(?<=[^\s$])\$\$?(?![\w$])")
_ROUND_MATHS = re.compile(r"\\\((?=(?:(?!\\\))[^\n]){0,80}[\\^_=])([^\n]{1,80}?)\\\)")
_SQUARE_MATHS = re.compile(r"\\\[(?=(?:(?!\\\])[^\n]){0,80}(?:\\[A-Za-z]|=))([^\n]{1,80}?)\\\]")
_IS_MATHS = re.compile(r"[\\^_={}<>]|^[A-Za-z]$|^[A-Za-z0-9]+ ?[-+*/] ?[A-Za-z0-9]+$")
_IS_PROSE = re.compile(r"[€£¥,;]|(?<!\\)\b[A-Za-z]{4,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z\d]*)(?P<attributes>\s[^<>]*)?/?>", re.DOTALL
)
_TAGS = (
    "b blockquote br center code col colgroup dd del div dl dt em figcaption figure font h1 h2 h3 "
    "h4 h5 h6 hr i iframe img ins kbd li nobr ol p pre s script small span strike strong style sub "
    "sup table tbody td tfoot th thead tr tt u ul wbr"
)
_HTML: Final = frozenset(_TAGS.split())
_TAGS_IF_CLOSED = (
    "a abbr article aside big button caption cite details dfn footer form header label mark "
    "q samp section summary svg title var video"
)
_HTML_IF_CLOSED: Final = frozenset(_TAGS_IF_CLOSED.split())
"""Tags that may have another meaning in angle brackets if they are not closed."""

_TAG_FORMS: Final = {
    "b": "**{}**",
    "strong": "**{}**",
    "i": "*{}*",
    "em": "*{}*",
    "code": "`{}`",
    "tt": "`{}`",
    "sup": "^{}^",
    "sub": "~{}~",
}
_TAG_HINTS: Final = {
    "br": "end the line with a backslash, or leave a blank line for a new paragraph",
    "p": "leave a blank line between two paragraphs",
    "a": "write [text](https://…)",
}
_TABLE: Final = "table: {header: [A, B], rows: [[1, 2]]}"
_TAG_BLOCKS: Final = {
    "hr": "rule: true",
    "img": "figure: {src: map.png, alt: What it shows}",
    "ul": "list: [One, Two]",
    "ol": "{list: [One, Two], ordered: true}",
    "li": "list: [One, Two]",
    "table": _TABLE,
    "tr": _TABLE,
    "td": _TABLE,
    "blockquote": "quote: Words",
    **{f"h{level}": f"{{heading: Words, level: {level}}}" for level in range(1, 7)},
}
_COMMAND_FORMS: Final = {
    "emph": "*{}*",
    "textit": "*{}*",
    "textbf": "**{}**",
    "texttt": "`{}`",
    "textsuperscript": "^{}^",
    "textsubscript": "~{}~",
}
_NOTE_HINT = "write [^name] here, and under notes: {}"


def inline_slips(text: str, most: int) -> Iterator[Slip]:
    """The inline markup that other tools would interpret in the text, at most so many of a kind."""
    masked = _masked(text, _CODE, _ESCAPE, _ADDRESS, _OWN)
    for signs, rule in _INLINE:
        if has_sign(text, signs):
            yield from islice(rule(text, masked), most)
    if has_sign(text, foreign_signs.LATEX):
        yield from islice(_latex(_masked(text, _CODE, _ADDRESS, _OWN)), most)


def plain_slips(text: str) -> Iterator[Slip]:
    """The markup in values that do not allow any, such as names and titles of works."""
    masked = _masked(text, _ESCAPE)
    yield from _tags(text, masked)
    yield from _entities(text, masked)
    for found in _PLAIN.finditer(masked):
        words = next(filter(None, found.groups()))
        yield _slip(
            "RK129",
            found,
            f"'{found[0]}' is printed with its signs: this value does not allow markup",
            f"write {flow(words)}",
            words,
        )


_PLAIN = re.compile(
    r"(?<![\w*])\*\*(?=\S)([^*\n]+)(?<=\S)\*\*(?![\w*])|(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"
    r"|\[([^\[\]\n]+)\]\(https?://[^\s()]+\)"
)


def without_code(text: str) -> str:
    """The text with NUL characters in place of code and of citations in brackets."""
    return _masked(text, _CODE, CITATION)


def _masked(text: str, *forms: re.Pattern[str]) -> str:
    """The text with all matches of the forms as NUL characters, so that offsets do not change."""
    for form in forms:
        text = form.sub(_nuls, text)
    return text


def _nuls(found: re.Match[str]) -> str:
    if found[0].startswith("]("):
        return "](" + "\0" * (len(found[0]) - 3) + ")"
    return "\0" * len(found[0])


def _slip(
    code: str, found: re.Match[str], message: str, hint: str, instead: str | None = None
) -> Slip:
    return Slip(code, found.start(), len(found[0]), message, hint, instead)


def _words(text: str, found: re.Match[str]) -> str:
    """The match, shortened, from the unmasked text."""
    words = " ".join(text[found.start() : found.end()].split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _citations(text: str, masked: str) -> Iterator[Slip]:
    for found in CITATION.finditer(masked):
        cited = (
            work[work.find("@") :].strip() for work in found[0][1:-1].split(";") if "@" in work
        )
        works = ", ".join(map(flow, cited))
        message = f"the citation '{_words(text, found)}' is printed as is"
        yield _slip("RK305", found, message, _NOTE_HINT.format(f"name: [{works}]"))


def _links(text: str, masked: str) -> Iterator[Slip]:
    for found in _PICTURE.finditer(masked):
        name = text[found.start() : found.end()].rpartition("](")[2].rstrip(")")
        message = f"the picture '{_words(text, found)}' is not shown"
        source = name if name and "://" not in name else "map.png"
        alt = found[1] or "What it shows"
        form = f"figure: {{src: {flow(source)}, alt: {flow(alt)}}}"
        yield Slip("RK122", found.start(), len(found[0]), message, form, block=True)
    for found in _REFERENCE_LINK.finditer(masked):
        if not (found[1].isdigit() and found[2].isdigit()):
            message = f"'{_words(text, found)}' is printed as is, not as a link"
            yield _slip("RK123", found, message, f"write [{found[1]}](https://…)")
    for found in _SPACED_LINK.finditer(_masked(text, _CODE, _ESCAPE)):
        link = f"[{found[1]}]({found[2]})"
        message = f"'{_words(text, found)}' is printed as is, not as a link"
        yield _slip("RK123", found, message, f"write {link}, without the space", link)


def _notes(text: str, masked: str) -> Iterator[Slip]:
    for found in _INLINE_NOTE.finditer(masked):
        words = text[found.start(1) : found.end(1)]
        message = f"the note '{_words(text, found)}' is printed inside the text"
        yield _slip("RK211", found, message, _NOTE_HINT.format(f"name: {flow(words)}"))


def _styles(text: str, masked: str) -> Iterator[Slip]:
    for form, name in ((_STRUCK, "struck out"), (_HIGHLIGHTED, "highlighted")):
        for found in form.finditer(masked):
            words = text[found.start(1) : found.end(1)]
            message = f"'{_words(text, found)}' is printed with its signs, not {name}"
            yield _slip("RK126", found, message, f"leave the signs out: {words}", words)
    for found in _UNDERSCORES.finditer(masked):
        style, signs = ("bold", "**") if len(found["sign"]) == 2 else ("italic", "*")
        words = f"{signs}{text[found.start('text') : found.end('text')]}{signs}"
        message = f"'{_words(text, found)}' is printed with its underscores, not in {style}"
        yield _slip("RK126", found, message, f"write {words}", words)


def _attributes(text: str, masked: str) -> Iterator[Slip]:
    for found in _ATTRIBUTES.finditer(masked):
        message = f"the attribute '{_words(text, found)}' is printed as is"
        hint = "remove it; the look of a report comes from its theme"
        yield _slip("RK127", found, message, hint, "")


def _tags(text: str, masked: str) -> Iterator[Slip]:
    for found in _COMMENT.finditer(masked):
        message = f"the comment '{_words(text, found)}' is printed"
        hint = "put a comment on its own line, outside the text, after #"
        yield _slip("RK121", found, message, hint)
    masked = _masked(masked, _COMMENT)
    lowered = masked.lower()
    closed = {found["name"] for found in _TAG.finditer(lowered) if found["close"]}
    opened = set()
    for found in _TAG.finditer(masked):
        name = found["name"].lower()
        attributes = "=" in (found["attributes"] or "")
        sure = name in _HTML and (len(name) > 1 or name in closed or attributes)
        if not sure and not (name in _HTML_IF_CLOSED and (name in closed or attributes)):
            continue
        if found["close"] and name in opened:
            continue  # one finding for both of them
        opened.add(name)
        yield _tag(text, lowered, found, name)


def _tag(text: str, lowered: str, found: re.Match[str], name: str) -> Slip:
    message = f"the HTML tag '{_words(text, found)}' is printed as is"
    if block := _TAG_BLOCKS.get(name):
        return Slip("RK121", found.start(), len(found[0]), message, block, block=True)
    end = lowered.find(f"</{name}>", found.end(), found.end() + 2_000)
    form = _TAG_FORMS.get(name)
    if form is None or end < 0 or found["close"]:
        hint = _TAG_HINTS.get(name, "remove it; the look of a report comes from its theme")
        return _slip("RK121", found, message, hint)
    words = form.format(text[found.end() : end].strip())
    length = end + len(f"</{name}>") - found.start()
    return Slip("RK121", found.start(), length, message, f"write {words}", words)


def _entities(text: str, masked: str) -> Iterator[Slip]:
    for found in _ENTITY.finditer(masked):
        from html import unescape  # late: few texts have a candidate

        sign = unescape(found[0])
        if sign == found[0] or ";" in sign:
            continue
        message = f"'{found[0]}' is printed as is"
        if sign.isprintable() and sign.strip():
            yield _slip("RK121", found, message, f"write {sign} itself", sign)
        else:
            escape = "".join(f"\\u{ord(char):04x}" for char in sign)
            hint = f"type the character itself, or write {escape} in a text in double quotes"
            yield _slip("RK121", found, message, hint)


def _maths(text: str, masked: str) -> Iterator[Slip]:
    for found in _MATHS.finditer(masked):
        inside = text[found.start(1) : found.end(1)]
        if _IS_MATHS.search(inside) and ("\\" in inside or not _IS_PROSE.search(inside)):
            yield _formula(text, found)


def _formula(text: str, found: re.Match[str]) -> Slip:
    message = f"the formula '{_words(text, found)}' is printed as is"
    hint = "write it in letters and signs (*x*^2^, a~1~, √2), or show it as a figure"
    return _slip("RK125", found, message, hint)


def _latex(text: str) -> Iterator[Slip]:
    """LaTeX commands, in a text whose escapes are not masked."""
    taken = []
    for form in (_ROUND_MATHS, _SQUARE_MATHS):
        for found in form.finditer(text):
            taken.append(found.span())
            yield _formula(text, found)
    taken += [found.span() for found in _MATHS.finditer(text)]
    for found in _COMMAND.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            yield _command(text, found)
    for found in _BARE_COMMAND.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            message = f"the LaTeX command '{found[0]}' is printed as is"
            yield _slip("RK125", found, message, "write the character itself, or leave it out")
    for found in _QUOTES.finditer(text):
        words = f"“{found[1]}”"
        message = f"'{_words(text, found)}' is printed with its grave accents"
        yield _slip("RK125", found, message, f"write {words}", words)
    for found in _TIE.finditer(text):
        message = "the tilde of LaTeX is printed as is"
        yield _slip(
            "RK125", found, message, "write a space, or a no-break space (U+00A0)", "\u00a0"
        )


def _command(text: str, found: re.Match[str]) -> Slip:
    name, words = found["name"], found["argument"][1:-1]
    if name in ("footnote", "endnote", "footnotetext"):
        message = f"the note '{_words(text, found)}' is printed inside the text"
        return _slip("RK211", found, message, _NOTE_HINT.format(f"name: {flow(words)}"))
    if name.lower().endswith(("cite", "citep", "citet")) or name.startswith("cite"):
        works = ", ".join(flow(f"@{work.strip()}") for work in words.split(","))
        message = f"the citation '{_words(text, found)}' is printed as is"
        return _slip("RK305", found, message, _NOTE_HINT.format(f"name: [{works}]"))
    message = f"the LaTeX command '{_words(text, found)}' is printed as is"
    if name == "textsc":
        instead = f"[{words}]{{.smallcaps}}"
        return _slip("RK125", found, message, f"write {instead}", instead)
    if form := _COMMAND_FORMS.get(name):
        instead = form.format(words)
        return _slip("RK125", found, message, f"write {instead}", instead)
    if name in ("section", "subsection", "subsubsection", "chapter", "paragraph"):
        form = f"heading: {flow(words)}"
        return Slip("RK125", found.start(), len(found[0]), message, form, block=True)
    if name in ("ref", "autoref", "cref", "pageref"):
        return _slip("RK125", found, message, f"write {{ref:{words}}}", f"{{ref:{words}}}")
    if name == "url":
        return _slip("RK125", found, message, f"write [{words}]({words})")
    return _slip("RK125", found, message, f"write only the words: {words}")


_INLINE: Final[tuple[tuple[tuple[str, ...], Callable[[str, str], Iterator[Slip]]], ...]] = (
    (foreign_signs.CITATION, _citations),
    (foreign_signs.LINK, _links),
    (foreign_signs.NOTE, _notes),
    (foreign_signs.STYLE, _styles),
    (foreign_signs.ATTRIBUTE, _attributes),
    (foreign_signs.TAG, _tags),
    (foreign_signs.ENTITY, _entities),
    (foreign_signs.MATHS, _maths),
)
"""The rules, each with the signs of which its markup contains one."""
