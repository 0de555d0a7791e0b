"""Lengths and slices in UTF-16 code units, the unit of every Telegram offset."""

BASIC_PLANE_END = 0xFFFF


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units of a text."""
    return len(text) + sum(1 for character in text if ord(character) > BASIC_PLANE_END)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part of a text that an entity covers."""
    encoded = text.encode("utf-16-le")
    return encoded[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")
