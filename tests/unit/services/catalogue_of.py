"""A catalogue of thousands as a shop imports it from the local provider."""

from decimal import Decimal
from functools import cache

from domain.catalogue import Hidden, Service, ServiceType
from domain.ids import UpstreamId
from domain.money import Money
from domain.taxonomy.recognise import recognise
from sandbox.provider.catalogue import catalogue
from sandbox.provider.model import Service as Listed
from services.catalogue.snapshot import Snapshot
from tests.stock import service


@cache
def snapshot_of(count: int) -> Snapshot:
    """The snapshot of a shop that sells so many services."""
    return Snapshot.of(map(_sold, catalogue(count)), version=1)


def _sold(listed: Listed) -> Service:
    known = recognise(listed.category, listed.name)
    return service(
        listed.service,
        upstream_id=UpstreamId(str(listed.service)),
        name=listed.name,
        category=listed.category,
        type=ServiceType.PACKAGE if listed.type == "Package" else ServiceType.DEFAULT,
        platform=known.platform,
        kind=known.kind,
        targets=known.targets,
        country=known.country,
        refill_days=known.refill_days,
        rate=Money.of(Decimal(listed.rate)),
        hidden=Hidden.SENSITIVE if known.sensitive else None,
    )
