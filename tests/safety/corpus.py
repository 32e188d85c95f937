"""Reports of which each has one fault, with the finding that must name it, and odd sound ones.

A fault stands in a report that is sound without it; `place` is where a user must look. What is
large, or cannot stand in a text file, is made here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.safety.pictures import claimed, picture
from tests.unit.pictures.pdfs import pdf

HEAD = "reportkit: 1\ntitle: T\ndate: 2024-01-31\n"
"""Three lines; what follows begins in line 4."""
TAIL = "body: [Text.]\n"


@dataclass(frozen=True)
class Case:
    """An input, and what must come of it."""

    name: str
    data: bytes
    finding: str = ""
    """`line:column code` of the first finding; empty for a sound report."""
    suffix: str = ".yaml"
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files beside the report."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links beside the report, and where they lead."""


BAD: list[Case] = []
SOUND: list[Case] = []


def bad(finding: str, name: str, text: str | bytes, suffix: str = ".yaml") -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    BAD.append(Case(name, data, finding, suffix))


def sound(
    name: str, text: str | bytes, suffix: str = ".yaml", files: Mapping[str, bytes] | None = None
) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    SOUND.append(Case(name, data, "", suffix, files or {}))


def body(finding: str, name: str, block: str) -> None:
    """A report whose block, from line 5 on, has the fault."""
    bad(finding, name, f"{HEAD}body:\n{block}\n")


def text(finding: str, name: str, markup: str) -> None:
    """A report whose paragraph, in line 5 from column 4 on, has the fault."""
    body(finding, name, f"- '{markup}'")


def note(finding: str, name: str, written: str) -> None:
    """A report whose note, from line 6 on, has the fault."""
    bad(finding, name, f"{HEAD}body: ['a[^n]']\nnotes:\n  n: {written}\n")


def figure(finding: str, name: str, src: str, files: Mapping[str, bytes] | None = None) -> None:
    """A report whose figure, in line 5, has the fault."""
    data = f"{HEAD}body:\n- figure: {{src: '{src}', alt: a}}\n".encode()
    BAD.append(Case(name, data, finding, ".yaml", files or {}))


def data_of(**values: object) -> str:
    """A report of plain values as JSON."""
    return json.dumps({"reportkit": 1, "title": "T", "date": "2024-01-31", "body": ["x"], **values})


# --- the file itself ----------------------------------------------------------------------------

