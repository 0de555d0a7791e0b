"""An operator at work: who, in which language, with which use cases; refusals put into words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.errors import DecisionError, NotFoundError
from handlers.admin.usage import usage_screen
from handlers.admin.views.problems import gone_screen, problem_screen
from handlers.kit.show import show

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext

    from domain.accounts import User
    from domain.ids import UserId
    from handlers.kit.screen import Screen
    from locales.translator import Translator
    from services.shop import Services


@dataclass(frozen=True, slots=True)
class Duty:
    """An operator before a screen."""

    event: Message | CallbackQuery
    state: FSMContext
    user: User
    services: Services
    t: Translator

    @property
    def actor_id(self) -> UserId:
        return self.user.id

    async def show(self, screen: Screen, toast: str | None = None) -> None:
        """Show a screen to the operator."""
        await show(
            self.event, screen, user=self.user, services=self.services, t=self.t, toast=toast
        )

    async def explain(self, command: str) -> None:
        """Say how a command is written; nothing has run."""
        await self.show(usage_screen(command, self.t))


async def with_duty(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:  # noqa: ANN401 - a middleware hands on whatever the handler returns
    """Give handlers their duty; what a use case refuses is said with the command's usage."""
    assert isinstance(event, Message | CallbackQuery)  # noqa: S101 - it stands on these two only
    duty = Duty(event, data["state"], data["user"], data["services"], data["t"])
    command = data.get("command")
    name = None if command is None else command.command.lower()
    try:
        return await handler(event, {**data, "duty": duty})
    except DecisionError as refusal:
        await duty.show(problem_screen(refusal, duty.t, command=name))
    except NotFoundError:
        await duty.show(gone_screen(duty.t))
