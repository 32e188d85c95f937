"""WeasyPrint, behind the protocols of `reportkit.writers.pdf.engine`.

No other part of reportkit imports WeasyPrint; import-linter enforces that.

    adapter             the protocol, implemented with WeasyPrint's public API
    page_notes          the notes at the foot of a page, in place of WeasyPrint's own layout of them
    note_lines          where a note may be divided between pages
    note_room           how much room each note of a page gets
    actual_text         the text of what is drawn
    internals           whatever else has no public API: patches, and access to private structures
    url_fetcher         pictures and fonts, only from memory
    log_capture         WeasyPrint's log messages as findings
    import_weasyprint   the import itself, without running the C compiler
"""
