"""Puts finished pieces of a line side by side; words themselves come from the translator."""

from __future__ import annotations

from domain.money import Money
from locales.html import Html, isolated, safe
from locales.translator import Translator
from services.people.leaving import REASON as LEFT

DOT = " · "
_SHORT = 4
"""Decimals that a button may show."""


def dotted(*parts: object) -> Html:
    """Join pieces by a middle dot; None is left out."""
    return Html(DOT.join(safe(part) for part in parts if part is not None))


def spaced(*parts: object) -> Html:
    """Join pieces by a space; None is left out."""
    return Html(" ".join(safe(part) for part in parts if part is not None))


def pay_label(charge: Money, t: Translator) -> str:
    """What a button says that pays: what is taken, to the last digit, or nothing but the deed.

    A rounded price would be another one than is taken, and the exact one stands above the button.
    """
    if Money.of(charge.rounded(_SHORT, up=True)) != charge:
        return t.plain("Pay")
    return t.plain("Pay {amount}", amount=t.exact(charge))


def reason_words(reason: str, t: Translator) -> Html:
    """Why money was moved: a person's own words, or the shop's in the reader's language."""
    return t("account deleted") if reason == LEFT else isolated(reason)
