"""Which addresses a provider may have: https anywhere public, plain http on loopback only."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".lan", ".home", ".arpa", ".onion")


class AddressError(ValueError):
    """A provider address that must not be used; the text says why, without the address."""


def checked_url(url: str, *, allow_private: bool = False) -> str:
    """Return the address without surrounding blanks and one trailing slash.

    Raises:
        AddressError: it is no http(s) address, carries a password, is plain http away from this
            machine, or points into a private network and `allow_private` is not set.
    """
    stripped = url.strip().removesuffix("/")
    scheme, host = _parts(stripped)
    address = _literal(host)
    if host == "localhost" or (address is not None and address.is_loopback):
        return stripped
    if not allow_private and _is_private(host, address):
        raise AddressError("the address lies in a private network")
    if scheme != "https" and not allow_private:
        raise AddressError("the address must begin with https:// (http:// is for loopback only)")
    return stripped


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError("the address cannot be read") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressError("the address must begin with https:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise AddressError("the address must not carry a user name or password")
    return parts.scheme, host.rstrip(".")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """Read a host that is a number in any of the forms the resolver takes, such as 127.1."""
    try:
        address = ip_address(host)
    except ValueError:
        try:
            return IPv4Address(socket.inet_aton(host))
        except (OSError, UnicodeError):
            return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_private(host: str, address: IPv4Address | IPv6Address | None) -> bool:
    if address is not None:
        return not address.is_global or address.is_multicast
    return "." not in host or host.lower().endswith(_LOCAL_SUFFIXES)
