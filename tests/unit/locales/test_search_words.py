"""Whoever types what a screen says finds it: shelves and examples are words of the search."""

from typing import Final

import pytest

from domain.platforms import Kind, Platform
from handlers.shop.names import kind_name, platform_name
from locales.languages import LANGUAGES
from locales.translator import Translator, translator
from services.catalogue.snapshot import Snapshot
from tests.stock import service

every_language = pytest.mark.parametrize(
    "t", [translator(one.code, "USD") for one in LANGUAGES], ids=lambda t: t.language.code
)
UNNAMED: Final = {Platform.OTHER, Platform.WEBSITE, Platform.X}
"""No names of one site, or too short to look for."""


def is_found(text: str, *, platform: Platform, kind: Kind) -> bool:
    """Whether a service without a telling name is found by what it is."""
    nameless = service(9, name="🔥", category="🔥", platform=platform, kind=kind)
    return bool(Snapshot.of([nameless], version=1).search(text))


@every_language
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OTHER])
def test_a_shelf_is_found_by_its_name(kind: Kind, t: Translator) -> None:
    assert is_found(kind_name(kind, t), platform=Platform.YOUTUBE, kind=kind)


@every_language
@pytest.mark.parametrize("platform", [one for one in Platform if one not in UNNAMED])
def test_a_platform_is_found_by_its_name(platform: Platform, t: Translator) -> None:
    assert is_found(platform_name(platform, t), platform=platform, kind=Kind.VIEWS)


@every_language
def test_the_example_of_a_search_finds_something(t: Translator) -> None:
    example = t.plain("youtube views")

    assert is_found(example, platform=Platform.YOUTUBE, kind=Kind.VIEWS)
    assert not is_found(example, platform=Platform.YOUTUBE, kind=Kind.LIKES)
