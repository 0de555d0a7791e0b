"""Screens of the shop: data and translator in, Screen out."""
