"""Reports made for a question: where notes stand, how long they are, how many there are."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
LINE = "The ministry of transport opened the eastern quay to feeder services in spring."
"""A sentence of about a line."""


def write(
    path: Path, body: Sequence[Any], notes: Mapping[str, Any], placement: str = "page", **keys: Any
) -> Path:
    """Writes a report file of the given blocks and notes; gives its path."""
    report = {
        "reportkit": 1,
        "title": "Quays of the East",
        "date": "2024-05-14",
        "language": "en",
        "note_options": {"placement": placement},
        "body": list(body),
        "notes": dict(notes),
        **keys,
    }
    path.write_text(json.dumps(report), "utf-8")
    return path


def notes(count: int) -> dict[str, str]:
    """Notes of a line each, called 1, 2 and so on."""
    return {str(n): f"Note {n}, see https://example.org/quays/{n}" for n in range(1, count + 1)}


def referring(first: int, last: int) -> str:
    """A line of text for each note from the first to the last, each with its reference."""
    return " ".join(f"{LINE}[^{n}]" for n in range(first, last + 1))


def generated(count: int, folder: Path) -> Path:
    """The report of the benchmarks with so many notes, in the style of the sample."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import generate
    finally:
        sys.path.remove(str(BENCHMARKS))
    path = folder / "report.yaml"
    path.write_text(generate.as_yaml(generate.report(count)), "utf-8")
    return path
