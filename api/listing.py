"""The `services` answer: written once for each catalogue and style, packed and tagged."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson

from api.written import Sheet

if TYPE_CHECKING:
    from api.standard import Standard
    from services.catalogue.refresh import Catalogue
    from services.catalogue.snapshot import Snapshot

PACKING: Final = 6
HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class WrittenList:
    """The list as it is sent; `tag` is the same for both forms, as a weak one may be."""

    snapshot: Snapshot
    plain: Sheet
    packed: Sheet
    tag: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Keeps the list of the current catalogue in each style."""

    catalogue: Catalogue
    _written: dict[Standard, WrittenList] = field(default_factory=dict)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, style: Standard) -> WrittenList:
        """The list as it is now, written if it was not yet."""
        written = self._written.get(style)
        if written is not None and written.snapshot is self.catalogue.current:
            return written
        async with self._writing:
            return await self._write(style)

    async def _write(self, style: Standard) -> WrittenList:
        snapshot, written = self.catalogue.current, self._written.get(style)
        if written is None or written.snapshot is not snapshot:
            written = await asyncio.to_thread(_write, snapshot, style)
            self._written[style] = written
        return written


def _write(snapshot: Snapshot, style: Standard) -> WrittenList:
    plain = orjson.dumps([style.service(service) for service in snapshot.on_sale()])
    tag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag}
    packed = gzip.compress(plain, PACKING, mtime=0)
    packed_headers = {**headers, "Content-Encoding": "gzip"}
    return WrittenList(snapshot, Sheet(plain, headers), Sheet(packed, packed_headers), tag)
