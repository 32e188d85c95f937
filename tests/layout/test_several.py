"""Several reports of one run: laid out by one process, each as if it were alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.export import BuildInput, build, build_all, check

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = [
    EXAMPLES / "every-element" / "report.yaml",
    Path(__file__).with_name("arabic.yaml"),
    EXAMPLES / "minimal.yaml",
    Path(__file__).with_name("wide.yaml"),
]
LAYOUT = """
import sys
from pathlib import Path
from cffi.cparser import Parser
from reportkit.export import check, context_of
from reportkit.writers import registry

parse = Parser.parse_type

def parse_type(parser, name):
    print(name)
    return parse(parser, name)

Parser.parse_type = parse_type
checked = check(Path(sys.argv[1]))
registry.writer("pdf").write(checked.report, context_of(checked))
"""


@pytest.fixture(scope="module")
def checks() -> list[BuildInput]:
    return [check(path) for path in REPORTS]


def test_a_report_among_others_is_the_same_file(checks: list[BuildInput], tmp_path: Path) -> None:
    alone = [build(checked, ["pdf"], tmp_path)[0].sha256 for checked in checks]
    for order in (1, -1):
        together = build_all(checks[::order], ["pdf"], tmp_path)
        assert [artifact.sha256 for (artifact,) in together] == alone[::order]


def test_themes_do_not_mix(tmp_path: Path) -> None:
    themes = ("report", "plain", "briefing")
    looks = [check(EXAMPLES / "minimal.yaml", theme=theme) for theme in themes]
    alone = [build(checked, ["pdf"], tmp_path)[0].sha256 for checked in looks]
    assert [artifact.sha256 for (artifact,) in build_all(looks, ["pdf"], tmp_path)] == alone


def test_arrays_of_all_lengths_are_of_one_type() -> None:
    command = [sys.executable, "-c", LAYOUT, str(REPORTS[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    names = done.stdout.splitlines()
    assert "hb_codepoint_t[]" in names
    assert not [name for name in names if re.match(r"hb_codepoint_t\[\d", name)]
    assert len(set(names)) == len(names)
