"""The catalogue: synchronised with providers, kept in memory for every page."""
