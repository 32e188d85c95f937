"""The commands of LaTeX math that reportkit reads, and what they print.

Every writer draws all of them: a test sends each through all formats.
"""

from __future__ import annotations

import re
from typing import Final


def _table(text: str) -> dict[str, str]:
    """Pairs of a name and a character."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


LETTERS: Final = _table(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
    "kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς "
    "tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω hbar ℏ ell ℓ imath ı jmath ȷ wp ℘ "
    "partial ∂ Re ℜ Im ℑ aleph ℵ"
)
"""Letters that are slanted, as in TeX."""
UPRIGHT: Final = _table(
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
    "infty ∞ emptyset ∅ varnothing ∅ nabla ∇ angle ∠ top ⊤ bot ⊥ exists ∃ nexists ∄ forall ∀ "
    "prime ′ degree ° circledR ® euro € pounds £ S § P ¶ "
    "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱"
)
"""Letters and signs that are upright."""
RELATIONS: Final = _table(
    "leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ "
    "in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ perp ⊥ parallel ∥ mid ∣ "
    "leqslant ⩽ geqslant ⩾ prec ≺ succ ≻ lesssim ≲ gtrsim ≳ models ⊨ vdash ⊢ "
    "to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ "
    "Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ "
    "uparrow ↑ downarrow ↓ colon : coloneqq ≔"
)
"""Signs between two sides."""
OPERATORS: Final = _table(
    "times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ "
    "cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ "
    "lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ | ‖ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ "
    "lceil ⌈ rceil ⌉ lbrace { rbrace } { { } } lbrack [ rbrack ] % % & & # # $ $ _ _"
)
"""Other signs."""
LARGE: Final = _table(
    "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂"
)
"""Large operators, with limits above and below in display."""
INTEGRALS: Final = _table("int ∫ iint ∬ iiint ∭ oint ∮")
"""Large operators with limits at their side."""
LIMITS: Final = _names("lim limsup liminf max min sup inf det gcd Pr argmax argmin")
"""Names of functions with limits below in display."""
FUNCTIONS: Final = (
    _names(
        "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp "
        "ker dim hom arg deg"
    )
    | LIMITS
)
"""Names of functions."""
NAMES: Final = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}
"""Names that are printed otherwise."""
SPACES: Final = {
    ",": 0.167,
    "thinspace": 0.167,
    ":": 0.222,
    ">": 0.222,
    ";": 0.278,
    "!": -0.167,
    " ": 0.25,
    "quad": 1.0,
    "qquad": 2.0,
}
"""Spaces in em."""
ACCENTS: Final = _table(
    "hat ^ widehat ^ tilde ~ widetilde ~ bar ¯ vec → dot ˙ ddot ¨ acute ´ grave ` check ˇ breve ˘"
)
"""Signs above a letter."""
LINES: Final = {"overline": "‾", "underline": "_", "overbrace": "⏞", "underbrace": "⏟"}
"""Lines and braces along a formula."""
ALPHABETS: Final = {
    "mathrm": "",
    "mathit": "",
    "mathbf": "BOLD",
    "boldsymbol": "BOLD",
    "bm": "BOLD",
    "mathbb": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
    "mathsf": "SANS-SERIF",
    "mathtt": "MONOSPACE",
}
"""Commands for letters of another form, with the name of the form in Unicode."""
TEXTS: Final = frozenset(("text", "textrm", "mbox", "textnormal"))
"""Commands whose argument is text."""
FRACTIONS: Final = frozenset(("frac", "dfrac", "tfrac", "cfrac", "binom"))
DELIMITERS: Final = {
    **{sign: sign for sign in "()[]|/"},
    ".": "",
    "<": "⟨",
    ">": "⟩",
}
"""What `\\left` and `\\right` take, besides commands."""
DELIMITER_COMMANDS: Final = {
    name: sign for name, sign in OPERATORS.items() if sign in "{}[]|‖⟨⟩⌊⌋⌈⌉"
}
"""The commands that they take."""
MATRICES: Final = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
    "array": ("", ""),
    "aligned": ("", ""),
    "align": ("", ""),
    "align*": ("", ""),
    "split": ("", ""),
    "gathered": ("", ""),
}
"""The environments, with their fences."""
SIGNS: Final = {"-": "−", "*": "∗", ":": ":", "/": "/"}
"""Signs that are printed otherwise."""

CHARACTERS: Final = {**LETTERS, **UPRIGHT, **RELATIONS, **OPERATORS, **LARGE, **INTEGRALS}
"""All commands that print one character."""
COMMANDS: Final = (
    frozenset(CHARACTERS)
    | FUNCTIONS
    | frozenset(SPACES)
    | frozenset(ACCENTS)
    | frozenset(LINES)
    | frozenset(ALPHABETS)
    | TEXTS
    | FRACTIONS
    | _names(
        "sqrt left right begin end limits nolimits overset underset stackrel operatorname "
        "displaystyle textstyle bmod pmod middle not"
    )
)
"""All commands, for hints."""

_SIGNS: Final = "".join({*CHARACTERS.values(), *"«»„“”‘’–—·−"})
PRINTABLE: Final = re.compile(
    rf"[!-~\u00c0-\u017f\u0391-\u03a1\u03a3-\u03c9ϑϕϖϱϵ\u0400-\u045fҐґ{re.escape(_SIGNS)}]"
)
"""The characters that may be written as they are: those that the font for equations has."""
