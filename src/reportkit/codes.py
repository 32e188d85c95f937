"""The table of diagnostic codes: what each finding means, why it matters and how to fix it.

`reportkit explain RK203` prints an entry of this table. A test ties each code to a fixture in
`tests/diagnostics/`, and fails for a code without a case or a case without a code.
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
        "The file does not exist, is not a regular file, or you do not have permission to read it.",
        "Check the path and the permissions.",
    ),
    Code(
        "RK002",
        "error",
        "the file is not UTF-8 text",
        "A report is UTF-8 text, or UTF-16 with a byte order mark. Any other encoding could "
        "silently turn letters into wrong ones.",
        "Save the file as UTF-8 in your editor.",
    ),
    Code(
        "RK003",
        "error",
        "the file is not valid YAML or JSON",
        "The parser cannot make sense of the file from this place on.",
        "Look here and on the line above for a missing quote, colon or bracket, or a tab. Put "
        "text that contains ': ' or ' #' in quotes or in a block (|).",
    ),
    Code(
        "RK004",
        "error",
        "a duplicate key",
        "Most parsers keep the last value and silently drop the first.",
        "Remove or rename one of the two keys.",
    ),
    Code(
        "RK005",
        "error",
        "a YAML feature that reports do not use",
        "With tags, anchors, aliases and merge keys, a file can mean something other than it "
        "shows.",
        "Write the value out in full. Put text that begins with !, & or * in quotes.",
    ),
    Code(
        "RK006",
        "error",
        "the file is nested too deeply",
        "No report needs this depth, and it crashes parsers.",
        "Check the brackets and the indentation near this place.",
    ),
    Code(
        "RK007",
        "error",
        "a character that no document may contain",
        "XML 1.0, and therefore DOCX and EPUB, does not allow control characters, U+FFFE, U+FFFF "
        "or lone surrogates.",
        "Delete the character. It was probably copied from another program.",
    ),
    Code(
        "RK008",
        "error",
        "the file is too large",
        "A report is text; a file of this size is usually something else.",
        "Check that this is the right file.",
    ),
    Code(
        "RK009",
        "error",
        "more of something than a report may hold",
        "Each limit keeps a file from taking all the memory or time of the machine.",
        "Check that this is the right report. The option in the message raises the limit.",
    ),
    # RK010 to RK029: slips in YAML and JSON
    Code(
        "RK010",
        "error",
        "a colon in a text without quotes",
        "A colon followed by a space ends a key in YAML, even in the middle of a sentence.",
        "Put the whole text in quotes. In a block (|) it needs none.",
    ),
    Code(
        "RK011",
        "error",
        "a quote in a text that is in quotes",
        "A text in quotes ends at the next quote of the same kind.",
        "Put quotes of the other kind around the text, or write it in a block (|).",
    ),
    Code(
        "RK012",
        "error",
        "a quote that is not closed",
        "Everything up to the next quote, or to the end of the file, is read as one text.",
        "Close the quote at the end of the text.",
    ),
    Code(
        "RK013",
        "error",
        "a text that begins with a special character of YAML",
        "At the beginning of a text, * & ! % @ [ { | > ? and others have a meaning in YAML.",
        "Put the whole text in quotes.",
    ),
    Code(
        "RK014",
        "error",
        "a tab where YAML allows only spaces",
        "The width of a tab depends on the editor, so YAML does not allow it in the indentation.",
        "Put spaces in place of the tab.",
    ),
    Code(
        "RK015",
        "error",
        "a character that only looks like a space",
        "No-break and other special spaces get into a file when text is copied from a page. YAML "
        "treats them as letters.",
        "Delete it, and type a plain space.",
    ),
    Code(
        "RK016",
        "error",
        "curly quotes where YAML requires straight ones",
        "Only ' and \" put a text in quotes. Word processors replace them with others.",
        "Put straight quotes around the text.",
    ),
    Code(
        "RK017",
        "error",
        "brackets or commas that do not match",
        "A list in [ ] and a mapping in { } must be closed, with commas between their items.",
        "Close each bracket, and put texts with commas, colons or brackets in quotes.",
    ),
    Code(
        "RK018",
        "error",
        "a line that is indented too little or too much",
        "The indentation says what belongs together.",
        "Begin items of one list, and keys of one mapping, in the same column.",
    ),
    Code(
        "RK019",
        "error",
        "a key or an item that is not written as one",
        "A key is followed by a colon and a space, an item begins with a hyphen and a space.",
        "Write `key: value`, and `- item`.",
    ),
    Code(
        "RK020",
        "error",
        "a backslash in double quotes",
        "In double quotes a backslash begins an escape, and only some letters may follow it.",
        "Double the backslash, or use single quotes.",
    ),
    Code(
        "RK021",
        "error",
        "more than one document in a file",
        "A line of three hyphens begins another document, but a report is a single one.",
        "Remove the line. For a line across the page, write `- rule: true`.",
    ),
    Code(
        "RK022",
        "error",
        "a key that is a list or a mapping",
        "The keys of a report are words.",
        "Put the text in quotes, or remove the brackets.",
    ),
    Code(
        "RK023",
        "error",
        "a notation that JSON does not allow",
        "JSON allows only double quotes, no comments, no comma after the last item, and no words "
        "but true, false and null.",
        "Write it as shown in the message, or use YAML, which allows more.",
    ),
    Code(
        "RK024",
        "error",
        "a text that becomes a comment",
        "A # after a space begins a comment: the rest of the line is not read.",
        "Put the whole text in quotes. For a comment, write two spaces, # and a space.",
    ),
    Code(
        "RK025",
        "error",
        "a line that joins the text above it",
        "A line that is indented deeper than the text above it continues that text, even if it "
        "looks like an item or a key.",
        "Begin the line in the same column as its siblings, or put the whole text in quotes.",
    ),
    Code(
        "RK026",
        "error",
        "a text that is read as a key",
        "A colon followed by a space ends a key, even if a paragraph is meant.",
        "Put the whole text in quotes.",
    ),
    Code(
        "RK027",
        "warning",
        "a comment that may be text",
        "A # after a space begins a comment, but what follows looks like a number in the text.",
        "Put the whole text in quotes. For a comment, write two spaces before #.",
    ),
    # RK1xx: structure
    Code(
        "RK101",
        "error",
        "a required key is missing",
        "The report cannot be built without this key.",
        "Add the key.",
    ),
    Code(
        "RK102",
        "error",
        "an unknown key",
        "If a misspelled key were ignored, its text would be lost.",
        "See docs/report.md for all keys. An unknown key is often a paragraph that contains a "
        "colon: put the whole text in quotes.",
    ),
    Code(
        "RK103",
        "error",
        "a value of the wrong kind",
        "The schema expects another kind of value here: text, a list, or a mapping.",
        "See `reportkit schema` or an example for the form of this key.",
    ),
    Code(
        "RK104",
        "error",
        "a value that is not allowed",
        "The key takes one of a few words, or a number within a range.",
        "Use one of the values in the message.",
    ),
    Code(
        "RK105",
        "error",
        "an empty text",
        "An empty paragraph, heading, item or value would leave a hole in the page.",
        "Write the text, or remove the key or the item.",
    ),
    Code(
        "RK106",
        "error",
        "an invalid date",
        "The date must be machine-readable: it is used for sorting and metadata, and keeps "
        "repeated builds identical.",
        "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM, and put the words to print in date_text.",
    ),
    Code(
        "RK107",
        "error",
        "an invalid language tag",
        "Hyphenation, screen readers and spell checkers depend on the language.",
        "Use a BCP 47 tag such as en, en-GB, ru or zh-Hans.",
    ),
    Code(
        "RK108",
        "error",
        "a block of unclear kind",
        "A block is either text, or a mapping with exactly one key that names its kind.",
        "Use one of: judgement, heading, list, quote, table, figure, box, rule, page_break, "
        "signoff.",
    ),
    Code(
        "RK109",
        "error",
        "a table row of the wrong length",
        "Each row of a table must have as many cells as the header; a missing cell would shift "
        "the others.",
        "Add the missing cells, or remove the extra ones.",
    ),
    Code(
        "RK110",
        "error",
        "a duplicate id",
        "A cross reference to it would have two targets.",
        "Give each heading, table and figure its own id.",
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
        "incomplete inline markup",
        "{ref: begins a cross reference, but the rest of it cannot be read.",
        "Write {ref:id}, or \\{ref: for the characters themselves.",
    ),
    Code(
        "RK113",
        "error",
        "an unsupported schema version",
        "The first key, reportkit, gives the version of the schema.",
        "Write reportkit: 1.",
    ),
    Code(
        "RK114",
        "error",
        "an unknown time zone",
        "The time zone makes the printed time exact.",
        "Use a name from the IANA database, such as America/New_York.",
    ),
    Code(
        "RK115",
        "warning",
        "a language without labels",
        "reportkit does not have words such as 'Notes', 'Contents', 'Table' and 'Figure' in this "
        "language, and prints the English ones.",
        "Give the words for the language under labels in a theme.yaml.",
    ),
    Code(
        "RK116",
        "warning",
        "a Markdown heading inside a text",
        "It becomes part of the paragraph, with its signs, and does not appear in the contents.",
        "Make it a separate block: - {heading: Outlook, level: 2}.",
    ),
    Code(
        "RK117",
        "warning",
        "a list inside a text",
        "Its items run together into one paragraph, and screen readers do not announce a list.",
        "Make it a separate block: - list: [One, Two]. In a note or a cell, write sentences.",
    ),
    Code(
        "RK118",
        "warning",
        "a Markdown quotation inside a text",
        "It is printed as running text, with its angle brackets.",
        "Make it a separate block: - {quote: Words, attribution: Name}.",
    ),
    Code(
        "RK119",
        "warning",
        "a Markdown listing inside a text",
        "Its lines run together into one paragraph, with the signs of the fence.",
        "Write each line as `code`, with a backslash at its end.",
    ),
    Code(
        "RK120",
        "warning",
        "a Markdown table inside a text",
        "It is printed as running text, with its vertical bars.",
        "Make it a separate block: - table: {header: [A, B], rows: [[1, 2]]}.",
    ),
    Code(
        "RK121",
        "warning",
        "an HTML tag or entity in a text",
        "HTML is printed as text: <b> as <b>, and &amp; as &amp;.",
        "Write the character itself, or the markup of reportkit: *emphasis*, **strong**. "
        "For the signs themselves, write \\<b> or `<b>`.",
    ),
    Code(
        "RK122",
        "warning",
        "a Markdown picture inside a text",
        "The picture is not shown, because a text cannot contain pictures.",
        "Make it a separate block: - figure: {src: map.png, alt: What it shows}.",
    ),
    Code(
        "RK123",
        "warning",
        "a link in a form that reportkit does not read",
        "It is printed as is, and leads nowhere.",
        "Write [text](https://example.org).",
    ),
    Code(
        "RK124",
        "warning",
        "a Markdown rule inside a text",
        "It is printed as dashes or asterisks.",
        "Make it a separate block: - rule: true.",
    ),
    Code(
        "RK125",
        "warning",
        "a LaTeX command or formula in a text",
        "It is printed as is: reportkit does not support formulas or commands.",
        "Write the characters themselves, or show the formula as a figure. "
        "For the signs themselves, write them as `code`.",
    ),
    Code(
        "RK126",
        "warning",
        "a style in a form that reportkit does not read",
        "Its signs are printed, and the text looks like the text around it.",
        "Write *emphasis* or **strong**, or put a backslash before a sign that you want to print.",
    ),
    Code(
        "RK127",
        "warning",
        "an attribute inside a text",
        "It is printed as is.",
        "Remove it; the look of a report comes from its theme.",
    ),
    Code(
        "RK129",
        "warning",
        "markup in a value that does not allow it",
        "Names, titles of works and other data are plain text, so the signs are printed.",
        "Remove the signs.",
    ),
    Code(
        "RK130",
        "warning",
        "several names in one text",
        "The metadata and every catalogue treat it as one author or one keyword.",
        "Write a list: authors: [Anna Lind, Ben Ode].",
    ),
    # RK2xx: notes
    Code(
        "RK201",
        "error",
        "two notes with the same name",
        "One of the two would be lost.",
        "Rename one of them, and the references to it.",
    ),
    Code(
        "RK202",
        "error",
        "an empty note",
        "A number without a note text looks like a misprint.",
        "Write the note, or remove it and its references.",
    ),
    Code(
        "RK203",
        "error",
        "a reference to an undefined note",
        "The reader would find a number without a note.",
        "Correct the name, or add the note under notes.",
    ),
    Code(
        "RK204",
        "warning",
        "a note without a reference",
        "Nothing prints this note: its text is lost in every format.",
        "Add [^name] where the note belongs, or remove the note.",
    ),
    Code(
        "RK205",
        "error",
        "a note within a note",
        "A note cannot refer to a note, because the formats would print that in different ways.",
        "Put the text into the first note, or move the reference into the running text.",
    ),
    Code(
        "RK206",
        "error",
        "a note reference that is not allowed here",
        "Titles, names, alternative texts and metadata are repeated in places that cannot have "
        "notes.",
        "Move the reference into the running text.",
    ),
    Code(
        "RK207",
        "error",
        "a note reference that cannot be read",
        "[^ begins a note reference; without a name and a closing bracket it would be printed as "
        "text.",
        "Write [^name], or \\[^ for the characters themselves.",
    ),
    Code(
        "RK208",
        "error",
        "a note name that cannot be referred to",
        "[^name] is recognised only if the name consists of letters, digits, '.', '_', ':' and "
        "'-'.",
        "Rename the note.",
    ),
    Code(
        "RK209",
        "error",
        "a note reused in another section",
        "With numbering: section, the same number would belong to another note there.",
        "Use numbering: continuous, or write a separate note for the section.",
    ),
    Code(
        "RK210",
        "warning",
        "a Markdown note inside the body",
        "It is printed in its place in the body, and not as a note.",
        "Write it under notes, as name: text.",
    ),
    Code(
        "RK211",
        "warning",
        "a note inside the sentence",
        "It is printed there, in the sentence.",
        "Write [^name] there, and the note under notes.",
    ),
    # RK3xx: sources and URLs
    Code(
        "RK301",
        "error",
        "an invalid URL",
        "It would be printed, but lead nowhere.",
        "Write the real URL, without spaces. defang: true prints it disarmed.",
    ),
    Code(
        "RK302",
        "error",
        "a link of a kind that is not allowed",
        "Only http, https and mailto links are safe in a document that is passed on.",
        "Use http, https or mailto, or write the address as text.",
    ),
    Code(
        "RK303",
        "error",
        "an undefined source",
        "@name must name a work under sources.",
        "Correct the name, or add the work under sources.",
    ),
    Code(
        "RK304",
        "warning",
        "a source that is never used",
        "It is not printed anywhere.",
        'Use it in a note as "@name", or remove it.',
    ),
    Code(
        "RK305",
        "warning",
        "a citation written as text",
        "It is printed as is: only the list of sources of a note can cite works.",
        'Write [^name] in the text, and under notes: name: ["@key, p. 4"].',
    ),
    Code(
        "RK306",
        "warning",
        "an address that is not a link",
        "Only addresses that begin with http:// or https:// become links.",
        "Write the whole address: https://www.example.org.",
    ),
    Code(
        "RK307",
        "warning",
        "a number with a wrong check digit",
        "The last digit of an ISBN, ISSN or ORCID iD verifies the others. No catalogue will find "
        "this number.",
        "Compare the number with the original.",
    ),
    Code(
        "RK308",
        "warning",
        "an invalid DOI",
        "A DOI begins with 10. and contains a slash; doi.org will not find this one.",
        "Write the DOI, such as 10.1000/182, with or without https://doi.org/ before it.",
    ),
    Code(
        "RK309",
        "warning",
        "an invalid date of a source",
        "It is printed as is, and readers cannot know which day is meant.",
        "Write YYYY-MM-DD.",
    ),
    # RK4xx: resources
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
        "Images must be complete PNG or JPEG files within the size limits.",
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
    # RK5xx: marking
    Code(
        "RK501",
        "error",
        "a marking that does not exist",
        "TLP 2.0 defines RED, AMBER, AMBER+STRICT, GREEN and CLEAR; any other word would mislead.",
        "Use one of the five labels, or banner for your own marking.",
    ),
    # RK7xx: invisible characters
    Code(
        "RK701",
        "warning",
        "an unclosed direction character",
        "Unicode's direction characters come in pairs (UAX #9). One that is left open would "
        "reverse the text after it, so it is closed at the end of its paragraph.",
        "Write the closing character where the reversed text ends. It is U+2069 after U+2066, "
        "U+2067 and U+2068, and U+202C after U+202A, U+202B, U+202D and U+202E. Most texts need "
        "none of them.",
    ),
    Code(
        "RK702",
        "warning",
        "a direction character that closes nothing",
        "It has no opening character in the same paragraph. It is not printed.",
        "Delete the character, or write the opening one where the reversed text begins.",
    ),
    # RK8xx: accessibility
    Code(
        "RK801",
        "warning",
        "a skipped heading level",
        "Screen readers and PDF/UA expect heading levels to go down one at a time.",
        "Use the next level, or add the heading in between.",
    ),
    Code(
        "RK802",
        "error",
        "a figure without alternative text",
        "Readers who cannot see the figure would not know what it shows.",
        'Describe it in alt; write alt: "" only for a pure decoration.',
    ),
    # RK9xx: output and verification
    Code(
        "RK901",
        "error",
        "a note differs in a finished file",
        "The file was read back, and a note has another number or text than in the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK902",
        "error",
        "a note reference differs in a finished file",
        "The file was read back, and a reference has another number or is in another place.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK903",
        "error",
        "the links of a finished file differ",
        "A link of the report is missing, a link leads nowhere, or a defanged address is live.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK904",
        "error",
        "text is missing in a finished file",
        "The file was read back, and a text of the report is missing or out of place.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK905",
        "error",
        "an output that would overwrite something else",
        "The name of an output belongs to a symbolic link, a folder, or the report itself.",
        "Choose another folder with -o.",
    ),
    Code(
        "RK906",
        "error",
        "a writer failed",
        "One format could not be written, so the other formats were not published either.",
        "Run `reportkit doctor`. If nothing is missing, report the fault with the output of "
        "--traceback.",
    ),
    Code(
        "RK907",
        "error",
        "the output cannot be written",
        "The files cannot be written to the folder: check permissions, free space and the disk. "
        "The previous files are restored; if even that fails, there is no manifest, and the next "
        "build repairs the set.",
        "Make room, or choose another folder with -o.",
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
        "two reports with the same file name",
        "Both would be built to the same files.",
        "Build them into different folders, or rename one.",
    ),
    Code(
        "RK910",
        "error",
        "a finished file that is not accessible",
        "The file was read back, and lacks something that screen readers and keyboards need: a "
        "title, a language, alternative texts, header rows.",
        "Correct the file, or the template it was made from. If only reportkit made it, report "
        "the fault.",
    ),
    Code(
        "RK911",
        "warning",
        "a shortened document property",
        "Word allows at most 255 characters in the title and the other properties of a document; "
        "the text itself is complete.",
        "Shorten the title if the property matters.",
    ),
    Code(
        "RK912",
        "error",
        "the page list of a finished file differs",
        "The file lists the pages of the PDF from the same build, and one is missing, has "
        "another number, or begins with other words.",
        "Do not send the file out; build it again. Report the fault if it persists.",
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
        "The PDF is laid out and read back in a separate process with limits on memory and time, "
        "and that process failed or was stopped.",
        "Shorten very long tables and paragraphs with very many notes, or raise the limit. The "
        "options are --limit layout_seconds=N and --limit layout_bytes=N; -t builds the other "
        "formats alone.",
    ),
    Code(
        "RK915",
        "error",
        "a marking or running head differs in a finished file",
        "The file was read back, and one of its pages, sections or files has a marking, running "
        "head, publisher or folio that differs from the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK916",
        "error",
        "a property of a finished file differs",
        "The file was read back, and its metadata (title, authors, language, keywords, dates) "
        "differs from the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK917",
        "error",
        "an alternative text differs in a finished file",
        "The file was read back, and the description of a picture for readers who cannot see it "
        "differs from the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK918",
        "error",
        "a finished file has more text than the report",
        "The file was read back, and has words that are not in the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK919",
        "error",
        "the navigation of a finished file differs",
        "The file was read back, and its contents, bookmarks or landmarks differ from the report.",
        "Do not send the file out; build it again. Report the fault if it persists.",
    ),
    Code(
        "RK920",
        "warning",
        "a note that begins on a later page than its mark",
        "The notes here need more room than the page has, even after moving text.",
        "Shorten the note, move its reference, or collect the notes at the end.",
    ),
    Code(
        "RK921",
        "warning",
        "a warning from WeasyPrint or fontTools",
        "The PDF may not look as the theme or the report intends.",
        "Correct what the message names. It is usually a rule in the theme's print.css, or a font.",
    ),
    Code(
        "RK922",
        "warning",
        "a picture that is too small for print",
        "Below 150 pixels per inch, edges and letters in a picture look ragged on paper.",
        "Export the picture at a larger size, or make it smaller in the report.",
    ),
    Code(
        "RK923",
        "warning",
        "a table that is too wide even for a landscape page",
        "Its longest words and figures do not fit side by side in 7-point type. Words break in "
        "the middle, or the type is too small to read well, so that figures do not break.",
        "Turn rows into columns, split the table, or shorten its texts.",
    ),
    Code(
        "RK930",
        "error",
        "an unexpected error",
        "Something failed in reportkit or in a plug-in that no report should be able to cause. "
        "The files of this report are not published; those of other reports in the run are.",
        "Run the command again with `reportkit --traceback …`, and report the output.",
    ),
    Code(
        "RK940",
        "warning",
        "a file of an earlier build that the manifest no longer lists",
        "A build of some formats leaves the files of the other formats where they are. This file "
        "was made from another text, or with another theme or version of reportkit, or was changed "
        "after it was built, so it does not belong to the set that the manifest describes.",
        "Build all formats that you want to hand out in one run with -t, or delete the file.",
    ),
    Code(
        "RK941",
        "error",
        "a file that cannot be verified",
        "The file does not exist, is not a regular file, you do not have permission to read it, or "
        "no installed reader can read this kind of file.",
        "Check the path. The report comes first, then the files that were built from it.",
    ),
    Code(
        "RK942",
        "error",
        "a file of another report",
        "The file has another title, and none of the text of this report.",
        "Verify the file with the report that it was built from.",
    ),
)

CODES: Final = {code.id: code for code in _TABLE}
"""All codes by id, in the order of the table."""
