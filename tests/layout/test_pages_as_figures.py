"""Pages of PDFs as figures in finished files: paths in the PDF, pixels in DOCX and EPUB."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from reportkit import export
from reportkit.pictures import pdf as pages
from reportkit.style.folders import styles_folder
from tests.layout.test_standards import assert_conforms
from tests.unit.pictures.pdfs import CHART, pdf
from tests.unit.pictures.test_pdf import PATHS

HEAD = "reportkit: 1\ntitle: Pages\ndate: 2024-03-01\nlanguage: en\nbody:\n- A text.\n"


def build(
    folder: Path, body: str, formats: Sequence[str] = ("pdf",), profile: str = "screen"
) -> Path:
    (folder / "r.yaml").write_text(HEAD + body, "utf-8")
    checked = export.check(folder / "r.yaml", {})
    assert not checked.warnings
    export.build(checked, formats, folder / "out", options={"pdf": {"profile": profile}})
    return folder / "out"


def forms(path: Path) -> list[StreamObject]:
    """The drawings in a PDF, each once, in the order of its pages."""
    found: dict[int, StreamObject] = {}
    for page in PdfReader(path).pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        for drawn in resources.get("/XObject", DictionaryObject()).get_object().values():
            form = drawn.get_object()
            if form["/Subtype"] == "/Form" and "/Group" not in form:
                found.setdefault(drawn.idnum, form)
    return list(found.values())


def images(path: Path) -> list[str]:
    """What poppler lists as pictures of pixels, beside masks."""
    listed = subprocess.run(
        ["pdfimages", "-list", path], capture_output=True, text=True, check=True
    ).stdout
    return [line for line in listed.splitlines()[2:] if " smask " not in line]


def test_every_kind_of_page_conforms_and_is_seen_as_it_was(tmp_path: Path) -> None:
    body = ""
    for number, (name, data) in enumerate(PATHS.items()):
        (tmp_path / f"{number}.pdf").write_bytes(data)
        body += f"- figure: {{src: {number}.pdf, alt: Page with {name}, width: 100%}}\n"
    out = build(tmp_path, body)
    assert_conforms(out / "r.pdf")
    assert len(images(out / "r.pdf")) == 1  # that of "a picture"
    command = ["pdftoppm", "-r", "72", "-png", out / "r.pdf", tmp_path / "seen"]
    done = subprocess.run(list(map(str, command)), capture_output=True, check=True)
    assert not done.stderr
    seen = [Image.open(file).convert("RGB") for file in sorted(tmp_path.glob("seen*.png"))]
    places = [place for page in PdfReader(out / "r.pdf").pages for place in drawn_on(page)]
    assert len(places) == len(PATHS)
    numbers = [n for n, page in enumerate(PdfReader(out / "r.pdf").pages) for _ in drawn_on(page)]
    for number, (left, bottom, width, height), data in zip(
        numbers, places, PATHS.values(), strict=True
    ):
        page = seen[number]
        top = round(page.height - bottom - height)
        box = (round(left), top, round(left + width), top + round(height))
        found = page.crop(box).resize((30, 30), Image.Resampling.BOX)
        image, _ = pages.image(data, "", styles_folder() / "fonts")
        wanted = Image.open(io.BytesIO(image.data)).convert("RGB")
        wanted = wanted.resize((30, 30), Image.Resampling.BOX)
        difference = ImageChops.difference(found, wanted)
        assert difference.point([level > 70 for level in range(256)] * 3).getbbox() is None


def drawn_on(page: object) -> list[tuple[float, float, float, float]]:
    """Where drawings stand on a page: left, bottom, width, height."""
    found: list[tuple[float, float, float, float]] = []

    def note(operator: bytes, operands: list[str], matrix: list[float], _: object) -> None:
        if operator == b"Do" and len(operands[0]) > 30:  # not a name within a drawing
            a, _, _, d, e, f = matrix
            found.append((min(e, e + a), min(f, f + d), abs(a), abs(d)))

    page.extract_text(visitor_operand_before=note)  # type: ignore[attr-defined]
    return found


def test_a_page_shown_often_is_stored_once_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(PATHS["letters"])
    body = "- figure: {src: c.pdf, alt: The word}\n" * 3
    body += "- figures:\n  - {src: c.pdf, alt: One}\n  - {src: c.pdf, alt: Two}\n"
    out = build(tmp_path, body, ("pdf", "docx", "epub"))
    (form,) = forms(out / "r.pdf")
    assert b" c\n" in form.get_data()
    assert images(out / "r.pdf") == []
    said = subprocess.run(
        ["pdftotext", out / "r.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Riga" not in said
    kept = {}
    for name, folder in (("r.docx", "word/media/"), ("r.epub", "EPUB/images/")):
        with zipfile.ZipFile(out / name) as opened:
            (kept[name],) = (opened.read(n) for n in opened.namelist() if n.startswith(folder))
    assert kept["r.docx"] == kept["r.epub"]
    assert Image.open(io.BytesIO(kept["r.docx"])).size == (2400, 1800)
    first = (out / "r.pdf").read_bytes()
    assert (build(tmp_path, body) / "r.pdf").read_bytes() == first


def test_the_attached_files_build_the_same_again(tmp_path: Path) -> None:
    for name, data in (("a.pdf", PATHS["turned"]), ("b.pdf", pdf(f"{CHART} what"))):
        (tmp_path / name).write_bytes(data)
    body = "".join(f"- figure: {{src: {name}.pdf, alt: {name}}}\n" for name in "ab")
    (tmp_path / "r.yaml").write_text(HEAD + body, "utf-8")
    checked = export.check(tmp_path / "r.yaml", {})
    assert [finding.code for finding in checked.warnings] == ["RK165"]
    export.build(checked, ["pdf"], tmp_path / "out")
    again = tmp_path / "again"
    again.mkdir()
    for name, contents in PdfReader(tmp_path / "out" / "r.pdf").attachments.items():
        (again / name).write_bytes(contents[0])
    export.build(export.check(again / "report.json", {}), ["pdf"], again / "out")
    assert (again / "out" / "report.pdf").read_bytes() == (tmp_path / "out" / "r.pdf").read_bytes()


def test_a_press_gets_the_paths_in_inks_and_other_pages_as_pixels(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PATHS["letters that are drawings"])
    (tmp_path / "b.pdf").write_bytes(PATHS["a gradient"])
    body = "".join(f"- figure: {{src: {name}.pdf, alt: {name}}}\n" for name in "ab")
    out = build(tmp_path, body, profile="press")
    (form,) = forms(out / "r.pdf")
    content = form.get_data()
    assert re.search(rb"\brg\b|\bRG\b", content) is None
    assert b" k\n" in content
    (picture,) = images(out / "r.pdf")
    assert " cmyk " in picture


@pytest.mark.parametrize("name", ["inks", "a picture"])
def test_a_page_on_the_cover_and_as_a_logo(name: str, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(PATHS[name])
    (tmp_path / "r.yaml").write_text(
        HEAD.replace("body:", "publisher: {name: P, logo: c.pdf}\nbody:").replace(
            "body:", "cover: {image: c.pdf, alt: A page}\nbody:"
        ),
        "utf-8",
    )
    export.build(export.check(tmp_path / "r.yaml", {}), ["pdf", "docx", "epub"], tmp_path / "out")
    assert_conforms(tmp_path / "out" / "r.pdf")
    assert forms(tmp_path / "out" / "r.pdf")
