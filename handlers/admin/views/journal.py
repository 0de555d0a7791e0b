"""What operators did by hand, in words: who, what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.operators import Act, JournalLine
from domain.orders import OrderStatus
from domain.reviews import Decision
from handlers.admin.views.cases import DECISIONS
from handlers.admin.views.catalogue import TITLES
from handlers.kit.order_words import MARKS, NAMES
from handlers.kit.phrases import dotted, spaced
from locales.html import Html, code
from locales.translator import N_, Translator

ACTS: Final[Mapping[Act, str]] = {
    Act.TOPUP: N_("Top-up"),
    Act.DEBIT: N_("Debit"),
    Act.UNDO: N_("Undo"),
    Act.REFUND: N_("Refund"),
    Act.BLOCK: N_("Block"),
    Act.UNBLOCK: N_("Unblock"),
    Act.PAUSE: N_("Pause"),
    Act.RESUME: N_("Resume"),
    Act.SYNC: N_("Sync services"),
    Act.REPLY: N_("Reply"),
    Act.CLOSE: N_("Close"),
    Act.ROUTE: N_("Routes"),
    Act.PROVIDER_PAUSE: N_("Provider paused"),
    Act.PROVIDER_RESUME: N_("Provider resumed"),
    Act.LOW_ALERT: N_("Low alert"),
    **TITLES,
    Act.API_KEY: N_("New API key"),
    Act.API_STOP: N_("API switched off"),
    Act.API_ALLOW: N_("API switched on"),
}
"""Of the others the line tells what came of them."""
MAX_REASON: Final = 80


def journal_lines(journal: tuple[JournalLine, ...], t: Translator) -> list[Html]:
    """What operators last did, newest first."""
    if not journal:
        return []
    return [Html(""), t("<b>By operators</b>"), *(_line(line, t) for line in journal)]


def by_whom(actor_id: int | None, t: Translator) -> Html | None:
    """The operator's number; none where nobody did it by hand."""
    if actor_id is None:
        return None
    return t("by {actor}", actor=code(actor_id)) if actor_id else t("by the console")


def short(text: str | None) -> str | None:
    """As much of a reason as a list has room for."""
    if not text or len(text) <= MAX_REASON:
        return text or None
    return f"{text[: MAX_REASON - 1]}…"


def _line(line: JournalLine, t: Translator) -> Html:
    did, why = _did(line, t)
    return dotted(did, by_whom(line.actor_id, t), t.when(line.created_at), short(why))


def _did(line: JournalLine, t: Translator) -> tuple[Html, str | None]:
    match line.act:
        case Act.REVIEW:
            decision, _, number = (line.reason or "").partition(": ")
            return t(DECISIONS[Decision(decision)]), number
        case Act.SETSTATUS:
            status = OrderStatus(str(line.after))
            name = spaced(MARKS[status], t(NAMES[status]))
            return t("Status: {status}", status=name), line.reason
        case _:
            return t(ACTS[line.act]), line.reason
