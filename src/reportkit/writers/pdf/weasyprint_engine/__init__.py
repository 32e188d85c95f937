"""WeasyPrint, behind the protocols of `reportkit.writers.pdf.engine`.

No other part of reportkit imports WeasyPrint; import-linter enforces that.

    adapter             the protocol, implemented with WeasyPrint's public API
    internals           everything without a public API: patches, and access to private structures
    url_fetcher         pictures and fonts, only from memory
    log_capture         WeasyPrint's log messages as findings
    import_weasyprint   the import itself, without running the C compiler
"""
