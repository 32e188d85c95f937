"""One code of findings."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class Code(Struct, frozen=True):
    """One kind of finding."""

    id: str
    severity: Severity
    title: str
    why: str
    fix: str

    @property
    def hint(self) -> str:
        """The first sentence of `fix` in short: it ends each finding that has no other hint."""
        sentence = re.split(r"\.(?: |$)", self.fix, maxsplit=1)[0]
        return sentence[:1].lower() + sentence[1:]
