"""Repositories: every query of the shop, one class for each area. They never commit."""
