"""The gate for Word templates: what is broken, hostile or too large is refused by name."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.diagnostics import ReportkitError
from reportkit.export import check
from reportkit.style import find_theme
from reportkit.style.docx_template import TemplateError, checked_template, read_template
from reportkit.tree import limits
from tests.unit.writers.house_template import members, packed

Files = dict[str, bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES, DOCUMENT, HEADER = "[Content_Types].xml", "word/document.xml", "word/header1.xml"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_text(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Puts something into one part."""

    def change(files: Files) -> None:
        text = files[name].decode()
        assert old in text
        files[name] = text.replace(old, new, 1).encode()

    return change


def with_part(name: str, content: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({name: content})


def related(
    kind: str, target: str, mode: str = ' TargetMode="External"'
) -> Callable[[Files], None]:
    new = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_text(RELATIONS, "</Relationships>", new)


def body(content: str, part: str = DOCUMENT, end: str = "<w:sectPr>") -> Callable[[Files], None]:
    return with_text(part, end, content + end)


def field(*pieces: str) -> str:
    """A field whose instruction comes in several runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


NESTED = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/>'
    "</w:r><w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText> cmd</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
ENTITY = '<!DOCTYPE w:hdr [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = (
    f'<w:object {W}><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'Type="Embed"/></w:object>'
)
IMAGE = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="https://example.org/x.png"/>'

REFUSED: list[tuple[str, Callable[[Files], None], str]] = [
    ("vba project", with_part("word/vbaProject.bin", b"x"), "word/vbaProject.bin: a macro"),
    ("docm", with_text(TYPES, "wordprocessingml.document.main+xml", "x.macroEnabled.main+xml"),
     "word/document.xml: a macro"),
    ("embedded file", with_part("word/embeddings/a.bin", b"x"), "word/embeddings/a.bin: a macro"),
    ("ActiveX", with_part("word/activeX/activeX1.xml", b"<x/>"), "activeX1.xml: a macro"),
    ("attached template", related("attachedTemplate", "file:///C:/x.dotm"),
     "document.xml.rels: the attached template 'file:///C:/x.dotm' is not allowed"),
    ("remote picture", related("image", "https://example.org/x.png"), "the external image"),
    ("remote picture, not marked", related("image", "https://example.org/x.png", ""), "external"),
    ("file share", related("oleObject", r"\\host\share\x", ""), "the external oleObject"),
    ("link to a file", related("hyperlink", "file:///etc/passwd"), "the external hyperlink"),
    ("script", related("hyperlink", "javascript:alert(1)"), "external hyperlink 'javascri"),
    ("remote in a header", with_text("word/_rels/header1.xml.rels", "</Relationships>",
     f'<Relationship Id="r8" Type="{OFFICE}/image" Target="http://x.org/a.png" '
     'TargetMode="External"/></Relationships>'), "header1.xml.rels: the external image"),
    ("DDE", body(field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k"')), "xml: the field DDEAUTO"),
    ("DDE in pieces", body(field(" D", "D", "E x y")), "the field DDE"),
    ("DDE in a header", body(field("dde x y"), HEADER, "</w:hdr>"), "header1.xml: the field DDE"),
    ("DDE made by a field", body(NESTED), "the field {…}"),
    ("DDE never closed", body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
     "<w:instrText>DDE a b</w:instrText></w:r></w:p>"), "the field DDE"),
    ("remote picture by field", body(field('INCLUDEPICTURE "http://x.org/a.png" \\d')),
     "the field INCLUDEPICTURE"),
    ("remote text", body('<w:p><w:fldSimple w:instr=" INCLUDETEXT c:/x.docx "/></w:p>'),
     "the field INCLUDETEXT"),
    ("link by field", body(field('HYPERLINK "file://host/x"')), "the link 'file://host/x'"),
    ("chunk of another file", body('<w:altChunk r:id="rId1"/>'), "a file that Word would insert"),
    ("subdocument", body('<w:subDoc r:id="rId1"/>'), "a document in another file"),
    ("object", body(f"<w:p><w:r>{OLE}</w:r></w:p>"), "an embedded object"),
    ("picture of VML", body(f"<w:p><w:r><w:pict>{IMAGE}</w:pict></w:r></w:p>"), "the picture"),
    ("entity", with_text(HEADER, "<w:hdr", ENTITY + "<w:hdr"), "header1.xml: a document type"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_acts_is_refused_by_name(change: Callable[[Files], None], said: str) -> None:
    files = members()
    change(files)
    with pytest.raises(TemplateError, match=re.escape(said)) as caught:
        checked_template(packed(files), "brand.docx")
    assert caught.value.code == "RK412"


def test_an_entity_that_grows_is_not_expanded() -> None:
    files = members()
    declared = f'<!DOCTYPE w:hdr [<!ENTITY l0 "lol">{LAUGHS}]><w:hdr'
    files[HEADER] = files[HEADER].replace(b"<w:hdr", declared.encode()).replace(b"BRAND", b"&l9;")
    with pytest.raises(TemplateError, match=r"header1\.xml"):
        checked_template(packed(files), "brand.docx")


def lying_bomb() -> bytes:
    """An archive with a part that says it is small, and is not."""
    data = bytearray(packed({**members(), "word/x.bin": b"\0" * 25_000_000}))
    size = (25_000_000).to_bytes(4, "little")
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def twice() -> bytes:
    data = io.BytesIO(packed(members()))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(HEADER, b"<x/>")
    return data.getvalue()


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "not a complete Word document"),
    ("text", lambda: b"Dear all", "not a complete Word document"),
    ("cut off", lambda: packed(members())[:-300], "not a complete Word document"),
    ("encrypted", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ("damaged part", lambda: packed({**members(), HEADER: b"<w:hdr"}), f"{HEADER} is damaged"),
    ("no types", lambda: packed({DOCUMENT: b"<x/>"}), "no part [Content_Types].xml"),
    ("large part", lambda: packed({**members(), "word/x.bin": b"\0" * 20_000_001}),
     "word/x.bin is larger than 20,000,000"),
    ("large together", lambda: packed({**members(), **{f"a{n}": b"\0" * 19_000_000
     for n in range(3)}}), "more than 50,000,000"),
    ("many parts", lambda: packed({**members(), **{f"a{n}": b"" for n in range(500)}}),
     "more than 500 parts"),
    ("name that leads out", lambda: packed({**members(), "../../etc/x": b"x"}), "leads out"),
    ("name twice", twice, "contains the part"),
    ("deep", lambda: packed({**members(), HEADER: b"<a>" * 5000 + b"</a>" * 5000}), "is damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "said"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_what_is_broken_is_refused(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(said)) as caught:
        checked_template(make(), "brand.docx")
    assert caught.value.code == "RK411"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(TemplateError) as caught:
        checked_template(lying_bomb(), "brand.docx")
    assert caught.value.code == "RK411"


def test_what_a_house_needs_comes_through() -> None:
    files = members()
    assert checked_template(packed(files), "brand.docx") == files
    body(field(" TOC \\o "), HEADER, "</w:hdr>")(files)
    body(field('HYPERLINK "https://example.org/" \\h'))(files)
    body(field('STYLEREF "heading 1"'))(files)
    assert checked_template(packed(files), "brand.docx") == files


# --- files --------------------------------------------------------------------------------------


def test_no_file_and_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="cannot be read") as caught:
        read_template(tmp_path / "none.docx")
    assert caught.value.code == "RK401"
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(TemplateError, match="not a regular file") as caught:
        read_template(tmp_path / "pipe.docx")
    assert caught.value.code == "RK411"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    path.write_bytes(b"\0" * (limits.TEMPLATE_BYTES + 1))
    with pytest.raises(TemplateError, match="larger than 10,000,000 bytes"):
        read_template(path)


def theme(folder: Path, name: str = "brand.docx", data: bytes | None = None) -> Path:
    (folder / "house").mkdir()
    (folder / "house" / "theme.yaml").write_text(f"docx_template: {name}\n", "utf-8")
    (folder / "house" / "brand.docx").write_bytes(packed(members()) if data is None else data)
    return folder


def test_a_theme_brings_its_template(tmp_path: Path) -> None:
    assert dict(find_theme("house", theme(tmp_path)).docx_parts) == members()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("../house/../brand.docx", None, "RK402"),
        ("/etc/passwd", None, "RK402"),
        ("none.docx", None, "RK401"),
        ("brand.docx", b"x", "RK411"),
        ("brand.docx", packed({**members(), "word/vbaProject.bin": b""}), "RK412"),
    ],
)
def test_the_place_of_a_bad_template_is_named(
    name: str, data: bytes | None, code: str, tmp_path: Path
) -> None:
    with pytest.raises(ReportkitError) as caught:
        find_theme("house", theme(tmp_path, name, data))
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.span is not None
    assert (found.span.line, found.span.column) == (1, 16)


def test_a_template_from_the_command_line_takes_the_place_of_the_themes(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text("reportkit: 1\ntitle: T\ndate: 2024-05-14\nbody: [Text.]\n", "utf-8")
    template = tmp_path / "other.docx"
    template.write_bytes(packed(members()))
    checked = check(report, docx_template=template)
    assert dict(checked.publication.theme.docx_parts) == members()
    with pytest.raises(ReportkitError, match="RK401"):
        check(report, docx_template=tmp_path / "none.docx")
