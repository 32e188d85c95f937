"""The press profile: boxes and marks, inks and no other colour, the press that is meant, no links,
and the same text as on the screen."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from reportkit import export
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.proof import pdf as pdf_reader
from reportkit.proof.compare import compare
from reportkit.style import find_theme
from tests.layout.conftest import REPORTS
from tests.layout.pages import POINTS
from tests.layout.reports import write
from tests.layout.structure import structure_of

A4 = (595.28, 841.89)
BLEED, AROUND = 3 * POINTS, 9 * POINTS

PRESS: Final = {"pdf": {"profile": "press"}}

Press = Callable[[str, str], export.Artifact]


def build(report: Path, folder: Path, theme: str | None = None) -> export.Artifact:
    checked = export.check(report, theme=theme)
    (artifact,) = export.build(checked, ["pdf"], folder, options=PRESS)
    return artifact


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Builds a report (see REPORTS) for the press in a theme when it is first asked for."""
    made: dict[tuple[str, str], export.Artifact] = {}

    def get(report: str, theme: str) -> export.Artifact:
        if (report, theme) not in made:
            folder = tmp_path_factory.mktemp(f"press-{report}-{theme}")
            made[report, theme] = build(REPORTS[report], folder, theme)
        return made[report, theme]

    return get


BUILDS = pytest.mark.parametrize(
    ("report", "theme"),
    [("every", "briefing"), ("sample", "briefing"), ("every", "report"), ("arabic", "plain")],
)


# --- boxes and marks ------------------------------------------------------------------------------


@BUILDS
def test_the_boxes_of_every_page(press: Press, report: str, theme: str) -> None:
    for page in PdfReader(press(report, theme).path).pages:
        width, height = A4
        assert list(page.trimbox) == pytest.approx([0, 0, width, height], abs=0.01)
        assert list(page.bleedbox) == pytest.approx(
            [-BLEED, -BLEED, width + BLEED, height + BLEED], abs=0.01
        )
        assert list(page.mediabox) == pytest.approx(
            [-AROUND, -AROUND, width + AROUND, height + AROUND], abs=0.01
        )


def picture_of(pdf: Path, page: int = 1, resolution: int = 254) -> Image.Image:
    """A page with all that is around it, ten pixels a millimetre."""
    command = ["pdftoppm", "-r", str(resolution), "-f", str(page), "-l", str(page), "-png", pdf]
    output = subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout
    return Image.open(BytesIO(output)).convert("RGB")


