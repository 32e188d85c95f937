"""Charts as they are drawn: in the look of the theme, the same each time, within limits."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reportkit import export
from reportkit.charts import drawing
from reportkit.charts.colours import for_text, palette
from reportkit.charts.marks import spread
from reportkit.charts.room import Room
from reportkit.charts.scales import number_scale
from reportkit.cli import machine
from reportkit.diagnostics import ReportkitError
from reportkit.model import walk
from reportkit.model.document import ChartAxis, Figure, Image
from reportkit.style import find_theme, load_theme, styles_folder, theme_names
from reportkit.tree.limits import LIMITS
from tests.unit.reading import HEAD

ROOT = Path(__file__).parents[2]
CHARTS = ROOT / "tests" / "readers" / "reports" / "charts.yaml"
BARS = "kind: bar, header: [A, B], rows: [[x, 1], [y, 2]], x: A, y: B, alt: A"


def figures(path: Path, theme: str | None = None) -> list[Image]:
    blocks = walk.blocks(export.check(path, theme=theme).publication.report.blocks)
    return [block.image for block in blocks if isinstance(block, Figure)]


def checked(folder: Path, chart: str) -> export.BuildInput:
    (folder / "r.yaml").write_text(f"{HEAD}body:\n- chart: {{{chart}}}\n", "utf-8")
    return export.check(folder / "r.yaml", limits=LIMITS.with_values({"chart_seconds": "20"}))


PROGRAM = """
import hashlib, sys
from pathlib import Path
from tests.unit.test_charts import CHARTS, figures
print(*(hashlib.sha256(image.data).hexdigest() for image in figures(CHARTS)))
"""


def test_charts_are_the_same_anywhere(tmp_path: Path) -> None:
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    there = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "HOME": str(tmp_path), **there},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [hashlib.sha256(image.data).hexdigest() for image in figures(CHARTS)]
    assert done.stdout.split() == here
    assert len(set(here)) == 5


def test_charts_are_drawings_in_the_colours_of_the_theme() -> None:
    for name in theme_names():
        theme = load_theme(styles_folder() / name)
        images = figures(CHARTS, name)
        measure = theme.page.measure * 96 / 25.4
        assert [image.media_type for image in images] == ["image/svg+xml"] * 5
        assert [image.width for image in images[:2]] == [int(measure), int(measure * 0.6)]
        for image in images:
            text = image.data.decode()
            ElementTree.fromstring(text)
            assert theme.colours.accent in text
            assert not re.search(r"<text|font-family|href", text)
            assert not re.search("#4c78a8|#888888|#dddddd", text)  # what Vega-Lite would choose


def test_the_colours_of_series_can_be_told_apart() -> None:
    for name in theme_names():
        colours = palette(load_theme(styles_folder() / name).colours.accent)
        assert len(set(colours)) == 6
        for colour in colours:
            assert _contrast(colour) >= 2.8
            assert _contrast(for_text(colour)) >= 4.5


def _contrast(colour: str) -> float:
    """With white, as WCAG 2 defines it."""
    levels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize(
    ("values", "from_zero", "language", "labels"),
    [
        ([0.0, 3170.0], False, "en", ("0", "1,000", "2,000", "3,000")),
        ([0.0, 3170.0], False, "de", ("0", "1.000", "2.000", "3.000")),
        ([0.0, 3170.0], True, "fr", ("0", "1\u00a0000", "2\u00a0000", "3\u00a0000", "4\u00a0000")),
        ([95.0, 99.0], False, "en", ("95", "96", "97", "98", "99")),
        ([-3.0, 3.0], True, "en", ("−4", "−2", "0", "2", "4")),
        ([5.0, 5.0], False, "en", ("4", "5", "6")),
        ([0.0, 0.0], True, "en", ("0", "1")),
    ],
)
def test_round_ticks_in_the_language(
    values: Sequence[float], from_zero: bool, language: str, labels: tuple[str, ...]
) -> None:
    room = Room(find_theme("briefing"), None, language)
    scale = number_scale(values, ChartAxis("", "numbers"), room.locale, 4, from_zero)
    assert scale.labels == labels
    assert scale.low <= min(values)
    assert max(values) <= scale.high


def test_labels_do_not_overlap() -> None:
    wanted = [(10.0, 12.0), (11.0, 12.0), (95.0, 24.0), (99.0, 12.0)]
    middles = spread(wanted, 100)
    ends = [(m - h / 2, m + h / 2) for m, (_, h) in zip(middles, wanted, strict=True)]
    assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(ends))
    assert ends[-1][1] <= 100


@pytest.mark.parametrize(
    ("spec", "code", "words"),
    [
        ("calculate: foo(", "RK156", "Unexpected end of input"),
        ("calculate: nofunc(1)", "RK156", "Unrecognized function: nofunc"),
    ],
)
def test_what_vega_lite_refuses(tmp_path: Path, spec: str, code: str, words: str) -> None:
    formula = spec.removeprefix("calculate: ")
    text = (
        '{"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}, '
        f'"transform": [{{"calculate": "{formula}", "as": "q"}}]}}'
    )
    with pytest.raises(ReportkitError, match=words) as error:
        checked(tmp_path, f"spec: '{text}', alt: A")
    (found,) = error.value.diagnostics
    assert found.code == code
    assert found.span is not None
    assert (found.span.line, found.span.column) == (5, 17)


def test_a_chart_without_end_is_stopped(tmp_path: Path) -> None:
    text = (
        '{"data": {"sequence": {"start": 0, "stop": 3e8, "as": "a"}}, "mark": "point", '
        '"encoding": {"x": {"field": "a", "type": "quantitative"}}}'
    )
    with pytest.raises(ReportkitError) as error:
        checked(tmp_path, f"spec: '{text}', alt: A")
    assert [found.code for found in error.value.diagnostics] == ["RK158"]


def test_without_the_extra_one_finding_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.raises(ReportkitError) as error:
        export.check(CHARTS)
    (found,) = error.value.diagnostics
    assert (found.code, found.hint) == ("RK154", "run: pip install 'reportkit[charts]'")
    assert found.span is not None
    assert machine.charts().advice == ("run: pip install 'reportkit[charts]'",)
    assert machine.charts().sound  # it is an extra
