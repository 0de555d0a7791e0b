"""The API for resellers as its user sees it: the key, its figures, and the key once in full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.api_keys import SHOWN_FOR, ApiKey, ApiStyle, OldKey
from handlers.kit.callbacks import PROFILE, SUPPORT, Go
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.profile.callbacks import ApiPage, HideKey, MakeKey, OpenApi, StopOldKey
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.api.settings import ApiView

PATH: Final = "/api/v2"
STYLES: Final[Mapping[ApiStyle, str]] = {
    ApiStyle.STANDARD: N_("standard"),
    ApiStyle.SMMPREMIUM: N_("SmmPremium"),
}


def api_screen(view: ApiView, t: Translator) -> Screen:
    """The key in use and everything that was chosen; before the first key, what it is for."""
    if view.access.stopped_at is not None:
        return _stopped(view, t)
    return _without_key(view, t) if view.key is None else _with_key(view, view.key, t)


def choose_end(view: ApiView, key: ApiKey, t: Translator) -> Screen:
    """When the key in use ends, before a new one is made."""
    text = lines(
        t("<b>New key</b>"),
        t("It takes the place of {key}.", key=code(key.shown)),
        t("When shall the old key stop? A day leaves time to change it everywhere."),
        t("{key}, which was replaced before, stops at once.", key=code(view.old.shown))
        if view.old
        else None,
    )
    later = Button(
        t.plain("In 24 hours"), MakeKey(id=key.id, old=OldKey.ENDS_LATER), style=Style.PRIMARY
    )
    now = Button(t.plain("At once"), MakeKey(id=key.id, old=OldKey.ENDS_NOW), style=Style.DANGER)
    return Screen(text, ((later,), (now,), back_row(t, OpenApi())))


def key_coming(t: Translator) -> Screen:
    """The message in which the key will stand a moment later."""
    return Screen(t("Your new key comes in this message."))


def new_key(key: str, t: Translator) -> Screen:
    """The key, this one time."""
    seconds = int(SHOWN_FOR.total_seconds())
    text = lines(
        t("<b>Your new key</b>"),
        code(key),
        t.plural(
            "Copy it now: it is shown once. This message goes away in {n} second.",
            "Copy it now: it is shown once. This message goes away in {n} seconds.",
            n=seconds,
        ),
        t("Whoever has it can spend your balance. Give it to your own panel only."),
    )
    copy = Button(t.plain("Copy key"), copy=key, style=Style.PRIMARY)
    return Screen(text, ((copy,), (Button(t.plain("Done, hide it"), HideKey()),)))


def key_hidden(t: Translator) -> Screen:
    """What is left of a message with a key that could not be deleted."""
    return Screen(t("A key was shown here."))


def _without_key(view: ApiView, t: Translator) -> Screen:
    text = lines(
        t("<b>API for resellers</b>"),
        t("Your own panel or program orders here: the same prices, the same wallet."),
        t("It speaks as other SMM panels do. Change the address and the key, nothing else."),
        *_address(view, t),
        "",
        t("You have no key yet."),
    )
    make = Button(t.plain("Make a key"), MakeKey(id=0, old=OldKey.ENDS_NOW), style=Style.PRIMARY)
    return Screen(text, ((make,), _links(view, t), back_row(t, Go(to=PROFILE))))


def _with_key(view: ApiView, key: ApiKey, t: Translator) -> Screen:
    text = lines(
        t("<b>API for resellers</b>"),
        t("Key: {key}", key=code(key.shown)),
        _last_use(key, t),
        _old_key(view.old, t) if view.old else None,
        _today(view, t),
        *_address(view, t),
        t("The same format as other SMM panels."),
        "",
        *_chosen(view, t),
    )
    return Screen(text, (*_rows(view, t), back_row(t, Go(to=PROFILE))))


def _stopped(view: ApiView, t: Translator) -> Screen:
    text = lines(
        t("<b>API for resellers</b>"),
        t("The shop has switched your API off. Running orders continue."),
        _today(view, t),
    )
    support = Button(t.plain("Support"), Go(to=SUPPORT), style=Style.PRIMARY)
    return Screen(text, ((support,), back_row(t, Go(to=PROFILE))))


def _last_use(key: ApiKey, t: Translator) -> Html:
    if key.used_at is None:
        return t("Not used yet.")
    return t(
        "Last used: {when}, from {address}",
        when=t.when(key.used_at),
        address=isolated(key.used_from or ""),
    )


def _old_key(old: ApiKey, t: Translator) -> Html:
    assert old.ends_at is not None  # noqa: S101 - else it would be the key in use
    return t("The old key {key} stops: {when}", key=code(old.shown), when=t.when(old.ends_at))


def _today(view: ApiView, t: Translator) -> Html:
    spent, cap = bold(t.exact(view.today.spent)), view.access.daily_cap
    if cap is None:
        return t("Ordered today: {amount}, no cap", amount=spent)
    return t("Ordered today: {amount} of {cap}", amount=spent, cap=t.exact(cap))


def _address(view: ApiView, t: Translator) -> list[Html]:
    if view.url is None:
        return [t("The address is not published yet. Please ask support.")]
    return [t("Address: {url}", url=code(view.url + PATH))]


def _chosen(view: ApiView, t: Translator) -> list[Html]:
    access = view.access
    addresses = isolated(", ".join(access.addresses)) if access.addresses else t("any")
    on, off = t("on"), t("off")
    off_now = t("<b>The API is switched off.</b> Every request is refused.")
    return [
        *([] if access.enabled else [off_now]),
        t("Allowed addresses: {addresses}", addresses=addresses),
        t("Answers: {style}", style=t(STYLES[access.style])),
        t("Test mode: {state}", state=on if access.test_mode else off),
        t("Repeat guard: {state}", state=on if access.repeat_guard else off),
    ]


def _rows(view: ApiView, t: Translator) -> tuple[Row, ...]:
    power = t.plain("Switch off") if view.access.enabled else t.plain("Switch on")
    stop_old = Button(t.plain("Stop the old key now"), StopOldKey(), style=Style.DANGER)
    return (
        (stop_old,) if view.old else (),
        (Button(t.plain("New key"), OpenApi(page=ApiPage.NEW)), *_links(view, t)[:1]),
        (
            Button(t.plain("Daily cap"), OpenApi(page=ApiPage.CAP)),
            Button(t.plain("Allowed IPs"), OpenApi(page=ApiPage.ADDRESSES)),
        ),
        (
            Button(t.plain("Answers"), OpenApi(page=ApiPage.STYLE)),
            Button(t.plain("Test mode"), OpenApi(page=ApiPage.TEST)),
        ),
        (
            Button(t.plain("Repeat guard"), OpenApi(page=ApiPage.GUARD)),
            Button(power, OpenApi(page=ApiPage.POWER)),
        ),
        _links(view, t)[1:],
    )


def _links(view: ApiView, t: Translator) -> Row:
    """The address to copy, and the page that explains it."""
    if view.url is None:
        return (Button(t.plain("Support"), Go(to=SUPPORT)),)
    return (
        Button(t.plain("Copy address"), copy=view.url + PATH),
        Button(t.plain("Documentation"), url=f"{view.url}/"),
    )
