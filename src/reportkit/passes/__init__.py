"""Passes: from the report as written to the report as printed."""
