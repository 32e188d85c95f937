"""Inline markup: a closed subset of CommonMark, and text that stays text."""

from __future__ import annotations

import pytest

from reportkit.model.document import (
    CodeSpan,
    DefangedUrl,
    LineBreak,
    Link,
    NoteMark,
    PrintedContent,
    PrintedInline,
    Styled,
    Text,
)
from tests.unit.reading import inline, read_values

URL = "https://example.org"


def em(*children: PrintedInline) -> PrintedInline:
    """Emphasis."""
    return Styled("emphasis", children)


def text(*words: str) -> PrintedContent:
    """A text alone."""
    return tuple(map(Text, words))


def first(number: int, follows_mark: bool = False) -> NoteMark:
    """The mark of a note where it is referred to first."""
    return NoteMark(number, number, 1, follows_mark)


I_SQUARED: PrintedContent = (Text("i"), Styled("superscript", text("2")))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("*a*", (em(Text("a")),)),
        ("a *b c* d", (Text("a "), em(Text("b c")), Text(" d"))),
        ("**a**", (Styled("strong", text("a")),)),
        ("***a***", (em(Styled("strong", text("a"))),)),
        ("*a **b** c*", (em(Text("a "), Styled("strong", text("b")), Text(" c")),)),
        ("in*fi*x", (Text("in"), em(Text("fi")), Text("x"))),
        ("`a*b*{ref:x}\\`", (CodeSpan("a*b*{ref:x}\\"),)),
        ("``a`b``", (CodeSpan("a`b"),)),
        ("10^4^ m", (Text("10"), Styled("superscript", text("4")), Text(" m"))),
        ("H~2~O", (Text("H"), Styled("subscript", text("2")), Text("O"))),
        ("x^*n*^", (Text("x"), Styled("superscript", (em(Text("n")),)))),
        ("x~i^2^~", (Text("x"), Styled("subscript", I_SQUARED))),
        (f"[a]({URL})", (Link(URL, text("a")),)),
        (f"[a *b*]({URL}/x_(y))", (Link(f"{URL}/x_(y)", (Text("a "), em(Text("b")))),)),
        (f"*[a]({URL})*", (em(Link(URL, text("a"))),)),
        ("[a](mailto:a@example.org)", (Link("mailto:a@example.org", text("a")),)),
        (f"[{URL}]({URL})", (Link(URL, text(URL)),)),
        ("a\\\nb", (Text("a"), LineBreak(), Text("b"))),
        ("a \\\n  *b*", (Text("a "), LineBreak(), em(Text("b")))),
    ],
)
def test_each_kind_of_markup(markup: str, expected: PrintedContent) -> None:
    assert inline(markup) == expected


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("a_b_c and _d_ and __e__", None),
        ("Tallinn &amp; Muuga &lt; &#65; &nbsp;.", None),
        ("<b>a</b> <script>alert(1)</script> <!-- x --> <br/>", None),
        (f"see {URL}/a_b or <{URL}>", None),
        ("# a", None),
        ("> a - b 1. c", None),
        ("a~b and 5 ~ 6 ~ 7", None),
        ("2 ^ 3 ^ 4 and a^b", None),
        ("~a b~ ^a b^ ~~ ^^", None),
        ("5 * 6 * 7", None),
        ("*a and **b", None),
        ("[a] [b][c] [d]: e", None),
        (f"[a] ({URL})", None),
        ("{x} {reference} ref:y}", None),
        ("“a” — b… 'c' \"d\" -- ...", None),
        ("$a$ ==b== ~~c~~ ^^d^^ ++e++ @f :g:", None),
        ("\\*a\\* \\_b\\_ \\`c\\` \\^d\\^ \\~e\\~", "*a* _b_ `c` ^d^ ~e~"),
        ("\\[^ a] \\{ref:b} \\[c](d) \\\\", "[^ a] {ref:b} [c](d) \\"),
        ("a\\b C:\\dir", None),
        ("  a \n\t b  ", "a b"),
        ("a\u00a0b\u2003c\u200bd", None),
        ("a\u2028b\u0085c", "a b c"),
        (f"~{URL}/~a/~b", None),
        (f"{URL}/~a/~b", None),
    ],
)
def test_everything_else_is_text(markup: str, printed: str | None) -> None:
    assert inline(markup) == text(markup if printed is None else printed)


