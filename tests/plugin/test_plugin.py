"""A writer of somebody else, found by its entry point like our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal.yaml"
MODULE = '''
from reportkit.model.walk import printed_text
from reportkit.writers.base import WriterOutput


class ShoutWriter:
    """The title, loud."""

    name = "shout"
    suffix = ".shout"
    paged = False

    def write(self, report, context):
        return WriterOutput((printed_text(report.meta.title).upper() + "!\\n").encode())


def read_murmur(path):
    from msgspec.structs import replace
    from reportkit.proof.text import read

    text = read(path)
    return replace(text, body=text.body.replace("murmur: ", ""))


def read_whisper(path):
    return read_murmur(path)


read_whisper.suffix = ".hush"
'''


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the package as pip leaves it, to be put on the path."""
    folder = tmp_path / "site"
    metadata = folder / "reportkit_shout-1.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / "reportkit_shout.py").write_text(MODULE, "utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: reportkit-shout\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(
        "[reportkit.writers]\nshout = reportkit_shout:ShoutWriter\n"
        "text = reportkit_shout:ShoutWriter\n"  # which is ours, and stays so
        "[reportkit.verifiers]\nmurmur = reportkit_shout:read_murmur\n"
        "whisper = reportkit_shout:read_whisper\n"
    )
    return folder


def reportkit(site: Path, *arguments: str | Path) -> str:
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "reportkit", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_writer_of_somebody_else(installed: Path, tmp_path: Path) -> None:
    assert "shout" in reportkit(installed, "writers").split()
    reportkit(installed, "build", MINIMAL, "-t", "shout,text", "-o", tmp_path / "build")
    shouted = (tmp_path / "build" / "minimal.shout").read_text("utf-8")
    assert shouted == "FERRY TRAFFIC IN THE GULF OF FINLAND!\n"
    manifest = json.loads((tmp_path / "build" / "minimal.manifest.json").read_text("utf-8"))
    assert not manifest["files"]["shout"]["verified"]  # it came without a reader
    assert manifest["files"]["text"]["verified"]


@pytest.mark.parametrize("suffix", [".murmur", ".hush"])
def test_a_verifier_of_somebody_else_that_has_no_writer(
    suffix: str, installed: Path, tmp_path: Path
) -> None:
    """Its suffix is its name, or what it says itself."""
    reportkit(installed, "build", MINIMAL, "-t", "text", "-o", tmp_path)
    text = (tmp_path / "minimal.txt").read_text("utf-8")
    path = tmp_path / f"minimal{suffix}"
    path.write_text(text.replace("Ferry", "murmur: Ferry", 1), "utf-8")
    assert "notes equal" in reportkit(installed, "verify", MINIMAL, path)
    path.write_text(text.replace("Ferry", "Fairy", 1), "utf-8")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        reportkit(installed, "verify", MINIMAL, path)
    assert failed.value.returncode == 4
    assert "the title: expected Ferry" in failed.value.stderr
