"""The rules of the shop: pure Python, nothing outside the standard library."""
