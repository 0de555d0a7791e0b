"""The standard style of answers, as most panels of the trade write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.refusals import Refusal
from domain.catalogue import ServiceType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from domain.api_orders import ApiOrder, RefillWord
    from domain.catalogue import Service
    from domain.ids import AskId, OrderId
    from domain.money import Money

_TYPES: Final = {
    ServiceType.SEO: "SEO",
    ServiceType.MENTIONS_WITH_HASHTAGS: "Mentions with Hashtags",
    ServiceType.INVITES_FROM_GROUPS: "Invites from Groups",
}
"""Types whose name is not simply their words in capitals."""
_DIGITS: Final = 18
"""So many always fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body to be written as JSON, and its HTTP status."""

    body: object
    status: int = 200
    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """Numbers are integers, amounts are texts, and a refusal is an answer like any other."""

    currency: str

    def refusal(self, refusal: Refusal, retry_after_s: int | None = None) -> Answer:
        """An error; only where a client has to wait does HTTP say so too."""
        status = refusal.status if refusal.status in _ALWAYS else 200
        return Answer({"error": refusal.text}, status, retry_after_s)

    def service(self, service: Service) -> Mapping[str, object]:
        """One entry of the list."""
        return {
            "service": service.id,
            "name": service.name,
            "type": _type_of(service),
            "category": service.category,
            "rate": amount(service.rate),
            "min": str(service.min),
            "max": str(service.max),
            "dripfeed": service.dripfeed,
            "refill": service.refill,
            "cancel": service.cancel,
        }

    def balance(self, balance: Money) -> Answer:
        """What can be spent."""
        return Answer({"balance": amount(balance), "currency": self.currency})

    def added(self, number: OrderId) -> Answer:
        """A new order."""
        return Answer({"order": number})

    def status(self, order: ApiOrder) -> Mapping[str, object]:
        """How an order stands."""
        count = order.start_count
        return {
            "charge": amount(order.paid),
            "start_count": None if count is None else str(count),
            "status": order.word.value,
            "remains": str(order.left),
            "currency": self.currency,
        }

    def one_status(self, order: ApiOrder) -> Answer:
        """How the one order stands that was asked about."""
        return Answer(self.status(order))

    def statuses(self, found: Sequence[tuple[str, ApiOrder | Refusal]]) -> Answer:
        """How many orders stand, by what they were called."""
        return Answer(
            {
                asked: {"error": order.text} if isinstance(order, Refusal) else self.status(order)
                for asked, order in found
            }
        )

    def refill(self, number: AskId) -> object:
        """A refill's number where it is one of many."""
        return number

    def refilled(self, number: AskId) -> Answer:
        """A refill that was asked for."""
        return Answer({"refill": str(number)})

    def refills(self, made: Sequence[tuple[str, AskId | Refusal]]) -> Answer:
        """Refills that were asked for."""
        entries = [
            {
                "order": number_or_text(asked),
                "refill": {"error": refill.text}
                if isinstance(refill, Refusal)
                else self.refill(refill),
            }
            for asked, refill in made
        ]
        return Answer(entries)

    def one_refill_status(self, word: RefillWord) -> Answer:
        """How the one refill stands that was asked about."""
        return Answer({"status": word.value})

    def refill_statuses(self, found: Sequence[tuple[str, RefillWord | Refusal]]) -> Answer:
        """How refills stand."""
        entries = [
            {
                "refill": number_or_text(asked),
                "status": {"error": word.text} if isinstance(word, Refusal) else word.value,
            }
            for asked, word in found
        ]
        return Answer(entries)

    def canceled(self, asked: Sequence[tuple[str, Refusal | None]]) -> Answer:
        """Cancellations that were asked for, as a list however few they are."""
        entries = [
            {"order": number_or_text(name), "cancel": {"error": no.text} if no else 1}
            for name, no in asked
        ]
        return Answer(entries)


def amount(money: Money, places: int = 2) -> str:
    """An exact amount, with so many decimals at least."""
    whole, micros = divmod(money.micros, 1_000_000)
    decimals = f"{micros:06d}"
    return f"{whole}.{decimals[:places]}{decimals[places:].rstrip('0')}"


def number_or_text(asked: str) -> int | str:
    """What a client called something: as a number, where it is one that JSON can carry."""
    plain = len(asked) <= _DIGITS and asked.isascii() and asked.isdecimal()
    return int(asked) if plain else asked


def _type_of(service: Service) -> str:
    return _TYPES.get(service.type) or service.type.replace("_", " ").title()


_ALWAYS: Final = frozenset({405, 408, 413, 429, 500})
