"""Letters and fonts: what no font has is an error, what a reader sees is never an empty box."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from pypdf import PdfReader

from reportkit import export
from reportkit.compose.letters import shown_letters
from reportkit.diagnostics import Diagnostic, ReportkitError
from reportkit.proof.pdf.operations import operations, string_value, written_strings
from reportkit.style import find_theme, letters, shipped_fonts
from reportkit.style.everyday_letters import EVERYDAY
from reportkit.style.scripts import drawn
from tests.layout.fonts import squares
from tests.layout.pages import pages_of

FONTS = Path(__file__).parents[2] / "styles" / "fonts"
HEAD = "reportkit: 1\ntitle: Letters\nlanguage: en\ndate: 2024-03-01\n"
BROAD = {
    "polytonic Greek": "ἄνδρα μοι ἔννεπε, Μοῦσα, πολύτροπον ὦ ᾧ ῥ",
    "phonetic letters": "ɪntəˈnæʃənəl ʔ ʁ ɲ ŋ ʃʒ tʰ aː",
    "letters with marks below": "e̞ ɔ̃ n̥ x̣̌ ṣ̌ w̃",
    "arrows": "→ ⇒ ⟶ ↦ ⇌ ↻",
    "mathematics": "∀x∈ℝ ∃y ∮ ⊕ ≤ ≪ ∴ 𝑥 ℵ ⟨a⟩",
    "symbols": "★ ☎ ♀ ⚖ ✉ ☐ ☑ ✗ ⚠ ♯ ℞ ⓐ",
    "emoji": "😀 🚀 👍🏽 ⚠ ❤ 👨 🇺🇦",
    "old Cyrillic": "ꙮ ѣ ѳ",
    "Vietnamese": "Việt Nam, ngôn ngữ",
    "boxes": "┌─┐ ▓",
    "Persian": "چرا پژوهش",
}


def write(folder: Path, body: str = "- Text.\n", head: str = HEAD) -> Path:
    path = folder / "report.yaml"
    path.write_text(f"{head}body:\n{body}", "utf-8")
    return path


def build(path: Path, *formats: str, system_fonts: bool = False) -> Path:
    """The folder of the finished files."""
    checked = export.check(path, system_fonts=system_fonts)
    export.build(checked, formats, path.parent / "build")
    return path.parent / "build"


def refused(path: Path, *formats: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ReportkitError) as caught:
        build(path, *formats)
    assert not (path.parent / "build").exists() or not [*(path.parent / "build").iterdir()]
    return caught.value.diagnostics


def empty_boxes(path: Path) -> int:
    """How often a PDF draws glyph 0, which is the empty box in each font."""
    count = 0
    for page in PdfReader(path).pages:
        contents = page.get_contents()
        assert contents is not None
        for operands, operator in operations(contents.get_data()):
            if operator in (b"Tj", b"TJ"):
                strings = b"".join(string_value(s) for s in written_strings(operands))
                count += [*zip(strings[::2], strings[1::2], strict=True)].count((0, 0))
    return count


def families(path: Path) -> set[str]:
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    return {line.split()[0].partition("+")[2] for line in listed.stdout.splitlines()[2:]}


# --- what no font has ---------------------------------------------------------------------------


def test_letters_that_no_font_has_are_an_error_at_the_first_of_them(tmp_path: Path) -> None:
    path = write(tmp_path, "- Text.\n- A word, 世界 and more 你好.\n")
    (found,) = refused(path, "pdf", "docx")
    assert found.concise().startswith(
        f"{path}:7:11: error RK408 no font has the Chinese characters"
    )
    assert "世 你 好 界" in found.message
    assert found.hint is not None
    for name in ("fonts-noto-cjk", "noto-serif-sc", "reportkit/fonts", "--system-fonts"):
        assert name in found.hint
    assert found.source_line == "- A word, 世界 and more 你好."


@pytest.mark.parametrize(
    ("letters", "said", "package"),
    [
        ("सत्य", "the Devanagari letters", "fonts-noto-core"),
        ("ภาษา", "the Thai letters", "fontpkg-noto-sans-thai"),
        ("日本のカ", "the Japanese characters", "noto-serif-jp"),
        ("한국어", "the Korean characters", "noto-serif-kr"),
        ("ქართ", "the Georgian letters", "noto-sans-georgian"),
        ("\ue123", "the private or unassigned characters U+E123", "docs/fonts.md"),
    ],
)
def test_each_script_has_its_own_advice(
    tmp_path: Path, letters: str, said: str, package: str
) -> None:
    found = refused(write(tmp_path, f"- Text {letters}.\n"), "pdf")
    assert any(said in d.message and package in (d.hint or "") for d in found)


@pytest.mark.parametrize(
    "place",
    [
        "title: Letters 世",
        "subtitle: A 世",
        "deck: A 世",
        "authors: [A 世]",
        "series: {name: A 世}",
        "publisher: {name: A 世}",
        "summary: A 世",
        "marking: {banner: A 世}",
        "keywords: [A 世]",
        "rights: {copyright: A 世}",
        "rights: {disclaimer: A 世}",
        "date_text: A 世",
        "notes: {a: A 世}",
        "body: [{heading: A 世}]",
        "body: [{judgement: A 世}]",
        "body: [{quote: A, attribution: A 世}]",
        "body: [{table: {header: [A], rows: [[A 世]]}, caption: B}]",
        "body: [{table: {header: [A 世], rows: [[A]]}}]",
        "body: [{table: {header: [A], rows: [[A]]}, caption: A 世}]",
        "body: [{list: [A 世]}]",
        "body: [{box: {title: A 世, body: [A]}}]",
        "body: ['`A 世`']",
        "body: ['[A 世](https://example.org/)']",
    ],
)
def test_wherever_a_page_shows_them(tmp_path: Path, place: str) -> None:
    key = place.partition(":")[0]
    lines = [line for line in HEAD.splitlines() if not line.startswith(f"{key}:")]
    body = [] if key == "body" else ["body: ['Text.[^a]']"]
    notes = [] if key == "notes" or key == "body" else ["notes: {a: A note.}"]
    path = tmp_path / "report.yaml"
    path.write_text("\n".join([*lines, place, *body, *notes]), "utf-8")
    (found,) = export.check(path).unshown
    assert found.span is not None
    assert (found.span.line, found.span.column) == (len(lines) + 1, place.index("世") + 1)


def test_a_language_whose_labels_no_font_has(tmp_path: Path) -> None:
    head = HEAD.replace("language: en", "language: ja")
    found = refused(write(tmp_path, "- Text.\n", head), "pdf")
    assert {d.span.line for d in found if d.span} == {3}


def test_an_alternative_text_is_not_shown(tmp_path: Path) -> None:
    picture = Path(__file__).parents[2] / "examples" / "every-element" / "map.png"
    figure = f"- figure: {{src: {picture.name}, alt: A 世}}\n"
    (tmp_path / picture.name).write_bytes(picture.read_bytes())
    assert not export.check(write(tmp_path, figure)).unshown


def test_formats_without_fonts_of_their_own_are_written(tmp_path: Path) -> None:
    folder = build(write(tmp_path, "- 世界.\n"), "docx", "epub", "text")
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".epub", ".txt", ".json"}


@pytest.mark.parametrize("format", ["docx", "epub"])
def test_embedded_fonts_must_have_all_letters(tmp_path: Path, format: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "theme.yaml").write_text("embed_fonts: true", "utf-8")
    (found,) = refused(write(tmp_path, "- 世界.\n", f"{HEAD}theme: house\n"), format)
    assert found.code == "RK408"


def test_signs_that_nothing_is_drawn_for_are_no_letters() -> None:
    unseen = "\u200b\u200c\u200d\u200e\u2066\u2069\u034f\ufe0f\u00ad\ufeff\U000e0067 \u3000\n"
    assert not [hex(ord(letter)) for letter in unseen if drawn(letter)]
    assert all(drawn(letter) for letter in "a\u0301\u0600\u06dd\ue000世")


# --- the fonts that ship ------------------------------------------------------------------------


@pytest.mark.parametrize("text", BROAD.values(), ids=BROAD.keys())
def test_the_fonts_that_ship_show(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, f'- heading: "{text}"\n- "*{text}* **{text}** {text}"\n- "`{text}`"\n')
    made = build(path, "pdf", "epub") / "report.pdf"
    assert empty_boxes(made) == 0
    known = ("IBM-Plex", "Noto-Serif", "Noto-Sans", "Noto-Emoji")
    assert not [name for name in families(made) if not name.startswith(known)]


def test_polytonic_greek_is_of_one_font_with_serifs(tmp_path: Path) -> None:
    made = build(write(tmp_path, "- ἄνδρα μοι ἔννεπε, Μοῦσα.\n"), "pdf") / "report.pdf"
    assert {name for name in families(made) if "Noto" in name} == {"Noto-Serif-First"}
    assert "ἄνδρα μοι ἔννεπε, Μοῦσα." in pages_of(made)[0].text


def test_no_font_of_the_machine_is_taken_unasked(tmp_path: Path) -> None:
    theme = tmp_path / "house"
    theme.mkdir()
    (theme / "theme.yaml").write_text("{}", "utf-8")
    (theme / "print.css").write_text("p { font-family: DejaVu Sans, Liberation Serif }", "utf-8")
    path = write(tmp_path, "- A text with words.\n", f"{HEAD}theme: house\n")
    assert all(name.startswith("IBM-Plex") for name in families(build(path, "pdf") / "report.pdf"))


def test_the_letters_of_the_fonts_that_ship_are_listed() -> None:
    fonts: dict[str, list[frozenset[int]]] = {}
    for face in shipped_fonts():
        fonts.setdefault(face.family, []).append(letters(face))
    shared = {name: frozenset.intersection(*found) for name, found in fonts.items()}
    text = shared["IBM Plex Serif"] & shared["IBM Plex Sans"]
    beside = shared["IBM Plex Sans Arabic"] | shared["IBM Plex Sans Hebrew"]
    wanted = sorted(code for code in text | beside if code >= 0x20)
    assert sorted(EVERYDAY) == wanted, " ".join(f"{code:x}" for code in wanted)


def test_all_letters_of_the_pages_are_known(tmp_path: Path) -> None:
    path = Path(__file__).parents[2] / "examples" / "every-element" / "report.yaml"
    checked = export.check(path)
    export.build(checked, ["pdf"], tmp_path)
    known = shown_letters(checked.publication) | set("0123456789,.•◦–—▪↩ﬀﬁﬂﬃﬄ☐☒")
    (made,) = tmp_path.glob("*.pdf")
    printed = {letter for page in pages_of(made) for letter in page.text if drawn(letter)}
    assert printed <= known
    assert find_theme("briefing").fonts.text == "IBM Plex Serif"


# --- fonts that are added -----------------------------------------------------------------------


def run(path: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A build by the command line, with folders of its own for the user's data."""
    home = path.parent / "home"
    command = [
        sys.executable,
        "-m",
        "reportkit",
        "build",
        str(path),
        "-o",
        str(path.parent / "out"),
    ]
    return subprocess.run(
        [*command, "-t", "pdf", *options],
        env={**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_font_in_the_folder_of_the_user(tmp_path: Path) -> None:
    path = write(tmp_path, "- A quote 世界 in text.\n")
    assert run(path).returncode == 1
    squares(tmp_path / "home" / "data" / "reportkit" / "fonts" / "inner" / "s.ttf", "世界")
    done = run(path)
    assert (done.returncode, done.stderr) == (0, "")
    made = tmp_path / "out" / "report.pdf"
    assert empty_boxes(made) == 0
    assert "House-Squares" in families(made)
    first = made.read_bytes()
    run(path)
    assert made.read_bytes() == first


def test_a_damaged_font_in_the_folder_of_the_user(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "reportkit" / "fonts"
    squares(folder / "s.ttf", "世界")
    (folder / "t.otf").write_bytes(b"OTTO and no more")
    done = run(write(tmp_path, "- 世界\n"))
    assert done.returncode == 0
    assert f"warning RK410 the font {folder / 't.otf'} cannot be used" in done.stderr


def test_a_font_of_the_machine_is_taken_when_asked_for_and_named(tmp_path: Path) -> None:
    squares(tmp_path / "home" / ".local" / "share" / "fonts" / "s.ttf", "\ue123")
    path = write(tmp_path, "- A sign \ue123.\n")
    assert run(path).returncode == 1
    done = run(path, "--system-fonts")
    assert done.returncode == 0
    assert "warning RK409" in done.stderr
    assert "House Squares (s.ttf)" in done.stderr
    assert "House-Squares" in families(tmp_path / "out" / "report.pdf")


@pytest.mark.parametrize("suffix", [".ttf", ".otf", ".ttc", ".woff", ".woff2"])
def test_each_kind_of_font_file(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "house" / "fonts"
    source = tmp_path / "s.ttf"
    squares(source, "世界", outlines="CFF" if suffix == ".otf" else "glyf")
    folder.mkdir(parents=True)
    with TTFont(source) as font:
        if suffix == ".ttc":
            collection = TTCollection()
            collection.fonts = [TTFont(FONTS / "IBMPlexSans-Regular.ttf"), font]
            collection.save(folder / "s.ttc")
        else:
            font.flavor = suffix[1:] if suffix.startswith(".woff") else None
            font.save(folder / f"s{suffix}")
    (tmp_path / "house" / "theme.yaml").write_text("{}", "utf-8")
    path = write(tmp_path, "- 世界\n", f"{HEAD}theme: house\n")
    made = build(path, "pdf") / "report.pdf"
    assert empty_boxes(made) == 0
    assert "House-Squares" in families(made)


def test_a_family_in_several_files_with_some_letters_each(tmp_path: Path) -> None:
    """As npm's @fontsource packages have them."""
    for number, letter in enumerate("世界你好"):
        squares(tmp_path / "house" / "fonts" / f"s{number}.ttf", letter)
    (tmp_path / "house" / "theme.yaml").write_text("{}", "utf-8")
    path = write(tmp_path, "- 世界你好\n", f"{HEAD}theme: house\n")
    made = build(path, "pdf") / "report.pdf"
    assert empty_boxes(made) == 0


def test_a_family_in_parts_cannot_be_named_by_a_theme(tmp_path: Path) -> None:
    for number, letter in enumerate("世界"):
        squares(tmp_path / "house" / "fonts" / f"s{number}.ttf", letter)
    (tmp_path / "house" / "theme.yaml").write_text("fonts: {fallback: [House Squares]}", "utf-8")
    with pytest.raises(ReportkitError, match=r"RK407.*leave the family out of 'fonts'"):
        export.check(write(tmp_path, "- 世界你好\n", f"{HEAD}theme: house\n"))


# --- scripts that need fonts of their own -------------------------------------------------------

DEBIAN = Path("/usr/share/fonts")
"""Where the fonts are that tools/system installs."""
SCRIPTS = {
    "zh-Hans": ("人人生而自由，在尊严和权利上一律平等。“引号”——……", "CJK-SC"),
    "zh-Hant": ("人人生而自由，在尊嚴和權利上一律平等。「引號」", "CJK-TC"),
    "ja": ("すべての人間は、生まれながらにして自由であり、「引用」", "CJK-JP"),
    "ko": ("모든 인간은 태어날 때부터 자유로우며", "CJK-KR"),
    "th": ("มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน", "Norasi"),
    "hi": ("सभी मनुष्यों को गौरव और अधिकारों के मामले में", "Lohit-Devanagari"),
}


@pytest.mark.tools
@pytest.mark.parametrize("language", SCRIPTS)
def test_scripts_in_the_fonts_of_debian(tmp_path: Path, language: str) -> None:
    text, font = SCRIPTS[language]
    folder = tmp_path / "home" / "data" / "reportkit" / "fonts"
    folder.mkdir(parents=True)
    pattern = "NotoS*CJK-*.ttc" if "CJK" in font else f"{font}*.ttf"
    found = [*DEBIAN.rglob(pattern)]
    assert found
    for path in found:
        (folder / path.name).symlink_to(path)
    head = HEAD.replace("language: en", f"language: {language}")
    body = f'- heading: "{text}"\n- "**{text}** {text}[^a]"\nnotes: {{a: "{text}"}}\n'
    done = run(write(tmp_path, body, head))
    first = [line for line in done.stderr.splitlines() if not line.startswith("    ")]
    assert (done.returncode, [line for line in first if "RK115" not in line]) == (0, [])
    made = tmp_path / "out" / "report.pdf"
    assert empty_boxes(made) == 0
    taken = {name for name in families(made) if not name.startswith("IBM")}
    assert taken
    assert all(font in name for name in taken)


def test_doctor_says_which_scripts_can_be_set(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "reportkit" / "fonts"
    squares(folder / "s.ttf", "汉语这")
    done = subprocess.run(
        [sys.executable, "-m", "reportkit", "doctor"],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = {
        words.strip(): names
        for words, _, names in (x.partition(": ") for x in done.stdout.splitlines())
    }
    assert "polytonic Greek" in lines["with the fonts that ship"]
    assert lines[f"with those in {folder}"] == "simplified Chinese"
    assert "Thai" in lines["only with --system-fonts"]
