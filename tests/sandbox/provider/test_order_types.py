"""Every type of order is checked as the panels' documentation says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sandbox.provider.errors import RefusalError
from sandbox.provider.model import Service
from sandbox.provider.order_form import TYPES, read_ask

LINK = {"link": "https://example.com/a"}
AMOUNT = {**LINK, "quantity": "20"}
VISITS = {**AMOUNT, "country": "DE", "device": "5", "type_of_traffic": "3"}
PLAN = {"username": "ann", "min": "10", "max": "20", "posts": "5", "delay": "30"}
COMPLETE: dict[str, dict[str, str]] = {
    "Default": AMOUNT,
    "Package": LINK,
    "SEO": {**AMOUNT, "keywords": "a\nb"},
    "Custom Comments": {**LINK, "comments": "a, b\n\nc\nd"},
    "Custom Comments Package": {**LINK, "comments": "a\nb"},
    "Mentions": {**AMOUNT, "usernames": "a"},
    "Mentions with Hashtags": {**AMOUNT, "usernames": "a", "hashtags": "b"},
    "Mentions Custom List": {**LINK, "usernames": "a\r\nb\rc"},
    "Mentions Hashtag": {**AMOUNT, "hashtag": "a"},
    "Mentions User Followers": {**AMOUNT, "username": "a"},
    "Mentions Media Likers": {**AMOUNT, "media": "https://example.com/b"},
    "Comment Likes": {**AMOUNT, "username": "a"},
    "Comment Replies": {**LINK, "username": "a", "comments": "a\nb\nc"},
    "Poll": {**AMOUNT, "answer_number": "7"},
    "Invites from Groups": {**AMOUNT, "groups": "a\nb"},
    "Subscriptions": {**PLAN, "expiry": "31/12/2027"},
    "Web Traffic": VISITS,
}
UNITS = {"Package": 1, "Custom Comments Package": 1, "Subscriptions": 0} | dict.fromkeys(
    ("Custom Comments", "Mentions Custom List", "Comment Replies"), 3
)


def a_service(kind: str) -> Service:
    return Service(7, "A service", kind, "Category", "10", "3", "1000", dripfeed=False)


def units(kind: str, fields: Mapping[str, str]) -> int:
    return read_ask(a_service(kind), fields).quantity


def test_every_type_has_a_complete_order() -> None:
    assert set(COMPLETE) == set(TYPES)


@pytest.mark.parametrize("kind", COMPLETE)
def test_a_complete_order_is_taken_for_its_units(kind: str) -> None:
    assert units(kind, COMPLETE[kind]) == UNITS.get(kind, 20)


@pytest.mark.parametrize(
    ("kind", "name"), [(k, n) for k, rule in TYPES.items() for n in rule.needs]
)
def test_what_a_type_needs_is_missed(kind: str, name: str) -> None:
    for lost in ({}, {name: " \n "}):
        fields = {key: text for key, text in COMPLETE[kind].items() if key != name} | lost
        with pytest.raises(RefusalError):
            units(kind, fields)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("Web Traffic", {"type_of_traffic": "1"}),
        ("Web Traffic", {"type_of_traffic": "2"}),
        ("Web Traffic", {"type_of_traffic": "4"}),
        ("Web Traffic", {"device": "6"}),
        ("Web Traffic", {"country": "Germ4ny"}),
        ("Poll", {"answer_number": "0"}),
        ("Poll", {"answer_number": "first"}),
        ("Subscriptions", {"delay": "7"}),
        ("Subscriptions", {"expiry": "2027-12-31"}),
        ("Subscriptions", {"posts": "many"}),
        ("Subscriptions", {"max": "9"}),
        ("Custom Comments", {"comments": "a\nb"}),
        ("Mentions Custom List", {"usernames": "a, b, c"}),
    ],
)
def test_values_that_no_panel_takes_are_refused(kind: str, wrong: dict[str, str]) -> None:
    with pytest.raises(RefusalError):
        units(kind, {**COMPLETE[kind], **wrong})


@pytest.mark.parametrize(
    "more",
    [
        {"type_of_traffic": "1", "google_keyword": "shoes"},
        {"type_of_traffic": "2", "referring_url": "https://example.com"},
        {"country": "Germany"},
    ],
)
def test_visitors_may_come_from_all_three_places(more: dict[str, str]) -> None:
    assert units("Web Traffic", {**VISITS, **more}) == 20
