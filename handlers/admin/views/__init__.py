"""Screens of operators: data and a translator in, a screen out."""
