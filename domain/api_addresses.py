"""Addresses of the served API's clients: which may ask, which one a request came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 50
"""Networks that one customer may name."""
_V4_IN_V6: Final = 96
"""Bits before an IPv4 address that is written as an IPv6 one."""
_SITE: Final = 64
"""Bits of an IPv6 address that belong to one site: whoever has one has all behind them."""
_SEPARATORS: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class NamedAddresses:
    """What somebody typed: `networks` in canonical form, and what is no address."""

    networks: tuple[str, ...]
    wrong: tuple[str, ...]


def read_addresses(text: str) -> NamedAddresses:
    """Read addresses and networks (`10.0.0.0/8`, `2001:db8::/32`) between spaces or commas."""
    networks: dict[str, None] = {}
    wrong = []
    for word in filter(None, _SEPARATORS.split(text)):
        network = _network(word)
        if network is None:
            wrong.append(word)
        else:
            networks[_written(network)] = None
    return NamedAddresses(tuple(networks), tuple(wrong))


def is_allowed(address: str, networks: Sequence[str]) -> bool:
    """Whether a request from an address may pass; any may where no network is named."""
    if not networks:
        return True
    asking = _address(address)
    return asking is not None and any(asking in ip_network(network) for network in networks)


def client_address(peer: str, forwarded: Sequence[str] = ()) -> str:
    """The address that a request came from.

    Args:
        peer: the other end of the connection.
        forwarded: the lines of X-Forwarded-For. They are believed only where the peer is this
            machine, as a reverse proxy on it is; anybody else could write what they like. The
            last address there is the one that this proxy saw; those before it are hearsay.
    """
    if not forwarded:
        return peer
    asking = _address(peer)
    if peer and (asking is None or not asking.is_loopback):
        return peer
    named = [part.strip() for line in forwarded for part in line.split(",")]
    return next((part for part in reversed(named) if _address(part) is not None), peer)


def site_of(address: str) -> str:
    """What stands for an address where wrong keys are counted: IPv6 addresses are legion."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return _written(IPv6Network((found, _SITE), strict=False))
    return address


def masked(address: str) -> str:
    """An address with its end hidden, as it is kept and shown."""
    found = _address(address)
    if isinstance(found, IPv4Address):
        return f"{str(found).rpartition('.')[0]}.•"
    if isinstance(found, IPv6Address):
        return f"{IPv6Network((found, 48), strict=False).network_address}•"
    return "•"


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address; an IPv4 one in IPv6's clothes is the IPv4 one."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        return None
    mapped = found.network_address.ipv4_mapped if isinstance(found, IPv6Network) else None
    if mapped is not None and found.prefixlen >= _V4_IN_V6:
        return IPv4Network((mapped, found.prefixlen - _V4_IN_V6), strict=False)
    return found


def _written(network: IPv4Network | IPv6Network) -> str:
    """A network of one address is that address."""
    alone = network.prefixlen == network.max_prefixlen
    return str(network.network_address) if alone else str(network)
