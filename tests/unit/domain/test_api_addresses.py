"""Addresses of the served API's clients: read, compared, hidden, and taken from a proxy's word."""

from __future__ import annotations

import pytest

from domain.api_addresses import client_address, is_allowed, masked, read_addresses


@pytest.mark.parametrize(
    ("text", "networks", "wrong"),
    [
        ("203.0.113.7", ("203.0.113.7",), ()),
        ("203.0.113.7/32, 10.1.2.3/8", ("203.0.113.7", "10.0.0.0/8"), ()),
        ("203.0.113.7;\n2001:DB8::/32", ("203.0.113.7", "2001:db8::/32"), ()),
        ("10.0.0.1 10.0.0.1", ("10.0.0.1",), ()),
        ("::ffff:10.0.0.1 ::ffff:10.0.0.0/104", ("10.0.0.1", "10.0.0.0/8"), ()),
        ("2001:db8:0::1/128", ("2001:db8::1",), ()),
        ("300.1.1.1 10.0.0.0/33", (), ("300.1.1.1", "10.0.0.0/33")),
        ("shop.example, 10.0.0.01", (), ("shop.example", "10.0.0.01")),
        ("1 0x7f.1 127.1", (), ("1", "0x7f.1", "127.1")),
        ("", (), ()),
    ],
)
def test_addresses_are_read_in_canonical_form_and_the_wrong_ones_named(
    text: str, networks: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    named = read_addresses(text)

    assert (named.networks, named.wrong) == (networks, wrong)


@pytest.mark.parametrize(
    ("address", "networks", "allowed"),
    [
        ("203.0.113.7", (), True),
        ("203.0.113.7", ("203.0.113.7",), True),
        ("203.0.113.8", ("203.0.113.7", "10.0.0.0/8"), False),
        ("10.255.0.1", ("203.0.113.7", "10.0.0.0/8"), True),
        ("::ffff:10.255.0.1", ("10.0.0.0/8",), True),
        ("2001:db8:1::1", ("2001:db8::/32",), True),
        ("2001:db9::1", ("2001:db8::/32",), False),
        ("fe80::1%eth0", ("fe80::/10",), True),
        ("10.0.0.1", ("::/0",), False),
        ("", ("0.0.0.0/0",), False),
        ("unix:", ("0.0.0.0/0", "::/0"), False),
        ("unix:", (), True),
    ],
)
def test_a_request_passes_from_named_networks_only(
    address: str,
    networks: tuple[str, ...],
    allowed: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_allowed(address, networks) is allowed


@pytest.mark.parametrize(
    ("peer", "forwarded", "asks"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ("10.0.0.1",), "203.0.113.7"),
        ("10.0.0.5", ("198.51.100.1",), "10.0.0.5"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("::1", ("10.0.0.1, 198.51.100.1",), "198.51.100.1"),
        ("::ffff:127.0.0.1", ("10.0.0.1", "198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1", ("198.51.100.1, unknown",), "198.51.100.1"),
        ("127.0.0.1", ("nonsense", ""), "127.0.0.1"),
        ("", ("198.51.100.1",), "198.51.100.1"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed_and_only_what_it_saw_itself(
    peer: str, forwarded: tuple[str, ...], asks: str
) -> None:
    assert client_address(peer, forwarded) == asks


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.77", "203.0.113.•"),
        ("::ffff:203.0.113.77", "203.0.113.•"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::•"),
        ("unix:", "•"),
    ],
)
def test_the_end_of_an_address_is_hidden(address: str, shown: str) -> None:
    assert masked(address) == shown
