"""Tables that are too wide for the page in Word documents: smaller type, landscape sections."""

from __future__ import annotations

import os
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from reportkit import export
from reportkit.proof.docx import accessibility, invariants
from reportkit.style import styles_folder, theme_names
from tests.layout.pages import pages_of
from tests.layout.test_wide import WORDS
from tests.unit.writers.house_template import members, packed
from tests.unit.writers.test_docx import W, audit

WIDE = Path(__file__).parents[2] / "layout" / "wide.yaml"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
THEMES = theme_names()
NAMES = [*THEMES, "house"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report in each theme and on a house's template, with what LibreOffice prints of it with
    the fonts of the themes."""
    folder = tmp_path_factory.mktemp("wide")
    brand = folder / "brand.docx"
    brand.write_bytes(packed(members()))
    for name in NAMES:
        theme = "briefing" if name == "house" else name
        template = brand if name == "house" else None
        checked = export.check(WIDE, theme=theme, docx_template=template)
        data = export.write(checked.publication, "docx").data
        (folder / f"{name}.docx").write_bytes(data)
    (folder / "fonts").symlink_to(styles_folder() / "fonts")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *(str(folder / f"{name}.docx") for name in NAMES)],
        check=True,
        capture_output=True,
        timeout=900,
        env={**os.environ, "XDG_DATA_HOME": str(folder)},
    )
    return folder


def sections(path: Path) -> list[etree._Element]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return list(root.iter(f"{W}sectPr"))


def size(section: etree._Element) -> tuple[str | None, ...]:
    found = section.find(f"{W}pgSz")
    assert found is not None
    return tuple(found.get(f"{W}{name}") for name in ("w", "h", "orient"))


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_valid(name: str, folder: Path) -> None:
    path = folder / f"{name}.docx"
    assert audit(path) == invariants(path) == accessibility(path) == []


@pytest.mark.parametrize("name", NAMES)
def test_sections_turn_and_turn_back(name: str, folder: Path) -> None:
    found = sections(folder / f"{name}.docx")
    upright, *_ = sizes = [size(section) for section in found]
    turned = (upright[1], upright[0], "landscape")
    assert sizes == [upright, turned] * (len(sizes) // 2) + [upright] * (len(sizes) % 2)
    assert len(sizes) >= 5
    firsts = [section.find(f"{W}titlePg") is not None for section in found]
    assert firsts == [True] + [False] * (len(found) - 1)
    for section in found:
        assert section.find(f"{W}footnotePr/{W}numRestart") is not None


@pytest.mark.parametrize("theme", THEMES)
def test_heads_and_feet_are_as_wide_as_their_page(theme: str, folder: Path) -> None:
    """Each section names those of its own shape, so that none is taken from the one before."""
    used: list[set[str]] = []
    for section in sections(folder / f"{theme}.docx")[1:]:
        references = section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference")
        kinds = [reference.get(f"{W}type") for reference in references]
        assert sorted(set(map(str, kinds))) == (
            ["default", "even"] if theme == "report" else ["default"]
        )
        used.append({str(reference.get(f"{R}id")) for reference in references})
    turned, upright = used[::2], used[1::2]
    assert all(one == turned[0] for one in turned)
    assert all(one == upright[0] for one in upright)
    assert not turned[0] & upright[0]


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_prints_whole_words_within_the_page(name: str, folder: Path) -> None:
    pages = pages_of(folder / f"{name}.pdf")
    (page,) = (page for page in pages if "Twelve columns." in page.text)
    assert page.width > page.height
    shown = [word.text for word in page.words]
    # The template has Letter paper, on which some of the words must break, but no figure.
    whole = [word for word in WORDS.split() if name != "house" or word[0].isdigit()]
    assert set(whole) <= set(shown)
    assert "A section of its own" in page.text
    assert "Note of a cell." in page.text
    figures = [word.text for page in pages for word in page.words]
    assert figures.count("123,456") == 16 + 24 * (name != "house")
    for page in pages:
        assert not [w.text for w in page.words if w.left < 0 or w.right > page.width - 40]


@pytest.mark.parametrize("theme", THEMES)
def test_folio_and_head_stand_at_the_edge_of_the_text(theme: str, folder: Path) -> None:
    pages = pages_of(folder / f"{theme}.pdf")
    for number, page in enumerate(pages, 1):
        if page.width < page.height:
            continue
        side = 68.0 if theme == "institute" else 70.9
        inner, outer = (side, page.width - side)
        folio = [w for w in page.words if w.text == str(number) and w.top > page.height - 90]
        left_hand = theme == "report" and number % 2 == 0
        assert folio
        edge = folio[-1].left - inner if left_hand else folio[-1].right - outer
        assert abs(edge) < 2
        assert page.above(24)


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_are_those_of_the_pdf(theme: str, folder: Path) -> None:
    """Upright and landscape pages follow each other alike."""
    turned = [page.width > page.height for page in pages_of(folder / f"{theme}.pdf")]
    assert sum(turned) == 3
    changes = sum(one != other for one, other in pairwise(turned))
    assert changes >= 4


def test_a_narrow_table_asks_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(
        "reportkit: 1\ntitle: T\ndate: 2024-01-31\n"
        "body: [{table: {header: [Country, Text], rows: [[Belarus, A text.]]}}]\n",
        "utf-8",
    )
    out = tmp_path / "narrow.docx"
    out.write_bytes(export.write(export.check(path).publication, "docx").data)
    with zipfile.ZipFile(out) as archive:
        text = archive.read("word/document.xml").decode() + archive.read("word/styles.xml").decode()
        assert not [name for name in archive.namelist() if "landscape" in name]
    assert "landscape" not in text.lower()
    assert "TableText8" not in text
    assert "tblCellMar" not in text.partition("<w:styles")[0]
    assert len(sections(out)) == 1
