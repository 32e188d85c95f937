"""Covers and fonts: what a theme puts into a book beside its style sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from msgspec.structs import replace
from PIL import Image as Pillow

from reportkit.diagnostics import Outcome
from reportkit.model.document import (
    Cover,
    Image,
    Meta,
    Options,
    Person,
    Publisher,
    ResolvedReport,
    Series,
)
from reportkit.style import Theme, find_theme, letters, shipped_fonts
from reportkit.writers.epub.cover import HEIGHT, WIDTH, CoverImage, cover_image
from tests.unit.publications import published
from tests.unit.writers.books import (
    XHTML,
    Write,
    book,
    everything,
    member,
    paragraph,
    plain,
    report,
)

TITLE = "Warning Update: A Title of Some Length for the Cover of a Report"


def titled(title: str = TITLE, language: str = "en") -> ResolvedReport:
    meta = Meta(
        plain(title),
        date(2024, 5, 14),
        "14 May 2024",
        language,
        "rtl" if language == "ar" else "ltr",
        deck=plain("One line under the title"),
        series=Series("Port Traffic", "7"),
        authors=(Person("Maren Lindqvist"), Person("Tomasz Wrona")),
        publisher=Publisher("Example Desk"),
    )
    return report(paragraph("Text."), meta=meta, options=Options(cover=True))


def image(cover: Outcome[CoverImage | None]) -> Pillow.Image:
    assert cover.value is not None
    return Pillow.open(io.BytesIO(cover.value.image.data)).convert("RGB")


def ink(picture: Pillow.Image, top: int, bottom: int) -> int:
    """How many pixels of a band are not of the colour of its edge."""
    band = picture.crop((0, top, WIDTH, bottom))
    ground = band.getpixel((0, 0))
    return sum(count for count, colour in band.getcolors(1 << 20) or () if colour != ground)


@pytest.fixture(scope="module")
def house() -> Theme:
    return find_theme("report")


@pytest.mark.parametrize(
    ("asked", "by_theme", "given", "expected"),
    [
        (None, False, None, False),
        (None, True, None, True),
        (None, False, Cover(), True),
        (False, True, None, False),
        (True, False, Cover(), True),
    ],
)
def test_the_report_decides_before_its_theme(
    asked: bool | None, by_theme: bool, given: Cover | None, expected: bool, house: Theme
) -> None:
    written = titled()
    written = replace(
        written, options=Options(cover=asked), meta=replace(written.meta, cover=given)
    )
    cover = published(written, house.model_copy(update={"cover": by_theme})).front.cover
    assert (cover is not None) is expected


def test_reports_have_covers_and_briefings_have_none() -> None:
    written = replace(titled(), options=Options())
    assert published(written, "report").front.cover is not None
    assert published(written, "briefing").front.cover is None


def test_a_cover_is_drawn_in_the_colours_of_the_theme(house: Theme) -> None:
    cover = cover_image(published(titled(), house))
    assert cover.findings == ()
    picture = image(cover)
    assert picture.size == (WIDTH, HEIGHT) == (1600, 2560)
    red, green, blue = (int(house.colours.accent[n : n + 2], 16) for n in (1, 3, 5))
    assert picture.getpixel((5, 5)) == (red, green, blue)
    assert ink(picture, 180, 330) > 1000  # series
    assert ink(picture, 330, 1900) > 20_000  # title and deck
    assert ink(picture, 2000, 2400) > 5000  # authors, date, publisher
    edges = [picture.crop((x, 0, x + 140, HEIGHT)) for x in (0, WIDTH - 140)]
    assert all(len(edge.getcolors() or ()) == 2 for edge in edges)  # Nothing in the margins.


def test_a_cover_says_in_words_what_it_shows(house: Theme) -> None:
    cover = cover_image(published(titled(), house)).value
    assert cover is not None
    assert cover.alt == (
        f"Port Traffic, no. 7. {TITLE}. One line under the title."
        " Maren Lindqvist, Tomasz Wrona. 14 May 2024. Example Desk"
    )


def test_the_same_report_gives_the_same_cover(house: Theme) -> None:
    first, second = (cover_image(published(titled(), house)) for _ in range(2))
    assert first.value is not None
    assert first == second


@pytest.mark.parametrize(
    "title", ["x", "word " * 1000, "Unbreakable" * 60, "Ünïcödé “Quotes” — dashes"]
)
def test_titles_of_any_length_fit(title: str, house: Theme) -> None:
    picture = image(cover_image(published(titled(title.strip()), house)))
    assert ink(picture, 330, 1900) > 100
    assert len(picture.crop((WIDTH - 140, 0, WIDTH, HEIGHT)).getcolors() or ()) == 2
    assert ink(picture, 1870, 1940) == 0  # The panel at the foot stays free.


@pytest.mark.parametrize("letters", [90, 180, 300, 480, 900, 1500])
def test_a_long_title_is_set_smaller_and_never_cut(letters: int, house: Theme) -> None:
    """Its last word is drawn: the cover differs from one without it, and from one with another."""
    words = ("Harbours and insurers of the Baltic " * 60)[:letters].strip()
    ends = ("", " quays", " gales")
    pictures = [image(cover_image(published(titled(words + end), house))) for end in ends]
    assert len({picture.tobytes() for picture in pictures}) == 3
    assert all(ink(picture, 1830, 1940) == 0 for picture in pictures)


def test_a_long_word_of_a_title_is_set_smaller_and_not_broken(house: Theme) -> None:
    word = "Hafenverkehrsversicherungsgesellschaften"
    rows = lines_of(image(cover_image(published(titled(word), house))), 400, 900)
    assert len(rows) == 2  # the title and the deck


def lines_of(picture: Pillow.Image, top: int, bottom: int) -> list[int]:
    """The tops of the lines of text in a band of a cover."""
    inked = [ink(picture, y, y + 1) > 0 for y in range(top, bottom)]
    return [top + n for n in range(1, len(inked)) if inked[n] and not inked[n - 1]]


def test_the_logo_stands_at_the_foot_and_its_paper_is_that_of_the_cover(house: Theme) -> None:
    buffer = io.BytesIO()
    logo = Pillow.new("RGB", (300, 100), "white")
    logo.paste((20, 120, 20), (100, 25, 200, 75))
    logo.save(buffer, "PNG")
    mark = Image("image/png", 300, 100, buffer.getvalue())
    written = titled()
    publisher = Publisher("Example Desk", logo=mark)
    shown = replace(written, meta=replace(written.meta, publisher=publisher))
    picture = image(cover_image(published(shown, house)))
    foot = picture.crop((WIDTH - 620, 2200, WIDTH, HEIGHT))
    pixels = [foot.getpixel((x, y)) for x in range(foot.width) for y in range(foot.height)]
    greens = sum(isinstance(p, tuple) and p[1] > max(p[0], p[2]) + 60 for p in pixels)
    assert greens > 8_000
    corner = picture.getpixel((WIDTH - 160, HEIGHT - 140))
    assert corner == picture.getpixel((WIDTH - 20, HEIGHT - 20)) != (255, 255, 255)


def test_an_arabic_title_is_drawn_from_the_right(house: Theme) -> None:
    cover = cover_image(published(titled("تقرير عن حركة السفن", "ar"), house))
    assert cover.findings == ()
    picture = image(cover)
    band = picture.crop((0, 420, WIDTH, 560))
    ground = band.getpixel((0, 0))
    columns = [
        x for x in range(WIDTH) if band.crop((x, 0, x + 1, 140)).getcolors() != [(140, ground)]
    ]
    assert columns[-1] > WIDTH - 200
    assert columns[0] > 200


def test_a_title_that_no_font_can_draw_is_told(house: Theme) -> None:
    (found,) = cover_image(published(titled("关于港口交通的报告"), house)).findings
    assert found.code == "RK913"


def test_a_cover_of_the_theme_stands_in_the_book(write: Write) -> None:
    path = write(titled())
    (img,) = member(path, "cover.xhtml").iter(f"{XHTML}img")
    assert img.get("src") == "images/cover.png"
    assert TITLE in (img.get("alt") or "")
    (item,) = member(path, "content.opf").iterfind(".//{*}item[@properties='cover-image']")
    assert item.get("href") == "images/cover.png"


# --- fonts --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with fonts."""
    theme = find_theme("briefing").model_copy(update={"embed_fonts": True})
    path = tmp_path_factory.mktemp("fonts") / "report.epub"
    path.write_bytes(book(everything(), theme).data)
    assert path.read_bytes() == book(everything(), theme).data
    return path


