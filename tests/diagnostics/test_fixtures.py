"""Each file of `fixtures/` is a report with mistakes, and says itself which findings it must give.

A YAML file says so in comments (`# expect: 9:17 RK203 did you mean 'a17'?`: line, column, code,
and its own hint if it has one); for a file that can hold no comment, a file `NAME.expect` beside it
says the same. What YAML or JSON cannot read is shown mended; `# means:` says what the report then
prints. `golden/NAME.txt` holds what `reportkit check` prints, word for word:
REPORTKIT_UPDATE_GOLDEN=1 writes it anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit import export
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
    # The CSV files beside the report are written by the test.
    "RK150": "tests/unit/read/test_data_tables.py",
    # Charts are drawn when the theme is known.
    "RK154": "tests/unit/test_charts.py",
    # How many lines a title takes is known with its theme.
    "RK166": "tests/layout/test_covers.py",
    "RK158": "tests/unit/test_charts.py",
    # The theme is found when the report is checked.
    "RK115": "tests/unit/test_export.py",
    # How wide an equation is, is known when it is drawn.
    "RK191": "tests/unit/writers/test_equations.py",
    "RK404": "tests/unit/test_export.py",
    "RK405": "tests/unit/style/test_theme.py",
    "RK406": "tests/unit/style/test_theme.py",
    "RK407": "tests/unit/style/test_theme.py",
    "RK460": "tests/unit/style/test_installed_fonts.py",
    "RK461": "tests/unit/style/test_tints.py",
    # Two files are needed.
    "RK180": "tests/unit/read/test_project.py",
    "RK181": "tests/unit/read/test_project.py",
    "RK182": "tests/unit/read/test_project.py",
    "RK183": "tests/unit/read/test_parts.py",
    "RK184": "tests/unit/read/test_parts.py",
    "RK185": "tests/unit/read/test_parts.py",
    # Which letters a font has, is known when the fonts are.
    "RK408": "tests/layout/test_letters.py",
    "RK409": "tests/layout/test_letters.py",
    "RK410": "tests/layout/test_letters.py",
    # How wide a table is, is known when the theme is.
    "RK923": "tests/unit/writers/test_fitting.py",
    # Finished files that were changed behind the writer's back.
    "RK901": "tests/unit/proof/test_compare.py",
    "RK902": "tests/unit/proof/test_compare.py",
    "RK903": "tests/unit/proof/test_compare.py",
    "RK904": "tests/unit/proof/test_compare.py",
    "RK908": "tests/parity/test_verify.py",
    "RK910": "tests/unit/proof/test_docx_mutations.py",
    "RK915": "tests/parity/test_all_that_is_seen.py",
    "RK916": "tests/parity/test_all_that_is_seen.py",
    "RK917": "tests/parity/test_all_that_is_seen.py",
    "RK918": "tests/parity/test_all_that_is_seen.py",
    "RK919": "tests/parity/test_all_that_is_seen.py",
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
    "RK924": "tests/unit/writers/test_epub.py",
    "RK914": "tests/safety/test_worker.py",
    "RK940": "tests/unit/test_manifest.py",
    "RK941": "tests/unit/test_cli.py",
    "RK942": "tests/parity/test_verify.py",
    # Laying out pages.
    "RK920": "tests/layout/test_placement.py",
    "RK921": "tests/layout/test_complaints.py",
    "RK922": "tests/layout/test_complaints.py",
    # Errors in reportkit itself.
    "RK930": "tests/unit/test_memory.py",
}
"""Codes that no report file alone can give, and the modules that test them."""
SLIPS = {code for code in CODES if "RK010" <= code <= "RK029"}


def reports() -> Iterator[Path]:
    """The report files; one that only a `.expect` file names does not exist, and must not."""
    for path in sorted(FIXTURES.glob("RK*")):
        if path.suffix != ".expect":
            yield path
        elif not path.with_suffix("").exists():
            yield path.with_suffix("")


def said(report: Path, what: str) -> list[str]:
    """What a fixture says of itself: `expect`, findings as `line:column code hint`; `means`."""
    beside = report.with_name(report.name + ".expect")
    if beside.exists():
        lines = beside.read_text("utf-8").splitlines()
        prefix = "" if what == "expect" else f"{what}: "
        wanted = [line for line in lines if line.startswith("means: ") == (what == "means")]
        return sorted(line.removeprefix(prefix) for line in wanted)
    return sorted(
        re.findall(rf"^# {what}: (.+?)\r?$", report.read_bytes().decode("utf-8-sig"), re.M)
    )


@pytest.mark.parametrize("report", list(reports()), ids=lambda path: path.name)
def test_a_report_gives_exactly_the_findings_that_it_names(report: Path) -> None:
    findings = read_file(report).findings
    # The hint of a finding with mended lines stands in the golden file, with these lines.
    hints = [f.hint if f.mended is None else None for f in findings]
    found = [
        f"{place_of(finding)} {finding.code} {hint or ''}".rstrip()
        for finding, hint in zip(findings, hints, strict=True)
    ]
    assert sorted(found) == said(report, "expect")
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


@pytest.mark.parametrize(
    "report",
    [path for path in reports() if path.name[:5] in SLIPS and said(path, "means")],
    ids=lambda path: path.name,
)
def test_the_mended_lines_pasted_in_make_the_report_that_was_meant(
    report: Path, tmp_path: Path
) -> None:
    path = tmp_path / report.name
    shutil.copy(report, path)
    shutil.copy(FIXTURES / "pixel.png", tmp_path)
    for _ in range(12):
        findings = read_file(path).findings
        if not findings:
            break
        mended = next((finding.mended for finding in findings if finding.mended), None)
        assert mended is not None, findings[0].concise()
        lines = path.read_text("utf-8").split("\n")
        lines[mended.first - 1 : mended.last] = mended.text.split("\n")
        path.write_text("\n".join(lines), "utf-8")
    checked = export.check(path)
    assert not checked.warnings
    (artifact,) = export.build(checked, ["text"], tmp_path / "build")
    printed = " ".join(artifact.path.read_text("utf-8").split())
    assert all(meant in printed for meant in said(report, "means"))


@pytest.mark.parametrize(
    "report",
    [path for path in reports() if path.name[:5] not in SLIPS and path.exists()],
    ids=lambda path: path.name,
)
def test_mended_lines_pasted_in_mend_their_finding_and_make_no_other(
    report: Path, tmp_path: Path
) -> None:
    for picture in FIXTURES.glob("*.png"):
        shutil.copy(picture, tmp_path)
    path = tmp_path / report.name
    before = read_file(report).findings
    for finding in before:
        if finding.mended is not None:
            lines = report.read_text("utf-8").split("\n")
            lines[finding.mended.first - 1 : finding.mended.last] = finding.mended.text.split("\n")
            path.write_text("\n".join(lines), "utf-8")
            after = read_file(path).findings
            gone = Counter(f.code for f in before) - Counter(f.code for f in after)
            assert finding.code in gone, finding.full()
            assert not Counter(f.code for f in after) - Counter(f.code for f in before)


PHRASES = re.compile(
    r"Input should|Field required|Extra inputs|value_error|valid (string|dictionary|list)"
    r"|while (parsing|scanning)|expected <|did not find expected|could not find expected"  # libyaml
    r"|cannot start any token|mapping values are not allowed|block (mapping|sequence|end)"
    r"|isoformat|must be in \d|out of range|could not be cast|IPv6|Expecting|codec can't"  # Python
    r"|embedded null|No such file|cannot identify image|Traceback|NoneType",
)
"""How the libraries that we use put it."""


@pytest.mark.parametrize("golden", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_no_message_is_in_the_words_of_a_library(golden: Path) -> None:
    said = "\n".join(
        line for line in golden.read_text("utf-8").splitlines() if not line.startswith("    ")
    )
    assert said
    assert not PHRASES.search(said)


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
