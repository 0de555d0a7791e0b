"""Texts in every language of the shop, and formats of money, numbers and times."""
