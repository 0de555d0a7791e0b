"""A streamed body read under a cap on its decoded size, so that a compressed bomb stops early."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

_ANY_ZLIB = 47  # gzip or zlib, told apart by the header


class BodyError(ValueError):
    """A body that is too large, broken, cut short or in an unknown content encoding."""


async def read_body(chunks: AsyncIterator[bytes], *, encoding: str, cap: int) -> bytes:
    """Collect the decoded body, at most `cap` bytes of it.

    Raises:
        BodyError: more than `cap` decoded bytes, or the content encoding cannot be undone.
    """
    inflater = _inflater(encoding)
    body = bytearray()
    async for chunk in chunks:
        body += inflater.feed(chunk, room=cap - len(body))
        if len(body) > cap:
            raise BodyError(f"more than {cap} bytes")
    if not inflater.is_complete:
        raise BodyError("compressed body cut short")
    return bytes(body)


class _Plain:
    is_complete = True

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        return chunk[: room + 1]


class _Inflated:
    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_ANY_ZLIB)
        self._started = False

    @property
    def is_complete(self) -> bool:
        return self._stream.eof or not self._started

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        self._started = True
        try:
            # One byte above the cap is enough to refuse: a bomb does not unfold.
            return b"" if self._stream.eof else self._stream.decompress(chunk, room + 1)
        except zlib.error as error:
            raise BodyError("broken compression") from error


def _inflater(encoding: str) -> _Plain | _Inflated:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Inflated()
        case _:
            raise BodyError("unknown content encoding")
