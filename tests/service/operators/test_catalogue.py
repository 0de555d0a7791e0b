"""What operators do to the catalogue: shown first, done once, kept by every list, taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.catalogue import Hidden
from domain.errors import DecisionError, ForbiddenError
from domain.money import Money
from domain.operators import Act
from domain.pins import Pick
from domain.platforms import Kind, Platform
from domain.selection import Selection
from services.operators.catalogue.edits import ProposeEdit
from services.operators.catalogue.prices import ProposeMarkup, ProposePrices
from services.operators.catalogue.reading import ReadServicePanel, ReadWaiting
from services.operators.catalogue.reused import ProposeReused
from services.operators.catalogue.undoing import FindEdit, UndoEdit
from tests.service.operators.office import OWNER, STRANGER
from tests.service.operators.shelves import ONE, TWO, Shelves


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


async def test_a_panel_tells_whose_word_counts(shelves: Shelves) -> None:
    await shelves.rule("1", "50%")
    await shelves.do(Act.RENAME, "1", text="Ours")

    panel = await ReadServicePanel(shelves.edit_desk)(actor_id=OWNER, number=ONE)

    assert (panel.scope, str(panel.rule)) == ("service=1", "50%")
    assert panel.floor == Money.of("0.60")
    assert [line.act for line in panel.journal] == [Act.RENAME, Act.MARKUP]


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


async def test_old_acts_are_forgotten_but_their_numbers_are_not_given_away(
    shelves: Shelves,
) -> None:
    first = await shelves.do(Act.HIDE, "1")
    shelves.office.floor.clock.advance(seconds=timedelta(days=2).total_seconds())
    second = await shelves.do(Act.HIDE, "2")

    assert second.edit != first.edit
    with pytest.raises(DecisionError, match="too_late"):
        await shelves.undo(first)


async def test_a_list_that_comes_in_at_the_same_moment_overwrites_nobody(shelves: Shelves) -> None:
    cards = [await shelves.card(Act.RENAME, str(n), text=f"Ours {n}") for n in (1, 2, 3)]
    for number in (1, 2, 3):
        shelves.cost(number, "0.66")

    await asyncio.gather(
        shelves.sync(),
        *(shelves.office.confirm(card.nonce) for card in cards),
        shelves.sync(),
    )

    for number in (1, 2, 3):
        item = await shelves.listed(number)
        assert (item.listing.name, item.listing.cost) == (f"Ours {number}", Money.of("0.66"))
