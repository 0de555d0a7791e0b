"""What customers choose for their API: how it answers, from where it may be asked, how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.api_addresses import MOST, read_addresses
from domain.errors import FormError
from domain.money import ZERO, Money
from domain.numbers import NumberError, parse_amount

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from domain.api_keys import ApiAccess, ApiDay, ApiKey, ApiStyle, ApiSwitch
    from domain.ids import UserId
    from domain.ports import Clock
    from services.api.use import NoteApiUse

HIGHEST_CAP: Final = Money.of(1_000_000)
CAP: Final = "daily_cap"
ADDRESSES: Final = "addresses"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiView:
    """A customer's API as they see it.

    Attributes:
        key: the key in use; None before the first.
        old: the one that goes on beside it for a while.
        url: the shop's address without `/api/v2`; None while the operator has not set it.
    """

    key: ApiKey | None
    old: ApiKey | None
    access: ApiAccess
    today: ApiDay
    url: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadApi:
    """Read a customer's API. Commits what is not yet written down of its use."""

    database: Database
    clock: Clock
    note: NoteApiUse
    url: str | None

    async def __call__(self, *, user_id: UserId) -> ApiView:
        """Return it."""
        await self.note()
        now = self.clock.now()
        async with self.database.read(brief=True) as reads:
            live = await reads.api_keys.list_live(user_id, now)
            return ApiView(
                key=next((key for key in live if key.ends_at is None), None),
                old=next((key for key in live if key.ends_at is not None), None),
                access=await reads.api_keys.access_of(user_id),
                today=await reads.api_days.on(user_id, now.date()),
                url=self.url,
                at=now,
            )


@dataclass(frozen=True, slots=True)
class ChooseApi:
    """Change what a customer chose. Every method commits and may be repeated.

    Raises:
        NotFoundError: they never wrote to the bot.
    """

    database: Database
    currency: str

    async def style(self, *, user_id: UserId, style: ApiStyle) -> None:
        """Have answers written so."""
        await self._choose(user_id, style=style)

    async def switch(self, *, user_id: UserId, which: ApiSwitch, on: bool) -> None:
        """Switch something on or off."""
        await self._choose(user_id, **{which.value: on})

    async def daily_cap(self, *, user_id: UserId, text: str | None) -> None:
        """Limit what orders of a day of UTC may cost together; None takes the limit away.

        Raises:
            FormError: the text is no amount above zero that a limit may have.
        """
        await self._choose(user_id, daily_cap=None if text is None else self._cap(text))

    async def addresses(self, *, user_id: UserId, text: str | None) -> None:
        """Take requests from these addresses and networks only; None: from anywhere.

        Raises:
            FormError: `wrong` (`words`: what is no address), `none`, or `too_many` (`most`).
        """
        await self._choose(user_id, addresses=[] if text is None else _networks(text))

    def _cap(self, text: str) -> Money:
        try:
            cap = Money.of(parse_amount(text, currency=self.currency))
        except NumberError as error:
            raise FormError(CAP, error.problem.value, text=text) from error
        if not ZERO < cap <= HIGHEST_CAP:
            raise FormError(CAP, "range", most=HIGHEST_CAP)
        return cap

    async def _choose(self, user_id: UserId, **chosen: object) -> None:
        async with self.database.write() as uow:
            await uow.users.get(user_id)
            await uow.api_keys.choose(user_id, **chosen)
            await uow.commit()


def _networks(text: str) -> list[str]:
    named = read_addresses(text)
    if named.wrong:
        raise FormError(ADDRESSES, "wrong", words=named.wrong)
    if not named.networks:
        raise FormError(ADDRESSES, "none")
    if len(named.networks) > MOST:
        raise FormError(ADDRESSES, "too_many", most=MOST)
    return list(named.networks)
