"""What buttons carry from one feature to another; a feature's own buttons live with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

HOME: Final = "home"
NEW: Final = "new"
FAVOURITES: Final = "favorites"
ORDERS: Final = "orders"
WALLET: Final = "wallet"
ADD_MONEY: Final = "money"
PROFILE: Final = "profile"
LANGUAGE: Final = "language"
SUPPORT: Final = "support"
HELP: Final = "help"
TERMS: Final = "terms"
ORDER_TERMS: Final = "order_terms"
"""The terms as an order leads to them: both ways out lead back to it."""
INBOX: Final = "inbox"

Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""An id, a page or a quantity. A forged one that no database can hold matches no button."""


class Go(CallbackData, prefix="go"):
    """Open a feature's first screen; `to` is one of the names above."""

    to: str


class OpenService(CallbackData, prefix="s"):
    """Open a service's card; `back` says where from, in the shop feature's own short words."""

    id: Number
    back: str = ""


class OpenOrder(CallbackData, prefix="o"):
    """Open an order's card; `back` says where from, in the orders feature's own short words."""

    id: Number
    back: str = ""


class OrdersAt(CallbackData, prefix="ol"):
    """Open the list of orders: `which` is a filter's letter, `page` counts from 1."""

    which: str = "a"
    page: Number = 1


class How(StrEnum):
    """What is different the next time."""

    SAME = "s"
    REST = "r"
    """As much as was not delivered, by another service."""
    FIX = "f"
    """With another link."""


class OrderAgain(CallbackData, prefix="oa"):
    """Order what order `id` was once more, at today's price."""

    id: Number
    how: How = How.SAME


class LateOrder(CallbackData, prefix="ot"):
    """Show what can be done about order `id`, which takes longer than usual."""

    id: Number


class OpenRefill(CallbackData, prefix="rf"):
    """Show whether a refill of an order can be asked; `back` as in `OpenOrder`."""

    id: Number
    back: str = ""


class OpenCancel(CallbackData, prefix="cx"):
    """Show whether an order can be canceled, or a subscription stopped."""

    id: Number
    back: str = ""


class OpenPosts(CallbackData, prefix="ps"):
    """List what a subscription made for posts; `page` counts from 1."""

    id: Number
    page: Number = 1
    back: str = ""


class StatementAt(CallbackData, prefix="st"):
    """Open the wallet's statement: `which` is a filter's letter, `page` counts from 1."""

    which: str = "a"
    page: Number = 1


class AskAbout(CallbackData, prefix="hp"):
    """Ask for help with order `id`: support opens with the order attached."""

    id: Number


class PayQuote(CallbackData, prefix="pay"):
    """Accept a quote: the one button that spends money.

    `said` holds the letters of `domain.consent.Consent` that its label speaks of.
    """

    quote: str
    said: str = ""


class ResumeDraft(CallbackData, prefix="dr"):
    """Go on with the unfinished order."""


class Appeal(CallbackData, prefix="ab"):
    """Ask the shop to let one in again."""


class ReportError(CallbackData, prefix="er"):
    """Tell the shop of something that broke; `code` is what was shown."""

    code: str
