r"""A parser for LaTeX math: text to presentation MathML (MathML Core), or the place of a fault.

It makes only the elements that each writer draws, and keeps nothing that it does not know. Large
operators take their limits above and below in display, and at their side elsewhere, as in TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape

from msgspec import Struct

from reportkit.diagnostics import nearest
from reportkit.read.latex import symbols
from reportkit.read.latex.elements import (
    aligned,
    el,
    fences,
    form,
    matrix,
    mo,
    mrow,
    with_scripts,
)
from reportkit.read.latex.tokens import Fault, Token, Tokens, UnreadableError

LONGEST: Final = 4_000
"""The longest formula in characters: more than a page of formulas."""
DEEPEST: Final = 24
"""How deep groups may be nested."""

_RAISED: Final = "^_"
_SPECIAL: Final = {
    "$": "write the equation without dollar signs",
    "#": r"write \# for the sign",
    "%": r"write \% for the sign",
    "~": r"write \  (a backslash and a space) for a space",
}
_PROSE: Final = re.compile(r"(?<![A-Za-z\\])[A-Za-z]+(?:\s+[A-Za-z]+)+")
"""Words side by side, which would run together."""
_THIN: Final = '<mspace width="0.167em"></mspace>'
_AFTER_NAME: Final = {
    *symbols.LETTERS,
    *symbols.UPRIGHT,
    *symbols.FUNCTIONS,
    *symbols.FRACTIONS,
    "sqrt",
    "mathrm",
    "text",
}
"""The commands before which the name of a function stands apart."""
_COMMANDS: Final = [f"\\{name}" for name in sorted(symbols.COMMANDS)]
_BLOCK: Final = 'display="block" xmlns="http://www.w3.org/1998/Math/MathML"'


class _Atom(Struct, frozen=True):
    """A piece of MathML, and where its limits go."""

    xml: str
    limits: bool | None = False
    """True above and below, False at the side, None as the style of its place wants it."""
    named: bool = False
    """Whether it is the name of a function, which stands apart from letters and digits."""


def math(latex: str) -> str | Fault:
    """The MathML element of an equation in display style, or why it cannot be read."""
    if len(latex) > LONGEST:
        message = f"the equation has {len(latex)} characters; at most {LONGEST} are read"
        return Fault(message, 0, 1, "divide it into several equations")
    parser = _Parser(latex)
    try:
        inside = parser.row(frozenset(), display=True)
    except UnreadableError as error:
        return error.fault
    if not inside:
        return Fault("the equation is empty", 0)
    return f"<math {_BLOCK}>{inside}</math>"


class _Parser(Tokens):
    """Reads one text. Methods return MathML."""

    def __init__(self, latex: str) -> None:
        super().__init__(latex)
        self._depth = 0
        self._upright: str | None = None
        """The form of letters in force (a name in Unicode, or empty for upright ones)."""

    # --- rows and scripts -----------------------------------------------------------------------

    def row(self, ends: frozenset[str], *, display: bool) -> str:
        """Everything up to one of the ends, which is not taken."""
        self._deepen()
        parts: list[str] = []
        while (token := self.peek()) is not None and token.text not in ends:
            if token.text in (r"\displaystyle", r"\textstyle"):
                self.at += 1
                display = token.text == r"\displaystyle"
                continue
            parts += self._spaced(display, bool(parts) and not parts[-1].startswith("<mo"))
        self._depth -= 1
        return "".join(parts)

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self.fail(f"the equation is nested more than {DEEPEST} deep", self.peek())

    def _spaced(self, display: bool, after_letter: bool) -> list[str]:
        """An atom with its scripts; the name of a function with thin spaces around it."""
        made, named = self._scripted(display)
        if not named:
            return [made]
        follows = self.peek()
        letter = follows is not None and (follows.text.isalnum() or follows.command in _AFTER_NAME)
        return [*([_THIN] if after_letter else []), made, *([_THIN] if letter else [])]

    def _scripted(self, display: bool) -> tuple[str, bool]:
        """An atom with its scripts, and whether it is the name of a function."""
        token = self.peek()
        assert token is not None
        if token.text in "^_'":
            atom = _Atom("<mrow></mrow>")
            if token.text != "'":
                self.fail(f"nothing stands before {token.text}", token)
        else:
            atom = self._atom(display)
        above = atom.limits if atom.limits is not None else display
        while (token := self.peek()) is not None and token.text in (r"\limits", r"\nolimits"):
            self.at += 1
            above = token.text == r"\limits"
        scripts: dict[str, str] = {}
        primes = ""
        while (token := self.peek()) is not None and token.text in "^_'":
            self.at += 1
            if token.text == "'":
                primes += "′"
                continue
            if token.text in scripts:
                kind = "superscripts" if token.text == "^" else "subscripts"
                self.fail(f"two {kind} stand at the same place", token, "put braces around one")
            scripts[token.text] = self._argument(token, display=False)
        if primes:
            scripts["^"] = mrow(mo(primes) + scripts.get("^", ""))
        return with_scripts(atom.xml, scripts, above), atom.named

    def _argument(self, after: Token, *, display: bool) -> str:
        """What a command applies to: a group or a single atom, as one element."""
        token = self.peek()
        if token is None or token.text in ("}", "&", r"\\", r"\right", r"\end", *_RAISED):
            self.fail(f"{after.text} lacks what it applies to", after, "write {…} after it")
        if token.text == "{":
            return mrow(self._group(display))
        if len(token.text) > 1 and token.text[0].isdigit():
            # In TeX, an argument without braces is one character: x^12 is x¹2.
            self.tokens[self.at : self.at + 1] = [
                Token(digit, token.start + place) for place, digit in enumerate(token.text)
            ]
        self._deepen()
        atom = self._atom(display)
        self._depth -= 1
        return mrow(atom.xml)

    def _group(self, display: bool) -> str:
        opening = self.tokens[self.at]
        self.at += 1
        inside = self.row(frozenset("}"), display=display)
        if not self.take("}"):
            self.fail("this brace is never closed", opening)
        return inside

    # --- atoms ----------------------------------------------------------------------------------

    def _atom(self, display: bool) -> _Atom:
        token = self.peek()
        assert token is not None
        if token.text == "{":
            return _Atom(mrow(self._group(display)))
        self.at += 1
        if token.command or token.text == "\\":
            return self._command(token, display)
        if token.text == "}":
            self.fail("this brace was never opened", token)
        if token.text == "&":
            self.fail("& separates columns, and no environment is open", token, r"write \& for it")
        if token.text in _SPECIAL:
            self.fail(f"{token.text} is no sign of an equation", token, _SPECIAL[token.text])
        return _Atom(self._character(token))

    def _character(self, token: Token) -> str:
        text = token.text
        if text[0].isdigit():
            return el("mn", "".join(map(self._formed, text)))
        if text.isalpha():
            prose = _PROSE.match(self.latex, token.start)
            if prose and sum(len(word) > 2 for word in prose[0].split()) > 1:
                words = Token(prose[0], token.start)
                self.fail("words are no equation", words, r"write \text{…} around them")
            self._printable(token)
            return self._letter(text)
        self._printable(token)
        if text in "()[]|":
            return mo(text, 'stretchy="false"')
        return mo(symbols.SIGNS.get(text, text))

    def _letter(self, letter: str) -> str:
        if self._upright is None:
            return el("mi", letter)
        return el("mi", self._formed(letter), 'mathvariant="normal"')

    def _formed(self, character: str) -> str:
        """A letter or digit in the form that is in force."""
        if not self._upright:
            return character
        return form(character, self._upright)

    def _command(self, token: Token, display: bool) -> _Atom:
        name = token.command
        if name in symbols.LETTERS:
            return _Atom(el("mi", self._formed(symbols.LETTERS[name])))
        if name in symbols.UPRIGHT:
            shown = self._formed(symbols.UPRIGHT[name])
            return _Atom(el("mi", shown, 'mathvariant="normal"'))
        if name in symbols.LARGE:
            return _Atom(mo(symbols.LARGE[name]), limits=None)
        if name in symbols.FUNCTIONS:
            named = el("mi", symbols.NAMES.get(name, name), 'mathvariant="normal"')
            return _Atom(named, None if name in symbols.LIMITS else False, named=True)
        if name in symbols.CHARACTERS:
            plain = 'stretchy="false"' if name in symbols.DELIMITER_COMMANDS else ""
            return _Atom(mo(symbols.CHARACTERS[name], plain))
        if name in symbols.SPACES:
            return _Atom(f'<mspace width="{symbols.SPACES[name]}em"></mspace>')
        maker = self._makers().get(name)
        if maker is None:
            known = nearest(token.text, _COMMANDS)
            message = f"unknown command {token.text}"
            if token.text == r"\\":
                message = r"\\ ends a line, and no environment is open"
                known = r"write \begin{aligned} … \end{aligned}"
            self.fail(message, token, known)
        return maker(token, display)

    def _makers(self) -> dict[str, Callable[[Token, bool], _Atom]]:
        """What reads each command with arguments."""
        return {
            **dict.fromkeys(symbols.FRACTIONS, self._fraction),
            **dict.fromkeys(symbols.ACCENTS, self._accent),
            **dict.fromkeys(symbols.LINES, self._line),
            **dict.fromkeys(symbols.ALPHABETS, self._alphabet),
            **dict.fromkeys(symbols.TEXTS, self._text),
            **dict.fromkeys(("overset", "underset", "stackrel"), self._stacked),
            **dict.fromkeys(("operatorname", "operatorname*"), self._operator),
            "sqrt": self._root,
            "left": self._fenced,
            "begin": self._environment,
            "bmod": lambda token, display: _Atom(mo("mod")),
            "pmod": self._modulo,
            "not": self._not,
        }

    def _fraction(self, token: Token, display: bool) -> _Atom:
        inner = token.command in ("dfrac", "cfrac") and token.command == "cfrac"
        above = self._argument(token, display=inner)
        below = self._argument(token, display=inner)
        if token.command == "binom":
            fraction = el("mfrac", above + below, 'linethickness="0"')
            return _Atom(fences("(", fraction, ")"))
        styles = {"frac": "", "tfrac": 'displaystyle="false"'}
        style = styles.get(token.command, 'displaystyle="true"')
        return _Atom(el("mfrac", above + below, style))

    def _root(self, token: Token, display: bool) -> _Atom:
        index = ""
        opening = self.peek()
        if self.take("["):
            index = mrow(self.row(frozenset("]"), display=False))
            if not self.take("]"):
                self.fail("this bracket is never closed", opening)
        inside = self._argument(token, display=display)
        return _Atom(el("mroot", inside + index) if index else el("msqrt", inside))

    def _accent(self, token: Token, display: bool) -> _Atom:
        inside = self._argument(token, display=display)
        wide = 'stretchy="true"' if token.command.startswith("wide") else 'stretchy="false"'
        sign = mo(symbols.ACCENTS[token.command], wide)
        return _Atom(el("mover", inside + sign, 'accent="true"'))

    def _line(self, token: Token, display: bool) -> _Atom:
        inside = self._argument(token, display=display)
        sign = mo(symbols.LINES[token.command], 'stretchy="true"')
        braced = "brace" in token.command
        if token.command.startswith("over"):
            return _Atom(el("mover", inside + sign, 'accent="true"'), limits=braced)
        return _Atom(el("munder", inside + sign, 'accentunder="true"'), limits=braced)

    def _stacked(self, token: Token, display: bool) -> _Atom:
        first = self._argument(token, display=False)
        base = self._argument(token, display=display)
        return _Atom(el("munder" if token.command == "underset" else "mover", base + first))

    def _alphabet(self, token: Token, display: bool) -> _Atom:
        before = self._upright
        form = symbols.ALPHABETS[token.command]
        self._upright = None if token.command == "mathit" else form
        inside = self._argument(token, display=display)
        self._upright = before
        # Upright letters side by side are one name.
        joined = inside
        if token.command == "mathrm":
            joined = inside.replace('</mi><mi mathvariant="normal">', "")
        return _Atom(joined)

    def _raw(self, token: Token) -> str:
        """The characters of an argument that is text."""
        opening = self.next(token, "its text in braces")
        if opening.text != "{":
            self.fail(f"{token.text} lacks its text in braces", token)
        parts: list[str] = []
        while True:
            if self.at == len(self.tokens):
                self.fail("this brace is never closed", opening)
            part = self.tokens[self.at]
            self.at += 1
            if part.text == "}":
                return re.sub(r"\s+", " ", "".join(parts))
            if part.text[0] in "\\{$" and part.text[1:] not in tuple("%&#$_{} "):
                self.fail("text in an equation takes no markup", part)
            self._printable(part)
            parts.append(part.text[1:] if part.text[0] == "\\" else part.text)

    def _printable(self, part: Token) -> None:
        """Fails for a character that the font for equations lacks."""
        for character in part.text:
            if not (symbols.PRINTABLE.match(character) or character.isspace()):
                message = f"the character {character} cannot be printed in an equation"
                self.fail(message, part, "letters are Latin, Greek or Cyrillic")

    def _text(self, token: Token, display: bool) -> _Atom:
        text = self._raw(token)
        inner = text.strip(" ")
        before = "\u00a0" if text[:1] == " " else ""
        after = "\u00a0" if inner and text[-1:] == " " else ""
        return _Atom(el("mtext", escape(before + inner + after)))

    def _operator(self, token: Token, display: bool) -> _Atom:
        name = escape(self._raw(token).strip())
        if not name:
            self.fail(f"{token.text} lacks a name", token)
        limits = None if token.text.endswith("*") else False
        return _Atom(el("mi", name, 'mathvariant="normal"'), limits, named=True)

    def _modulo(self, token: Token, display: bool) -> _Atom:
        inside = el("mi", "mod", 'mathvariant="normal"') + '<mspace width="0.333em"></mspace>'
        number = self._argument(token, display=False)
        return _Atom('<mspace width="1em"></mspace>' + fences("(", inside + number, ")"))

    def _not(self, token: Token, display: bool) -> _Atom:
        after = self.next(token, "a sign to strike through")
        sign = symbols.RELATIONS.get(after.command, after.text)
        struck = unicodedata.normalize("NFC", f"{sign}\u0338")
        if len(sign) != 1 or len(struck) != 1:
            self.fail(f"{after.text} cannot be struck through", after)
        return _Atom(mo(struck))

    # --- fences and tables ----------------------------------------------------------------------

    def _delimiter(self, after: Token) -> str:
        token = self.next(after, "a delimiter")
        known = symbols.DELIMITER_COMMANDS if token.command else symbols.DELIMITERS
        name = token.command or token.text
        if name not in known:
            self.fail(
                f"{token.text} is no delimiter", token, r"write . for none, or \{ for a brace"
            )
        return known[name]

    def _fenced(self, token: Token, display: bool) -> _Atom:
        opening = self._delimiter(token)
        parts: list[str] = []
        while True:
            parts.append(self.row(frozenset((r"\right", r"\middle")), display=display))
            found = self.peek()
            if found is None:
                self.fail(r"this \left has no \right", token)
            self.at += 1
            sign = self._delimiter(found)
            if found.text == r"\right":
                return _Atom(fences(opening, "".join(parts), sign))
            parts.append(mo(sign, 'fence="true" stretchy="true" form="infix"'))

    def _environment(self, token: Token, display: bool) -> _Atom:
        name = self._raw(token)
        if name not in symbols.MATRICES:
            known = nearest(name, symbols.MATRICES)
            self.fail(f"unknown environment '{name}'", token, known)
        columns = self._columns(token) if name == "array" else ""
        shown = name.startswith("align") or name in ("split", "gathered")
        rows: list[list[str]] = [[]]
        while True:
            ends = frozenset(("&", r"\\", r"\end"))
            rows[-1].append(self.row(ends, display=shown))
            end = self.peek()
            if end is None:
                self.fail(f"this \\begin{{{name}}} has no \\end", token)
            self.at += 1
            if end.text == r"\\":
                rows.append([])
            elif end.text == r"\end":
                break
        if self._raw(end) != name:
            self.fail(f"this \\end does not end \\begin{{{name}}}", end)
        if len(rows) > 1 and rows[-1] == [""]:
            rows.pop()
        opening, closing = symbols.MATRICES[name]
        table = matrix(rows, aligned(name, columns), spread=not shown)
        return _Atom(fences(opening, table, closing) if opening else table)

    def _columns(self, token: Token) -> str:
        columns = self._raw(token).replace(" ", "")
        if not columns or columns.strip("lcr"):
            message = "the columns of an array are the letters l, c and r"
            self.fail(message, token, r"write \begin{array}{lc}")
        return columns
