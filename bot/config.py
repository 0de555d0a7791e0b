"""Settings from the environment and `.env`: read once, checked whole, secrets unseen."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.addresses import is_loopback, sound_url
from bot.environment import surroundings, with_secrets
from bot.provider_settings import ProviderSettings, read_providers
from domain.ids import UserId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

DRIVERS = frozenset({"sqlite+aiosqlite", "postgresql+asyncpg"})
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
HOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
BIND = re.compile(r"([^:\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})")
MAX_PORT = 65_535
API_PATH = "/api/v2"
"""Where resellers reach the shop, behind its public address."""
MAX_ID_DIGITS = 15
"""Telegram's ids have at most 52 bits."""


class ConfigurationError(Exception):
    """Everything that is wrong with the configuration, one sentence each, with how to fix it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseModel):
    """What an operator can set. The names are the environment's, in lower case."""

    model_config = ConfigDict(hide_input_in_errors=True)

    bot_token: SecretStr | None = None
    admin_ids: frozenset[UserId] = frozenset()
    database_url: str = "sqlite+aiosqlite:///data/shop.db"
    currency: str = "USD"
    markup_percent: Annotated[Decimal, Field(ge=0, le=10_000)] = Decimal(30)
    min_margin_percent: Annotated[Decimal, Field(ge=0, le=10_000)] = Decimal(0)
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_bind: str = "127.0.0.1:8080"
    public_url: str | None = None
    api_rate_per_minute: Annotated[int, Field(ge=1, le=1_000_000_000)] = 100
    redis_url: SecretStr | None = None
    poll_first_s: Annotated[float, Field(gt=0, le=3600)] = 20
    poll_max_s: Annotated[float, Field(gt=0, le=86400)] = 900
    submit_deadline_s: Annotated[float, Field(gt=0, le=600)] = 75
    settle_s: Annotated[float, Field(gt=0, le=86400)] = 600
    refill_after_h: Annotated[float, Field(ge=0, le=8760)] = 24
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is no bot token; @BotFather's look like 123456789:AAE-letters")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        """Read `1, 2,3`; names are refused, since a name can change hands."""
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(rf"[0-9]{{1,{MAX_ID_DIGITS}}}", part) for part in parts):
            raise ValueError("takes numeric Telegram ids, comma-separated, such as 123456789")
        return frozenset(UserId(int(part)) for part in parts)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except (ArgumentError, ValueError):
            driver = None
        if driver not in DRIVERS:
            raise ValueError("must start with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("currency")
    @classmethod
    def _currency(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z]{3}", value):
            raise ValueError("takes a three-letter code, such as USD")
        return value.upper()

    @field_validator("telegram_api_url", "webhook_url", "public_url")
    @classmethod
    def _sound(cls, value: str | None) -> str | None:
        return None if value is None else sound_url(value)

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        """Refuse what resellers could not use with the API's path behind it."""
        if value is not None and (value.endswith(API_PATH) or set(value) & set("?#")):
            raise ValueError(f"takes the address before {API_PATH}, such as https://shop.example")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _hook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not HOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("takes 1 to 256 letters, digits, _ and -")
        return value

    @field_validator("http_bind")
    @classmethod
    def _bind(cls, value: str) -> str:
        found = BIND.fullmatch(value)
        if not found or int(found[2]) > MAX_PORT:
            raise ValueError("takes an address and a port, such as 127.0.0.1:8080")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: SecretStr | None) -> SecretStr | None:
        schemes = ("redis://", "rediss://", "unix://")
        if value is not None and not value.get_secret_value().startswith(schemes):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @property
    def refill_after(self) -> timedelta:
        """How long after an order's end a refill may be asked."""
        return timedelta(hours=self.refill_after_h)

    @property
    def host(self) -> str:
        """Where the HTTP server listens."""
        return self.http_bind.rsplit(":", 1)[0].strip("[]")

    @property
    def port(self) -> int:
        """The HTTP server's port; 0 takes a free one."""
        return int(self.http_bind.rsplit(":", 1)[1])

    @property
    def local(self) -> bool:
        """Whether the Bot API is a server on this machine, as in the demo and the tests."""
        return is_loopback(self.telegram_api_url)


class Configuration:
    """Settings and providers together."""

    def __init__(
        self,
        settings: Settings,
        providers: tuple[ProviderSettings, ...],
        rates: Mapping[str, Decimal],
    ) -> None:
        self.settings = settings
        self.providers = providers
        self.rates = rates
        """Shop currency for one unit of another, by its code; the shop's own is 1."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be seen in a log."""
        settings = self.settings
        given = (settings.bot_token, settings.webhook_secret, settings.redis_url)
        keys = [provider.key for provider in self.providers]
        password = make_url(settings.database_url).password
        return (*(s.get_secret_value() for s in given if s), *keys, *filter(None, [password]))


def load(environment: Mapping[str, str] | None = None) -> Configuration:
    """Read everything; empty means unset, as in a copied example.

    Raises:
        ConfigurationError: with all problems at once.
    """
    problems: list[str] = []
    found = surroundings(problems) if environment is None else environment
    given = with_secrets(found, problems)
    values = {name: text.strip() for name, text in given.items() if text.strip()}
    settings = _settings(values, problems)
    providers = read_providers(values, problems)
    rates = _rates(values, problems)
    if settings is not None:
        problems += _together(settings, providers, rates)
    if problems or settings is None:
        raise ConfigurationError(problems)
    return Configuration(settings, providers, {**rates, settings.currency: Decimal(1)})


def _settings(values: Mapping[str, str], problems: list[str]) -> Settings | None:
    names = {name: name.upper() for name in Settings.model_fields}
    known = {name: values[upper] for name, upper in names.items() if upper in values}
    try:
        return Settings.model_validate(known)
    except ValidationError as error:
        problems += map(_in_words, error.errors(include_url=False, include_input=False))
        return None


def _in_words(error: ErrorDetails) -> str:
    said = error["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return f"{str(error['loc'][0]).upper()}: {said}"


def _rates(values: Mapping[str, str], problems: list[str]) -> dict[str, Decimal]:
    rates = {}
    for name, text in values.items():
        if not name.startswith("FX_"):
            continue
        rate = _positive(text)
        if not re.fullmatch(r"FX_[A-Z]{3}", name):
            problems.append(f"{name}: a rate's name ends in a three-letter code, such as FX_INR")
        elif rate is None:
            problems.append(f"{name}: takes a positive number, such as FX_INR=0.012")
        else:
            rates[name.removeprefix("FX_")] = rate
    return rates


def _positive(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if number.is_finite() and number > 0 else None


def _together(
    settings: Settings, providers: tuple[ProviderSettings, ...], rates: Mapping[str, Decimal]
) -> list[str]:
    """Problems that only show between settings."""
    known = {settings.currency, *rates}
    problems = [
        f"FX_{p.currency}: missing; provider {p.name} charges in {p.currency} and the shop sells "
        f"in {settings.currency}. Say what one {p.currency} costs: FX_{p.currency}=0.012"
        for p in providers
        if p.currency not in known
    ]
    if settings.webhook_url and not settings.webhook_secret:
        problems.append("WEBHOOK_SECRET: missing; set a long random text beside WEBHOOK_URL")
    return problems
