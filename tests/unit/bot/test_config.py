"""Settings: defaults, every problem at once and by name, secrets that do not show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.config import Configuration, ConfigurationError, load

TOKEN = "123456789:AAE-canary-token-0000000000"
KEY = "canary-key-0001"
WHOLE = {
    "BOT_TOKEN": TOKEN,
    "ADMIN_IDS": "1001, 1002",
    "PROVIDER_URL": "https://one.example/api/v2",
    "PROVIDER_KEY": KEY,
}


def problems_of(**values: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load(WHOLE | values)
    return caught.value.problems


def loaded(**values: str) -> Configuration:
    return load(WHOLE | values)


def test_four_variables_are_enough() -> None:
    configuration = loaded()

    assert configuration.settings.admin_ids == {1001, 1002}
    assert configuration.settings.currency == "USD"
    assert configuration.settings.markup_percent == Decimal(30)
    assert configuration.rates == {"USD": Decimal(1)}


def test_an_empty_environment_is_a_shop_without_token_and_provider() -> None:
    configuration = load({})

    assert configuration.settings.bot_token is None
    assert configuration.providers == ()


def test_an_empty_value_means_unset_for_every_setting() -> None:
    names = [name.upper() for name in type(loaded().settings).model_fields]

    configuration = load(dict.fromkeys(names, " "))

    assert configuration.settings == load({}).settings


def test_what_is_handed_in_is_all_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://shop.example/hook")
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("CURRENCY", "EUR")

    settings = load({}).settings

    assert (settings.webhook_url, settings.bot_token, settings.currency) == (None, None, "USD")


def test_every_problem_is_told_at_once_and_by_name() -> None:
    wrong = {
        "BOT_TOKEN": "hello",
        "ADMIN_IDS": "@ann",
        "DATABASE_URL": "mysql://shop",
        "CURRENCY": "dollars",
        "MARKUP_PERCENT": "-1",
        "TELEGRAM_API_URL": "http://api.telegram.org",
        "WEBHOOK_SECRET": "two words",
        "HTTP_BIND": "8080",
        "REDIS_URL": "localhost",
        "POLL_FIRST_S": "soon",
        "LOG_LEVEL": "loud",
        "PROVIDER_URL": "ftp://one.example",
        "PROVIDER_SECOND_KEY": "k",
        "PROVIDER_MY_SHOP_URL": "https://two.example",
        "FX_INR": "cheap",
        "FX_RUPEE": "0.012",
    }

    named = [problem.partition(":")[0] for problem in problems_of(**wrong)]

    assert sorted(named) == sorted({*wrong, "PROVIDER_SECOND_URL"} - {"PROVIDER_SECOND_KEY"})


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("BOT_TOKEN", "12345", "@BotFather"),
        ("ADMIN_IDS", "1001;1002", "comma-separated"),
        ("ADMIN_IDS", "9" * 16, "numeric Telegram ids"),
        ("ADMIN_IDS", "१२३", "numeric Telegram ids"),
        ("DATABASE_URL", "sqlite:///shop.db", "sqlite+aiosqlite:///"),
        ("DATABASE_URL", "no address", "postgresql+asyncpg://"),
        ("CURRENCY", "US", "three-letter code"),
        ("HTTP_BIND", "127.0.0.1:99999", "127.0.0.1:8080"),
        ("LOG_FORMAT", "xml", "'text' or 'json'"),
        ("MARKUP_PERCENT", "NaN", "finite number"),
        ("SETTLE_S", "0", "greater than 0"),
        ("FX_INR", "NaN", "FX_INR=0.012"),
        ("FX_INR", "0", "positive"),
        ("PROVIDER_CURRENCY", "$", "three-letter code"),
        ("PROVIDER_MAX_INFLIGHT", "0", "1 to 999"),
        ("PROVIDER_DIALECT", "klingon", "canonical"),
        ("WEBHOOK_URL", "https://shop.example/hook", "WEBHOOK_SECRET: missing"),
        ("PUBLIC_URL", "http://shop.example", "https://"),
        ("PUBLIC_URL", "https://shop.example/api/v2", "before /api/v2"),
        ("PUBLIC_URL", "https://shop.example/?from=panel", "before /api/v2"),
        ("API_RATE_PER_MINUTE", "0", "greater than or equal to 1"),
    ],
)
def test_a_problem_says_how_to_mend_it(name: str, wrong: str, said: str) -> None:
    (problem,) = problems_of(**{name: wrong})

    assert said in problem
    assert "Value error" not in problem


def test_no_problem_repeats_a_secret() -> None:
    problems = problems_of(BOT_TOKEN="canary secret", PROVIDER_URL="http://one.example")

    assert not any("canary" in problem for problem in problems)


def test_no_repr_shows_a_secret() -> None:
    configuration = loaded(WEBHOOK_URL="https://shop.example/h", WEBHOOK_SECRET="canary-hook")

    shown = f"{configuration.settings!r} {configuration.providers!r} {configuration!r}"

    assert "canary" not in shown


def test_every_secret_is_known_to_the_logs() -> None:
    configuration = loaded(
        WEBHOOK_URL="https://shop.example/h",
        WEBHOOK_SECRET="canary-hook",
        REDIS_URL="redis://:canary-redis@127.0.0.1",
        DATABASE_URL="postgresql+asyncpg://shop:canary-password@127.0.0.1/shop",
    )

    assert set(configuration.secrets) == {
        TOKEN,
        "canary-hook",
        "redis://:canary-redis@127.0.0.1",
        KEY,
        "canary-password",
    }


@pytest.mark.parametrize("url", ["http://127.0.0.1:81", "http://localhost", "http://[::1]:81"])
def test_plain_http_may_stay_on_this_machine(url: str) -> None:
    configuration = loaded(TELEGRAM_API_URL=url, PROVIDER_URL=url)

    assert configuration.settings.local
    assert configuration.providers[0].url == url


@pytest.mark.parametrize(
    "url",
    ["http://one.example", "http://127.0.0.1.one.example", "http://10.0.0.7", "//x", "https:"],
)
def test_a_secret_never_leaves_this_machine_in_the_clear(url: str) -> None:
    named = [problem.partition(":")[0] for problem in problems_of(TELEGRAM_API_URL=url)]
    named += [problem.partition(":")[0] for problem in problems_of(PROVIDER_URL=url)]

    assert named == ["TELEGRAM_API_URL", "PROVIDER_URL"]


@pytest.mark.parametrize(
    ("bind", "host", "port"), [("0.0.0.0:80", "0.0.0.0", 80), ("[::1]:0", "::1", 0)]
)
def test_where_the_server_listens_is_read_apart(bind: str, host: str, port: int) -> None:
    settings = loaded(HTTP_BIND=bind).settings

    assert (settings.host, settings.port) == (host, port)


def test_the_api_is_as_the_readme_says_until_it_is_set() -> None:
    settings = loaded().settings
    assert (settings.public_url, settings.api_rate_per_minute) == (None, 100)

    settings = loaded(PUBLIC_URL="https://shop.example/", API_RATE_PER_MINUTE="7").settings

    assert (settings.public_url, settings.api_rate_per_minute) == ("https://shop.example", 7)


def test_words_are_taken_in_any_case() -> None:
    settings = loaded(LOG_LEVEL="INFO", LOG_FORMAT="Json", CURRENCY="eur", FX_USD="0.9").settings

    assert (settings.log_level, settings.log_format, settings.currency) == ("info", "json", "EUR")


def test_the_shops_own_currency_is_always_one() -> None:
    assert loaded(FX_USD="2", FX_INR="0.012").rates == {"USD": 1, "INR": Decimal("0.012")}


def test_a_foreign_provider_needs_a_rate() -> None:
    (problem,) = problems_of(PROVIDER_CURRENCY="inr")

    assert problem.startswith("FX_INR: missing; provider main charges in INR")
