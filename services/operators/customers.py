"""Customers as operators see them: who, what they have, what they ordered, every ledger line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.money import ZERO, Money
from domain.orders import ACTIVE, OrderStatus
from services.books import StopTheShop
from services.operators.api import api_facts
from services.operators.desk import find_customer
from services.wallet.figures import ReadStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.accounts import Statement, User, Wallet
    from domain.ids import UserId
    from domain.operators import JournalLine
    from services.operators.api import ApiFacts
    from services.operators.desk import Desk

LINES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """Somebody with their figures; `journal` is what operators last did to them."""

    customer: User
    wallet: Wallet
    orders: Mapping[OrderStatus, int]
    journal: tuple[JournalLine, ...]
    spent: Money = ZERO
    api: ApiFacts | None = None

    @property
    def active_orders(self) -> int:
        """Orders that wait or run."""
        return sum(self.orders.get(status, 0) for status in ACTIVE)

    @property
    def all_orders(self) -> int:
        """Orders ever placed."""
        return sum(self.orders.values())


@dataclass(frozen=True, slots=True)
class ReadCustomer:
    """Read a customer's card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str) -> CustomerCard:
        """Return it; `who` is a Telegram id or an @name.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            customer = await find_customer(reads, who)
            journal = await reads.journal.of_target(f"user:{customer.id}", limit=LINES)
            return CustomerCard(
                customer=customer,
                wallet=await reads.purses.wallet(customer.id),
                orders=await reads.history.count_by_status(customer.id),
                spent=await reads.figures.spent(customer.id),
                journal=tuple(journal),
                api=await api_facts(reads, customer.id, self.desk.clock.now()),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """A page of somebody's ledger."""

    customer: User
    statement: Statement


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """Read somebody's ledger, ten lines a page, newest first."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str, page: int = 1) -> LedgerPage:
        """Return a page, the nearest there is.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            customer = await find_customer(reads, who)
        stop = StopTheShop(self.desk.database, self.desk.clock, self.desk.owners)
        read = ReadStatement(self.desk.database, stop)
        statement = await read(user_id=customer.id, page=page)
        return LedgerPage(customer=customer, statement=statement)
