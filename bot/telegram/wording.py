"""Puts notices into their readers' words: reads what they tell, and calls the features' views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, cast

from domain.errors import NotFoundError
from domain.ids import OrderId, TicketId, TransferId
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.orders import FINAL
from handlers.admin.alerts import alert_screen
from handlers.admin.views.prices import price_report
from handlers.admin.views.tickets import ticket_post
from handlers.orders.aftercare_notices import cancel_refused, refill_ended
from handlers.orders.late_views import order_late
from handlers.orders.notices import money_returned, order_finished, order_released
from handlers.shop.views.favourites import favourites_changed
from handlers.support.notices import ticket_closed, ticket_reply
from handlers.wallet.notices import debited, order_unpaid, topped_up
from locales.translator import Translator, translator
from services.catalogue.favourite_notices import ReadFavouriteNotice
from services.ordering.cards import MarkCard, ReadLiveOrder, RememberCard
from services.people.chat import ReadPerson
from services.support.posts import ReadTicketPost, RememberPost
from services.wallet.notices import ReadMoneyNotice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ports import Clock
    from domain.tickets import Attachment
    from handlers.kit.screen import Screen
    from services.catalogue.favourite_notices import Change
    from services.catalogue.figures import LiveFigures


CONFETTI: Final = "5046509860389126442"
"""Telegram's id of the effect that a customer's first finished order is told with."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words. `attachment` goes with it; `ticket_id`: a reply to it belongs there."""

    screen: Screen
    t: Translator
    attachment: Attachment | None = None
    ticket_id: TicketId | None = None
    effect: str | None = None
    """An animation that Telegram plays with the message."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The use cases that know what notices tell."""

    live_order: ReadLiveOrder
    mark_card: MarkCard
    remember_card: RememberCard
    money: ReadMoneyNotice
    person: ReadPerson
    ticket_post: ReadTicketPost
    remember_post: RememberPost
    favourites: ReadFavouriteNotice

    @classmethod
    def of(cls, database: Database, clock: Clock, figures: LiveFigures) -> Self:
        """Build them."""
        return cls(
            live_order=ReadLiveOrder(database, clock, figures),
            mark_card=MarkCard(database),
            remember_card=RememberCard(database),
            money=ReadMoneyNotice(database, clock),
            person=ReadPerson(database),
            ticket_post=ReadTicketPost(database),
            remember_post=RememberPost(database),
            favourites=ReadFavouriteNotice(database),
        )


