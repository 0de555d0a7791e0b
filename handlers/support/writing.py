"""Writing to the shop: the form that waits for words, and the words as they come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.errors import TicketLimitError
from domain.ids import OrderId, TicketId
from domain.tickets import Attachment, FileKind, TicketTopic, ticket_name
from handlers.kit.callbacks import Appeal, ReportError
from handlers.kit.show import show
from handlers.kit.taps import TapRouter
from handlers.kit.ticket_replies import RepliesToTicket, said_by
from handlers.support import views
from handlers.support.callbacks import About, AddInstead, Write, WriteMore
from handlers.support.states import Writing
from locales.html import bold
from services.support.customer import Subject
from services.support.words import Said

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext

    from domain.accounts import User
    from handlers.kit.screen import Screen
    from locales.translator import Translator
    from services.shop import Services

MORE_WITHIN: Final = timedelta(minutes=10)
"""Without a tap on "Write more", a text that comes later is not for the ticket."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A customer who writes to the shop."""

    event: Message | CallbackQuery
    state: FSMContext
    user: User
    services: Services
    t: Translator

    async def show(self, screen: Screen) -> None:
        """Show a screen to the customer."""
        await show(self.event, screen, user=self.user, services=self.services, t=self.t)

    async def begin(self, subject: Subject) -> None:
        """Wait for the words of a new ticket."""
        order, code = subject.order_id or 0, subject.code or ""
        await self.state.set_state(Writing.first)
        await self.state.set_data({"topic": subject.topic.value, "order": order, "code": code})
        about = views.subject_line(subject.topic, order, code, self.t)
        await self.show(views.ask_for_words(about, self.t))

    async def wait_for_more(self, ticket_id: TicketId) -> None:
        """Wait for more words of a ticket."""
        found = await self.services.read_ticket(user_id=self.user.id, ticket_id=ticket_id)
        await self.state.set_state(Writing.more)
        await self.state.set_data({"ticket": found.ticket.id})
        await self.show(views.ask_for_words(bold(ticket_name(ticket_id)), self.t))

    async def add(self, ticket_id: TicketId, said: Said) -> None:
        """Add words to a ticket; what follows soon is more of them."""
        if said.is_empty:
            await self.show(views.not_words(self.t))
            return
        try:
            ticket = await self.services.add_to_ticket(
                user_id=self.user.id, ticket_id=ticket_id, said=said
            )
        except TicketLimitError:
            await self.show(views.full(ticket_id, self.t))
            return
        await self._listen(ticket_id)
        await self.show(views.added(ticket, self.t))

    async def open(self, said: Said) -> None:
        """Open the ticket that the form is about; words that may not are kept."""
        data = await self.state.get_data()
        desk = await self.services.read_support(user_id=self.user.id)
        try:
            ticket = await self.services.open_ticket(
                user_id=self.user.id, subject=_subject(data), said=said
            )
        except TicketLimitError:
            await self.state.update_data(_keep(said))
            await self.show(views.too_many(desk.open, self.t))
            return
        await self._listen(ticket.id)
        await self.show(views.opened(ticket, desk.usual_s, self.t))

    async def _listen(self, ticket_id: TicketId) -> None:
        data: dict[str, Any] = {"ticket": ticket_id}
        if isinstance(self.event, Message):
            data["until"] = (self.event.date + MORE_WITHIN).timestamp()
        await self.state.set_state(Writing.more)
        await self.state.set_data(data)


def make_router() -> Router:
    """Build the router of the form; commands are never taken for words."""
    router = TapRouter(name="support_form")
    router.message.middleware(with_talk)
    router.callback_query.middleware(with_talk)
    no_command = ~F.text.startswith("/")
    router.message.register(take_reply, RepliesToTicket())
    router.message.register(take_first, Writing.first, no_command)
    router.message.register(take_more, Writing.more, no_command)
    router.callback_query.register(begin_at_once, About.filter())
    router.callback_query.register(write, Write.filter())
    router.callback_query.register(write_more, WriteMore.filter())
    router.callback_query.register(add_instead, AddInstead.filter())
    router.callback_query.register(appeal, Appeal.filter())
    router.callback_query.register(report_error, ReportError.filter())
    return router


async def with_talk(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:  # noqa: ANN401 - a middleware hands on whatever the handler returns
    """Give handlers their talk."""
    assert isinstance(event, Message | CallbackQuery)  # noqa: S101 - it stands on these two only
    talk = Talk(event, data["state"], data["user"], data["services"], data["t"])
    return await handler(event, {**data, "talk": talk})


async def begin_at_once(_callback: CallbackQuery, callback_data: About, talk: Talk) -> None:
    """What nothing is known of goes to the shop at once."""
    await talk.begin(Subject(callback_data.topic))


async def write(_callback: CallbackQuery, callback_data: Write, talk: Talk) -> None:
    order = OrderId(callback_data.order) if callback_data.order else None
    await talk.begin(Subject(callback_data.topic, order))


async def appeal(_callback: CallbackQuery, talk: Talk) -> None:
    await talk.begin(Subject(TicketTopic.APPEAL))


async def report_error(_callback: CallbackQuery, callback_data: ReportError, talk: Talk) -> None:
    await talk.begin(Subject(TicketTopic.ERROR, code=callback_data.code))


async def write_more(_callback: CallbackQuery, callback_data: WriteMore, talk: Talk) -> None:
    await talk.wait_for_more(TicketId(callback_data.id))


async def take_first(message: Message, talk: Talk) -> None:
    """Open the ticket; what follows is added to it."""
    said = said_by(message)
    if said.is_empty:
        await talk.show(views.not_words(talk.t))
        return
    await talk.open(said)


async def take_more(message: Message, talk: Talk) -> None:
    """Words that follow at once belong to the ticket; later ones may mean anything."""
    data = await talk.state.get_data()
    if message.date.timestamp() > data.get("until", message.date.timestamp()):
        await talk.state.set_state(None)
        raise SkipHandler
    await talk.add(TicketId(int(data.get("ticket", 0))), said_by(message))


async def take_reply(message: Message, ticket_id: TicketId, talk: Talk) -> None:
    """A reply to the shop's words needs no button."""
    await talk.add(ticket_id, said_by(message))


async def add_instead(_callback: CallbackQuery, callback_data: AddInstead, talk: Talk) -> None:
    """Put the words that opened no ticket into this one; without them, wait for words."""
    said, ticket_id = _kept(await talk.state.get_data()), TicketId(callback_data.id)
    if said.is_empty:
        await talk.wait_for_more(ticket_id)
        return
    await talk.add(ticket_id, said)


def _subject(data: dict[str, Any]) -> Subject:
    order = OrderId(data["order"]) if data.get("order") else None
    return Subject(
        TicketTopic(data.get("topic", TicketTopic.OTHER)), order, data.get("code") or None
    )


def _keep(said: Said) -> dict[str, Any]:
    file = said.attachment
    return {
        "text": said.text,
        "file": file.id if file else None,
        "kind": file.kind.value if file else None,
    }


def _kept(data: dict[str, Any]) -> Said:
    file, kind = data.get("file"), data.get("kind")
    attachment = Attachment(file, FileKind(kind)) if file and kind else None
    return Said(data.get("text") or "", attachment)
