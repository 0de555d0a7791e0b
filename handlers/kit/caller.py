"""Who asks, and everything that answering needs: made by a router's middleware, once an update."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.types import CallbackQuery, Message

from handlers.kit.show import show

if TYPE_CHECKING:
    from aiogram import Router
    from aiogram.fsm.context import FSMContext
    from aiogram.types import TelegramObject

    from domain.accounts import User
    from domain.ids import UserId
    from handlers.kit.screen import Screen
    from locales.translator import Translator
    from services.shop import Services


@dataclass(frozen=True, slots=True)
class Caller:
    """A person before a screen: who, in which language, with which use cases at hand."""

    event: Message | CallbackQuery
    user: User
    services: Services
    t: Translator
    state: FSMContext | None

    @property
    def id(self) -> UserId:
        return self.user.id

    async def show(self, screen: Screen, toast: str | None = None) -> None:
        """Show a screen to the person."""
        await show(
            self.event, screen, user=self.user, services=self.services, t=self.t, toast=toast
        )

    async def remember(self, key: str, text: str) -> None:
        """Keep a text with the chat's state."""
        if self.state is not None:
            await self.state.update_data({key: text})

    async def remembered(self, key: str) -> str:
        """What the chat's state holds under a key, else nothing."""
        if self.state is None:
            return ""
        return str((await self.state.get_data()).get(key, ""))

    async def await_text(self, state: Any) -> None:  # noqa: ANN401 - aiogram's states have no common type
        """Let the next text be the answer to a question."""
        if self.state is not None:
            await self.state.set_state(state)


def knows_callers(router: Router) -> Router:
    """Hand `caller` to every handler of a router."""
    router.message.middleware(_with_caller)
    router.callback_query.middleware(_with_caller)
    return router


async def _with_caller(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:  # noqa: ANN401 - a middleware hands on whatever the handler returns
    assert isinstance(event, Message | CallbackQuery)  # noqa: S101 - it stands on these two only
    caller = Caller(event, data["user"], data["services"], data["t"], data.get("state"))
    return await handler(event, {**data, "caller": caller})