def fonts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.startswith("EPUB/fonts/")}


def test_fonts_have_the_letters_of_the_book_and_no_others(embedded: Path) -> None:
    with zipfile.ZipFile(embedded) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml")]
        shown = {ord(c) for n in names for c in archive.read(n).decode()} | set(map(ord, "—–•◦▪↪"))
    faces = {face.name: face for face in shipped_fonts()}
    found = fonts(embedded)
    assert len(found) == 8  # None for Arabic and Hebrew, which the book lacks.
    for name, data in found.items():
        face = faces[name.rpartition("/")[2]]
        assert set(TTFont(io.BytesIO(data)).getBestCmap()) == shown & letters(face)
        assert len(data) < len(face.data) / 2


def test_each_font_is_in_the_manifest_and_the_style_sheet(embedded: Path) -> None:
    listed = {
        item.get("href")
        for item in member(embedded, "content.opf").iterfind(".//{*}item[@media-type='font/ttf']")
    }
    assert listed == {name.removeprefix("EPUB/") for name in fonts(embedded)}
    with zipfile.ZipFile(embedded) as archive:
        sheet = archive.read("EPUB/style.css").decode()
        options = etree.fromstring(archive.read("META-INF/com.apple.ibooks.display-options.xml"))
    assert all(f'url("{name}")' in sheet for name in listed)
    assert options.findtext(".//option[@name='specified-fonts']") == "true"


def test_without_the_token_no_font_is_in_the_book(write: Write) -> None:
    path = write(everything())
    assert fonts(path) == {}
    with zipfile.ZipFile(path) as archive:
        assert b"font-face" not in archive.read("EPUB/style.css")
