"""How prices and facts of a service read, wherever they are shown."""

from __future__ import annotations

from domain.catalogue import Service
from domain.pricing import PER_PACKAGE, price_of
from domain.taxonomy.refills import LIFETIME_DAYS
from locales.html import Html
from locales.translator import Translator


def rate_text(service: Service, t: Translator) -> Html:
    """The price as it is listed: per 1,000, or per package."""
    price = t.price(service.rate)
    if service.type in PER_PACKAGE:
        return t("{price} per package", price=price)
    return t("{price} / 1,000", price=price)


def charge_text(service: Service, units: int, t: Translator) -> str:
    """What so many units cost."""
    return t.price(price_of(service, units).charge)


def limits_text(service: Service, t: Translator) -> Html:
    """From the smallest to the largest order."""
    return t("{least} to {most}", least=t.number(service.min), most=t.number(service.max))


def refill_text(service: Service, t: Translator) -> str:
    """The guarantee in words."""
    if not service.refill:
        return t.plain("no")
    if service.refill_days is None:
        return t.plain("yes")
    if service.refill_days >= LIFETIME_DAYS:
        return t.plain("lifetime")
    return t.plain_plural("{n} day", "{n} days", n=service.refill_days)
