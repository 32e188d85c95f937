"""The corpus: each fault is named at its place, nothing is written, and what is sound is built."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportkit.cli import exits
from tests.safety.corpus import BAD, SOUND, Case
from tests.safety.run_corpus import Outcome, lay_out

ROOT = Path(__file__).parents[2]
BY_NAME = {case.name: case for case in BAD}
FINDING = re.compile(r"^report\.\w+:(\d+:\d+): error (RK\d+) ", re.M)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """What came of every case, each within 10 s of work, all within 1 GiB."""
    command = [sys.executable, "-m", "tests.safety.run_corpus"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    pairs = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"ended after {pairs[-1][0]}: {done.stderr}"
    return {name: Outcome(**outcome) for name, outcome in pairs}


def test_the_corpus_is_large_and_its_names_are_apart() -> None:
    assert len(BAD) >= 150
    assert len(SOUND) >= 25
    assert not [name for name, n in Counter(c.name for c in (*BAD, *SOUND)).items() if n > 1]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name[:40])
def test_a_fault_is_named_at_its_place_and_nothing_is_written(
    case: Case, outcomes: dict[str, Outcome]
) -> None:
    outcome = outcomes[case.name]
    assert (outcome.code, outcome.out, outcome.left) == (exits.FINDINGS, "", [])
    found = FINDING.search(outcome.err)
    assert found is not None, outcome.err
    assert f"{found[1]} {found[2]}" == case.finding
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.name[:40])
def test_what_is_odd_but_sound_is_built(case: Case, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[case.name]
    assert (outcome.code, "error" in outcome.err) == (0, False), outcome.err
    assert outcome.out.count("notes equal") == 3
    names = ["report.docx", "report.epub", "report.manifest.json", "report.txt"]
    assert outcome.left == names


NASTY = [
    "30,000 [",
    "an alias bomb",
    "30,000 {ref:",
    "a picture that is a bomb of all pixels",
    "a link to /dev/zero",
    "lone high surrogate",
    "UTF-16 cut in a letter",
    "a level of a huge number",
]


@pytest.mark.parametrize("name", NASTY)
def test_the_command_itself(name: str, tmp_path: Path) -> None:
    report = lay_out(BY_NAME[name], tmp_path)
    limits = f"ulimit -v {1 << 20}; ulimit -t 10"
    command = f"{limits}; exec timeout 100 {sys.executable} -m reportkit check {report}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (exits.FINDINGS, "")
    assert f":{BY_NAME[name].finding.split()[0]}: error" in done.stdout
    assert not (tmp_path / "build").exists()
