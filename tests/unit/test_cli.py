"""The command line: exit codes, results and messages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reportkit import cli
from reportkit import read as reader
from reportkit.cli import exits
from reportkit.compose import Publication
from reportkit.diagnostics import ReportkitError
from reportkit.model import walk
from reportkit.proof import text as text_reader
from reportkit.proof.base import ExtractedText
from reportkit.read import ParsedReport
from reportkit.writers.base import WriteContext, WriterError, WriterOutput
from reportkit.writers.text import TextWriter

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal.yaml"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in a folder with a report; gives exit code, stdout and stderr."""
    shutil.copy(MINIMAL, tmp_path / "report.yaml")
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["reportkit", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert isinstance(ended.value.code, int)
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run_it


# --- exit codes -------------------------------------------------------------------------------


def test_success(run: Run) -> None:
    assert run("check", "report.yaml")[0] == 0
    code, out, err = run("build", "report.yaml", "-t", "text,docx")
    assert (code, err) == (0, "")
    assert out.count("1 of 1 notes equal") == 2
    assert run("verify", "report.yaml", "build/report.txt", "build/report.docx")[0] == 0


def test_findings(run: Run) -> None:
    Path("bad.yaml").write_text("reportkit: 1\ntitle: A\ndate: 2024-01-01\nbody: ['b[^x]']\n")
    assert run("check", "bad.yaml")[0] == exits.FINDINGS
    code, out, err = run("build", "bad.yaml", "-t", "text")
    assert (code, out) == (exits.FINDINGS, "")
    assert "RK203" in err
    assert not Path("build").exists()


def test_warnings_fail_when_asked(run: Run) -> None:
    Path("warn.yaml").write_text(
        "reportkit: 1\ntitle: A\ndate: 2024-01-01\nbody: [b]\nnotes: {x: c}\n"
    )
    assert run("check", "warn.yaml")[0] == 0
    assert run("check", "warn.yaml", "--fail-on", "warning")[0] == exits.FINDINGS


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_cannot_be_read(command: str, run: Run) -> None:
    code, out, err = run(command, "nowhere.yaml")
    assert code == exits.USAGE
    assert "RK001" in out + err


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "report.yaml", "-t", "odt"),
        ("build", "report.yaml", "-t", ""),
        ("build", "report.yaml", "-t", "text", "--set", "theme"),
        ("build",),
        ("nonsense",),
        ("check", "report.yaml", "--format", "xml"),
        ("explain", "RK000"),
    ],
)
def test_usage(arguments: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (exits.USAGE, "")
    assert "Error" in err


def test_a_writer_that_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextWriter, "write", lambda *_: 1 / 0)
    code, _, err = run("build", "report.yaml", "-t", "text")
    assert code == exits.WRITER
    assert "RK906" in err


def test_disagreement(run: Run) -> None:
    run("build", "report.yaml", "-t", "text")
    file = Path("build/report.txt")
    file.write_text(file.read_text("utf-8").replace("2024-02", "2024-03"), "utf-8")
    code, out, err = run("verify", "report.yaml", str(file))
    assert code == exits.DISAGREES
    assert "0 of 1 notes equal" in out
    assert "RK901" in err