@pytest.mark.parametrize("markup", ["*a\nb*", "**a  \n b**", "^a\\_\\_^", "*a\\*b \\* c*"])
def test_white_space_and_neighbouring_texts_are_one_text_inside_markup_too(markup: str) -> None:
    (outer,) = inline(markup)
    assert isinstance(outer, Styled)
    (inner,) = outer.children
    assert isinstance(inner, Text)
    assert "\n" not in inner.text
    assert "  " not in inner.text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a[^x]", (Text("a"), first(1))),
        ("a [^x] b", (Text("a "), first(1), Text(" b"))),
        ("[^x][^y]", (first(1), first(2, follows_mark=True))),
        ("[^x] [^y]", (first(1), Text(" "), first(2))),
        ("[^x]\n[^y]", (first(1), Text(" "), first(2))),
        ("[^x]\\[[^y]", (first(1), Text("["), first(2))),
        ("[^x]`c`[^y]", (first(1), CodeSpan("c"), first(2))),
        ("[^x][^x]", (first(1), NoteMark(1, 1, 2, True))),
        ("*a[^x]*[^y]", (em(Text("a"), first(1)), first(2, follows_mark=True))),
        ("[^x]*[^y]*", (first(1), em(first(2, follows_mark=True)))),
        ("[^x]**[^y]**", (first(1), Styled("strong", (first(2, follows_mark=True),)))),
        ("**a**[^x]", (Styled("strong", text("a")), first(1))),
        ("a^[^x]^", (Text("a"), Styled("superscript", (first(1),)))),
        ("[^x]:", (first(1), Text(":"))),
        ("[^ключ.1:a-b_c]", (first(1),)),
    ],
)
def test_note_references(markup: str, expected: PrintedContent) -> None:
    notes = {"ключ.1:a-b_c": "A note."} if "ключ" in markup else {}
    assert inline(markup, notes=notes) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"[a[^x]]({URL})", (Link(URL, text("a")), first(1))),
        (f"[a[^x] b]({URL})", (Link(URL, text("a")), first(1), Link(URL, text(" b")))),
        (
            f"[*a[^x]* b]({URL})",
            (em(Link(URL, text("a")), first(1)), Link(URL, text(" b"))),
        ),
    ],
)
def test_a_link_is_cut_where_a_reference_stands_in_it(
    markup: str, expected: PrintedContent
) -> None:
    assert inline(markup) == expected


def test_a_link_in_a_link_is_none() -> None:
    assert inline(f"[a [b]({URL}) c]({URL}/x)") == (
        Text("[a "),
        Link(URL, text("b")),
        Text(f" c]({URL}/x)"),
    )


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://www.mid.ru/", "https://www.mid dot ru/"),
        ("mailto:press@mid.ru", "mailto:press@mid dot ru"),
    ],
)
def test_a_link_to_a_defanged_domain_is_printed_and_is_no_link(url: str, printed: str) -> None:
    defang = {"domains": ["ru"]}
    shown = DefangedUrl(printed)
    assert inline(f"[MFA]({url})", defang=defang) == (Text("MFA"), Text(" ("), shown, Text(")"))
    assert inline(f"*[{url}]({url})*", defang=defang) == (em(shown),)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("javascript:alert(1)", "RK302"),
        ("JaVaScRiPt:alert(1)", "RK302"),
        ("data:text/html,x", "RK302"),
        ("file:///etc/passwd", "RK302"),
        ("ms-word:ofe|u|https://example.org", "RK302"),
        ("//example.org/x", "RK302"),
        ("\\\\\\\\server\\share", "RK302"),
        ("page.html", "RK302"),
        ("", "RK302"),
        ("https://", "RK301"),
        ("https:example.org", "RK301"),
        ("<https://example.org/a b>", "RK301"),
        ("https://[::1", "RK301"),
        ("https://example.org:x/", "RK301"),
        ('https://example.org/"x', "RK301"),
        ("mailto:", "RK301"),
    ],
)
def test_a_link_that_is_not_sound_is_refused(url: str, code: str) -> None:
    assert read_values(body=[f"A [link]({url})."]).codes == [code]
    assert read_values(notes={"a": f"A [link]({url})."}, body=["[^a]"]).codes == [code]


def test_markup_in_titles_but_no_references() -> None:
    assert read_values(title="A *b* [c](https://example.org)").report.meta.title == (
        Text("A "),
        em(Text("b")),
        Text(" "),
        Link(URL, text("c")),
    )
    assert read_values(subtitle="A[^x] {ref:t}", notes={"x": "X"}).codes == ["RK206", "RK112"]


@pytest.mark.parametrize(
    "words",
    [
        "One.[^a] Two.[^b]",
        "[^a][^b] [^a]",
        "  One  [^a] \n\t[^b]  two\u2028 ",
        "_a_ [^a](d) b] <e> &amp; ! http://f.org/g[^b]!",
        "\xa0[^a]\xa0[^b]",
    ],
)
def test_a_text_with_notes_alone_is_read_as_one_with_other_markup(words: str) -> None:
    notes = {"a": "A.", "b": "B."}
    alone = inline(f"{words}x", notes=notes)
    assert inline(f"{words}x*y*", notes=notes) == (*alone, em(Text("y")))
