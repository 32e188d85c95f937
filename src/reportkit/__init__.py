"""reportkit."""
