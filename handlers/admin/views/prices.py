"""Rules of price, what waits for an owner's word, and the report after a synchronisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.listed import Listed, Waiting, Why
from domain.money import Money
from handlers.admin.catalogue_callbacks import (
    ApplyPrices,
    OpenServicePanel,
    WaitingAt,
    WaitingFile,
)
from handlers.admin.views.catalogue import title_of
from handlers.admin.views.service_panel import waiting_line
from handlers.admin.views.words import panel_row
from handlers.kit.phrases import dotted
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, lines
from locales.translator import Translator
from services.operators.catalogue.prices import PriceRules, Which
from services.operators.catalogue.reading import WaitingPage

SHOWN: Final = 20
"""Rules on one screen."""
KEYS: Final = 4


def rules_screen(rules: PriceRules, t: Translator) -> Screen:
    """How prices are made now."""
    listed = list(rules.rules.items())
    text = lines(
        t("<b>Rules of price</b>"),
        t("All services: {rule}", rule=code(rules.default)),
        *(dotted(code(scope), code(rule)) for scope, rule in listed[:SHOWN]),
        t("And {n} more.", n=t.number(len(listed) - SHOWN)) if len(listed) > SHOWN else None,
        t("Least margin: {percent}", percent=code(rules.min_margin)),
        "",
        t(
            "The most specific counts: a service, an action of a platform, a platform, "
            "a provider, all."
        ),
        t("To set one: {example}", example=code("/markup platform=tiktok 35% .x9")),
        t("To take one away: {example}", example=code("/markup platform=tiktok off")),
    )
    return Screen(text, (panel_row(t),))


def waiting_screen(page: WaitingPage, t: Translator) -> Screen:
    """What waits, each with the way to it, and all of it at once."""
    if not page.total:
        return Screen(t("✅ Nothing waits for your word."), (panel_row(t),))
    text = lines(
        t("<b>Waiting for your word</b>: {n}", n=t.number(page.total)),
        *(line for item, rate in page.items for line in ("", _waiting(item, rate, t))),
    )
    keys = [Button(f"#{item.id}", OpenServicePanel(id=item.id)) for item, _ in page.items]
    rows = [tuple(keys[start : start + KEYS]) for start in range(0, len(keys), KEYS)]
    pager = pager_row(t, page=page.page, pages=page.pages, to=lambda n: WaitingAt(page=n))
    apply = _apply_rows(t) if page.priced else ()
    file = (Button(t.plain("CSV"), WaitingFile()),)
    return Screen(text, (*rows, pager, *apply, file, panel_row(t)))


def price_report(payload: Mapping[str, object], t: Translator) -> Screen:
    """What a synchronisation did to prices, in one message."""
    counts = {name: value for name, value in payload.items() if isinstance(value, int)}
    kept = counts["held"] - counts["paused"] - counts["reused"]
    text = lines(
        t(
            "<b>Price report</b> · {provider}: {up} up, {down} down, {gone} gone, {new} new",
            provider=payload["provider"],
            **{name: t.number(counts[name]) for name in ("up", "down", "gone", "new")},
        ),
        t("⚠️ Would lose money, so paused: {n}", n=bold(t.number(counts["paused"])))
        if counts["paused"]
        else None,
        *(_sample(sample, t) for sample in _samples(payload)),
        t("Moved far and keep their price: {n}", n=t.number(kept)) if kept > 0 else None,
        t("⚠️ Numbers that mean another service now, so hidden: {n}", n=t.number(counts["reused"]))
        if counts["reused"]
        else None,
    )
    if not counts["held"]:
        return Screen(text, (panel_row(t),))
    ways = (
        Button(t.plain("Open list"), WaitingAt()),
        Button(t.plain("CSV"), WaitingFile()),
    )
    return Screen(text, (*_apply_rows(t), ways, panel_row(t)))


def _waiting(item: Listed, rate: Money, t: Translator) -> Html:
    waits = item.waits
    assert waits is not None  # noqa: S101 - of services that wait
    return lines(title_of(item), waiting_line(item, waits, t), _price(item, waits, rate, t))


def _price(item: Listed, waits: Waiting, rate: Money, t: Translator) -> Html | None:
    if waits.why is Why.REUSED:
        return t("It is off sale.")
    prices = {"before": t.exact(item.listing.rate), "after": t.exact(rate)}
    told = t("Price: {before} → {after}", **prices)
    if item.listing.hidden is not None:
        return dotted(told, t("off sale"))
    return dotted(told, t("sold at the old price"))


def _apply_rows(t: Translator) -> tuple[Row, ...]:
    return (
        (Button(t.plain("Apply all"), ApplyPrices(which=Which.EVERY), style=Style.SUCCESS),),
        (Button(t.plain("Apply increases only"), ApplyPrices(which=Which.RISES)),),
    )


def _samples(payload: Mapping[str, object]) -> list[list[int]]:
    samples = payload.get("samples")
    return samples if isinstance(samples, list) else []


def _sample(sample: list[int], t: Translator) -> Html:
    number, before, now = sample
    return t(
        "#{id} cost {before} → {after}",
        id=number,
        before=t.exact(Money(before)),
        after=t.exact(Money(now)),
    )
