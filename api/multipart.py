"""Fields of a `multipart/form-data` body, which is small and was read whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS: Final = 200

_BOUNDARY: Final = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_NAME: Final = re.compile(rb'[;\s]name=(?:"((?:[^"\\\r\n]|\\.)*)"|([^;\s]+))', re.IGNORECASE)
_FILE: Final = re.compile(rb"[;\s]filename\*?=", re.IGNORECASE)


class MultipartError(ValueError):
    """The body is not what its content type says."""


def multipart_fields(content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Names and values in the order of the body; files are passed over.

    Raises:
        MultipartError: no boundary, or too many parts.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise MultipartError("no boundary")
    mark = b"--" + (found[1] or found[2]).encode("utf-8", "surrogateescape")
    parts = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(parts) > MOST_PARTS:
        raise MultipartError("too many parts")
    for part in parts[1:]:
        if part.startswith(b"--"):
            return
        yield from _field(part)


def _field(part: bytes) -> Iterator[tuple[str, str]]:
    head, parted, value = part.partition(b"\r\n\r\n")
    name = _NAME.search(head)
    if parted and name is not None and not _FILE.search(head):
        yield _text(name[1] if name[1] is not None else name[2]), _text(value)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
