"""What can be chosen for the API, each on a screen that says what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.api_keys import ApiStyle, ApiSwitch
from domain.errors import FormError
from domain.money import Money
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Screen, Style
from handlers.profile.api_views import STYLES
from handlers.profile.callbacks import AnswerIn, AnyAddress, ApiPage, NoCap, OpenApi, SwitchMine
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.api.settings import ApiView

MANY_WORDS: Final = 5
LONG_WORD: Final = 45
"""An address has at most so many characters."""
MAX_COPY: Final = 256


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a switch is called, and what it does."""

    name: str
    says: str


MEANINGS: Final[Mapping[ApiSwitch, Meaning]] = {
    ApiSwitch.ENABLED: Meaning(
        N_("API for resellers"),
        N_(
            "While it is off, every request is refused as if the key were wrong. "
            "Running orders continue."
        ),
    ),
    ApiSwitch.TEST_MODE: Meaning(
        N_("Test mode"),
        N_(
            "While it is on, requests are answered as always, but no money moves and nothing is "
            "ordered: test orders complete by themselves."
        ),
    ),
    ApiSwitch.REPEAT_GUARD: Meaning(
        N_("Repeat guard"),
        N_(
            "While it is on, an order for a service and link that already has an active order of "
            "yours is refused: a program that tries again does not pay twice."
        ),
    ),
}
PAGES: Final[Mapping[ApiPage, ApiSwitch]] = {
    ApiPage.POWER: ApiSwitch.ENABLED,
    ApiPage.TEST: ApiSwitch.TEST_MODE,
    ApiPage.GUARD: ApiSwitch.REPEAT_GUARD,
}
STYLE_MEANINGS: Final[Mapping[ApiStyle, str]] = {
    ApiStyle.STANDARD: N_("as most panels answer: status 200, numbers as order ids"),
    ApiStyle.SMMPREMIUM: N_("as SmmPremium answers: HTTP error codes, letters in order ids"),
}
CAP_PROBLEMS: Final[Mapping[str, str]] = {
    "negative": N_("The amount must be more than zero."),
    "fraction": N_("An amount has at most six decimals."),
    "ambiguous": N_("“{text}” can be read in two ways. Write 1234 or 1.23."),
    "other_currency": N_("The shop's currency is {currency}."),
    "range": N_("The cap must be more than zero and at most {most}."),
    "not_a_number": N_("“{text}” is not an amount."),
    "too_big": N_("“{text}” is too big."),
}


def switch_screen(view: ApiView, page: ApiPage, t: Translator) -> Screen:
    """One switch: what it means, how it stands."""
    which = PAGES[page]
    meaning, on = MEANINGS[which], bool(getattr(view.access, which.value))
    text = lines(
        t("<b>{name}</b>: {state}", name=t(meaning.name), state=t("on") if on else t("off")),
        t(meaning.says),
    )
    turn = (
        Button(t.plain("Switch off"), SwitchMine(which=which, on=False))
        if on
        else Button(t.plain("Switch on"), SwitchMine(which=which, on=True))
    )
    return Screen(text, ((turn,), back_row(t, OpenApi())))


def style_screen(view: ApiView, t: Translator) -> Screen:
    """How answers may be written."""
    now = view.access.style
    text = lines(
        t("<b>Answers</b>: {style}", style=t(STYLES[now])),
        *(
            t("{style}: {meaning}", style=bold(t(STYLES[style])), meaning=t(meaning))
            for style, meaning in STYLE_MEANINGS.items()
        ),
    )
    rows = [
        (Button(t.plain(STYLES[style]), AnswerIn(style=style)),)
        for style in ApiStyle
        if style is not now
    ]
    return Screen(text, (*rows, back_row(t, OpenApi())))


def cap_screen(view: ApiView, t: Translator, problem: FormError | None = None) -> Screen:
    """Ask for the cap; `problem` is what was wrong with the one before."""
    cap = view.access.daily_cap
    text = lines(
        None if problem is None else _cap_problem(problem, t),
        None if problem is None else t("Nothing was changed."),
        t("<b>Daily cap</b>"),
        t("Now: {amount}", amount=t.exact(cap)) if cap else t("Now: no cap"),
        t("What orders by API may cost together in one day of UTC. Send an amount."),
    )
    none = (Button(t.plain("No cap"), NoCap()),) if cap else ()
    return Screen(text, (none, back_row(t, OpenApi())))


def addresses_screen(view: ApiView, t: Translator, problem: FormError | None = None) -> Screen:
    """Ask for addresses; `problem` is what was wrong with those before."""
    allowed = view.access.addresses
    text = lines(
        None if problem is None else _address_problem(problem, t),
        None if problem is None else t("Nothing was changed."),
        t("<b>Allowed addresses</b>"),
        t("Now: {addresses}", addresses=code(" ".join(allowed))) if allowed else t("Now: any"),
        t("Send all addresses that requests may come from, with spaces between them."),
        t(
            "For example: {examples}",
            examples=code("203.0.113.7 198.51.100.0/24 2001:db8::/32"),
        ),
    )
    listed = " ".join(allowed)
    copy = (Button(t.plain("Copy"), copy=listed),) if 0 < len(listed) <= MAX_COPY else ()
    anywhere = (Button(t.plain("Any address"), AnyAddress(), style=Style.DANGER),)
    return Screen(text, (copy, anywhere if allowed else (), back_row(t, OpenApi())))


def _cap_problem(problem: FormError, t: Translator) -> Html:
    most = problem.detail.get("most")
    return t(
        CAP_PROBLEMS[problem.problem],
        text=_short(str(problem.detail.get("text", ""))),
        currency=t.currency,
        most=t.exact(most) if isinstance(most, Money) else "",
    )


def _address_problem(problem: FormError, t: Translator) -> Html:
    if problem.problem == "too_many":
        return t("At most {most} addresses.", most=t.number(int(str(problem.detail["most"]))))
    words = problem.detail.get("words")
    if not isinstance(words, tuple):
        return t("There is no address in that.")
    shown = ", ".join(_short(word) for word in words[:MANY_WORDS])
    if len(words) > MANY_WORDS:
        shown += ", …"
    return t("These are no addresses: {words}", words=isolated(bold(shown)))


def _short(word: str) -> str:
    return word if len(word) <= LONG_WORD else f"{word[: LONG_WORD - 1]}…"
