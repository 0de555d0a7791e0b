"""What a customer does by API, for owners, and the card before it is switched off or on."""

from __future__ import annotations

from domain.api_keys import ApiDay, ApiKey
from domain.ids import UserId
from domain.operators import Act
from handlers.admin.callbacks import SwitchApi
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import customer_line
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Row, Screen
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator
from services.operators.api import ApiFacts, ApiSwitchCard


def api_lines(facts: ApiFacts | None, t: Translator) -> list[Html]:
    """Keys that work, and what was done today; nothing for those who never had a key."""
    if facts is None:
        return []
    access = facts.access
    if access.stopped_at is not None:
        state = t("switched off by the shop")
    else:
        state = t("on") if access.enabled else t("switched off by the customer")
    return [
        Html(""),
        t("API: {state}", state=bold(state)),
        *([t("They have no key.")] if not facts.keys else []),
        *(_key(key, t) for key in facts.keys),
        api_day(facts.today, t),
        *([t("Test mode is on.")] if access.test_mode else []),
    ]


def api_day(today: ApiDay, t: Translator) -> Html:
    """The figures of a day."""
    return t(
        "Today by API: requests {requests}, orders {orders}, money {amount}",
        requests=t.number(today.requests),
        orders=t.number(today.orders),
        amount=t.exact(today.spent),
    )


def api_row(facts: ApiFacts | None, user_id: UserId, t: Translator) -> Row:
    """The owners' switch."""
    if facts is None:
        return ()
    if facts.access.stopped_at is None:
        return (Button(t.plain("Switch API off"), SwitchApi(id=user_id, on=False)),)
    return (Button(t.plain("Switch API on"), SwitchApi(id=user_id, on=True)),)


def api_switch_card(card: ApiSwitchCard, t: Translator) -> Screen:
    """Whose API is to be switched, and what follows."""
    stopping = card.act is Act.API_STOP
    text = lines(
        t("<b>Switch API off</b>") if stopping else t("<b>Switch API on</b>"),
        customer_line(card.customer),
        api_day(card.today, t),
        t("Their keys will be answered as wrong ones. Running orders continue.")
        if stopping
        else t("Their keys will work again."),
        "",
        t("Valid for 5 minutes."),
    )
    what = t.plain("API off") if stopping else t.plain("API on")
    return Screen(text, confirm_rows(card.nonce, t, what))


def _key(key: ApiKey, t: Translator) -> Html:
    used = (
        t("not used yet")
        if key.used_at is None
        else t(
            "last used {when} from {address}",
            when=t.when(key.used_at),
            address=isolated(key.used_from or ""),
        )
    )
    ends = None if key.ends_at is None else t("ends {when}", when=t.when(key.ends_at))
    return dotted(code(key.shown), used, ends)
