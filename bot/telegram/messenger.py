"""Brings notices to their chats: has them put into words, sends or edits."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.types import LinkPreviewOptions

from bot.telegram.wording import Letter, Reading, Wording, number_in
from domain.errors import NotFoundError
from domain.ids import OrderId, UserId
from domain.notices import Delivered, Delivery, Digest, Notice, NoticeKind
from domain.orders import ACTIVE
from domain.tickets import Attachment, FileKind
from handlers.kit.digest import digest_screen, first_line
from handlers.kit.order_card import card_digest, order_card
from handlers.kit.screen import Screen, body, markup
from handlers.profile.api_views import key_hidden
from locales.translator import Translator, translator
from services.ordering.cards import LiveOrder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiogram import Bot
    from aiogram.types import Message

    from domain.ports import Clock

DONE: Final = Delivery(Delivered.DONE)
IMPOSSIBLE: Final = Delivery(Delivered.IMPOSSIBLE)
UNREACHABLE: Final = Delivery(Delivered.UNREACHABLE)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
NEW_CARD: Final = timedelta(seconds=8)
"""The tap that placed an order shows its card; we send one only when it did not in this time."""
_SAME: Final = "message is not modified"
_GONE: Final = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """The Messenger of the shop: Telegram's refusals come back as a Delivery."""

    bot: Bot
    currency: str
    reading: Reading
    clock: Clock

    async def deliver(self, notice: Notice, *, aloud: bool = True) -> Delivery:
        """Tell one notice, or redraw one card."""
        try:
            if notice.kind is NoticeKind.CARD:
                return await self._redraw(OrderId(number_in(notice.payload, "order_id")))
            if notice.kind is NoticeKind.ORDER_PLACED:
                return await self._show_placed(OrderId(number_in(notice.payload, "order_id")))
            if notice.kind is NoticeKind.KEY_SHOWN:
                return await self._take_away(notice)
            letter = await self._wording.put(notice)
            sent = await self._send(notice.chat_id, letter, aloud=aloud)
            await self._remember(notice.chat_id, sent, letter)
        except NotFoundError:
            return IMPOSSIBLE
        except TelegramAPIError as refusal:
            return _delivery(refusal)
        return DONE

    async def gather(self, digest: Digest) -> Delivery:
        """Tell many in one message: let the one that is there grow, else send another."""
        try:
            if digest.message_id is not None:
                grown = await self._digest_of((*digest.told, *digest.fresh))
                if grown and await self._edited(digest.chat_id, digest.message_id, *grown):
                    return Delivery(Delivered.DONE, message_id=digest.message_id)
            fresh = await self._digest_of(digest.fresh)
            if fresh is None:
                return IMPOSSIBLE
            sent = await self._send(digest.chat_id, Letter(*fresh))
        except TelegramAPIError as refusal:
            return _delivery(refusal)
        return Delivery(Delivered.DONE, message_id=sent)

    @property
    def _wording(self) -> Wording:
        return Wording(self.reading, self.currency)

    async def _digest_of(self, notices: Iterable[Notice]) -> tuple[Screen, Translator] | None:
        """The first line of each; None where nothing of them is there any more."""
        firsts, t = [], None
        for notice in notices:
            with suppress(NotFoundError):
                letter = await self._wording.put(notice)
                firsts.append(first_line(letter.screen.text))
                t = letter.t
        return None if t is None else (digest_screen(firsts, t), t)

    async def _remember(self, chat: UserId, message_id: int, letter: Letter) -> None:
        if letter.ticket_id is not None:
            await self.reading.remember_post(
                chat_id=chat, message_id=message_id, ticket_id=letter.ticket_id
            )

    async def _redraw(self, order_id: OrderId) -> Delivery:
        """Bring an order's card up to date; a card that is gone is sent anew while it matters."""
        live = await self.reading.live_order(order_id=order_id)
        t = translator(live.user.language, self.currency)
        if live.card is None:
            return await self._first_card(live, t)
        digest = card_digest(live.order, t.language.code, live.background)
        if live.card.is_left or live.card.shown == digest:
            return DONE
        card = order_card(live.order, t, background=live.background)
        if await self._edited(live.user.id, live.card.message_id, card, t):
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
        card = order_card(live.order, t, background=live.background, placed=True)
        await self._send_card(live, card, t)
        return DONE

    async def _show_placed(self, order_id: OrderId) -> Delivery:
        """Send the card of an order that nobody's tap placed, unless it is there already."""
        live = await self.reading.live_order(order_id=order_id)
        t = translator(live.user.language, self.currency)
        if live.card is None or live.card.is_left:
            card = order_card(live.order, t, background=live.background, placed=True)
            await self._send_card(live, card, t, aloud=True)
        return DONE

    async def _take_away(self, notice: Notice) -> Delivery:
        """Delete a message; one that Telegram does not delete any more loses its words.

        One that has become the reader's screen has other words already.
        """
        chat, message = notice.chat_id, number_in(notice.payload, "message_id")
        if (await self.reading.person(user_id=chat)).screen_id == message:
            return DONE
        try:
            await self.bot.delete_message(chat, message)
        except TelegramBadRequest as refusal:
            if "message to delete not found" not in refusal.message:
                t = await self._wording.words_of(notice)
                await self._edited(chat, message, key_hidden(t), t)
        return DONE

    async def _send_card(
        self, live: LiveOrder, card: Screen, t: Translator, *, aloud: bool = False
    ) -> None:
        sent = await self._send(live.user.id, Letter(card, t), aloud=aloud)
        await self.reading.remember_card(
            order_id=live.order.id, message_id=sent, shown=card.shown or ""
        )

    async def _edited(self, chat: UserId, message: int, screen: Screen, t: Translator) -> bool:
        """Edit a message; False when it is gone."""
        try:
            await self.bot.edit_message_text(
                body(screen, t.rtl),
                chat_id=chat,
                message_id=message,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup(screen, t.rtl),
            )
        except TelegramBadRequest as refusal:
            if any(word in refusal.message for word in _GONE):
                return False
            if _SAME not in refusal.message:
                raise
        return True

    async def _send(self, chat: UserId, letter: Letter, *, aloud: bool = True) -> int:
        text = body(letter.screen, letter.t.rtl)
        more: dict[str, Any] = {
            "disable_notification": not aloud,
            "reply_markup": markup(letter.screen, letter.t.rtl),
        }
        match letter.attachment:
            case None:
                sent = await self._say(chat, text, letter.effect, more)
            case Attachment(id=file, kind=FileKind.PHOTO):
                sent = await self.bot.send_photo(chat, file, caption=text, **more)
            case attached:
                sent = await self.bot.send_document(chat, attached.id, caption=text, **more)
        return sent.message_id

    async def _say(
        self, chat: UserId, text: str, effect: str | None, more: dict[str, Any]
    ) -> Message:
        """Send a text; where Telegram does not take the effect, without it."""
        send = partial(self.bot.send_message, chat, text, link_preview_options=NO_PREVIEW, **more)
        if effect is not None:
            try:
                return await send(message_effect_id=effect)
            except TelegramBadRequest as refusal:
                if "effect" not in refusal.message.lower():
                    raise
        return await send()


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
