"""The switches: whole conditions a provider can be in, until they are turned off again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from sandbox.provider.errors import CANCEL_REFUSED, REFILL_TOO_LATE
from sandbox.provider.fault_forms import Details
from sandbox.provider.faults import KINDS, Fault
from sandbox.provider.model import Service

PRICE_RISE: Final = Decimal("1.5")
SLOW_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Mode:
    """One switch and, in plain words, what it does to the shop."""

    name: str
    title: str
    says: str


MODES: Final[dict[str, Mode]] = {
    mode.name: mode
    for mode in (
        Mode("slow", "Slow", "Every answer comes three seconds late."),
        Mode(
            "out_of_money",
            "Out of money",
            "New orders are refused with “Not enough funds on balance”.",
        ),
        Mode("suspended", "Suspended", "The account is suspended; every request is refused."),
        Mode("down", "Down", "Nobody listens: connections are refused."),
        Mode(
            "fail_before",
            "Fails before accepting",
            "New orders get HTTP 500 and are not accepted.",
        ),
        Mode(
            "fail_after",
            "Fails after accepting",
            "New orders are accepted, but the connection breaks before the answer.",
        ),
        Mode(
            "one_per_link",
            "One order per link",
            "A second order for the same link waits until the first has ended.",
        ),
        Mode(
            "refuse_care",
            "Refuses refills and cancels",
            "Refills are refused as over, cancels as too late.",
        ),
        Mode(
            "lose_care",
            "Loses answers to refills and cancels",
            "They are taken, but the connection breaks before the answer.",
        ),
        Mode("services_empty", "Empty catalogue", "The list of services is an empty list."),
        Mode("services_broken", "Broken catalogue", "The list of services breaks off half-way."),
        Mode("services_half", "Half the catalogue", "Every second service is gone."),
        Mode("price_rise", "Price rise", "Every price is half as much again."),
    )
}
_MADE_FAULTS: Final[Mapping[str, Mapping[str, tuple[str, str | None]]]] = {
    "fail_before": {"add": ("before_error", None)},
    "fail_after": {"add": ("after_reset", None)},
    "services_broken": {"services": ("truncated", None)},
    "refuse_care": {
        "refill": ("error_text", REFILL_TOO_LATE),
        "cancel": ("error_text", CANCEL_REFUSED),
    },
    "lose_care": {"refill": ("after_reset", None), "cancel": ("after_reset", None)},
}
"""By switch and action: the fault, and what it says."""


def fault_of(active: Iterable[str], action: str) -> Fault | None:
    """The fault that the switches make of a request for `action`."""
    for name in active:
        made = _MADE_FAULTS.get(name, {}).get(action)
        if made is not None:
            kind, text = made
            return Fault(action, KINDS[kind], 1, Details(text=text))
    return None


def on_sale(services: Iterable[Service], active: Iterable[str]) -> list[Service]:
    """What the switches leave of a catalogue, and at which prices."""
    on = frozenset(active)
    kept = list(services)
    if "services_half" in on:
        kept = kept[::2]
    if "price_rise" in on:
        kept = [replace(one, rate=_risen(one.rate)) for one in kept]
    return kept


def _risen(rate: str) -> str:
    return f"{(Decimal(rate) * PRICE_RISE).normalize():f}"
