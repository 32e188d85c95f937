"""Random reports for the reader: whatever comes in, a report or findings with places come out.

`python -m tests.safety.fuzz COUNT [SEED]` splices pieces of the fixtures and of the corpus;
`python -m tests.safety.fuzz --guided SECONDS` lets atheris look for new paths, if it is installed.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from reportkit import export
from reportkit.diagnostics import ReportkitError
from tests.safety.corpus import BAD, SOUND

ROOT = Path(__file__).parents[2]
MOST = 4_000
"""Bytes of a seed; what is larger is large for its own sake."""
SLOW = 2.0
"""Seconds that no small input may take."""
TOKENS = [
    *(bytes([sign]) for sign in b"[]{},:-?|>'\"#&*!%@`~^\\\n\t\r</=_."),
    *(
        s.encode()
        for s in (" ", "\n  ", "\n- ", ": ", "[^", "]", "](", "{ref:", "**", "http://", "--- ")
    ),
    *(
        s.encode()
        for s in ("body:", "notes:", "null", "true", "1", "\\u", "\\ud83d\\ude00", "<<: ")
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
    ),
    *(
        "é".encode(),
        "😀".encode(),
        "ש".encode(),
        "e\u0301".encode(),
        b"@a",
        b"|\n",
        b">-\n",
        b"%YAML",
    ),
]


def seeds() -> list[bytes]:
    """Reports to begin with."""
    files = sorted((ROOT / "tests" / "diagnostics" / "fixtures").glob("RK*.*"))
    kept = [path.read_bytes() for path in files if path.suffix != ".expect"]
    kept += [case.data for case in (*BAD, *SOUND)] + [(ROOT / "examples/minimal.yaml").read_bytes()]
    return [data for data in kept if len(data) <= MOST]


class Reader:
    """Reads inputs in a folder of its own, and fails when a promise is broken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.outcomes: Counter[str] = Counter()

    def read(self, data: bytes) -> None:
        """One input; the first byte says whether it is YAML or JSON."""
        suffix = ".json" if data[:1] in (b"{", b'"') and len(data) % 2 else ".yaml"
        path = self._folder / f"report{suffix}"
        path.write_bytes(data)
        start = time.process_time()
        try:
            export.check(path)
            self.outcomes["sound"] += 1
        except ReportkitError as error:
            for finding in error.diagnostics:
                assert finding.span is not None or finding.code == "RK009", finding
                assert finding.full()
            self.outcomes[error.diagnostics[0].code] += 1
        assert time.process_time() - start < SLOW, "slow"


def splice(chance: random.Random, kept: list[bytes]) -> bytes:
    """A seed with some changes: pieces cut, doubled, moved, tokens and pieces of others put in."""
    data = chance.choice(kept)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        to = min(len(data), at + chance.choice((0, 0, 1, 2, 5, 20, 100)))
        other = chance.choice(kept)
        start = chance.randint(0, len(other))
        new = chance.choice(
            (
                b"",
                chance.choice(TOKENS),
                chance.choice(TOKENS) * chance.choice((2, 3, 20)),
                data[at:to] * 2,
                other[start : start + chance.choice((1, 5, 20, 100))],
            )
        )
        data = data[:at] + new + data[to:]
    return data[: 4 * MOST]


SIGNS = (
    "[^n] [^ [^m] ] [ ]( (http://a.org) (javascript:a) <http://a.org> {ref:i} {ref: } * ** *** _ "
    "` `` ^ ^^ ~ ~~ \\ \\\n \n \n\n a b. é 😀 ש \u00a0 \u200b http://b.ru mailto:a@b ) ( & < --- "
    "| @ @w @w, p."
)
PIECES = SIGNS.split(" ")


def marked_up(chance: random.Random) -> bytes:
    """A sound frame around texts that are random markup."""

    def text() -> str:
        pieces = chance.choices([*PIECES, " "], k=chance.choice((1, 2, 5, 20, 80)))
        return chance.choice(("", " ")).join(pieces)

    report = {
        "reportkit": 1,
        "title": text(),
        "date": "2024-01-31",
        "defang": {"domains": ["ru"]},
        "body": [
            text(),
            {"judgement": text(), "text": text()},
            {"heading": text(), "id": "i"},
            {"list": [text(), {"text": text(), "list": [text()]}]},
            {"quote": text(), "attribution": text()},
            {"table": {"header": [text()], "rows": [[text()]]}, "caption": text()},
            {"box": {"title": text(), "body": [text()]}},
        ],
        "notes": {"n": text(), "m": [text(), {"url": "http://a.org", "title": text()}]},
        "sources": {"w": {"title": text()}},
    }
    keys = chance.sample(["title", "body", "notes", "sources"], chance.randint(0, 1))
    return json.dumps({k: v for k, v in report.items() if k not in keys}).encode()


def run(count: int, seed: int) -> Counter[str]:
    """Reads so many random inputs. Fails with the input in the message."""
    chance, kept = random.Random(seed), seeds()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        reader = Reader(Path(name))
        for _ in range(count):
            data = splice(chance, kept) if chance.random() < 0.7 else marked_up(chance)
            try:
                reader.read(data)
            except Exception as error:
                raise AssertionError(f"{type(error).__name__}: {error}: {data!r}") from error
        return reader.outcomes


def guided(seconds: int) -> None:
    """Lets atheris look for inputs that reach new code."""
    import atheris

    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as corpus:
        for n, data in enumerate(seeds()):
            (Path(corpus) / str(n)).write_bytes(data)
        reader = Reader(Path(name))
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", corpus], reader.read)
        atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] == "--guided":
        guided(int(sys.argv[2]))
    else:
        begun = time.monotonic()
        found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
        took = time.monotonic() - begun
        print(
            f"{found.total():,} inputs in {took:,.0f} s without a foreign exception: {dict(found)}"
        )
