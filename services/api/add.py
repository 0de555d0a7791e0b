"""Place an order by the served API, through the same doors as the chat's orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from db.repositories.api_repeats import Call
from domain.api_requests import read_request
from domain.errors import (
    ActiveOrderError,
    BusyError,
    ServiceUnavailableError,
)
from domain.pricing import price_of
from services.api.repeats import earlier_of
from services.ordering.admission import PAUSED
from services.ordering.at_once import Wish, ensure_possible, offer_for, place_at_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from db.repositories.api_orders import AddingFacts
    from db.unit_of_work import UnitOfWork
    from domain.api_keys import ApiCaller
    from domain.catalogue import Service
    from domain.ids import OrderId, ServiceId
    from domain.ports import Clock, Tokens
    from services.api.testing import TestDesk
    from services.catalogue.refresh import Catalogue


TRIES: Final = 3
"""So often may a price move while an order is placed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """An `add` call: its fields by name, none of them empty.

    `name` is the call's own name, its idempotency key; `digest` stands for all that it says.
    """

    service_id: ServiceId
    given: Mapping[str, str]
    name: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class AddByApi:
    """Place an order and answer once it is durable, before its provider is asked. Commits.

    May be repeated under the same name: that is the same order.
    """

    database: Database
    clock: Clock
    tokens: Tokens
    catalogue: Catalogue
    desk: TestDesk

    async def __call__(self, *, caller: ApiCaller, adding: Adding) -> OrderId:
        """Return the order's number.

        Raises:
            ServiceUnavailableError: there is no such service, or not now.
            FormError: a field is missing or cannot be taken.
            InsufficientFundsError, DailyCapError, ActiveOrderError, OtherCallError,
            BlockedUserError, TermsError, OrdersPausedError: as they say.
        """
        call = _call_of(caller, adding)
        if call is not None and (earlier := await self._look_back(call)) is not None:
            return earlier
        wish = self._wish(caller, adding)
        if caller.test_mode:
            return await self.desk.add(caller, wish, call)
        for _ in range(TRIES):
            try:
                return await self._order(caller, wish, call)
            except _MovedError as moved:
                wish = replace(wish, service=moved.service)
        raise BusyError

    async def _order(self, caller: ApiCaller, wish: Wish, call: Call | None) -> OrderId:
        async with self.database.write(brief=True) as uow:
            if call is not None:
                await uow.placing.queue_up(caller.user_id)
                earlier = await earlier_of(uow, call)
                if earlier is not None:
                    return earlier
            order_id = await self._place(uow, caller, wish)
            if call is not None:
                await uow.api_repeats.add(call, order_id, self.clock.now())
            await uow.commit()
        return order_id

    async def _look_back(self, call: Call) -> OrderId | None:
        async with self.database.read(brief=True) as reads:
            return await earlier_of(reads, call)

    def _wish(self, caller: ApiCaller, adding: Adding) -> Wish:
        service = self.catalogue.current.get(adding.service_id)
        if service is None:
            raise ServiceUnavailableError(adding.service_id)
        request = read_request(service, adding.given, self.clock.now().date())
        return Wish(
            user_id=caller.user_id, service=service, request=request, api_key_id=caller.key_id
        )

    async def _place(self, uow: UnitOfWork, caller: ApiCaller, wish: Wish) -> OrderId:
        now = self.clock.now()
        charge = price_of(wish.service, wish.request.units).charge
        # First, for it lets one customer's orders follow one another: each sees those before.
        await uow.api_days.spend(caller.user_id, charge, at=now)
        facts = await _facts(uow, caller, wish)
        ensure_possible(facts, wish)
        if facts.busy is not None:
            raise ActiveOrderError
        offer = offer_for(facts, wish, number=self.tokens(), at=now)
        if offer.charge != charge:
            raise _MovedError(facts.service)
        return (await place_at_once(uow, offer, facts.service, wish, at=now)).id


class _MovedError(Exception):
    """The price is another one than was read: nothing was placed, `service` is as it is now."""

    def __init__(self, service: Service) -> None:
        super().__init__("the price moved")
        self.service = service


async def _facts(uow: UnitOfWork, caller: ApiCaller, wish: Wish) -> AddingFacts:
    guard = (caller.key_id, wish.request.link) if caller.repeat_guard else None
    return await uow.api_orders.facts(
        caller.user_id, wish.service.id, paused_key=PAUSED, guard=guard
    )


def _call_of(caller: ApiCaller, adding: Adding) -> Call | None:
    if adding.name is None:
        return None
    return Call(
        user_id=caller.user_id,
        is_test=caller.test_mode,
        name=adding.name,
        digest=adding.digest,
    )
