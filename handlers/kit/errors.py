"""Every refusal of the shop in words: what happened, whether money moved, what to do next."""

from __future__ import annotations

from domain.errors import (
    BlockedUserError,
    BusyError,
    DecisionError,
    FormError,
    InsufficientFundsError,
    NotFoundError,
    OrdersPausedError,
    QuoteStaleError,
    ServiceUnavailableError,
    ShopError,
    TermsError,
)
from handlers.kit.callbacks import (
    ADD_MONEY,
    NEW,
    ORDER_TERMS,
    ORDERS,
    SUPPORT,
    Appeal,
    Go,
    PayQuote,
    ReportError,
    ResumeDraft,
)
from handlers.kit.phrases import pay_label
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Screen, Style
from locales.html import lines
from locales.translator import Translator


def error_screen(error: ShopError, t: Translator) -> Screen:  # noqa: PLR0911, C901 - one line for each refusal
    """Put a refusal into words."""
    match error:
        case NotFoundError():
            return _said(t, t("I cannot find that. It may have been removed."))
        case BlockedUserError(reason=reason):
            return _blocked(t, reason)
        case TermsError():
            return _terms(t)
        case OrdersPausedError(text=text):
            return _paused(t, text)
        case ServiceUnavailableError():
            return _unavailable(t)
        case InsufficientFundsError():
            return _short_of_money(t, error)
        case QuoteStaleError():
            return _stale(t, error)
        case FormError():
            return _form(t)
        case BusyError():
            return _said(t, t("The shop is very busy. Nothing was changed. Please try again."))
        case DecisionError():
            return _said(t, t("That cannot be done any more. Nothing was changed."))
        case _:
            return _said(t, t("That did not work. Nothing was changed."))


def broken_screen(code: str, t: Translator, *, paying: bool = False) -> Screen:
    """Own up to an unexpected error; `paying` when it struck while an order was being placed."""
    if paying:
        text = t(
            "Something broke on our side. Your order may have been placed: please look at Orders. "
            "The same button never pays twice. If in doubt, send code {code} to support.",
            code=code,
        )
        return Screen(text, ((_orders(t), _report(t, code)), home_row(t)))
    text = t(
        "Something broke on our side. No money was taken. "
        "Try again, or send code {code} to support.",
        code=code,
    )
    return Screen(text, ((Button(t.plain("Copy code"), copy=code), _report(t, code)), home_row(t)))


def _said(t: Translator, text: str) -> Screen:
    return Screen(text, (home_row(t),))


def _blocked(t: Translator, reason: str) -> Screen:
    text = t("This account cannot order. Reason: {reason}. You can appeal.", reason=reason)
    return Screen(text, ((Button(t.plain("Appeal"), Appeal()),), home_row(t)))


def _terms(t: Translator) -> Screen:
    text = t("Ordering needs the terms. Nothing was charged, and your draft is saved.")
    read = Button(t.plain("Read terms"), Go(to=ORDER_TERMS), style=Style.PRIMARY)
    return Screen(text, ((read,), home_row(t)))


def _paused(t: Translator, said: str) -> Screen:
    text = lines(
        t("Orders are paused for now. Nothing was charged, and your draft is saved."),
        said or None,
        t("Running orders continue. Support works."),
    )
    return Screen(text, ((_orders(t), _support(t)), home_row(t)))


def _unavailable(t: Translator) -> Screen:
    text = t("This service cannot be ordered now. Nothing was charged.")
    browse = Button(t.plain("Choose another"), Go(to=NEW), style=Style.PRIMARY)
    return Screen(text, ((browse,), home_row(t)))


def _short_of_money(t: Translator, error: InsufficientFundsError) -> Screen:
    text = lines(
        t("You need <b>{amount}</b> more.", amount=t.price(error.missing)),
        t("Your order is saved and will wait here."),
    )
    add = Button(t.plain("Add money"), Go(to=ADD_MONEY), style=Style.PRIMARY)
    return Screen(text, ((add,), (Button(t.plain("‹ Back"), ResumeDraft()), *home_row(t))))


def _stale(t: Translator, error: QuoteStaleError) -> Screen:
    pay = Button(pay_label(error.charge, t), PayQuote(quote=error.fresh.id), style=Style.SUCCESS)
    back = Button(t.plain("‹ Back"), ResumeDraft())
    return Screen(_stale_text(t, error), ((pay,), (back, *home_row(t))))


def _stale_text(t: Translator, error: QuoteStaleError) -> str:
    if error.old_charge == error.charge:
        return t(
            "The price was held for a while, and the time is over. It is still {amount}. "
            "Nothing was charged.",
            amount=t.exact(error.charge),
        )
    return t(
        "Price changed from {old} to {new} while you were here. Nothing was charged.",
        old=t.exact(error.old_charge),
        new=t.exact(error.charge),
    )


def _form(t: Translator) -> Screen:
    text = t("I cannot use that value. Nothing was charged, and your draft is saved.")
    return Screen(text, ((Button(t.plain("Continue"), ResumeDraft()),), home_row(t)))


def _orders(t: Translator) -> Button:
    return Button(t.plain("Orders"), Go(to=ORDERS))


def _report(t: Translator, code: str) -> Button:
    """Support, with the code filled in."""
    return Button(t.plain("Support"), ReportError(code=code))


def _support(t: Translator) -> Button:
    return Button(t.plain("Support"), Go(to=SUPPORT))
