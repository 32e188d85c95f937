"""Random reports in the canonical schema, always valid: no findings, not even warnings.

`reports()` gives plain data (dicts, lists, strings, numbers, truth values); `to_yaml` and
`to_json` write it as a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

T = TypeVar("T")
Data = dict[str, Any]

MARKUP = "\\`*[]^~{}"
UNSEEN = (
    "\u00ad\u034f\u061c\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f\ufeff\U000e0061\U000e0100"
)
"""Characters that are not seen, and not paired: joiners, selectors, signs of direction."""
CHARACTERS: SearchStrategy[str] = st.characters(
    categories=("L", "M", "N", "P", "S"), exclude_characters=MARKUP + "@"
) | st.sampled_from(UNSEEN)
"""Any letter, digit or sign of Unicode that is no markup. `@` begins a source by name."""
LATIN: SearchStrategy[str] = st.sampled_from(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äéßñø.,:;!?()&<>\"'“”’–—%§_#-+=/"
)
"""Signs that any text font has."""
WRITTEN: SearchStrategy[str] = (
    LATIN
    | st.sampled_from(UNSEEN)
    | st.sampled_from("µμΩΩÅ\u0301\u2010\u2011\u00a0КМоса")
    | st.sampled_from("ابتجدرسعفكکقلملنهہویيىئأإآةء٠١٢۰۱۲،؛؟َُِّْـשלוםא")
)
"""Signs that the shipped fonts have, with those that share a shape, that are not seen, and that run
to the left."""

_HOSTS = (
    "https://example.org",
    "http://www.example.com:8080",
    "https://www.mid.ru",
    "http://catalog.by",
)
_STYLES = (" dot ", "[.]", "·")
_NAMES = ("a", "a1", "sochi.2", "gas-price", "ключ", "n:7", "_x", "été")
_LANGUAGES = ("en", "en-US", "de", "fr", "es", "ru", "uk")
_TARGET = re.compile(r"\{ref:(\d+)\}")


@st.composite
def reports(
    draw: DrawFn, image: str | None = None, characters: SearchStrategy[str] = CHARACTERS
) -> Data:
    """A report. `image` names a picture beside it; without one there are no figures."""
    return _Author(draw, image, characters).report()


def to_yaml(report: Data) -> str:
    """The report as YAML; texts of several paragraphs are literal blocks, as people write them."""
    return yaml.dump(report, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def to_json(report: Data) -> str:
    """The report as JSON."""
    return json.dumps(report, indent=1)


class _Dumper(yaml.SafeDumper):
    pass


def _represent(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent)


@dataclass
class _Author:
    """Writes one report, and keeps account of what it refers to."""

    draw: DrawFn
    image: str | None
    characters: SearchStrategy[str]
    ids: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    works: dict[str, None] = field(default_factory=dict)
    by_section: bool = False
    section: int = 0
    level: int = 0

    def report(self) -> Data:
        placement = self.draw(st.sampled_from(("page", "end")))
        self.by_section = self.draw(st.booleans())
        body = self.blocks(depth=0, most=8)
        notes = {key: self.note() for key in self.shuffled(self.notes)}
        report: Data = {
            "reportkit": 1,
            "title": self.plain(),
            "date": self.draw(st.dates(date(1990, 1, 1), date(2090, 1, 1))).isoformat(),
            **self.meta(),
            "note_options": {
                "placement": placement,
                "numbering": "section" if self.by_section else "continuous",
            },
            "defang": {"domains": ["ru", "by"], "style": self.draw(st.sampled_from(_STYLES))},
            "contents": self.draw(st.booleans()),
            "judgement_summary": self.draw(st.booleans()),
            "body": body,
            "notes": notes,
            "sources": {key: self.work() for key in self.works},
        }
        return report | {part: _with_targets(report[part], self.ids) for part in ("body", "notes")}

    def meta(self) -> Data:
        name = self.words
        marking = st.sampled_from(({"tlp": "GREEN"}, {"tlp": "AMBER+STRICT"}, {"banner": "Draft"}))
        return self.some(
            subtitle=self.plain,
            deck=self.plain,
            language=lambda: self.draw(st.sampled_from(_LANGUAGES)),
            authors=lambda: [name(), {"name": name(), **self.some(role=name, bio=self.plain)}],
            publisher=lambda: {"name": name(), **self.some(place=name, url=self.url)},
            series=lambda: {"name": name(), "number": 7},
            identifiers=lambda: {"report_number": name()},
            rights=lambda: {"copyright": self.plain(), **self.some(disclaimer=self.plain)},
            marking=lambda: self.draw(marking),
            keywords=lambda: [name(), name()],
            summary=lambda: self.paragraphs(self.plain),
            cover=lambda: self.draw(st.booleans()),
            **self.matter(),
        )

    def matter(self) -> dict[str, Callable[[], Any]]:
        """What is printed before and after the text."""
        texts = ("acknowledgements", "funding", "about_publisher")
        return {
            **{key: lambda: self.paragraphs(self.plain) for key in texts},
            "status": lambda: self.draw(st.sampled_from(("draft", "final"))),
            "version": self.words,
            "cutoff": lambda: self.draw(st.sampled_from(("2024-02", "2024-02-29T10:30"))),
            "embargo": lambda: {"until": "2024-03-01", "text": self.plain()},
            "about_authors": lambda: self.draw(st.sampled_from((True, "end"))),
            "suggested_citation": lambda: self.draw(st.just("auto") | st.just(self.plain())),
            "contacts": lambda: [self.plain(), {"name": self.words(), "email": "a@example.org"}],
            "versions": lambda: [{"number": self.words(), "date": "2024-01"}],
            "acronyms": lambda: {self.word(): self.words(), self.word(): self.words()},
        }

    # --- blocks ---------------------------------------------------------------------------------

    def blocks(self, depth: int, most: int) -> list[Any]:
        kinds: list[Callable[[], Any]] = [
            lambda: self.paragraphs(self.text),
            lambda: {"judgement": self.text(), **self.some(text=self.support)},
            lambda: self.heading(depth),
            lambda: self.listing(depth=1),
            lambda: {
                self.draw(st.sampled_from(("quote", "pull_quote"))): self.paragraphs(self.text),
                **self.some(attribution=self.text),
            },
            lambda: {"code": self.code(), **self.some(language=lambda: "c++")},
            lambda: {
                "definitions": [
                    {"term": self.text(), "text": self.paragraphs(self.text)}
                    for _ in range(self.draw(st.integers(1, 3)))
                ]
            },
            self.table,
            self.equation,
            lambda: self.draw(st.sampled_from(({"rule": True}, {"page_break": True}))),
            lambda: {"signoff": self.text()},
        ]
        if depth < 2:
            kinds.append(lambda: {"box": self.box(depth + 1)})
        if self.image is not None:
            kinds += [self.figure, self.figures]
        return [self.one_of(kinds)() for _ in range(self.draw(st.integers(1, most)))]

    def support(self) -> str:
        return self.paragraphs(self.text)

    def heading(self, depth: int) -> Data:
        self.level = self.draw(st.integers(1, min(self.level + 1, 6)))
        if self.level == 1 and depth == 0 and self.by_section:
            self.section += 1
        return {"heading": self.text(), "level": self.level, **self.some(id=self.new_id)}

    def listing(self, depth: int, text: Callable[[], str] | None = None) -> Data:
        items: list[Any] = []
        for _ in range(self.draw(st.integers(1, 3))):
            item = self.paragraphs(text or self.text)
            nest = depth < 3 and self.draw(st.integers(0, 3)) == 3
            items.append({"text": item, **self.listing(depth + 1, text)} if nest else item)
        return {"list": items, "ordered": self.draw(st.booleans())}

    def table(self) -> Data:
        columns = self.draw(st.integers(1, 4))
        keys = self.draw(st.sampled_from(((), (), ("a",), ("a", "n:7"))))
        text = self.with_notes_of_the_table(keys) if keys else self.text
        heads = self.draw(st.sampled_from((1, 1, 1, 2)))
        header = self.rows_of_cells(heads, columns, text)
        rows = self.rows_of_cells(self.draw(st.integers(1, 3)), columns, text, empty=True)
        align = st.sampled_from(("left", "right", "center", "decimal"))
        grid = {
            "header": header if heads > 1 else header[0],
            "rows": rows,
            "row_headers": self.draw(st.booleans()),
            "total": self.draw(st.booleans()),
            **self.some(align=lambda: [self.draw(align) for _ in range(columns)]),
        }
        # The notes in the order of the file, which is not that of their letters.
        notes = {key: self.paragraphs(self.note_text) for key in self.shuffled(dict.fromkeys(keys))}
        return {
            "table": grid,
            "caption": self.text() + "".join(f"[^t:{key}]" for key in keys),
            **({"notes": notes} if notes else {}),
            **self.some(source=self.text, id=self.new_id),
        }

    def with_notes_of_the_table(self, keys: tuple[str, ...]) -> Callable[[], str]:
        def text() -> str:
            key = self.draw(st.sampled_from(("", *keys)))
            return self.text() + (f"[^t:{key}]" if key else "")

        return text

    def rows_of_cells(
        self, count: int, columns: int, text: Callable[[], str], empty: bool = False
    ) -> list[list[Any]]:
        """Rows that fill so many columns, with cells that span some."""
        taken: set[tuple[int, int]] = set()
        rows: list[list[Any]] = []
        for row in range(count):
            rows.append([])
            for column in range(columns):
                if (row, column) in taken:
                    continue
                free = column + 1 < columns and (row, column + 1) not in taken
                wide = 2 if free and not self.draw(st.integers(0, 5)) else 1
                # The last column is in each row, so that none is empty.
                last = column + wide == columns
                high = 2 if row + 1 < count and not last and not self.draw(st.integers(0, 5)) else 1
                taken |= {
                    (r, c) for r in (row, row + high - 1) for c in (column, column + wide - 1)
                }
                rows[-1].append(self.cell(wide, high, text, empty))
        return rows

    def cell(self, wide: int, high: int, text: Callable[[], str], empty: bool) -> Any:
        """A cell: a text, which may be empty or of several paragraphs, or one that has a list, or
        spans columns or rows."""
        said = "" if empty and not self.draw(st.integers(0, 4)) else self.paragraphs(text)
        listed = self.listing(2, text) if not self.draw(st.integers(0, 5)) else {}
        spans = {name: n for name, n in (("columns", wide), ("rows", high)) if n > 1}
        return {"text": said, **listed, **spans} if listed or spans else said

    def figure(self) -> Data:
        picture = {"src": self.image, "alt": self.words()} | self.some(long_alt=self.words)
        return {
            "figure": picture,
            **self.some(caption=self.text, credit=self.text, id=self.new_id),
        }

    def figures(self) -> Data:
        width = st.sampled_from(("20%", "50%", "64.5%", "100%", "30mm", "300mm"))
        count = self.draw(st.integers(2, 5))
        pictures = [
            {"src": self.image, "alt": self.draw(st.sampled_from(("", self.words())))}
            | self.some(
                long_alt=self.words,
                caption=self.text,
                credit=self.text,
                id=self.new_id,
                width=lambda: self.draw(width),
            )
            for _ in range(count)
        ]
        given = self.some(caption=self.text, credit=self.text, source=self.text, id=self.new_id)
        return {"figures": pictures, **given}

    def code(self) -> str:
        """Lines with spaces and signs of markup; the first and the last one are not empty."""
        spaces = st.sampled_from(("", " ", "  ", "\t"))
        forms = ("{0}", "{1}{0}", "{0}  {2}[^no] [1] *{0}*", "", "{1}\\{{ref:x}} ``` `{0}`")
        lines = [
            self.draw(st.sampled_from(forms)).format(self.words(), self.draw(spaces), self.word())
            for _ in range(self.draw(st.integers(0, 3)))
        ]
        return "\n".join([self.word(), *lines, self.word()])

    def equation(self) -> Data:
        latex = st.sampled_from(
            (
                "E = mc^2",
                r"\sum_{i=1}^{n} \frac{x_i}{2} < \left| y \right|",
                r"\begin{aligned} a &= \sqrt[3]{b} \\ &= \hat{c} \end{aligned}",
                r"\lim_{x \to 0} \int_0^x f(t)\,dt \text{ \& } \overline{z}",
            )
        )
        given = self.some(alt=self.words, caption=self.text, id=self.new_id)
        return {"equation": self.draw(latex), **given}

    def box(self, depth: int) -> Data:
        return {
            **self.some(title=self.text, kind=self.kind_of_box),
            "body": self.blocks(depth, most=3),
        }

    def kind_of_box(self) -> str:
        return self.draw(st.sampled_from(("note", "warning", "definition", "method")))

    # --- notes and sources ----------------------------------------------------------------------

    def note(self) -> Any:
        def item() -> Any:
            return self.one_of([self.url, self.cited, self.words, self.source])()

        def items() -> list[Any]:
            return [item() for _ in range(self.draw(st.integers(1, 3)))]

        def text() -> str:
            return self.paragraphs(self.note_text)

        forms: list[Callable[[], Any]] = [
            text,
            items,
            lambda: {"text": text(), "sources": items()},
            lambda: {"body": self.note_blocks(), **self.some(sources=items)},
        ]
        return self.one_of(forms)()

    def note_blocks(self) -> list[Any]:
        def text() -> str:
            return self.paragraphs(self.note_text)

        def quote() -> Data:
            return {"quote": text(), **self.some(attribution=self.note_text)}

        forms: list[Callable[[], Any]] = [text, lambda: self.listing(1, self.note_text), quote]
        return [self.one_of(forms)() for _ in range(self.draw(st.integers(1, 3)))]

    def note_text(self) -> str:
        return f"{self.text(notes=False)} {self.url()} {self.words()}"

    def cited(self) -> str:
        key = self.draw(st.sampled_from(_NAMES))
        self.works[key] = None
        return self.draw(st.sampled_from((f"@{key}", f"@{key}, p. 4")))

    def source(self) -> Data:
        return {"url": self.url()} | self.some(
            defang=lambda: self.draw(st.booleans()), title=self.words, accessed=lambda: "2020-11-29"
        )

    def work(self) -> Data:
        return {"title": self.words()} | self.some(
            author=self.words,
            published=lambda: self.draw(st.sampled_from(("1998", "2020-02-29", 2001))),
            url=self.url,
            archive_url=self.url,
        )

    # --- texts ----------------------------------------------------------------------------------

    def paragraphs(self, text: Callable[[], str]) -> str:
        return "\n\n".join(text() for _ in range(self.draw(st.sampled_from((1, 1, 1, 2)))))

    def text(self, notes: bool = True) -> str:
        """Words, marked up or not, some of them with note references at their ends."""
        text = ""
        for _ in range(self.draw(st.integers(1, 3))):
            mark = self.references if notes else lambda: ""
            form = self.draw(st.sampled_from(_FORMS))
            text += self.draw(st.sampled_from((" ", " ", " ", ""))) if text else ""
            text += self.filled(form, self.words() + mark()) + mark()
        return text

    def filled(self, form: str, words: str) -> str:
        """The form with words in its place, and with a word, a URL, a target where it has them."""
        makers: dict[str, Callable[[], Any]] = {
            "w": self.word,
            "url": self.url,
            "target": lambda: self.draw(st.integers(0, 99)),
        }
        values = {key: make() for key, make in makers.items() if f"{{{key}}}" in form}
        return form.format(words, **values)

    def references(self) -> str:
        names = st.sampled_from(_NAMES)
        count = self.draw(st.sampled_from((0, 0, 0, 1, 1, 2)))
        keys = [self.draw(names) + f"-{self.section}" * self.by_section for _ in range(count)]
        self.notes |= dict.fromkeys(keys)
        return "".join(f"[^{key}]" for key in keys)

    def plain(self) -> str:
        form = self.draw(st.sampled_from(("{0}", "{0}", "*{0}* {w}", "**{0}** {w}", "{0} ^{w}^")))
        return self.filled(form, self.words())

    def words(self) -> str:
        if not self.draw(st.integers(0, 5)):
            return self.draw(st.sampled_from(_HARD_WORDS))
        letters = self.draw(st.text(self.characters, min_size=1, max_size=24))
        size = self.draw(st.integers(1, 9))
        space = "\u00a0" if size == 5 else " "
        return space.join(letters[at : at + size] for at in range(0, len(letters), size))

    def word(self) -> str:
        return self.draw(st.text(self.characters, min_size=1, max_size=8))

    def url(self) -> str:
        path = self.draw(st.text("abcxyz0123/_-=?&%.~", max_size=12))
        return f"{self.draw(st.sampled_from(_HOSTS))}/{path}z"

    def new_id(self) -> str:
        self.ids.append(f"id-{len(self.ids)}")
        return self.ids[-1]

    # --- choice ---------------------------------------------------------------------------------

    def one_of(self, choices: list[T]) -> T:
        return choices[self.draw(st.integers(0, len(choices) - 1))]

    def shuffled(self, names: dict[str, None]) -> list[str]:
        return self.draw(st.permutations(list(names)))

    def some(self, **values: Callable[[], Any]) -> Data:
        """Some of the keys, made in the order given."""
        chosen = self.draw(st.integers(0, 2 ** len(values) - 1))
        makers = enumerate(values.items())
        return {key: make() for at, (key, make) in makers if chosen >> at & 1}


_HARD_WORDS = (
    *(",", ", a", ";", "-", "#", "=", "1.", "1", "| a", "-" * 20),
    *(r"\[1\]", r"\[1\] a", r"\\\[1\]", r"a\\", r"\\"),
)
"""Words that look like what a format prints of its own."""
_FORMS = (
    "{0}",
    "{0}",
    "{0}",
    "*{0}*",
    "**{0}**",
    "***{0}*** {w}",
    "[{0}]({url})",
    "{0} ^{w}^ ~{w}~",
    "`{w}` {0}",
    "{0}\\\n{w}",
    "{{ref:{target}}} {0}",
    "\u2067{0}\u2069 {w}",
    "\u202b{0}\u202c",
)


def _with_targets(data: Any, ids: list[str]) -> Any:
    """The same data, with each cross reference turned to one of the ids that there are."""

    def target(found: re.Match[str]) -> str:
        return f"{{ref:{ids[int(found[1]) % len(ids)]}}}" if ids else "there"

    match data:
        case str():
            return _TARGET.sub(target, data)
        case list():
            return [_with_targets(item, ids) for item in data]
        case dict():
            return {key: _with_targets(value, ids) for key, value in data.items()}
    return data


LOOKS_LIKE_MARKUP = frozenset(
    {*(f"RK{code}" for code in range(116, 130)), "RK168", "RK210", "RK211", "RK305"}
)
"""Warnings that a random text may give: it looks like the markup of another tool, or has quotation
marks of two kinds, and is printed as it stands."""
