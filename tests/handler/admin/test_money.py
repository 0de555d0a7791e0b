"""/topup, /debit and /undo in the chat, from the command to the customer's notice."""

import pytest

from domain.money import Money
from tests.handler.admin.conftest import Shop


async def test_a_top_up_shows_its_card_then_moves_and_tells(shop: Shop) -> None:
    card = await shop.owner.say("/topup 1001 10 bank transfer")

    assert "Ann · @ann · 1001" in card.text
    assert "+$10.00 · balance $10.00 → $20.00" in shop.owner.text
    assert "Reason: bank transfer" in card.text
    assert card.button_texts == ["Confirm +$10.00", "Cancel"]
    assert await shop.wallet() == Money.of(10)

    done = await shop.owner.tap("Confirm +$10.00")
    await shop.deliver()

    assert "Done, L-2." in done.text
    assert done.button_texts == ["Undo", "Customer", "Operator panel", "Home"]
    assert await shop.wallet() == Money.of(20)
    assert "+$10.00. Balance $20.00." in shop.customer.text


async def test_a_second_tap_on_confirm_moves_nothing(shop: Shop) -> None:
    card = await shop.owner.say("/topup 1001 10 bank")
    button = card.button("Confirm +$10.00")
    assert button is not None
    assert button.data is not None

    await shop.owner.forge(button.data)
    again = await shop.owner.forge(button.data)

    assert "Done, L-2." in again.text
    assert "this one changed nothing" in again.text
    assert await shop.wallet() == Money.of(20)


async def test_cancel_puts_the_card_away(shop: Shop) -> None:
    card = await shop.owner.say("/topup @ann 10 bank")
    button = card.button("Confirm +$10.00")
    assert button is not None
    assert button.data is not None

    cancelled = await shop.owner.tap("Cancel")
    late = await shop.owner.forge(button.data, cancelled)

    assert "Canceled. Nothing was changed." in cancelled.text
    assert "This card ran out or was put away" in late.text
    assert await shop.wallet() == Money.of(10)


async def test_undo_by_button_takes_the_top_up_back(shop: Shop) -> None:
    await shop.owner.say("/topup 1001 10 bank")
    await shop.owner.tap("Confirm +$10.00")

    card = await shop.owner.tap("Undo")
    assert "Undo L-2" in card.text
    done = await shop.owner.tap("Confirm −$10.00")
    await shop.deliver()

    assert "Done, L-3." in done.text
    assert "Undo" not in done.button_texts
    assert await shop.wallet() == Money.of(10)
    assert "was undone by the shop" in shop.customer.text


async def test_undo_by_command_offers_what_is_left(shop: Shop) -> None:
    await shop.owner.say("/topup 1001 5 bank")
    await shop.owner.tap("Confirm +$5.00")
    await shop.owner.say("/debit 1001 12 double credit")
    await shop.owner.tap("Confirm −$12.00")

    card = await shop.owner.say("/undo L-2")

    assert "Only $3.00 is left." in card.text
    await shop.owner.tap("Confirm −$3.00")
    assert await shop.wallet() == Money.of(0)


async def test_money_spent_between_card_and_tap_offers_the_rest(shop: Shop) -> None:
    await shop.owner.say("/topup 1001 5 bank")
    await shop.owner.tap("Confirm +$5.00")
    card = await shop.owner.say("/undo")
    button = card.button("Confirm −$5.00")
    assert button is not None
    assert button.data is not None
    await shop.owner.say("/debit 1001 12 spent")
    await shop.owner.tap("Confirm −$12.00")

    fresh = await shop.owner.forge(button.data)

    assert "Only $3.00 is left." in fresh.text
    assert await shop.wallet() == Money.of(3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/topup", "Adds money"),
        ("/topup 1001", "Adds money"),
        ("/topup 1001 10", "Adds money"),
        ("/topup 1001 ten gift", "“ten” is not an amount."),
        ("/topup 1001 -5 gift", "more than zero"),
        ("/topup 1001 1.234 gift", "two ways"),
        ("/topup 1001 5€ gift", "The shop's currency is USD."),
        ("/topup 5555555 5 gift", "Nobody with 5555555 has written to the bot."),
        ("/topup <b>x 5 gift", "Adds money"),
        ("/topup 1001 99999999 gift", "more than one act may move"),
        ("/debit 1001 x", "Takes money"),
        ("/undo soon", "Undoes a top-up, debit or catalogue change"),
    ],
)
async def test_wrong_syntax_is_answered_with_usage_and_an_example(
    shop: Shop, typed: str, said: str
) -> None:
    screen = await shop.owner.say(typed)

    assert said in screen.text
    assert "For example:" in screen.text
    assert "Nothing was changed." in screen.text
    assert await shop.wallet() == Money.of(10)


async def test_a_debit_above_the_balance_is_refused(shop: Shop) -> None:
    screen = await shop.owner.say("/debit 1001 10.01 oops")

    assert "Only $10.00 is left in the wallet" in screen.text


async def test_strangers_are_answered_as_if_there_were_no_such_command(shop: Shop) -> None:
    unknown = (await shop.stranger.say("/nothinglikethis")).text

    assert (await shop.stranger.say("/debit 1001 10 mine")).text == unknown
    assert (await shop.stranger.say("/undo")).text == unknown
    assert await shop.wallet() == Money.of(10)


async def test_a_customers_own_topup_only_tells_how_to_pay(shop: Shop) -> None:
    screen = await shop.stranger.say("/topup 666 10 mine")

    assert "Add money" in screen.text
    assert await shop.wallet() == Money.of(10)


async def test_a_forged_confirm_of_a_stranger_moves_nothing(shop: Shop) -> None:
    card = await shop.owner.say("/topup 1001 10 bank")
    button = card.button("Confirm +$10.00")
    assert button is not None
    assert button.data is not None

    await shop.stranger.forge(button.data)

    assert "Balance" in shop.stranger.text or "Welcome" in shop.stranger.text
    assert await shop.wallet() == Money.of(10)
