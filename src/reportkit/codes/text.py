"""Markings, invisible characters and accessibility: RK5xx, RK7xx and RK8xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

TEXT: Final = (
    # RK5xx: marking
    Code(
        "RK501",
        "error",
        "a marking that does not exist",
        "TLP 2.0 defines RED, AMBER, AMBER+STRICT, GREEN and CLEAR; any other word would mislead.",
        "Use one of the five labels, or banner for your own marking.",
    ),
    # RK7xx: invisible characters
    Code(
        "RK701",
        "warning",
        "an unclosed direction character",
        "Unicode's direction characters come in pairs (UAX #9). One that is left open would "
        "reverse the text after it, so it is closed at the end of its paragraph.",
        "Write the closing character where the reversed text ends. It is U+2069 after U+2066, "
        "U+2067 and U+2068, and U+202C after U+202A, U+202B, U+202D and U+202E. Most texts need "
        "none of them.",
    ),
    Code(
        "RK702",
        "warning",
        "a direction character that closes nothing",
        "It has no opening character in the same paragraph. It is not printed.",
        "Delete the character, or write the opening one where the reversed text begins.",
    ),
    # RK8xx: accessibility
    Code(
        "RK801",
        "warning",
        "a skipped heading level",
        "Screen readers and PDF/UA expect heading levels to go down one at a time.",
        "Use the next level, or add the heading in between.",
    ),
    Code(
        "RK802",
        "error",
        "a figure without alternative text",
        "Readers who cannot see the figure would not know what it shows.",
        'Describe it in alt; write alt: "" only for a pure decoration.',
    ),
)
