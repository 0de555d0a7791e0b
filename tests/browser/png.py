"""Makes a screen's photograph small: 256 colours are enough for letters on plain ground."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Guess = Callable[[int, int, int], int]

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CHANNELS: Final = {2: 3, 6: 4}
"""Bytes of a pixel by the colour type that Chromium writes: with and without transparency."""
MOST: Final = 256
NEIGHBOURS: Final = 4
"""The lowest bits, by which two colours may differ and count as one."""


def shrink(picture: bytes) -> bytes:
    """A PNG of eight bits a channel with its commonest colours only, the others by the nearest."""
    chunks = list(_chunks(picture))
    width, height, _, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = list(_rows(data, width * CHANNELS[kind], CHANNELS[kind]))
    pixels = [_pixels(row, CHANNELS[kind]) for row in rows]
    counted = Counter(pixel for row in pixels for pixel in row)
    palette = _palette(counted)
    number = {pixel: _nearest(pixel, palette) for pixel in counted}
    lines = (b"\0" + bytes([number[pixel] for pixel in row]) for row in pixels)
    return SIGNATURE + b"".join((
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", b"".join(palette)),
        _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(data: bytes, length: int, step: int) -> Iterator[bytes]:
    """Undo the filters: each row was written as differences from its neighbours."""
    above = bytes(length)
    for at in range(0, len(data), length + 1):
        above = bytes(_plain(FILTERS[data[at]], data[at + 1 : at + 1 + length], above, step))
        yield above


def _plain(guess: Guess, row: bytes, above: bytes, step: int) -> bytearray:
    made = bytearray(step) + row
    over = bytes(step) + above
    for at in range(step, len(made)):
        before = at - step
        made[at] = (made[at] + guess(made[before], over[at], over[before])) & 255
    return made[step:]


def _paeth(left: int, up: int, corner: int) -> int:
    """Whichever neighbour lies nearest to left + up - corner."""
    aim = left + up - corner
    return min((left, up, corner), key=lambda one: abs(aim - one))


def _pixels(row: bytes, step: int) -> list[bytes]:
    return [row[at : at + 3] for at in range(0, len(row), step)]


def _palette(counted: Counter[bytes]) -> list[bytes]:
    """The commonest colour of each of the commonest neighbourhoods."""
    chosen: dict[tuple[int, ...], bytes] = {}
    weights: Counter[tuple[int, ...]] = Counter()
    for pixel, count in counted.most_common():
        place = tuple(channel >> NEIGHBOURS for channel in pixel)
        chosen.setdefault(place, pixel)
        weights[place] += count
    return [chosen[place] for place, _ in weights.most_common(MOST)]


def _nearest(pixel: bytes, palette: Iterable[bytes]) -> int:
    """The number of the colour that differs least."""
    distances = [sum((a - b) ** 2 for a, b in zip(pixel, one, strict=True)) for one in palette]
    return distances.index(min(distances))


FILTERS: Final[tuple[Guess, ...]] = (
    lambda _left, _up, _corner: 0,
    lambda left, _up, _corner: left,
    lambda _left, up, _corner: up,
    lambda left, up, _corner: (left + up) // 2,
    _paeth,
)
"""What PNG's five filters guess a byte to be."""
