"""A theme to start from: it explains every token, and looks like the theme it was begun from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportkit.style import find_theme, theme_names
from reportkit.style.new_theme import starting_files
from tests.parity.conftest import reportkit

NOWHERE = Path("/nonexistent")
MINIMAL = Path(__file__).parents[3] / "examples" / "minimal.yaml"
OF_FILES = ("docx_template", "icc", "colours: {accent", "labels")
"""Tokens whose value is only an example."""


def begin(folder: Path, *args: str) -> Path:
    done = reportkit("themes", "new", folder, *args)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(folder / n) for n in ("theme.yaml", "print.css", "epub.css")]
    return folder / "theme.yaml"


@pytest.mark.parametrize("name", theme_names())
def test_it_looks_like_its_parent_with_or_without_its_tokens(name: str, tmp_path: Path) -> None:
    parent = find_theme(name, NOWHERE)
    tokens = starting_files("house", name, parent)["theme.yaml"]
    (tmp_path / "house").mkdir()
    path = tmp_path / "house" / "theme.yaml"
    for text in (tokens, set_all(tokens)):
        path.write_text(text, "utf-8")
        theme = find_theme("house", tmp_path)
        own = {"name": parent.name, "description": parent.description, "labels": {}}
        assert theme.model_copy(update=own) == parent


def set_all(tokens: str) -> str:
    """The text with each token set that is a comment in it."""
    lines = tokens.splitlines()
    tokens = "\n".join(
        line if any(name in line for name in OF_FILES) else re.sub(r"^( *)# (\w+:)", r"\1\2", line)
        for line in lines
    )
    assert len(re.findall("^ *# ", tokens, re.MULTILINE)) == len(OF_FILES)
    return tokens


def test_every_token_is_there_and_explained() -> None:
    theme = find_theme("briefing", NOWHERE)
    lines = starting_files("house", "briefing", theme)["theme.yaml"].split("\n")
    for group, value in theme.model_dump(exclude={"name", "description"}).items():
        start = place(lines, rf"(# )?{group}:")
        for token in value if lines[start] == f"{group}:" else ():
            at = place(lines, rf"  # {token}:", start)
            assert explained(lines, at), f"{group}.{token}"
        assert lines[start] == f"{group}:" or explained(lines, start), group


def place(lines: list[str], pattern: str, start: int = 0) -> int:
    """The first line, from `start` on, that begins with a pattern."""
    return next(n for n in range(start, len(lines)) if re.match(pattern, lines[n]))


def explained(lines: list[str], at: int) -> bool:
    """Whether a meaning stands above the tokens among which a line is."""
    while lines[at].lstrip().startswith("# "):
        at -= 1
    return lines[at].lstrip().startswith("## ")


def test_a_token_that_is_set_in_it_is_used(tmp_path: Path) -> None:
    path = begin(tmp_path / "house", "--from", "report")
    text = path.read_text("utf-8")
    path.write_text(text.replace('# accent: "#17466b"', 'accent: "#123456"'), "utf-8")
    assert find_theme("house", tmp_path).colours.accent == "#123456"
    built = reportkit("build", MINIMAL, "--theme", path.parent, "-o", tmp_path / "out")
    assert (built.returncode, built.stderr) == (0, "")


def test_a_theme_beside_it_can_be_the_parent(tmp_path: Path) -> None:
    house = begin(tmp_path / "house")
    house.write_text("colours: {accent: '#004400'}", "utf-8")
    begin(tmp_path / "child", "--from", "house")
    assert find_theme("child", tmp_path).colours.accent == "#004400"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("plain",), 2, "'plain' is a theme that ships; choose another name"),
        (("house", "--from", "brifing"), 1, "no theme 'brifing' (did you mean 'briefing'?)"),
        (("house.yaml",), 2, "looks like a file"),
        (("there",), 2, "already exists; choose another folder"),
        ((), 2, "Missing argument 'DIR'"),
    ],
)
def test_what_cannot_be_begun(
    args: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "print.css").write_text("p {}", "utf-8")
    done = reportkit("themes", "new", *args)
    assert done.returncode == code
    assert said in done.stderr
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["print.css", "there"]
