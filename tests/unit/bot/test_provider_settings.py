"""Providers from the environment: the first, further ones, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.provider_settings import ProviderSettings, read_providers

FIRST = {"PROVIDER_URL": "https://one.example/api/v2/", "PROVIDER_KEY": " k1 "}


def read(**values: str) -> tuple[dict[str, ProviderSettings], list[str]]:
    problems: list[str] = []
    found = read_providers(values, problems)
    return {provider.name: provider for provider in found}, problems


def test_the_first_provider_is_called_main() -> None:
    found, problems = read(**FIRST)

    assert problems == []
    main = found["main"]
    assert (main.url, main.key) == ("https://one.example/api/v2", "k1")
    assert (main.currency, main.max_in_flight) == ("USD", 4)


@pytest.mark.parametrize("part", ["URL", "KEY", "CURRENCY"])
def test_a_second_provider_called_main_is_refused_and_gets_nobodys_key(part: str) -> None:
    values = {"URL": "https://two.example", "KEY": "k2", "CURRENCY": "INR"}

    _, problems = read(**FIRST, **{f"PROVIDER_MAIN_{part}": values[part]})

    (problem,) = problems
    assert problem.startswith(f"PROVIDER_MAIN_{part}: ")
    assert "another name" in problem


def test_dozens_of_further_providers_are_named_by_their_variables() -> None:
    more = {
        f"PROVIDER_P{number}_{part}": text
        for number in range(30)
        for part, text in (("URL", f"https://p{number}.example"), ("KEY", f"k{number}"))
    }

    found, problems = read(**FIRST, **more)

    assert problems == []
    assert len(found) == 31
    assert found["p7"].url == "https://p7.example"


def test_a_further_provider_has_settings_of_its_own() -> None:
    found, _ = read(
        PROVIDER_CHEAP_URL="https://two.example",
        PROVIDER_CHEAP_KEY="k2",
        PROVIDER_CHEAP_CURRENCY="inr",
        PROVIDER_CHEAP_MAX_INFLIGHT="1",
    )

    assert (found["cheap"].currency, found["cheap"].max_in_flight) == ("INR", 1)


def test_a_provider_has_priority_pace_and_bonus() -> None:
    found, problems = read(
        **FIRST,
        PROVIDER_PRIORITY="5",
        PROVIDER_PER_MINUTE="90",
        PROVIDER_CHEAP_URL="https://two.example",
        PROVIDER_CHEAP_KEY="k2",
        PROVIDER_CHEAP_BONUS_PERCENT="7.5",
    )

    assert problems == []
    assert (found["main"].priority, found["main"].per_minute) == (5, 90)
    assert (found["cheap"].priority, found["cheap"].per_minute) == (100, None)
    assert found["cheap"].bonus_percent == Decimal("7.5")


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PROVIDER_PRIORITY", "-1"),
        ("PROVIDER_PER_MINUTE", "0"),
        ("PROVIDER_BONUS_PERCENT", "5%"),
    ],
)
def test_a_figure_that_cannot_be_is_named(variable: str, text: str) -> None:
    _, problems = read(**FIRST, **{variable: text})

    assert [problem.split(":")[0] for problem in problems] == [variable]


def test_half_a_provider_is_named_with_what_it_lacks() -> None:
    found, problems = read(PROVIDER_KEY="k", PROVIDER_CHEAP_CURRENCY="USD")

    assert found == {}
    assert [problem.split(":")[0] for problem in problems] == [
        "PROVIDER_CHEAP_URL",
        "PROVIDER_CHEAP_KEY",
        "PROVIDER_URL",
    ]


def test_a_variable_that_means_nothing_is_told() -> None:
    _, problems = read(**FIRST, PROVIDER_URI="https://x.example", PROVIDER_A_B_KEY="k")

    assert [problem.split(":")[0] for problem in problems] == ["PROVIDER_URI", "PROVIDER_A_B_KEY"]


def test_what_is_empty_is_not_there() -> None:
    assert read(PROVIDER_URL="", PROVIDER_KEY=" ", PROVIDER_CHEAP_URL="") == ({}, [])


def test_other_peoples_variables_are_left_alone() -> None:
    assert read(PROVIDERS="3", MY_PROVIDER_URL="x", PROVIDER_KEY_FILE="/run/key") == ({}, [])
