"""The documentation learns the shop's name from Telegram, however long that takes."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from bot import sign
from bot.config import load
from bot.sign import documentation_of, hang_sign

TOKEN = {"BOT_TOKEN": "7000000001:a-token-of-the-tests"}


class Telegram:
    """Cannot be reached at first."""

    def __init__(self, failures: int) -> None:
        self.failures, self.asked = failures, 0

    async def me(self) -> Any:
        self.asked += 1
        if self.asked <= self.failures:
            raise TelegramNetworkError(GetMe(), "no route")
        return SimpleNamespace(first_name="Corner shop", username="corner_bot")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "FIRST_TRY_S", 0.01)


@pytest.mark.parametrize(
    ("more", "chat"),
    [({}, "https://t.me/corner_bot"), ({"TELEGRAM_API_URL": "http://127.0.0.1:1"}, None)],
    ids=["telegram", "local"],
)
async def test_the_name_is_asked_for_until_it_is_known(
    more: dict[str, str], chat: str | None
) -> None:
    settings = load({**TOKEN, "CURRENCY": "EUR", **more}).settings
    docs, telegram = documentation_of(settings), Telegram(failures=2)

    await hang_sign(docs, cast("Any", telegram), settings, asyncio.Event())

    assert telegram.asked == 3
    assert (docs.about.name, docs.about.chat) == ("Corner shop", chat)
    assert docs.about.currency == "EUR"


async def test_stopping_ends_the_asking() -> None:
    settings, stopping = load(TOKEN).settings, asyncio.Event()
    docs = documentation_of(settings)
    stopping.set()

    await hang_sign(docs, cast("Any", Telegram(failures=1000)), settings, stopping)

    assert docs.about.name == ""


async def test_a_shop_without_a_token_has_no_name() -> None:
    settings = load({"PUBLIC_URL": "https://shop.example/", "API_RATE_PER_MINUTE": "60"}).settings
    docs, telegram = documentation_of(settings), Telegram(failures=0)

    await hang_sign(docs, cast("Any", telegram), settings, asyncio.Event())

    assert telegram.asked == 0
    assert docs.about.endpoint == "https://shop.example/api/v2"
    assert docs.about.per_minute == 60
