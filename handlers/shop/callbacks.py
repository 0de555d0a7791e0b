"""What the shop's own buttons carry: ids and short words, never texts of people."""

from __future__ import annotations

from typing import Self

from aiogram.filters.callback_data import CallbackData

from domain.catalogue import Service
from domain.fields import Field
from domain.lines import ListChange
from domain.platforms import Kind, Platform
from domain.wishes import Wish
from handlers.kit.callbacks import How, Number


class OpenPlatform(CallbackData, prefix="p"):
    """Show a platform's kinds."""

    platform: Platform


class OpenPicks(CallbackData, prefix="pk"):
    """Show a shelf's three picks; a small shelf is shown whole."""

    platform: Platform
    kind: Kind


class OpenShelf(CallbackData, prefix="l"):
    """Show a page of a shelf, counted from 1, sorted and filtered as `wish` says."""

    platform: Platform
    kind: Kind
    page: Number = 1
    wish: str = ""

    def wishing(self, wish: Wish) -> Self:
        """The first page of the same shelf as another wish would have it."""
        return self.model_copy(update={"page": 1, "wish": wish.code})


class OpenFilters(CallbackData, prefix="ft"):
    """Choose what a shelf shall show; `was` and `page` say what it showed before."""

    platform: Platform
    kind: Kind
    wish: str = ""
    was: str = ""
    page: Number = 1

    def wishing(self, wish: Wish) -> Self:
        """The same choice with another wish."""
        return self.model_copy(update={"wish": wish.code})

    @property
    def before(self) -> OpenShelf:
        """The page that the choice began from."""
        return OpenShelf(platform=self.platform, kind=self.kind, page=self.page, wish=self.was)


class OpenCountries(OpenFilters, prefix="cn"):
    """Choose whose accounts a shelf's services shall bring."""


class OpenPopular(CallbackData, prefix="pp"):
    """Show a page of what this shop's customers order most."""

    page: Number = 1


class OpenFavourites(CallbackData, prefix="fl"):
    """Show a page of what the customer saved."""

    page: Number = 1


class SaveService(CallbackData, prefix="sv"):
    """Save a service, or forget it where `on` is not set."""

    id: Number
    on: bool
    back: str = ""


class OpenFound(CallbackData, prefix="q"):
    """Show a page of what the last search found; its words are kept with the chat's state."""

    page: Number = 1


class OpenSuggested(CallbackData, prefix="dm"):
    """Search for what was probably meant, instead of the last search."""


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


class UseLink(CallbackData, prefix="ul"):
    """Answer the question for a link with that of the customer's earlier order `id`."""

    id: Number


class SplitQuantity(CallbackData, prefix="sp"):
    """Order a quantity that is more than one order may hold, in several."""

    quantity: Number


class AwaitMoney(CallbackData, prefix="aw"):
    """Have an offer paid by itself when money arrives, or not."""

    quote: str
    on: bool


class OrderElsewhere(CallbackData, prefix="oe"):
    """Order what order `id` was from another service."""

    id: Number
    service: Number
    how: How = How.SAME


class Edit(CallbackData, prefix="e"):
    """Ask for a field again; without one, go on."""

    field: Field | None = None


class ChangeLines(CallbackData, prefix="ll"):
    """Put a list of the form right; `mark` names one line of it."""

    field: Field
    change: ListChange
    mark: str = ""


class FinishLines(CallbackData, prefix="ld"):
    """Take a list of the form as it is."""

    field: Field


class OpenLines(CallbackData, prefix="lv"):
    """Show a page of a list of the form, counted from 1."""

    field: Field
    page: Number = 1


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
        return OpenPicks(platform=service.platform, kind=service.kind).pack()
    return back.replace(".", OpenShelf.__separator__)
