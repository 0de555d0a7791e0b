"""One's own data: taken along, or deleted with the account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.money import Money
from handlers.kit.callbacks import ORDERS, PROFILE, SUPPORT, Go
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Screen, Style
from handlers.profile.callbacks import Open, Page
from locales.html import bold, code, lines
from locales.translator import N_, Translator

WORD: Final = "DELETE"
REFUSALS: Final[Mapping[str, str]] = {
    "active": N_("Orders of yours are not finished. Wait until they end, or cancel them."),
    "held": N_("Money of yours is on hold. Wait until its order is accepted or returned."),
    "watched": N_("A person at the shop still decides about an order of yours."),
    "changed": N_("Your balance has just changed. Look again before you delete."),
}


def my_data(t: Translator) -> Screen:
    """What can be done with it."""
    text = lines(
        t("<b>My data</b>"),
        t("Take along: your profile, orders, wallet lines and tickets, as one JSON file."),
        t(
            "Delete: your name, links, drafts, favourites and messages are erased. The wallet's "
            "lines stay for the books, under your number alone."
        ),
    )
    take = Button(t.plain("Take my data"), Open(page=Page.EXPORT))
    delete = Button(t.plain("Delete my account"), Open(page=Page.DELETE), style=Style.DANGER)
    return Screen(text, ((take,), (delete,), back_row(t, Go(to=PROFILE))))


def ask_for_word(lost: Money, t: Translator) -> Screen:
    """The last step is typed, so that no slip of a finger takes it."""
    text = lines(
        t("<b>Delete my account</b>"),
        t("Your {amount} will be lost.", amount=bold(t.exact(lost))) if lost else None,
        t("This cannot be undone. You may come back as a new customer."),
        "",
        t("Type {word}.", word=code(WORD)),
    )
    keep = Button(t.plain("Keep my account"), Open(page=Page.DATA), style=Style.PRIMARY)
    return Screen(text, ((keep,), back_row(t, Open(page=Page.DATA))))


def not_the_word(t: Translator) -> Screen:
    """Anything else keeps the account."""
    text = t("That was not {word}. Your account stays as it is.", word=code(WORD))
    again = Button(t.plain("Delete my account"), Open(page=Page.DELETE), style=Style.DANGER)
    return Screen(text, ((again,), back_row(t, Open(page=Page.DATA))))


def cannot_leave(problem: str, t: Translator) -> Screen:
    """Why not now."""
    text = lines(t(REFUSALS[problem]), t("Nothing was deleted."))
    orders = Button(t.plain("Orders"), Go(to=ORDERS))
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((orders, support), back_row(t, Open(page=Page.DATA))))


def farewell(t: Translator) -> Screen:
    """Gone: any further word begins anew."""
    return Screen(
        lines(
            t("Your account is deleted. Thank you for having been here."),
            t("If you ever want to come back: /start"),
        )
    )
