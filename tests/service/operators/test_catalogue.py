"""What operators do to the catalogue: shown first, done once, kept by every list, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.database import Database
from domain.catalogue import Hidden
from domain.errors import DecisionError, ForbiddenError
from domain.ids import ServiceId
from domain.listed import Listed, Why
from domain.listing import ListReader
from domain.money import Money
from domain.operators import Act
from domain.pins import Pick
from domain.platforms import Kind, Platform
from domain.price_rules import book_of
from domain.selection import Selection, read_selection
from domain.sync import plan_sync
from services.operators.catalogue.cards import EditCard, EditDesk
from services.operators.catalogue.edits import ProposeEdit
from services.operators.catalogue.prices import ProposeMarkup, ProposePrices, Which
from services.operators.catalogue.reading import ReadServicePanel, ReadWaiting
from services.operators.catalogue.reused import ProposeReused
from services.operators.catalogue.undoing import FindEdit, UndoEdit
from services.operators.confirm import Done
from tests.service.operators.office import OWNER, STRANGER, Office
from tests.stock import MAIN, PRICING, upstream

READ = ListReader(MAIN, Decimal(1), PRICING)
ONE, TWO = ServiceId(1), ServiceId(2)


@dataclass(slots=True)
class Shelves:
    """Three services at 0.60 that are sold for 0.78, one sensitive, and the desk before them."""

    office: Office
    entries: list[Any]

    @property
    def edit_desk(self) -> EditDesk:
        return EditDesk(self.office.desk, PRICING)

    async def sync(self) -> None:
        """Read the provider's list as it is now."""
        async with self.office.floor.database.write() as uow:
            book = book_of(
                await uow.catalogue_acts.rules(),
                percent=PRICING.markup_percent,
                min_margin_percent=Decimal(0),
            )
            plan = plan_sync(
                MAIN, await uow.listed.of_provider(MAIN), list(map(READ, self.entries)), book
            )
            await uow.listed.add_all(plan.new, self.office.floor.clock.now())
            await uow.listed.save_all(plan.changed, self.office.floor.clock.now())
            await uow.commit()

    async def listed(self, number: int) -> Listed:
        async with self.office.floor.database.read() as reads:
            found = await reads.listed.find(ServiceId(number))
        assert found is not None
        return found

    async def version(self) -> int:
        async with self.office.floor.database.read() as reads:
            return await reads.services.version()

    async def card(self, act: Act, where: str, **words: Any) -> EditCard:
        propose = ProposeEdit(self.edit_desk)
        return await propose(actor_id=OWNER, act=act, where=read_selection(where)[0], words=words)

    async def do(self, act: Act, where: str, **words: Any) -> Done:
        return await self.office.confirm((await self.card(act, where, **words)).nonce)

    async def rule(self, where: str | None, rule: str | None) -> Done:
        selection = None if where is None else read_selection(where)[0]
        card = await ProposeMarkup(self.edit_desk)(actor_id=OWNER, where=selection, rule=rule)
        return await self.office.confirm(card.nonce)

    async def undo(self, done: Done) -> int:
        assert done.edit is not None
        return (await UndoEdit(self.office.desk)(actor_id=OWNER, number=done.edit)).count

    def cost(self, number: int, rate: str) -> None:
        """Let the provider ask another price."""
        at = number - 1
        self.entries[at] = replace(self.entries[at], rate=Decimal(rate))

    def call(self, number: int, name: str, category: str = "Instagram Followers") -> None:
        """Let the provider call a service something else."""
        at = number - 1
        self.entries[at] = replace(self.entries[at], name=name, category=category)


@pytest.fixture
async def shelves(database: Database) -> Shelves:
    entries = [*(upstream(n) for n in (1, 2, 3)), upstream(4, name="Instagram Report Account")]
    made = Shelves(await Office.open(database), entries)
    await made.sync()
    return made


