"""The table of diagnostic codes: what each finding means, why it matters and how to fix it.

`reportkit explain RK203` prints an entry of this table. A test ties each code to a fixture in
`tests/diagnostics/`, and fails for a code without a case or a case without a code.
"""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code, Severity
from reportkit.codes.file import FILE
from reportkit.codes.notes import NOTES
from reportkit.codes.output import OUTPUT
from reportkit.codes.resources import RESOURCES
from reportkit.codes.structure import STRUCTURE
from reportkit.codes.text import TEXT

__all__ = ["CODES", "Code", "Severity"]

CODES: Final = {code.id: code for code in (*FILE, *STRUCTURE, *NOTES, *RESOURCES, *TEXT, *OUTPUT)}
"""All codes by id, in the order of their ids."""
