"""Each file of `fixtures/` is a report with mistakes, and says itself which findings it must give.

A YAML file says so in comments (`# expect: 9:17 RK203 did you mean 'a17'?`: line, column, code,
and its own hint if it has one); for a file that can hold no comment, a file `NAME.expect` beside it
says the same. `golden/NAME.txt` holds what `reportkit check` prints, word for word:
REPORTKIT_UPDATE_GOLDEN=1 writes it anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.cli import cli
from reportkit.codes import CODES
from tests.unit.reading import place_of, read_file

FIXTURES = Path(__file__).parent / "fixtures"
GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]

ELSEWHERE = {
    # A file of this size is written by the test, not kept.
    "RK008": "tests/safety/test_limits.py",
    "RK009": "tests/safety/test_limits.py",
    # The theme is found when the report is checked.
    "RK115": "tests/unit/test_export.py",
    "RK404": "tests/unit/test_export.py",
    "RK405": "tests/unit/style/test_theme.py",
    "RK406": "tests/unit/style/test_theme.py",
    "RK407": "tests/unit/style/test_theme.py",
    # The letters are compared with the fonts when the PDF is written.
    "RK408": "tests/layout/test_languages.py",
    # How wide a table is, is known when the theme is.
    "RK923": "tests/unit/writers/test_fitting.py",
    # Finished files that were changed behind the writer's back.
    "RK901": "tests/unit/proof/test_compare.py",
    "RK902": "tests/unit/proof/test_compare.py",
    "RK903": "tests/unit/proof/test_compare.py",
    "RK904": "tests/unit/proof/test_compare.py",
    "RK908": "tests/parity/test_verify.py",
    "RK910": "tests/unit/proof/test_docx_mutations.py",
    # Word templates and fonts.
    "RK413": "tests/unit/writers/test_docx_scripts.py",
    "RK411": "tests/unit/style/test_docx_template.py",
    "RK412": "tests/unit/style/test_docx_template.py",
    # ICC profiles.
    "RK414": "tests/unit/style/test_icc.py",
    # Writing and publishing.
    "RK905": "tests/unit/test_publish.py",
    "RK906": "tests/unit/test_export.py",
    "RK907": "tests/unit/test_publish.py",
    "RK909": "tests/unit/test_export.py",
    "RK911": "tests/unit/writers/test_docx.py",
    "RK912": "tests/unit/writers/test_epub_pages.py",
    "RK913": "tests/unit/writers/test_epub_cover.py",
    "RK914": "tests/safety/test_worker.py",
    "RK940": "tests/unit/test_manifest.py",
    # Laying out pages.
    "RK920": "tests/layout/test_placement.py",
    "RK921": "tests/layout/test_complaints.py",
    "RK922": "tests/layout/test_complaints.py",
}
"""Codes that no report file alone can give, and the modules that test them."""


def reports() -> Iterator[Path]:
    """The report files; one that only a `.expect` file names does not exist, and must not."""
    for path in sorted(FIXTURES.glob("RK*")):
        if path.suffix != ".expect":
            yield path
        elif not path.with_suffix("").exists():
            yield path.with_suffix("")


def expected(report: Path) -> list[str]:
    """The findings that a fixture asks for, as `line:column code hint`."""
    beside = report.with_name(report.name + ".expect")
    if beside.exists():
        return sorted(beside.read_text("utf-8").splitlines())
    return sorted(
        re.findall(r"^# expect: (.+?)\r?$", report.read_bytes().decode("utf-8-sig"), re.M)
    )


@pytest.mark.parametrize("report", list(reports()), ids=lambda path: path.name)
def test_a_report_gives_exactly_the_findings_that_it_names(report: Path) -> None:
    findings = read_file(report).findings
    found = sorted(f"{place_of(f)} {f.code} {f.hint or ''}".rstrip() for f in findings)
    assert found == expected(report)
    assert report.name[:5] in {finding.code for finding in findings}


@pytest.mark.parametrize("report", list(reports()), ids=lambda path: path.name)
def test_a_report_is_answered_in_the_words_of_its_golden_file(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES)
    run = CliRunner().invoke(cli, ["check", report.name])
    golden = GOLDEN / f"{report.name}.txt"
    if os.environ.get("REPORTKIT_UPDATE_GOLDEN"):
        golden.write_text(run.stdout, "utf-8")
    assert run.stdout == golden.read_text("utf-8")
    assert not run.stderr


def test_every_golden_file_has_a_fixture() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{path.name}.txt" for path in reports()}


@pytest.mark.parametrize("code", list(CODES))
def test_every_code_has_a_case(code: str) -> None:
    fixtures = list(FIXTURES.glob(f"{code}-*"))
    if code in ELSEWHERE:
        assert code in (ROOT / ELSEWHERE[code]).read_text("utf-8")
        assert not fixtures, f"{code} has a fixture; it needs no other module"
    else:
        assert fixtures, f"no fixture for {code}"


def test_every_case_has_a_code() -> None:
    names = [path.name for path in FIXTURES.glob("RK*")]
    assert {name[:5] for name in names} <= set(CODES)
    assert all(re.fullmatch(r"RK\d{3}-[a-z0-9-]+\.(yaml|json)(\.expect)?", n) for n in names)
