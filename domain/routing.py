"""Routes: a service bought by the listings of several providers, the first that can serve it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.catalogue import Hidden
from domain.errors import FormError
from domain.multiples import multiple_of
from domain.requests import ensure_fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.catalogue import Service
    from domain.orders import OrderRequest

UNLISTED: Final = frozenset(
    {
        *(Hidden.GONE, Hidden.PROVIDER_REFUSED, Hidden.QUARANTINED),
        *(Hidden.UNSUPPORTED, Hidden.REUSED),
    }
)
"""Why a listing cannot be bought. What a person hides from customers can."""


def is_listed(via: Service) -> bool:
    """Tell whether a provider sells this listing, whatever customers may see of it."""
    return via.hidden not in UNLISTED


def can_serve(service: Service, via: Service) -> bool:
    """Tell whether a listing may stand for the service at all: it is sold, in the same form."""
    return is_listed(via) and via.type is service.type


def as_sold(service: Service, vias: Sequence[Service]) -> Service:
    """The service as customers may buy it: whatever fits it, some listing can serve.

    Who supplies it, what it costs and what follows are those of the first that is listed; the
    name, the price and the shelf stay its own. It is on sale while one of them is listed, unless
    a person or its nature keeps it from sale.
    """
    listed = [via for via in vias if can_serve(service, via)]
    if not listed:
        return replace(service, hidden=service.hidden or (vias[0].hidden if vias else None))
    first = listed[0]
    least, most = _limits(listed)
    return replace(
        service,
        provider=first.provider,
        upstream_id=first.upstream_id,
        cost=first.cost,
        min=least,
        max=most,
        dripfeed=first.dripfeed,
        refill=first.refill,
        refill_days=first.refill_days,
        cancel=first.cancel,
        multiple=multiple_of(first) if multiple_of(first) > 1 else None,
        hidden=service.hidden if is_listed(service) else None,
    )


def is_served_by(service: Service, via: Service, request: OrderRequest) -> bool:
    """Tell whether a listing takes this request for the service."""
    if not can_serve(service, via):
        return False
    try:
        _ensure(service, via, request)
    except FormError:
        return False
    return True


def _limits(listed: Sequence[Service]) -> tuple[int, int]:
    """The quantities of the first listing, widened by others that join on without a gap."""
    first, *others = listed
    least, most = first.min, first.max
    others = [via for via in others if _offers_as_much(via, first)]
    for _ in others:  # one that joins on may bring the next within reach
        for via in others:
            if via.min <= most + 1 and via.max >= least - 1:
                least, most = min(least, via.min), max(most, via.max)
    return least, most


def _offers_as_much(via: Service, first: Service) -> bool:
    """Tell whether what is asked of the first could be asked of this one."""
    in_steps = multiple_of(first) % multiple_of(via) == 0
    return in_steps and (via.dripfeed or not first.dripfeed)


def _ensure(service: Service, via: Service, request: OrderRequest) -> None:
    """Check with the limits of the listing and the service's own idea of fitting links.

    Raises:
        FormError: the listing would not take it.
    """
    same = replace(via, platform=service.platform, kind=service.kind, targets=service.targets)
    ensure_fits(same, request)
