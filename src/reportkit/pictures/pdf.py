"""Pages of PDFs as pictures: one page, made inert in a process with limits on time and memory.

Of the file, only what the page draws is read: no script, action, annotation, form field, attached
file, metadata or hidden layer gets through. Whatever the process returns was written anew.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from reportkit.model.document import Image
from reportkit.pictures.page import REFUSED, Answer

_SECONDS: Final = 120
"""The limit from outside; the process limits its own computing time to half of it."""
_EXPORT: Final = "export the figure again as PDF, or as SVG or PNG"


class PageError(ValueError):
    """A PDF that cannot be a picture: why, and what to do."""

    def __init__(self, reason: str, hint: str = _EXPORT) -> None:
        super().__init__(reason)
        self.hint = hint


def is_pdf(data: bytes) -> bool:
    """Whether a file means to be a PDF."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-")


def image(data: bytes, name: str, fonts: Path) -> tuple[Image, str]:
    """The only page of a PDF as a picture, and a text that is empty if its paths stay paths in a
    PDF; else it says what the page has that makes it pixels. `fonts` is the folder of the fonts
    that ship, which replace those that the file does not contain. Raises PageError if it cannot be
    used."""
    answer = _run(data, fonts)
    size = max(1, round(answer.width * 96 / 72)), max(1, round(answer.height * 96 / 72))
    made = Image("image/png", *size, answer.pixels, name, original=answer.inert, page=answer.page)
    return made, answer.reason


def _run(data: bytes, fonts: Path) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "in.pdf").write_bytes(data)
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "reportkit.pictures.page", folder, str(fonts)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PageError("its page is too complex to be drawn") from None
        said = done.stderr.decode("utf-8", "replace").rstrip().rpartition("\n")[2]
        if done.returncode == 0 and (work / "out").exists():
            return msgspec.msgpack.decode((work / "out").read_bytes(), type=Answer)
    if done.returncode == REFUSED:
        reason, _, hint = said.partition("; ")
        raise PageError(reason, hint or _EXPORT)
    if said.startswith(("ModuleNotFoundError", "ImportError", "OSError")):
        why = said.partition(": ")[2][:200]
        named = "pypdf" if "'pypdf'" in why else "pypdfium2"
        reason = f"no page of a PDF can be drawn on this machine ({why})"
        raise PageError(reason, f"run: pip install {named}")
    if said.startswith(("MemoryError", "RecursionError")) or done.returncode < 0:
        raise PageError("its page is too complex to be drawn")
    raise PageError("the PDF is damaged or incomplete")
