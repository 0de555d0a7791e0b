"""Brings notices to their chats: reads what they tell, has it put into words, sends or edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self, cast

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.types import LinkPreviewOptions

from domain.errors import NotFoundError
from domain.ids import OrderId, TransferId, UserId
from domain.money import Money
from domain.notices import Delivered, Delivery, Notice, NoticeKind
from domain.orders import ACTIVE
from handlers.admin.alerts import alert_screen
from handlers.kit.order_card import card_digest, order_card
from handlers.kit.screen import Screen, markup
from handlers.orders.notices import money_returned, order_finished, order_released
from handlers.shop.views.favourites import favourites_changed
from handlers.wallet.notices import debited, topped_up
from locales.translator import Translator, translator
from services.catalogue.favourite_notices import ReadFavouriteNotice
from services.ordering.cards import LiveOrder, MarkCard, ReadLiveOrder, RememberCard
from services.people.chat import ReadPerson
from services.wallet.notices import ReadMoneyNotice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram import Bot

    from db.database import Database
    from db.repositories.cards import Card
    from domain.ports import Clock
    from services.catalogue.favourite_notices import Change

DONE: Final = Delivery(Delivered.DONE)
IMPOSSIBLE: Final = Delivery(Delivered.IMPOSSIBLE)
UNREACHABLE: Final = Delivery(Delivered.UNREACHABLE)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
NEW_CARD: Final = timedelta(seconds=8)
"""The tap that placed an order shows its card; we send one only when it did not in this time."""
_SAME: Final = "message is not modified"
_GONE: Final = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """The use cases that know what notices tell."""

    live_order: ReadLiveOrder
    mark_card: MarkCard
    remember_card: RememberCard
    money: ReadMoneyNotice
    person: ReadPerson
    favourites: ReadFavouriteNotice

    @classmethod
    def of(cls, database: Database, clock: Clock) -> Self:
        """Build them."""
        return cls(
            live_order=ReadLiveOrder(database),
            mark_card=MarkCard(database),
            remember_card=RememberCard(database),
            money=ReadMoneyNotice(database, clock),
            person=ReadPerson(database),
            favourites=ReadFavouriteNotice(database),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """The Messenger of the shop: Telegram's refusals come back as a Delivery."""

    bot: Bot
    currency: str
    reading: Reading
    clock: Clock

    async def deliver(self, notice: Notice) -> Delivery:
        """Tell one notice, or redraw one card."""
        try:
            if notice.kind is NoticeKind.CARD:
                return await self._redraw(OrderId(_number(notice.payload, "order_id")))
            await self._send(notice.chat_id, *await self._put(notice))
        except NotFoundError:
            return IMPOSSIBLE
        except TelegramAPIError as refusal:
            return _delivery(refusal)
        return DONE

    async def _put(self, notice: Notice) -> tuple[Screen, Translator]:
        """Put a notice into its reader's words."""
        payload = notice.payload
        match notice.kind:
            case NoticeKind.ORDER_FINISHED | NoticeKind.ORDER_RELEASED | NoticeKind.MONEY_RETURNED:
                return await self._about_order(notice)
            case NoticeKind.FAVOURITE_CHANGED:
                changes = cast("list[Change]", payload["changes"])
                saved = await self.reading.favourites(user_id=notice.chat_id, changes=changes)
                t = translator(saved.user.language, self.currency)
                return favourites_changed(saved.told, t), t
            case NoticeKind.TOPPED_UP | NoticeKind.DEBITED:
                told = await self.reading.money(
                    transfer_id=TransferId(_number(payload, "transfer_id"))
                )
                t = translator(told.user.language, self.currency)
                view = topped_up if notice.kind is NoticeKind.TOPPED_UP else debited
                return view(told, Money(_number(payload, "amount_micros")), t), t
            case _:
                owner = await self.reading.person(user_id=notice.chat_id)
                t = translator(owner.language, self.currency)
                return alert_screen(notice, t), t

    async def _about_order(self, notice: Notice) -> tuple[Screen, Translator]:
        live = await self.reading.live_order(order_id=OrderId(_number(notice.payload, "order_id")))
        t = translator(live.user.language, self.currency)
        match notice.kind:
            case NoticeKind.ORDER_FINISHED:
                return order_finished(live.order, t), t
            case NoticeKind.ORDER_RELEASED:
                return order_released(live.order, t), t
            case _:
                amount = Money(_number(notice.payload, "amount_micros"))
                return money_returned(live.order.id, amount, t), t

    async def _redraw(self, order_id: OrderId) -> Delivery:
        """Bring an order's card up to date; a card that is gone is sent anew while it matters."""
        live = await self.reading.live_order(order_id=order_id)
        t = translator(live.user.language, self.currency)
        if live.card is None:
            return await self._first_card(live, t)
        digest = card_digest(live.order, t.language.code)
        if live.card.is_left or live.card.shown == digest:
            return DONE
        card = order_card(live.order, t)
        if await self._edited(live.user.id, live.card, card, t):
            await self.reading.mark_card(
                order_id=order_id, message_id=live.card.message_id, shown=digest
            )
        elif live.order.status in ACTIVE:
            await self._send_card(live, card, t)
        return DONE

    async def _first_card(self, live: LiveOrder, t: Translator) -> Delivery:
        """Send the card that the tap's own answer should have shown, once it clearly did not."""
        age = self.clock.now() - live.order.created_at
        if age < NEW_CARD:
            return Delivery(Delivered.LATER, (NEW_CARD - age).total_seconds())
        await self._send_card(live, order_card(live.order, t, placed=True), t)
        return DONE

    async def _send_card(self, live: LiveOrder, card: Screen, t: Translator) -> None:
        sent = await self._send(live.user.id, card, t)
        await self.reading.remember_card(
            order_id=live.order.id, message_id=sent, shown=card.shown or ""
        )

    async def _edited(self, chat: UserId, card: Card, screen: Screen, t: Translator) -> bool:
        """Edit a card; False when its message is gone."""
        try:
            await self.bot.edit_message_text(
                screen.text,
                chat_id=chat,
                message_id=card.message_id,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup(screen, t.rtl),
            )
        except TelegramBadRequest as refusal:
            if any(word in refusal.message for word in _GONE):
                return False
            if _SAME not in refusal.message:
                raise
        return True

    async def _send(self, chat: UserId, screen: Screen, t: Translator) -> int:
        sent = await self.bot.send_message(
            chat,
            screen.text,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup(screen, t.rtl),
        )
        return sent.message_id


def _delivery(refusal: TelegramAPIError) -> Delivery:
    """What a refusal means for a notice: never, not to this person, or not now."""
    match refusal:
        case TelegramRetryAfter():
            return Delivery(Delivered.LATER, float(refusal.retry_after))
        case TelegramForbiddenError():
            return UNREACHABLE
        case TelegramBadRequest() if "chat not found" in refusal.message:
            return UNREACHABLE
        case TelegramBadRequest():
            logger.error("notice.refused", reason=refusal.message)
            return IMPOSSIBLE
        case _:
            return Delivery(Delivered.LATER)


def _number(payload: Mapping[str, object], name: str) -> int:
    value = payload[name]
    assert isinstance(value, int)  # noqa: S101 - payloads are written by us alone
    return value
