"""The books as checkers and reading systems of other people see them."""
