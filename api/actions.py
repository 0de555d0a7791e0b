"""What callers of the served API may do: one function for each action, one table of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from api.refusals import (
    INCORRECT_ORDER,
    INCORRECT_SERVICE,
    REFILL_NOT_FOUND,
    TOO_MANY_IDS,
    Refusal,
    no_cancel,
    no_refill,
)
from domain.aftercare import Closed
from domain.api_codes import order_number, refill_number
from domain.api_orders import MOST_IDS
from domain.ids import ServiceId
from services.api.add import Adding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.fields import Fields
    from api.standard import Answer, Standard
    from domain.api_keys import ApiCaller
    from domain.api_orders import RefillWord
    from domain.ids import AskId
    from services.shop import Services

N = TypeVar("N")
T = TypeVar("T")

MOST_NAME: Final = 255
"""Characters of a call's own name."""

_SEPARATORS: Final = re.compile(r"[\s,;|\[\]\"']+")
"""Between ids; some clients write a list as their language prints it."""
_POINT: Final = re.compile(r"^([0-9]+)\.0+$")
"""A whole number in a language that has no others than those with a point."""
_SERVICE: Final = re.compile(r"0*([0-9]{1,15})(?:\.0+)?")
_NOT_SAID: Final = frozenset({"key", "action", "idempotency_key"})
_NO_SERVICE_NAMED: Final = Refusal(INCORRECT_SERVICE.text)
_NO_ORDER_NAMED: Final = Refusal(INCORRECT_ORDER.text)
_NO_REFILL_NAMED: Final = Refusal(REFILL_NOT_FOUND.text)
_BAD_NAME: Final = Refusal("Incorrect idempotency_key")


