"""Measurements: `python -m tests.bench`, each figure beside its floor of the same run."""
