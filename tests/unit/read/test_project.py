"""A project file: the words of a house, once for all of its reports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportkit.cli import cli
from reportkit.read import read_report
from tests.unit.reading import PICTURE

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody: [Text.]\n"
HOUSE = """\
defaults:
  publisher: {name: Gulf Institute, place: Helsinki}
  rights: {licence: CC BY 4.0, disclaimer: The views are theirs.}
"""


def put(folder: Path, **files: str) -> Path:
    """A report with files beside it; `__` in a name stands for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return folder / "reports/report.yaml"


def run(folder: Path, *arguments: str) -> Result:
    """A command in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(cli, arguments)


def built(folder: Path, *arguments: str) -> str:
    """The text of the report."""
    result = run(folder, "build", "reports/report.yaml", "-t", "text", "-o", "out", *arguments)
    assert result.exit_code == 0, result.output
    return (folder / "out/report.txt").read_text("utf-8")


def test_a_report_prints_the_defaults_of_its_project(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=HEAD)
    text = built(tmp_path)
    assert "Gulf Institute, Helsinki" in text
    assert "The views are theirs." in text


@pytest.mark.parametrize(
    ("own", "printed", "not_printed"),
    [
        ("rights: © 2024 Anna Lind", "© 2024 Anna Lind\n\nCC BY 4.0\n\nThe views", "zz"),
        ("rights: {licence: MIT}", "MIT\n\nThe views are theirs.", "CC BY"),
        ("rights: {disclaimer: null}", "CC BY 4.0", "The views"),
        ("rights: null", "Helsinki", "CC BY"),
        ("publisher: ~", "CC BY 4.0", "Gulf"),
        ("publisher: {place: Oslo}", "Gulf Institute, Oslo", "Helsinki"),
        ("publisher: Gulf Institute", "Gulf Institute, Helsinki", "zz"),
        ("publisher: Desk", "Desk\n\nCC BY 4.0", "Helsinki"),
        ("publisher: {name: Desk}", "Desk\n\nCC BY 4.0", "Helsinki"),
        ('publisher: "null"', "null\n\nCC BY 4.0", "Helsinki"),
    ],
)
def test_a_key_of_the_report_takes_precedence(
    own: str, printed: str, not_printed: str, tmp_path: Path
) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=f"{HEAD}{own}\n")
    text = built(tmp_path)
    assert printed in text
    assert not_printed not in text


def test_keys_that_exclude_one_another_are_not_mixed(tmp_path: Path) -> None:
    house = "defaults: {marking: {tlp: GREEN}, judgment_summary: true}\n"
    own = "marking: {banner: FOR THE BOARD}\njudgement_summary: false\n"
    report = put(tmp_path, reportkit=house, reports__report=HEAD + own)
    read = read_report(report).report
    assert read.meta.marking == "FOR THE BOARD"
    assert not read.options.judgement_summary


def test_the_nearest_project_counts(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__reportkit="defaults: {}\n", reports__report=HEAD)
    assert "Gulf" not in built(tmp_path)


def test_the_search_ends_with_the_repository(tmp_path: Path) -> None:
    report = put(tmp_path, reportkit=HOUSE, reports__report=HEAD)
    (tmp_path / "reports/.git").mkdir()
    assert read_report(report).report.meta.publisher is None


def test_the_search_ends_below_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    report = put(tmp_path, reportkit=HOUSE, reports__report=HEAD)
    assert read_report(report).report.meta.publisher is None


def test_a_report_may_be_called_as_a_project(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=HEAD, reports__reportkit=HEAD)
    assert "Gulf Institute" in built(tmp_path), "the file beside it is a report"
    result = run(tmp_path, "build", "reports/reportkit.yaml", "-t", "text", "-o", "out")
    assert result.exit_code == 0, result.output
    assert "Gulf Institute" in (tmp_path / "out/reportkit.txt").read_text("utf-8")


def test_a_setting_takes_precedence_over_both(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=f"{HEAD}publisher: Desk\n")
    text = built(tmp_path, "--set", "publisher=Command", "--set", "rights.licence=MIT")
    assert "Command\n\nMIT\n\nThe views are theirs." in text


def test_files_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    house = "defaults: {publisher: {name: G, logo: house/logo.png}, theme: house/look}\n"
    report = put(tmp_path, reportkit=house, reports__report=HEAD, house__look__theme="name: Look\n")
    shutil.copy(PICTURE, tmp_path / "house/logo.png")
    publisher = read_report(report).report.meta.publisher
    assert publisher is not None
    assert publisher.logo is not None
    result = run(tmp_path, "check", "reports/report.yaml")
    assert (result.exit_code, result.output) == (0, "")


def test_a_report_takes_the_notes_and_sources_that_it_uses(tmp_path: Path) -> None:
    house = """\
defaults:
  notes: {method: ["@buzan, p. 4"], other: ["@lind"]}
  sources: {buzan: {title: Security}, lind: {title: Ferries}}
