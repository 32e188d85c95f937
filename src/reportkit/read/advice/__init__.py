"""What to write instead of a value or a key that does not fit: only asked when one does not."""
