"""Keys as they stand, kept for as long as nothing in the database changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.database import Database
    from domain.api_keys import ApiCredential

MOST_KEPT: Final = 10_000
"""Keys, right and wrong, that are kept at once."""


class KnownKeys:
    """Finds keys by their digests; what was ended or switched off is so from its commit on.

    Where the database tells cheaply that nobody has committed anything, a key is not read anew.
    Right and wrong ones are kept alike, and cost the same.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: int | None = None
        self._kept: dict[str, ApiCredential | None] = {}

    async def find(self, digest: str) -> ApiCredential | None:
        """The key of a digest; None where none is."""
        version = self._database.version()  # before reading: what changes meanwhile is seen then
        if version is None or version != self._version or len(self._kept) >= MOST_KEPT:
            self._kept, self._version = {}, version
        elif digest in self._kept:
            return self._kept[digest]
        async with self._database.read(brief=True) as reads:
            found = await reads.api_keys.find(digest)
        if version is not None and version == self._version:
            self._kept[digest] = found
        return found
