"""Text of other scripts, and fonts: what the file says of them."""

from __future__ import annotations

import io
import re
import struct
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from reportkit.proof.docx import invariants, read
from reportkit.style import FontFace, shipped_fonts
from reportkit.writers.base import WriterOutput
from reportkit.writers.docx.font_table import obfuscated
from reportkit.writers.docx.scripts import Name, script_of, stretches
from tests.unit.writers.house_template import members
from tests.unit.writers.test_docx import (
    THEME,
    audit,
    member,
    paragraph,
    report,
    write,
    written,
)

# --- scripts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ("latin", "Gdańsk “and” Klaipėda – ok", []),
        ("latin", "The port (Усть-Луга) moved", [("Усть-Луга", "ru-RU")]),
        ("latin", "Київ, Львів and Гродна, Ўшачы", [("Київ, Львів", "uk-UA"),
         ("Гродна, Ўшачы", "be-BY")]),
        ("latin", "ναυτιλία is Greek", [("ναυτιλία", "el-GR")]),
        ("latin", "he wrote سلام عليكم, then left", [("سلام عليكم", "ar-SA")]),
        ("latin", "پاسخ", [("پاسخ", "fa-IR")]),
        ("latin", "שלום", [("שלום", "he-IL")]),
        ("latin", "中文 and こんにちは and 한국어", [("中文", "zh-CN"), ("こんにちは", "ja-JP"),
         ("한국어", "ko-KR")]),
        ("latin", "हिन्दी ไทย", [("हिन्दी", "hi-IN"), ("ไทย", "th-TH")]),
        ("arabic", "حسب NATO عام 2023", [("NATO", "en-US")]),
        ("east", "根据 NATO 的数据", []),
        ("cyrillic", "порт Gdańsk", [("Gdańsk", "en-US")]),
    ],
)  # fmt: skip
def test_stretches_of_other_scripts_have_their_language(
    own: Name, text: str, expected: list[tuple[str, str]]
) -> None:
    parts = list(stretches(text, own))
    assert "".join(part for part, _ in parts) == text
    assert [(part, tongue.language) for part, tongue in parts if tongue is not None] == expected


@pytest.mark.parametrize(
    ("language", "script"),
    [("en-GB", "latin"), ("ru", "cyrillic"), ("sr-Latn", "latin"), ("uz-Cyrl", "cyrillic"),
     ("zh-Hant-TW", "east"), ("fa", "arabic"), ("he", "hebrew"), ("el", "greek")],
)  # fmt: skip
def test_a_language_has_a_script(language: str, script: str) -> None:
    assert script_of(language) == script


def made(language: str, direction: Any, text: str, folder: Path) -> Path:
    resolved = report(paragraph(text))
    meta = replace(resolved.meta, language=language, direction=direction)
    path = write(replace(resolved, meta=meta), folder)
    assert audit(path) == invariants(path) == []
    assert text in read(path).body
    return path


def test_runs_say_direction_and_language(tmp_path: Path) -> None:
    path = made("en", "ltr", "He said سلام in 北京 and Минск.", tmp_path)
    xml = member(path, "word/document.xml")
    assert '<w:rPr><w:rtl/><w:lang w:bidi="ar-SA"/></w:rPr><w:t xml:space="preserve">سلام<' in xml
    east = '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    assert f'{east}<w:t xml:space="preserve">北京<' in xml
    assert '<w:lang w:val="ru-RU"/></w:rPr><w:t xml:space="preserve">Минск<' in xml


def test_a_paragraph_in_another_direction_is_turned(tmp_path: Path) -> None:
    made = report(paragraph("One"), paragraph("سلام عليكم"), paragraph("Two: سلام"))
    path = write(made, tmp_path)
    assert audit(path) == invariants(path) == []
    texts = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", member(path, "word/document.xml"))
    turned = [text for text in texts if "<w:bidi/>" in text]
    assert len(turned) == 1
    assert "سلام عليكم" in turned[0]


