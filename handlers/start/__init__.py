"""Welcome with the terms, home, and the answers to whatever nobody else understands."""
