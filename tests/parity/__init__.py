"""Finished files against the report: by our verifiers, and by programs of other people."""
