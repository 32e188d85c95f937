"""What to write instead of a value or a key that does not fit; used only if one does not fit."""
