"""Building: a set of files that agree, the same bytes each time, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from reportkit import cli, export
from reportkit.cli import exits
from reportkit.compose import Publication
from reportkit.diagnostics import ReportkitError
from reportkit.export import Disagreement, WriteFailure
from reportkit.proof import pdf as pdf_reader
from reportkit.proof import text as text_reader
from reportkit.proof.base import ExtractedText, ReadError
from reportkit.writers.base import WriteContext, WriterError
from reportkit.writers.text import TextWriter
from tests.unit.reading import HEAD

EXAMPLES = Path(__file__).parents[2] / "examples"
MINIMAL = EXAMPLES / "minimal.yaml"
EVERY_ELEMENT = EXAMPLES / "every-element"
ALL = ("pdf", "docx", "epub", "text")


def build(report: Path, folder: Path, *formats: str, theme: str | None = None) -> None:
    export.build(export.check(report, theme=theme), formats or ("docx", "epub", "text"), folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every entry of the folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def codes(error: ReportkitError) -> set[str]:
    return {diagnostic.code for diagnostic in error.diagnostics}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The exit code of the command line."""
    monkeypatch.setattr("sys.argv", ["reportkit", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return Path(shutil.copy(MINIMAL, tmp_path / "minimal.yaml"))


@pytest.fixture
def built(report: Path, tmp_path: Path) -> Path:
    """A folder with a former build; the report has changed since."""
    folder = tmp_path / "build"
    build(report, folder)
    report.write_text(report.read_text("utf-8").replace("Eleven", "Twelve"), "utf-8")
    return folder


# --- all or nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize("error", [WriterError("no"), RuntimeError("no"), OSError("no")])
def test_a_failing_writer_leaves_the_former_build(
    error: Exception, report: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: TextWriter, publication: Publication, context: WriteContext) -> bytes:
        raise error

    before = contents(built)
    monkeypatch.setattr(TextWriter, "write", write)
    with pytest.raises(WriteFailure) as failure:
        build(report, built)
    assert codes(failure.value) == {"RK906"}
    assert contents(built) == before
    assert run(monkeypatch, "build", report, "-t", "docx,text", "-o", built) == exits.WRITER
    assert contents(built) == before


def test_a_disagreement_leaves_the_former_build(
    report: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_read = text_reader.read

    def read(path: Path) -> ExtractedText:
        reading = true_read(path)
        return replace(reading, notes=tuple(replace(n, number="9") for n in reading.notes))

    before = contents(built)
    monkeypatch.setattr(text_reader, "read", read)
    with pytest.raises(Disagreement) as failure:
        build(report, built)
    assert "RK901" in codes(failure.value)
    assert contents(built) == before
    assert run(monkeypatch, "build", report, "-t", "docx,text", "-o", built) == exits.DISAGREES
    assert contents(built) == before


def test_a_file_that_cannot_be_read_back_leaves_the_former_build(
    report: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path) -> ExtractedText:
        raise ReadError("broken")

    before = contents(built)
    monkeypatch.setattr(text_reader, "read", read)
    with pytest.raises(Disagreement) as failure:
        build(report, built)
    assert codes(failure.value) == {"RK908"}
    assert contents(built) == before


def test_a_reader_with_a_mistake_is_not_taken_for_the_writer(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path) -> ExtractedText:
        raise LookupError("a mistake")

    monkeypatch.setattr(pdf_reader, "read", read)
    with pytest.raises(ReportkitError, match="LookupError: a mistake") as failure:
        export.build(export.check(report), ["pdf"], tmp_path)
    assert codes(failure.value) == {"RK930"}, "RK906 is a writer's"
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_build_after_a_change_replaces_every_file(report: Path, built: Path) -> None:
    before = contents(built)
    build(report, built)
    after = contents(built)
    assert set(after) == set(before)
    assert all(after[name] != before[name] for name in before)


# --- targets ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["minimal.txt", "minimal.manifest.json"])
def test_a_link_in_place_of_a_file_is_refused(
    name: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / name).symlink_to(precious)
    with pytest.raises(ReportkitError) as failure:
        build(report, folder)
    assert codes(failure.value) == {"RK905"}
    assert run(monkeypatch, "build", report, "-t", "text", "-o", folder) == exits.WRITER
    assert precious.read_text() == "mine"
    assert (folder / name).is_symlink()
    assert [path.name for path in folder.iterdir()] == [name]


def test_the_report_itself_is_not_overwritten(tmp_path: Path) -> None:
    report = Path(shutil.copy(MINIMAL, tmp_path / "report.txt"))
    with pytest.raises(ReportkitError) as failure:
        build(report, tmp_path, "text")
    assert codes(failure.value) == {"RK905"}
    assert contents(tmp_path) == {"report.txt": MINIMAL.read_bytes()}


def test_an_output_folder_that_is_a_file(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.write_text("mine")
    for folder in (place, place / "below"):
        with pytest.raises(ReportkitError) as failure:
            build(report, folder, "text")
        assert codes(failure.value) == {"RK907"}
        assert run(monkeypatch, "build", report, "-t", "text", "-o", folder) == exits.WRITER
    assert place.read_text() == "mine"


def test_two_reports_of_one_name(
    report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "build"
    code = run(monkeypatch, "build", report, MINIMAL, "-t", "text", "-o", folder)
    assert code == exits.USAGE
    assert "RK909" in capsys.readouterr().err
    assert not folder.exists()


# --- what is built ----------------------------------------------------------------------------


def test_the_manifest_names_the_bytes_of_the_files(tmp_path: Path) -> None:
    build(MINIMAL, tmp_path, *ALL)
    files = json.loads((tmp_path / "minimal.manifest.json").read_text("utf-8"))["files"]
    assert set(files) == set(ALL)
    for entry in files.values():
        data = (tmp_path / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["size"] == len(data)
        assert entry["verified"]
        assert len(entry["notes"]) == 1
    assert {entry["file"] for entry in files.values()} | {"minimal.manifest.json"} == set(
        contents(tmp_path)
    )


@pytest.mark.parametrize("report", [MINIMAL, EVERY_ELEMENT / "report.yaml"], ids=str)
def test_two_builds_give_the_same_bytes(report: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(report, tmp_path / name, *ALL)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_same_report_as_json_gives_the_same_bytes(tmp_path: Path) -> None:
    twin = Path(shutil.copytree(EVERY_ELEMENT, tmp_path / "twin"))
    source = twin / "report.yaml"
    data = yaml.load(source.read_text("utf-8"), yaml.BaseLoader)
    (twin / "report.json").write_text(json.dumps(data), "utf-8")
    source.unlink()
    build(EVERY_ELEMENT / "report.yaml", tmp_path / "one", *ALL)
    build(twin / "report.json", tmp_path / "two", *ALL)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


# --- themes -----------------------------------------------------------------------------------


def test_a_theme_that_is_missing(report: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportkitError) as failure:
        build(report, tmp_path / "build", "text", theme="breifing")
    (found,) = failure.value.diagnostics
    assert found.code == "RK404"
    assert found.hint is not None
    assert "briefing" in found.hint
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sizes: {body: huge}", "RK405"),
        ("nonsense: 1", "RK405"),
        ("[", "RK017"),
        ("- 1", "RK405"),
        ("name: [a]", "RK405"),
        ("fonts: {text: Arial}", "RK406"),
        ("colours: {text: red}", "RK405"),
        ("\x00", "RK007"),
        ("a: !!python/name:os.system", "RK005"),
    ],
)
def test_a_theme_that_is_broken(text: str, code: str, report: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "theme.yaml").write_text(text, "utf-8")
    with pytest.raises(ReportkitError) as failure:
        build(report, tmp_path / "build", "text", theme="own")
    assert codes(failure.value) == {code}
    assert all(d.span and d.span.file.endswith("theme.yaml") for d in failure.value.diagnostics)
    assert not (tmp_path / "build").exists()


def test_a_report_that_names_a_theme_that_is_missing(tmp_path: Path) -> None:
    """The finding stands at the name, in the report."""
    path = tmp_path / "report.yaml"
    path.write_text(HEAD + "theme: breifing\nbody: [Text.]\n", "utf-8")
    with pytest.raises(ReportkitError) as failure:
        export.check(path)
    (found,) = failure.value.diagnostics
    assert found.concise().removeprefix(f"{tmp_path}/") == (
        "report.yaml:4:8: error RK404 there is no theme 'breifing' (did you mean 'briefing'?)"
    )
    assert found.source_line == "theme: breifing"


# --- languages --------------------------------------------------------------------------------


def test_a_language_without_labels_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(HEAD + "language: eo\nbody: ['A.[^a]']\nnotes: {a: A.}\n", "utf-8")
    checked = export.check(path)
    (found,) = checked.warnings
    assert found.code == "RK115"
    assert found.span is not None
    assert (found.span.line, found.span.column) == (4, 11)
    assert checked.publication.report.terms.notes == "Notes"


def test_a_theme_may_bring_the_labels_of_a_language(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(HEAD + "language: eo\nbody: ['A.[^a]']\nnotes: {a: A.}\n", "utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "theme.yaml").write_text("labels: {eo: {notes: Notoj}}", "utf-8")
    checked = export.check(path, theme="own")
    assert not checked.warnings
    assert checked.publication.report.terms.notes == "Notoj"
