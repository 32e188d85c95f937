"""Notes, sources and addresses: RK2xx and RK3xx."""

from __future__ import annotations

from typing import Final

from reportkit.codes.code import Code

NOTES: Final = (
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
        "Subtitles, names, alternative texts and metadata are repeated in places that cannot have "
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
)
