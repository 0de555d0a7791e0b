"""Rules of price, and prices and numbers that wait for a word: asked, applied once, undone."""

from __future__ import annotations

import pytest

from domain.catalogue import Hidden
from domain.errors import DecisionError
from domain.listed import Why
from domain.money import Money
from domain.operators import Act
from domain.platforms import Platform
from services.operators.catalogue.prices import ProposePrices, Which
from services.operators.catalogue.reading import ReadWaiting
from services.operators.catalogue.reused import ProposeReused
from tests.service.operators.office import OWNER
from tests.service.operators.shelves import ONE, TWO, Shelves


async def test_a_moved_service_takes_the_price_of_its_new_shelf(shelves: Shelves) -> None:
    with pytest.raises(DecisionError, match="no_services"):
        await shelves.rule("platform=tiktok", "100%")
    await shelves.do(Act.MOVE, "2", platform="tiktok", kind="likes")
    await shelves.rule("platform=tiktok", "100%")
    await shelves.do(Act.MOVE, "1", platform="tiktok", kind="likes")

    assert (await shelves.listed(1)).listing.rate == Money.of("1.20")


async def test_the_most_specific_rule_counts_now_and_at_every_list(shelves: Shelves) -> None:
    await shelves.rule(None, "10%")
    await shelves.rule("platform=instagram", "20%")
    await shelves.rule("platform=instagram action=followers", "40%")
    await shelves.rule("2", "+0.05 .x9")
    shelves.cost(1, "0.66")
    await shelves.sync()

    rates = [(await shelves.listed(number)).listing.rate for number in (1, 2, 3)]
    assert rates == [Money.of("0.924"), Money.of("0.69"), Money.of("0.84")]

    await shelves.rule("2", None)
    assert (await shelves.listed(2)).listing.rate == Money.of("0.84")


async def test_undoing_a_rule_brings_the_prices_of_before(shelves: Shelves) -> None:
    await shelves.rule("platform=instagram", "20%")
    done = await shelves.rule("platform=instagram", "50%")

    assert (await shelves.listed(1)).listing.rate == Money.of("0.90")
    assert await shelves.undo(done) == 4
    assert (await shelves.listed(1)).listing.rate == Money.of("0.72")
    await shelves.sync()
    assert (await shelves.listed(1)).listing.rate == Money.of("0.72")


async def test_a_rise_that_would_lose_money_pauses_and_waits_for_a_word(shelves: Shelves) -> None:
    shelves.cost(1, "0.90")
    await shelves.sync()
    await shelves.sync()

    paused = await shelves.listed(1)
    assert paused.listing.hidden is Hidden.PRICE
    assert paused.waits is not None
    assert (paused.waits.why, paused.waits.base) == (Why.PRICE, Money.of("0.60"))

    card = await ProposePrices(shelves.edit_desk)(actor_id=OWNER)
    done = await shelves.office.confirm(card.nonce)
    again = await shelves.office.confirm(card.nonce)

    assert again.again
    applied = await shelves.listed(1)
    assert (applied.listing.hidden, applied.listing.rate) == (None, Money.of("1.17"))
    assert applied.waits is None
    assert await shelves.undo(done) == 1
    assert (await shelves.listed(1)).listing.hidden is Hidden.PRICE


async def test_a_price_that_comes_back_lets_the_service_return_by_itself(shelves: Shelves) -> None:
    shelves.cost(1, "0.90")
    await shelves.sync()
    shelves.cost(1, "0.60")
    await shelves.sync()

    back = await shelves.listed(1)
    assert (back.listing.hidden, back.waits) == (None, None)


