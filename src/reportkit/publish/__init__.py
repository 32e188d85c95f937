"""Publishing finished files."""
