"""Reading the width and height of a picture: PNG, JPEG and GIF."""

from struct import unpack

FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return (width, height) in pixels, None when it is no picture we know."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:  # noqa: PLR2004 - IHDR ends there
        width, height = unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:  # noqa: PLR2004 - as above
        width, height = unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:  # noqa: PLR2004 - marker
        marker, length = content[position + 1], unpack(">H", content[position + 2 : position + 4])
        if marker in FRAME_MARKERS:
            height, width = unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length[0]
    return None
