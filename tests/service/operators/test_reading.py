"""What operators read: customers, orders, figures, on both databases."""

import asyncio
import json
from decimal import Decimal

import pytest

from db.database import Database
from domain.errors import DecisionError, NotFoundError
from domain.money import Money
from domain.orders import OrderStatus
from domain.provider import Balance, NotSent, Unconfirmed
from domain.reviews import Likely
from services.operators import providers
from services.operators.access import ProposeBlock, ProposeUnblock
from services.operators.cases import ReadCase, ReadInbox
from services.operators.confirm import ConfirmAct
from services.operators.console import CONSOLE, TopUpFromConsole
from services.operators.customers import ReadCustomer, ReadHistory
from services.operators.desk import Desk
from services.operators.figures import ReadPanel, ReadStats
from services.operators.orders import FindOrders, ListAllOrders, ReadStaffOrder
from services.operators.overruling import ProposeRefund, ProposeStatus
from services.operators.pausing import ProposePause, ResumeOrders
from services.operators.providers import ReadProviders
from services.ordering.admission import PAUSED
from tests.service.operators.office import OWNER as DESK_OWNER
from tests.service.operators.office import Office
from tests.service.ordering.scene import CUSTOMER, OWNER, Scene
from tests.service.shopfloor import CUSTOMER as ANN


@pytest.fixture
async def scene(database: Database) -> Scene:
    return await Scene(database).open()


@pytest.fixture
def desk(scene: Scene) -> Desk:
    numbers = iter(range(1000))
    return Desk(scene.database, scene.clock, lambda: f"n{next(numbers)}", scene.owners)


async def test_stats_count_what_was_kept_and_its_part_of_the_cost(
    scene: Scene, desk: Desk
) -> None:
    whole, partial = await scene.running(), await scene.running()
    await scene.answer(whole, "completed")
    await scene.answer(partial, "partial", remains=250)

    stats = await ReadStats(desk)(actor_id=OWNER)

    assert (stats.sales, stats.cost) == (Money.of("3.50"), Money.of("1.75"))
    assert stats.profit == Money.of("1.75")
    assert stats.returned == Money.of("0.50")
    assert stats.topups == Money.of(10)
    assert stats.owed == Money.of("6.50")
    assert stats.orders == {OrderStatus.COMPLETED: 1, OrderStatus.PARTIAL: 1}


async def test_the_panel_counts_cases_orders_and_held_providers(scene: Scene, desk: Desk) -> None:
    scene.client.script.append(Unconfirmed("reset"))
    await scene.running()
    await scene.place()

    panel = await ReadPanel(desk)(actor_id=OWNER)

    assert (panel.open_cases, panel.active_orders, panel.customers) == (1, 2, 2)
    assert panel.owed == Money.of(10)
    assert panel.paused is None