"""
    own = HEAD.replace("Text.", "'Text.[^method][^own]'") + "notes: {own: Own.}\n"
    put(tmp_path, reportkit=house, reports__report=own)
    text = built(tmp_path)
    assert "[1] *Security*, p. 4" in text
    assert "[2] Own." in text
    assert run(tmp_path, "check", "reports/report.yaml").output == ""


def test_a_report_takes_the_acronyms_that_it_uses(tmp_path: Path) -> None:
    house = "defaults: {acronyms: {EU-27: The 27, EU: European Union, AIS: Radio}}\n"
    put(tmp_path, reportkit=house, reports__report=HEAD.replace("Text.", "EU-27 ports."))
    text = built(tmp_path)
    assert "EU-27: The 27" in text
    assert "European Union" not in text
    assert "Radio" not in text


@pytest.mark.parametrize(
    ("house", "finding"),
    [
        ("publisher: G\n", "reportkit.yaml:1:1: error RK180 'publisher' is a key of a report"),
        ("defalts: {}\n", "reportkit.yaml:1:1: error RK180 unknown key 'defalts'"),
        ("- defaults\n", "reportkit.yaml:1:1: error RK182 "),
        ("defaults: [a]\n", "reportkit.yaml:1:11: error RK182 'defaults' must be a mapping"),
        ("defaults: G\n", "reportkit.yaml:1:11: error RK182 'defaults' must be a mapping"),
        ("defaults: {reportkit: 1}\n", "reportkit.yaml:1:12: error RK180 'reportkit' has no"),
        ("defaults: {publsher: G}\n", "reportkit.yaml:1:12: error RK102 unknown key 'publsher'"),
        ("defaults:\n  language: q\n", "reportkit.yaml:2:13: error RK107 "),
        ("defaults:\n  publisher: {place: Oslo}\n", "reportkit.yaml:2:14: error RK101 "),
        ("defaults:\n  cover: {image: x.png, alt: X}\n", "reportkit.yaml:2:18: error RK401 "),
        ("defaults:\n  cover: {image: ../x.png, alt: X}\n", "reportkit.yaml:2:18: error RK402 "),
        ("defaults: {theme: nowhere}\n", "reportkit.yaml:1:19: error RK404 "),
        ("defaults: {a: b\n", "reportkit.yaml:"),
        ("defaults: {notes: [a]}\n", "reportkit.yaml:1:19: error RK103 "),
        ("defaults: {title: A, title: B}\n", "reportkit.yaml:1:22: error RK004 "),
    ],
)
def test_a_mistake_in_the_project_is_found_in_its_file(
    house: str, finding: str, tmp_path: Path
) -> None:
    put(tmp_path, reportkit=house, reports__report=HEAD)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1, result.output
    assert result.output.startswith(finding)
    assert house.splitlines()[0] in result.output or "\n" in house.strip()
    assert result.output.count("error RK") == 1, result.output


def test_keys_of_whole_projects_have_no_effect_yet(tmp_path: Path) -> None:
    house = "reports: ['*.yaml']\nformats: [pdf]\nout: build\ntheme: report\n"
    put(tmp_path, reportkit=house, reports__report=HEAD)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 0
    assert [line[:33] for line in result.output.splitlines() if "RK" in line] == [
        f"reportkit.yaml:{line}:1: warning RK181" for line in range(1, 5)
    ]


def test_a_project_file_is_no_report(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=HEAD)
    result = run(tmp_path, "check", "reportkit.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("reportkit.yaml:1:1: error RK182 this is a project file")


def test_the_origin_of_each_value_is_shown(tmp_path: Path) -> None:
    own = f"{HEAD}rights: © 2024 A\n"
    put(tmp_path, reportkit=f"{HOUSE}  summary: |\n    One.\n\n    Two.\n", reports__report=own)
    result = run(tmp_path, "check", "reports/report.yaml", "--show-origin")
    assert result.output.splitlines() == [
        "reports/report.yaml:1: reportkit: 1",
        "reports/report.yaml:2: title: T",
        "reports/report.yaml:3: date: 2024-01-31",
        "reports/report.yaml:4: body: 1 block",
        "reports/report.yaml:5: rights.copyright: © 2024 A",
        "reportkit.yaml:3: rights.licence: CC BY 4.0",
        "reportkit.yaml:3: rights.disclaimer: The views are theirs.",
        "reportkit.yaml:2: publisher.name: Gulf Institute",
        "reportkit.yaml:2: publisher.place: Helsinki",
        "reportkit.yaml:4: summary: One. Two.",
    ]
    data = run(tmp_path, "check", "reports/report.yaml", "--show-origin", "--format", "json")
    shown = json.loads(data.output)
    assert shown["findings"] == []
    assert shown["origins"][5] == {
        "report": "reports/report.yaml",
        "key": "rights.licence",
        "value": "CC BY 4.0",
        "file": "reportkit.yaml",
        "line": 3,
        "column": 12,
    }


def test_finished_files_are_compared_with_the_defaults(tmp_path: Path) -> None:
    put(tmp_path, reportkit=HOUSE, reports__report=HEAD)
    built(tmp_path, "-t", "docx,text")
    files = ["out/report.docx", "out/report.txt"]
    assert run(tmp_path, "verify", "reports/report.yaml", *files).exit_code == 0
    (tmp_path / "reportkit.yaml").write_text(HOUSE.replace("theirs", "ours"), "utf-8")
    result = run(tmp_path, "verify", "reports/report.yaml", *files)
    assert result.exit_code == 4
    assert "reportkit.yaml:3:" in result.output
