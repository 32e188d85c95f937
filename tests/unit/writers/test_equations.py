"""Equations: every command in every format, the same numbers, and a changed sign is found."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner

from reportkit.cli import cli, exits
from reportkit.export import build, check
from reportkit.proof.docx.formulas import math_signs
from reportkit.proof.formulas import signs
from reportkit.read.latex import Fault, math, symbols
from reportkit.writers.docx.omml import omml
from reportkit.writers.docx.wordml import MATH_NAMESPACE
from reportkit.writers.pdf.formulas import draw
from tests.parity.test_all_that_is_seen import objects

FORMATS = ("pdf", "docx", "epub", "text")
REPORT = r"""
reportkit: 1
title: Equations
date: 2024-03-01
language: de
body:
- Siehe {ref:energy} und {ref:sum}.
- equation: E = mc^2
  alt: Energy is mass
  id: energy
- equation: \sum_{i=1}^n \frac{x_i}{2}
  caption: A sum.
  id: sum
- equation: \left( a < b \right] \hat{c}
- {heading: More, appendix: true}
- {equation: x, caption: Again.}
"""

FORMULAS = (
    *(rf"x \{name} y" for name in sorted(symbols.CHARACTERS)),
    *(rf"\{name}{{x}}" for name in sorted({*symbols.ACCENTS, *symbols.LINES})),
    *(rf"2\{name} x" for name in sorted(symbols.FUNCTIONS)),
    *(rf"\{name}{{aZ9\alpha\Gamma}}" for name in sorted(symbols.ALPHABETS)),
    *(rf"\{name}{{a}}{{b}}" for name in ("frac", "dfrac", "tfrac", "cfrac", "binom")),
    *(rf"\begin{{{name}}}a&=b\\c\end{{{name}}}" for name in symbols.MATRICES if name != "array"),
    *(rf"a\{name} b" for name in symbols.SPACES),
    r"\begin{array}{lr}a&b\\c&d\end{array}",
    r"\sqrt{x}\sqrt[3]{y}",
    r"\sum\limits_{i}^{n} i + \int\limits_0^1 x \sum\nolimits_i i",
    r"\left\{ a \middle| b \right.",
    r"\underbrace{a}_{n}\overbrace{b}^{m}\overset{a}{=}\underset{b}{x}\stackrel{c}{=}",
    r"\operatorname*{arg min}_{x} f \operatorname{sgn} x",
    r"a \not= b \not\in c \pmod{n} \bmod m",
    r"f''(x)^2 x_1^2 {}^2",
    r"\text{если } x > 0, \text{ and 5\%}",
    "a+b-c*d/e=f<g>h!(i)[j]|k|,l;m:n?«»–—",
)


def mathml(latex: str) -> str:
    made = math(latex)
    assert isinstance(made, str), (latex, made)
    return made


@pytest.mark.parametrize("latex", FORMULAS)
def test_every_command_is_drawn_in_word_and_in_the_pdf(latex: str) -> None:
    written = mathml(latex)
    in_word = fromstring(omml(written).replace("<m:oMath>", f"<m:oMath {_NAMESPACES}>", 1))
    assert math_signs(in_word) == signs(fromstring(written))  # type: ignore[arg-type]
    drawn = draw(written, 10, "#000000")
    assert drawn.width > 1 < drawn.height


_NAMESPACES = (
    f'{MATH_NAMESPACE} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


def test_the_font_has_every_character() -> None:
    draw(mathml("x"), 10, "#000000")
    from ziamath.zmath import loadedfonts

    every = [chr(code) for code in range(0x20, 0x2FFFF) if symbols.PRINTABLE.match(chr(code))]
    shown = {*every, *symbols.ACCENTS.values(), *symbols.LINES.values(), *"−∗′⟨⟩"}
    for name in symbols.ALPHABETS:
        shown |= set(signs(fromstring(mathml(rf"\{name}{{abcABCRZ019}}"))))
    assert len(shown) > 500
    assert not [sign for sign in sorted(shown) if not loadedfonts["default"].glyphindex(sign)]


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 3000,
        r"\sqrt" * 800,
        r"\left(" * 600,
        "x^" * 1500,
        r"\hat{" * 700,
        r"\begin{matrix}" * 200,
        "x" * 5000,
        "\\",
        r"\begin",
        r"\begin{",
        r"\text",
        r"\text{\alpha}",
        r"\left",
        r"\sqrt[",
        r"\not",
        r"x \limits \right)",
        r"\end{matrix}",
        "a\u0301",
        "漢",
        "😀",
        r"\text{漢}",
        r"\begin{array}{|c|}x\end{array}",
        r"\begin{matrix}a\end{pmatrix}",
        r"\tag{1} x",
    ],
)
def test_what_is_no_equation_is_a_fault_within_the_text(latex: str) -> None:
    fault = math(latex)
    assert isinstance(fault, Fault)
    assert 0 <= fault.start < max(1, len(latex))
    assert fault.length >= 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("equations")
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    checked = check(folder / "report.yaml")

    build(checked, FORMATS, folder)
    return folder


def printed(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_numbers_and_references_are_the_same_in_every_format(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "report.epub") as book:
        names = sorted(name for name in book.namelist() if "text" in name)
        pages = "".join(book.read(name).decode() for name in names)
        assert 'properties="mathml"' in book.read("EPUB/content.opf").decode()
    texts = [
        printed(folder / "report.pdf"),
        (folder / "report.txt").read_text("utf-8"),
        re.sub("<[^>]*>", "", pages),
    ]
    if shutil.which("soffice"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, tmp_path, folder / "report.docx"], check=True, timeout=200)
        texts.append(printed(tmp_path / "report.pdf"))
    for text in texts:
        assert "Siehe Gleichung 1 und Gleichung 2." in text
        assert re.findall(r"\(A?\d\)", text) == ["(1)", "(2)", "(A1)"]


def replaced(source: Path, target: Path, member: str, old: str, new: str) -> None:
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as made:
        for info in archive.infolist():
            data = archive.read(info)
            if info.filename == member:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            made.writestr(info, data)


WORD, BOOK = "word/document.xml", "EPUB/text1.xhtml"


@pytest.mark.parametrize(
    ("name", "member", "old", "new", "said"),
    [
        ("report.docx", WORD, ">E<", ">F<", "the signs of Gleichung 1"),
        ("report.docx", WORD, 'm:val="∑"', 'm:val="∏"', "the signs of Gleichung 2"),
        ("report.docx", WORD, 'begChr m:val="("', 'begChr m:val="["', "the signs of an equation"),
        (
            "report.docx",
            WORD,
            'chr m:val="\u0302"',
            'chr m:val="\u0303"',
            "the signs of an equation",
        ),
        ("report.epub", BOOK, "<mi>E</mi>", "<mi>F</mi>", "the signs of Gleichung 1"),
        ("report.epub", BOOK, "Energy is mass", "Energy is", "the alternative text of Gleichung 1"),
        ("report.epub", BOOK, ">(2)<", ">(3)<", "the number of Gleichung 2"),
    ],
)
def test_a_changed_equation_is_found(
    name: str, member: str, old: str, new: str, said: str, folder: Path, tmp_path: Path
) -> None:
    replaced(folder / name, tmp_path / name, member, old, new)
    found = CliRunner().invoke(cli, ["verify", str(folder / "report.yaml"), str(tmp_path / name)])
    assert found.exit_code == exits.DISAGREES
    assert said in found.output


def test_a_changed_equation_is_found_in_text_and_pdf(folder: Path, tmp_path: Path) -> None:
    plain = (folder / "report.txt").read_text("utf-8")
    assert "E = mc^2 (1)" in re.sub(" +", " ", plain)
    (tmp_path / "report.txt").write_text(plain.replace("mc^2", "mc^3"), "utf-8")
    objects("/Alt", "Energy is mass", "Energy is")(folder / "report.pdf", tmp_path / "report.pdf")
    for name, said in (("report.txt", "Gleichung 1"), ("report.pdf", "text of Gleichung 1")):
        command = ["verify", str(folder / "report.yaml"), str(tmp_path / name)]
        found = CliRunner().invoke(cli, command)
        assert found.exit_code == exits.DISAGREES
        assert said in found.output


def test_a_wide_equation_is_made_smaller_and_reported(tmp_path: Path) -> None:
    wide = "+".join(f"x_{{{place}}}" for place in range(60))
    source = tmp_path / "report.yaml"
    source.write_text(
        f"reportkit: 1\ntitle: T\ndate: 2024-03-01\nbody:\n- {{equation: '{wide}', id: w}}\n",
        "utf-8",
    )
    found = CliRunner().invoke(cli, ["build", str(source), "-o", str(tmp_path), "--to", "pdf"])
    assert found.exit_code == 0
    assert re.search(
        r"RK191 pdf: Equation 1 is too wide for the page: it is set at \d\d% ", found.output
    )
