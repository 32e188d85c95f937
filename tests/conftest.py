"""What holds for every test: no network, no words of a library in a finding, and the same
Hypothesis examples on each run in CI."""

from __future__ import annotations

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket

from reportkit.diagnostics import Diagnostic
from tests.diagnostics.phrases import FOREIGN, QUOTING

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

FUZZ_EXAMPLES: Final = int(os.environ.get("REPORTKIT_FUZZ_EXAMPLES", "300"))
"""How many random reports `make fuzz` makes for the fast formats; a PDF for each seventh."""


@pytest.fixture(autouse=True)
def no_network() -> None:
    """No test opens a connection; sockets between processes of this machine are no connection."""
    disable_socket(allow_unix_socket=True)


_concise = Diagnostic.concise


def _in_our_own_words(finding: Diagnostic) -> str:
    """The finding in one line, as it is shown; fails if it is said in the words of a library."""
    if finding.code not in QUOTING:
        found = FOREIGN.search(f"{finding.message} {finding.advice}")
        assert found is None, f"words of a library: {finding.message}"
    return _concise(finding)


Diagnostic.concise = _in_our_own_words  # type: ignore[assignment, method-assign]
