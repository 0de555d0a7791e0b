"""The actions of the served API: what the page shows and OpenAPI describes, in one table."""

from __future__ import annotations

from typing import Final

from api.docs.fields import DESCRIBED, title_of, types
from api.docs.model import Action, Call, Kind, Parameter
from api.docs.words import (
    BAD_LINK,
    CANCELING,
    LEAST,
    MOST,
    NO_CANCEL,
    NO_FUNDS,
    NO_REFILL,
    NOT_CANCELABLE,
    NOT_COMPLETED,
    REPEATED,
    TOO_EARLY,
    TOO_FEW,
    TOO_MANY,
)
from api.refusals import INCORRECT_ORDER, INCORRECT_SERVICE, REFILL_NOT_FOUND
from domain.api_orders import MOST_IDS, RefillWord, StatusWord
from domain.catalogue import ServiceType
from domain.fields import Field

SERVICE_ID: Final = "1234"
ORDER: Final = "23501"
FURTHER_ORDER: Final = "23502"
ABSENT_ORDER: Final = "1"
REFILL: Final = "8107"
ABSENT_REFILL: Final = "1"

_LIST: Final = f"numbers separated by commas, up to {MOST_IDS}"
SERVICE: Final = Parameter(
    "service", Kind.INTEGER, "The number of a service, from [services](#services).", SERVICE_ID
)
_ORDER: Final = Parameter("order", Kind.ID, "The order's number.", ORDER)
_ORDERS: Final = Parameter("orders", Kind.IDS, f"Orders: {_LIST}.", f"{ORDER},{FURTHER_ORDER}")
_REFILL: Final = Parameter("refill", Kind.ID, "The refill's number.", REFILL)
_REFILLS: Final = Parameter("refills", Kind.IDS, f"Refills: {_LIST}.", REFILL)
IDEMPOTENCY: Final = Parameter(
    "idempotency_key",
    Kind.TEXT,
    "A word of your own for this order, such as its number with you. Sent again, it brings the "
    "same order instead of a second one; see [Safe repeats](#repeats).",
    "panel-order-88121",
    required=False,
)
_NO_ORDER: Final = {"error": INCORRECT_ORDER.text}


def actions(currency: str) -> tuple[Action, ...]:
    """Every action, with examples in a shop's currency."""
    return (
        _services(),
        _balance(currency),
        _add(),
        _status(currency),
        _refill(),
        _refill_status(),
        _cancel(),
    )


def _services() -> Action:
    example = {
        "service": int(SERVICE_ID),
        "name": "Instagram Followers | Real",
        "type": title_of(ServiceType.DEFAULT),
        "category": "Instagram Followers",
        "rate": "1.20",
        "min": str(LEAST),
        "max": str(MOST),
        "dripfeed": True,
        "refill": True,
        "cancel": True,
    }
    text = (
        "Everything that can be ordered, with its price and limits. `rate` is the price of 1,000, "
        "or of the whole for packages. `type` says which [fields](#types) an order needs. Read it "
        "every few minutes at most: with `If-None-Match` you get a 304 while nothing has changed."
    )
    call = Call("The list", "", (), (("action", "services"),), "Services", [example])
    return Action("services", "List of services", text, (call,))


def _balance(currency: str) -> Action:
    example = {"balance": "124.50", "currency": currency}
    text = "What is left in your wallet. It is the same wallet as in the chat."
    call = Call("The balance", "", (), (("action", "balance"),), "Balance", example)
    return Action("balance", "Balance", text, (call,))


def _add() -> Action:
    link, quantity = DESCRIBED[Field.LINK], DESCRIBED[Field.QUANTITY]
    plain = _with("add", SERVICE, link, quantity)
    drip = (*plain, ("runs", "5"), ("interval", "60"))
    lines = _with("add", SERVICE, link, DESCRIBED[Field.COMMENTS])
    order = {"order": int(ORDER)}
    default = types()[ServiceType.DEFAULT]
    comments = types()[ServiceType.CUSTOM_COMMENTS]
    return Action(
        "add",
        "Place an order",
        "Takes the price from your wallet and answers with the order's number at once; the order "
        "goes on its way in the background. If it cannot be placed after all, it becomes "
        "`Canceled` and the money returns. These are the fields of the type `Default`; [other "
        "types](#types) have theirs.",
        (
            Call("Default", "", (SERVICE, *default, IDEMPOTENCY), plain, "Ordered", order),
            Call("Drip-feed", "Five times 500, an hour apart.", (), drip, "Ordered", order),
            Call(
                "Custom comments",
                "One comment per line; the lines are the quantity.",
                (SERVICE, *comments, IDEMPOTENCY),
                lines,
                "Ordered",
                order,
            ),
        ),
        errors=(INCORRECT_SERVICE, BAD_LINK, TOO_FEW, TOO_MANY, NO_FUNDS, REPEATED),
    )


