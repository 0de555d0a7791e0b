"""A real process is killed, stopped and started again: nothing is lost, nothing happens twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from bot.stopping import GRACE_S, PROMISED_S
from db.models.orders import attempts
from domain.orders import OrderStatus
from tests.e2e.process import running
from tests.e2e.stage import Stage, on_stage, opened_database, until

SLOW = {"SUBMIT_DEADLINE_S": "60", "POLL_FIRST_S": "0.2", "POLL_MAX_S": "0.5"}


async def test_a_kill_between_tap_and_answer_leaves_one_order_and_a_stop_is_clean(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False, settings=SLOW) as stage:
        ann = stage.ann
        async with running(tmp_path, stage.environment) as shop:
            await stage.welcome(ann, money="10")
            await ann.fill("instagram.com/name", "1000")
            stage.telegram.faults.add("editMessageText", kind="timeout", person=ann)
            stage.provider.faults.add("add", "after_hang")
            await ann.person.press("Pay")
            await until(lambda: stage.sent == 1)
            await shop.kill()
        stage.orphans = 1
        await _let_deadlines_pass(stage)

        async with running(tmp_path, stage.environment) as shop:
            await ann.person.settle()
            assert ann.toast == "Already done: order #1"
            await ann.sees("Order #1 · ⏳ Confirming")
            stage.provider.faults.add("add", "before_hang")
            await ann.order("instagram.com/second")
            await until(lambda: stage.sent == 2)
            ended, seconds = await shop.stop()

        assert ended.status == 0, ended.said
        assert "Traceback" not in ended.said
        assert seconds < PROMISED_S  # the try that hangs has a minute
        placed = await stage.orders()
        assert [order.status for order in placed][:1] == [OrderStatus.UNCONFIRMED]
        assert len(placed) == 2
        assert stage.sent == 2


async def test_a_stop_signal_ends_an_idle_shop_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with (
        on_stage(sqlite_url, opened=False) as stage,
        running(tmp_path, stage.environment) as shop,
    ):
        await stage.ann.join()
        ended, seconds = await shop.stop()

        assert ended.status == 0
        assert seconds < GRACE_S  # the longest that work under way is waited for
        assert stage.environment["PROVIDER_KEY"] not in ended.said
        assert stage.telegram.token not in ended.said


async def _let_deadlines_pass(stage: Stage) -> None:
    """What a minute of waiting would do: the open try can no longer be under way."""
    past = stage.clock.now() - timedelta(minutes=1)
    async with opened_database(stage.environment) as database, database.write() as uow:
        await uow.connection.execute(update(attempts).values(deadline_at=past))
        await uow.commit()
