"""Help: five lines, a page for each question, and the terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from domain.platforms import Platform
from handlers.kit.callbacks import HELP, NEW, SUPPORT, TERMS, Go, ResumeDraft
from handlers.kit.goals import DRAFT, Agree
from handlers.kit.phrases import spaced
from handlers.kit.places import EXAMPLES, platform_name, target_name
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.terms import terms_text
from handlers.support.callbacks import HelpPage
from locales.html import Html, bold, code, lines
from locales.translator import N_, Translator


class Page(StrEnum):
    """The pages of the help; a platform's guide goes by the platform's own name."""

    STATUSES = "statuses"
    MONEY = "money"
    REFILLS = "refills"
    LINKS = "links"


TITLES: Final[Mapping[Page, str]] = {
    Page.STATUSES: N_("Statuses"),
    Page.MONEY: N_("Money back"),
    Page.REFILLS: N_("Refill rules"),
    Page.LINKS: N_("Which link?"),
}


def help_screen(t: Translator) -> Screen:
    """How it works, in five lines."""
    text = lines(
        t("<b>How it works</b>"),
        t("1. Paste a link or type what you need, and choose a service."),
        t("2. Check the exact price and pay from your wallet."),
        t("3. Watch the order: its message shows the progress."),
        t("4. Did the number drop? Ask for a refill on the order, where the service has one."),
        t("5. Questions? Write to the shop: /support"),
    )
    new = Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY)
    pages = [Button(t.plain(title), HelpPage(page=page)) for page, title in TITLES.items()]
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    terms = Button(t.plain("Terms"), Go(to=TERMS))
    return Screen(
        text, ((new,), tuple(pages[:2]), tuple(pages[2:]), (terms, support), home_row(t))
    )


def help_page(page: str, t: Translator) -> Screen:
    """A page by its name; the first one for a name that there is not."""
    if page in EXAMPLES:
        return _platform(Platform(page), t)
    view = _PAGES.get(page)
    return help_screen(t) if view is None else view(t)


def terms_screen(t: Translator, *, accepted: bool, ordering: bool = False) -> Screen:
    """The terms; whoever has not accepted them can do it here, and go on ordering."""
    goal = DRAFT if ordering else ""
    agree: Row = (Button(t.plain("I agree, continue"), Agree(goal=goal), style=Style.PRIMARY),)
    back = ResumeDraft() if ordering else Go(to=HELP)
    return Screen(terms_text(t), (() if accepted else agree, back_row(t, back)))


def _statuses(t: Translator) -> Screen:
    return _page(
        TITLES[Page.STATUSES],
        (
            N_("⏳ Waiting: paid or on hold, not started yet"),
            N_("⏳ Confirming: sent; we make sure that it arrived, and never send it twice"),
            N_("🔄 In progress: being delivered"),
            N_("✅ Completed: everything was delivered"),
            N_("◐ Partial: a part was delivered, the price of the rest is back"),
            N_("↩️ Canceled, Did not run: the money is back"),
            N_("⚠️ Needs you: look at the order, it says what to do"),
        ),
        t,
    )


def _money(t: Translator) -> Screen:
    return _page(
        TITLES[Page.MONEY],
        (
            N_("Until an order is accepted, its price is on hold and not spent."),
            N_("If it cannot run, all of it returns to your wallet."),
            N_("If only a part is delivered, the price of the rest returns."),
            N_("If it is canceled, what was not delivered returns."),
            N_("Money returns by itself, to the cent, and you get a message."),
            N_("Every movement stands in your wallet's statement."),
        ),
        t,
    )


def _refills(t: Translator) -> Screen:
    return _page(
        TITLES[Page.REFILLS],
        (
            N_("A refill brings back what dropped after delivery. It is free."),
            N_("Only services whose card says so have one, for as many days as it says."),
            N_("Ask on the order itself, at the earliest a day after it was completed."),
            N_("It needs the same link, public, and no other order running on it."),
            N_("Partial and canceled orders have no refill: their money is back."),
        ),
        t,
    )


def _links(t: Translator) -> Screen:
    """Choose a platform to see which links it has."""
    text = lines(
        bold(t(TITLES[Page.LINKS])),
        t("Open the page or post in the app, tap Share, then Copy link, and paste it here."),
        t("Paste full links: short ones can change and break the order."),
        t("The page must be public. Links are never opened by us."),
    )
    keys = [Button(platform_name(one, t), HelpPage(page=one)) for one in EXAMPLES]
    rows = tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))
    return Screen(text, (*rows, back_row(t, Go(to=HELP))))


def _platform(platform: Platform, t: Translator) -> Screen:
    """What links of a platform look like."""
    examples = [
        lines(t("For a {target}:", target=target_name(target, t)), code(example), "")
        for target, example in EXAMPLES[platform].items()
    ]
    text = lines(bold(platform_name(platform, t)), "", *examples)
    return Screen(text.rstrip(), (back_row(t, HelpPage(page=Page.LINKS)),))


def _page(title: str, told: tuple[str, ...], t: Translator) -> Screen:
    text = lines(bold(t(title)), "", *(_line(line, t) for line in told))
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((support,), back_row(t, Go(to=HELP))))


def _line(line: str, t: Translator) -> Html:
    """Statuses begin with their own mark, other lines with a dot."""
    text = t(line)
    return text if line[0] in "⏳🔄✅◐↩⚠" else spaced("•", text)


_PAGES: Final[Mapping[str, Callable[[Translator], Screen]]] = {
    Page.STATUSES: _statuses,
    Page.MONEY: _money,
    Page.REFILLS: _refills,
    Page.LINKS: _links,
}
