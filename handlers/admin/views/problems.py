"""What a use case refused an operator, in words: what is wrong, that nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.errors import DecisionError
from domain.ids import TransferId
from domain.money import Money
from domain.numbers import NumberProblem
from handlers.admin.usage import COMMANDS, usage_screen
from handlers.admin.views.catalogue_problems import CATALOGUE, CATALOGUE_WORDS
from handlers.admin.views.words import panel_row, reference
from handlers.kit.order_words import NAMES
from handlers.kit.screen import Screen
from locales.html import Html, lines
from locales.translator import N_, Translator

SENTENCES: Final[Mapping[str, str]] = {
    "nobody": N_("Nobody with {who} has written to the bot. Ask them to send /start first."),
    "zero": N_("The amount must be more than zero."),
    "too_big": N_("That is more than one act may move ({most}). Is an id in the amount's place?"),
    "no_reason": N_("A reason is needed: it stays in the ledger."),
    "short": N_("Only {left} is left in the wallet, and it never goes below zero."),
    "expired": N_("This card ran out or was put away. Make it again if it is still wanted."),
    "changed": N_("Things changed meanwhile. Look again, then decide."),
    "nothing_to_undo": N_("There is no top-up or debit of yours that could be undone."),
    "no_transfer": N_("There is no ledger line by this reference."),
    "not_reversible": N_("Only top-ups and debits are undone; for an order use /refund."),
    "undone": N_("That was undone already, by {by}."),
    "spent": N_("The money of {transfer} has been spent: nothing is left to take back."),
    "is_owner": N_("An owner cannot be blocked."),
    "blocked": N_("They are blocked already. Reason: {reason}."),
    "not_blocked": N_("They are not blocked."),
    "in_the_air": N_("This order is being sent right now. Try again in two minutes."),
    "unconfirmed": N_("Nobody knows yet whether this order was placed: decide it in the /inbox."),
    "not_allowed": N_("An order that is {current} cannot become {wanted}."),
    "remains_unknown": N_("It is unknown how much was delivered: use /refund with an amount."),
    "nothing_left": N_("Everything that was paid for this order is back already."),
    "too_much": N_("At most {most} can be given back for this order."),
    "not_partial": N_("A waiting order is stopped as a whole: {most}."),
    "decided": N_("Somebody decided this case already."),
    "wrong_kind": N_("This decision does not fit the case."),
    "locked": N_("The order may still arrive at the provider. Locked for {wait} more."),
    "id_needed": N_("Send the provider's number of the order."),
    "unknown_id": N_("The provider does not know this number. Check it in the provider's panel."),
    "unreadable": N_("The provider could not be asked just now. Try again in a minute."),
    "other_order": N_(
        "That number belongs to another order: the provider took {charge} for it, and this one "
        "costs {expected}."
    ),
    "taken_id": N_("That number belongs to order {order} already."),
    "bad_status": N_(
        "“{text}” is no status. There are: queued, released, pending, processing, in_progress, "
        "completed, partial, canceled."
    ),
    "no_provider": N_("There is no such provider."),
    "bad_route": N_("“{text}” is no route. Routes look like p2:887: a provider, its number."),
    "no_route": N_("“{text}” is in no provider's list. Sync it first."),
    "other_form": N_("“{text}” takes another order form than this service."),
    "many_routes": N_("A service has at most 8 routes."),
    "same_routes": N_("That is how it is bought already."),
    "gone": N_("The customer of {ticket} deleted their account."),
    "nothing_said": N_("Write something, or send a photo or a file."),
    "no_ticket": N_("“{text}” is no ticket. They are named like T-208."),
    "wrong_number": N_("That is not the number of this order. Nothing was sent."),
    **CATALOGUE,
}
AMOUNTS: Final[Mapping[NumberProblem, str]] = {
    NumberProblem.NOT_A_NUMBER: N_("“{text}” is not an amount."),
    NumberProblem.NEGATIVE: N_("The amount must be more than zero. To take money use /debit."),
    NumberProblem.FRACTION: N_("An amount has at most six decimals."),
    NumberProblem.TOO_BIG: N_("“{text}” is too big."),
    NumberProblem.AMBIGUOUS: N_("“{text}” can be read in two ways. Write 1234 or 1.23."),
    NumberProblem.OTHER_CURRENCY: N_("The shop's currency is {currency}."),
}
ABOUT_WORDS: Final = frozenset(
    {
        "bad_route",
        "nobody",
        "amount",
        "zero",
        "too_big",
        "no_reason",
        "bad_status",
        "nothing_said",
        "no_ticket",
        *CATALOGUE_WORDS,
    }
)
"""Problems of how the command was written: its usage is repeated below."""
MAX_SHOWN: Final = 60


def problem_screen(refusal: DecisionError, t: Translator, *, command: str | None = None) -> Screen:
    """Say what is wrong; how the command is written follows where that was the reason."""
    sentence = problem_of(refusal, t)
    if command is not None and command in COMMANDS and refusal.problem in ABOUT_WORDS:
        return usage_screen(command, t, sentence)
    return Screen(lines(sentence, "", t("Nothing was changed.")), (panel_row(t),))


def gone_screen(t: Translator) -> Screen:
    """There is no such order, case or customer."""
    return Screen(t("There is nothing by this number."), (panel_row(t),))


def problem_of(refusal: DecisionError, t: Translator) -> Html:
    """The sentence alone."""
    if refusal.problem == "amount":
        why = NumberProblem(str(refusal.detail["why"]))
        text = str(refusal.detail["text"])[:MAX_SHOWN]
        return t(AMOUNTS[why], text=text, currency=t.currency)
    sentence = SENTENCES.get(refusal.problem)
    if sentence is None:
        return t("That cannot be done.")
    return t(sentence, **_details(refusal.detail, t))


def _details(detail: Mapping[str, object], t: Translator) -> dict[str, object]:
    """Figures and statuses in the reader's language; unknown ones as a dash."""
    seconds = detail.get("seconds")
    return {
        "who": str(detail.get("who", ""))[:MAX_SHOWN],
        "text": str(detail.get("text", ""))[:MAX_SHOWN],
        "reason": detail.get("reason", "–"),
        "most": _amount(detail.get("most"), t),
        "left": _amount(detail.get("left"), t),
        "by": _line(detail.get("by")),
        "transfer": _line(detail.get("transfer_id")),
        "ticket": detail.get("ticket", "–"),
        "order": f"#{detail['order_id']}" if detail.get("order_id") else "–",
        "charge": detail.get("charge", "–"),
        "expected": detail.get("expected", "–"),
        "current": _status(detail.get("current"), t),
        "wanted": _status(detail.get("wanted"), t),
        "wait": _wait(seconds, t) if isinstance(seconds, int) else "–",
    }


def _amount(value: object, t: Translator) -> str:
    return t.exact(value) if isinstance(value, Money) else "–"


def _line(value: object) -> str:
    return reference(TransferId(value)) if isinstance(value, int) else "–"


def _status(value: object, t: Translator) -> str:
    for status, name in NAMES.items():
        if value == status:
            return f"{t.plain(name)} ({status.value})"
    return "–"


def _wait(seconds: int, t: Translator) -> str:
    if seconds < 60:  # noqa: PLR2004 - a minute
        return t.plain_plural("{n} second", "{n} seconds", n=seconds)
    return t.plain_plural("{n} minute", "{n} minutes", n=-(-seconds // 60))
