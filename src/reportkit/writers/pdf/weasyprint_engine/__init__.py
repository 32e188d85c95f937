"""WeasyPrint, behind the protocols of `reportkit.writers.pdf.engine`.

No other part of reportkit imports WeasyPrint; import-linter sees to that.

    adapter             the protocol by WeasyPrint's public API
    internals           all that has no public API: patches, and what reads private structures
    url_fetcher         pictures and fonts from memory, and nothing else
    log_capture         what WeasyPrint logs, as findings
    import_weasyprint   the import itself, without running the C compiler
"""
