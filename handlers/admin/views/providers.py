"""Providers in words: money and how long it lasts, health, and the buttons that switch them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.catalogue import Service
from domain.money import Money
from domain.provider_money import LOW_CHOICES
from domain.provider_state import CIRCUIT_WINDOW, ProviderState
from domain.submission import HoldWhy
from domain.text import clean_line
from handlers.admin.callbacks import AtPage, Page, SyncProvider
from handlers.admin.provider_callbacks import AtProvider, LowAlert, OpenRoutes, Turn
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import panel_button, panel_row
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.operators.providers import ProviderLine, ProviderList, ProviderPauseCard

HELD: Final[Mapping[str, str]] = {
    HoldWhy.FUNDS: N_("it has no money for us; top it up"),
    HoldWhy.AUTH: N_("it refuses our key"),
    HoldWhy.RATE: N_("it asks us to slow down"),
    HoldWhy.DOWN: N_("it does not answer"),
    HoldWhy.UNCONFIRMED: N_("several orders got no answer"),
}
SHOWN: Final = 8
"""Providers on one screen; dozens are listed by those that need something first."""
LISTED: Final = 20
"""Routed services on one screen."""
ERROR: Final = 120
NAME: Final = 40
TEN: Final = 10


def providers_screen(listed: ProviderList, t: Translator) -> Screen:
    """Every provider: balance and how long it lasts, health, services."""
    if not listed.providers:
        return Screen(t("No provider is set: set PROVIDER_URL and PROVIDER_KEY."), (panel_row(t),))
    if len(listed.providers) == 1:
        return provider_screen(listed, t)
    needy = sorted(listed.providers, key=lambda line: _is_well(line, listed))
    text = lines(
        t("<b>Providers</b>"),
        *(part for line in needy[:SHOWN] for part in ("", _provider(line, listed, t))),
        t("And {n} more.", n=t.number(len(needy) - SHOWN)) if len(needy) > SHOWN else None,
    )
    doors = tuple(
        (Button(_called(line, listed), AtProvider(name=line.name)),) for line in needy[:SHOWN]
    )
    again = Button(t.plain("Refresh"), AtPage(page=Page.PROVIDERS))
    return Screen(text, (*doors, (again, panel_button(t))))


def provider_screen(listed: ProviderList, t: Translator) -> Screen:
    """One provider, with its switches."""
    line = listed.providers[0]
    name, paused = line.name, line.state is not None and line.state.paused_by is not None
    stands = line.state is not None and not line.state.may_send(listed.at)
    switches = [Button(t.plain("Sync"), SyncProvider(provider=name))]
    if paused or stands:
        turn = AtProvider(name=name, turn=Turn.RESUME)
        switches.append(Button(t.plain("Resume"), turn, style=Style.SUCCESS))
    if not paused:
        switches.append(Button(t.plain("Pause"), AtProvider(name=name, turn=Turn.PAUSE)))
    low = t.plain("Low alert {amount}", amount=_amount(line.low_alert, line.currency))
    return Screen(
        lines(t("<b>Providers</b>"), "", _provider(line, listed, t)),
        (
            tuple(switches),
            (
                Button(t.plain("Routes"), AtProvider(name=name, turn=Turn.ROUTES)),
                Button(low, AtProvider(name=name, turn=Turn.LOW)),
            ),
            (
                Button(t.plain("Refresh"), AtProvider(name=name)),
                Button(t.plain("Providers"), AtPage(page=Page.PROVIDERS)),
            ),
            panel_row(t),
        ),
    )


def provider_pause_card(card: ProviderPauseCard, t: Translator) -> Screen:
    """What pausing a provider does."""
    text = lines(
        t("<b>Pause {provider}</b>", provider=card.name),
        t("It gets no orders until you resume it. Running orders continue."),
        t("Orders with another route go there; the others wait."),
        t("Waiting for it now: {n}", n=t.number(card.waiting)) if card.waiting else None,
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, t.plain("pause")))


def low_alert_screen(line: ProviderLine, t: Translator) -> Screen:
    """Choose below what a balance is low."""
    text = lines(
        t("<b>Low balance at {provider}</b>", provider=line.name),
        t("Now below: {amount}", amount=bold(_amount(line.low_alert, line.currency))),
        t("You are told when the balance falls below this, or below what a day costs."),
        t("You are told again at half of it."),
    )
    keys = [
        Button(_amount(Money.of(limit), line.currency), LowAlert(name=line.name, limit=limit))
        for limit in LOW_CHOICES
    ]
    rows: list[Row] = [tuple(keys[start : start + 3]) for start in range(0, len(keys), 3)]
    back = Button(t.plain("Back"), AtProvider(name=line.name))
    return Screen(text, (*rows, (back, panel_button(t))))


def routed_screen(name: str, routed: list[tuple[Service, list[Service]]], t: Translator) -> Screen:
    """The services for which a provider is one of several ways."""
    back = (Button(t.plain("Back"), AtProvider(name=name)), panel_button(t))
    how = lines(
        t("To buy a service by several providers, write:"), code("/route 1234 main:55 p2:887")
    )
    if not routed:
        return Screen(
            lines(t("No service has a route by {provider}.", provider=name), how), (back,)
        )
    text = lines(
        t("<b>Routes by {provider}</b>", provider=name),
        *(_routed(service, vias) for service, vias in routed[:LISTED]),
        t("And {n} more.", n=t.number(len(routed) - LISTED)) if len(routed) > LISTED else None,
        "",
        how,
    )
    keys = [Button(f"#{one.id}", OpenRoutes(id=one.id)) for one, _ in routed[:LISTED]]
    rows: list[Row] = [tuple(keys[start : start + 5]) for start in range(0, len(keys), 5)]
    return Screen(text, (*rows, back))


def _routed(service: Service, vias: list[Service]) -> Html:
    labels = code(" ".join(f"{via.provider}:{via.upstream_id}" for via in vias))
    return dotted(bold(f"#{service.id}"), clean_line(service.name, NAME), labels)


def _called(line: ProviderLine, listed: ProviderList) -> str:
    return f"{'✅' if _is_well(line, listed) else '⚠️'} {line.name}"


def _is_well(line: ProviderLine, listed: ProviderList) -> bool:
    return line.state is None or line.state.may_send(listed.at)


def _provider(line: ProviderLine, listed: ProviderList, t: Translator) -> Html:
    state = line.state
    mark = "✅" if _is_well(line, listed) else "⚠️"
    if state is None:
        return lines(
            t("{mark} <b>{name}</b>", mark=mark, name=line.name),
            t("Nothing is known yet. Sync it."),
        )
    return lines(
        dotted(t("{mark} <b>{name}</b>", mark=mark, name=line.name), _balance(line, state, t)),
        _lasts(line, t),
        _held(state, listed, t),
        t("Orders waiting for it: {n}", n=t.number(line.waiting)) if line.waiting else None,
        _health(line, state, t),
        dotted(
            t.plural("{n} service", "{n} services", n=state.services_count)
            if state.services_count
            else None,
            t("synced {when}", when=t.when(state.synced_at))
            if state.synced_at
            else t("never synced"),
        ),
        t("Last trouble: {error}", error=code(state.last_error[:ERROR]))
        if state.last_error and (state.failures or not state.may_send(listed.at))
        else None,
    )


def _balance(line: ProviderLine, state: ProviderState, t: Translator) -> Html:
    if state.balance is None:
        return t("balance not read yet")
    amount = bold(isolated(f"{state.balance} {state.currency or line.currency}"))
    if line.reached or state.balance_at is None:
        return amount
    return t("{amount} at {when}", amount=amount, when=t.when(state.balance_at))


def _lasts(line: ProviderLine, t: Translator) -> Html | None:
    """What a day costs, and how long the balance lasts at that."""
    if not line.burn:
        return t("No orders in the last day.")
    days = line.days_left
    return dotted(
        t("A day costs {amount}", amount=isolated(_amount(line.burn, line.currency))),
        None if days is None else _days(int(days), t),
    )


def _days(days: int, t: Translator) -> Html:
    if days < 1:
        return t("⚠️ the balance lasts less than a day")
    return t.plural("the balance lasts {n} day", "the balance lasts {n} days", n=days)


def _health(line: ProviderLine, state: ProviderState, t: Translator) -> Html | None:
    answer, errors = line.record.answer_s, line.error_percent
    told = [
        t(
            "answers in {time} s",
            time=_seconds(answer),
        )
        if answer is not None
        else None,
        t("errors of the last day: {percent}", percent=t.percent(errors))
        if errors is not None
        else None,
        t(
            "{n} of the last {calls} calls failed",
            n=t.number(state.failures),
            calls=t.number(CIRCUIT_WINDOW),
        )
        if state.failures
        else None,
    ]
    return dotted(*told) if any(told) else None


def _seconds(answer: float) -> str:
    return f"{max(answer, 0.1):.1f}" if answer < TEN else str(int(answer))


def _held(state: ProviderState, listed: ProviderList, t: Translator) -> Html | None:
    if state.paused_by is not None:
        return t("Paused by {actor}.", actor=code(state.paused_by))
    if state.may_send(listed.at):
        return None
    why = t(HELD[state.held_why]) if state.held_why and state.held_why in HELD else Html("–")
    if state.held_until is None or state.held_until <= listed.at:
        return t("Gets no orders: {why}.", why=why)
    return t("Gets no orders until {when}: {why}.", when=t.when(state.held_until), why=why)


def _amount(amount: Money, currency: str) -> str:
    """An amount of a provider's own currency, without decimals that say nothing."""
    rounded = amount.rounded(2, up=False)
    text = f"{rounded:f}".removesuffix(".00")
    return f"{text} {currency}"
