"""The one table of diagnostic codes: what each finding means, why it is one, how to mend it.

`reportkit explain RK203` prints an entry of this table. A test binds each code to a fixture in
`tests/diagnostics/`, so that a code without a case, or a case without a code, fails.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class Code(Struct, frozen=True):
    """One kind of finding."""

    id: str
    severity: Severity
    title: str
    why: str
    fix: str

    @property
    def hint(self) -> str:
        """The first sentence of `fix` in short: it ends each finding that has no other hint."""
        sentence = re.split(r"\.(?: |$)", self.fix, maxsplit=1)[0]
        return sentence[:1].lower() + sentence[1:]


_TABLE: Final = (
    # RK0xx: the file, YAML and JSON
    Code(
        "RK001",
        "error",
        "the report cannot be read",
        "The file does not exist, is not a regular file, or its owner does not let you read it.",
        "Check the path and the permissions.",
    ),
    Code(
        "RK002",
        "error",
        "the file is not UTF-8 text",
        "A report is UTF-8 text, or UTF-16 with a byte order mark. Other encodings would turn "
        "letters into wrong ones silently.",
        "Save the file as UTF-8 in your editor.",
    ),
    Code(
        "RK003",
        "error",
        "the file is not valid YAML or JSON",
        "The parser could not make out the structure of the file from this place on.",
        "Look at the quoted line and the one above it. Most often a quote, a colon or a bracket is "
        "missing, or a tab stands in the indentation. Put text that contains ': ' or ' #' in "
        "quotes or in a block (|).",
    ),
    Code(
        "RK004",
        "error",
        "a key stands twice in one mapping",
        "Most parsers keep the last value and lose the first one without a word.",
        "Remove or rename one of the two.",
    ),
    Code(
        "RK005",
        "error",
        "a YAML feature that reports do not use",
        "Tags, anchors, aliases and merge keys make a file mean something else than it shows.",
        "Write the value out in full. Put text that begins with !, & or * in quotes.",
    ),
    Code(
        "RK006",
        "error",
        "the file is nested too deeply",
        "No report needs this depth, and parsers crash on it.",
        "Check the brackets and the indentation near this place.",
    ),
    Code(
        "RK007",
        "error",
        "a character that no document may contain",
        "XML 1.0, and so DOCX and EPUB, forbids control characters, U+FFFE, U+FFFF and lone "
        "surrogates.",
        "Delete the character. Most are left over from copying out of another program.",
    ),
    Code(
        "RK008",
        "error",
        "the file is too large",
        "A report is text; a file of this size is mostly something else.",
        "Check that this is the file you meant.",
    ),
    Code(
        "RK009",
        "error",
        "more of something than a report may hold",
        "Each limit keeps a file from taking all memory or all time of the machine.",
        "Check that this is the report you meant. The option in the finding raises the limit.",
    ),
    # RK1xx: structure
    Code(
        "RK101",
        "error",
        "a required key is missing",
        "The report cannot be printed without it.",
        "Add the key.",
    ),
    Code(
        "RK102",
        "error",
        "an unknown key",
        "A misspelled key would be ignored, and its text lost.",
        "See docs/report.md for all keys. An unknown key is often a paragraph with a colon in it: "
        "put the whole text in quotes.",
    ),
    Code(
        "RK103",
        "error",
        "a value of the wrong kind",
        "The schema wants another kind of value here: text, a list, or a mapping.",
        "See `reportkit schema`, or an example, for the form of this key.",
    ),
    Code(
        "RK104",
        "error",
        "a value that is not one of those allowed",
        "The key takes one of a few words, or a number in a range.",
        "Use one of the values that the message names.",
    ),
    Code(
        "RK105",
        "error",
        "an empty text",
        "An empty paragraph, heading, item or value prints as a hole in the page.",
        "Write the text, or remove the key or the item.",
    ),
    Code(
        "RK106",
        "error",
        "an invalid date",
        "The date is needed as a date: for sorting, metadata and the same bytes on each build.",
        "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM; use date_text for the words to print.",
    ),
    Code(
        "RK107",
        "error",
        "an invalid language tag",
        "Hyphenation, screen readers and spell checkers go by the language.",
        "Use a BCP 47 tag such as en, en-GB, ru or zh-Hans.",
    ),
    Code(
        "RK108",
        "error",
        "a block whose kind is not clear",
        "A block is a plain string, or a mapping with exactly one key that names its kind.",
        "Use one of: judgement, heading, list, quote, table, figure, box, rule, page_break, "
        "signoff.",
    ),
    Code(
        "RK109",
        "error",
        "a table row of another length",
        "Every row of a table has as many cells as its header; a missing cell moves the others.",
        "Add the missing cells, or take out the extra ones.",
    ),
    Code(
        "RK110",
        "error",
        "an id that is used twice",
        "A cross reference to it would have two targets.",
        "Give each heading, table and figure an id of its own.",
    ),
    Code(
        "RK111",
        "error",
        "a cross reference without a target",
        "{ref:…} must name the id of a heading, table or figure.",
        "Correct the name, or give the target an id.",
    ),
    Code(
        "RK112",
        "error",
        "inline markup that is not complete",
        "{ref: opens a cross reference that cannot be read.",
        "Write {ref:id}, or \\{ref: when the characters themselves are meant.",
    ),
    Code(
        "RK113",
        "error",
        "a schema version that this reportkit does not know",
        "The first key, reportkit, names the version of the schema.",
        "Write reportkit: 1.",
    ),
    Code(
        "RK114",
        "error",
        "an unknown time zone",
        "The zone makes the printed time exact.",
        "Use a name of the IANA database such as America/New_York.",
    ),
    Code(
        "RK115",
        "warning",
        "a language without labels",
        "reportkit has no words for notes, contents, tables and figures in this language.",
        "Give them under labels in a theme.yaml, by language; they are in English otherwise.",
    ),
    # RK2xx: notes
    Code(
        "RK201",
        "error",
        "two notes with one name",
        "One of the two would be lost.",
        "Rename one of them, and the references that mean it.",
    ),
    Code(
        "RK202",
        "error",
        "an empty note",
        "A number without a text under it looks like a mistake of the printer.",
        "Write the note, or remove it and its references.",
    ),
    Code(
        "RK203",
        "error",
        "a note that is referred to but not defined",
        "The reader would find a number without a note.",
        "Correct the name, or add the note under notes.",
    ),
    Code(
        "RK204",
        "warning",
        "a note that is never referred to",
        "It is printed nowhere: its text is lost in every format.",
        "Add [^name] where it belongs, or remove the note.",
    ),
    Code(
        "RK205",
        "error",
        "a note within a note",
        "Notes do not refer to notes: no format prints that in the same way as another.",
        "Put the text into the first note, or move the reference into the running text.",
    ),
    Code(
        "RK206",
        "error",
        "a note reference where none may stand",
        "Titles, names, alternative texts and metadata are repeated in places without notes.",
        "Move the reference into the running text.",
    ),
    Code(
        "RK207",
        "error",
        "a note reference that cannot be read",
        "[^ opens a note reference; without a name and a closing bracket it would print as it is.",
        "Write [^name], or \\[^ when the characters themselves are meant.",
    ),
    Code(
        "RK208",
        "error",
        "a note name that cannot be referred to",
        "A name has letters, digits and . _ : - only, so that [^name] can be read.",
        "Rename the note.",
    ),
    Code(
        "RK209",
        "error",
        "a repeated note in another section",
        "With numbering: section the number would mean another note there.",
        "Use numbering: continuous, or give the section a note of its own.",
    ),
    # RK3xx: sources and URLs
    Code(
        "RK301",
        "error",
        "a URL that is not valid",
        "It would be printed and leads nowhere.",
        "Store the true URL, without spaces; use defang: true to print it disarmed.",
    ),
    Code(
        "RK302",
        "error",
        "a link of a kind that is not allowed",
        "Only http, https and mailto links are safe in a document that is passed on.",
        "Use an http, https or mailto link, or write the address as text.",
    ),
    Code(
        "RK303",
        "error",
        "a source that is not defined",
        "@name must name a work under sources.",
        "Correct the name, or add the work under sources.",
    ),
    Code(
        "RK304",
        "warning",
        "a source that is never used",
        "It is printed nowhere.",
        'Use it in a note as "@name", or remove it.',
    ),
    # RK4xx: resources
    Code(
        "RK401",
        "error",
        "a file that does not exist or cannot be read",
        "The report names a file that is not there.",
        "Check the name; it is relative to the folder of the report.",
    ),
    Code(
        "RK402",
        "error",
        "a path that leads out of the report's folder",
        "A report must not pull in files of the machine that it is built on.",
        "Copy the file into the folder of the report and name it from there.",
    ),
    Code(
        "RK403",
        "error",
        "an image that cannot be used",
        "Images are PNG or JPEG, whole, and within the limits of size.",
        "Export the image again as PNG or JPEG.",
    ),
    Code(
        "RK404",
        "error",
        "a theme that does not exist",
        "The look of the report comes from a theme.",
        "Use a name that `reportkit themes` prints, or a folder with a theme.yaml.",
    ),
    Code(
        "RK405",
        "error",
        "a theme that cannot be used",
        "theme.yaml holds the design tokens; each has a name and a form.",
        "Compare the file with styles/briefing/theme.yaml, and see docs/themes.md.",
    ),
    Code(
        "RK406",
        "error",
        "a font that is not there",
        "Another font in its place would change every line and page, on each machine differently.",
        "Put its files into the folder fonts/ of the theme, or name a font that ships.",
    ),
    Code(
        "RK407",
        "error",
        "a font file that cannot be used",
        "Fonts are whole TrueType or OpenType files that their licence allows to embed.",
        "Get the file again from its maker, or take it out of the folder fonts/.",
    ),
    Code(
        "RK408",
        "warning",
        "letters that no font of the theme has",
        "They are printed in whatever font the machine offers, or as empty boxes.",
        "Put a font that has them into the folder fonts/ of a theme and name it under "
        "fonts.fallback.",
    ),
    Code(
        "RK411",
        "error",
        "a Word template that cannot be used",
        "It is broken, encrypted, in another form than .docx or .dotx, or beyond the limits.",
        "Open it in Word, take the password off, and save it as a Word document (.docx).",
    ),
    Code(
        "RK412",
        "error",
        "a Word template with something that is refused",
        "Macros, embedded objects, parts kept elsewhere and fields that fetch or run something "
        "would go into every document that is made from it.",
        "Remove what the message names from the template, in the part that it names.",
    ),
    Code(
        "RK413",
        "warning",
        "a font that is not embedded",
        "The theme asks for embedded fonts, and the licence in the font or Word forbids it here.",
        "Use a font with TrueType outlines that may be embedded for editing, or set "
        "embed_fonts: false.",
    ),
    Code(
        "RK414",
        "error",
        "an ICC profile that cannot be used",
        "A press needs the ICC profile of its own inks and paper: of class prtr, in CMYK.",
        "Ask the printer for it (or take one of eci.org), put it into the folder of the theme and "
        "name it under press.icc.",
    ),
    # RK5xx: marking
    Code(
        "RK501",
        "error",
        "a marking that does not exist",
        "TLP 2.0 knows RED, AMBER, AMBER+STRICT, GREEN and CLEAR; another word would mislead.",
        "Use one of the five labels, or banner for a marking of your own.",
    ),
    # RK8xx: accessibility
    Code(
        "RK801",
        "warning",
        "a heading level is left out",
        "Screen readers and PDF/UA expect the levels to go down one at a time.",
        "Use the next level, or add the heading in between.",
    ),
    Code(
        "RK802",
        "error",
        "a figure without alternative text",
        "A reader who does not see it would not know what it shows.",
        'Describe it in alt; write alt: "" only for a mere decoration.',
    ),
    # RK9xx: output and verification
    Code(
        "RK901",
        "error",
        "a note differs in a finished file",
        "The file was read back, and a note has another number or text than in the report.",
        "Do not send the file out. Build again; if it stays, report it with the file.",
    ),
    Code(
        "RK902",
        "error",
        "a note reference differs in a finished file",
        "The file was read back, and a reference has another number or stands elsewhere.",
        "Do not send the file out. Build again; if it stays, report it with the file.",
    ),
    Code(
        "RK903",
        "error",
        "the links of a finished file differ",
        "A link of the report is missing, one leads nowhere, or a defanged address is live.",
        "Do not send the file out. Build again; if it stays, report it with the file.",
    ),
    Code(
        "RK904",
        "error",
        "a text is missing in a finished file",
        "The file was read back, and a text of the report is not there, or not in its place.",
        "Do not send the file out. Build again; if it stays, report it with the file.",
    ),
    Code(
        "RK905",
        "error",
        "an output that would overwrite something else",
        "The name of an output is a symbolic link, a folder, or the report itself.",
        "Choose another folder with -o.",
    ),
    Code(
        "RK906",
        "error",
        "a writer failed",
        "The format could not be written; the other formats were not published either.",
        "Run reportkit doctor; if nothing is missing, report it with --traceback.",
    ),
    Code(
        "RK907",
        "error",
        "the output cannot be written",
        "The folder does not take the files: permissions, space, or a broken disk.",
        "Make room or choose another folder with -o. The former files are put back; where even "
        "that fails, there is no manifest, and the next build mends the set.",
    ),
    Code(
        "RK908",
        "error",
        "a finished file cannot be read back",
        "The file is not a complete document of its format.",
        "Build it again.",
    ),
    Code(
        "RK909",
        "error",
        "two reports with one file name",
        "Both would be built to the same files.",
        "Build them into different folders, or rename one.",
    ),
    Code(
        "RK910",
        "error",
        "a finished file that not everyone can read",
        "The file was read back, and lacks what screen readers and keyboards need: a title, a "
        "language, alternative texts, header rows.",
        "Mend the file, or the template that it comes from; if reportkit made it alone, report it.",
    ),
    Code(
        "RK911",
        "warning",
        "a property is shortened",
        "Word takes at most 255 characters for the title and the other properties of a document.",
        "Nothing is lost in the text. Shorten the title if the property matters.",
    ),
    Code(
        "RK912",
        "error",
        "the page list of a finished file differs",
        "The file lists the pages of the PDF of the same build, and one is missing, has another "
        "number, or begins with other words.",
        "Do not send the file out. Build again; if it stays, report it with the file.",
    ),
    Code(
        "RK913",
        "warning",
        "a cover without its title",
        "The cover is drawn from the theme, and no font of the theme has the letters of the title.",
        "Give the report a cover image, or put a font with these letters into the theme's folder.",
    ),
    Code(
        "RK914",
        "error",
        "the work on the PDF was stopped",
        "It is laid out, and read back, in a process of its own, with limits of memory and time, "
        "which did not end well.",
        "Look for very long tables and paragraphs with very many notes, or raise the limit with "
        "--limit layout_seconds=N or layout_bytes=N. The other formats are built with -t.",
    ),
    Code(
        "RK920",
        "warning",
        "a note that begins on a later page than its mark",
        "The notes of this place need more room than the page has, even after moving text.",
        "Shorten the note, move its reference, or collect notes at the end.",
    ),
    Code(
        "RK921",
        "warning",
        "a warning of WeasyPrint or fontTools",
        "The PDF may not look as the theme or the report wants it.",
        "Mend what the message names: mostly a rule of the theme's print.css, or a font.",
    ),
    Code(
        "RK922",
        "warning",
        "a picture that is too small for print",
        "With fewer than 150 pixels an inch, edges and letters in a picture look ragged on paper.",
        "Export the picture larger, or make it a smaller one in the report.",
    ),
    Code(
        "RK923",
        "warning",
        "a table that is too wide even for a landscape page",
        "Its longest words and figures do not fit side by side in type of 7 points. Words break in "
        "the middle, or the type is smaller than reads well, so that figures do not break.",
        "Turn rows into columns, divide the table, or shorten what stands in it.",
    ),
    Code(
        "RK940",
        "warning",
        "a file of a former build that the manifest no longer lists",
        "A build of some formats leaves the files of the other formats where they are. This one "
        "was made from another text, with another theme or version of reportkit, or was changed "
        "after it was built, so it does not belong to the set that the manifest describes.",
        "Build all formats that you want to hand out at once with -t, or delete the file.",
    ),
)

CODES: Final = {code.id: code for code in _TABLE}
"""All codes by id, in the order of the table."""