async def test_a_card_counts_and_changes_nothing(shelves: Shelves) -> None:
    card = await shelves.card(Act.HIDE, "1,2")

    assert (card.count, card.matched) == (2, 2)
    assert [before.id for before, _ in card.samples] == [ONE, TWO]
    assert (await shelves.listed(1)).listing.hidden is None


async def test_hidden_services_stay_hidden_whatever_lists_say(shelves: Shelves) -> None:
    before = await shelves.version()
    done = await shelves.do(Act.HIDE, "platform=instagram action=followers")
    shelves.cost(1, "0.66")
    await shelves.sync()

    assert done.result["count"] == 3
    assert await shelves.version() == before + 1
    assert (await shelves.listed(1)).listing.hidden is Hidden.OPERATOR
    assert (await shelves.office.lines())[-1]["act"] == "hide"

    await shelves.do(Act.SHOW, "1")
    assert (await shelves.listed(1)).listing.hidden is None
    assert (await shelves.listed(1)).listing.cost == Money.of("0.66")


async def test_a_service_that_went_while_it_was_hidden_is_not_shown(shelves: Shelves) -> None:
    await shelves.do(Act.HIDE, "1")
    gone = shelves.entries.pop(0)
    await shelves.sync()

    with pytest.raises(DecisionError, match="left_gone"):
        await shelves.card(Act.SHOW, "1")
    shelves.entries.insert(0, gone)
    await shelves.sync()
    await shelves.do(Act.SHOW, "1")

    assert (await shelves.listed(1)).listing.hidden is None


async def test_a_name_of_ours_outlives_lists_and_is_given_back(shelves: Shelves) -> None:
    await shelves.do(Act.RENAME, "1", text="Our followers")
    shelves.call(1, "Instagram Followers 1 [new]")
    await shelves.sync()

    renamed = await shelves.listed(1)
    assert renamed.listing.name == "Our followers"
    assert renamed.unedited.name == "Instagram Followers 1 [new]"

    await shelves.do(Act.RENAME, "1", text=None)
    assert (await shelves.listed(1)).listing.name == "Instagram Followers 1 [new]"
    assert (await shelves.listed(1)).edits.fields == ()


async def test_words_of_several_fields_live_side_by_side(shelves: Shelves) -> None:
    await shelves.do(Act.RENAME, "1", text="Ours")
    await shelves.do(Act.DESCRIBE, "1", text="")
    await shelves.do(Act.CATEGORY, "1", text="Shelf")
    await shelves.do(Act.MOVE, "1", platform="tiktok", kind="likes")
    await shelves.sync()

    item = await shelves.listed(1)
    assert (item.listing.name, item.listing.category) == ("Ours", "Shelf")
    assert (item.listing.platform, item.listing.kind) == (Platform.TIKTOK, Kind.LIKES)
    assert len(item.edits.fields) == 5

    await shelves.do(Act.MOVE, "1", platform=None, kind=None)
    assert (await shelves.listed(1)).listing.platform is Platform.INSTAGRAM


async def test_a_moved_service_takes_the_price_of_its_new_shelf(shelves: Shelves) -> None:
    with pytest.raises(DecisionError, match="no_services"):
        await shelves.rule("platform=tiktok", "100%")
    await shelves.do(Act.MOVE, "2", platform="tiktok", kind="likes")
    await shelves.rule("platform=tiktok", "100%")
    await shelves.do(Act.MOVE, "1", platform="tiktok", kind="likes")

    assert (await shelves.listed(1)).listing.rate == Money.of("1.20")


async def test_something_sensitive_is_shown_alone_and_with_a_reason(shelves: Shelves) -> None:
    with pytest.raises(DecisionError, match="left_sensitive"):
        await shelves.card(Act.SHOW, "4", reason="")
    with pytest.raises(DecisionError, match="left_sensitive"):
        await shelves.card(Act.SHOW, "4 cat=4", reason="all of them")

    done = await shelves.do(Act.SHOW, "4", reason="the owner asked for it")
    await shelves.sync()

    shown = await shelves.listed(4)
    assert (shown.listing.hidden, shown.shown_by) == (None, OWNER)
    assert (await shelves.office.lines())[-1]["reason"] == "the owner asked for it"
    assert await shelves.undo(done) == 1
    assert (await shelves.listed(4)).listing.hidden is Hidden.SENSITIVE
    assert (await shelves.listed(4)).shown_by is None


