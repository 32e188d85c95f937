"""What several reports of one run share: each is laid out in a process that begins as a copy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
LAYOUT = """
import sys
from pathlib import Path
from cffi.cparser import Parser
from reportkit.export import check, context_of, prepare
from reportkit.writers import registry

checked = check(Path(sys.argv[1]))
prepare(["pdf"])
parse = Parser.parse_type

def parse_type(parser, name):
    print(name)
    return parse(parser, name)

Parser.parse_type = parse_type
print("begun")
registry.writer("pdf").write(checked.report, context_of(checked))
"""


def test_no_layout_parses_c_types_for_itself() -> None:
    """Each takes cffi 5 ms; after a new version of WeasyPrint this test says which to add."""
    report = EXAMPLES / "every-element" / "report.yaml"
    command = [sys.executable, "-c", LAYOUT, str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["begun", ""]
