"""Parts: the blocks of other files in a report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportkit.export import check
from reportkit.read import read_report
from reportkit.read.places import places
from tests.unit.read.test_project import put, run
from tests.unit.reading import PICTURE, read_file

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-01-31\nbody:\n"
MAIN = f"{HEAD}- First.\n- include: part.yaml\n- Last.\n"


def built(folder: Path) -> str:
    """The text of the report."""
    result = run(folder, "build", "reports/report.yaml", "-t", "text", "-o", "out")
    assert result.exit_code == 0, result.output
    return (folder / "out/report.txt").read_text("utf-8")


def test_the_blocks_of_a_part_take_the_place_of_the_include(tmp_path: Path) -> None:
    put(tmp_path, reports__report=MAIN, reports__part="[Inner one., {heading: Inner two}]\n")
    assert "First.\n\nInner one.\n\n# Inner two\n\nLast." in built(tmp_path)


def test_a_part_brings_its_notes_and_sources(tmp_path: Path) -> None:
    part = """\
body: ["Inner.[^a]"]
notes: {a: ["@buzan"]}
sources: {buzan: {title: Security}}
"""
    report = put(tmp_path, reports__report=MAIN, reports__part=part)
    assert "[1] *Security*" in built(tmp_path)
    found = places(report)
    assert found is not None
    place = found.of("note 1", -1)
    assert place is not None
    assert (place.span.file, place.span.line) == (str(tmp_path / "reports/part.yaml"), 2)


def test_parts_may_include_parts_and_stand_in_boxes(tmp_path: Path) -> None:
    main = f"{HEAD}- box: {{title: Box, body: [{{include: sub/part.yaml}}]}}\n"
    part = "- include: deeper.yaml\n- figure: {src: pixel.png, alt: Picture}\n"
    put(tmp_path, reports__report=main, reports__sub__part=part, reports__sub__deeper="[Deep.]\n")
    shutil.copy(PICTURE, tmp_path / "reports/sub")
    assert "Deep.\n" in built(tmp_path)
    assert "(Picture: Picture)" in built(tmp_path)


def test_a_part_of_the_project_may_be_above_the_report(tmp_path: Path) -> None:
    main = MAIN.replace("part.yaml", "../shared/part.yaml")
    put(tmp_path, reports__report=main, shared__part="[Inner.]\n")
    result = run(tmp_path, "check", "reports/report.yaml")
    assert "RK402 '../shared/part.yaml' leads out of the folder of the report" in result.output
    put(tmp_path, reportkit="defaults: {}\n")
    assert "Inner." in built(tmp_path)


def test_a_symbolic_link_does_not_lead_out(tmp_path: Path) -> None:
    put(tmp_path, reports__report=MAIN, shared__part="[Inner.]\n")
    (tmp_path / "reports/part.yaml").symlink_to(tmp_path / "shared/part.yaml")
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("reports/report.yaml:6:12: error RK402 ")


@pytest.mark.parametrize(
    ("part", "finding"),
    [
        ("", "reports/report.yaml:6:12: error RK183 'part.yaml' is empty"),
        ("Only a text.\n", "reports/part.yaml:1:1: error RK183 the included file has no list"),
        ("[]\n", "reports/part.yaml:1:1: error RK183 the included file has no list"),
        ("body: []\n", "reports/part.yaml:1:7: error RK183 the included file has no list"),
        ("notes: {a: A}\n", "reports/part.yaml:1:1: error RK183 the included file has no list"),
        (
            MAIN,
            "reports/part.yaml:1:1: error RK183 an included file cannot have the key 'reportkit'",
        ),
        (
            "bdy: [A]\n",
            "reports/part.yaml:1:1: error RK183 an included file cannot have the key 'bdy' (did",
        ),
        ("- heding: A\n", "reports/part.yaml:1:3: error RK108 "),
        ("- A.[^gone]\n", "reports/part.yaml:1:5: error RK203 "),
        ("- {heading: A, levl: 2}\n", "reports/part.yaml:1:16: error RK102 unknown key 'levl'"),
        ("- {heading: A\n", "reports/part.yaml:"),
        ("- figure: {src: ../x.png, alt: X}\n", "reports/part.yaml:1:17: error RK402 "),
        ("- figure: {src: gone.png, alt: X}\n", "reports/part.yaml:1:17: error RK401 "),
        ("body: [A]\nnotes: [A]\n", "reports/part.yaml:2:8: error RK103 'notes' must be a "),
        ("- include: part.yaml\n", "reports/part.yaml:1:12: error RK184 the file includes itself"),
        ("- include: report.yaml\n", "reports/part.yaml:1:12: error RK184 the file includes its"),
        ("- include: gone.yaml\n", "reports/part.yaml:1:12: error RK401 there is no file 'gone"),
        ("- include: prt.yaml\n", "reports/part.yaml:1:12: error RK401 there is no file 'prt.ya"),
        ("- include: .\n", "reports/part.yaml:1:12: error RK401 '.' cannot be read: it is not a r"),
        ("- include: /etc/passwd\n", "reports/part.yaml:1:12: error RK402 '/etc/passwd' leads ou"),
        ("- include: https://example.org/a.yaml\n", "reports/part.yaml:1:12: error RK402 "),
        ("- include: [a.yaml, b.yaml]\n", "reports/part.yaml:1:12: error RK103 'include' must be"),
        ("- {include: a.yaml, id: x}\n", "reports/part.yaml:1:21: error RK102 unknown key 'id'"),
        ("- {heading: A, include: a.yaml}\n", "reports/part.yaml:1:3: error RK108 "),
        ("- include:\n", "reports/part.yaml:1:"),
    ],
)
def test_a_mistake_in_a_part_is_found_in_its_file(part: str, finding: str, tmp_path: Path) -> None:
    put(tmp_path, reports__report=MAIN, reports__part=part)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1, result.output
    assert result.output.startswith(finding)
    assert result.output.count("error RK") == 1, result.output


def test_a_circle_of_parts_is_shown(tmp_path: Path) -> None:
    parts = {"reports__a": "- include: b.yaml\n", "reports__b": "- include: a.yaml\n"}
    put(tmp_path, reports__report=MAIN.replace("part", "a"), **parts)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert "reports/a.yaml → reports/b.yaml → reports/a.yaml" in result.output


def test_a_note_of_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    main = MAIN.replace("First.", "First.[^a]") + "notes:\n  a: One.\n"
    put(tmp_path, reports__report=main, reports__part="body: [B.]\nnotes:\n  a: Two.\n")
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.output.startswith(
        "reports/part.yaml:3:3: error RK185 note 'a' is also defined in reports/report.yaml:9"
    )


def test_a_part_may_be_included_twice(tmp_path: Path) -> None:
    main = f"{MAIN}- include: part.yaml\n"
    part = 'body: ["Inner.[^a]"]\nnotes: {a: A.}\n'
    put(tmp_path, reports__report=main, reports__part=part)
    assert built(tmp_path).count("Inner.[1]") == 2


def test_the_limits_count_all_files(tmp_path: Path) -> None:
    part = "".join(f"- Text {n}.\n" for n in range(60))
    put(tmp_path, reports__report=MAIN, reports__part=part)
    for limit in ("nodes=70", "file_bytes=690"):
        result = run(tmp_path, "check", "reports/report.yaml", "--limit", limit)
        assert result.exit_code == 1
        assert result.output.startswith("reports/report.yaml:6:12: error RK009 "), result.output
    assert run(tmp_path, "check", "reports/report.yaml", "--limit", "nodes=90").exit_code == 0


def test_parts_that_multiply_are_stopped(tmp_path: Path) -> None:
    parts = {
        f"reports__p{n}": f"[{{include: p{n + 1}.yaml}}, {{include: p{n + 1}.yaml}}]\n"
        for n in range(30)
    }
    put(tmp_path, reports__report=MAIN.replace("part", "p0"), reports__p30="[End.]\n", **parts)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1
    assert "RK009 there are 1,001 included files" in result.output


def test_a_long_chain_of_parts_is_stopped(tmp_path: Path) -> None:
    parts = {f"reports__p{n}": f"[{{include: p{n + 1}.yaml}}]\n" for n in range(200)}
    put(tmp_path, reports__report=MAIN.replace("part", "p0"), **parts)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1
    assert "RK006 included more than 50 levels deep" in result.output


def test_depth_counts_over_all_files(tmp_path: Path) -> None:
    deep = "[" + "{box: {body: [" * 10 + "{include: part.yaml}" + "]}}" * 10 + "]"
    part = "[" + "{box: {body: [" * 10 + "End." + "]}}" * 10 + "]"
    main = HEAD.replace("body:\n", f"body: {deep}\n")
    put(tmp_path, reports__report=main, reports__part=part)
    result = run(tmp_path, "check", "reports/report.yaml")
    assert result.exit_code == 1
    assert "RK006" in result.output


def test_a_finished_file_carries_the_whole_report(tmp_path: Path) -> None:
    whole = put(
        tmp_path,
        reports__report=MAIN,
        reports__part="[Inner.]\n",
        reportkit="defaults: {rights: R}\n",
    )
    source = check(whole).publication.provenance.source
    alone = tmp_path / "alone.json"
    alone.write_bytes(source)
    assert read_report(alone).report.meta == read_report(whole).report.meta
    assert read_file(alone).report.blocks == read_file(whole).report.blocks