def _status(currency: str) -> Action:
    one = {
        "charge": "0.60",
        "start_count": "3572",
        "status": StatusWord.IN_PROGRESS.value,
        "remains": "157",
        "currency": currency,
    }
    done = one | {"status": StatusWord.COMPLETED.value, "remains": "0"}
    many = {ORDER: one, FURTHER_ORDER: done, ABSENT_ORDER: _NO_ORDER}
    return Action(
        "status",
        "Status of orders",
        "`charge` is what the order costs after all refunds, `remains` what is still to come. "
        "`start_count` is the count before the start, `null` until it is known. "
        "[Status words](#statuses) explains the rest.",
        (
            Call("One order", "", (_ORDER,), _with("status", _ORDER), "Status", one),
            Call(
                "Many orders",
                f"Ask for up to {MOST_IDS} at once instead of one by one. Numbers that are not "
                "yours are answered like numbers that do not exist.",
                (_ORDERS,),
                (("action", "status"), ("orders", f"{ORDER},{FURTHER_ORDER},{ABSENT_ORDER}")),
                "Statuses",
                many,
            ),
        ),
        aliases=("orders", "multi_status"),
        errors=(INCORRECT_ORDER,),
    )


def _refill() -> Action:
    many = [
        {"order": int(ORDER), "refill": int(REFILL)},
        {"order": int(ABSENT_ORDER), "refill": _NO_ORDER},
    ]
    return Action(
        "refill",
        "Ask for a refill",
        "For completed orders of services with `refill`, when the count has dropped within the "
        "guarantee.",
        (
            Call(
                "One order", "", (_ORDER,), _with("refill", _ORDER), "Refill", {"refill": REFILL}
            ),
            Call(
                "Many orders",
                "Each order is answered on its own.",
                (_ORDERS,),
                (("action", "refill"), ("orders", f"{ORDER},{ABSENT_ORDER}")),
                "Refills",
                many,
            ),
        ),
        aliases=("multi_refill",),
        errors=(NO_REFILL, NOT_COMPLETED, TOO_EARLY),
    )


def _refill_status() -> Action:
    many = [
        {"refill": int(REFILL), "status": RefillWord.COMPLETED.value},
        {"refill": int(ABSENT_REFILL), "status": {"error": REFILL_NOT_FOUND.text}},
    ]
    return Action(
        "refill_status",
        "Status of refills",
        "How a refill stands. [Status words](#statuses) has the words.",
        (
            Call(
                "One refill",
                "",
                (_REFILL,),
                _with("refill_status", _REFILL),
                "RefillStatus",
                {"status": RefillWord.COMPLETED.value},
            ),
            Call(
                "Many refills",
                "",
                (_REFILLS,),
                (("action", "refill_status"), ("refills", f"{REFILL},{ABSENT_REFILL}")),
                "RefillStatuses",
                many,
            ),
        ),
        aliases=("multi_refill_status",),
        errors=(REFILL_NOT_FOUND,),
    )


def _cancel() -> Action:
    example = [
        {"order": int(ABSENT_ORDER), "cancel": _NO_ORDER},
        {"order": int(ORDER), "cancel": 1},
    ]
    call = Call(
        "Orders",
        "",
        (_ORDERS,),
        (("action", "cancel"), ("orders", f"{ABSENT_ORDER},{ORDER}")),
        "Cancels",
        example,
    )
    return Action(
        "cancel",
        "Cancel orders",
        "For running orders of services with `cancel`. `1` means that the request was taken: the "
        "money returns when the status turns `Canceled` (all of it) or `Partial` (the rest). An "
        "order that is finished first stays as it is.",
        (call,),
        aliases=("multi_cancel",),
        errors=(NO_CANCEL, NOT_CANCELABLE, CANCELING),
    )


def _with(action: str, *parameters: Parameter) -> tuple[tuple[str, str], ...]:
    pairs = ((parameter.name, parameter.sample) for parameter in parameters)
    return (("action", action), *pairs)