def test_latin_words_in_arabic_run_from_left_to_right(tmp_path: Path) -> None:
    path = made("ar", "rtl", "قال NATO ذلك", tmp_path)
    xml = member(path, "word/document.xml")
    assert '<w:rPr><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">NATO<' in xml
    assert '<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">قال <' in xml
    styles = member(path, "word/styles.xml")
    assert 'w:cs="IBM Plex Sans Arabic"' in styles


@pytest.mark.parametrize(
    ("language", "serif", "sans"),
    [("zh-Hans", "SimSun", "Microsoft YaHei"), ("zh-TW", "PMingLiU", "Microsoft JhengHei"),
     ("ja", "Yu Mincho", "Yu Gothic"), ("ko-KR", "Batang", "Malgun Gothic")],
)  # fmt: skip
def test_reports_of_the_far_east_have_fonts_of_theirs(
    language: str, serif: str, sans: str, tmp_path: Path
) -> None:
    styles = member(made(language, "ltr", "文", tmp_path), "word/styles.xml")
    assert f'w:eastAsia="{serif}"' in styles
    assert f'w:eastAsia="{sans}"' in styles
    assert f'w:eastAsia="{language}"' in styles


# --- embedded fonts -----------------------------------------------------------------------------


def embedding(*faces: FontFace, house: bool = False) -> WriterOutput:
    parts = members() if house else {}
    own = {"embed_fonts": True, "faces": faces, "docx_parts": parts}
    if faces:
        own["fonts"] = THEME.fonts.model_copy(update={"text": faces[0].family})
    return written(report(paragraph("x")), THEME.model_copy(update=own))


def test_fonts_are_embedded_only_when_asked_for() -> None:
    data = written(report(paragraph("x"))).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "fonts/" in name]


@pytest.mark.parametrize("house", [False, True])
def test_embedded_fonts_are_whole_behind_their_keys(house: bool, tmp_path: Path) -> None:
    output = embedding(house=house)
    assert output.findings == ()
    path = tmp_path / "report.docx"
    path.write_bytes(output.data)
    assert audit(path) == invariants(path) == []
    assert "<w:embedTrueTypeFonts/>" in member(path, "word/settings.xml")
    table = member(path, "word/fontTable.xml")
    keys = [uuid.UUID(key.split("}")[0]) for key in table.split('w:fontKey="{')[1:]]
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".odttf"))
        fonts = [archive.read(name) for name in names]
    assert len(fonts) == len(keys) == 8
    known = {face.data for face in shipped_fonts()}
    for font in fonts:
        assert font not in known
        assert [key for key in keys if obfuscated(font, key) in known]
    # ECMA-376, part 1, 17.8.1: the key from its last byte to its first, twice.
    clear = next(f.data for f in shipped_fonts() if f.name == "IBMPlexSerif-Regular.ttf")
    assert fonts[0][0] ^ clear[0] == keys[0].bytes[15]
    assert fonts[0][31] ^ clear[31] == keys[0].bytes[0]
    assert embedding(house=house).data == output.data


def with_rights(rights: int) -> FontFace:
    """A font with other embedding rights, in a family of its own."""
    plain = shipped_fonts()[0]
    data = io.BytesIO()
    with TTFont(io.BytesIO(plain.data)) as font:
        font["OS/2"].fsType = rights
        font.save(data)
    return FontFace("House Serif", 400, "normal", "house.ttf", data.getvalue())


@pytest.mark.parametrize(
    ("rights", "said"),
    [(0, ""), (8, ""), (0x108, ""), (4, "not allow embedding in editable"),
     (0x104, "not allow embedding in editable"), (0x208, "bitmaps only")],
)  # fmt: skip
def test_the_rights_in_a_font_are_respected(rights: int, said: str) -> None:
    found = embedding(with_rights(rights)).findings
    assert [finding.code for finding in found] == (["RK413"] if said else [])
    assert said in "".join(finding.message for finding in found)


def test_postscript_outlines_are_not_embedded() -> None:
    data = b"OTTO" + struct.pack(">HHHH", 0, 0, 0, 0) + b"\0" * 64
    found = embedding(FontFace("House Serif", 400, "normal", "house.otf", data)).findings
    assert "TrueType outlines" in found[0].message
