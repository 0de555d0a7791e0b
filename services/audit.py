"""The audit: the ledger's invariants, judged on one snapshot of the whole database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from db.repositories.audit import OFFENDERS
from domain.money import refund_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.database import Database
    from db.repositories.audit import Audit, PartialOrder
    from domain.ports import Clock

MAX_HOLD: Final = timedelta(hours=24)

MEANINGS: Final[Mapping[str, str]] = {
    "I1": "every currency adds up to zero",
    "I2": "every kept balance is what its transfers add up to",
    "I3": "no wallet and no hold is below zero",
    "I4": "every order's charge is accounted for, in its columns and in its transfers",
    "I5": "only orders that wait hold money",
    "I6": "every order's refund is exactly what was due",
    "I10": "nothing is held for over a day unless a person looks or its customer lets it wait",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One invariant: whether it holds, over how many things, the first twenty that break it."""

    id: str
    holds: bool
    checked: int
    offenders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """All invariants at one moment."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every invariant holds."""
        return all(check.holds for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """The report as `audit --json` prints it."""
        rows = [
            {
                "id": check.id,
                "holds": check.holds,
                "checked": check.checked,
                "offenders": list(check.offenders),
            }
            for check in self.checks
        ]
        return {"ok": self.ok, "checks": rows}


@dataclass(frozen=True, slots=True)
class AuditLedger:
    """Hold the database against the invariants. Reads only; a fixed number of statements."""

    database: Database
    clock: Clock

    async def __call__(self) -> AuditReport:
        """Check I1-I6 and I10."""
        async with self.database.read() as reads:
            await reads.audit.pin()
            checks = [await _sums(reads.audit)]
            checks += await _accounts(reads.audit)
            checks += await self._orders(reads.audit)
        return AuditReport(checks=tuple(checks))

    async def _orders(self, audit: Audit) -> list[Check]:
        number = await audit.count_orders()
        parts = [*await audit.orders_with_wrong_parts(), *await audit.transfers_without_order()]
        refunds = [*await audit.orders_with_wrong_refund(), *await _wrong_partials(audit)]
        late = await audit.orders_held_since(self.clock.now() - MAX_HOLD)
        return [
            _check("I4", number, _named("order", parts)),
            _check("I5", number, _named("order", await audit.orders_with_wrong_hold())),
            _check("I6", number, _named("order", sorted(refunds))),
            _check("I10", number, _named("order", late)),
        ]


async def _sums(audit: Audit) -> Check:
    """I1: per currency, what came into accounts is what went out of accounts."""
    nets: dict[str | None, int] = defaultdict(int)
    flows = await audit.flows()
    for flow in flows:
        nets[flow.destination] += flow.micros
        nets[flow.source] -= flow.micros
    offenders = [f"{name}: {net:+d} micros" for name, net in nets.items() if name and net]
    if any(None in {flow.source, flow.destination} for flow in flows):
        offenders.append("transfers name accounts that do not exist")
    return _check("I1", sum(flow.transfers for flow in flows), sorted(offenders))


async def _accounts(audit: Audit) -> list[Check]:
    number = await audit.count_accounts()
    return [
        _check("I2", number, await audit.misjudged_accounts()),
        _check("I3", number, await audit.accounts_below_zero()),
    ]


async def _wrong_partials(audit: Audit) -> list[int]:
    return [order.id for order in await audit.partial_orders() if not _is_settled(order)]


def _is_settled(order: PartialOrder) -> bool:
    """Whether a partial order's refunds are what its undelivered part asks for, once.

    What people refunded counts towards what is due, and may go beyond it; what the shop refunded
    by itself may not. While a person looks, less may be back. Figures that are missing or odd
    make nothing due: then only people refund.
    """
    if order.remains is None or not 0 <= order.remains <= order.units:
        return not order.by_shop
    due = refund_due(order.charge, order.units, order.units - order.remains)
    enough = order.review or order.by_shop + order.by_people >= due
    return enough and order.by_shop <= due


def _named(word: str, numbers: Sequence[int]) -> list[str]:
    return [f"{word} {number}" for number in numbers]


def _check(name: str, checked: int, offenders: Sequence[str]) -> Check:
    return Check(
        id=name, holds=not offenders, checked=checked, offenders=tuple(offenders[:OFFENDERS])
    )
