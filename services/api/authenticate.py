"""Find out who asks by the served API: one look-up for right and wrong keys, then the limits."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.api_keys import digest_of
from domain.errors import ApiKeyError

if TYPE_CHECKING:
    from domain.api_keys import ApiCaller
    from domain.ports import Clock
    from services.api.known import KnownKeys
    from services.api.limits import RequestLimit, WrongKeyLimit
    from services.api.use import UseLog

_NOBODYS: Final = digest_of("")
"""What the digest of an unknown key is compared with."""


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Tell who asks, and count the request.

    What is ended or switched off, in whichever process, is so from its commit on.
    """

    known: KnownKeys
    clock: Clock
    requests: RequestLimit
    wrong_keys: WrongKeyLimit
    uses: UseLog

    async def __call__(self, *, key: str, address: str) -> ApiCaller:
        """Return the caller; may commit a share of the key's requests of this minute.

        Args:
            key: as it was sent, perhaps empty.
            address: of the client, from `domain.api_addresses.client_address`.

        Raises:
            ApiKeyError: the key does not work, for whatever reason.
            ApiRateError: the key's minute is used up; or too many keys from this address did not
                work. Keys that do work pass from there all the same.
        """
        digest, now = digest_of(key), self.clock.now()
        known = await self.known.find(digest)
        same = hmac.compare_digest(known.digest if known else _NOBODYS, digest)
        if known is None or not same or not known.is_open(now, address):
            self.wrong_keys.count(address, now)
            if known is None:
                raise ApiKeyError
            raise ApiKeyError(known.access.style, suspended=known.blocked)
        await self.requests.take(known.key_id, now)
        self.uses.note(known, address=address, at=now)
        return known.caller
