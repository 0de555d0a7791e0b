"""What every act of an operator leans on: who may, confirm cards, customers, amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from domain.errors import DecisionError, ForbiddenError
from domain.ids import UserId
from domain.money import ZERO, Money
from domain.numbers import NumberError, parse_amount
from domain.operators import MAX_AMOUNT, MAX_REASON, VALID_FOR, Act, Confirmation
from domain.text import clean_line
from services.books import CURRENCY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads, UnitOfWork
    from domain.accounts import User
    from domain.ports import Clock, Tokens

KEPT_FOR: Final = timedelta(days=1)
"""How long a card answers a second tap with what it did."""

_ID = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where operators work."""

    database: Database
    clock: Clock
    tokens: Tokens
    owners: frozenset[UserId]

    def admit(self, actor_id: UserId) -> None:
        """Let owners pass.

        Raises:
            ForbiddenError: somebody else asks.
        """
        if actor_id not in self.owners:
            raise ForbiddenError

    async def issue(
        self, uow: UnitOfWork, actor_id: UserId, act: Act, params: Mapping[str, Any]
    ) -> str:
        """Keep a confirm card in the caller's transaction and return its nonce."""
        now = self.clock.now()
        card = Confirmation(
            nonce=self.tokens(),
            actor_id=actor_id,
            act=act,
            params=params,
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        await uow.confirmations.forget_old(now - KEPT_FOR)
        await uow.confirmations.add(card)
        return card.nonce


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A card that its operator confirmed, about to be carried out in one transaction."""

    desk: Desk
    nonce: str
    actor_id: UserId
    params: Mapping[str, Any]
    at: datetime

    @property
    def user_id(self) -> UserId:
        """The customer on the card."""
        return UserId(self.params["user"])

    @property
    def amount(self) -> Money:
        """The amount on the card."""
        return Money(self.params["amount"])


async def find_customer(reads: Reads, who: str) -> User:
    """Somebody who has written to the bot, by Telegram id or @name.

    Raises:
        DecisionError: `nobody` (`who`).
    """
    numeric = _ID.fullmatch(who)
    if numeric:
        user = await reads.users.find(UserId(int(who)))
    else:
        user = await reads.users.find_by_username(who)
    if user is None:
        raise DecisionError("nobody", who=who)
    return user


async def currency_of(reads: Reads) -> str:
    """The currency of the shop's books."""
    return await reads.shop.get(CURRENCY) or ""


def read_amount(text: str, currency: str) -> Money:
    """An amount as an operator types it.

    Raises:
        DecisionError: `amount` (`text`, `why`: a `NumberProblem`), `zero`, `too_big` (`most`).
    """
    try:
        amount = Money.of(parse_amount(text, currency=currency or None))
    except NumberError as error:
        raise DecisionError("amount", text=text, why=error.problem) from error
    if amount == ZERO:
        raise DecisionError("zero")
    if amount > MAX_AMOUNT:
        raise DecisionError("too_big", most=MAX_AMOUNT)
    return amount


def read_reason(text: str) -> str:
    """A reason as the ledger and the journal keep it.

    Raises:
        DecisionError: `no_reason`.
    """
    reason = clean_line(text, MAX_REASON)
    if not reason:
        raise DecisionError("no_reason")
    return reason
