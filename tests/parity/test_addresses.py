"""No line end divides an IP address in code, in running text or in a narrow column."""

from __future__ import annotations

import html
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reportkit import export
from reportkit.model.addresses import address_parts

ADDRESSES = (
    "10.0.0.1",
    "192.168.100.254:8080",
    "203.0.113.0/24",
    "192[.]168[.]100[.]254",
    "203[.]0[.]113[.]7:443",
    "10(.)20(.)30(.)40",
    "198[dot]51[dot]100[dot]23",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348",
    "2001:db8::/32",
    "[2001:db8::1]:443",
    "fe80::1ff:fe23:4567:890a%eth0",
    "2001[:]db8[:]cafe[:]1[:][:]17",
    "::ffff:192.0.2.128",
    "198.51.100.23[:]8443",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("addresses")
    count = len(ADDRESSES)
    body: list[Any] = []
    for number, address in enumerate(ADDRESSES):
        other = ADDRESSES[number - 3]
        before = "The attacker used " + "one more host " * (number % 5) + "and " * (number % 3)
        body.append(f"{before}(`{address}`), `curl {other}`; then `{ADDRESSES[number - 7]}`.")
    cells = [[f"Host `{ADDRESSES[(5 * row + c) % count]}`." for c in range(5)] for row in range(3)]
    body.append({"table": {"header": ["A", "B", "C", "D", "E"], "rows": cells}})
    long = "A cell that takes nearly all of the width of the table, because it goes on and on " * 2
    body.append({"table": {"header": ["A", "B"], "rows": [[long, f"`{a}`"] for a in ADDRESSES]}})
    values = {"reportkit": 1, "title": "T", "date": "2024-01-31", "body": body}
    path = folder / "report.json"
    path.write_text(json.dumps(values), "utf-8")
    export.build(export.check(path), ("pdf", "docx", "epub"), folder)
    return folder


def shown(pdf: Path) -> list[str]:
    """The words of a PDF, none of which is on two lines."""
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [html.unescape(word) for word in re.findall(r"<word[^>]*>(.*?)</word>", text)]


def check(words: list[str]) -> None:
    for address in ADDRESSES:
        assert sum(word.count(address) for word in words) >= 5, address


def test_a_page_keeps_addresses_whole_and_bare(built: Path) -> None:
    check(shown(built / "report.pdf"))


def test_a_document_keeps_addresses_whole_and_bare(built: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(built / "report.docx")], check=True, capture_output=True)
    check(shown(tmp_path / "report.pdf"))


def test_a_book_keeps_addresses_whole_and_bare(built: Path) -> None:
    with zipfile.ZipFile(built / "report.epub") as archive:
        text = archive.read("EPUB/text1.xhtml").decode()
        assert ".address { white-space: nowrap; }" in archive.read("EPUB/style.css").decode()
    for address in ADDRESSES:
        assert text.count(f'<span class="address">{address}</span>') >= 5, address


def test_code_in_a_table_has_the_size_of_its_cell(built: Path) -> None:
    with zipfile.ZipFile(built / "report.docx") as archive:
        text = archive.read("word/document.xml").decode()
    sizes = set(re.findall(r'<w:rStyle w:val="Code"/><w:noProof/><w:sz w:val="(\d+)"/>', text))
    assert sizes and max(map(int, sizes)) < 18


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_found_in_a_command(address: str) -> None:
    assert list(address_parts(f"curl {address} -o x")) == [
        ("curl ", False),
        (address, True),
        (" -o x", False),
    ]


@pytest.mark.parametrize("text", ["v1.2.3.4", "12:30", "std::vector", "1.2.3", "a.b.c.d", "x::y"])
def test_other_code_is_no_address(text: str) -> None:
    assert list(address_parts(text)) == [(text, False)]


@pytest.mark.parametrize("evil", [":" * 9000, "0[.]" * 3000, "[::" * 4000, "a:" * 5000])
def test_endless_signs_take_no_time(evil: str) -> None:
    assert "".join(part for part, _ in address_parts(evil)) == evil
