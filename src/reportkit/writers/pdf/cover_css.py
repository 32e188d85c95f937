"""The rules of the cover: its design, which follows from tokens and from the page.

The text stays in plain flow within the margins of the page, so that marking, notes and a deck of
any length fit; colour and picture extend from there to the edges of the page, and into the bleed.
"""

from __future__ import annotations

from typing import Final

from reportkit.compose.covers import subtitle_size
from reportkit.compose.publication import Publication
from reportkit.style import Theme

_BAND: Final = 0.42
"""The part of the height of the page that the band takes at least, with the text on it."""
_LOGO: Final = 15
"""The distance of the logo from the upper edge, in millimetres."""
_TITLE: Final = 50
"""The distance of the series from the upper edge, in millimetres."""
_BAND_LOOK: Final = "background:var(--accent);color:#ffffff"
_BLEED: Final = 3
"""How far colour extends beyond the page at least, in millimetres: nothing shows of it unless the
page is printed with a bleed."""


_PLATE: Final = ".marking .banner{padding:1.5pt 4pt;background:#ffffff}"
"""A banner is read on any colour."""


def cover_rules(publication: Publication) -> str:
    """The rules for the title of the report, and for its cover if it has a designed one."""
    front, theme = publication.front, publication.theme
    size = f"body .title-block h1{{font-size:{front.title.size:g}pt}}"
    if front.design == "none":
        stepped = size if front.title.size != theme.sizes.title else ""
        return stepped + _whole_page(publication)
    pictured = front.cover is not None and front.cover.image is not None
    rtl = publication.meta.direction == "rtl"
    rules = (size, _PLATE, _page(theme, rtl), *_shared(theme), *_designs(theme, rtl))
    return "\n".join((*rules, *(_pictured(theme, rtl) if pictured else ())))


def _whole_page(publication: Publication) -> str:
    """The rules for a picture that is a page of its own: it fills the page, unless it would lose
    more than a sixth of itself."""
    image, page = publication.front.picture_page, publication.theme.page
    if image is None:
        return ""
    shape = image.height / image.width * page.width / page.height
    if not 5 / 6 < shape < 6 / 5:
        return ""
    left, _ = _sides(publication.theme, publication.meta.direction == "rtl")
    return (
        f"{_PLATE}body .cover{{height:1mm}}body .cover img{{position:absolute;z-index:-1;"
        f"top:{-page.top - _BLEED:g}mm;left:{-left - _BLEED:g}mm;max-width:none;"
        f"width:{page.width + 2 * _BLEED:g}mm;height:{page.height + 2 * _BLEED:g}mm;"
        "max-height:none;object-fit:cover}"
    )


def _sides(theme: Theme, rtl: bool) -> tuple[float, float]:
    """The left and right margin of the cover: a right-hand page, or a left-hand one if the report
    is read from right to left."""
    left, right = theme.page.sides
    return (right, left) if rtl else (left, right)


def _page(theme: Theme, rtl: bool) -> str:
    left, right = _sides(theme, rtl)
    return (
        f"@page title{{margin-left:{left}mm;margin-right:{right}mm;"
        "@left-middle{z-index:-2}@footnote{background:#ffffff}}"
    )


def _shared(theme: Theme) -> tuple[str, ...]:
    top = theme.page.top
    return (
        f".masthead{{padding-top:{max(0, _TITLE - top):g}mm}}",
        f"body.title-page .masthead .logo{{height:{_TITLE - _LOGO}mm}}",
        f"body.title-page .masthead .logo{{margin:{_LOGO - _TITLE}mm 0 0}}",
        ".masthead .logo img{max-width:60mm;max-height:14mm}",
        "body .masthead .series{margin:0 0 10pt;font-size:9pt;line-height:14pt}",
        "body .masthead h1{margin:0 0 10pt;line-height:1.13}",
        "body .masthead>h1:first-child,body .masthead .logo+h1{padding-top:24pt}",
        "body .masthead .subtitle{margin:0;line-height:1.3}",
        f"body .masthead .subtitle{{font-size:{subtitle_size(theme):g}pt}}",
        "body .title-block .byline{margin:0 0 7pt;font-size:11pt;line-height:1.35}",
        "body .title-block .byline .authors{display:inline}",
        "body .title-block .affiliation{font-size:9.5pt;color:var(--muted)}",
        "body.title-page .title-block .deck{margin:0 0 22pt}",
        "body.title-page .title-block h1::before{content:none}",
    )


def _designs(theme: Theme, rtl: bool) -> tuple[str, ...]:
    band = _to_the_edges(theme, rtl)
    return (
        f".cover-band:not(.pictured) .masthead{{{band};{_BAND_LOOK};margin-bottom:14mm;"
        f"padding-top:{_TITLE + _BLEED}mm}}",
        ".cover-band:not(.pictured) .masthead *{color:#ffffff}",
        "body.cover-band .masthead .logo img{padding:2.5mm;background:#ffffff}",
        ".cover-type .masthead{margin-bottom:14mm}",
        "body.cover-type:not(.pictured) .masthead h1::before{"
        'content:"";display:block;width:40mm;margin:0 0 14pt;border-top:2mm solid var(--accent)}',
    )


def _pictured(theme: Theme, rtl: bool) -> tuple[str, ...]:
    """With a picture, all of the title block is a panel above it, which grows with its text."""
    page, (left, _) = theme.page, _sides(theme, rtl)
    high = _BAND * page.height
    return (
        f"body.pictured .title-block{{{_to_the_edges(theme, rtl)};background:#ffffff}}",
        f"body.pictured.cover-band .title-block{{{_BAND_LOOK}}}",
        ".pictured.cover-band .title-block *{color:#ffffff}",
        ".pictured .masthead{margin-bottom:7mm}",
        f"body.pictured .cover{{page:auto;break-after:auto;position:absolute;z-index:-1;"
        f"top:{high - page.top - 1:g}mm;left:{-left - _BLEED:g}mm;"
        # The engine draws a picture beyond its box.
        f"overflow:hidden;width:{page.width + 2 * _BLEED:g}mm;"
        f"height:{page.height - page.bottom - high + 1:g}mm}}",
        "body.pictured .cover img{width:100%;height:100%;max-height:none;object-fit:cover}",
    )


def _to_the_edges(theme: Theme, rtl: bool) -> str:
    """The declarations that extend a block from the text to the edges of the page."""
    page, (left, right) = theme.page, _sides(theme, rtl)
    top, before, after = page.top + _BLEED, left + _BLEED, right + _BLEED
    high = _BAND * page.height + _BLEED
    return (
        f"box-sizing:border-box;min-height:{high:g}mm;"
        f"margin:-{top:g}mm -{after:g}mm 0 -{before:g}mm;"
        f"padding:{top:g}mm {after:g}mm 9mm {before:g}mm;box-decoration-break:clone"
    )
