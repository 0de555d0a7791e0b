"""Every alert has words in every language, valid for Telegram, and a way to act."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.ids import UserId
from domain.notices import Notice, NoticeKind
from handlers.admin.alerts import alert_screen
from locales.languages import LANGUAGES
from locales.translator import translator

LOW = {"provider": "main", "why": "balance", "balance": "1.20", "currency": "USD"}
ALERTS: list[tuple[NoticeKind, dict[str, Any], str]] = [
    (NoticeKind.ALERT_REVIEW, {"review_id": 5}, "needs your decision"),
    (NoticeKind.ALERT_REVIEW, {"review_id": 5, "reminder": 2}, "still needs"),
    (
        NoticeKind.ALERT_PROVIDER_DOWN,
        {"provider": "main", "why": "down"},
        "Five of the last twenty",
    ),
    (NoticeKind.ALERT_PROVIDER_DOWN, {"provider": "main", "why": "auth"}, "our key"),
    (NoticeKind.ALERT_PROVIDER_DOWN, {"provider": "main", "why": "new"}, "gets no orders"),
    (NoticeKind.ALERT_PROVIDER_UP, {"provider": "main"}, "works again"),
    (NoticeKind.ALERT_PROVIDER_LOW, LOW, "Balance: 1.20 USD"),
    (NoticeKind.ALERT_PROVIDER_LOW, {"provider": "main", "why": "funds"}, "running out"),
    (NoticeKind.ALERT_LEDGER, {"check": "I2"}, "check I2"),
    (NoticeKind.ALERT_SYNC, {"provider": "main", "problem": "unreadable"}, "could not be read"),
    (
        NoticeKind.ALERT_SYNC,
        {"provider": "<b>", "problem": "too_many_lost", "lost": 40},
        "switch off 40",
    ),
    (
        NoticeKind.ALERT_SYNC,
        {"provider": "main", "problem": "unknown_types", "types": ["special"], "services": 2},
        "<code>special</code>\nServices that are imported but not sold: 2",
    ),
    (
        NoticeKind.ALERT_SYNC,
        {"provider": "p2", "problem": "departed", "orders": 3},
        "off sale.\nIts orders that nobody asks about: 3",
    ),
    (NoticeKind.ALERT_ODD, {}, "Something odd"),
]


def a_notice(kind: NoticeKind, payload: dict[str, Any]) -> Notice:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Notice(id=1, chat_id=UserId(7), kind=kind, payload=payload, attempts=1, created_at=at)


@pytest.mark.parametrize(("kind", "payload", "said"), ALERTS)
def test_an_alert_says_what_happened_and_where_to_act(
    kind: NoticeKind, payload: dict[str, Any], said: str
) -> None:
    screen = alert_screen(a_notice(kind, payload), translator("en", "USD"))

    assert said in screen.text
    assert screen.rows
    assert "<b><b>" not in screen.text


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
@pytest.mark.parametrize(("kind", "payload", "said"), ALERTS)
def test_every_language_has_words_for_it(
    kind: NoticeKind, payload: dict[str, Any], said: str, language: str
) -> None:
    assert alert_screen(a_notice(kind, payload), translator(language, "USD")).text
