"""What the shop's own buttons carry: ids and short words, never texts of people."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.catalogue import Service
from domain.fields import Field
from domain.platforms import Kind, Platform
from handlers.kit.callbacks import Number


class OpenPlatform(CallbackData, prefix="p"):
    """Show a platform's kinds."""

    platform: Platform


class OpenShelf(CallbackData, prefix="l"):
    """Show a page of services, counted from 1."""

    platform: Platform
    kind: Kind
    page: Number = 1


class OpenFound(CallbackData, prefix="q"):
    """Show a page of what the last search found; its words are kept with the chat's state."""

    page: Number = 1


class OpenFitting(CallbackData, prefix="k"):
    """Show a page of services of one kind that fit the last pasted link."""

    kind: Kind
    page: Number = 1


class OpenLink(CallbackData, prefix="lk"):
    """Show what could be ordered for the last pasted link."""


class OpenPrices(CallbackData, prefix="pl"):
    """Show a service's price list."""

    id: Number
    back: str = ""


class StartOrder(CallbackData, prefix="n"):
    """Begin an order; a quantity of 0 is none."""

    id: Number
    quantity: Number = 0
    back: str = ""


class Fill(CallbackData, prefix="f"):
    """Answer a question of the form by a tap."""

    field: Field
    value: str


class Edit(CallbackData, prefix="e"):
    """Ask for a field again; without one, go on."""

    field: Field | None = None


class LeaveForm(CallbackData, prefix="x"):
    """Leave the form; the draft stays, or is forgotten where `drop` is set."""

    drop: bool = False


class StartSearch(CallbackData, prefix="sr"):
    """Say how to search."""


def back_word(place: CallbackData) -> str:
    """A page as a word that another button can carry, so that Back finds it again."""
    return place.pack().replace(place.__separator__, ".")


def place_of(back: str, service: Service) -> str:
    """The data of the button that leads back; a service's own shelf where no page is known."""
    if not back:
        return OpenShelf(platform=service.platform, kind=service.kind).pack()
    return back.replace(".", OpenShelf.__separator__)
