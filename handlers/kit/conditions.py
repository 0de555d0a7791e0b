"""Lets the conditions of handlers be checked where the update is: in the event loop.

aiogram sends plain ones to a thread. To compare a text or a state takes a microsecond, to cross
into a thread and back a hundred; a typed message meets a dozen conditions before its handler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from aiogram import Router
    from aiogram.dispatcher.event.handler import FilterObject


def checked_here(router: Router) -> Router:
    """Check the conditions of a router, and of those inside it, without leaving the event loop."""
    for inner in router.chain_tail:
        for condition in conditions_of(inner):
            if not condition.awaitable:
                condition.callback = _here(condition.callback)
                condition.awaitable = True
    return router


def conditions_of(router: Router) -> Iterator[FilterObject]:
    """What stands before a router's handlers: their own conditions, and those of all of them."""
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):  # noqa: SLF001 - what `filter` adds to
            yield from handler.filters or ()


def _here(condition: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def check(*given: object, **more: object) -> object:
        return condition(*given, **more)

    return check
