"""The trade of the days before, so that services have figures of their own to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.ids import ServiceId, UserId
from domain.orders import OrderRequest
from services.catalogue.figures import RefreshFigures
from tests.e2e.chat import Chat
from tests.e2e.stage import until

if TYPE_CHECKING:
    from tests.e2e.stage import Stage

MARK: Final = 58301
UNITS: Final = 1000


@dataclass(frozen=True, slots=True)
class Past:
    """What came of a service's orders: how many of each sort, and after how many minutes."""

    service: int
    done: int
    partial: int
    starts: int
    ends: int

    @property
    def orders(self) -> int:
        return self.done + self.partial


PAST: Final = (
    Past(144, done=19, partial=4, starts=95, ends=560),
    Past(142, done=24, partial=0, starts=9, ends=130),
    Past(143, done=23, partial=1, starts=4, ends=75),
)


async def trade(stage: Stage) -> None:
    """Let Mark order each service often enough for figures, one service after the other."""
    mark = Chat(stage.telegram.add_person(MARK, "Mark", "mark", "en"))
    await stage.welcome(mark, money="250")
    for past in PAST:
        await _order(stage, mark, past)
        stage.clock.skip(minutes=past.starts)
        moved = len(stage.logged("order.moved"))
        newest = sorted(stage.provider.orders)[-past.orders :]
        for number in newest:
            stage.provider.move(number, status="In progress", remains=UNITS // 2)
        await _until_moved(stage, moved + past.orders)
        stage.clock.skip(minutes=past.ends - past.starts)
        for number in newest[: past.done]:
            stage.provider.complete(number)
        for number in newest[past.done :]:
            stage.provider.partial(number, remains=UNITS // 4)
        await _until_moved(stage, moved + 2 * past.orders)
    stage.clock.skip(days=1)
    await _count(stage)


async def _count(stage: Stage) -> None:
    """Compute the figures although they rest: the longer since time flew as they were computed."""
    kept = stage.shop.services.refresh_figures
    await RefreshFigures(kept.database, kept.clock, kept.figures)()


async def _order(stage: Stage, mark: Chat, past: Past) -> None:
    """Place one order after the other, each for a page of its own, until the provider has all."""
    services, buyer = stage.shop.services, UserId(mark.id)
    before = len(stage.provider.orders)
    for number in range(past.orders):
        link = f"https://instagram.com/page.{past.service}.{number}"
        request = OrderRequest(link=link, quantity=UNITS, units=UNITS)
        offer = await services.quote_order(
            user_id=buyer, service_id=ServiceId(past.service), request=request
        )
        await services.place_order(user_id=buyer, quote_id=offer.quote.id)
    await stage.accepted(before + past.orders)


async def _until_moved(stage: Stage, count: int) -> None:
    """Wait until so many moves of orders were written down."""
    await until(lambda: len(stage.logged("order.moved")) >= count)
