"""Several reports of one run: each as if it were alone."""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

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
from reportkit.export import check, write

parse = Parser.parse_type

def parse_type(parser, name):
    print(name)
    return parse(parser, name)

Parser.parse_type = parse_type
write(check(Path(sys.argv[1])).publication, "pdf")
"""


def assert_same_as_alone(inputs: Sequence[Callable[[], BuildInput]], folder: Path) -> None:
    """A run builds the PDFs that are built one by one, in any order."""
    alone = [build(make(), ["pdf"], folder) for make in inputs]
    for order in (1, -1):
        assert list(build_all(inputs[::order], ["pdf"], folder)) == alone[::order]


def test_a_report_among_others_is_the_same_file(tmp_path: Path) -> None:
    assert_same_as_alone([partial(check, path) for path in REPORTS], tmp_path)


def test_two_processes_lay_out_and_read_all_reports(tmp_path: Path) -> None:
    inputs = [partial(check, path) for path in REPORTS]
    before = {process.pid for process in multiprocessing.active_children()}
    seen = []
    for _ in build_all(inputs, ["pdf"], tmp_path):
        seen.append({process.pid for process in multiprocessing.active_children()} - before)
    assert len(seen) == len(inputs)
    assert len(seen[0]) == 2
    # The process for layout ends after the last report.
    *others, last = seen
    assert others == [seen[0]] * len(others)
    assert last < seen[0]
    assert len(last) == 1
    assert {process.pid for process in multiprocessing.active_children()} == before


def test_themes_do_not_mix(tmp_path: Path) -> None:
    themes = ("report", "plain", "briefing")
    minimal = EXAMPLES / "minimal.yaml"
    assert_same_as_alone([partial(check, minimal, theme=theme) for theme in themes], tmp_path)


def test_arrays_of_all_lengths_are_of_one_type() -> None:
    command = [sys.executable, "-c", LAYOUT, str(REPORTS[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    names = done.stdout.splitlines()
    assert "hb_codepoint_t[]" in names
    assert not [name for name in names if re.match(r"hb_codepoint_t\[\d", name)]
    assert len(set(names)) == len(names)
