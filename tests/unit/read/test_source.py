"""The file itself: encodings, depth, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.diagnostics import ReportkitError
from reportkit.model import walk
from reportkit.model.document import Text
from reportkit.read import UnreadableFileError, load
from reportkit.tree.limits import LIMITS
from tests.unit.reading import HEAD, read_text, read_values

REPORT = f"{HEAD}body: [Text.]\n"


def test_load_gives_the_report(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT)
    assert load(str(path)).meta.title == (Text("T"),)


def test_load_raises_all_findings_with_the_path_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.yaml").write_text("titel: T\nbody: []\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportkitError) as caught:
        load("report.yaml")
    assert not isinstance(caught.value, UnreadableFileError)
    assert str(caught.value).split("\n") == [
        "report.yaml:1:1: error RK101 the key 'reportkit' is missing (write reportkit: 1)",
        "report.yaml:1:1: error RK101 the key 'title' is missing"
        " (write title: Ferry Traffic in the Gulf)",
        "report.yaml:1:1: error RK101 the key 'date' is missing (write date: 2024-03-01)",
        "report.yaml:1:1: error RK102 unknown key 'titel' (did you mean 'title'?)",
        "report.yaml:2:7: error RK105 'body' is empty"
        " (write the text, or remove the key or the item)",
    ]


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"RK001 cannot read .*: there is no such file"):
        load(tmp_path / "report.yaml")


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_regular_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "report.yaml"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(
        UnreadableFileError, match=r"RK001 cannot read .*: it is not a regular file"
    ):
        load(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, ""])
def test_names_that_no_file_can_have(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="RK001"):
        load(name)


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_the_limit_of_depth(suffix: str, opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return opening * depth + "1" + closing * depth

    assert "RK006" not in read_text(nested(LIMITS.depth), suffix).codes
    assert read_text(nested(LIMITS.depth + 1), suffix).codes == ["RK006"]
    assert read_text(opening * 100_000, suffix).codes == ["RK006"]


def test_what_stands_before_the_depth_is_named_too() -> None:
    """libyaml 0.2.6 refuses the thousandth bracket of a line before it gives what precedes it."""
    text = f"{HEAD}body: &a [!b x, " + "[" * 2_000
    assert read_text(text).places == ["4:7 RK005", "4:11 RK005", "4:65 RK006"]


def test_a_report_may_use_the_depth() -> None:
    items: list[object] = ["leaf"]
    while len(items) < 2 and str(items).count("[") < (LIMITS.depth - 3) // 2:
        items = [{"text": "branch", "list": items}]
    report = read_values(body=[{"list": items}]).report
    contents = list(walk.contents_of(report.blocks[0]))
    assert len(contents) == (LIMITS.depth - 3) // 2


@pytest.mark.parametrize(("opening", "closing"), [("*a ", " b*"), ("**a ", " b**")])
def test_the_limit_of_markup(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return opening * depth + "x" + closing * depth

    assert read_values(body=[nested(LIMITS.markup_depth)]).codes == []
    assert read_values(body=[nested(LIMITS.markup_depth + 1)]).codes == ["RK006"]
    assert read_values(title=nested(2_000)).codes == ["RK006"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_000,
        "[^" * 4_000,
        "*a" * 4_000,
        "**a *b " * 4_000,
        "^a~b" * 4_000,
        "`a``b" * 4_000,
        "[a](" * 4_000,
        "[a[^" * 4_000,
        "{ref:" * 4_000,
        "http://" * 4_000,
        "\\" * 4_000,
        "~" * 4_000,
    ],
    ids=lambda text: text[:7],
)
def test_hostile_markup_is_read_in_time_and_without_a_crash(text: str) -> None:
    codes = set(read_text(HEAD + f"body: ['{text}']\n").codes)
    assert codes <= {"RK009", "RK112", "RK207", "RK302"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends(mark: bytes, end: str) -> None:
    text = (f"{HEAD}body:\n  - |\n    One\n    line.[^x]\n").replace("\n", end)
    assert read_text(mark + text.encode()).places == ["7:10 RK203"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"title: \xff", "1:8"),
        (b"a: b\n# \xc3\xa9 \xc3", "2:5"),
        (b"a\r\nb\xed\xa0\x80", "2:2"),
        (b"\xff\xfea\0\n\0b\0\n\0cd\0", "3:2"),
        (b"\xfe\xff\0a\xdc\0", "1:2"),
        (b"a\0b\0", "1:1"),
        (b"\0a\0b", "1:1"),
        (b"\xff\xfe\0\0a\0\0\0", "1:1"),
    ],
)
def test_what_is_not_utf_8(data: bytes, place: str) -> None:
    assert read_text(data).places == [f"{place} RK002"]


@pytest.mark.parametrize("escape", ["\\x01", "\\x0b", "\\ufffe", "\\uffff", "\\0", "\\e", "\\x1f"])
def test_characters_that_no_document_may_contain_escaped(escape: str) -> None:
    text = f'{HEAD}body: ["Text {escape}."]\n'
    assert read_text(text).places == ["4:14 RK007"]


@pytest.mark.parametrize("sign", "\x00\x01\x0b\x0c\x1f\x7f\x80\x9f\ufffe\uffff")
def test_characters_that_no_document_may_contain_raw(sign: str) -> None:
    assert read_text(f'{HEAD}body: ["😀 é {sign}."]\n').places == ["4:13 RK007"]


def test_surrogates() -> None:
    def title(escapes: str) -> str:
        return f'{{"reportkit": 1, "title": "{escapes}", "date": "2024-01-31", "body": ["T"]}}'

    for suffix in (".json", ".yaml"):
        pair = read_text(title("\\ud83d\\ude00 \\uD83D\\uDE00"), suffix)
        assert pair.report.meta.title == (Text("😀 😀"),)
    assert read_text(title("\\ud83d\\ude00 \ufffd"), ".json").report.meta.title == (
        Text("😀 \ufffd"),
    )
    for lone in ("\\ud83d", "\\ude00", "\\ude00\\ud83d"):
        assert read_text(title(f"\\ud83d\\ude00 {lone}"), ".json").places == ["1:41 RK007"]
        assert read_text(title(lone), ".yaml").codes in (["RK007"], ["RK003"])


def test_a_forbidden_character_in_a_key_can_be_printed() -> None:
    text = '{"\\ud83d": 1, "\\u0000": 2, "\\ud83d": 3}'
    findings = read_text(text, ".json").findings
    assert {"RK007", "RK102", "RK004"} <= {finding.code for finding in findings}
    "\n".join(finding.full() for finding in findings).encode()


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "#", "---", "--- a", "...", "- ", ":", "? ", "!", "!!", "&", "*", "&a *a",
        "%", "%YAML 9.9\n---\na", "a: b: c", "{", "}", "[", "{]", "'", '"', "|", ">", "| a", "@",
        "`", "a: |\n b\n  c\n d", "- a\nb", "a\n- b", "\t", "a:\n\tb", "? a\n? b", "!<x> a",
        "<<: {a: b}", '"\\x"', '"\\uD800"', '"\\UFFFFFFFF"', '"\\ud83d\\ude00\\UFFFFFFFF"',
        "a: !!int b", "!!binary a", "=", "<<", "null", "~", "1", "[]", "{}", "\u2028", "\ufeff",
        "a: &x [*x]", "--- >\n a\n--- |\n b", "a" * 2000 + ": b", "? " + "a" * 2000, "-" * 2000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_whatever_stands_in_a_file_becomes_findings(text: str, suffix: str) -> None:
    reading = read_text(text, suffix)
    assert reading.findings
    for finding in reading.findings:
        assert finding.span is not None
        assert "\n" not in finding.message