async def test_a_pin_gives_a_place_to_one_service_only(shelves: Shelves) -> None:
    await shelves.do(Act.PIN, "1", pin=Pick.BEST_VALUE)
    done = await shelves.do(Act.PIN, "2", pin=Pick.BEST_VALUE)

    assert ((await shelves.listed(1)).pin, (await shelves.listed(2)).pin) == (
        None,
        Pick.BEST_VALUE,
    )
    assert await shelves.undo(done) == 2
    assert ((await shelves.listed(1)).pin, (await shelves.listed(2)).pin) == (
        Pick.BEST_VALUE,
        None,
    )


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


async def test_an_act_is_undone_once_and_only_for_ten_minutes(shelves: Shelves) -> None:
    first, second = await shelves.do(Act.HIDE, "1"), await shelves.do(Act.HIDE, "2")
    newest = await FindEdit(shelves.office.desk)(actor_id=OWNER)
    assert newest is not None
    assert newest.id == second.edit
    await shelves.undo(second)

    with pytest.raises(DecisionError, match="edit_undone"):
        await shelves.undo(second)
    shelves.office.floor.clock.advance(seconds=601)
    with pytest.raises(DecisionError, match="too_late"):
        await shelves.undo(first)
    assert (await shelves.listed(1)).listing.hidden is Hidden.OPERATOR
    assert (await shelves.listed(2)).listing.hidden is None


async def test_undo_leaves_alone_what_changed_since(shelves: Shelves) -> None:
    done = await shelves.do(Act.HIDE, "1,2")
    await shelves.do(Act.RENAME, "1", text="Ours")

    undone = await UndoEdit(shelves.office.desk)(actor_id=OWNER, number=done.edit or 0)

    assert (undone.count, undone.kept) == (1, 1)
    assert (await shelves.listed(1)).listing.name == "Ours"


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
    assert (old.listing.hidden, old.listing.upstream_id) == (Hidden.GONE, "1~1")
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


async def test_a_panel_tells_whose_word_counts(shelves: Shelves) -> None:
    await shelves.rule("1", "50%")
    await shelves.do(Act.RENAME, "1", text="Ours")

    panel = await ReadServicePanel(shelves.edit_desk)(actor_id=OWNER, number=ONE)

    assert (panel.scope, str(panel.rule)) == ("service=1", "50%")
    assert panel.floor == Money.of("0.60")
    assert [line.act for line in panel.journal] == [Act.RENAME, Act.MARKUP]


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


async def test_nobody_else_comes_near_the_catalogue(shelves: Shelves) -> None:
    desk, where = shelves.edit_desk, Selection(numbers=(ONE,))
    for call in (
        ProposeEdit(desk)(actor_id=STRANGER, act=Act.HIDE, where=where, words={}),
        ProposeMarkup(desk)(actor_id=STRANGER, where=None, rule="1%"),
        ProposePrices(desk)(actor_id=STRANGER),
        ProposeReused(desk)(actor_id=STRANGER, number=ONE, same=True),
        ReadServicePanel(desk)(actor_id=STRANGER, number=ONE),
        ReadWaiting(desk)(actor_id=STRANGER),
        UndoEdit(desk.desk)(actor_id=STRANGER, number=1),
        FindEdit(desk.desk)(actor_id=STRANGER),
    ):
        with pytest.raises(ForbiddenError):
            await call


async def test_old_acts_are_forgotten_but_their_numbers_are_not_given_away(shelves: Shelves) -> None:
    first = await shelves.do(Act.HIDE, "1")
    shelves.office.floor.clock.advance(seconds=timedelta(days=2).total_seconds())
    second = await shelves.do(Act.HIDE, "2")

    assert second.edit != first.edit
    with pytest.raises(DecisionError, match="too_late"):
        await shelves.undo(first)
