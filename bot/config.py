"""Settings from the environment and `.env`: read once, checked whole, secrets unseen."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.addresses import is_loopback, sound_url
from bot.provider_settings import ProviderSettings, read_providers
from domain.ids import UserId

if TYPE_CHECKING:
    from collections.abc import Mapping

ENV_FILE = Path(".env")
SECRET_FILES = ("_TOKEN_FILE", "_KEY_FILE", "_SECRET_FILE")


class ConfigurationError(Exception):
    """Everything that is wrong with the configuration, one sentence each, with how to fix it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What an operator can set. The names are the environment's, in lower case."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    bot_token: SecretStr | None = None
    admin_ids: Annotated[frozenset[UserId], NoDecode] = frozenset()
    database_url: str = "sqlite+aiosqlite:///data/shop.db"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    markup_percent: Annotated[Decimal, Field(ge=0, le=10_000)] = Decimal(30)
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_bind: Annotated[str, Field(pattern=r"^[^:\s]+:\d{1,5}$")] = "127.0.0.1:8080"
    redis_url: SecretStr | None = None
    poll_first_s: Annotated[float, Field(gt=0, le=3600)] = 20
    poll_max_s: Annotated[float, Field(gt=0, le=86400)] = 900
    submit_deadline_s: Annotated[float, Field(gt=0, le=600)] = 75
    settle_s: Annotated[float, Field(gt=0, le=86400)] = 600
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        """Read `1, 2,3`; names are refused, since a name can change hands."""
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError("takes numeric Telegram ids, comma-separated, such as 123456789")
        return frozenset(UserId(int(part)) for part in parts)

    @field_validator("bot_token", "webhook_url", "webhook_secret", "redis_url", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """`BOT_TOKEN=` in a copied example means that there is none."""
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _sound(cls, value: str | None) -> str | None:
        return None if value is None else sound_url(value)

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @property
    def host(self) -> str:
        """Where the HTTP server listens."""
        return self.http_bind.rsplit(":", 1)[0]

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


def load(environment: Mapping[str, str] | None = None) -> Configuration:
    """Read everything.

    Raises:
        ConfigurationError: with all problems at once.
    """
    values = merged() if environment is None else dict(environment)
    problems: list[str] = []
    settings = _settings(values, problems)
    providers = read_providers(values, problems)
    rates = _rates(values, problems)
    if settings is not None:
        problems += _together(settings, providers, rates)
    if problems or settings is None:
        raise ConfigurationError(problems)
    return Configuration(settings, providers, {**rates, settings.currency: Decimal(1)})


def merged(file: Path = ENV_FILE) -> dict[str, str]:
    """The environment over `.env`, with `NAME_FILE` read in place of `NAME` where it is given."""
    values = {k: v for k, v in dotenv_values(file).items() if v is not None} | dict(os.environ)
    for name in [name for name in values if name.endswith(SECRET_FILES)]:
        secret = Path(values[name]).read_text("utf-8").strip()
        values.setdefault(name.removesuffix("_FILE"), secret)
    return values


def _settings(values: Mapping[str, str], problems: list[str]) -> Settings | None:
    names = {name: name.upper() for name in Settings.model_fields}
    known = {name: values[upper] for name, upper in names.items() if upper in values}
    try:
        return Settings.model_validate(known)
    except ValidationError as error:
        problems += [f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        return None


def _rates(values: Mapping[str, str], problems: list[str]) -> dict[str, Decimal]:
    rates = {}
    for name, text in values.items():
        if name.startswith("FX_") and text.strip():
            rate = _positive(text)
            if rate is None:
                problems.append(f"{name}: takes a positive number, such as FX_INR=0.012")
            else:
                rates[name.removeprefix("FX_")] = rate
    return rates


def _positive(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
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
