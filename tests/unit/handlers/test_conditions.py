"""No condition of a handler is checked in a thread: that costs a hundred times the check."""

from collections.abc import Iterator
from inspect import iscoroutinefunction

from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.fsm.state import State
from aiogram.types import Chat, Message

from domain.ids import UserId
from handlers.kit.conditions import checked_here, conditions_of
from handlers.routers import all_routers
from tests.unit.handlers.specimens import NOW


def _every_router() -> Iterator[Router]:
    for router in all_routers(frozenset({UserId(1)})):
        yield from router.chain_tail


def test_all_conditions_and_handlers_stay_in_the_event_loop() -> None:
    routers = list(_every_router())

    assert sum(1 for router in routers for _ in conditions_of(router)) > 100
    assert [one for router in routers for one in conditions_of(router) if not one.awaitable] == []
    handlers = [
        handler.callback
        for router in routers
        for observer in router.observers.values()
        for handler in observer.handlers
    ]
    assert all(iscoroutinefunction(handler) for handler in handlers)


async def test_conditions_decide_as_before() -> None:
    heard: list[str] = []
    router = Router()

    @router.message(State("waiting", "Form"), F.text.startswith("a"))
    async def hear(message: Message) -> None:
        heard.append(str(message.text))

    checked_here(router)
    told = [
        await router.propagate_event("message", _message(text), raw_state=state)
        for text, state in (("ab", "Form:waiting"), ("ab", None), ("b", "Form:waiting"))
    ]

    assert heard == ["ab"]
    assert [answer is UNHANDLED for answer in told] == [False, True, True]


def _message(text: str) -> Message:
    return Message(message_id=1, date=NOW, chat=Chat(id=1, type="private"), text=text)
