"""Log lines: secrets are taken out of everything, tracebacks and libraries' lines included."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.clock import random_key
from bot.logs import MASK, Redactor, set_up_logs

TOKEN = "7000000001:AAcanary-token-0000000000000"
KEY = "canary+key/0001="
CANARIES = (TOKEN, KEY, "canary%2Bkey%2F0001%3D")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level, events = list(root.handlers), root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**events)


def written(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def fail_with_secrets() -> None:
    request = f"https://one.example/api?key={KEY}"
    raise RuntimeError(f"{TOKEN} {request}")


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_secret_reaches_a_log_line(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", style, [TOKEN, KEY])
    ours, theirs = structlog.get_logger("shop"), logging.getLogger("library")

    for canary in CANARIES:
        ours.info("provider.asked", url=f"https://one.example/?key={canary}", canary=canary)
        theirs.warning("POST /bot%s/sendMessage %r", canary, {"key": canary})
    try:
        fail_with_secrets()
    except RuntimeError:
        ours.exception("handler.failed")
        theirs.exception("failed with %s", KEY)

    lines = written(capsys)
    assert "Traceback" in lines
    assert lines.count(MASK) >= 10
    assert not [canary for canary in CANARIES if canary in lines]


def test_no_key_of_a_reseller_reaches_a_log_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "text", [])
    key = random_key()

    logging.getLogger("aiohttp.server").error("GET /api/v2?action=balance&key=%s&x=1", key)
    structlog.get_logger("shop").info("api.asked", body={"key": key}, given=key)

    assert key not in written(capsys)


def test_json_lines_are_json_with_their_fields(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json", [])

    structlog.get_logger("shop").info("order.placed", order=7)

    line = json.loads(written(capsys))
    assert (line["event"], line["order"], line["level"]) == ("order.placed", 7, "info")


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("warning", "text", [])

    structlog.get_logger("shop").info("order.placed")
    logging.getLogger("httpx").info("HTTP Request")

    assert written(capsys) == ""


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiogram.event", "aiosqlite"])
def test_chatty_libraries_are_quiet_at_info(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "text", [])

    logging.getLogger(name).info("HTTP Request: POST https://one.example")

    assert written(capsys) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"/bot{TOKEN}/getMe", f"/bot{MASK}/getMe"),
        ("?key=abc&action=add", f"?key={MASK}&action=add"),
        ("API_KEY=abc 'secret=x'", f"API_KEY={MASK} 'secret={MASK}'"),
        ("order=7 quantity=100", "order=7 quantity=100"),
        ("12:30:00", "12:30:00"),
    ],
)
def test_what_looks_like_a_secret_is_masked_though_unknown(text: str, shown: str) -> None:
    assert Redactor([])(text) == shown


def test_a_short_secret_does_not_mask_parts_of_words() -> None:
    assert Redactor(["shop", ""])("the shop is open") == "the shop is open"


def test_a_secret_within_another_is_masked_whole() -> None:
    assert Redactor(["abcdef", "abcdefgh"])("<abcdefgh>") == f"<{MASK}>"
