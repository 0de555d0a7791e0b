"""Commands about money: the audit in words, a top-up from the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.app import open_parts, open_shop
from domain.ids import UserId
from services.audit import AuditLedger, AuditReport

if TYPE_CHECKING:
    from bot.config import Configuration


async def audit_shop(configuration: Configuration) -> AuditReport:
    """Check the ledger in one snapshot; writes nothing."""
    async with open_parts(configuration) as parts:
        return await AuditLedger(parts.database, parts.clock)()


def audit_lines(report: AuditReport) -> str:
    """One line for each invariant, and what breaks it."""
    lines = []
    for check in report.checks:
        mark = "ok    " if check.holds else "BROKEN"
        lines.append(f"{mark} {check.id:<4} {check.checked:>8} checked")
        lines += [f"       {offender}" for offender in check.offenders]
    lines.append("The ledger is sound." if report.ok else "The ledger is broken: see above.")
    return "\n".join(lines)


async def top_up_from_console(
    configuration: Configuration, user: int, amount: str, reason: str
) -> int:
    """Add money without a confirm card: whoever types here has the database anyway."""
    async with open_shop(configuration) as shop:
        done = await shop.services.top_up(user_id=UserId(user), amount=amount, reason=reason)
    typer.echo(f"Done: {done}")
    return 0
