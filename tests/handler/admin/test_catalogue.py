"""The catalogue in the owner's chat: every command, its card, its deed, and what it refuses."""

from decimal import Decimal

import pytest

from domain.catalogue import UpstreamService
from domain.ids import ServiceId
from domain.money import Money
from tests.handler.admin.conftest import Chat, Shop
from tests.stock import upstream


class Stock:
    """What the shop's provider lists, in its owner's chat."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.owner: Chat = shop.owner
        self.entries = {n: upstream(n) for n in range(100, 106)}
        self.entries[106] = upstream(106, name="Instagram Report Account")
        self.entries[12] = upstream(12, rate=Decimal(1), name="Instagram Followers HQ")

    async def sync(self) -> str:
        async def listed() -> list[UpstreamService]:
            return list(self.entries.values())

        self.shop.scene.client.services = listed  # type: ignore[method-assign]
        await self.owner.say("/sync")
        return self.owner.text

    async def confirm(self, command: str) -> str:
        await self.owner.say(command)
        await self.owner.tap("Confirm")
        return self.owner.text

    def on_sale(self, number: int) -> bool:
        return self.shop.services.catalogue.current.get(ServiceId(number)) is not None

    def rate(self, number: int) -> Money:
        service = self.shop.services.catalogue.current.known(ServiceId(number))
        assert service is not None
        return service.rate


@pytest.fixture
async def stock(shop: Shop) -> Stock:
    made = Stock(shop)
    await made.sync()
    return made


async def test_hiding_is_shown_done_at_once_and_undone(stock: Stock) -> None:
    card = await stock.owner.say("/hide 2,3")
    assert "Services that change: 2 of 2" in card.text
    assert "#2 · Instagram Followers 100" in card.text
    assert stock.on_sale(2)

    done = await stock.owner.tap("Confirm")
    assert "Done, C-1." in done.text
    assert not stock.on_sale(2)

    undone = await stock.owner.tap("Undo")
    assert "Undone: C-1" in undone.text
    assert stock.on_sale(2)


async def test_whole_groups_are_hidden_and_shown(stock: Stock) -> None:
    assert "7 services" in await stock.confirm("/hide platform=instagram action=followers")
    shown = await stock.confirm("/show provider=main")

    assert "7 services" in shown
    assert stock.on_sale(2)


async def test_something_sensitive_needs_a_reason_and_comes_alone(stock: Stock) -> None:
    assert "It is sensitive" in (await stock.owner.say("/show 8")).text

    card = await stock.owner.say("/show 8 the page's owner asked")
    assert "Reason: the page's owner asked" in card.text
    await stock.owner.tap("Confirm")

    assert stock.on_sale(8)
    assert "although it is sensitive" in (await stock.owner.say("/svc 8")).text


async def test_a_new_name_shows_before_and_after_and_outlives_lists(stock: Stock) -> None:
    card = await stock.owner.say("/rename 2 Our <b>best</b> followers")
    assert "Instagram Followers 100 → Our <b>best</b> followers" in stock.owner.text
    assert card.button_texts == ["Confirm", "Cancel"]
    await stock.owner.tap("Confirm")
    await stock.sync()

    panel = (await stock.owner.say("/svc 2")).text
    assert "Our <b>best</b> followers" in panel
    assert "Yours, whatever its list says: name" in panel
    assert "The provider calls it: Instagram Followers 100" in panel

    await stock.confirm("/rename 2 off")
    assert "Yours" not in (await stock.owner.say("/svc 2")).text


async def test_a_moved_service_stands_on_its_new_shelf(stock: Stock) -> None:
    await stock.confirm("/move 2 tiktok likes")

    assert [shelf.platform for shelf in stock.shop.services.catalogue.current.platforms()] == [
        "instagram",
        "tiktok",
    ]
    await stock.owner.say("/undo")
    assert "Undone: C-1" in stock.owner.text
    assert len(stock.shop.services.catalogue.current.platforms()) == 1


async def test_a_pinned_service_is_the_shops_pick(stock: Stock) -> None:
    await stock.confirm("/pin 5 best")

    await stock.shop.customer.say("/new")
    await stock.shop.customer.tap("Instagram")
    picks = await stock.shop.customer.tap("Followers")
    assert "1. Shop pick" in picks.text
    assert "Customers read “Shop pick”" not in (await stock.owner.say("/pin 5 off")).text
    await stock.owner.tap("Confirm")
    assert "Pinned" not in (await stock.owner.say("/svc 5")).text


async def test_a_rule_of_price_is_previewed_applied_and_listed(stock: Stock) -> None:
    card = await stock.owner.say("/markup platform=instagram 100% .x9")
    assert "platform=instagram: 100% .x9" in card.text
    assert "#2 · Instagram Followers 100 · $0.78 → $1.29" in stock.owner.text
    await stock.owner.tap("Confirm")
    assert stock.rate(2) == Money.of("1.29")

    await stock.confirm("/markup 2,3 +0.10")
    assert stock.rate(3) == Money.of("0.70")
    rules = (await stock.owner.say("/markup")).text
    assert "All services: 30%" in rules
    assert "service=2 · 0% +0.1" in rules
    assert "platform=instagram · 100% .x9" in rules

    await stock.confirm("/markup 2 off")
    await stock.sync()
    assert stock.rate(2) == Money.of("1.29")
    assert stock.rate(3) == Money.of("0.70")


async def test_the_panel_takes_words_and_rules_by_tap(stock: Stock) -> None:
    await stock.owner.say("/svc 2")
    await stock.owner.tap("Description")
    await stock.owner.say("Starts fast.")
    await stock.owner.tap("Confirm")
    await stock.owner.tap("Service #2")
    await stock.owner.tap("Rule of price")
    await stock.owner.say("50%")
    await stock.owner.tap("Confirm")
    panel = await stock.owner.tap("Service #2")

    assert "Starts fast." in panel.text
    assert "Price: $0.90 / 1,000" in panel.text
    assert "margin: +$0.30 (50%)" in stock.owner.text
    assert "Rule of price · by" in panel.text

    await stock.owner.tap("Rule of price")
    await stock.owner.tap("Take the rule away")
    await stock.owner.tap("Confirm")
    await stock.owner.tap("Service #2")
    for button in ("Take off sale", "Confirm", "Service #2", "Put on sale", "Confirm"):
        await stock.owner.tap(button)
    assert stock.on_sale(2)
    await stock.owner.tap("Service #2")
    for button in ("Pin as cheap", "Confirm", "Service #2", "Unpin", "Confirm"):
        await stock.owner.tap(button)
    await stock.owner.tap("Service #2")
    await stock.owner.tap("Description")
    await stock.owner.tap("Give it back to the provider")
    await stock.owner.tap("Confirm")
    assert "Starts fast." not in (await stock.owner.tap("Service #2")).text


async def test_what_waits_is_told_listed_and_written_out(stock: Stock) -> None:
    stock.entries[100] = upstream(100, rate=Decimal("0.90"))
    stock.entries[101] = upstream(101, rate=Decimal("0.10"))
    stock.entries[102] = upstream(102, name="TikTok Views", category="TikTok Views")
    report = await stock.sync()
    assert "Waiting for your word: 3" in report
    assert not stock.on_sale(2)

    waiting = await stock.owner.tap("What waits")
    assert "New cost: $0.60 → $0.90" in waiting.text
    assert "Price: $0.78 → $1.17 · off sale" in waiting.text
    assert "Price: $0.78 → $0.13 · sold at the old price" in waiting.text
    assert "Instagram Followers 102 → TikTok Views" in waiting.text

    await stock.owner.tap("CSV")
    file = stock.owner.screen.document
    assert file is not None
    assert file.name == "prices.csv"
    assert b"Instagram Followers 100" in file.content


async def test_what_waits_is_applied_one_by_one_or_together(stock: Stock) -> None:
    stock.entries[100] = upstream(100, rate=Decimal("0.90"))
    stock.entries[101] = upstream(101, rate=Decimal("0.10"))
    stock.entries[102] = upstream(102, name="TikTok Views", category="TikTok Views")
    await stock.sync()
    await stock.owner.say("/pricecheck")
    card = await stock.owner.tap("Apply increases only")
    assert "Services that change: 1 of 1" in card.text
    await stock.owner.tap("Confirm")
    assert stock.rate(2) == Money.of("1.17")

    await stock.owner.say("/pricecheck")
    await stock.owner.tap("#3")
    await stock.owner.tap("Apply the new price")
    await stock.owner.tap("Confirm")
    assert stock.rate(3) == Money.of("0.13")

    await stock.owner.say("/pricecheck")
    await stock.owner.tap("#4")
    await stock.owner.tap("It is another service")
    done = await stock.owner.tap("Confirm")
    assert "The new entry stands among the new services." in done.text
    assert not stock.on_sale(4)
    assert stock.on_sale(9)
    assert "Nothing waits" in (await stock.owner.say("/pricecheck")).text


async def test_a_number_that_still_means_the_same_service_is_sold_again(stock: Stock) -> None:
    stock.entries[102] = upstream(102, name="TikTok Views", category="TikTok Views")
    await stock.sync()
    await stock.owner.say("/svc 4")
    await stock.owner.tap("It is the same service")
    await stock.owner.tap("Confirm")

    assert stock.on_sale(4)
    assert "TikTok Views" in (await stock.owner.say("/svc 4")).text


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/hide likes", "“likes” names no services."),
        ("/hide 2 because", "“because” names no services."),
        ("/hide 999", "No service is like that."),
        ("/hide 2,999,998", "“998, 999” names no services."),
        ("/show 2", "They are like that already."),
        ("/show 2,3 why", "“why” names no services."),
        ("/rename 2,3 Name", "This is done to one service at a time."),
        ("/rename 2", "Write it like this:"),
        ("/move 2 myspace likes", "“myspace likes” is no shelf."),
        ("/pin 2 worst", "“worst” is no pick."),
        ("/markup all dear", "“dear” is not understood."),
        ("/markup 2", "Write it like this:"),
        ("/markup platform=tiktok off", "There is no such rule."),
        ("/markup platform=tiktok 20%", "No service is like that."),
        ("/markup 2 off", "There is no such rule."),
        ("/svc 999", "There is nothing by this number."),
        ("/undo C-77", "There is no change by this reference."),
    ],
)
async def test_what_cannot_be_done_says_why(stock: Stock, command: str, said: str) -> None:
    assert said in (await stock.owner.say(command)).text


async def test_a_button_that_went_stale_changes_nothing(stock: Stock) -> None:
    for data in ("ge:2:name:x", "ge:999:hide", "gs:999", "gu:55", "ga:all", "gb:2:hide", "gw:99"):
        screen = await stock.owner.forge(data)
        assert "Something broke" not in screen.text
    assert stock.on_sale(2)


async def test_strangers_press_no_buttons_of_the_catalogue(stock: Stock) -> None:
    await stock.owner.say("/hide 2")
    for data in ("ge:2:hide", "gs:2", "gu:1", "ga:all", "gf"):
        await stock.shop.stranger.forge(data)
    assert stock.on_sale(2)
