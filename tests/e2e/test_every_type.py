"""Every type of service, ordered through the chat until the provider has completed it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from domain.money import Money
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.stage import KEY, on_stage

if TYPE_CHECKING:
    from tests.e2e.chat import Chat

POST = "https://www.instagram.com/p/ABC123"
NAMES = ("ann", "bob", "carl")


def service(kind: str, **more: Any) -> Service:
    plain: dict[str, Any] = {"min": "2", "max": "5000", "rate": "10"}
    name = more.pop("name", "Instagram Comments | Real")
    return Service(service=101, name=name, category=name.split(" |")[0], type=kind, **plain | more)


@dataclass(frozen=True)
class Case:
    """A service, what is said or tapped (`>`) in its form, what is sent, and the units charged."""

    service: Service
    steps: tuple[str, ...]
    sent: dict[str, str]
    units: int
    shown: str

    @property
    def charge(self) -> Money:
        """Markup included; a package has one price."""
        rate = Decimal(self.service.rate) * Decimal("1.3")
        flat = "Package" in self.service.type
        return Money.of(str(rate if flat else rate * self.units / 1000))


CASES = (
    Case(
        service("Default", name="Instagram Likes | Fast", dripfeed=True),
        (POST, "1k", ">In parts", ">2", ">15 min"),
        {"link": POST, "quantity": "1000", "runs": "2", "interval": "15"},
        2000,
        "2 parts of 1,000",
    ),
    Case(
        service("Package", name="Instagram Likes | Pack", min="1", max="1"),
        (POST,),
        {"link": POST},
        1,
        "One package",
    ),
    Case(
        service("SEO", name="Instagram Views | SEO"),
        (POST, "100", "red shoes, blue shoes", "green shoes", ">Done"),
        {"link": POST, "quantity": "100", "keywords": "red shoes\nblue shoes\ngreen shoes"},
        100,
        "3 search phrases",
    ),
    Case(
        service("Custom Comments"),
        (POST, "nice, pic\n\nwow", "so <b>good</b> 🔥", ">Done"),
        {"link": POST, "comments": "nice, pic\nwow\nso <b>good</b> 🔥"},
        3,
        "3 comments",
    ),
    Case(
        service("Custom Comments Package", min="3", max="3"),
        (POST, "one\ntwo\nthree", ">Done"),
        {"link": POST, "comments": "one\ntwo\nthree"},
        1,
        "3 comments",
    ),
    Case(
        service("Mentions"),
        (POST, "100", "@ann, @bob\ncarl", ">Done"),
        {"link": POST, "quantity": "100", "usernames": "\n".join(NAMES)},
        100,
        "3 usernames",
    ),
    Case(
        service("Mentions with Hashtags"),
        (POST, "100", "@ann", ">Done", "#travel, #food", ">Done"),
        {"link": POST, "quantity": "100", "usernames": "ann", "hashtags": "travel\nfood"},
        100,
        "2 hashtags",
    ),
    Case(
        service("Mentions Custom List"),
        (POST, "@ann\n@bob\nhttps://instagram.com/carl", ">Done"),
        {"link": POST, "usernames": "\n".join(NAMES)},
        3,
        "3 usernames",
    ),
    Case(
        service("Mentions Hashtag"),
        (POST, "100", "#travel"),
        {"link": POST, "quantity": "100", "hashtag": "travel"},
        100,
        "Hashtag: travel",
    ),
    Case(
        service("Mentions User Followers"),
        (POST, "100", "instagram.com/ann"),
        {"link": POST, "quantity": "100", "username": "ann"},
        100,
        "Username: ann",
    ),
    Case(
        service("Mentions Media Likers"),
        (POST, "100", "https://instagram.com/p/XYZ123?igsh=1"),
        {"link": POST, "quantity": "100", "media": "https://www.instagram.com/p/XYZ123"},
        100,
        "Source post: instagram.com/p/XYZ123",
    ),
    Case(
        service("Comment Likes", name="Instagram Comment Likes | Real"),
        (POST, "@ann", "100"),
        {"link": POST, "quantity": "100", "username": "ann"},
        100,
        "Username: ann",
    ),
    Case(
        service("Comment Replies"),
        (POST, "@ann", "thanks\nyes!", ">Done"),
        {"link": POST, "username": "ann", "comments": "thanks\nyes!"},
        2,
        "2 comments",
    ),
    Case(
        service("Poll", name="Instagram Story Answers", min="10"),
        ("@ann", ">3", "100"),
        {"link": "https://www.instagram.com/ann", "quantity": "100", "answer_number": "3"},
        100,
        "Answer number: 3",
    ),
    Case(
        service("Invites from Groups", name="Telegram Members | Invites"),
        ("https://t.me/target_1", "100", "@group_one\nt.me/group_two", ">Done"),
        {"link": "https://t.me/target_1", "quantity": "100"}
        | {"groups": "group_one\nhttps://t.me/group_two"},
        100,
        "2 groups",
    ),
    Case(
        service("Web Traffic", name="Website Traffic | Real", dripfeed=True),
        (
            *("https://example.com/shop", "100", "germany", ">Any device", ">Google search"),
            *("red shoes", ">All at once"),
        ),
        {"link": "https://example.com/shop", "quantity": "100", "country": "DE"}
        | {"device": "5", "type_of_traffic": "1", "google_keyword": "red shoes"},
        100,
        "Country: Germany",
    ),
)


async def fill(chat: Chat, steps: tuple[str, ...]) -> str:
    await chat.say("/start s1")
    await chat.tap("Order")
    for step in steps:
        await (chat.tap(step[1:]) if step.startswith(">") else chat.say(step))
    return chat.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.service.type)
async def test_a_type_is_ordered_through_the_chat_until_it_is_completed(
    case: Case, sqlite_url: str
) -> None:
    provider = LocalProvider(key=KEY, auto=False, services=[case.service], balance="250.00")
    async with on_stage(sqlite_url, provider=provider) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="100")

        check = await fill(ann, case.steps)
        assert "Check your order" in check
        assert case.shown in check
        card = await ann.tap("Pay")
        upstream = await stage.accepted()

        order = provider.orders[upstream]
        sent = {k: v for k, v in order.fields.items() if k not in {"action", "service"}}
        assert sent == case.sent
        assert order.charge == Decimal(case.service.rate) * (
            1 if "Package" in case.service.type else Decimal(case.units) / 1000
        )
        assert "Order #1" in card
        provider.complete(upstream)
        await ann.sees("✅ Completed")
        assert await stage.wallet(ann) == Money.of(100) - case.charge


async def test_a_long_list_comes_in_many_messages_and_a_file(sqlite_url: str) -> None:
    sold = service("Custom Comments")
    provider = LocalProvider(key=KEY, auto=False, services=[sold], balance="250.00")
    async with on_stage(sqlite_url, provider=provider) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="100")
        await fill(ann, (POST,))

        for piece in range(10):
            await ann.person.send("\n".join(f"comment {piece}.{n}" for n in range(20)))
        more = "\n".join(f"комментарий {n}" for n in range(300))
        await ann.person.send_document("more.txt", more.encode("cp1251"))
        await ann.person.settle(30)
        assert "500 comments. Total $6.50." in ann.text
        await ann.tap("Done")
        await ann.tap("Pay")

        order = provider.orders[await stage.accepted()]
        sent = order.fields["comments"].split("\n")
        assert (len(sent), sent[0], sent[-1]) == (500, "comment 0.0", "комментарий 299")
        assert order.charge == Decimal(5)


async def test_a_file_that_cannot_be_fetched_loses_nothing(sqlite_url: str) -> None:
    sold = service("Custom Comments")
    provider = LocalProvider(key=KEY, auto=False, services=[sold], balance="250.00")
    async with on_stage(sqlite_url, provider=provider) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await fill(ann, (POST, "one\ntwo"))
        stage.telegram.faults.add("getFile", kind="500")

        await ann.person.send_document("more.txt", b"three")
        await ann.person.settle()

        assert "I could not read that file." in ann.text
        assert "2 comments" in ann.text


async def test_a_subscription_is_sent_with_its_plan_and_holds_what_it_may_take(
    sqlite_url: str,
) -> None:
    sold = service("Subscriptions", name="Instagram Auto Likes | Real", cancel=True)
    provider = LocalProvider(key=KEY, auto=False, services=[sold], balance="250.00")
    async with on_stage(sqlite_url, provider=provider) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="100")
        check = await fill(ann, ("@ann", ">50", ">100", ">10", ">None", ">5 min", "31.12.2099"))
        assert "Up to 1,000 in all. What new posts do not use returns." in check
        assert "Total: $13.00" in check
        await ann.tap("Pay")

        order = provider.orders[await stage.accepted()]
        sent = {k: v for k, v in order.fields.items() if k not in {"action", "service"}}
        assert sent == {
            "username": "ann",
            "min": "50",
            "max": "100",
            "posts": "10",
            "delay": "5",
            "expiry": "31/12/2099",
        }
        assert "link" not in order.fields
        assert await stage.wallet(ann) == Money.of(87)
