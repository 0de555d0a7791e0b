"""Operators' screens of the catalogue at their worst: long names, HTML, every number; they fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.catalogue import Hidden
from domain.ids import ServiceId, UserId
from domain.listed import Listed, Waiting, Why
from domain.listing import ListReader
from domain.money import Money
from domain.operators import CATALOGUE_ACTS, Act, JournalLine
from domain.pins import Pick
from domain.price_rules import PriceRule, read_rule
from handlers.admin.catalogue_callbacks import Edit
from handlers.admin.views.catalogue import (
    LEFT,
    ask_words,
    edit_card,
    edited_screen,
    undone_screen,
)
from handlers.admin.views.prices import price_report, rules_screen, waiting_screen
from handlers.admin.views.service_panel import WHY_HIDDEN, panel_screen
from handlers.kit.screen import Screen, body, markup
from locales.translator import Translator, translator
from services.operators.catalogue.cards import EditCard
from services.operators.catalogue.prices import PriceRules
from services.operators.catalogue.reading import ServicePanel, WaitingPage
from services.operators.catalogue.undoing import Undone
from services.operators.confirm import Done
from tests.stock import MAIN, PRICING, service, upstream

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
LONG = "<b>Instagram</b> & followers متابعين 🔥 " * 6
NUMBER = ServiceId(2**31)
RULE = "9999.999% +999999.000001 min=999999.999999 max=1000000 round=6 .xxxx99"


@pytest.fixture(params=["en", "ar"])
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param, "USD")


def worst(why: Why = Why.PRICE, **changes: Any) -> Listed:
    entry = ListReader(MAIN, Decimal(1), PRICING)(
        upstream(1, name=LONG, category=LONG, details=f"{LONG}\n" * 12, rate=Decimal("9999.9"))
    )
    waits = Waiting(why=why, base=Money(1), entry=entry)
    plain = Listed(id=NUMBER, listing=entry, shown_by=UserId(2**50), pin=Pick.SAFEST, waits=waits)
    return plain.edited(name=LONG, category=LONG, details=LONG * 3, **changes)


def card(act: Act) -> EditCard:
    words = {
        "scope": ",".join(map(str, range(10**9, 10**9 + 300))),
        "rule": RULE,
        "reason": LONG,
    }
    pairs = tuple((worst(), replace(worst(), pin=None)) for _ in range(5))
    left = dict.fromkeys(LEFT, 9999)
    return EditCard(
        nonce="n" * 22, act=act, words=words, count=9999, matched=9999, samples=pairs, left=left
    )


def fits(screen: Screen) -> str:
    """The text, if Telegram would take the screen."""
    text = body(screen)
    assert len(text) <= 4096
    built = markup(screen)
    assert built is not None
    for row in built.inline_keyboard:
        assert len(row) <= 8
        for button in row:
            assert button.text
            assert len((button.callback_data or "").encode()) <= 64
    return text


@pytest.mark.parametrize("act", sorted(CATALOGUE_ACTS))
def test_a_card_and_its_deed_fit(act: Act, t: Translator) -> None:
    assert "&lt;b&gt;" in fits(edit_card(card(act), t))
    params = {"numbers": [1] if act is Act.PIN else [1, 2]}
    done = Done(
        nonce="n",
        act=act,
        params=params,
        result={"edit": 10**9, "count": 2},
        customer=None,
        again=True,
    )
    assert "C-1000000000" in fits(edited_screen(done, t))
    assert "C-7" in fits(undone_screen(Undone(number=7, act=act, count=1, kept=3), t))


@pytest.mark.parametrize("hidden", [None, *Hidden])
def test_a_panel_fits_whatever_is_the_matter(hidden: Hidden | None, t: Translator) -> None:
    item = worst(Why.REUSED, hidden=hidden is Hidden.OPERATOR)
    item = replace(item, listing=replace(item.listing, hidden=hidden, rate=Money(5)))
    lines = tuple(
        JournalLine(
            id=n,
            actor_id=UserId(2**50),
            act=Act.RENAME,
            target="service:1",
            before=LONG,
            after=LONG,
            reason=LONG,
            transfer_id=None,
            created_at=AT,
        )
        for n in range(5)
    )
    panel = ServicePanel(
        item=item,
        scope=f"service={NUMBER}",
        rule=read_rule(RULE),
        floor=Money(10**15),
        routes=tuple(service(n) for n in range(40)),
        journal=lines,
    )

    text = fits(panel_screen(panel, t))

    assert (hidden is None) is (t("✅ On sale") in text)
    for what in (Edit.NAME, Edit.CATEGORY, Edit.DETAILS, Edit.RULE):
        fits(ask_words(panel, what, t))


def test_every_reason_for_being_off_sale_has_words() -> None:
    assert set(WHY_HIDDEN) == set(Hidden)


def test_lists_of_what_waits_and_of_rules_fit(t: Translator) -> None:
    items = tuple((worst(), Money(10**15)) for _ in range(8))
    page = WaitingPage(items=items, page=2, pages=9, total=70, rises=9, priced=9)
    fits(waiting_screen(page, t))
    fits(waiting_screen(replace(page, items=(), total=0), t))
    scopes = {f"platform=soundcloud action=followers{n}": RULE for n in range(99)}
    fits(rules_screen(PriceRules(default=RULE, min_margin="10%", rules=scopes), t))


def test_a_report_says_it_all_in_its_first_line(t: Translator) -> None:
    payload: dict[str, object] = {
        "provider": "main",
        "up": 37,
        "down": 12,
        "gone": 4,
        "new": 9,
        "held": 6,
        "paused": 3,
        "reused": 1,
        "samples": [[1234, 420_000, 710_000]] * 5,
    }

    text = fits(price_report(payload, t))
    quiet = fits(price_report({**payload, "held": 0, "paused": 0, "reused": 0}, t))

    for said in ("main", "37", "12", "4", "9"):
        assert said in text.splitlines()[0]
    assert "1234" in text
    assert len(quiet) < len(text)


def test_a_rule_is_shown_as_it_is_typed() -> None:
    assert str(PriceRule(percent=Decimal(35), ending="x9")) == "35% .x9"
