"""Lengths in UTF-16 code units, the unit of every Telegram offset."""

BASIC_PLANE_END = 0xFFFF


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units of a text."""
    return len(text) + sum(1 for character in text if ord(character) > BASIC_PLANE_END)
