"""The books that the checkers and the reading systems are given, and how these are run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from reportkit.compose import Publication
from reportkit.compose.page_numbers import with_page_numbers
from reportkit.export import check
from reportkit.model import walk
from reportkit.model.document import PageStart, ResolvedReport
from reportkit.writers.base import WriteContext
from reportkit.writers.epub import EpubWriter

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
BELARUS: Final = ROOT / "examples" / "belarus-warning-update" / "report.yaml"
EVERY: Final = ROOT / "examples" / "every-element" / "report.yaml"
ARABIC: Final = HERE / "reports" / "arabic.yaml"
CHINESE: Final = HERE / "reports" / "chinese.yaml"
CHARTS: Final = HERE / "reports" / "charts.yaml"

_CHARACTERS_OF_A_PAGE: Final = 2400


def write_book(
    source: Path, target: Path, theme: str | None = None, paged: bool = False, fonts: bool = False
) -> Publication:
    """Writes the report in a file as a book, with what a build would give to the writer."""
    checked = check(source, theme=theme).publication
    places = {block.label.id: "7" for block in walk.labelled(checked.report.blocks)}
    publication = with_page_numbers(checked, places)
    look = publication.theme.model_copy(update={"embed_fonts": fonts})
    pages = tuple(pages_of(publication.report)) if paged else ()
    book = EpubWriter().write(replace(publication, theme=look), WriteContext(pages))
    target.write_bytes(book.data)
    return publication


def pages_of(report: ResolvedReport) -> Iterator[PageStart]:
    """Where pages of equal length would begin, three of them at least."""
    lengths = [len(walk.printed_text(content)) for content in walk.texts(report.blocks)]
    page = min(_CHARACTERS_OF_A_PAGE, sum(lengths) // 3)
    label, left = 2, page
    for index, length in enumerate(lengths):
        while left < length:
            yield PageStart(str(label), index, left)
            label, left = label + 1, left + page
        left -= length


def generate(notes: int, folder: Path) -> Path:
    """The benchmark's report of so many notes."""
    script = ROOT / "benchmarks" / "generate.py"
    subprocess.run([sys.executable, str(script), str(notes), str(folder)], check=True)
    return folder / "report.yaml"


# --- checkers -----------------------------------------------------------------------------------


def epubcheck(books: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """All that EPUBCheck has to say of each book, down to hints on usage.

    Books that it could not read are left out: of a file that is not there it finds no errors.
    """
    command = [sys.executable, str(HERE / "epubcheck_all.py"), str(folder), *map(str, books)]
    subprocess.run(command, capture_output=True, check=True, timeout=900)
    found: dict[Path, list[str]] = {}
    for book in books:
        result = json.loads((folder / f"{book.name}.json").read_text("utf-8"))
        if result["publication"]["identifier"]:
            found[book] = [f"{m['severity']} {m['ID']}: {m['message']}" for m in result["messages"]]
    return found


def vnu(book: Path, folder: Path) -> list[str]:
    """The errors that the W3C's checker of HTML finds in the documents of a book. It knows nothing
    of `epub:type`, which is left out."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        texts = {name: archive.read(name).decode() for name in names}
    folder.mkdir()
    for name, text in texts.items():
        path = folder / Path(name).name
        path.write_text(re.sub(r' epub:type="[^"]*"', "", text), "utf-8")
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, check=True, timeout=900)
    messages = json.loads(done.stdout)["messages"]
    return [f"{m['message']} {m.get('extract')}" for m in messages if m["type"] == "error"]


def ace(books: Sequence[Path]) -> dict[Path, list[str]]:
    """All that Ace has to say of each book."""
    done = _node("ace.cjs", [str(book) for book in books])
    found: dict[str, list[str]] = json.loads(done)
    return {Path(book): violations for book, violations in found.items()}


def opened(tasks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What reading systems show of books; `open.mjs` says what a task is."""
    found: list[dict[str, Any]] = json.loads(_node("open.mjs", [], json.dumps(tasks)))
    return found


def _node(script: str, arguments: Sequence[str], text: str = "") -> str:
    environment = {
        **os.environ,
        "PUPPETEER_EXECUTABLE_PATH": browser(),
        "ACE_TIMEOUT_INITIAL": "60000",
    }
    command = ["node", str(HERE / script), *arguments]
    done = subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", env=environment, timeout=900
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def browser() -> str:
    """The Chromium or Chrome of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = [path for name in names if (path := shutil.which(name))]
    return os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(iter(found), mac)
