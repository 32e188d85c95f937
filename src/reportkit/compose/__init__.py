"""What is decided once, before any writer: front and back matter, cover, marking, tables."""
