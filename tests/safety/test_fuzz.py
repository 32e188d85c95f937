"""The reader on random inputs, in a short form; `make fuzz` runs more."""

from __future__ import annotations

from tests.safety.fuzz import run


def test_random_inputs_give_reports_or_findings_with_places() -> None:
    assert run(2_000, seed=7).total() == 2_000
