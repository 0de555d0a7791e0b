"""Providers from the environment: `PROVIDER_URL` first, `PROVIDER_<NAME>_URL` for others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.addresses import sound_url
from domain.ids import ProviderName
from integrations.provider.dialect_choice import (
    AUTO,
    ChoiceError,
    DialectChoice,
    read_choice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = "main"
DEFAULT_IN_FLIGHT = 4
LEARNT = read_choice(AUTO)
DEFAULT_PRIORITY = 100
MAX_NAME = 32
"""Characters of a provider's name: buttons and the database carry it."""

_PARTS: Final = (
    *("URL", "KEY", "CURRENCY", "MAX_INFLIGHT", "DIALECT"),
    *("PRIORITY", "PER_MINUTE", "BONUS_PERCENT"),
)
_NAMED = re.compile(rf"PROVIDER_([A-Z0-9]{{1,{MAX_NAME}}})_({'|'.join(_PARTS)})")
_FIRST = re.compile(rf"PROVIDER_({'|'.join(_PARTS)})")
_SHAPE = (
    f"PROVIDER_NAME_ and {', '.join(_PARTS[:-1])} or {_PARTS[-1]} take a NAME of at most "
    f"{MAX_NAME} letters and digits"
)
_TAKEN = (
    "the provider of PROVIDER_URL is called main already; give this one another name, "
    "such as PROVIDER_SECOND_URL"
)
"""Else one provider's key would go to the other."""
_BONUS = re.compile(r"\d{1,3}(\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """How to reach one provider. The key never shows in a repr."""

    name: ProviderName
    url: str
    key: str = field(repr=False)
    currency: str = "USD"
    max_in_flight: int = DEFAULT_IN_FLIGHT
    dialect: DialectChoice = LEARNT
    priority: int = DEFAULT_PRIORITY
    """Of a service's routes, those of the provider with the lowest number are tried first."""
    per_minute: int | None = None
    """How many requests it may get in a minute; None where it names no limit."""
    bonus_percent: Decimal = Decimal(0)
    """What it adds to every deposit."""


def read_providers(values: Mapping[str, str], problems: list[str]) -> tuple[ProviderSettings, ...]:
    """Every provider that is named; what is wrong is added to `problems`."""
    found: dict[str, dict[str, str]] = {}
    problems += _called_as_the_first(values)
    for variable, text in values.items():
        if not text.strip() or not variable.startswith("PROVIDER_"):
            continue
        if first := _FIRST.fullmatch(variable):
            found.setdefault(FIRST, {})[first[1]] = text.strip()
        elif named := _NAMED.fullmatch(variable):
            found.setdefault(named[1].lower(), {})[named[2]] = text.strip()
        elif not variable.endswith("_KEY_FILE"):
            problems.append(f"{variable}: unknown; {_SHAPE}")
    made = [_provider(name, given, problems) for name, given in sorted(found.items())]
    return tuple(provider for provider in made if provider is not None)


def _called_as_the_first(values: Mapping[str, str]) -> list[str]:
    """Problems of a further provider that is given the first one's name."""
    given = [variable for variable, text in values.items() if text.strip()]
    if not any(map(_FIRST.fullmatch, given)):
        return []
    taken = f"PROVIDER_{FIRST.upper()}_"
    return [f"{variable}: {_TAKEN}" for variable in given if variable.startswith(taken)]


def _provider(name: str, given: Mapping[str, str], problems: list[str]) -> ProviderSettings | None:
    prefix = "PROVIDER_" if name == FIRST else f"PROVIDER_{name.upper()}_"
    missing = [
        f"{prefix}{part}: missing; the provider's API page shows it"
        for part in ("URL", "KEY")
        if part not in given
    ]
    wrong = [*missing, *_wrong(prefix, given)]
    problems += wrong
    if wrong:
        return None
    return ProviderSettings(
        name=ProviderName(name),
        url=sound_url(given["URL"]),
        key=given["KEY"],
        currency=given.get("CURRENCY", "USD").upper(),
        max_in_flight=int(given.get("MAX_INFLIGHT", DEFAULT_IN_FLIGHT)),
        dialect=read_choice(given.get("DIALECT", AUTO)),
        priority=int(given.get("PRIORITY", DEFAULT_PRIORITY)),
        per_minute=int(given["PER_MINUTE"]) if "PER_MINUTE" in given else None,
        bonus_percent=Decimal(given.get("BONUS_PERCENT", "0")),
    )


def _wrong(prefix: str, given: Mapping[str, str]) -> list[str]:
    problems = []
    try:
        sound_url(given.get("URL", "https://absent.example"))
    except ValueError as error:
        problems.append(f"{prefix}URL: {error}")
    if not re.fullmatch(r"[A-Za-z]{3}", given.get("CURRENCY", "USD")):
        problems.append(f"{prefix}CURRENCY: takes a three-letter code, such as USD")
    if not re.fullmatch(r"[1-9]\d{0,2}", given.get("MAX_INFLIGHT", "1")):
        problems.append(f"{prefix}MAX_INFLIGHT: takes a number from 1 to 999")
    try:
        read_choice(given.get("DIALECT", AUTO))
    except ChoiceError as error:
        problems.append(f"{prefix}DIALECT: {error}")
    return [*problems, *_wrong_figures(prefix, given)]


def _wrong_figures(prefix: str, given: Mapping[str, str]) -> list[str]:
    problems = []
    if not re.fullmatch(r"\d{1,4}", given.get("PRIORITY", "0")):
        problems.append(f"{prefix}PRIORITY: takes a number from 0, tried first, to 9999")
    if not re.fullmatch(r"[1-9]\d{0,4}", given.get("PER_MINUTE", "1")):
        problems.append(f"{prefix}PER_MINUTE: takes a number of requests from 1 to 99999")
    if not _BONUS.fullmatch(given.get("BONUS_PERCENT", "0")):
        problems.append(f"{prefix}BONUS_PERCENT: takes a percentage, such as 5 or 7.5")
    return problems