def test_disagreement_of_a_build(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    true_read = text_reader.read

    def read(path: Path) -> ExtractedText:
        return replace(true_read(path), body="")

    monkeypatch.setattr(text_reader, "read", read)
    assert run("build", "report.yaml", "-t", "text")[0] == exits.DISAGREES
    assert run("build", "report.yaml", "-t", "text", "--no-verify")[0] == 0


# --- several reports --------------------------------------------------------------------------

UNDEFINED = "reportkit: 1\ntitle: A\ndate: 2024-01-01\nbody: ['b[^x]']\n"
"""A report with an error (RK203)."""


def test_reports_that_build_are_published_beside_those_that_fail(run: Run) -> None:
    shutil.copy("report.yaml", "last.yaml")
    Path("bad.yaml").write_text(UNDEFINED)
    code, out, err = run("build", "report.yaml", "bad.yaml", "nowhere.yaml", "last.yaml", "-ttext")
    assert code == exits.SOME_FAILED == 5
    assert [line.split()[0] for line in out.splitlines()] == ["build/report.txt", "build/last.txt"]
    assert err.index("RK203") < err.index("RK001")
    assert sorted(path.name for path in Path("build").iterdir() if path.suffix == ".txt") == [
        "last.txt",
        "report.txt",
    ]


def test_a_report_that_no_writer_can_write_stops_no_other(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_write = TextWriter.write

    def write(self: TextWriter, publication: Publication, context: WriteContext) -> WriterOutput:
        if walk.printed_text(publication.meta.title) == "Broken":
            raise WriterError("no")
        return true_write(self, publication, context)

    monkeypatch.setattr(TextWriter, "write", write)
    text = Path("report.yaml").read_text("utf-8")
    Path("first.yaml").write_text(re.sub("(?m)^title: .*", "title: Broken", text), "utf-8")
    code, out, err = run("build", "first.yaml", "report.yaml", "-t", "text")
    assert code == exits.SOME_FAILED
    assert "RK906" in err
    assert out.startswith("build/report.txt ")
    assert not Path("build/first.txt").exists()


def test_when_all_fail_the_code_is_that_of_the_first(run: Run) -> None:
    Path("bad.yaml").write_text(UNDEFINED)
    for reports, expected in (
        (("nowhere.yaml", "bad.yaml"), exits.USAGE),
        (("bad.yaml", "nowhere.yaml"), exits.FINDINGS),
    ):
        code, out, err = run("build", *reports, "-t", "text")
        assert (code, out) == (expected, "")
        assert "RK203" in err
        assert "RK001" in err, "each is told of"
    assert not Path("build").exists()


# --- results ----------------------------------------------------------------------------------


def test_check_gives_json(run: Run) -> None:
    assert json.loads(run("check", "report.yaml", "--format", "json")[1]) == []
    Path("bad.yaml").write_text("reportkit: 1\ntitle: A\ndate: 2024-01-01\nbody: ['b[^x]']\n")
    code, out, err = run("check", "bad.yaml", "--format", "json")
    assert (code, err) == (exits.FINDINGS, "")
    assert [found["code"] for found in json.loads(out)] == ["RK203"]


def test_explain(run: Run) -> None:
    code, out, _ = run("explain", "rk203")
    assert code == 0
    assert out.startswith("RK203 (error): ")


def test_lists(run: Run) -> None:
    assert "properties" in json.loads(run("schema")[1])
    assert run("themes")[1].startswith("briefing ")
    assert {"pdf", "docx", "epub", "text"} <= set(run("writers")[1].split())
    assert run("doctor")[0] == 0


def test_the_schema_of_a_report_with_its_names(run: Run) -> None:
    text = Path("report.yaml").read_text("utf-8")
    Path("report.yaml").write_text(f"{text}\nacronyms: {{AIS: System}}\n", "utf-8")
    code, out, err = run("schema", "report.yaml")
    assert (code, err) == (0, "")
    assert "AIS" in json.loads(out)["properties"]["acronyms"]["properties"]
    assert "defaults" in json.loads(run("schema", "--project")[1])["properties"]


def test_the_schema_of_no_report(run: Run) -> None:
    assert run("schema", "--project", "report.yaml")[0] == exits.USAGE
    code, out, err = run("schema", "reprot.yaml")
    assert (code, out) == (exits.USAGE, "") and "did you mean 'report.yaml'?" in err
    Path("report.yaml").write_text("body: [\n")
    code, out, err = run("schema", "report.yaml")
    assert (code, out) == (exits.FINDINGS, "") and "report.yaml:" in err
    Path("report.yaml").write_text("[a, b]\n")
    assert run("schema", "report.yaml")[0] == 0


def test_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"reportkit {version('reportkit')}\n")


def test_a_new_report_builds(run: Run) -> None:
    code, out, _ = run("new", "mine")
    assert code == 0
    assert out.split() == ["mine/report.yaml", "mine/report.schema.json"]
    assert run("check", "mine/report.yaml", "--fail-on", "warning")[0] == 0
    assert run("build", "mine/report.yaml", "-t", "docx,epub,text")[0] == 0


def test_new_overwrites_nothing(run: Run) -> None:
    run("new", "mine")
    for name in ("report.yaml", "report.schema.json"):
        Path("mine", name).write_text("mine")
    assert run("new", "mine")[0] == exits.USAGE
    assert all(path.read_text() == "mine" for path in Path("mine").iterdir())


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."),
        ("check", "/dev/null"),
        ("check", "binary"),
        ("check", "empty"),
        ("check", ""),
        ("check", "x" * 300),
        ("build", "binary", "-t", "text"),
        ("build", "report.yaml", "-t", "text", "--set", "nonsense=1"),
        ("build", "report.yaml", "-t", "text", "--set", "body=1"),
        ("build", "report.yaml", "-t", "text", "--set", "date=never"),
        ("build", "report.yaml", "-t", "text", "--theme", "x" * 300),
        ("build", "report.yaml", "-t", "text", "--theme", "a\0b"),
        ("build", "report.yaml", "-t", "text", "-o", "binary"),
        ("build", "report.yaml", "-t", "text", "-o", "x" * 300),
        ("verify", "report.yaml", "nowhere.txt"),
        ("verify", "report.yaml", "nowhere.pdf"),
        ("verify", "report.yaml", "nowhere.docx"),
        ("verify", "report.yaml", "nowhere.epub"),
        ("verify", "report.yaml", "report.yaml"),
        ("verify", "report.yaml", "binary.txt"),
        ("verify", "report.yaml", "binary.pdf"),
        ("verify", "report.yaml", "binary.docx"),
        ("verify", "report.yaml", "binary.epub"),
        ("new", "binary"),
        ("new", "binary/below"),
    ],
    ids=lambda arguments: " ".join(arguments)[:60].replace("\0", "0"),
)
def test_bad_input_gives_a_message_and_no_traceback(arguments: tuple[str, ...], run: Run) -> None:
    Path("empty").touch()
    for name in ("binary", "binary.txt", "binary.pdf", "binary.docx", "binary.epub"):
        Path(name).write_bytes(bytes(range(256)))
    code, out, err = run(*arguments)
    assert code in {exits.FINDINGS, exits.USAGE, exits.WRITER, exits.DISAGREES}
    assert out + err
    assert "Traceback" not in err
    # An exception that nobody expected is shown by its class.
    assert not re.match(r"reportkit: \w+(Error|Exception)\b", err), err


