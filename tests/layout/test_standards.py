"""PDF/UA-1 and PDF/A-3a in one file, by page-validation; the report inside; the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from msgspec.structs import asdict
from pypdf import PdfReader

from reportkit import export
from reportkit.model.terms import terms_for
from tests.layout.conftest import REPORTS
from tests.shared import assert_valid

CHINESE = Path(__file__).parents[1] / "readers" / "reports" / "chinese.yaml"
PLACEMENTS = pytest.mark.parametrize("placement", ["page", "end"])


def build(
    report: Path, folder: Path, placement: str = "page", theme: str | None = None
) -> export.Artifact:
    checked = export.check(report, {"note_options.placement": placement}, theme=theme)
    (artifact,) = export.build(checked, ["pdf"], folder)
    return artifact


def assert_conforms(pdf: Path) -> None:
    assert_valid(pdf)


@PLACEMENTS
@pytest.mark.parametrize("theme", ["briefing", "report", "plain", "institute", "bulletin"])
@pytest.mark.parametrize("report", ["sample", "every", "arabic"])
def test_the_examples(report: str, theme: str, placement: str, tmp_path: Path) -> None:
    assert_conforms(build(REPORTS[report], tmp_path, placement, theme).path)


def test_a_report_of_400_notes(large: export.Artifact) -> None:
    assert_conforms(large.path)


def test_a_report_of_400_notes_at_its_end(large: export.Artifact, tmp_path: Path) -> None:
    report = large.path.parents[1] / "report.yaml"
    assert_conforms(build(report, tmp_path, "end").path)


@PLACEMENTS
def test_a_chinese_report(placement: str, tmp_path: Path) -> None:
    theme = tmp_path / "han"
    (theme / "fonts").mkdir(parents=True)
    _font(CHINESE.read_text("utf-8"), theme / "fonts" / "han.ttf")
    tokens = {"extends": "briefing", "fonts": {"fallback": ["Han"]}}
    (theme / "theme.yaml").write_text(yaml.safe_dump(tokens), "utf-8")
    report = Path(shutil.copy(CHINESE, tmp_path / "report.yaml"))
    artifact = build(report, tmp_path / "build", placement, "han")
    assert_conforms(artifact.path)
    fonts = subprocess.run(["pdffonts", artifact.path], capture_output=True, text=True, check=True)
    assert "Han" in fonts.stdout


def _font(text: str, path: Path) -> None:
    """A font in which each letter of a Chinese text is a square, since none ships for Chinese."""
    words = "".join(str(value) for value in asdict(terms_for("zh-Hans")).values())
    codes = sorted({ord(char) for char in f"{text}{words}年月日" if ord(char) >= 0x20})
    names = [".notdef", *(f"u{code:04X}" for code in codes)]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 800), (950, 800), (950, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Han", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400)
    builder.setupPost()
    builder.save(path)


# --- the report inside ------------------------------------------------------------------------


def test_the_report_inside_builds_the_same_file(tmp_path: Path) -> None:
    for name in ("every", "sample"):
        first = build(REPORTS[name], tmp_path / name / "one")
        inside = tmp_path / name / "inside"
        inside.mkdir()
        command = ["pdfdetach", "-saveall", "-o", str(inside), str(first.path)]
        subprocess.run(command, check=True, capture_output=True)
        again = build(inside / "report.json", tmp_path / name / "two")
        assert again.path.read_bytes() == first.path.read_bytes()


def test_what_is_attached_says_what_it_is(tmp_path: Path) -> None:
    root: Any = PdfReader(build(REPORTS["every"], tmp_path).path).trailer["/Root"].get_object()
    files = [file.get_object() for file in root["/AF"]]
    assert {file["/UF"]: file["/AFRelationship"] for file in files} == {
        "report.json": "/Source",
        "gdansk.svg": "/Supplement",
        "map.png": "/Supplement",
        "riga.pdf": "/Supplement",
        "wave.png": "/Supplement",
        "logo.png": "/Supplement",
    }
    dates = {file["/EF"]["/F"]["/Params"][key] for file in files for key in ("/ModDate",)}
    assert dates == {"D:20240514063000Z"}
    names = root["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    assert names == sorted(names)


def test_the_metadata_name_both_standards(tmp_path: Path) -> None:
    reader = PdfReader(build(REPORTS["sample"], tmp_path).path)
    root: Any = reader.trailer["/Root"].get_object()
    metadata = root["/Metadata"].get_object()
    assert "/Filter" not in metadata
    xml = metadata.get_data().decode()
    assert xml.count("<rdf:RDF") == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in xml
    assert 'pdfaid:part="3"' in xml
    assert 'pdfaid:conformance="A"' in xml


# --- the same bytes ---------------------------------------------------------------------------


def test_the_same_bytes_in_any_folder_zone_locale_and_order_of_hashes(tmp_path: Path) -> None:
    places = [
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    hashes = set()
    for number, place in enumerate(places):
        folder = tmp_path / f"folder {number}" / ("deep" * number)
        shutil.copytree(REPORTS["every"].parent, folder)
        command = [
            sys.executable,
            "-m",
            "reportkit",
            "build",
            "report.yaml",
            "-t",
            "pdf",
            "-o",
            ".",
        ]
        environment = {**os.environ, **place}
        subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
        hashes.add(hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_a_report_built_after_others_has_the_same_bytes(tmp_path: Path) -> None:
    """Fonts are shared by the reports of a process."""
    first = build(REPORTS["sample"], tmp_path / "one").path.read_bytes()
    build(REPORTS["every"], tmp_path / "other", theme="report")
    assert build(REPORTS["sample"], tmp_path / "two").path.read_bytes() == first
