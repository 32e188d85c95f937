"""What WeasyPrint and fontTools say, and what a printer would say, reaches the user."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import weasyprint
from click.testing import CliRunner
from PIL import Image

from reportkit import export
from reportkit.cli.about import doctor
from reportkit.export import WriteFailure
from reportkit.writers.base import WriteContext
from reportkit.writers.pdf import PdfWriter
from reportkit.writers.pdf.weasyprint_engine.import_weasyprint import KNOWN
from tests.layout.reports import LINE, write


def build(report: Path, theme: str | None = None) -> export.Artifact:
    (artifact,) = export.build(export.check(report, theme=theme), ["pdf"], report.parent / "build")
    return artifact


def with_rule(rule: str, folder: Path) -> Path:
    """A theme with a rule in its style sheet."""
    (folder / "own").mkdir()
    (folder / "own" / "theme.yaml").write_text("extends: plain\n", "utf-8")
    (folder / "own" / "print.css").write_text(rule, "utf-8")
    return write(folder / "report.json", [LINE], {})


def test_a_warning_of_weasyprint_is_a_finding(tmp_path: Path) -> None:
    report = with_rule("p { colour: red; }\nli { colour: red; }", tmp_path)
    found = build(report, "own").warnings
    assert {diagnostic.code for diagnostic in found} == {"RK921"}
    assert all("colour: red" in diagnostic.message for diagnostic in found)


def test_an_error_of_weasyprint_ends_the_build(tmp_path: Path) -> None:
    report = with_rule("p { background: url(reportkit:no-such-picture.png); }", tmp_path)
    with pytest.raises(WriteFailure) as failure:
        build(report, "own")
    assert "RK906" in {diagnostic.code for diagnostic in failure.value.diagnostics}
    assert not (tmp_path / "build" / "report.pdf").exists()


@pytest.mark.parametrize(("pixels", "coarse"), [(600, True), (1200, False)])
def test_a_picture_with_too_few_pixels_for_its_size(
    pixels: int, coarse: bool, tmp_path: Path
) -> None:
    (tmp_path / "maps").mkdir()
    Image.new("RGB", (pixels, 200), "white").save(tmp_path / "maps" / "coast.png")
    figure = {"figure": {"src": "maps/coast.png", "alt": "A coast"}}
    report = write(tmp_path / "report.json", [figure], {}, theme="plain")
    found = build(report).warnings
    if not coarse:
        assert not found
        return
    (warning,) = found
    assert warning.code == "RK922"
    # The measure of A4 with the margins of the theme is less than six inches.
    assert "'maps/coast.png' is printed at 1" in warning.message


@pytest.mark.parametrize("version", ["70.1", "71.0"])
def test_another_weasyprint_is_refused_with_what_to_run(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = write(tmp_path / "report.json", [LINE], {})
    monkeypatch.setattr(weasyprint, "VERSION", version)
    with pytest.raises(WriteFailure) as failure:
        build(report)
    message = failure.value.diagnostics[0].message
    assert f"WeasyPrint {version} is installed" in message
    assert f"run: pip install weasyprint=={KNOWN}" in message
    told = CliRunner().invoke(doctor)
    assert told.exit_code != 0
    assert f"pip install weasyprint=={KNOWN}" in told.output and "Pango" not in told.output


def test_nothing_of_weasyprint_stays_changed(tmp_path: Path) -> None:
    from weasyprint import document
    from weasyprint.layout import page
    from weasyprint.pdf import fonts, tags

    def replaced() -> tuple[object, ...]:
        return (
            document.LayoutContext,
            page.block_level_layout,
            tags._build_box_tree,
            fonts.ffi,
            logging.getLogger("weasyprint").handlers[:],
        )

    before = replaced()
    report = export.check(write(tmp_path / "report.json", [LINE], {}))
    written = PdfWriter().write(report.publication, WriteContext())
    assert written.data.startswith(b"%PDF")
    assert replaced() == before
