"""The tokens of LaTeX math, and the faults that end its parser."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from msgspec import Struct

_TOKEN: Final = re.compile(r"\\(?:operatorname\*|[A-Za-z]+|.)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


class Fault(Struct, frozen=True):
    """Why a text is no equation, and where: an index into the text, and a number of characters."""

    message: str
    start: int
    length: int = 1
    hint: str | None = None


class UnreadableError(Exception):
    """Ends the parser at a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Token(Struct, frozen=True):
    text: str
    start: int

    @property
    def command(self) -> str:
        """The name of a command; empty for anything else."""
        return self.text[1:] if self.text[0] == "\\" else ""


class Tokens:
    """The tokens of one text, taken one after another."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = [Token(found[0], found.start()) for found in _TOKEN.finditer(latex)]
        self.at = 0
        """The place of the next token."""
        self.end = len(latex.rstrip())

    def fail(self, message: str, token: Token | None, hint: str | None = None) -> NoReturn:
        """Ends the parser with a fault at a token, or at the end of the text."""
        if token is None:
            raise UnreadableError(Fault(message, max(0, self.end - 1), 1, hint))
        raise UnreadableError(Fault(message, token.start, len(token.text), hint))

    def peek(self) -> Token | None:
        """The next token that is no space."""
        while self.at < len(self.tokens) and self.tokens[self.at].text.isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self, after: Token, wanted: str) -> Token:
        """Takes the next token, or fails because a token lacks what is wanted."""
        token = self.peek()
        if token is None:
            self.fail(f"{after.text} lacks {wanted}", after)
        self.at += 1
        return token

    def take(self, text: str) -> bool:
        """Takes the next token if it is this one."""
        token = self.peek()
        if token is not None and token.text == text:
            self.at += 1
            return True
        return False
