"""The messenger against the local Telegram: what its refusals mean, and what becomes of cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import pytest
from aiogram import Bot
from sqlalchemy import select
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.telegram.messenger import NEW_CARD, TelegramMessenger
from bot.telegram.wording import CONFETTI, Reading
from db.database import Database
from db.models.ledger import transfers
from db.repositories.cards import Card
from domain.ids import OrderId, UserId
from domain.notices import Delivered, Delivery, Notice, NoticeKind
from domain.orders import Order, OrderStatus
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.catalogue.figures import LiveFigures
from services.ordering.cards import ForgetCard, RememberCard
from tests.service.audit.books import Books, books_of
from tests.service.shopfloor import CUSTOMER

BLIND = "chat not found"


@dataclass
class Counter:
    """A customer who has started the bot, and the messenger that writes to them."""

    books: Books
    messenger: TelegramMessenger
    telegram: LocalTelegram
    ann: Person

    async def tell(
        self, kind: NoticeKind, payload: Mapping[str, object], chat: int = CUSTOMER
    ) -> Delivery:
        notice = Notice(
            id=1,
            chat_id=UserId(chat),
            kind=kind,
            payload=payload,
            attempts=1,
            created_at=self.books.floor.clock.now(),
        )
        return await self.messenger.deliver(notice)

    async def finished(self) -> Delivery:
        order = await self.books.ended(OrderStatus.COMPLETED)
        return await self.tell(NoticeKind.ORDER_FINISHED, {"order_id": order.id})

    async def redraw(self, order_id: OrderId) -> Delivery:
        return await self.tell(NoticeKind.CARD, {"order_id": order_id})

    async def shown(self) -> tuple[Order, int]:
        """An order and the message that shows it, a little out of date."""
        order = await self.books.accepted()
        self.books.floor.clock.advance(seconds=NEW_CARD.total_seconds())
        await self.redraw(order.id)
        await RememberCard(self.books.floor.database)(
            order_id=order.id, message_id=self.ann.last.id, shown="old"
        )
        return order, self.ann.last.id

    async def card(self, order_id: OrderId) -> Card:
        async with self.books.floor.database.read() as reads:
            return cast("Card", await reads.cards.find(order_id))

    def delete(self, message_id: int) -> None:
        del self.telegram.cloud.chats[CUSTOMER].messages[message_id]


@pytest.fixture
async def counter(
    sqlite_database: Database, telegram: LocalTelegram, bot: Bot, ann: Person
) -> Counter:
    books = await books_of(sqlite_database)
    await ann.send("/start")
    clock = books.floor.clock
    messenger = TelegramMessenger(
        bot=bot,
        currency="USD",
        reading=Reading.of(sqlite_database, clock, LiveFigures()),
        clock=clock,
    )
    return Counter(books, messenger, telegram, ann)


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


async def test_a_finished_order_is_told_as_a_new_message(counter: Counter) -> None:
    delivery = await counter.finished()

    assert delivery == Delivery(Delivered.DONE)
    assert "is done" in counter.ann.last.text
    assert counter.ann.last.button("Order again")


async def test_the_first_order_that_is_done_is_told_with_confetti_and_no_other(
    counter: Counter,
) -> None:
    await counter.finished()
    await counter.finished()

    calls = counter.telegram.calls.of("sendMessage")
    assert [call.params.get("message_effect_id") for call in calls] == [CONFETTI, None]


async def test_a_telegram_that_knows_no_confetti_still_tells_the_order(counter: Counter) -> None:
    refused = "Bad Request: EFFECT_ID_INVALID"
    counter.telegram.faults.add("sendMessage", kind="400", description=refused)

    assert (await counter.finished()).outcome is Delivered.DONE
    assert "is done" in counter.ann.last.text


async def test_a_delay_is_told_with_remedies_unless_the_order_has_ended(counter: Counter) -> None:
    order = await counter.books.accepted()
    now = counter.books.floor.clock.now()
    await counter.books.set(order.id, accepted_at=now - timedelta(days=2))

    told = await counter.tell(NoticeKind.ORDER_LATE, {"order_id": order.id})
    said = counter.ann.last
    await counter.books.set(order.id, status=OrderStatus.COMPLETED)
    late = await counter.tell(NoticeKind.ORDER_LATE, {"order_id": order.id})

    assert told.outcome is Delivered.DONE
    assert f"#{order.id} takes longer than it should." in said.text
    assert said.button("Ask to speed up")
    assert said.button("Wait")
    assert late.outcome is Delivered.IMPOSSIBLE


async def test_money_is_told_with_its_balance(counter: Counter) -> None:
    async with counter.books.floor.database.read() as reads:
        topup = (await reads.connection.execute(select(transfers.c.id))).scalar_one()

    delivery = await counter.tell(
        NoticeKind.TOPPED_UP, {"transfer_id": topup, "amount_micros": 20_000_000}
    )

    assert delivery.outcome is Delivered.DONE
    assert "20.00" in counter.ann.last.text


async def test_a_flood_is_waited_for_as_long_as_telegram_says(counter: Counter) -> None:
    counter.telegram.faults.add("sendMessage", kind="429", retry_after=7)

    assert await counter.finished() == Delivery(Delivered.LATER, 7.0)


@pytest.mark.parametrize("kind", ["500", "502", "504", "reset"])
async def test_a_fault_of_the_network_is_tried_again(counter: Counter, kind: str) -> None:
    counter.telegram.faults.add("sendMessage", kind=kind)  # type: ignore[arg-type]

    assert (await counter.finished()).outcome is Delivered.LATER


async def test_who_blocked_the_bot_cannot_be_reached(counter: Counter) -> None:
    counter.ann.block()

    assert (await counter.finished()).outcome is Delivered.UNREACHABLE


async def test_an_owner_who_never_wrote_cannot_be_reached(counter: Counter) -> None:
    counter.telegram.faults.add("sendMessage", kind="400", description=f"Bad Request: {BLIND}")

    assert (await counter.finished()).outcome is Delivered.UNREACHABLE


async def test_a_message_that_telegram_will_never_take_is_given_up_and_logged(
    counter: Counter, log: list[EventDict]
) -> None:
    counter.telegram.faults.add("sendMessage", kind="400", description="Bad Request: no")

    assert (await counter.finished()).outcome is Delivered.IMPOSSIBLE
    assert [line["event"] for line in log] == ["notice.refused"]


async def test_a_notice_about_nothing_is_given_up(counter: Counter) -> None:
    delivery = await counter.tell(NoticeKind.ORDER_FINISHED, {"order_id": 999})

    assert delivery.outcome is Delivered.IMPOSSIBLE


async def test_a_new_order_leaves_its_card_to_the_tap_that_placed_it(counter: Counter) -> None:
    order = await counter.books.accepted()
    counter.books.floor.clock.advance(seconds=3)

    delivery = await counter.redraw(order.id)

    assert delivery == Delivery(Delivered.LATER, NEW_CARD.total_seconds() - 3)
    assert not counter.telegram.calls.of("sendMessage")


async def test_a_card_that_no_tap_showed_is_sent_once_it_is_clear(counter: Counter) -> None:
    order = await counter.books.accepted()
    counter.books.floor.clock.advance(seconds=NEW_CARD.total_seconds())

    first = await counter.redraw(order.id)
    again = await counter.redraw(order.id)

    assert (first.outcome, again.outcome) == (Delivered.DONE, Delivered.DONE)
    assert len(counter.telegram.calls.of("sendMessage")) == 1
    assert (await counter.card(order.id)).message_id == counter.ann.last.id


async def test_a_card_is_edited_in_place(counter: Counter) -> None:
    order, message = await counter.shown()

    delivery = await counter.redraw(order.id)

    assert delivery.outcome is Delivered.DONE
    assert len(counter.telegram.calls.of("editMessageText")) == 1
    assert counter.ann.last.id == message
    assert (await counter.card(order.id)).shown != "old"


async def test_a_card_that_shows_it_already_is_not_edited(counter: Counter) -> None:
    order, _ = await counter.shown()
    await counter.redraw(order.id)

    await counter.redraw(order.id)

    assert len(counter.telegram.calls.of("editMessageText")) == 1


async def test_an_edit_that_changes_nothing_is_a_success(counter: Counter) -> None:
    order, message = await counter.shown()
    await counter.redraw(order.id)
    await RememberCard(counter.books.floor.database)(
        order_id=order.id, message_id=message, shown="forgotten"
    )

    delivery = await counter.redraw(order.id)

    assert counter.telegram.calls.of("editMessageText")[-1].status == 400
    assert delivery.outcome is Delivered.DONE
    assert (await counter.card(order.id)).shown != "forgotten"


async def test_a_card_whose_message_is_gone_is_sent_anew_while_the_order_runs(
    counter: Counter,
) -> None:
    order, message = await counter.shown()
    counter.delete(message)

    delivery = await counter.redraw(order.id)

    assert delivery.outcome is Delivered.DONE
    assert counter.ann.last.id != message
    assert (await counter.card(order.id)).message_id == counter.ann.last.id


async def test_a_gone_card_of_an_order_that_ended_stays_gone(counter: Counter) -> None:
    order, message = await counter.shown()
    await counter.books.set(order.id, status=OrderStatus.COMPLETED, remains=0)
    counter.delete(message)
    said = len(counter.telegram.calls.of("sendMessage"))

    delivery = await counter.redraw(order.id)

    assert delivery.outcome is Delivered.DONE
    assert len(counter.telegram.calls.of("sendMessage")) == said


async def test_a_card_that_was_left_for_another_screen_is_let_be(counter: Counter) -> None:
    order, _ = await counter.shown()
    await ForgetCard(counter.books.floor.database)(user_id=CUSTOMER, order_id=order.id)

    delivery = await counter.redraw(order.id)

    assert delivery.outcome is Delivered.DONE
    assert not counter.telegram.calls.of("editMessageText")


async def test_a_flood_during_an_edit_is_waited_for(counter: Counter) -> None:
    order, _ = await counter.shown()
    counter.telegram.faults.add("editMessageText", kind="429", retry_after=4)

    assert await counter.redraw(order.id) == Delivery(Delivered.LATER, 4.0)
    assert (await counter.card(order.id)).shown == "old"
