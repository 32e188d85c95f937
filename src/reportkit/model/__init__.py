"""The report as values, functions to walk through them, and the words that reportkit adds."""
