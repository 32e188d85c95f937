"""The page as a reader sees it, in each theme: margins, running heads, marking, contents, links."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import page as page_validation
import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import Destination

from reportkit.style import theme_names
from tests.layout.conftest import Printer
from tests.layout.pages import POINTS, Print, print_report
from tests.shared import assert_valid

THEMES = pytest.mark.parametrize("theme", theme_names())

SIDE_COLUMNS = {"institute": 40}
"""The widths of the side columns of themes, in millimetres: there headings and panels begin."""


def edges(made: Print, number: int) -> tuple[float, float]:
    """The left and right edge of the text of a page in points; numbers count from 1."""
    left, right = made.theme.page.sides
    if made.theme.page.facing and number % 2 == 0:
        left, right = right, left
    return left * POINTS, (made.theme.page.width - right) * POINTS


@THEMES
@pytest.mark.parametrize("report", ["sample", "every", "long", "urls"])
def test_no_word_leaves_the_measure(report: str, theme: str, printed: Printer) -> None:
    made = printed(report, theme)
    for number, page in enumerate(made.pages, start=1):
        left, right = edges(made, number)
        left -= SIDE_COLUMNS.get(theme, 0) * POINTS
        # The black of a TLP label ends at the edge; its word does not.
        beyond = [w.text for w in page.words if w.left < left - 1 or w.right > right + 1]
        assert not beyond, f"page {number}"


@THEMES
@pytest.mark.parametrize("report", ["sample", "every", "long"])
def test_no_word_leaves_the_page_or_meets_the_folio(
    report: str, theme: str, printed: Printer
) -> None:
    made = printed(report, theme)
    bottom = (made.theme.page.height - made.theme.page.bottom) * POINTS
    for page in made.pages:
        crossing = [w.text for w in page.words if w.top < bottom - 1 and w.bottom > bottom + 1]
        assert not crossing
        assert all(w.top > 0 and w.bottom < page.height for w in page.words)


@THEMES
def test_an_address_is_not_cut_within_its_scheme_and_never_hyphenated(
    theme: str, printed: Printer
) -> None:
    text = [word.text for page in printed("sample", theme).pages for word in page.words]
    assert not [word for word in text if re.fullmatch(r"h|ht|htt|http|https|https?:/?", word)]
    hyphenated = [word for word in text if word.endswith(("\u2010", "\u00ad"))]
    assert all(re.fullmatch(r"\W?[^\W\d_]+[\u2010\u00ad]", word) for word in hyphenated)


def test_the_first_page_has_a_foot_and_no_head(printed: Printer) -> None:
    first, second, *_ = printed("sample", "briefing").pages
    assert first.above(26) == ""
    assert first.below(26) == "Institute for the Study of War 1"
    assert second.above(26) == "Belarus Warning Update"
    assert second.below(26) == "Institute for the Study of War 2"


def test_a_title_page_has_no_folio(printed: Printer) -> None:
    first, second, *_ = printed("sample", "report").pages
    assert first.below(31) == "Institute for the Study of War"
    assert "The Kremlin sent" not in first.text
    assert "The Kremlin sent" in second.text


def test_an_upright_cover_has_nothing_but_its_picture_and_the_marking(tmp_path: Path) -> None:
    Image.new("RGB", (30, 42)).save(tmp_path / "map.png")
    text = (
        "publisher: Desk\nmarking: {tlp: RED}\ncover: {image: map.png, alt: A map.}\nbody: [Text.]"
    )
    first, second, third = small(tmp_path, text).pages
    assert first.text == "TLP:RED TLP:RED"
    assert "2024" in second.text
    assert "Text." in third.text


def test_facing_pages_have_their_folio_outside(printed: Printer) -> None:
    made = printed("long", "report")
    for number, page in enumerate(made.pages[1:], start=2):
        left, right = edges(made, number)
        folio = next(w for w in page.words if w.text == str(number) and w.top > page.height - 90)
        outer = right - folio.right if number % 2 else folio.left - left
        assert outer == pytest.approx(0, abs=1.5)


def test_running_heads_of_facing_pages(printed: Printer) -> None:
    """Title on the verso, chapter on the recto, none where a chapter opens."""
    made = printed("long", "report")
    for number, page in enumerate(made.pages[1:], start=2):
        head = page.above(29).replace("TLP:AMBER+STRICT", "").strip()
        opens = (
            re.match(r".*?(First|Second|Third) Chapter", page.text) and "Contents" not in page.text
        )
        if opens and page.find("Chapter").bottom - page.find("Chapter").top > 18:
            assert head == ""
        elif number % 2 == 0:
            assert head == "A Long Report in Chapters"
        else:
            assert head.endswith(" Chapter")


def test_chapters_of_a_long_report_begin_on_pages_of_their_own(printed: Printer) -> None:
    made = printed("long", "report")
    tops = [
        word.top
        for page in made.pages
        for word in page.words
        if word.text == "Chapter" and word.bottom - word.top > 18
    ]
    assert len(tops) == 3
    assert max(tops) - min(tops) < 1
    run_on = [p for p in printed("long", "briefing").pages if "Chapter" in p.text]
    assert len(made.pages) > len(run_on)


@THEMES
def test_the_marking_stands_at_head_and_foot_of_every_page(theme: str, printed: Printer) -> None:
    made = printed("long", theme)
    for number, page in enumerate(made.pages, start=1):
        _, right = edges(made, number)
        marks = [word for word in page.words if word.text == "TLP:AMBER+STRICT"]
        assert len(marks) == 2
        head, foot = sorted(marks, key=lambda word: word.top)
        assert head.bottom < made.theme.page.top * POINTS
        assert foot.top > page.height - made.theme.page.bottom * POINTS
        # TLP 2.0: to the right, and 12 points or more.
        assert right - 8 < head.right <= right
        assert head.bottom - head.top >= 12
        others = [
            w for w in page.words if w not in marks and w.bottom > foot.top and w.top < foot.bottom
        ]
        assert not others


@pytest.mark.parametrize(
    ("label", "ink"),
    [
        ("RED", (0xFF, 0x2B, 0x2B)),
        ("AMBER", (0xFF, 0xC0, 0x00)),
        ("AMBER+STRICT", (0xFF, 0xC0, 0x00)),
        ("GREEN", (0x33, 0xFF, 0x00)),
        ("CLEAR", (0xFF, 0xFF, 0xFF)),
    ],
)
def test_the_colours_of_the_traffic_light_protocol(
    label: str, ink: tuple[int, int, int], tmp_path: Path
) -> None:
    """Exactly those of TLP 2.0, on black, as they come out on the page."""
    from PIL import Image

    made = small(tmp_path, f"marking: {{tlp: {label}}}\nbody: [Text.]")
    mark = next(w for w in made.pages[0].words if w.text == f"TLP:{label}")
    subprocess.run(["pdftoppm", "-r", "144", "-png", made.path, tmp_path / "p"], check=True)
    with Image.open(tmp_path / "p-1.png") as page:
        box = tuple(round(2 * edge) for edge in (mark.left, mark.top, mark.right, mark.bottom))
        colours = page.crop((box[0], box[1], box[2], box[3])).convert("RGB").getcolors(1 << 24)
    assert colours is not None
    seen = {colour for _, colour in colours}
    assert ink in seen
    assert max(colours)[1] == (0, 0, 0)


def test_a_banner_is_printed_as_it_stands(tmp_path: Path) -> None:
    made = small(tmp_path, "marking: {banner: For staff only}\nbody: [Text.]")
    assert made.pages[0].text.count("For staff only") == 2


@THEMES
def test_contents_name_the_page_on_which_a_heading_stands(theme: str, printed: Printer) -> None:
    made = printed("long", theme)
    reader = PdfReader(made.path)
    named = re.findall(r"((?:First|Second|Third) Chapter|Section \d\.\d)[ .]+(\d+)", front(made))
    assert len(named) == 9
    titles = {str(item.title): item for item in flat(reader.outline)}
    for title, page in named:
        assert reader.get_destination_page_number(titles[title]) == int(page) - 1


@THEMES
def test_every_heading_is_a_bookmark_without_note_marks(theme: str, printed: Printer) -> None:
    reader = PdfReader(printed("every", theme).path)
    assert [item.title for item in flat(reader.outline)] == [
        "The Calls That Moved",
        "Summary",
        "Key Judgements",
        "Contents",
        "Figures",
        "Tables",
        "Part I. The Year",
        "1 What moved",
        "1.1 The eastern gulf",
        "1.1.1 Tankers",
        "1.1.1.1 Ships under Greek management",
        "1.1.1.1.1 Owners",
        "1.1.1.1.1.1 Owners without a ship",
        "2 Why it moved",
        "Part II. The Years Ahead",
        "3 Outlook",
        "Appendix A. The ports counted",
        "Questions",
        "Abbreviations",
        "Acknowledgements",
        "Funding",
        "About the Authors",
        "About the Publisher",
        "Suggested Citation",
        "Contact",
        "Version History",
    ]


@THEMES
def test_the_box_of_judgements_holds_each_claim_without_marks(theme: str, printed: Printer) -> None:
    text = " ".join(page.text for page in printed("every", theme).pages)
    box = text[text.index("Key Judgements") : text.index("Contents")]
    assert "Feeder services, not deep-sea lines, explain most of the shift." in box
    assert not re.search(r"shift\.\s*2", box)


@THEMES
def test_the_header_of_a_table_is_repeated_on_each_page(theme: str, printed: Printer) -> None:
    pages = [page for page in printed("long", theme).pages if re.search(r"\bPort \d+\b", page.text)]
    assert len(pages) >= 2
    assert all("Harbour Calls" in page.text for page in pages)


def test_justified_text_is_hyphenated_and_headings_are_not(printed: Printer) -> None:
    assert broken_words(printed("long", "report").path) > 5
    assert broken_words(printed("long", "briefing").path) == 0


def broken_words(pdf: Path) -> int:
    """How many words go on in another line: their rest there is read as a space."""
    contents = [page.get_contents() for page in PdfReader(pdf).pages]
    return sum(data.get_data().count(b"/ActualText ( )") for data in contents if data is not None)


@THEMES
def test_no_heading_stands_at_the_foot_of_a_page(theme: str, printed: Printer) -> None:
    for page in printed("long", theme).pages:
        for word in page.words:
            if re.fullmatch(r"\d\.\d", word.text) and "Contents" not in page.text:
                assert any(w.top > word.bottom and w.bottom < word.bottom + 40 for w in page.words)


@THEMES
def test_the_numbers_of_notes_hang(theme: str, printed: Printer) -> None:
    """The lines of a note align; its number stands left of them, and is not bold."""
    made = printed("sample", theme)
    place, page = next(
        (n, page) for n, page in enumerate(made.pages, 1) if "https://www.belta" in page.text
    )
    left, _ = edges(made, place)
    bottom = [w for w in page.words if w.text.startswith("https://www.belta")]
    number = [
        w
        for w in page.words
        if any(abs(w.top - u.top) < 2 and w.text.isdigit() and w.right < u.left for u in bottom)
    ]
    assert len({round(w.left) for w in number}) == 1
    assert len({round(u.left) for u in bottom if u.left < left + 60}) == 1


@THEMES
def test_only_fonts_of_the_theme_are_in_the_file(theme: str, printed: Printer) -> None:
    for report in ("sample", "every", "long"):
        made = printed(report, theme)
        table = subprocess.run(["pdffonts", made.path], capture_output=True, text=True, check=True)
        names = [line.split()[0] for line in table.stdout.splitlines()[2:]]
        assert names
        # A square before an item of a list is in no font of the theme.
        symbols = {name for name in names if report == "every" and "Noto-Sans-Symbols2" in name}
        assert all("IBM-Plex" in name for name in names if name not in symbols), names
        assert not made.warnings


@THEMES
@pytest.mark.parametrize("report", ["sample", "every", "long", "arabic"])
def test_every_theme_is_accessible(report: str, theme: str, printed: Printer) -> None:
    """PDF/UA-1, as page-validation sees it."""
    assert_valid(printed(report, theme).path, page_validation.ValidationProfile.PDF_UA_1)


def test_chapters_that_open_on_the_right(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    tokens = "extends: report\nheadings: {chapters: recto}"
    (tmp_path / "book" / "theme.yaml").write_text(tokens, "utf-8")
    body = "body: [{heading: One}, Text., {heading: Two}, Text.]"
    made = small(tmp_path, body, theme="book")
    opening = [n for n, p in enumerate(made.pages, start=1) if re.search("One|Two", p.text)]
    assert opening == [3, 5]


def test_letter_pages(tmp_path: Path) -> None:
    (tmp_path / "us").mkdir()
    (tmp_path / "us" / "theme.yaml").write_text("page: {size: Letter}", "utf-8")
    made = small(tmp_path, "body: [Text.]", theme="us")
    assert (made.pages[0].width, made.pages[0].height) == (612, 792)


def small(folder: Path, text: str, theme: str = "briefing") -> Print:
    """A report of a few lines."""
    path = folder / "report.yaml"
    path.write_text(f"reportkit: 1\ntitle: T\ndate: 2024-01-31\n{text}\n", "utf-8")
    return print_report(path, folder / "build", theme)


def front(made: Print) -> str:
    """The text of the pages up to the contents, in lines."""
    page = next(n for n, p in enumerate(made.pages, start=1) if "Contents" in p.text)
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page + 1), str(made.path), "-"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def flat(outline: object) -> list[Destination]:
    """The bookmarks of all levels in their order."""
    if isinstance(outline, Destination):
        return [outline]
    assert isinstance(outline, list)
    return [item for entry in outline for item in flat(entry)]