@dataclass(frozen=True, slots=True)
class Wording:
    """Knows how each kind of notice is put."""

    reading: Reading
    currency: str

    async def put(self, notice: Notice) -> Letter:
        """Put a notice into its reader's words; owners' alerts are put all in one way."""
        ways = {
            NoticeKind.ORDER_FINISHED: self._about_order,
            NoticeKind.ORDER_RELEASED: self._about_order,
            NoticeKind.ORDER_LATE: self._about_order,
            NoticeKind.MONEY_RETURNED: self._about_order,
            NoticeKind.REFILL_ENDED: self._about_ask,
            NoticeKind.CANCEL_DECLINED: self._about_ask,
            NoticeKind.FAVOURITE_CHANGED: self._about_favourites,
            NoticeKind.PRICE_REPORT: self._about_prices,
            NoticeKind.TOPPED_UP: self._about_money,
            NoticeKind.DEBITED: self._about_money,
            NoticeKind.ORDER_UNPAID: self._about_waiting,
            NoticeKind.TICKET_POST: self._about_ticket,
            NoticeKind.TICKET_REPLY: self._about_ticket,
            NoticeKind.TICKET_CLOSED: self._about_closing,
        }
        return await ways.get(notice.kind, self._alert)(notice)

    async def _about_favourites(self, notice: Notice) -> Letter:
        changes = cast("list[Change]", notice.payload["changes"])
        saved = await self.reading.favourites(user_id=notice.chat_id, changes=changes)
        t = translator(saved.user.language, self.currency)
        return Letter(favourites_changed(saved.told, t), t)

    async def _about_prices(self, notice: Notice) -> Letter:
        t = await self.words_of(notice)
        return Letter(price_report(notice.payload, t), t)

    async def _about_money(self, notice: Notice) -> Letter:
        payload = notice.payload
        transfer = TransferId(number_in(payload, "transfer_id"))
        told = await self.reading.money(transfer_id=transfer)
        t = translator(told.user.language, self.currency)
        view = topped_up if notice.kind is NoticeKind.TOPPED_UP else debited
        return Letter(view(told, Money(number_in(payload, "amount_micros")), t), t)

    async def _about_waiting(self, notice: Notice) -> Letter:
        """An order that waited for money could not be paid."""
        t = await self.words_of(notice)
        return Letter(order_unpaid(_rise_in(notice.payload), t), t)

    async def _about_closing(self, notice: Notice) -> Letter:
        t = await self.words_of(notice)
        ticket = TicketId(number_in(notice.payload, "ticket_id"))
        return Letter(ticket_closed(ticket, t), t, ticket_id=ticket)

    async def _alert(self, notice: Notice) -> Letter:
        t = await self.words_of(notice)
        return Letter(alert_screen(notice, t), t)

    async def words_of(self, notice: Notice) -> Translator:
        """The language of the notice's reader."""
        reader = await self.reading.person(user_id=notice.chat_id)
        return translator(reader.language, self.currency)

    async def _about_order(self, notice: Notice) -> Letter:
        live = await self.reading.live_order(
            order_id=OrderId(number_in(notice.payload, "order_id"))
        )
        t = translator(live.user.language, self.currency)
        match notice.kind:
            case NoticeKind.ORDER_FINISHED:
                screen = order_finished(live.order, t, live.background.guarantee)
                return Letter(screen, t, effect=CONFETTI if live.is_first else None)
            case NoticeKind.ORDER_RELEASED:
                return Letter(order_released(live.order, t), t)
            case NoticeKind.ORDER_LATE if live.order.status in FINAL:
                raise NotFoundError  # it ended before its delay could be told
            case NoticeKind.ORDER_LATE:
                return Letter(order_late(live.order, live.background, t), t)
            case _:
                amount = Money(number_in(notice.payload, "amount_micros"))
                return Letter(money_returned(live.order.id, amount, t), t)

    async def _about_ask(self, notice: Notice) -> Letter:
        """How a request to refill or cancel ended."""
        live = await self.reading.live_order(
            order_id=OrderId(number_in(notice.payload, "order_id"))
        )
        t = translator(live.user.language, self.currency)
        number = number_in(notice.payload, "ask_id")
        ask = next((ask for ask in live.background.care.asks if ask.id == number), None)
        if ask is None:
            raise NotFoundError
        view = refill_ended if notice.kind is NoticeKind.REFILL_ENDED else cancel_refused
        return Letter(view(live.order, ask, t), t)

    async def _about_ticket(self, notice: Notice) -> Letter:
        """Some words of a ticket: for the shop's people with who asks, for the customer bare."""
        post = await self.reading.ticket_post(
            reader_id=notice.chat_id, message_id=number_in(notice.payload, "message_id")
        )
        t = translator(post.reader.language, self.currency)
        view = ticket_post if notice.kind is NoticeKind.TICKET_POST else ticket_reply
        return Letter(view(post, t), t, post.message.attachment, post.ticket.id)


def _rise_in(payload: Mapping[str, object]) -> tuple[Money, Money] | None:
    """From which price to which it rose, where that is what the notice tells."""
    if "was_micros" not in payload:
        return None
    return Money(number_in(payload, "was_micros")), Money(number_in(payload, "now_micros"))


def number_in(payload: Mapping[str, object], name: str) -> int:
    """A number that a notice carries."""
    value = payload[name]
    assert isinstance(value, int)  # noqa: S101 - payloads are written by us alone
    return value
