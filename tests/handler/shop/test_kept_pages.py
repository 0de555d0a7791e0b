"""Pages of the catalogue that are kept for the next customer: never older than the catalogue."""

from __future__ import annotations

from domain.platforms import Kind, Platform
from handlers.shop.browsing import _kept_page
from handlers.shop.callbacks import OpenShelf
from locales.translator import translator
from services.catalogue.aisles import Aisle
from tests.stock import service

PLACE = OpenShelf(platform=Platform.INSTAGRAM, kind=Kind.FOLLOWERS).pack()


def unmeasured(_number: object) -> None:
    """No service has figures."""


def page_of(aisle: Aisle, language: str = "en") -> str:
    return _kept_page(PLACE, aisle, unmeasured, translator(language, "USD")).text


def aisle_of(name: str) -> Aisle:
    return Aisle((service(1, name=name),), unmeasured)


def test_a_page_is_made_once_for_an_aisle_and_a_language() -> None:
    aisle, t = aisle_of("Followers, real"), translator("en", "USD")

    first = _kept_page(PLACE, aisle, unmeasured, t)

    assert _kept_page(PLACE, aisle, unmeasured, t) is first
    assert first.keyboard is not None
    assert page_of(aisle, "ru") != page_of(aisle)


def test_a_new_catalogue_is_shown_at_once() -> None:
    assert "old name" in page_of(aisle_of("Followers, old name"))
    assert "new name" in page_of(aisle_of("Followers, new name"))
