"""Books that are in order pass the audit, whatever happened to orders."""

from __future__ import annotations

import json

from domain.ids import UserId
from domain.orders import OrderStatus
from services.audit import MEANINGS
from tests.service.audit.books import Books

OPERATOR = UserId(7)


async def test_a_shop_with_orders_in_every_state_passes(books: Books) -> None:
    await books.order()
    await books.accepted()
    await books.released()
    await books.ended(OrderStatus.COMPLETED)
    await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    await books.ended(OrderStatus.CANCELED, refund="0.90", remains=1000)

    report = await books.audit()

    assert report.ok, report
    assert {check.id: check.checked for check in report.checks} == {
        "I1": 14,
        "I2": 2,
        "I3": 2,
        "I4": 6,
        "I5": 6,
        "I6": 6,
        "I10": 6,
    }


async def test_every_check_has_a_meaning(books: Books) -> None:
    report = await books.audit()

    assert [check.id for check in report.checks] == list(MEANINGS)


async def test_the_report_is_plain_json(books: Books) -> None:
    report = (await books.audit()).as_json()

    assert json.loads(json.dumps(report)) == report
    assert report["ok"] is True
    assert report["checks"][0] == {"id": "I1", "holds": True, "checked": 1, "offenders": []}


async def test_what_people_refund_goes_beyond_what_is_due(books: Books) -> None:
    done = await books.ended(OrderStatus.COMPLETED)
    partial = await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)

    await books.refund(done, "0.10", OPERATOR)
    await books.refund(partial, "0.20", OPERATOR)

    assert (await books.audit()).ok


async def test_what_people_refunded_before_counts_towards_what_is_due(books: Books) -> None:
    order = await books.accepted()
    await books.refund(order, "0.20", OPERATOR)
    await books.refund(order, "0.124")

    await books.set(order.id, status=OrderStatus.PARTIAL, remains=360)

    assert (await books.audit()).ok


async def test_odd_figures_may_wait_for_a_person_without_a_refund(books: Books) -> None:
    odd = await books.ended(OrderStatus.PARTIAL, remains=5000)
    await books.set(odd.id, review=True)

    assert (await books.audit()).ok


async def test_volumes_beyond_63_bits_are_added_exactly(books: Books) -> None:
    rows = ", ".join(
        f"('topup', 'big:{n}', 'world:topup:manual', 'revenue', 1000000000000000, 58213, {now})"
        for n, now in ((n, "'2026-11-21 12:00:00'") for n in range(9300))
    )
    insert = (
        "INSERT INTO transfers "
        "(kind, ref, source, destination, amount_micros, user_id, created_at) "
        f"VALUES {rows}"
    )
    async with books.floor.database.write() as uow:
        await uow.connection.exec_driver_sql(insert)
        await uow.commit()

    report = await books.audit()

    assert report.ok, report
    assert report.checks[0].checked == 9301
