"""Pictures, themes, fonts and templates: RK4xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

RESOURCES: Final = (
    Code(
        "RK401",
        "error",
        "a file that does not exist or cannot be read",
        "The report names a file that reportkit cannot find or read.",
        "Check the name. It is relative to the folder of the report.",
    ),
    Code(
        "RK402",
        "error",
        "a path that leads out of the report's folder",
        "A report must not be able to pull in other files of the machine that builds it.",
        "Copy the file into the folder of the report and name it from there.",
    ),
    Code(
        "RK403",
        "error",
        "an image that cannot be used",
        "Images must be complete PNG, JPEG, WebP, AVIF, SVG or PDF files within the size limits.",
        "Export the image again as PNG or JPEG.",
    ),
    Code(
        "RK404",
        "error",
        "a theme that does not exist",
        "The report takes its design from a theme.",
        "Use a name that `reportkit themes` prints, or a folder with a theme.yaml.",
    ),
    Code(
        "RK405",
        "error",
        "a theme that cannot be used",
        "theme.yaml holds the design tokens, and each has a fixed name and form.",
        "See docs/themes.md, and compare the file with styles/briefing/theme.yaml.",
    ),
    Code(
        "RK406",
        "error",
        "a missing font",
        "Another font in its place would change every line and page, differently on each machine.",
        "Put its files into the fonts/ folder of the theme, or name a font that ships with "
        "reportkit.",
    ),
    Code(
        "RK407",
        "error",
        "a font file that cannot be used",
        "A font must be a complete TrueType or OpenType file whose licence allows embedding.",
        "Get the file from its maker again, or remove it from the fonts/ folder.",
    ),
    Code(
        "RK408",
        "error",
        "letters that no font has",
        "Readers of the PDF, and of an EPUB or Word document with embedded fonts (embed_fonts), "
        "would see empty boxes.",
        "Put a font that has them into your fonts folder or the fonts/ folder of the theme, or use "
        "--system-fonts. docs/fonts.md says which fonts there are and where to put them.",
    ),
    Code(
        "RK409",
        "warning",
        "letters set in fonts of this machine",
        "Another machine has other fonts or releases of them, and would give a different file.",
        "Put these fonts into the fonts/ folder of the theme or your fonts folder, to get the same "
        "file everywhere.",
    ),
    Code(
        "RK410",
        "warning",
        "a font in your fonts folder that cannot be used",
        "The file is damaged, or its licence does not allow embedding, so its letters are missing.",
        "Get the file from its maker again, or remove it from the folder.",
    ),
    Code(
        "RK411",
        "error",
        "a Word template that cannot be used",
        "It is damaged, encrypted, not a .docx or .dotx file, or beyond the limits.",
        "Open it in Word, remove the password, and save it as a Word document (.docx).",
    ),
    Code(
        "RK412",
        "error",
        "a Word template with forbidden content",
        "Macros, embedded objects, external parts and fields that fetch or run something would "
        "get into every document made from the template.",
        "Remove what the message names from the template.",
    ),
    Code(
        "RK413",
        "warning",
        "a font that is not embedded",
        "The theme asks for embedded fonts, but the font's licence or Word does not allow it here.",
        "Use a font with TrueType outlines and a licence that allows editable embedding, or set "
        "embed_fonts: false.",
    ),
    Code(
        "RK414",
        "error",
        "an ICC profile that cannot be used",
        "A press needs the ICC profile for its own inks and paper: class prtr, colour space CMYK.",
        "Put the profile of the press into the folder of the theme and name it under press.icc. "
        "The printer has it; eci.org offers common ones.",
    ),
    Code(
        "RK450",
        "error",
        "a width that a picture cannot have",
        "A picture takes 1% to 100% of the width of the text, or 1mm to 1000mm.",
        "Write a width such as 60% or 80mm, or leave it out.",
    ),
    Code(
        "RK460",
        "warning",
        "a font of this machine in a theme",
        "The theme names a family that neither ships with reportkit nor is in its fonts/ folder, "
        "but is installed here. The build then depends on this machine: another has other releases "
        "of the font, or none.",
        "Copy the files of the font into the fonts/ folder of the theme, if its licence allows it.",
    ),
    Code(
        "RK461",
        "warning",
        "an accent too light for letters",
        "Titles, labels and links are set in the accent: on white they need a contrast of 7:1 "
        "(WCAG 2.2, 1.4.6).",
        "Take a darker shade of the brand's colour for colours.accent; the message names the "
        "nearest. In print the brand's own inks may be named under press.colours.",
    ),
)