bad("1:1 RK101", "empty", "")
bad("1:1 RK101", "only a comment", "# nothing\n")
bad("1:1 RK101", "only white space", " \n\n")
bad("1:1 RK101", "empty JSON", "", ".json")
bad("1:1 RK101", "only a byte order mark", b"\xef\xbb\xbf")
bad("2:9 RK002", "Latin-1", "reportkit: 1\ntitle: Köln\n".encode("latin-1"))
bad("4:2 RK002", "overlong UTF-8", HEAD.encode() + b"a\xc0\xaf")
bad("4:2 RK002", "surrogate in UTF-8", HEAD.encode() + b"a\xed\xa0\x80")
bad("4:2 RK002", "cut-off UTF-8", HEAD.encode() + b"a\xe2\x82")
bad("4:1 RK002", "beyond Unicode", HEAD.encode() + b"\xf4\x90\x80\x80")
bad("1:1 RK002", "UTF-16 without a mark", (HEAD + TAIL).encode("utf-16-le"))
bad("1:1 RK002", "UTF-16 BE without a mark", (HEAD + TAIL).encode("utf-16-be"))
bad("1:1 RK002", "UTF-32", (HEAD + TAIL).encode("utf-32"))
bad("5:1 RK002", "UTF-16 cut in a letter", (HEAD + TAIL).encode("utf-16") + b"x")
bad("1:3 RK002", "lone surrogate in UTF-16", b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8")
bad("1:1 RK002", "gzip", zlib.compress(b"x" * 99, wbits=31))
bad("1:2 RK002", "a picture in place of a report", b"P\x89NG")
bad("2:9 RK007", "NUL", HEAD.replace(" T", " T\0") + TAIL)
for sign in "\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x9f\ufffe\uffff":
    bad("2:9 RK007", f"character U+{ord(sign):04X}", HEAD.replace(" T", f" T{sign}") + TAIL)
    if sign not in "\x7f\x80\x9f":
        bad("1:29 RK007", f"JSON escape U+{ord(sign):04X}", data_of(title=f"T{sign}"), ".json")
        quoted = f'title: "T\\u{ord(sign):04x}"'
        bad("2:10 RK007", f"YAML escape U+{ord(sign):04X}", HEAD.replace("title: T", quoted) + TAIL)
bad("2:10 RK007", "lone high surrogate", HEAD.replace(" T", ' "T\\ud83d"') + TAIL)
bad("2:10 RK007", "lone low surrogate", HEAD.replace(" T", ' "T\\ude00"') + TAIL)
bad("1:29 RK007", "lone high surrogate in JSON", data_of(title="T\ud83d"), ".json")
bad("1:29 RK007", "lone low surrogate in JSON", data_of(title="T\ude00"), ".json")
bad("1:29 RK007", "pair the wrong way round", data_of(title="T\ude00\ud83d"), ".json")
bad("2:21 RK007", "pair and a bell", HEAD.replace(" T", ' "\\ud83d\\ude00\\a"') + TAIL)
bad("2:21 RK007", "pair and a lone one", HEAD.replace(" T", ' "\\ud83d\\ude00\\ud83d"') + TAIL)

# --- YAML ---------------------------------------------------------------------------------------

for opening in ("[", "{a: ", "- "):
    bad(f"1:{50 * len(opening) + 1} RK006", f"30,000 {opening}", opening * 30_000)
bad("1:3 RK022", "30,000 keys in each other", "? " * 30_000)
bad("51:51 RK006", "deep by indentation", "".join(" " * n + "a:\n" for n in range(60)))
bad("1:1 RK022", "a list as a key", "[a, b]: c\n")
bad("1:1 RK022", "a mapping as a key", "{a: b}: c\n")
bad("4:1 RK021", "a second document", HEAD + "---\na: b\n")
bad("4:7 RK017", "unclosed list", HEAD + "body: [Text.\n")
bad("4:7 RK017", "unclosed mapping", HEAD + "body: {a: b\n")
bad("4:7 RK012", "unclosed quote", HEAD + "body: 'Text.\n")
bad("5:1 RK014", "a tab as indentation", HEAD + "body:\n\t- Text.\n")
bad("2:9 RK010", "a colon in the text", HEAD.replace("title: T", "title: T: U") + TAIL)
bad("4:3 RK018", "indentation out of nothing", HEAD + "  body: [Text.]\n")
bad("4:7 RK013", "a reserved sign", HEAD + "body: @a\n")
bad("4:7 RK013", "a back quote", HEAD + "body: `a`\n")
bad("4:7 RK013", "a percent sign", HEAD + "body: %a\n")
bad("2:9 RK020", "a wrong escape", HEAD.replace(" T", ' "\\q"') + TAIL)
bad("2:9 RK020", "a cut-off escape", HEAD.replace(" T", ' "\\u12"') + TAIL)
bad("2:9 RK020", "an escape beyond Unicode", HEAD.replace(" T", ' "\\U00110000"') + TAIL)
bad("1:1 RK003", "an unknown directive version", "%YAML 3.0\n---\n" + HEAD + TAIL)
bad("2:1 RK003", "two YAML directives", "%YAML 1.1\n%YAML 1.1\n---\n" + HEAD + TAIL)
bad("4:7 RK013", "an undefined tag handle", HEAD + "body: !x!y [Text.]\n")
bad("4:7 RK005", "a tag", HEAD + "body: !!seq [Text.]\n")
bad("4:7 RK005", "a tag of Python", HEAD + "body: !!python/object/apply:os.system [ls]\n")
bad("4:8 RK005", "a tag on a text", HEAD + "body: [!!binary aGk=]\n")
bad("4:7 RK005", "an anchor", HEAD + "body: &a [Text.]\n")
bad("4:8 RK005", "an alias", HEAD + "body: [*a]\n")
bad("4:1 RK005", "a merge key", HEAD + "<<: {a: b}\n" + TAIL)
BOMB = "".join(f"- &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
bad("5:3 RK005", "an alias bomb", f"{HEAD}body:\n- &a x\n{BOMB}")
bad("4:1 RK004", "a key twice", HEAD + "title: U\n" + TAIL)
bad("4:1 RK004", "a key twice in quotes", HEAD + '"title": U\n' + TAIL)
bad("5:1 RK004", "the body twice", HEAD + TAIL + TAIL)
bad("1:1 RK103", "a list", "- a\n")
bad("1:1 RK103", "a text", "a\n")
bad("1:1 RK103", "a number in JSON", "1", ".json")

# --- JSON ---------------------------------------------------------------------------------------

for name, opening in {"[": "[", '{"a":': '{"a":'}.items():
    bad(f"1:{50 * len(opening) + 1} RK006", f"30,000 {name} in JSON", opening * 30_000, ".json")
good = data_of()
bad(f"1:{len(good) + 1} RK003", "text after the end", good + "x", ".json")
bad(f"1:{len(good) + 2} RK003", "two values", good + " {}", ".json")
bad(f"1:{len(good)} RK023", "a comma too many", good[:-1] + ",}", ".json")
bad("1:1 RK017", "cut off", good[:-1], ".json")
bad("1:2 RK023", "single quotes", "{'a': 1}", ".json")
bad("1:2 RK023", "a key without quotes", "{a: 1}", ".json")
bad("1:1 RK023", "a comment", "// a\n" + good, ".json")
bad("1:15 RK023", "NaN", '{"reportkit": NaN}', ".json")
bad("1:15 RK023", "Infinity", '{"reportkit": -Infinity}', ".json")
bad("1:15 RK023", "a hexadecimal number", '{"reportkit": 0x1}', ".json")
bad("1:15 RK023", "a leading zero", '{"reportkit": 01}', ".json")
bad("1:15 RK023", "a word", '{"reportkit": True}', ".json")
bad("1:15 RK012", "an open string", '{"reportkit": "1}', ".json")
bad("1:15 RK023", "a line end in a string", '{"reportkit": "\n"}', ".json")
bad("1:16 RK020", "a wrong escape in JSON", '{"reportkit": "\\x"}', ".json")
bad("1:14 RK019", "no colon", '{"reportkit" 1}', ".json")
bad("1:15 RK017", "no comma", '{"reportkit":1 "a":2}', ".json")
bad(
    "1:18 RK004",
    "a key twice in JSON",
    '{"reportkit": 1, "reportkit": 1,' + good[1:],
    ".json",
)

# --- the form -----------------------------------------------------------------------------------

for key in ("reportkit", "title", "date", "body"):
    whole = (HEAD + TAIL).splitlines(keepends=True)
    bad("1:1 RK101", f"no {key}", "".join(line for line in whole if not line.startswith(key)))
bad("4:1 RK102", "an unknown key", HEAD + "titel: U\n" + TAIL)
bad("4:1 RK102", "a key of Python", HEAD + "__class__: U\n" + TAIL)
bad("4:1 RK102", "an empty key", HEAD + '"": U\n' + TAIL)
bad("4:7 RK103", "body is a text", HEAD + "body: Text.\n")
bad("4:7 RK103", "body is a mapping", HEAD + "body: {a: b}\n")
bad("4:7 RK105", "body is empty", HEAD + "body: []\n")
bad("2:8 RK103", "title is a list", HEAD.replace(" T", " [T]") + TAIL)
bad("2:7 RK105", "title is nothing", HEAD.replace(" T", "") + TAIL)
bad("2:8 RK105", "title is white space", HEAD.replace(" T", ' " "') + TAIL)
bad("1:12 RK113", "a version to come", HEAD.replace("1\n", "2\n", 1) + TAIL)
bad("1:12 RK113", "a version in words", HEAD.replace("1\n", "one\n", 1) + TAIL)
for when in ("2024-02-30", "2024-13-01", "yesterday", "2024-1-1", "0000-01-01", "2024-01-01T25:00"):
    bad("3:7 RK106", f"date {when}", HEAD.replace("2024-01-31", when) + TAIL)
for tag in ("en_US", "x", "e", "en--US", "en-", "../../etc", "a" * 99):
    bad("4:11 RK107", f"language {tag[:9]}", f"{HEAD}language: {tag}\n{TAIL}")
for zone in ("Mars/Base", "../../etc/passwd", "/etc/passwd", "UTC/../../x", "a" * 300):
    bad("4:11 RK114", f"zone {zone[:9]}", f"{HEAD}timezone: {zone}\n{TAIL}")
body("5:3 RK105", "an empty paragraph", "- ''")
body("5:2 RK105", "nothing as a paragraph", "-")
body("5:3 RK108", "a block of an unknown kind", "- {paragraph: a}")
body("5:3 RK108", "a block of two kinds", "- {quote: a, heading: b}")
body("5:3 RK108", "a block in a list", "- [a]")
body("5:24 RK104", "a level of 9", "- {heading: ab, level: 9}")
body("5:24 RK104", "a level of a huge number", "- {heading: ab, level: " + "9" * 5000 + "}")
body("5:12 RK103", "a list in a heading", "- heading: [a]")
body("5:9 RK105", "an empty list", "- list: []")
body("6:20 RK110", "an id twice", "- {heading: a, id: i}\n- {heading: b, id: i}")
body("5:35 RK109", "a row too short", "- table: {header: [a, b], rows: [[c]]}")
body("5:33 RK105", "no rows", "- table: {header: [a, b], rows: []}")
body("5:19 RK105", "no columns", "- table: {header: [], rows: [[a]]}")
body(
    "5:20 RK009",
    "64 columns",
    f"- table: {{header: [{','.join('a' * 64)}], rows: [[{','.join('a' * 64)}]]}}",
)
bad("4:16 RK501", "a marking that is none", HEAD + "marking: {tlp: BLUE}\n" + TAIL)

LISTS = '{"text": "a", "list": [' * 200 + '"b"' + "]}" * 200
body("5:539 RK006", "200 lists in each other", f"- list: [{LISTS}]")

# --- text ---------------------------------------------------------------------------------------

text("5:5 RK203", "a note that is not there", "a[^b]")
text("5:5 RK207", "an open note", "a[^b")
text("5:5 RK207", "a note without a name", "a[^]")
text("5:5 RK207", "a note with a space", "a[^b c]")
text("5:5 RK111", "a target that is not there", "a{ref:b}")
text("5:5 RK112", "an open cross reference", "a{ref:b")
text("5:5 RK112", "an empty cross reference", "a{ref:}")
text("5:8 RK111", "a link to nothing in the report", "[a](#a)")
for address in (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,a",
    "file:///etc/passwd",
    "ftp://a.org",
    "ms-word:ofe|u|http://a.org",
    "vbscript:a",
    "//a.org/b",
    "\\\\\\\\server\\\\share",
    "b.html",
    "../b",
    "blob:http://a.org/b",
    "view-source:http://a.org",
    "tel:1",
):
    text("5:8 RK302", f"a link to {address[:16]}", f"[a]({address})")
for address in ("http://", "http:///a", "https://[::1", "http://a.org:99999", "mailto:nobody"):
    text("5:8 RK301", f"a link to {address}", f"[a]({address})")
text("5:9 RK301", "a link with a space", "[a](<http://a.org/ b>)")
text("5:8 RK301", "a link with a brace", "[a](http://a.org/{b})")
text("5:4 RK009", "30,000 [^", "[^" * 30_000)
text("5:4 RK009", "30,000 [ in a text", "[" * 30_000)
text("5:4 RK009", "30,000 {ref:", "{ref:" * 30_000)
text("5:4 RK009", "30,000 *", "* " * 30_000)
text("5:4 RK009", "30,000 ^", "^a" * 30_000)
text("5:4 RK009", "30,000 ~", "~a" * 30_000)
text("5:4 RK009", "30,000 back quotes", "`a" * 30_000)
text("5:4 RK009", "30,000 links", "[a](" * 30_000)
text("5:4 RK009", "30,000 back strokes", "\\" * 30_000)
text("5:4 RK006", "17 levels of markup", "b" + " *b" * 17 + "*" * 17)
text("5:4 RK009", "201 notes in a paragraph", "".join(f"a[^n{n}]" for n in range(201)))
body("5:3 RK009", "a text of a million letters and one", "- " + "a" * 1_000_001)
bad("2:8 RK105", "a note as the title", HEAD.replace(" T", " '[^n]'") + TAIL + "notes: {n: a}\n")
bad("4:13 RK206", "a note in a name", f"{HEAD}authors: ['A[^n]']\n{TAIL}notes: {{n: a}}\n")
note("6:7 RK205", "a note in a note", "'[^n]'")
note("6:6 RK202", "an empty note", "''")
note("6:5 RK202", "nothing as a note", "")
note("6:6 RK202", "an empty list as a note", "[]")
note("6:7 RK303", "a work that is not there", "['@b']")
note("6:7 RK302", "a source of another kind", "['javascript:alert(1)']")
note("6:7 RK301", "a defanged source", "['https://a dot ru/b']")
note("6:13 RK302", "a source as a file", "[{url: 'file:///etc/passwd'}]")
note("6:8 RK102", "an unknown key of a source", "[{uri: 'http://a.org'}]")
bad("5:15 RK201", "a note twice", f"{HEAD}body: ['a[^n]']\nnotes: {{n: a, n: b}}\n")
bad("5:9 RK208", "a note of a wrong name", f"{HEAD}{TAIL}notes: {{a b: c}}\n")
bad("5:9 RK208", "a note named as a path", f"{HEAD}{TAIL}notes: {{../a: c}}\n")

# --- pictures -----------------------------------------------------------------------------------

for where in (
    "../p.png",
    "a/../../p.png",
    "/etc/passwd",
    "/dev/zero",
    "C:\\p.png",
    "..\\p.png",
    "http://127.0.0.1/p.png",
    "https://a.org/p.png",
    "file:///etc/passwd",
    "data:image/png,a",
    "ftp://a.org/p.png",
    "\\\\server\\p.png",
):
    figure("5:17 RK402", f"picture {where}", where)
for where in ("no.png", "..%2fp.png", "a" * 300, "p.png/", "~/p.png", "con:", "a/" * 3000):
    figure("5:17 RK401", f"picture {where[:9]}", where)
FILES = {
    "nothing": b"",
    "text": b"hello",
    "only a signature": b"\x89PNG\r\n\x1a\n",
    "GIF": picture("GIF"),
    "BMP": picture("BMP"),
    "TIFF": picture("TIFF"),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "SVG with an entity": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg>&b;</svg>',
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(a) run\n",
    "a cut-off PNG": picture()[:90],
    "a PNG without its end": picture()[:-6],
    "a cut-off JPEG": picture("JPEG")[:300],
    "a PNG with a wrong sum": picture().replace(b"IDAT", b"IDAX"),
    "a bomb of 400 megapixels": claimed(20_000, 20_000),
    "a bomb just above the limit": claimed(6_325, 6_325),
    "a bomb of all pixels": claimed(2**31 - 1, 2**31 - 1),
    "no pixels": claimed(0, 5),
    "11 MB": b"\x89PNG\r\n\x1a\n" + bytes(11_000_000),
}
for name, content in FILES.items():
    figure("5:17 RK403", f"a picture that is {name}", "p.png", {"p.png": content})
PDFS = {
    "only a signature": b"%PDF-1.7\n",
    "its end too": b"%PDF-1.7\n%%EOF\n",
    "two pages": pdf(kids="[3 0 R 3 0 R]"),
    "pages within themselves": pdf(kids="[2 0 R]"),
    "no page but a catalog": pdf(kids="[1 0 R]"),
    "a page of no size": pdf(page=""),
    "a page of 5 km": pdf(page="/MediaBox [0 0 1e7 1e7]"),
    "a page of no number": pdf(page="/MediaBox [0 0 nan inf]"),
    "boxes of names": pdf(page="/MediaBox [/A /B /C /D]"),
    "a bomb of zeros": pdf(zlib.compress(bytes(300_000_000)), encoding="/Filter /FlateDecode"),
    "a cut-off file": pdf()[:-40],
}
for name, content in PDFS.items():
    figure("5:17 RK164", f"a PDF with {name}", "p.pdf", {"p.pdf": content})
OUT = f"{HEAD}body:\n- figure: {{src: l/passwd, alt: a}}\n".encode()
BAD.append(Case("a link to a folder outside", OUT, "5:17 RK402", links={"l": "/etc"}))
OUT = f"{HEAD}body:\n- figure: {{src: l, alt: a}}\n".encode()
for where in ("/etc/passwd", "../../../../../../etc/passwd", "/dev/zero", "/proc/self/environ"):
    BAD.append(Case(f"a link to {where}", OUT, "5:17 RK402", links={"l": where}))
BAD.append(Case("a link to itself", OUT, "5:17 RK401", links={"l": "l"}))
BAD.append(Case("a link to the folder", OUT, "5:17 RK403", links={"l": "."}))
body("5:17 RK802", "a figure without words", "- figure: {src: p.png}")
BAD[-1] = Case(BAD[-1].name, BAD[-1].data, "5:17 RK802", files={"p.png": picture()})
for theme in ("../x", "/etc", "a/../../x", "http://a.org"):
    bad("4:8 RK402", f"theme {theme}", f"{HEAD}theme: {theme}\n{TAIL}")
bad("4:8 RK404", "no such theme", f"{HEAD}theme: nowhere\n{TAIL}")

# --- odd, but sound -----------------------------------------------------------------------------

REPORT = HEAD + "body:\n- One paragraph.[^a]\nnotes:\n  a: A note.\n"
sound("a byte order mark", b"\xef\xbb\xbf" + REPORT.encode())
sound("CRLF", REPORT.replace("\n", "\r\n"))
sound("CR", REPORT.replace("\n", "\r"))
sound("UTF-16 LE", b"\xff\xfe" + REPORT.encode("utf-16-le"))
sound("UTF-16 BE", b"\xfe\xff" + REPORT.replace("\n", "\r\n").encode("utf-16-be"))
sound("UTF-16 JSON", data_of(title="Köln 😀").encode("utf-16"), ".json")
sound("no line end at the end", REPORT.rstrip())
sound("a document sign", f"---\n{REPORT}...\n")
sound("a directive", f"%YAML 1.1\n---\n{REPORT}")
sound("one character", f"{HEAD}body: [x]\n")
sound("pairs in JSON", data_of(title="😀 a 👩‍👩‍👧 b"), ".json")
sound("pairs in YAML", HEAD.replace(" T", ' "\\ud83d\\ude00 a\\\\ud83d \\uD83D\\uDE00"') + TAIL)
sound("pairs that are text", f"{HEAD}body: ['\\ud83d\\ude00']\n")
sound("JSON in a YAML file", data_of(title="😀"))
sound("emoji", f"{HEAD}body: ['👩‍👩‍👧 🏳️‍🌈 🇺🇳 ☝🏽']\n")
sound("Arabic", f"{HEAD}language: ar\nbody: ['مرحبا بالعالم[^a]']\nnotes: {{a: ملاحظة}}\n")
sound("Hebrew and digits", f"{HEAD}language: he\nbody: [שלום 123 abc]\n")
sound("Chinese", f"{HEAD}language: zh-Hans\nbody: [你好，世界。]\n")
sound("marks on letters", f"{HEAD}body: ['Z̸̢̛a̷l̵g̶o e\u0301 é \u1e69']\n")
sound("signs of direction", f"{HEAD}body: ['a \u202eb\u202c \u2066c\u2069 \u200fd']\n")
sound("invisible signs", f"{HEAD}body: ['a\u200bb\u00adc\u2060d\ufeffe\u00a0f']\n")
sound("private use", f"{HEAD}body: ['a\ue000b']\n")
sound("planes 1 to 16", f"{HEAD}body: ['a \U0001d54f \U00020000 \U0010fffd']\n")
sound("16 levels of markup", f"{HEAD}body: ['{'*b ' * 16}c{'*' * 16}']\n")
sound("words of YAML 1.1", f"{HEAD.replace(' T', ' NO')}body: [yes, 6:00, 010, 1e3, .inf, ~, =]\n")
sound("marks of XML", f"{HEAD}body: ['<script>&amp; ]]> <!-- %x; &#0; \"q\"']\n")
sound("a title of 300 letters", HEAD.replace(" T", " " + "T" * 300) + TAIL)
sound("a word of a million letters", f"{HEAD}body: [{'a' * 1_000_000}]\n")
sound("a paragraph of 100,000 words", f"{HEAD}body: ['{'word ' * 100_000}']\n")
sound(
    "200 notes in a paragraph",
    data_of(
        body=["".join(f"a[^n{n}]" for n in range(200))], notes={f"n{n}": "b" for n in range(200)}
    ),
    ".json",
)
sound("a note 1,000 times", data_of(body=["a[^n]"] * 1000, notes={"n": "b"}), ".json")
sound(
    "63 columns", data_of(body=[{"table": {"header": ["a"] * 63, "rows": [["b"] * 63]}}]), ".json"
)
sound(
    "names of notes",
    data_of(
        body=["a[^é:1.x-_][^__class__][^constructor]"],
        notes=dict.fromkeys(["é:1.x-_", "__class__", "constructor"], "b"),
    ),
    ".json",
)
sound("only blocks without text", f"{HEAD}body: [{{rule: true}}, {{page_break: true}}]\n")
sound("the first and the last day", HEAD.replace("2024-01-31", "0001-01-01") + TAIL)
sound("the last day", HEAD.replace("2024-01-31", "9999-12-31T23:59+14:00") + TAIL)
sound(
    "a leap second of zones",
    HEAD.replace("2024-01-31", "2024-03-31T02:30") + "timezone: Europe/Berlin\n" + TAIL,
)
sound("a picture", f"{HEAD}body:\n- figure: {{src: 'p.png', alt: a}}\n", files={"p.png": picture()})
sound(
    "a picture of one pixel",
    f"{HEAD}body:\n- figure: {{src: ./p.png, alt: ''}}\n",
    files={"p.png": picture(size=(1, 1))},
)
sound(
    "a tall picture",
    f"{HEAD}body:\n- figure: {{src: p.png, alt: a}}\n",
    files={"p.png": picture(size=(1, 4000))},
)
