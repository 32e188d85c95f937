"""YAML and JSON files, and slips in them: RK0xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

FILE: Final = (
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
)
