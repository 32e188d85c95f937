"""Getting finished files into place, and work that may die into a process of its own."""
