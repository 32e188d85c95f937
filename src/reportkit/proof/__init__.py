"""Reads finished files back and compares them with the report. Never imports writers."""
