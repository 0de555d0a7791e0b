"""One update of one customer with all that answering it needs, made by the shop's middleware."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.types import CallbackQuery, Message

from domain.errors import NotFoundError, ServiceUnavailableError
from handlers.kit.sharing import Sharing
from handlers.kit.show import show
from handlers.shop.states import Ordering
from handlers.shop.views.card import Known, service_card, switched_off
from handlers.shop.views.shelves import platform_list

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext
    from aiogram.types import TelegramObject

    from domain.accounts import User
    from domain.catalogue import Service
    from domain.favourites import CardFacts
    from domain.ids import ServiceId, UserId
    from handlers.kit.screen import Screen
    from locales.html import Html
    from locales.translator import Translator
    from services.catalogue.snapshot import Snapshot
    from services.shop import Services

QUERY = "query"
LINK = "link"
"""Keys of the chat's state: the last search, the last pasted link."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A customer before a screen: who, in which language, with which use cases at hand."""

    event: Message | CallbackQuery
    state: FSMContext
    user: User
    services: Services
    t: Translator
    awaited: str | None
    """The state that the update found: what typed text meant until now."""

    @property
    def user_id(self) -> UserId:
        return self.user.id

    @property
    def catalogue(self) -> Snapshot:
        return self.services.catalogue.current

    async def front(self, said: Html | None = None) -> Screen:
        """The catalogue's first page as it is for this customer; `said` stands above it."""
        return platform_list(await self.services.read_front(user_id=self.user_id), self.t, said)

    async def card(self, service: Service, back: str = "") -> Screen:
        """A service's card with all that this customer may know of it."""
        known = Known(
            figures=self.services.figures.of(service.id),
            facts=await self._facts(service),
            sharing=await self.sharing(),
        )
        return service_card(service, back, self.t, known)

    async def instead(self, service_id: ServiceId) -> Screen:
        """What is said when a service is not on sale any more."""
        gone, closest = self.catalogue.awaited(service_id), self.catalogue.closest(service_id)
        is_saved = gone is not None and (await self._facts(gone)).is_saved
        return switched_off(closest, self.t, gone, is_saved=is_saved)

    async def sharing(self) -> Sharing | None:
        """How services are shown to others; None while Telegram does not say."""
        bot = self.event.bot
        assert bot is not None  # noqa: S101 - updates come from a bot
        return await Sharing.of(bot)

    async def _facts(self, service: Service) -> CardFacts:
        return await self.services.read_card_facts(user_id=self.user_id, service_id=service.id)

    async def show(self, screen: Screen, toast: str | None = None) -> None:
        """Show a screen to the customer."""
        await show(
            self.event, screen, user=self.user, services=self.services, t=self.t, toast=toast
        )

    async def leave_form(self) -> None:
        """Let typed text be a search again; the draft stays."""
        if self.awaited is not None:
            await self.state.set_state(None)

    async def await_answer(self) -> None:
        """Let typed text be the answer to the form."""
        if self.awaited != Ordering.filling.state:
            await self.state.set_state(Ordering.filling)

    async def remembered(self, key: str) -> str:
        """What the chat's state holds under a key, else nothing."""
        return str((await self.state.get_data()).get(key, ""))


async def with_visit(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:  # noqa: ANN401 - a middleware hands on whatever the handler returns
    """Give handlers their visit; what has gone meanwhile is answered by what is there now."""
    assert isinstance(event, Message | CallbackQuery)  # noqa: S101 - it stands on these two only
    visit = Visit(
        event,
        data["state"],
        data["user"],
        data["services"],
        data["t"],
        awaited=data.get("raw_state"),
    )
    try:
        return await handler(event, {**data, "visit": visit})
    except ServiceUnavailableError as error:
        await visit.leave_form()
        await visit.show(await visit.instead(error.service_id))
    except NotFoundError:
        await visit.show(await visit.front(), visit.t.plain("Updated."))
