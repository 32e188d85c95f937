"""What an editor shows of the JSON Schema: asked of the YAML language server that VS Code uses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from reportkit.style.folders import theme_names

SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
CURSOR = "‸"


class Editor:
    """A client of the language server, with files open beside their schemas."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._write: IO[bytes] = process.stdin
        self._read: IO[bytes] = process.stdout
        self.folder = folder
        self._asked = 0
        self._versions: dict[str, int] = {}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self._send(method="initialized", params={})

    def open(self, text: str, name: str = "report.yaml") -> dict[str, Any]:
        """Opens or changes a file; returns the position of the cursor in it."""
        before, _, after = text.partition(CURSOR)
        version = self._versions[name] = self._versions.get(name, 0) + 1
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "version": version}
        if version == 1:
            opened = {**document, "languageId": "yaml", "text": before + after}
            self._send(method="textDocument/didOpen", params={"textDocument": opened})
        else:
            changes = [{"text": before + after}]
            changed = {"textDocument": document, "contentChanges": changes}
            self._send(method="textDocument/didChange", params=changed)
        line, column = before.count("\n"), len(before.rpartition("\n")[2])
        position = {"line": line, "character": column}
        return {"textDocument": {"uri": uri}, "position": position}

    def hover(self, text: str, name: str = "report.yaml") -> str:
        """What the editor shows for the place of the cursor."""
        answer = self.ask("textDocument/hover", **self.open(text, name))
        return answer["contents"]["value"] if answer else ""

    def complete(self, text: str, name: str = "report.yaml") -> dict[str, str]:
        """What it offers at the cursor: labels, and what they mean."""
        answer = self.ask("textDocument/completion", **self.open(text, name))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def ask(self, method: str, **params: Any) -> Any:
        """The answer of the server to a request."""
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == self._asked and "method" not in message:
                return message.get("result")
            if "id" in message:  # the server asks for settings: it gets its defaults
                items = message.get("params", {}).get("items", ())
                self._send(id=message["id"], result=[None for _ in items])

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._write.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._write.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._read.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        body: dict[str, Any] = json.loads(self._read.read(length))
        return body


def _text(documentation: Any) -> str:
    if isinstance(documentation, dict):
        return str(documentation["value"])
    return documentation or ""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor") / "report"
    subprocess.run([sys.executable, "-m", "reportkit", "new", folder], check=True)
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Editor(process, folder)
        process.kill()


HEAD = "# yaml-language-server: $schema=report.schema.json\nreportkit: 1\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("da‸te: 2024-03-01\n", "The date of the report"),
        ("them‸e: report\n", "reportkit themes"),
        ("body:\n  - headin‸g: Outlook\n", "The text of the heading"),
        ("body:\n  - heading: Outlook\n    i‸d: outlook\n", "`{ref:name}` prints"),
        ("body:\n  - table: {header: [A], rows: [[b]], ali‸gn: [left]}\n", "alignment"),
        ("notes:\n  a: {sourc‸es: [b]}\n", "Its sources"),
    ],
)
def test_hovering_over_a_key_shows_what_it_means(editor: Editor, text: str, shown: str) -> None:
    assert shown in editor.hover(HEAD + text)


def test_hovering_shows_an_example(editor: Editor) -> None:
    assert "Helsinki" in editor.hover(HEAD + "time‸zone: UTC\n")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("su‸\n", {"subtitle", "summary"}),
        ("note_options:\n  ‸\n", {"placement", "numbering", "repeat"}),
        ("note_options:\n  placement: ‸\n", {"page", "end"}),
        ("marking:\n  tlp: ‸\n", {"RED", "CLEAR", "AMBER+STRICT"}),
        ("theme: ‸\n", {*theme_names()}),
        ("body:\n  - heading: A\n    ‸\n", {"level", "id"}),
    ],
)
def test_keys_and_values_are_completed(editor: Editor, text: str, offered: set[str]) -> None:
    assert offered <= editor.complete(HEAD + text).keys()


def test_a_completed_key_says_what_it_means(editor: Editor) -> None:
    assert "abstract" in editor.complete(HEAD + "su‸\n")["summary"]


# --- project files ------------------------------------------------------------------------------

PROJECT = "# yaml-language-server: $schema=project.schema.json\n"


@pytest.fixture(scope="module")
def project(editor: Editor) -> Editor:
    _print_schema(editor.folder / "project.schema.json", "--project")
    return editor


def _print_schema(path: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "reportkit", "schema", *arguments]
    path.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("def‸\n", {"defaults"}),
        ("defaults:\n  ‸\n", {"publisher", "rights", "language", "theme", "defang", "sources"}),
        ("defaults:\n  publisher:\n    ‸\n", {"name", "place", "url", "logo"}),
        ("defaults:\n  theme: ‸\n", {*theme_names()}),
        ("defaults:\n  note_options:\n    placement: ‸\n", {"page", "end"}),
    ],
)
def test_a_project_file_is_completed(project: Editor, text: str, offered: set[str]) -> None:
    assert offered <= project.complete(PROJECT + text, "reportkit.yaml").keys()


def test_hovering_in_a_project_file(project: Editor) -> None:
    shown = project.hover(PROJECT + "defau‸lts:\n  language: fi\n", "reportkit.yaml")
    assert "takes precedence" in shown
    shown = project.hover(PROJECT + "defaults:\n  langu‸age: fi\n", "reportkit.yaml")
    assert "BCP 47" in shown


# --- the names in a report ----------------------------------------------------------------------

NAMED = """\
reportkit: 1
title: Ferries
date: 2024-03-01
body:
  - See {ref:outlook}, [the lines](#lines) and {page:crossing}.[^mou]
  - table: {header: [Line, Ferries], rows: [["North[^t:ice]", 7]]}
    id: lines
notes:
  timetable: ["@buzan, p. 4", "@hansen"]
sources:
  buzan: {title: Security}
acronyms: {AIS: Automatic Identification System}
"""
NAMES = "# yaml-language-server: $schema=names.schema.json\nreportkit: 1\n"


@pytest.fixture(scope="module")
def named(editor: Editor) -> Editor:
    """An editor with the schema of a report that is being written: names are not defined yet."""
    report = editor.folder / "named.yaml"
    report.write_text(NAMED)
    _print_schema(editor.folder / "names.schema.json", str(report))
    return editor


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("body:\n  - heading: A\n    id: ‸\n", {"outlook", "lines", "crossing"}),
        ("body:\n  - part: A\n    id: ‸\n", {"outlook", "lines", "crossing"}),
        ("body:\n  - table: {header: [a], rows: [[b]]}\n    notes:\n      ‸\n", {"ice"}),
        ("notes:\n  ‸\n", {"mou", "timetable"}),
        ("notes:\n  mou:\n    - ‸\n", {'"@buzan"', '"@hansen"'}),
        ("notes:\n  mou:\n    sources:\n      - ‸\n", {'"@buzan"', '"@hansen"'}),
        ("sources:\n  ‸\n", {"hansen", "buzan"}),
        ("acronyms:\n  ‸\n", {"AIS"}),
    ],
)
def test_the_names_of_a_report_are_completed(named: Editor, text: str, offered: set[str]) -> None:
    assert offered <= named.complete(NAMES + text, "names.yaml").keys()
