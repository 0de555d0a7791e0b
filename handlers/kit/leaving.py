"""Going somewhere else ends the waiting for a form's answer; the draft itself stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram import BaseMiddleware

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram import Router
    from aiogram.fsm.context import FSMContext
    from aiogram.types import TelegramObject


class LeaveForms(BaseMiddleware):
    """Forgets which field is awaited, so that the next text is not taken for its value."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - aiogram's signature
        if data.get("raw_state") is not None:
            state: FSMContext = data["state"]
            await state.set_state(None)
        return await handler(event, data)


def leaves_forms(router: Router) -> Router:
    """Let every handler of a router end the waiting."""
    router.message.middleware(LeaveForms())
    router.callback_query.middleware(LeaveForms())
    return router