class RefusedError(Exception):
    """The call is refused before any use case is asked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Ask:
    """A call: who asks what, and in which style they want to be answered."""

    services: Services
    caller: ApiCaller
    fields: Fields
    style: Standard


Action = Callable[[Ask], Awaitable["Answer"]]


async def add(ask: Ask) -> Answer:
    """Place an order."""
    found = _SERVICE.fullmatch(ask.fields.get("service", ""))
    if found is None:
        raise RefusedError(_NO_SERVICE_NAMED)
    name = ask.fields.get("idempotency_key")
    if name is not None and (len(name) > MOST_NAME or not name.isprintable()):
        raise RefusedError(_BAD_NAME)
    adding = Adding(
        service_id=ServiceId(int(found[1])),
        given=ask.fields,
        name=name,
        digest=_digest(ask.fields) if name else "",
    )
    return ask.style.added(await ask.services.add_by_api(caller=ask.caller, adding=adding))


async def status(ask: Ask) -> Answer:
    """Tell how one order stands, or several."""
    named, many = _named(ask.fields, "order", _NO_ORDER_NAMED)
    return await _statuses(ask, named, many=many)


async def statuses(ask: Ask) -> Answer:
    """Tell how several orders stand, however few are named."""
    named, _ = _named(ask.fields, "order", _NO_ORDER_NAMED)
    return await _statuses(ask, named, many=True)


async def refill(ask: Ask) -> Answer:
    """Ask for a refill of one order, or of several."""
    named, many = _named(ask.fields, "order", _NO_ORDER_NAMED)
    return await _refills(ask, named, many=many)


async def refills(ask: Ask) -> Answer:
    """Ask for refills of several orders, however few are named."""
    named, _ = _named(ask.fields, "order", _NO_ORDER_NAMED)
    return await _refills(ask, named, many=True)


async def refill_status(ask: Ask) -> Answer:
    """Tell how one refill stands, or several."""
    named, many = _named(ask.fields, "refill", _NO_REFILL_NAMED)
    return await _refill_statuses(ask, named, many=many)


async def refill_statuses(ask: Ask) -> Answer:
    """Tell how several refills stand, however few are named."""
    named, _ = _named(ask.fields, "refill", _NO_REFILL_NAMED)
    return await _refill_statuses(ask, named, many=True)


async def cancel(ask: Ask) -> Answer:
    """Cancel orders."""
    named, _ = _named(ask.fields, "order", _NO_ORDER_NAMED)
    numbers = _numbers(named, order_number)
    closed = await ask.services.cancel_by_api(caller=ask.caller, numbers=_known(numbers))
    reasons: dict[Any, Refusal | None] = {
        number: None if why is None else no_cancel(why) for number, why in closed.items()
    }
    return ask.style.canceled(
        [(text, reasons.get(number, INCORRECT_ORDER)) for text, number in numbers.items()]
    )


async def balance(ask: Ask) -> Answer:
    """Tell what can be spent."""
    return ask.style.balance(await ask.services.read_api_balance(caller=ask.caller))


ACTIONS: Final[Mapping[str, Action]] = {
    "add": add,
    "status": status,
    "orders": statuses,
    "multi_status": statuses,
    "refill": refill,
    "multi_refill": refills,
    "refill_status": refill_status,
    "multi_refill_status": refill_statuses,
    "cancel": cancel,
    "multi_cancel": cancel,
    "balance": balance,
}
"""Every action but `services`, whose answer is written beforehand."""


async def _statuses(ask: Ask, named: Sequence[str], *, many: bool) -> Answer:
    numbers = _numbers(named, order_number)
    known = _known(numbers)
    found = await ask.services.read_api_statuses(caller=ask.caller, numbers=known)
    told = _told(numbers, found, INCORRECT_ORDER)
    if many:
        return ask.style.statuses(told)
    return ask.style.one_status(_only(told))


async def _refills(ask: Ask, named: Sequence[str], *, many: bool) -> Answer:
    numbers = _numbers(named, order_number)
    made = await ask.services.refill_by_api(caller=ask.caller, numbers=_known(numbers))
    answers: dict[Any, AskId | Refusal] = {
        number: no_refill(answer) if isinstance(answer, Closed) else answer
        for number, answer in made.items()
    }
    told = _told(numbers, answers, INCORRECT_ORDER)
    if many:
        return ask.style.refills(told)
    return ask.style.refilled(_only(told))


async def _refill_statuses(ask: Ask, named: Sequence[str], *, many: bool) -> Answer:
    numbers = _numbers(named, refill_number)
    found = await ask.services.read_api_refills(caller=ask.caller, numbers=_known(numbers))
    words: dict[Any, RefillWord] = {number: refill.word for number, refill in found.items()}
    told = _told(numbers, words, REFILL_NOT_FOUND)
    if many:
        return ask.style.refill_statuses(told)
    return ask.style.one_refill_status(_only(told))


def _named(fields: Fields, kind: str, nothing: Refusal) -> tuple[list[str], bool]:
    """What a call names, each once, and whether it may be several."""
    text = fields.get(f"{kind}s")
    many = text is not None
    if text is None:
        text = fields.get(kind) or fields.get(f"{kind}_id", "")
    words = filter(None, _SEPARATORS.split(text))
    named = list(dict.fromkeys(_POINT.sub(r"\1", word) for word in words))
    if not named:
        raise RefusedError(nothing)
    if len(named) > MOST_IDS:
        raise RefusedError(TOO_MANY_IDS)
    return named, many or len(named) > 1


def _numbers(named: Sequence[str], read: Callable[[str], N | None]) -> dict[str, N | None]:
    return {text: read(text) for text in named}


def _known(numbers: Mapping[str, N | None]) -> list[N]:
    """The numbers, each once: a code and a number may name the same order."""
    return list(dict.fromkeys(number for number in numbers.values() if number is not None))


def _told(
    numbers: Mapping[str, N | None], found: Mapping[N, T], otherwise: Refusal
) -> list[tuple[str, T | Refusal]]:
    return [
        (text, otherwise if number is None else found.get(number, otherwise))
        for text, number in numbers.items()
    ]


def _only(told: Sequence[tuple[str, T | Refusal]]) -> T:
    """The one thing that was asked about.

    Raises:
        RefusedError: there is none.
    """
    answer = told[0][1]
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    return answer


def _digest(fields: Fields) -> str:
    """What a call says, whatever it was written in."""
    said = sorted((name, value) for name, value in fields.items() if name not in _NOT_SAID)
    return hashlib.sha256(orjson.dumps(said)).hexdigest()