async def test_a_provider_that_hangs_keeps_nobody_waiting(
    scene: Scene, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang() -> Balance:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(scene.client, "balance", hang)
    monkeypatch.setattr(providers, "LIVE_S", 0.01)

    listed = await ReadProviders(desk, scene.providers)(actor_id=OWNER)

    assert [(line.name, line.currency, line.state) for line in listed.providers] == [
        ("main", "USD", None)
    ]
    assert not listed.providers[0].reached


async def test_a_provider_shows_what_a_day_costs_and_how_it_answers(
    scene: Scene, desk: Desk
) -> None:
    scene.client.script.append(NotSent("refused"))
    for _ in range(3):
        await scene.place(quantity=1000)
    await scene.submit()
    scene.client.money = Decimal(10)

    [line] = (await ReadProviders(desk, scene.providers)(actor_id=OWNER)).providers

    assert (line.burn, line.days_left, line.reached) == (Money.of(2), Decimal(5), True)
    assert (line.record.tries, line.record.failed, line.error_percent) == (3, 1, 34)
    assert (line.waiting, line.low_alert) == (1, Money.of(5))


async def test_a_staff_order_has_profit_ledger_and_tries(scene: Scene, desk: Desk) -> None:
    order = await scene.running()

    card = await ReadStaffOrder(desk)(actor_id=OWNER, order_id=order.id)

    assert (card.earned, card.profit) == (Money.of(2), Money.of(1))
    assert [transfer.kind.value for transfer in card.transfers] == ["hold", "capture"]
    assert len(card.attempts) == 1


async def test_orders_are_paged_filtered_and_found(scene: Scene, desk: Desk) -> None:
    orders = [await scene.place(quantity=100) for _ in range(12)]
    await scene.submit(limit=1)
    listing = ListAllOrders(desk)

    second = await listing(actor_id=OWNER, page=2)
    pending = await listing(actor_id=OWNER, status="pending", who=str(CUSTOMER))
    finds = await FindOrders(desk)(actor_id=OWNER, query="23501")

    assert (second.page, second.pages, second.total, len(second.orders)) == (2, 2, 12, 2)
    assert [order.id for order in pending.orders] == [orders[0].id]
    assert [order.id for order in finds.orders] == [orders[0].id]
    assert (await listing(actor_id=OWNER, status="done")).total == 0


async def test_a_case_shows_the_evidence_and_its_lock(scene: Scene, desk: Desk) -> None:
    scene.client.script.append(Unconfirmed("reset"))
    await scene.running()
    (listed,) = (await ReadInbox(desk)(actor_id=OWNER)).cases

    read = ReadCase(desk, scene.pacing)
    card = await read(actor_id=OWNER, review_id=listed[0].id)
    scene.clock.advance(minutes=11)
    later = await read(actor_id=OWNER, review_id=listed[0].id)

    assert card.likely is Likely.UNCLEAR
    assert (card.locked_s, later.locked_s) == (600, 0)
    assert later.unlocked_at is None
    with pytest.raises(NotFoundError):
        await read(actor_id=OWNER, review_id=type(listed[0].id)(99))


async def test_a_refund_card_pays_once(scene: Scene, desk: Desk) -> None:
    order = await scene.running()
    card = await ProposeRefund(desk)(
        actor_id=OWNER, order_id=order.id, amount="0.5", reason="late"
    )

    for _ in range(3):
        await ConfirmAct(desk)(actor_id=OWNER, nonce=card.nonce)

    assert await scene.wallet() == Money.of("8.5")
    customer = await ReadCustomer(desk)(actor_id=OWNER, who=str(CUSTOMER))
    assert customer.spent == Money.of("1.5")


async def test_a_status_card_is_refused_when_its_effect_changed(scene: Scene, desk: Desk) -> None:
    order = await scene.running()
    card = await ProposeStatus(desk)(
        actor_id=OWNER, order_id=order.id, status="Cancelled", reason="dead"
    )
    refund = await ProposeRefund(desk)(
        actor_id=OWNER, order_id=order.id, amount="0.5", reason="late"
    )
    await ConfirmAct(desk)(actor_id=OWNER, nonce=refund.nonce)

    with pytest.raises(DecisionError, match="changed"):
        await ConfirmAct(desk)(actor_id=OWNER, nonce=card.nonce)

    assert await scene.wallet() == Money.of("8.5")


@pytest.mark.parametrize(
    ("status", "problem"), [("nonsense", "bad_status"), ("queued", "not_allowed")]
)
async def test_a_status_that_cannot_be_makes_no_card(
    scene: Scene, desk: Desk, status: str, problem: str
) -> None:
    order = await scene.running()

    with pytest.raises(DecisionError, match=problem):
        await ProposeStatus(desk)(actor_id=OWNER, order_id=order.id, status=status, reason="x")


async def test_the_ledger_pages_of_a_customer(office: Office) -> None:
    await office.topped_up("10")

    page = await ReadHistory(office.desk)(actor_id=DESK_OWNER, who=str(ANN))

    assert [entry.change for entry in page.statement.entries] == [Money.of(10)]
    assert page.customer.id == ANN


async def test_blocking_and_unblocking_are_written_down(office: Office) -> None:
    owner = DESK_OWNER
    card = await ProposeBlock(office.desk)(actor_id=owner, who=str(ANN), reason="card fraud")
    await office.confirm(card.nonce, by=owner)
    with pytest.raises(DecisionError, match="blocked"):
        await ProposeBlock(office.desk)(actor_id=owner, who=str(ANN), reason="again")

    card = await ProposeUnblock(office.desk)(actor_id=owner, who=str(ANN))
    await office.confirm(card.nonce, by=owner)

    assert [line["act"] for line in await office.lines()] == ["block", "unblock"]
    assert (await office.lines())[0]["after"] == "blocked: card fraud"


async def test_a_pause_is_kept_with_its_text_until_resumed(office: Office) -> None:
    owner = DESK_OWNER
    card = await ProposePause(office.desk)(actor_id=owner, text="back soon")
    await office.confirm(card.nonce, by=owner)

    async with office.floor.database.read() as reads:
        kept = json.loads(await reads.shop.get(PAUSED) or "{}")
    assert (kept["text"], kept["by"]) == ("back soon", owner)
    assert await ResumeOrders(office.desk)(actor_id=owner)
    assert not await ResumeOrders(office.desk)(actor_id=owner)
    assert [line["act"] for line in await office.lines()] == ["pause", "resume"]


async def test_the_console_tops_up_by_the_same_path(office: Office) -> None:
    said = await TopUpFromConsole(office.desk)(user_id=ANN, amount="$12.5", reason="first")

    assert said == f"L-1: +12.50 USD for Ann ({ANN}), balance 12.50 USD"
    assert await office.wallet() == Money(int(Decimal("12.5") * 10**6))
    assert (await office.lines())[0]["actor_id"] == CONSOLE
    assert [kind for kind, _ in await office.told()] == ["topped_up"]


@pytest.mark.parametrize(
    ("amount", "reason", "said"),
    [
        ("ten", "x", "'ten' is not an amount"),
        ("0", "x", "more than zero"),
        ("1", " ", "a reason is needed"),
        ("5000000", "x", "more than one top-up"),
    ],
)
async def test_the_console_says_in_english_what_is_wrong(
    office: Office, amount: str, reason: str, said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        await TopUpFromConsole(office.desk)(user_id=ANN, amount=amount, reason=reason)


async def test_the_console_knows_only_who_has_written_to_the_bot(office: Office) -> None:
    with pytest.raises(NotFoundError, match="nobody with the id 5 has written to the bot"):
        await TopUpFromConsole(office.desk)(user_id=type(ANN)(5), amount="1", reason="x")
