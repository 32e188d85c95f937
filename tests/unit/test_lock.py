"""The lock is in step with pyproject.toml, and with package.json of the reading systems."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
READERS = ROOT / "tests" / "readers"
HINT = "run `make lock`"


def locked(purpose: str) -> dict[str, list[str]]:
    """The versions of each package that the lock of a purpose names; some depend on the Python."""
    text = (ROOT / "requirements" / f"{purpose}.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def wanted(*lists: list[str]) -> Iterator[Requirement]:
    return (Requirement(line) for lines in lists for line in lines)


BUILD = [
    line
    for line in (ROOT / "requirements" / "build.in").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
RUN = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], *BUILD]
TEST = [*RUN, *PROJECT["project"]["optional-dependencies"]["dev"]]


@pytest.mark.parametrize(("purpose", "lines"), [("run", RUN), ("test", TEST)])
def test_the_lock_has_what_the_project_asks_for(purpose: str, lines: list[str]) -> None:
    versions = locked(purpose)
    for requirement in wanted(lines):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is not in the lock: {HINT}"
        for version in found:
            assert requirement.specifier.contains(version), f"{requirement}, not {version}: {HINT}"


def test_tests_run_with_what_users_run() -> None:
    tested = locked("test")
    assert {name: tested.get(name) for name in locked("run")} == locked("run")


@pytest.mark.parametrize("purpose", ["run", "test"])
def test_every_file_is_known_by_its_hash_and_by_nothing_of_one_machine(purpose: str) -> None:
    text = (ROOT / "requirements" / f"{purpose}.txt").read_text("utf-8")
    for entry in re.split(r"\n(?=\w)", text)[1:]:
        assert "--hash=sha256:" in entry, entry
    lines = {line for line in text.splitlines() if line and line[0] not in "# "}
    assert [line for line in lines if not re.match(r"[a-z\d][\w.-]*==\S+ (; .+ )?\\$", line)] == []
    assert not re.search(r"://|/home|/opt|/tmp", text)


def test_the_lock_of_the_reading_systems() -> None:
    asked = json.loads((READERS / "package.json").read_text("utf-8"))
    lock: dict[str, Any] = json.loads((READERS / "package-lock.json").read_text("utf-8"))
    packages = lock["packages"]
    assert packages[""]["devDependencies"] == asked["devDependencies"], HINT
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
