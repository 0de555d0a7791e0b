"""What operators do to the catalogue: shown first, confirmed, written down, undone if wished."""
