"""Each kind of damage is seen, by the check that is named for it."""

from __future__ import annotations

import pytest

from domain.orders import OrderStatus
from tests.service.audit.books import Books, damage
from tests.service.shopfloor import CUSTOMER

WALLET = f"wallet:{CUSTOMER}"
HOLD = f"hold:{CUSTOMER}"


async def broken(books: Books, *statements: str) -> dict[str, tuple[str, ...]]:
    """The offenders by check, after the damage."""
    await damage(books.floor.database, *statements)
    return {check.id: check.offenders for check in (await books.audit()).checks if not check.holds}


async def test_a_transfer_between_currencies_breaks_the_sums(books: Books) -> None:
    found = await broken(books, "UPDATE accounts SET currency = 'EUR' WHERE key = 'revenue'")
    assert found == {}
    await books.accepted()

    found = await broken(books)

    assert found == {"I1": ("EUR: +900000 micros", "USD: -900000 micros")}


async def test_a_transfer_from_nowhere_breaks_the_sums(books: Books) -> None:
    found = await broken(books, "UPDATE transfers SET source = 'nowhere' WHERE kind = 'topup'")

    assert found["I1"] == ("USD: +20000000 micros", "transfers name accounts that do not exist")


@pytest.mark.parametrize("change", [1, -1, 10**12])
async def test_a_changed_balance_is_not_what_its_transfers_add_up_to(
    books: Books, change: int
) -> None:
    found = await broken(
        books,
        f"UPDATE accounts SET balance_micros = balance_micros + {change} WHERE key = '{WALLET}'",
    )

    assert found == {"I2": (WALLET,)}


async def test_a_forgotten_balance_is_seen(books: Books) -> None:
    found = await broken(books, f"UPDATE accounts SET balance_micros = NULL WHERE key = '{HOLD}'")

    assert found == {"I2": (HOLD,)}


async def test_a_deleted_transfer_is_missed(books: Books) -> None:
    order = await books.order()

    found = await broken(books, "DELETE FROM transfers WHERE kind = 'hold'")

    assert found == {"I2": (HOLD, WALLET), "I4": (f"order {order.id}",)}


async def test_a_wallet_below_zero_is_seen(books: Books) -> None:
    found = await broken(
        books,
        f"UPDATE accounts SET balance_micros = -5 WHERE key = '{WALLET}'",
        f"UPDATE transfers SET source = '{WALLET}', destination = 'world:topup:manual', "
        "amount_micros = 5",
    )

    assert found == {"I3": (WALLET,)}


async def test_an_order_whose_columns_disagree_with_its_transfers_is_seen(books: Books) -> None:
    order = await books.accepted()

    found = await broken(
        books, "UPDATE orders SET captured_micros = 800000, released_micros = 100000"
    )

    assert found["I4"] == (f"order {order.id}",)


async def test_a_charge_that_grew_is_seen(books: Books) -> None:
    order = await books.order()

    found = await broken(books, "UPDATE orders SET charge_micros = 900001, held_micros = 900001")

    assert found == {"I4": (f"order {order.id}",)}


async def test_a_refund_to_somebody_else_is_seen(books: Books) -> None:
    await books.floor.add_customer(other := type(CUSTOMER)(99))
    order = await books.ended(OrderStatus.CANCELED, refund="0.90", remains=1000)

    found = await broken(
        books,
        f"UPDATE transfers SET destination = 'wallet:{other}' WHERE kind = 'refund'",
        f"UPDATE accounts SET balance_micros = balance_micros - 900000 WHERE key = '{WALLET}'",
        f"UPDATE accounts SET balance_micros = 900000 WHERE key = 'wallet:{other}'",
    )

    assert found == {"I4": (f"order {order.id}",)}


async def test_a_transfer_of_an_order_that_is_not_there_is_seen(books: Books) -> None:
    order = await books.order()

    found = await broken(books, f"DELETE FROM orders WHERE id = {order.id}")

    assert found == {"I4": (f"order {order.id}",)}


async def test_an_ended_order_that_still_holds_money_is_seen(books: Books) -> None:
    order = await books.order()

    found = await broken(books, "UPDATE orders SET status = 'completed'")

    assert found == {"I5": (f"order {order.id}",)}


async def test_a_waiting_order_that_holds_nothing_is_seen(books: Books) -> None:
    order = await books.accepted()

    found = await broken(books, "UPDATE orders SET status = 'queued'")

    assert found == {"I5": (f"order {order.id}",)}


async def test_a_canceled_order_without_its_refund_is_seen(books: Books) -> None:
    order = await books.ended(OrderStatus.CANCELED, refund="0.40", remains=1000)

    assert await broken(books) == {"I6": (f"order {order.id}",)}


@pytest.mark.parametrize("refund", ["0", "0.323999", "0.324001", "0.648", "0.90"])
async def test_a_partial_order_with_another_refund_than_due_is_seen(
    books: Books, refund: str
) -> None:
    order = await books.ended(OrderStatus.PARTIAL, refund=refund, remains=360)

    assert await broken(books) == {"I6": (f"order {order.id}",)}


async def test_a_completed_order_that_refunded_by_itself_is_seen(books: Books) -> None:
    order = await books.ended(OrderStatus.COMPLETED, refund="0.10")

    assert await broken(books) == {"I6": (f"order {order.id}",)}


async def test_a_partial_order_refunded_on_odd_figures_is_seen(books: Books) -> None:
    order = await books.ended(OrderStatus.PARTIAL, refund="0.10", remains=5000)

    assert await broken(books) == {"I6": (f"order {order.id}",)}


async def test_an_order_that_gave_its_hold_back_and_runs_is_seen(books: Books) -> None:
    order = await books.released()

    found = await broken(books, "UPDATE orders SET status = 'in_progress'")

    assert found == {"I6": (f"order {order.id}",)}


async def test_money_held_for_more_than_a_day_without_a_person_is_seen(books: Books) -> None:
    order = await books.order()
    books.floor.clock.advance(hours=24)
    assert (await books.audit()).ok

    books.floor.clock.advance(seconds=1)

    assert await broken(books) == {"I10": (f"order {order.id}",)}


async def test_money_held_while_a_person_looks_is_in_order(books: Books) -> None:
    order = await books.order()
    books.floor.clock.advance(hours=48)

    found = await broken(
        books,
        "INSERT INTO reviews (order_id, kind, facts, opened_at, reminded) "
        f"VALUES ({order.id}, 'unconfirmed', '{{}}', '2026-11-21 12:00:00', 0)",
    )

    assert found == {}


async def test_no_more_than_twenty_offenders_are_named(books: Books) -> None:
    for _ in range(21):
        await books.order(100)

    found = await broken(books, "UPDATE orders SET status = 'completed'")

    assert len(found["I5"]) == 20
