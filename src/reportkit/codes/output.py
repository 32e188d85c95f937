"""Output and verification: RK9xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

OUTPUT: Final = (
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
        "The notes of one line need more room than a page has, or the line cannot move.",
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
        "RK924",
        "warning",
        "a note too long for popups",
        "Kobo's readers show notes of up to 5,000 characters in a popup; a longer one opens among "
        "the notes at the end of the chapter, where a link leads back.",
        "Nothing is lost. If readers should see the note where its mark is, shorten it, or move a "
        "part of it into the text, a box or an appendix.",
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