def dark(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether anything is drawn in a part of the sheet, in millimetres from its upper left."""
    box = (10 * left, 10 * top, 10 * right, 10 * bottom)
    return picture.convert("L").crop(box).histogram()[:128] != [0] * 128


def test_crop_marks_stand_at_the_corners_beyond_the_bleed(press: Press) -> None:
    sheet = picture_of(press("sample", "briefing").path)
    width, height = 210 + 18, 297 + 18
    assert sheet.size == pytest.approx((10 * width, 10 * height), abs=2)
    for x in (9, width - 9):
        assert dark(sheet, x - 0.3, 1.5, x + 0.3, 5.5)
        assert dark(sheet, x - 0.3, height - 5.5, x + 0.3, height - 1.5)
    for y in (9, height - 9):
        assert dark(sheet, 1.5, y - 0.3, 5.5, y + 0.3)
        assert dark(sheet, width - 5.5, y - 0.3, width - 1.5, y + 0.3)
    assert not dark(sheet, 6.2, 6.2, width - 6.2, 12)  # the bleed, and the edge of the page
    assert not dark(sheet, 12, 0, width - 12, 6)  # between the marks


def house(folder: Path, tokens: str, sheet: str = "") -> Path:
    """A theme beside a report of one line; gives the report."""
    theme = folder / "house"
    theme.mkdir()
    (theme / "theme.yaml").write_text(tokens, "utf-8")
    (theme / "print.css").write_text(sheet, "utf-8")
    return write(folder / "report.yaml", [{"heading": "Heading"}, "A line of text."], {})


def test_a_background_fills_the_bleed_and_leaves_the_marks_free(tmp_path: Path) -> None:
    report = house(tmp_path, "press: {bleed: 5}", "@page { background: #17466b }")
    pdf = build(report, tmp_path / "build", "house").path
    (page,) = PdfReader(pdf).pages
    assert float(page.bleedbox.left) == pytest.approx(-5 * POINTS, abs=0.01)
    assert float(page.mediabox.left) == pytest.approx(-11 * POINTS, abs=0.01)
    sheet = picture_of(pdf)
    assert dark(sheet, 6.3, 100, 6.5, 101)
    assert not dark(sheet, 0, 100, 5.8, 101)
    assert dark(sheet, 1.5, 10.7, 5.5, 11.3)


def test_a_theme_without_marks_and_bleed(tmp_path: Path) -> None:
    report = house(tmp_path, "press: {bleed: 0, marks: false}\npage: {size: Letter}")
    (page,) = PdfReader(build(report, tmp_path / "build", "house").path).pages
    for box in (page.mediabox, page.bleedbox, page.trimbox):
        assert list(box) == pytest.approx([0, 0, 612, 792], abs=0.01)


# --- colours --------------------------------------------------------------------------------------


def objects(pdf: Path) -> Iterator[Any]:
    """All objects of the file, referred to or not."""
    reader = PdfReader(pdf)
    numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
    for number in sorted(numbers):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if found is not None:
            yield found


def inside(found: Any) -> Iterator[Any]:
    """A value and all values in it, without following references."""
    yield found
    values = found.values() if isinstance(found, dict) else found
    for value in values if isinstance(found, (DictionaryObject, ArrayObject)) else ():
        if not isinstance(value, IndirectObject):
            yield from inside(value)


OPERATOR = re.compile(rb"(?:^|\s)(rg|RG|g|G|k|K|sc|SC|BI)(?=\s|$)")
SPACE = re.compile(rb"/(\S+) (?:cs|CS)\s")


def assert_only_inks(pdf: Path) -> set[bytes]:
    """Fails for any colour that is neither CMYK nor grey; gives the operators that set colours."""
    operators: set[bytes] = set()
    for found in objects(pdf):
        for value in inside(found):
            assert value not in ("/DeviceRGB", "/CalRGB", "/Indexed"), found
            if isinstance(value, ArrayObject) and value and value[0] == "/ICCBased":
                assert value[1].get_object()["/N"] == 4
        if isinstance(found, StreamObject) and is_drawn(found):
            data = re.sub(rb"\[[^\]]*\]\s*TJ", b"", found.get_data())
            operators |= set(OPERATOR.findall(data))
            assert set(SPACE.findall(data)) <= {b"Pattern"}
    assert operators <= {b"k", b"K", b"g", b"G"}
    return operators


def is_drawn(stream: StreamObject) -> bool:
    """Whether it is the content of a page, a group or a pattern."""
    if stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1:
        return True
    return not set(stream) - {"/Length", "/Filter"}


@BUILDS
def test_all_is_drawn_in_inks(press: Press, report: str, theme: str) -> None:
    operators = assert_only_inks(press(report, theme).path)
    assert b"k" in operators
    assert b"K" in operators  # the crop marks


def test_colours_that_a_style_sheet_sets_itself_are_inks_too(tmp_path: Path) -> None:
    sheet = """
    h1 { color: rgb(200 30 40 / 0.5); box-shadow: 0 0 6pt #336699; border: 1pt dashed #3c6 }
    h2 { background: radial-gradient(#f00, #00ff0080, blue); text-decoration: underline wavy red }
    p { background: repeating-linear-gradient(45deg, #fff 0 2pt, #fe0 2pt 4pt) }
    .byline { opacity: 0.7 }
    """
    report = house(tmp_path, "notes: {rule: short}", sheet)
    pdf = build(report, tmp_path / "build", "house").path
    assert_only_inks(pdf)
    masks = [f["/SMask"] for f in states(pdf) if "/SMask" in f]
    assert masks
    assert all(mask["/G"]["/Group"]["/CS"] == "/DeviceGray" for mask in masks)
    shadings = [f for f in objects(pdf) if isinstance(f, dict) and "/ShadingType" in f]
    assert {str(shading["/ColorSpace"]) for shading in shadings} == {"/DeviceCMYK", "/DeviceGray"}
    for shading in shadings:
        count = 4 if shading["/ColorSpace"] == "/DeviceCMYK" else 1
        for function in shading["/Function"]["/Functions"]:
            assert len(function["/C0"]) == len(function["/C1"]) == count


def states(pdf: Path) -> Iterator[Any]:
    """The graphics states of all pages and groups."""
    for found in objects(pdf):
        if isinstance(found, DictionaryObject):
            yield from found.get("/ExtGState", DictionaryObject()).get_object().values()


def contents(pdf: Path) -> str:
    parts = (page.get_contents() for page in PdfReader(pdf).pages)
    return "\n".join(part.get_data().decode("latin-1") for part in parts if part is not None)


def colour_of_text(pdf: Path) -> set[str]:
    """The colours that text is shown in."""
    found, colour = set(), ""
    for line in contents(pdf).split("\n"):
        if line.endswith(" k"):
            colour = line
        elif line.endswith("TJ"):
            found.add(colour)
    return found


def test_text_is_printed_with_black_alone(press: Press) -> None:
    black, others = sorted_inks(press("sample", "briefing").path)
    assert black == {1, 0.79}  # text, and what is muted
    (accent,) = others  # the label of the series
    assert accent == pytest.approx((0.11, 0.91, 0.54, 0.56), abs=0.03)
    black, others = sorted_inks(press("arabic", "plain").path)
    assert black == {1, 0.88}
    (amber,) = others  # the marking
    assert amber == pytest.approx((0.02, 0.27, 0.94, 0), abs=0.03)


def sorted_inks(pdf: Path) -> tuple[set[float], list[tuple[float, ...]]]:
    """The greys of the text, and its other colours."""
    colours = [tuple(map(float, colour.split()[:4])) for colour in colour_of_text(pdf)]
    return (
        {colour[3] for colour in colours if not any(colour[:3])},
        [colour for colour in colours if any(colour[:3])],
    )


def test_the_inks_that_a_theme_gives_are_those_that_are_printed(tmp_path: Path) -> None:
    inks = "press: {colours: {accent: [0, 100, 60.5, 40], tint: [0, 5, 5, 0]}}"
    report = house(tmp_path, inks + "\nheadings: {colour: accent}")
    black, others = sorted_inks(build(report, tmp_path / "build", "house").path)
    assert 1 in black
    assert others == [(0, 1, 0.605, 0.4)]


# --- pictures -------------------------------------------------------------------------------------


def gradient(mode: str) -> Image.Image:
    """Half white, half a dark blue."""
    picture = Image.new("RGB", (600, 300), "white")
    picture.paste("#10305a", (0, 0, 300, 300))
    return picture.convert(mode)


def shown(tmp_path: Path, picture: Image.Image, name: str, **options: Any) -> tuple[Any, Any]:
    """How a report prints a picture: the object in the file, and the page as seen."""
    picture.save(tmp_path / name, **options)
    body = [{"figure": {"src": name, "alt": "Two halves"}}]
    pdf = build(write(tmp_path / "report.yaml", body, {}), tmp_path / "build").path
    assert_only_inks(pdf)
    (image,) = (f for f in objects(pdf) if isinstance(f, dict) and f.get("/Subtype") == "/Image")
    return image, picture_of(pdf)


def halves(sheet: Image.Image) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colours of the left and right half of the picture under the title."""
    dark_rows = [
        y
        for y in range(400, sheet.height - 400)
        if sum(sheet.getpixel((500, y))) < 500  # type: ignore[arg-type]
    ]
    middle = dark_rows[len(dark_rows) // 2]
    left, right = sheet.getpixel((500, middle)), sheet.getpixel((1800, middle))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    return left, right


@pytest.mark.parametrize(
    ("mode", "name", "space", "coding"),
    [
        ("RGB", "map.png", "/DeviceCMYK", "/FlateDecode"),
        ("P", "map.png", "/DeviceCMYK", "/FlateDecode"),
        ("L", "map.png", "/DeviceGray", "/FlateDecode"),
        ("RGB", "photo.jpg", "/DeviceCMYK", "/DCTDecode"),
        ("CMYK", "photo.jpg", "/DeviceCMYK", "/DCTDecode"),
        ("L", "photo.jpg", "/DeviceGray", "/DCTDecode"),
    ],
)
def test_pictures_are_converted(
    tmp_path: Path, mode: str, name: str, space: str, coding: str
) -> None:
    image, sheet = shown(tmp_path, gradient(mode), name)
    assert image["/ColorSpace"] == space
    assert image["/Filter"] == coding
    left, right = halves(sheet)
    assert min(right) > 245
    assert max(left) < 130
    assert (left[2] > left[0] + 30) == (mode != "L")  # blue, and not the opposite of it


def test_what_is_grey_in_rgb_is_printed_with_black_alone(tmp_path: Path) -> None:
    image, _ = shown(tmp_path, gradient("L").convert("RGB"), "map.png")
    assert image["/ColorSpace"] == "/DeviceGray"


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_can_be_seen_through_is_paper(tmp_path: Path, mode: str) -> None:
    picture = gradient("RGBA")
    picture.paste((0, 0, 0, 0), (300, 0, 600, 300))
    image, sheet = shown(tmp_path, picture.convert(mode), "map.png")
    assert "/SMask" not in image
    left, right = halves(sheet)
    assert min(right) > 245
    assert max(left) < 130


def test_the_profile_of_a_picture_is_heeded(tmp_path: Path) -> None:
    """The same numbers are another colour in another space."""
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The tags of the red and the blue primary change places.
    swapped = swapped.replace(b"rXYZ", b"-XYZ", 1).replace(b"bXYZ", b"rXYZ", 1)
    swapped = swapped.replace(b"-XYZ", b"bXYZ", 1)
    _, sheet = shown(tmp_path, gradient("RGB"), "photo.jpg", icc_profile=swapped)
    left, _ = halves(sheet)
    assert left[0] > left[2] + 30
    tmp_path.joinpath("photo.jpg").unlink()
    _, sheet = shown(tmp_path, gradient("RGB"), "photo.jpg", icc_profile=b"damaged")
    left, _ = halves(sheet)
    assert left[2] > left[0] + 30


# --- what the file says of itself -----------------------------------------------------------------


@BUILDS
def test_the_file_is_pdf_x_4_and_names_its_press(press: Press, report: str, theme: str) -> None:
    reader = PdfReader(press(report, theme).path)
    assert reader.pdf_header == "%PDF-1.6"
    catalog: Any = reader.trailer["/Root"]
    (intent,) = catalog["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFX"
    assert intent["/OutputConditionIdentifier"] == "Custom"
    assert "FOGRA39" in intent["/Info"]
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 4
    data = profile.get_data()
    assert data == find_theme(theme).press_icc
    assert ImageCms.ImageCmsProfile(BytesIO(data)).profile.xcolor_space == "CMYK"
    info: Any = reader.metadata
    assert info["/GTS_PDFXVersion"] == "PDF/X-4"
    assert info["/Trapped"] == "/False"
    assert info.creation_date_raw == info.modification_date_raw
    metadata = catalog["/Metadata"].get_object()
    assert "/Filter" not in metadata
    xml = metadata.get_data().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xml
    assert "pdfaid" not in xml
    assert "pdfuaid" not in xml
    assert set(catalog["/Names"]) == {"/Dests"}  # destinations, but no attachments
    assert len(reader.trailer["/ID"]) == 2  # type: ignore[arg-type]


def test_all_fonts_are_embedded(press: Press) -> None:
    output = subprocess.run(
        ["pdffonts", press("every", "report").path], capture_output=True, text=True, check=True
    ).stdout
    rows = output.splitlines()[2:]
    assert rows
    assert all(re.search(r"yes yes yes +\d+ +0$", row) for row in rows)


@BUILDS
def test_there_is_no_link(press: Press, report: str, theme: str) -> None:
    path = press(report, theme).path
    for found in objects(path):
        if isinstance(found, dict):
            assert found.get("/Subtype") != "/Link"
            assert found.get("/Type") not in ("/Annot", "/OBJR", "/Action")
            assert "/Annots" not in found
    assert structure_of(path).all("Link") == []


# --- the text -------------------------------------------------------------------------------------


@BUILDS
def test_the_file_says_what_the_report_says(press: Press, report: str, theme: str) -> None:
    verdict = press(report, theme).verdict
    assert verdict is not None
    assert verdict.findings == ()
    assert verdict.equal_notes == len(verdict.notes) > 0
    if report == "sample":
        assert verdict.equal_notes == 25


def test_the_pages_are_those_of_the_screen(
    press: Press, printed: Callable[[str, str], Any]
) -> None:
    def text(pdf: Path) -> list[list[str]]:
        command = ["pdftotext", "-layout", str(pdf), "-"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [page.split() for page in output.split("\f")]

    assert text(press("sample", "briefing").path) == text(printed("sample", "briefing").path)


def test_a_note_that_is_referred_to_twice_has_no_arrow_back(press: Press) -> None:
    command = ["pdftotext", str(press("every", "briefing").path), "-"]
    assert "↩" not in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_another_text_is_found_out(press: Press) -> None:
    """The reader knows a file for the press by what the file says, and reads no less of it."""
    reading = pdf_reader.read(press("every", "briefing").path)
    publication = with_page_numbers(export.check(REPORTS["every"]).publication, reading.places)

    def codes(changed: Any) -> set[str]:
        return {finding.code for finding in compare(publication, changed, "pdf").findings}

    assert reading.press
    assert codes(reading) == set()
    first, second, *others = reading.notes
    assert codes(replace(reading, notes=(second, first, *others))) == {"RK901"}
    assert codes(replace(reading, notes=reading.notes[1:])) == {"RK901"}
    assert codes(replace(reading, references=reading.references[1:])) == {"RK902"}
    assert "RK904" in codes(replace(reading, body=reading.body.replace("Feeder", "Tanker")))
    (other,) = export.verify(export.check(REPORTS["sample"]), [press("every", "briefing").path])
    assert other.equal_notes == 0


# --- the same bytes -------------------------------------------------------------------------------


def test_the_same_bytes_in_any_zone_and_order_of_hashes(press: Press, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportkit", "build", str(REPORTS["every"]), "-t", "pdf"]
    command += ["-o", str(tmp_path), "--profile", "press", "--theme", "briefing"]
    environment = {**os.environ, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    data = (tmp_path / "report.pdf").read_bytes()
    assert hashlib.sha256(data).hexdigest() == press("every", "briefing").sha256
