"""Write one report of any size three times: for reportkit, for pandoc, for bare WeasyPrint.

Run as a script it writes all three: ``python benchmarks/generate.py 400 FOLDER``. The same
number of notes always gives the same words.
"""

import html
import json
import random
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Final, NotRequired, TypedDict, final

from vocabulary import (
    ACTIONS,
    ADDRESSES,
    DATES,
    OBJECTS,
    PURPOSES,
    SETTINGS,
    SLUG_WORDS,
    SUBJECTS,
    TOPICS,
)

LONG: Final = 100
"""A report of more notes than this has headings, as a long report would."""
REFERENCE: Final = re.compile(r"\[\^([^\]]+)\]")
STYLESHEET: Final = Path(__file__).with_name("plain.css")


@final
class Heading(TypedDict):
    """A heading of the canonical schema."""

    heading: str
    level: int


@final
class Judgement(TypedDict):
    """A key judgement: a claim and the sentences under it; alone, it governs what follows."""

    judgement: str
    text: NotRequired[str]


class Defang(TypedDict):
    """Which sources are printed so that they are no link, and how."""

    domains: list[str]
    style: str


class Report(TypedDict):
    """The part of the canonical schema that the benchmarks use."""

    reportkit: int
    title: str
    date: str
    date_text: str
    authors: list[str]
    language: str
    body: list[str | Heading | Judgement]
    notes: dict[str, list[str]]
    defang: Defang


class _Author:
    """Invents sentences and notes until the number of notes asked for is written."""

    def __init__(self, notes: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.wanted = notes
        self.notes: dict[str, list[str]] = {}
        self.cited: list[str] = []

    def done(self) -> bool:
        return len(self.notes) >= self.wanted

    def url(self) -> str:
        """Give the URL of a source: one in three was cited before, as in the sample."""
        if self.cited and self.random.random() < 1 / 3:
            return self.random.choice(self.cited[-60:])
        words = self.random.choices(SLUG_WORDS, k=self.random.randint(5, 11))
        number = self.random.randint(100_000, 9_999_999)
        address = self.random.choice(ADDRESSES).format(slug="-".join(words), number=number)
        self.cited.append(address)
        return address

    def reference(self) -> str:
        """Write a note of one to four sources and give its reference, or nothing when done."""
        if self.done():
            return ""
        count = self.random.choices((1, 2, 3, 4), weights=(65, 20, 10, 5))[0]
        urls = list(dict.fromkeys(self.url() for _ in range(count)))
        key = f"{self.random.choice(TOPICS).lower().split()[-1]}-{len(self.notes) + 1}"
        self.notes[key] = urls
        return f"[^{key}]"

    def sentence(self) -> str:
        """Give a sentence, nine times in ten with a note after its final punctuation."""
        pick = self.random.choice
        text = f"{pick(SUBJECTS)} {pick(ACTIONS)} {pick(OBJECTS)} {pick(SETTINGS)} on {pick(DATES)}"
        if self.random.random() < 0.35:
            text += f", likely to {pick(PURPOSES)}"
        return f"{text}." + (self.reference() if self.random.random() < 0.9 else "")

    def claim(self) -> str:
        pick = self.random.choice
        return f"{pick(SUBJECTS)} will likely use {pick(OBJECTS)} to {pick(PURPOSES)}."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.choice((2, 3, 3, 4))))

    def block(self) -> str | Judgement:
        kind = self.random.random()
        if kind < 0.10:
            return {"judgement": self.claim()}
        if kind < 0.25:
            return self.paragraph()
        note = self.reference() if self.random.random() < 0.2 else ""
        return {"judgement": self.claim() + note, "text": self.paragraph()}


def report(notes: int, seed: int = 1) -> Report:
    """Give a report in the sample's style with exactly so many notes, each referred to once."""
    author = _Author(notes, seed)
    body: list[str | Heading | Judgement] = []
    blocks = 0
    while not author.done():
        if notes > LONG and blocks % 12 == 0:
            level = 1 if blocks % 24 == 0 else 2
            body.append({"heading": author.random.choice(TOPICS), "level": level})
        body.append(author.block())
        blocks += 1
    body.append("The desk will continue monitoring the situation and providing updates.")
    return {
        "reportkit": 1,
        "title": f"Regional Warning Update: An Assessment with {notes} Notes",
        "date": "2020-11-30",
        "date_text": "November 30, 2020",
        "authors": ["Alex Author"],
        "language": "en-US",
        "body": body,
        "notes": author.notes,
        "defang": {"domains": ["ru", "by"], "style": " dot "},
    }