def test_an_error_that_no_one_foresaw_is_a_finding_of_its_report(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy("report.yaml", "broken.yaml")
    read = reader.read_report

    def read_or_fail(path: Path, *others: Any) -> ParsedReport:
        if path.stem == "broken":
            raise LookupError("lost")
        return read(path, *others)

    monkeypatch.setattr("reportkit.checking.read_report", read_or_fail)
    code, out, err = run("build", "broken.yaml", "report.yaml", "-t", "text")
    assert (code, "1 of 1 notes equal" in out) == (exits.SOME_FAILED, True)
    assert err.startswith("error RK930 broken.yaml: LookupError: lost (")
    code, out, _ = run("check", "broken.yaml", "report.yaml")
    assert (code, out.startswith("error RK930 broken.yaml: LookupError")) == (exits.FINDINGS, True)
    monkeypatch.setattr(sys, "argv", ["reportkit", "--traceback", "build", "broken.yaml"])
    with pytest.raises(ReportkitError) as shown:
        cli.main()
    assert isinstance(shown.value.__cause__, LookupError)


# --- signals ----------------------------------------------------------------------------------


def test_a_signal_within_a_callback_is_not_lost(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Callback:
        def __del__(self) -> None:  # what is raised in here is dropped by Python
            signal.raise_signal(signal.SIGTERM)
            time.sleep(0)

    def write(*_: object) -> None:
        callback = Callback()
        del callback
        time.sleep(60)

    monkeypatch.setattr(TextWriter, "write", write)
    begun = time.monotonic()
    assert run("build", "report.yaml", "-t", "text") == (143, "", "")
    assert time.monotonic() - begun < 30


# --- imports ----------------------------------------------------------------------------------


def test_docx_and_epub_need_no_weasyprint(tmp_path: Path) -> None:
    script = (
        "import sys; from reportkit.cli import cli\n"
        f"cli.main(['build', {str(MINIMAL)!r}, '-t', 'docx,epub,text', '-o', {str(tmp_path)!r}],"
        " standalone_mode=False)\n"
        "assert 'weasyprint' not in sys.modules and 'pypdf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert (tmp_path / "minimal.docx").exists()


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "reportkit", "check", "nowhere.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == exits.USAGE
    assert "RK001" in done.stdout
    assert done.stderr == ""


# --- what a user types --------------------------------------------------------------------------


def built_formats() -> list[str]:
    """The suffixes of what was built, the manifest left out."""
    return sorted(path.suffix for path in Path("build").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize(
    ("typed", "suffixes"),
    [
        (("-t", "text", "-t", "docx"), [".docx", ".txt"]),
        (("-t", "text,docx", "-t", "epub"), [".docx", ".epub", ".txt"]),
        (("-t", "text", "--to", "text", "-t", "text,text"), [".txt"]),
        (("-t", "TEXT,Docx"), [".docx", ".txt"]),
        (("-t", "word", "-t", "docx", "-t", "Word"), [".docx"]),
        (("-t", " text , docx,"), [".docx", ".txt"]),
        (("-t", "text docx"), [".docx", ".txt"]),
        (("-t", ".docx"), [".docx"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_formats_as_they_are_typed(typed: tuple[str, ...], suffixes: list[str], run: Run) -> None:
    assert run("build", "report.yaml", *typed)[0] == 0
    assert built_formats() == suffixes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("build report.yaml -t dcox", "did you mean 'docx'?"),
        ("build report.yaml -t text,wrod", "did you mean 'word'?"),
        ("build report.yaml -t odt", "the formats are docx, epub, pdf, text"),
        ("build report.yaml -t ,", "-t takes formats"),
        ("build report.yaml -t text, docx", "without spaces, as in -t pdf,docx"),
        ("build report.yaml –t text", "an option begins with '-'"),
        ("build - -t text", "does not read standard input"),
        ("check -", "does not read standard input"),
        ("verify - build/report.txt", "does not read standard input"),
        ("build report.yaml -o x.pdf", "write -o . -t pdf"),
        ("build report.yaml -o x.docx -t text", "write -o . -t docx"),
        ("build report.yaml -o out/x.EPUB", "write -o out -t epub"),
        ("build report.yaml -o /tmp/x.txt", "write -o /tmp -t text"),
        ("build report.yaml -o report.yaml", "'report.yaml' looks like a file"),
        ("build report.yaml -o x.html", "'x.html' looks like a file"),
        ("new x.yaml", "write new x"),
        ("new deep/x.docx", "write new deep/x"),
        ("build report.yaml -o a -o b", "--output takes one value, not both 'a' and 'b'"),
        ("build report.yaml --theme plain --theme report", "--theme takes one value"),
        ("build report.yaml --profile press --profile screen", "--profile takes one value"),
        ("check report.yaml --format json --format full", "--format takes one value"),
        ("verify report.yaml x.txt --theme plain --theme report", "--theme takes one value"),
        ("build report.yaml --theme plain --set theme=report", "different themes"),
        ("build report.yaml --set title=A --set title=B", "gives 'title' twice: 'A' and 'B'"),
        ("build report.yaml --set a=1 --set a.b=2", "gives 'a' a value, and a key in it: a.b"),
        ("check report.yaml --limit notes=1 --limit notes=2", "gives 'notes' twice"),
        ("check report.yaml --limit note=1", "did you mean 'notes'?"),
        ("check report.yaml --limit notes", "expected --limit NAME=VALUE"),
        ("check report.yaml --limit notes=", "takes a number from 1 to 32767, not ''"),
        ("check report.yaml --limit notes=0", "takes a number from 1 to 32767, not '0'"),
        ("check report.yaml --limit notes=-1", "takes a number from 1 to 32767, not '-1'"),
        ("check report.yaml --limit notes=1e3", "takes a number from 1 to 32767, not '1e3'"),
        ("check report.yaml --limit notes=32768", "takes a number from 1 to 32767"),
        ("build report.yaml sub/report.yaml", "'report.yaml' and 'sub/report.yaml'"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_any_work(
    arguments: str, message: str, run: Run
) -> None:
    before = sorted(Path().iterdir())
    code, out, err = run(*arguments.split())
    assert (code, out) == (exits.USAGE, "")
    assert message in err
    assert sorted(Path().iterdir()) == before


def test_the_same_option_with_the_same_value_is_no_contradiction(run: Run) -> None:
    twice = ("--theme", "plain", "--set", "subtitle=A", "-o", "out", "--limit", "notes=9")
    assert run("build", "report.yaml", "-t", "text", *twice, *twice)[0] == 0
    assert Path("out/report.txt").exists()


def test_a_report_that_is_given_twice_is_built_once(run: Run) -> None:
    again = ("./report.yaml", str(Path("report.yaml").absolute()))
    code, out, _ = run("build", "report.yaml", *again, "-t", "text")
    assert (code, out.count("\n")) == (0, 1)
    Path("bad.yaml").write_text(UNDEFINED)
    assert run("check", "bad.yaml", "./bad.yaml")[1].count("RK203") == 1


@pytest.mark.parametrize("name", ["x.pdf", "v1.docx/", "2024.03"])
def test_a_folder_may_be_called_so(name: str, run: Run) -> None:
    if name == "x.pdf":
        Path(name).mkdir()
    assert run("build", "report.yaml", "-t", "text", "-o", name)[0] == 0
    assert Path(name, "report.txt").exists()


@pytest.mark.parametrize("command", [("build", "report.yaml", "-o"), ("new",)])
@pytest.mark.parametrize("place", ["file", "file/below", "file/a/b"])
def test_a_file_in_place_of_a_folder_is_told_before_any_work(
    place: str, command: tuple[str, ...], run: Run
) -> None:
    Path("file").write_text("mine")
    code, out, err = run(*command, place)
    assert (code, out) == (exits.WRITER, "")
    assert f"RK907 cannot write to {place}: file is not a folder" in err
    assert Path("file").read_text() == "mine"


@pytest.mark.parametrize(
    ("report", "hint"),
    [
        ("reports", "this is a folder; did you mean 'reports/report.yaml'?"),
        ("none", "this is a folder; name a file"),
        ("reports/*.yml", "no file matches this pattern"),
        ("reports/202?.yaml", "no file matches this pattern"),
        ("reports/report", "did you mean 'reports/report.yaml'?"),
        ("reports/report.yml", "did you mean 'reports/report.yaml'?"),
        ("reports/REPORT.yaml", "did you mean 'reports/report.yaml'?"),
        ("reports/repotr.yaml", "did you mean 'reports/report.yaml'?"),
        ("Reports/report.yaml", "there is no folder 'Reports'"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_what_may_have_been_meant_by_a_report(
    command: str, report: str, hint: str, run: Run
) -> None:
    Path("none").mkdir()
    assert run("new", "reports")[0] == 0
    code, out, err = run(command, report)
    assert code == exits.USAGE
    assert "RK001" in out + err
    assert hint in out + err


def test_names_are_printed_fit_for_a_terminal(run: Run) -> None:
    evil = "a\n\x1b[2Jb\u202ec"
    escaped = "a\\n\\x1b[2Jb\\u202ec"
    shutil.copy("report.yaml", f"{evil}.yaml")
    report = f"{evil}.yaml"
    Path("sub").mkdir()
    shutil.copy("report.yaml", f"sub/{evil}.yaml")
    for arguments in (
        ("build", report, "-t", "text", "-o", evil),
        ("verify", report, f"{evil}/{evil}.txt"),
        ("build", report, f"sub/{evil}.yaml"),
        ("check", f"{evil}.yml"),
        ("check", report, "--format", evil),
        ("check", f"--{evil}"),
        ("build", report, "-t", evil.replace("\n", "")),
        ("build", report, "-t", "text", "-o", f"{evil}.pdf"),
        ("build", report, "-t", "text", "--set", evil),
        ("build", report, "-t", "text", "--limit", f"{evil}=1"),
        ("build", report, "-t", "text", "--theme", evil),
        ("new", evil),
        ("new", evil),
        ("explain", evil),
        (evil,),
    ):
        _, out, err = run(*arguments)
        assert escaped in out + err or escaped.replace("\\n", "") in err, arguments
        assert not set(out + err) & {"\x1b", "\u202e"}, arguments
        assert not re.search(r"^.?\[2J", out + err, re.MULTILINE), "the name breaks no line"


def test_every_command_shows_an_example() -> None:
    for name, command in cli.cli.commands.items():
        example = re.search(rf"^ *reportkit {name}\b.*$", command.help or "", re.MULTILINE)
        assert example, name
        assert command.short_help, name


# --- verify -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ("build/nowhere.txt", "cannot verify build/nowhere.txt: there is no such file"),
        ("build/report.TXT", "did you mean 'build/report.txt'?"),
        ("build/report.pdf", "did you mean 'build/report.docx'?"),
        ("build/repotr.docx", "did you mean 'build/report.docx'?"),
        ("nowhere/report.docx", "there is no such file"),
        ("build", "name the files: build/report.docx build/report.txt"),
        ("empty", "this is a folder (name the files in it)"),
        ("pipe.pdf", "this is not a regular file"),
        ("report.yaml", "no reader for '.yaml' files is installed"),
        ("build/report.manifest.json", "the suffixes are .docx, .epub, .pdf, .txt"),
        ("build/report.txt build/nowhere.txt", "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_verified(files: str, message: str, run: Run) -> None:
    run("build", "report.yaml", "-t", "docx,text")
    Path("empty").mkdir()
    os.mkfifo("pipe.pdf")
    code, out, err = run("verify", "report.yaml", *files.split())
    assert (code, out) == (exits.USAGE, "")
    assert "RK941" in err
    assert message in err


def test_the_manifest_beside_the_files_is_passed_over(run: Run) -> None:
    run("build", "report.yaml", "-t", "docx,text")
    files = sorted(map(str, Path("build").iterdir()))  # build/report.*
    assert "build/report.manifest.json" in files
    code, out, _ = run("verify", "report.yaml", *files, "./build/report.txt")
    assert (code, out.count("1 of 1 notes equal")) == (0, 2)


def test_a_suffix_in_upper_case_is_known(run: Run) -> None:
    run("build", "report.yaml", "-t", "docx,text")
    for name in ("docx", "txt"):
        Path(f"build/report.{name}").rename(f"build/REPORT.{name.upper()}")
    code, out, _ = run("verify", "report.yaml", "build/REPORT.DOCX", "build/REPORT.TXT")
    assert (code, out.count("1 of 1 notes equal")) == (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        "verify build/report.docx report.yaml",
        "check build/report.docx",
        "build build/report.docx -t text -o out",
    ],
)
def test_a_finished_file_in_place_of_a_report(arguments: str, run: Run) -> None:
    run("build", "report.yaml", "-t", "docx")
    code, out, err = run(*arguments.split())
    assert (code, out) == (exits.USAGE, "")
    assert "'build/report.docx' is not a report: it is a finished file" in err
