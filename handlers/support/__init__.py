"""Help, terms, and the way to the people behind the shop."""
