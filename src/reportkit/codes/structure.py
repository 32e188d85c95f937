"""The structure of a report: RK1xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

STRUCTURE: Final = (
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
        "pull_quote, code, definitions, include, signoff.",
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
        "Give each heading, table, figure and box its own id.",
    ),
    Code(
        "RK111",
        "error",
        "a cross reference without a target",
        "{ref:…} and [words](#…) must name the id of a heading, table, figure or box.",
        "Correct the name, or give the target an id.",
    ),
    Code(
        "RK112",
        "error",
        "incomplete inline markup",
        "{ref:, {note: or {page: begins a cross reference, but the rest of it cannot be read.",
        "Write {ref:id}, {note:key} or {page:id}, or \\{ref: for the characters themselves.",
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
    Code(
        "RK150",
        "error",
        "a CSV file that cannot be used",
        "The cells of the table are in this file, and they cannot be told apart.",
        "Save the table as CSV again (UTF-8, fields in double quotes).",
    ),
    Code(
        "RK160",
        "error",
        "a reference to a box without a title",
        "{ref:…} prints the title of a box or its kind; this box has neither.",
        "Give the box a title or a kind.",
    ),
    Code(
        "RK161",
        "error",
        "labels that a list cannot have",
        "Letters end at z, and Roman numerals at 3999; only a numbered list has a start.",
        "Write ordered: true, or another style or start.",
    ),
    Code(
        "RK162",
        "warning",
        "code whose lines are joined",
        "YAML joins the lines of a text that is not a block, so the code is one long line.",
        "Write code: | and the code below it, indented.",
    ),
    Code(
        "RK170",
        "error",
        "an unknown attribute of a phrase",
        "[words]{…} sets the language of a phrase or small capitals; anything else would be lost.",
        "Write [текст]{lang=ru} or [Nato]{.smallcaps}; for the signs themselves, \\[words]{…}.",
    ),
    Code(
        "RK171",
        "error",
        "a note that is named but not referred to",
        "{note:key} names the number of a note, and only a note that a text refers to with [^key] "
        "is printed and has one.",
        "Write [^key] where the note belongs.",
    ),
    Code(
        "RK172",
        "error",
        "a page in a text that is repeated",
        "Headings, titles of boxes and claims are repeated in contents, lists and running heads, "
        "which are made before the pages are known.",
        "Write {page:id} in a sentence of the text.",
    ),
    Code(
        "RK180",
        "error",
        "an unknown key in a project file",
        "reportkit.yaml holds what the reports of a project share. If a key were ignored, all of "
        "them would lack its text.",
        "Write keys of a report under defaults.",
    ),
    Code(
        "RK181",
        "warning",
        "a key of a project that is not used yet",
        "reports, theme, formats and out are for building a whole project, which this release "
        "cannot do.",
        "Remove the key, or leave it for a later release.",
    ),
    Code(
        "RK182",
        "error",
        "a project file of the wrong form",
        "reportkit.yaml is a mapping, with the values that its reports share under defaults.",
        "Write defaults: {publisher: Gulf Institute}.",
    ),
    Code(
        "RK183",
        "error",
        "a part of the wrong form",
        "An included file stands for its blocks; it has no title and no metadata of its own.",
        "Write a list of blocks, or a mapping with body, notes and sources.",
    ),
    Code(
        "RK184",
        "error",
        "a file that includes itself",
        "The report would never end.",
        "Remove one of the includes in the chain.",
    ),
    Code(
        "RK185",
        "error",
        "a note or source that two files define",
        "A reference to it could mean either of them.",
        "Give one of them another name.",
    ),
    Code(
        "RK195",
        "error",
        "an appendix that is not a chapter",
        "Appendices are chapters with letters: Appendix A, Appendix B.",
        "Give the heading of the appendix level 1, and the headings in it level 2 or lower.",
    ),
    Code(
        "RK196",
        "error",
        "a numbered heading that leaves out a level",
        "Its number would have a gap, and programs fill such a gap differently.",
        "Give the heading the next level, or add the heading that is missing above it.",
    ),
)
