"""Money by hand: a card first, then once, told and written down; undone by a transfer back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from db.models.ledger import transfers
from domain.errors import DecisionError, ForbiddenError
from domain.money import Money
from services.operators.confirm import ConfirmAct
from services.operators.money import ProposeTopup
from tests.service.operators.office import OWNER, PARTNER, STRANGER, Office
from tests.service.shopfloor import CUSTOMER

TEN = Money.of(10)


async def test_a_card_shows_before_and_after_and_moves_nothing(office: Office) -> None:
    await office.floor.give(CUSTOMER, "2.40")

    card = await office.card("$10")

    assert (card.before, card.amount, card.after) == (Money.of("2.40"), TEN, Money.of("12.40"))
    assert card.customer.first_name == "Ann"
    assert await office.wallet() == Money.of("2.40")


async def test_a_confirmed_top_up_moves_tells_and_is_written_down(office: Office) -> None:
    done = await office.topped_up("10")

    assert await office.wallet() == TEN
    assert (done.amount, done.balance, done.added) == (TEN, TEN, True)
    told = {"transfer_id": done.transfer_id, "amount_micros": TEN.micros}
    assert await office.told() == [("topped_up", told)]
    (line,) = await office.lines()
    assert (line["act"], line["target"]) == ("topup", f"user:{CUSTOMER}")
    assert (line["before"], line["after"], line["reason"]) == (
        "0.000000",
        "10.000000",
        "welcome",
    )
    assert line["transfer_id"] == done.transfer_id


async def test_a_second_tap_is_answered_like_the_first_and_moves_nothing(office: Office) -> None:
    card = await office.card()
    first = await office.confirm(card.nonce)
    office.floor.clock.advance(minutes=10)

    second = await office.confirm(card.nonce)

    assert second.again
    assert (second.transfer_id, second.balance) == (first.transfer_id, first.balance)
    assert await office.wallet() == TEN
    assert len(await office.lines()) == 1


async def test_ten_taps_at_once_move_the_money_once(office: Office) -> None:
    card = await office.card()

    async with asyncio.TaskGroup() as group:
        taps = [group.create_task(office.confirm(card.nonce)) for _ in range(10)]

    assert sum(not tap.result().again for tap in taps) == 1
    assert len({tap.result().transfer_id for tap in taps}) == 1
    assert await office.wallet() == TEN


async def test_a_card_runs_out_after_five_minutes(office: Office) -> None:
    card = await office.card()
    office.floor.clock.advance(minutes=5)

    with pytest.raises(DecisionError, match="expired"):
        await office.confirm(card.nonce)

    assert not await office.wallet()


async def test_a_card_belongs_to_whoever_made_it(office: Office) -> None:
    card = await office.card()

    with pytest.raises(DecisionError, match="expired"):
        await office.confirm(card.nonce, by=PARTNER)

    assert not await office.wallet()


async def test_a_cancelled_card_does_nothing_any_more(office: Office) -> None:
    card = await office.card()

    assert await office.cancel(card.nonce)

    with pytest.raises(DecisionError, match="expired"):
        await office.confirm(card.nonce)
    assert not await office.wallet()


async def test_a_carried_out_card_cannot_be_cancelled(office: Office) -> None:
    card = await office.card()
    await office.confirm(card.nonce)

    assert not await office.cancel(card.nonce)
    assert (await office.confirm(card.nonce)).again


async def test_only_owners_make_and_confirm_cards(office: Office) -> None:
    card = await office.card()

    with pytest.raises(ForbiddenError):
        await ConfirmAct(office.desk)(actor_id=STRANGER, nonce=card.nonce)
    with pytest.raises(ForbiddenError):
        await ProposeTopup(office.desk)(
            actor_id=STRANGER, who=str(CUSTOMER), amount="1", reason="mine"
        )


@pytest.mark.parametrize(
    ("amount", "problem"),
    [
        ("ten", "amount"),
        ("-5", "amount"),
        ("1.234", "amount"),
        ("10 EUR", "amount"),
        ("0.0000001", "amount"),
        ("0", "zero"),
        ("1000000.01", "too_big"),
        ("58213000", "too_big"),
        ("9" * 200, "amount"),
    ],
)
async def test_an_amount_that_is_none_makes_no_card(
    office: Office, amount: str, problem: str
) -> None:
    with pytest.raises(DecisionError, match=problem):
        await office.card(amount)


@pytest.mark.parametrize("who", ["58299", "@nobody", "0", "99999999999999999999", "<b>"])
async def test_a_card_needs_somebody_who_has_written_to_the_bot(office: Office, who: str) -> None:
    with pytest.raises(DecisionError, match="nobody"):
        await office.card(who=who)


async def test_a_card_says_what_its_operator_topped_up_today(office: Office) -> None:
    await office.topped_up("40")

    assert (await office.card()).today == Money.of(40)

    office.floor.clock.advance(days=1)
    assert not (await office.card()).today


async def test_a_debit_takes_and_tells(office: Office) -> None:
    await office.topped_up("10")

    done = await office.confirm((await office.debit_card("3.50")).nonce)

    assert await office.wallet() == Money.of("6.50")
    assert (done.balance, done.added) == (Money.of("6.50"), False)
    assert (await office.told())[-1][0] == "debited"


async def test_a_debit_above_the_balance_makes_no_card(office: Office) -> None:
    await office.topped_up("3")

    with pytest.raises(DecisionError, match="short") as refused:
        await office.debit_card("3.01")

    assert refused.value.detail["left"] == Money.of(3)


async def test_a_debit_of_money_that_was_spent_meanwhile_takes_nothing(office: Office) -> None:
    await office.topped_up("10")
    first, second = await office.debit_card("8"), await office.debit_card("8")
    await office.confirm(first.nonce)

    with pytest.raises(DecisionError, match="short"):
        await office.confirm(second.nonce)

    assert await office.wallet() == Money.of(2)
    assert len(await office.lines()) == 2


async def test_undo_reverses_the_newest_act_of_its_operator(office: Office) -> None:
    first = await office.topped_up("10")
    second = await office.topped_up("5")

    card = await office.undo_card()
    done = await office.confirm(card.nonce)

    assert card.transfer.id == second.transfer_id
    assert await office.wallet() == TEN
    assert not done.added
    assert (await office.told())[-1][0] == "debited"
    assert (await office.undo_card()).transfer.id == first.transfer_id


async def test_undo_of_a_debit_gives_the_money_back(office: Office) -> None:
    await office.topped_up("10")
    await office.confirm((await office.debit_card("4")).nonce)

    done = await office.confirm((await office.undo_card()).nonce)

    assert done.added
    assert await office.wallet() == TEN


async def test_undo_by_reference_reaches_acts_of_others_long_after(office: Office) -> None:
    done = await office.topped_up("10")
    office.floor.clock.advance(days=40)

    card = await office.undo_card(by=PARTNER, transfer_id=done.transfer_id)
    await office.confirm(card.nonce, by=PARTNER)

    assert not await office.wallet()


async def test_undo_offers_what_is_left_of_spent_money(office: Office) -> None:
    await office.topped_up("10")
    service = await office.floor.add_service()
    await office.floor.place((await office.floor.quote(service)).quote.id)

    card = await office.undo_card()
    await office.confirm(card.nonce)

    assert not card.is_whole
    assert card.amount == Money.of("9.10")
    assert not await office.wallet()


async def test_a_whole_undo_of_money_spent_meanwhile_takes_nothing(office: Office) -> None:
    await office.topped_up("10")
    card = await office.undo_card()
    service = await office.floor.add_service()
    await office.floor.place((await office.floor.quote(service)).quote.id)

    with pytest.raises(DecisionError, match="short") as refused:
        await office.confirm(card.nonce)

    assert refused.value.detail["left"] == Money.of("9.10")
    assert await office.wallet() == Money.of("9.10")


async def test_undo_of_money_that_is_gone_is_refused(office: Office) -> None:
    await office.topped_up("10")
    await office.confirm((await office.debit_card("10")).nonce)
    topup = (await office.lines())[0]["transfer_id"]

    with pytest.raises(DecisionError, match="spent"):
        await office.undo_card(transfer_id=topup)


async def test_two_undo_cards_for_one_act_undo_it_once(office: Office) -> None:
    done = await office.topped_up("10")
    await office.topped_up("10")
    first = await office.undo_card(transfer_id=done.transfer_id)
    second = await office.undo_card(transfer_id=done.transfer_id, by=PARTNER)

    results = await asyncio.gather(
        office.confirm(first.nonce),
        office.confirm(second.nonce, by=PARTNER),
        return_exceptions=True,
    )

    assert sum(isinstance(result, DecisionError) for result in results) == 1
    assert await office.wallet() == TEN


@pytest.mark.parametrize("problem", ["nothing_to_undo", "no_transfer", "not_reversible", "undone"])
async def test_what_cannot_be_undone_says_why(office: Office, problem: str) -> None:
    done = await office.topped_up("10") if problem != "nothing_to_undo" else None
    given: dict[str, Any] = {} if done is None else {"transfer_id": done.transfer_id}
    if problem == "no_transfer":
        given = {"transfer_id": 9999}
    if problem in {"undone", "not_reversible"}:
        undone = await office.confirm((await office.undo_card()).nonce)
        given = given if problem == "undone" else {"transfer_id": undone.transfer_id}

    with pytest.raises(DecisionError, match=problem):
        await office.undo_card(**given)


async def test_an_undo_deletes_nothing(office: Office) -> None:
    await office.topped_up("10")
    await office.confirm((await office.undo_card()).nonce)

    assert await office.floor.count(transfers) == 2
    assert OWNER in office.desk.owners
