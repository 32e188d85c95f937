"""The report as values, how to go through them, and the words that reportkit adds to them."""
