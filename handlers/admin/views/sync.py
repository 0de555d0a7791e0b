"""How reading a provider's services, or asking about orders, went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.catalogue import Hidden
from domain.sync_report import SyncOutcome, SyncReport
from domain.text import clean_line
from handlers.admin.alerts import SYNC_PROBLEMS
from handlers.admin.callbacks import StaffOrder, SyncProvider
from handlers.admin.views.catalogue import waiting_button
from handlers.admin.views.words import panel_row
from handlers.kit.order_words import status_of
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, lines
from locales.translator import N_, Translator
from services.ordering.refresh import Asked, Refreshed

ASKED: Final[Mapping[Asked, str]] = {
    Asked.ANSWERED: N_("The provider answered just now."),
    Asked.NOT_ANSWERED: N_("The provider says nothing about it."),
    Asked.UNREADABLE: N_("The provider could not be asked just now."),
    Asked.NOT_SENT: N_("It is not at a provider (yet)."),
    Asked.NOT_FOUND: N_("There is no such order."),
}
HIDDEN: Final[Mapping[Hidden, str]] = {
    Hidden.SENSITIVE: N_("sensitive: {n}"),
    Hidden.UNSUPPORTED: N_("of a type that is not sold yet: {n}"),
    Hidden.QUARANTINED: N_("with figures that cannot be right: {n}"),
    Hidden.GONE: N_("gone: {n}"),
    Hidden.OPERATOR: N_("hidden by you: {n}"),
    Hidden.PROVIDER_REFUSED: N_("refused by the provider: {n}"),
    Hidden.PRICE: N_("paused for their price: {n}"),
    Hidden.REUSED: N_("with a number that means something else now: {n}"),
}
SHOWN: Final = 25
DETAIL: Final = 200
KEYS: Final = 5


def progress_text(provider: str, done: int, total: int, t: Translator) -> Html:
    """How far it is."""
    if not total:
        return t("Asking {provider} for its services…", provider=bold(provider))
    return t(
        "{provider}: {done} of {total} services read…",
        provider=bold(provider),
        done=t.number(done),
        total=t.number(total),
    )


def report_screen(reports: Sequence[SyncReport], t: Translator) -> Screen:
    """What each provider's list brought."""
    told = [part for report in reports for part in ("", _report(report, t))]
    sure: tuple[Row, ...] = tuple(
        (
            Button(
                t.plain("They are gone: apply {provider}", provider=report.provider),
                SyncProvider(provider=report.provider, sure=True),
                style=Style.DANGER,
            ),
        )
        for report in reports
        if report.outcome is SyncOutcome.TOO_MANY_LOST
    )
    waiting = sum(report.waiting for report in reports)
    waits = (waiting_button(t, waiting),) if waiting else ()
    return Screen(lines(t("<b>Services</b>"), *told), (*sure, waits, panel_row(t)))


def asked_toast(asked: Asked, t: Translator) -> str:
    """How asking about one order went."""
    return t.plain(ASKED[asked])


def refreshed_screen(refreshed: Sequence[Refreshed], t: Translator) -> Screen:
    """Orders that were asked about, as they stand now."""
    rest = len(refreshed) - SHOWN
    text = lines(
        t.plural(
            "<b>Asked about {n} order</b>", "<b>Asked about {n} orders</b>", n=len(refreshed)
        ),
        "",
        *(_refreshed(item, t) for item in refreshed[:SHOWN]),
        t("And {n} more.", n=t.number(rest)) if rest > 0 else None,
    )
    keys = tuple(
        Button(f"#{item.order_id}", StaffOrder(id=item.order_id))
        for item in refreshed[:SHOWN]
        if item.order is not None
    )
    rows = [keys[start : start + KEYS] for start in range(0, len(keys), KEYS)]
    return Screen(text, (*rows, panel_row(t)))


def _refreshed(item: Refreshed, t: Translator) -> Html:
    status = status_of(item.order, t) if item.order else None
    return dotted(bold(f"#{item.order_id}"), status, t(ASKED[item.asked]))


def _report(report: SyncReport, t: Translator) -> Html:
    if report.outcome is not SyncOutcome.APPLIED:
        return lines(
            t("⚠️ <b>{provider}</b>: nothing was changed.", provider=report.provider),
            t(SYNC_PROBLEMS[report.outcome], lost=t.number(report.lost)),
            code(report.detail[:DETAIL]) if report.detail else None,
        )
    return lines(
        t(
            "✅ <b>{provider}</b>: {on_sale} of {listed} services are on sale.",
            provider=report.provider,
            on_sale=bold(t.number(report.on_sale)),
            listed=t.number(report.listed),
        ),
        t(
            "New: {added} · changed: {changed} · gone: {lost}",
            added=t.number(report.added),
            changed=t.number(report.changed),
            lost=t.number(report.lost),
        ),
        t(
            "Prices: {raised} up, {lowered} down",
            raised=t.number(report.raised),
            lowered=t.number(report.lowered),
        )
        if report.raised or report.lowered
        else None,
        t("Waiting for your word: {n}", n=bold(t.number(report.waiting)))
        if report.waiting
        else None,
        _hidden(report, t),
        _unknown(report, t),
    )


def _hidden(report: SyncReport, t: Translator) -> Html | None:
    told = [
        t(HIDDEN[why], n=t.number(number))
        for why, number in (report.hidden or {}).items()
        if number
    ]
    return t("Not shown: {reasons}", reasons=Html(", ".join(told))) if told else None


def _unknown(report: SyncReport, t: Translator) -> Html | None:
    """What was imported and cannot be sold, in the provider's own words."""
    if not report.unknown_types:
        return None
    types = clean_line(", ".join(report.unknown_types), DETAIL)
    return t("Types that are not known here: {types}", types=code(types))