def as_yaml(report: Report) -> str:
    """Give the report file as a person would write it: long texts folded, the rest on one line."""
    lines = [
        f"reportkit: {report['reportkit']}",
        f"title: {_scalar(report['title'])}",
        f"date: {report['date']}",
        f"date_text: {_scalar(report['date_text'])}",
        f"authors: [{', '.join(report['authors'])}]",
        f"language: {report['language']}",
        f"defang: {json.dumps(report['defang'])}",
        "",
        "body:",
    ]
    for block in report["body"]:
        if isinstance(block, str):
            lines += ["  - >-", _folded(block, 4)]
        elif "heading" in block:
            lines += [f"  - heading: {_scalar(block['heading'])}", f"    level: {block['level']}"]
        else:
            lines.append(f"  - judgement: {_scalar(block['judgement'])}")
            if "text" in block:
                lines += ["    text: >-", _folded(block["text"], 6)]
    lines += ["", "notes:"]
    for key, urls in report["notes"].items():
        lines += [f"  {key}:", *(f"    - {url}" for url in urls)]
    return "\n".join(lines) + "\n"


def as_markdown(report: Report) -> str:
    """Give the same words as Markdown for pandoc, with its footnotes and its metadata block."""
    meta = {"title": report["title"], "author": report["authors"], "date": report["date_text"]}
    head = [f"{key}: {json.dumps(value)}" for key, value in meta.items()]
    paragraphs = ["\n".join(["---", *head, f"lang: {report['language']}", "---"])]
    for block in report["body"]:
        if isinstance(block, str):
            paragraphs.append(block)
        elif "heading" in block:
            paragraphs.append(f"{'#' * block['level']} {block['heading']}")
        else:
            claim, mark = _claim(block["judgement"])
            text = block.get("text", "")
            paragraphs.append(f"**{claim}**{mark} {text}".rstrip())
    for key, urls in report["notes"].items():
        paragraphs.append(f"[^{key}]: {_sources(report, urls, lambda url: f'<{url}>')}")
    return "\n\n".join(paragraphs) + "\n"


def as_html(report: Report) -> str:
    """Give the same words as a page for WeasyPrint, each note a footnote at its reference."""

    def notes_in(text: str) -> str:
        return REFERENCE.sub(lambda found: notes[found[1]], html.escape(text, quote=False))

    notes = {
        key: f'<span class="note">{_sources(report, urls, _anchor, html.escape)}</span>'
        for key, urls in report["notes"].items()
    }
    title = html.escape(report["title"])
    lines = [
        f'<!DOCTYPE html>\n<html lang="{report["language"]}">\n<meta charset="utf-8">',
        f"<title>{title}</title>\n<style>\n{STYLESHEET.read_text('utf-8')}</style>",
        f"<h1>{title}</h1>",
        f"<p>{report['date_text']}</p>\n<p>{', '.join(report['authors'])}</p>",
    ]
    for block in report["body"]:
        if isinstance(block, str):
            lines.append(f"<p>{notes_in(block)}</p>")
        elif "heading" in block:
            level = block["level"] + 1
            lines.append(f"<h{level}>{html.escape(block['heading'])}</h{level}>")
        else:
            claim, mark = _claim(block["judgement"])
            text = block.get("text", "")
            strong = f"<strong>{html.escape(claim, quote=False)}</strong>{notes_in(mark)}"
            lines.append(f"<p>{strong} {notes_in(text)}</p>")
    return "\n".join(lines) + "\n</html>\n"


def write(notes: int, folder: Path) -> Path:
    """Write report.yaml, report.md and report.html with so many notes; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    content = report(notes)
    (folder / "report.yaml").write_text(as_yaml(content), "utf-8")
    (folder / "report.md").write_text(as_markdown(content), "utf-8")
    (folder / "report.html").write_text(as_html(content), "utf-8")
    return folder


def _claim(text: str) -> tuple[str, str]:
    """Split a claim from the note references after it, which are not bold."""
    found = REFERENCE.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _sources(
    report: Report,
    urls: list[str],
    link: Callable[[str], str],
    escape: Callable[[str], str] = str,
) -> str:
    """Give the printed text of a note: its sources joined by "; ", some of them defanged."""
    printed = []
    for url in urls:
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        name, _, domain = host.rpartition(".")
        if domain in report["defang"]["domains"]:
            defanged = f"{scheme}://{name}{report['defang']['style']}{domain}{slash}{path}"
            printed.append(escape(defanged))
        else:
            printed.append(link(url))
    return "; ".join(printed)


def _anchor(url: str) -> str:
    return f'<a href="{html.escape(url)}">{html.escape(url)}</a>'


def _scalar(text: str) -> str:
    """Give text as a plain YAML scalar where that is safe, else in double quotes."""
    plain = text[:1].isalpha() and ": " not in text and " #" not in text
    return text if plain else json.dumps(text, ensure_ascii=False)


def _folded(text: str, indent: int) -> str:
    """Give the lines of a folded YAML scalar, wrapped between words only."""
    margin = " " * indent
    return textwrap.fill(
        text, 100, initial_indent=margin, subsequent_indent=margin,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
