"""The HTML that reportkit gives to WeasyPrint, as files: `own_html.py REPORT.yaml FOLDER`.

So the bare script can lay out the very same pages, and the ratio shows what placement, tags,
standards and reading back cost, and what they save.
"""

import sys
from pathlib import Path

from reportkit import export
from reportkit.style import shipped_fonts
from reportkit.writers.pdf.engine import SCHEME
from reportkit.writers.pdf.page_css import style_sheet
from reportkit.writers.pdf.page_html import PdfPage


def write(report: Path, folder: Path) -> Path:
    """Write `own.html` and its fonts into a folder, and give its path."""
    publication = export.check(report).publication
    text = PdfPage(publication).document(style_sheet(publication)).html
    for face in shipped_fonts():
        (folder / face.name).write_bytes(face.data)
    path = folder / "own.html"
    path.write_text(text.replace(SCHEME, ""), "utf-8")
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), Path(sys.argv[2])))