async def test_a_far_fall_keeps_the_price_until_it_is_believed(shelves: Shelves) -> None:
    shelves.cost(1, "0.06")
    shelves.cost(2, "0.90")
    await shelves.sync()

    kept = await shelves.listed(1)
    assert (kept.listing.hidden, kept.listing.rate) == (None, Money.of("0.78"))
    assert kept.listing.cost == Money.of("0.60")

    rises = await ProposePrices(shelves.edit_desk)(actor_id=OWNER, which=Which.RISES)
    assert [before.id for before, _ in rises.samples] == [TWO]
    await shelves.office.confirm(rises.nonce)
    every = await ProposePrices(shelves.edit_desk)(actor_id=OWNER)
    await shelves.office.confirm(every.nonce)
    assert (await shelves.listed(1)).listing.rate == Money.of("0.078")
    with pytest.raises(DecisionError, match="nothing_waits"):
        await ProposePrices(shelves.edit_desk)(actor_id=OWNER)


async def test_a_price_that_moved_again_is_not_applied_unseen(shelves: Shelves) -> None:
    shelves.cost(1, "0.90")
    await shelves.sync()
    card = await ProposePrices(shelves.edit_desk)(actor_id=OWNER)
    shelves.cost(1, "2.40")
    await shelves.sync()

    with pytest.raises(DecisionError, match="changed"):
        await shelves.office.confirm(card.nonce)


async def test_a_number_that_means_something_else_is_hidden_and_asked(shelves: Shelves) -> None:
    await shelves.do(Act.RENAME, "1", text="Our best followers")
    shelves.call(1, "TikTok Views Fast", "TikTok Views")
    await shelves.sync()

    item = await shelves.listed(1)
    assert item.listing.hidden is Hidden.REUSED
    assert item.listing.name == "Our best followers"

    card = await ProposeReused(shelves.edit_desk)(actor_id=OWNER, number=ONE, same=False)
    await shelves.office.confirm(card.nonce)
    await shelves.sync()

    old, new = await shelves.listed(1), await shelves.listed(5)
    assert (old.listing.hidden, old.listing.upstream_id) == (Hidden.REUSED, "1~1")
    assert (old.edits.fields, old.waits) == ((), None)
    assert (new.listing.name, new.listing.upstream_id) == ("TikTok Views Fast", "1")
    assert (new.listing.hidden, new.listing.rate) == (None, Money.of("0.78"))


async def test_the_same_service_under_new_words_keeps_its_number(shelves: Shelves) -> None:
    shelves.call(1, "TikTok Views Fast", "TikTok Views")
    await shelves.sync()
    card = await ProposeReused(shelves.edit_desk)(actor_id=OWNER, number=ONE, same=True)
    await shelves.office.confirm(card.nonce)
    await shelves.sync()

    item = await shelves.listed(1)
    assert (item.listing.hidden, item.listing.name) == (None, "TikTok Views Fast")
    assert item.listing.platform is Platform.TIKTOK


async def test_what_waits_is_listed_with_the_price_it_would_have(shelves: Shelves) -> None:
    shelves.cost(1, "0.90")
    shelves.call(2, "TikTok Views Fast", "TikTok Views")
    await shelves.sync()

    read = ReadWaiting(shelves.edit_desk)
    page = await read(actor_id=OWNER, page=9)
    written = await read.as_csv(actor_id=OWNER)

    assert [(item.id, rate) for item, rate in page.items] == [
        (ONE, Money.of("1.17")),
        (TWO, Money.of("0.78")),
    ]
    assert (page.total, page.rises, page.priced, page.pages) == (2, 1, 1, 1)
    assert '"1","Instagram Followers 1","price","0.600000","0.900000"' in written


@pytest.mark.parametrize(
    ("where", "rule", "problem"),
    [
        ("1", "cheap", "bad_rule"),
        ("1", "min=0.02", "bad_rule"),
        ("platform=instagram provider=main", "20%", "bad_scope"),
        ("77", "20%", "no_services"),
        ("1", None, "no_rule"),
    ],
)
async def test_a_rule_that_makes_no_sense_says_so(
    shelves: Shelves, where: str, rule: str | None, problem: str
) -> None:
    with pytest.raises(DecisionError, match=problem):
        await shelves.rule(where, rule)
