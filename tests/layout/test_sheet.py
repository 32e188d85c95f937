"""The style sheet of the PDF: variables give way to the values of their tokens."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reportkit import export
from reportkit.style import find_theme
from reportkit.writers.pdf.page_css import style_sheet
from tests.layout.reports import write


def test_tokens_stand_as_values_and_a_theme_s_own_variables_stay(tmp_path: Path) -> None:
    rules = "p{color:var(--accent);margin:var(--line) var(--own)} :root{--own:1pt;--line:2pt}"
    theme = find_theme("briefing").model_copy(update={"print_css": rules})
    publication = export.check(write(tmp_path / "report.json", ["Text."], {})).publication
    sheet = style_sheet(replace(publication, theme=theme))
    assert f"p{{color:{theme.colours.accent};margin:var(--line) var(--own)}}" in sheet
    assert "--line:2pt" in sheet
