"""What tests of several files need and what takes seconds to make: made once in a run.

With pytest-xdist, each process has session fixtures of its own; these are for all processes.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import page as validation
import pytest

T = TypeVar("T")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """What `make` gives for a new folder of that name. The process that asks first makes it.

    The value is kept pickled; the files stay in the folder until the run ends.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # the folder that all processes of a run share
    root = root / "shared"
    root.mkdir(exist_ok=True)
    folder, kept = root / name, root / f"{name}.pickle"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a process that failed
            folder.mkdir()
            value = make(folder)
            kept.write_bytes(pickle.dumps(value))
    result: T = pickle.loads(kept.read_bytes())
    return result


def assert_valid(pdf: Path, *profiles: validation.ValidationProfile) -> None:
    """Page-validation finds nothing in a PDF; by default in neither PDF/UA-1 nor PDF/A-3a."""
    given = profiles or (
        validation.ValidationProfile.PDF_UA_1,
        validation.ValidationProfile.PDF_A_3A,
    )
    # It takes a last byte of data that is a CR for a part of the end of the line; veraPDF does not.
    confusing = b"\r\nendstream" in pdf.read_bytes()
    for profile in given:
        failures = validation.validate_pdf(str(pdf), profile=profile).failures
        assert [f for f in failures if not (confusing and "STREAM-LENGTH" in f.rule_id)] == []
