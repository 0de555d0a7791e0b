"""The terms of the shop in words: the short form everybody agrees to, and the full text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from handlers.kit.phrases import spaced
from locales.html import Html, lines
from locales.translator import N_, Translator
from services.ordering.admission import TERMS_VERSION

WRITTEN: Final = datetime(2026, 11, 21, tzinfo=UTC)
"""The day of this version."""
PROMISES: Final = (
    N_("Use links you own or may promote"),
    N_("Keep the page public until the order ends"),
    N_("We never ask for passwords or login codes"),
    N_("Unused money returns to your wallet"),
)
RULES: Final = (
    N_("Order only for your own pages, or for pages whose owner agrees."),
    N_("The page must stay public, and the link must stay the same, until the order ends."),
    N_("One order at a time for one link: two at once mix the counts."),
    N_("We deliver what the service's description says. We do not promise growth or sales."),
    N_("Platforms may remove results or limit accounts. We cannot promise their safety."),
    N_("Money is put on hold when you order and charged when the order is accepted."),
    N_("What is not delivered returns to your wallet by itself."),
    N_("A refill is free where the service has one, within the days that its card names."),
    N_("We never ask for passwords, login codes or cookies. Never send them to anybody."),
    N_("You may take your data along or delete your account at any time, in your profile."),
)
REFUSED: Final = (
    N_("harassment of anybody, or orders meant to harm a page"),
    N_("reports, dislikes, and votes"),
    N_("manipulation of politics or elections"),
    N_("fake reviews and ratings"),
    N_("impersonation of people or brands"),
    N_("anything illegal where you or the page's owner live"),
)


def promises(t: Translator) -> Html:
    """The short form, as a list."""
    return lines(*(spaced("•", t(line)) for line in PROMISES))


def terms_text(t: Translator) -> Html:
    """Summary and full text, which unfolds on a tap."""
    full = lines(*(spaced(f"{n}.", t(rule)) for n, rule in enumerate(RULES, start=1)))
    refused = lines(
        t("Acceptable use: these orders are refused, also when they were paid:"),
        *(spaced("•", t(line)) for line in REFUSED),
    )
    return lines(
        t(
            "<b>Terms</b> · version {version}, {date}",
            version=TERMS_VERSION,
            date=t.date(WRITTEN),
        ),
        "",
        promises(t),
        "",
        Html(f"<blockquote expandable>{full}\n\n{refused}</blockquote>"),
    )
