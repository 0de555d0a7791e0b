"""The terms of the shop in words: the short form everybody agrees to, and the full text."""

from __future__ import annotations

from typing import Final

from handlers.kit.phrases import spaced
from locales.html import Html, lines
from locales.translator import N_, Translator
from services.ordering.admission import TERMS_VERSION

PROMISES: Final = (
    N_("Use links you own or may promote"),
    N_("Keep the page public until the order ends"),
    N_("We never ask for passwords or login codes"),
    N_("Unused money returns to your wallet"),
)
RULES: Final = (
    N_("Order only for your own pages, or for pages whose owner agrees."),
    N_(
        "Not accepted: harassment, reports, dislikes, manipulation of politics or votes, fake "
        "reviews, impersonation, and anything illegal."
    ),
    N_("The page must stay public, and the link must stay the same, until the order ends."),
    N_("One order at a time for one link: two at once mix the counts."),
    N_("We deliver what the service's description says. We do not promise growth or sales."),
    N_("Platforms may remove results or limit accounts. We cannot promise their safety."),
    N_("Money is put on hold when you order and charged when the order is accepted."),
    N_("What is not delivered returns to your wallet by itself."),
    N_("We never ask for passwords, login codes or cookies. Never send them to anybody."),
)


def promises(t: Translator) -> Html:
    """The short form, as a list."""
    return lines(*(spaced("•", t(line)) for line in PROMISES))


def terms_text(t: Translator) -> Html:
    """Summary and full text, which unfolds on a tap."""
    full = lines(*(spaced(f"{n}.", t(rule)) for n, rule in enumerate(RULES, start=1)))
    return lines(
        t("<b>Terms</b> · version {version}", version=TERMS_VERSION),
        "",
        promises(t),
        "",
        Html(f"<blockquote expandable>{full}</blockquote>"),
    )
