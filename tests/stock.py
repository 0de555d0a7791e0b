"""Services for tests: as a provider lists them, and as the shop sells them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain.catalogue import Service, ServiceType, UpstreamService
from domain.ids import ProviderName, ServiceId, UpstreamId
from domain.money import Money
from domain.platforms import Kind, Platform, Target
from domain.pricing import Pricing

MAIN = ProviderName("main")
PRICING = Pricing(currency="USD", markup_percent=Decimal(30), fx={"INR": Decimal("0.012")})
PROFILE = "https://www.instagram.com/some.shop"
POST = "https://www.instagram.com/p/ABC123"


def service(number: int = 1, **changes: Any) -> Service:
    """Instagram followers at 0.90 per 1,000; `changes` replace what matters."""
    plain = Service(
        id=ServiceId(number),
        provider=MAIN,
        upstream_id=UpstreamId(str(number)),
        name="Instagram followers",
        category="Instagram",
        type=ServiceType.DEFAULT,
        upstream_type="default",
        platform=Platform.INSTAGRAM,
        kind=Kind.FOLLOWERS,
        targets=frozenset({Target.PROFILE}),
        rate=Money.of("0.90"),
        cost=Money.of("0.60"),
        min=100,
        max=50_000,
        dripfeed=False,
        refill=False,
        cancel=False,
        refill_days=None,
        country=None,
        hidden=None,
    )
    return replace(plain, **changes)


def upstream(number: int = 1, **changes: Any) -> UpstreamService:
    """An entry of a provider's list; `changes` replace what matters."""
    plain = UpstreamService(
        id=UpstreamId(str(number)),
        name=f"Instagram Followers {number}",
        category="Instagram Followers",
        type="Default",
        rate=Decimal("0.60"),
        min=100,
        max=50_000,
        dripfeed=False,
        refill=False,
        cancel=False,
    )
    return replace(plain, **changes)
