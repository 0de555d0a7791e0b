"""A top-up from the server's own console: no card, the same ledger path, no person as actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.errors import DecisionError, NotFoundError
from domain.ids import UserId
from domain.money import Money
from services.operators.desk import (
    Approved,
    currency_of,
    find_customer,
    read_amount,
    read_reason,
)
from services.operators.money import top_up

if TYPE_CHECKING:
    from domain.accounts import User
    from services.operators.desk import Desk

CONSOLE: Final = UserId(0)
"""The actor of what is done on the server itself."""


@dataclass(frozen=True, slots=True)
class TopUpFromConsole:
    """Add money to a wallet at once. Commits; each call moves money anew."""

    desk: Desk

    async def __call__(self, *, user_id: UserId, amount: str, reason: str) -> str:
        """Do it and say what was done, in plain English.

        Raises:
            NotFoundError: nobody by this id has written to the bot.
            DecisionError: the amount or the reason is none; its text says what is wrong.
        """
        try:
            return await self._top_up(user_id, amount, reason)
        except DecisionError as refusal:
            if refusal.problem == "nobody":
                raise NotFoundError(
                    f"nobody with the id {user_id} has written to the bot"
                ) from refusal
            raise DecisionError(_in_english(refusal, amount)) from refusal

    async def _top_up(self, user_id: UserId, amount: str, reason: str) -> str:
        why = read_reason(reason)
        async with self.desk.database.write() as uow:
            customer = await find_customer(uow, str(user_id))
            currency = await currency_of(uow)
            moved = read_amount(amount, currency)
            approved = Approved(
                desk=self.desk,
                nonce=self.desk.tokens(),
                actor_id=CONSOLE,
                params={"user": customer.id, "amount": moved.micros, "reason": why},
                at=self.desk.clock.now(),
            )
            result = await top_up(uow, approved)
            await uow.commit()
        return _told(customer, moved, currency, result)


def _told(customer: User, moved: Money, currency: str, result: dict[str, int]) -> str:
    balance = Money(result["balance"])
    return (
        f"L-{result['transfer']}: +{_plain(moved)} {currency} for {customer.first_name} "
        f"({customer.id}), balance {_plain(balance)} {currency}"
    )


def _plain(amount: Money) -> str:
    """At least two decimals, and as many more as the amount has."""
    whole, _, decimals = f"{amount.decimal:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def _in_english(refusal: DecisionError, amount: str) -> str:
    match refusal.problem:
        case "zero":
            return "the amount must be more than zero"
        case "too_big":
            return f"{amount} is more than one top-up may be"
        case "no_reason":
            return "a reason is needed"
        case _:
            return f"{amount!r} is not an amount ({refusal.detail.get('why')})"
