"""Finds who answers a tap by what its button carries: one look-up, where aiogram asks everybody.

aiogram offers an update to each router and each handler in turn until one takes it, and reads the
button's data anew for each. Here a router knows the words that its buttons begin with: a tap that
is not for it passes by, and one that is meets only the handlers of its word, in their order.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

if TYPE_CHECKING:
    from aiogram.dispatcher.event.handler import HandlerObject

_EVENT: Final = "callback_query"
_SEPARATOR: Final = ":"
"""Between a button's word and what follows it: aiogram's own."""


class Exactly(Filter):
    """Let taps pass whose button carries just this."""

    def __init__(self, button: CallbackData) -> None:
        self.data = button.pack()

    async def __call__(self, event: CallbackQuery) -> bool:
        return event.data == self.data


class TapRouter(Router):
    """A router whose taps are found by their words; all handlers come before the first tap."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.callback_query = self.observers[_EVENT] = TapObserver(self, _EVENT)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's signature
        """Offer an update to the handlers; a tap only where somebody here may know it."""
        if isinstance(event, CallbackQuery) and not self._may_take(event.data or ""):
            return UNHANDLED
        return await super().propagate_event(update_type, event, **kwargs)

    def _may_take(self, data: str) -> bool:
        return any(taps.find(data) is not None for taps in self._observers)

    @cached_property
    def _observers(self) -> tuple[TapObserver, ...]:
        found = (router.observers[_EVENT] for router in self.chain_tail)
        return tuple(taps for taps in found if isinstance(taps, TapObserver))


class TapObserver(TelegramEventObserver):
    """The handlers of a router's taps, sorted by the words of their buttons."""

    async def trigger(self, event: TelegramObject, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's signature
        """Offer a tap to the handlers of its word."""
        assert isinstance(event, CallbackQuery)  # noqa: S101 - it stands on taps only
        found = self.find(event.data or "")
        return UNHANDLED if found is None else await found.trigger(event, **kwargs)

    def find(self, data: str) -> TelegramEventObserver | None:
        """The handlers that may take a tap; None where there are none."""
        words = self._words
        return words.get(data) or words.get(_first_word(data)) or words.get(None)

    @cached_property
    def _words(self) -> dict[str | None, TelegramEventObserver]:
        """Handlers by word; those that any tap may be for stand at each, and at None."""
        named = [(_word_of(handler), handler) for handler in self.handlers]
        return {
            word: self._only([handler for other, handler in named if _meets(other, word)])
            for word, _ in named
        }

    def _only(self, handlers: list[HandlerObject]) -> TelegramEventObserver:
        observer = TelegramEventObserver(self.router, self.event_name)
        observer.handlers = handlers
        return observer


def _word_of(handler: HandlerObject) -> str | None:
    """What a handler's buttons carry or begin with; None for one that has other conditions."""
    for condition in handler.filters or ():
        asked = condition.callback
        if isinstance(asked, Exactly):
            return asked.data
        if isinstance(asked, CallbackQueryFilter):
            return asked.callback_data.__prefix__
    return None


def _meets(own: str | None, word: str | None) -> bool:
    """Whether a handler of a word may take a tap of another: `go` may take `go:home`."""
    if own is None or word is None:
        return own is None
    return own in {word, _first_word(word)}


def _first_word(data: str) -> str:
    return data.partition(_SEPARATOR)[0]
