"""Confirm cards carried out or withdrawn: the one place where an operator's act happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy.exc import IntegrityError

from db.unit_of_work import UnitOfWork
from domain.errors import DecisionError
from domain.ids import OrderId, ServiceId, TransferId, UserId
from domain.money import Money
from domain.operators import CATALOGUE_ACTS, Act
from services.operators.access import block, unblock
from services.operators.api import allow_api, stop_api
from services.operators.catalogue.performing import change
from services.operators.catalogue.reused import list_anew
from services.operators.desk import Approved
from services.operators.money import debit, top_up
from services.operators.overruling import refund, set_status
from services.operators.pausing import pause
from services.operators.providers import pause_provider
from services.operators.routes import set_routes
from services.operators.undo import undo

if TYPE_CHECKING:
    from db.unit_of_work import Reads
    from domain.accounts import User
    from domain.operators import Confirmation
    from services.operators.desk import Desk

Performer = Callable[[UnitOfWork, Approved], Awaitable[dict[str, Any]]]

PERFORMERS: Final[Mapping[Act, Performer]] = {
    Act.TOPUP: top_up,
    Act.DEBIT: debit,
    Act.UNDO: undo,
    Act.SETSTATUS: set_status,
    Act.REFUND: refund,
    Act.BLOCK: block,
    Act.UNBLOCK: unblock,
    Act.PAUSE: pause,
    Act.API_STOP: stop_api,
    Act.API_ALLOW: allow_api,
    Act.ROUTE: set_routes,
    Act.PROVIDER_PAUSE: pause_provider,
    **dict.fromkeys(CATALOGUE_ACTS, change),
    Act.NEW_SERVICE: list_anew,
}

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a card did. `again` when that was before: the answer is the same."""

    act: Act
    params: Mapping[str, Any]
    result: Mapping[str, Any]
    customer: User | None
    again: bool
    nonce: str

    @property
    def transfer_id(self) -> TransferId | None:
        """The transfer that was made, if money moved."""
        number = self.result.get("transfer")
        return None if number is None else TransferId(number)

    @property
    def amount(self) -> Money:
        """How much moved."""
        return Money(self.result.get("amount", 0))

    @property
    def balance(self) -> Money:
        """The wallet right after it."""
        return Money(self.result.get("balance", 0))

    @property
    def added(self) -> bool:
        """Whether the wallet gained."""
        return bool(self.result.get("added"))

    @property
    def edit(self) -> int | None:
        """The act on the catalogue that can be undone."""
        return self.result.get("edit")

    @property
    def service_id(self) -> ServiceId | None:
        """The one service on the card; None where there are several, or none."""
        numbers = self.params.get("numbers", ())
        return ServiceId(numbers[0]) if len(numbers) == 1 else None

    @property
    def order_id(self) -> OrderId | None:
        """The order on the card."""
        number = self.params.get("order")
        return None if number is None else OrderId(number)


@dataclass(frozen=True, slots=True)
class ConfirmAct:
    """Carry out a confirm card. Commits; a second tap is answered with what the first did."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, nonce: str) -> Done:
        """Do it once.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `expired` (also for a card that is not there or someone else's), or
                what the act itself refuses, after which nothing has changed.
        """
        self.desk.admit(actor_id)
        try:
            return await self._carry_out(actor_id, nonce)
        except IntegrityError as error:  # another card did the same at the same moment
            raise DecisionError("changed") from error

    async def _carry_out(self, actor_id: UserId, nonce: str) -> Done:
        async with self.desk.database.write() as uow:
            card = await uow.confirmations.lock(nonce, actor_id)
            if card is None:
                raise DecisionError("expired")
            if card.result is not None:
                return await _done(uow, card, card.result, again=True)
            now = self.desk.clock.now()
            if card.expires_at <= now:
                raise DecisionError("expired")
            approved = Approved(
                desk=self.desk, nonce=nonce, actor_id=actor_id, params=card.params, at=now
            )
            result = await PERFORMERS[card.act](uow, approved)
            await uow.confirmations.finish(nonce, result, now)
            done = await _done(uow, card, result, again=False)
            await uow.commit()
        logger.info("act.confirmed", act=card.act.value, actor=actor_id)
        return done


@dataclass(frozen=True, slots=True)
class CancelAct:
    """Withdraw a confirm card, so that a later tap on it does nothing. Commits."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, nonce: str) -> bool:
        """Tell whether it was withdrawn; False when it was carried out, or is not there.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            withdrawn = await uow.confirmations.withdraw(nonce, actor_id)
            await uow.commit()
        return withdrawn


async def _done(
    reads: Reads, card: Confirmation, result: Mapping[str, Any], *, again: bool
) -> Done:
    user = card.params.get("user")
    customer = None if user is None else await reads.users.find(UserId(user))
    return Done(
        act=card.act,
        params=card.params,
        result=result,
        customer=customer,
        again=again,
        nonce=card.nonce,
    )
