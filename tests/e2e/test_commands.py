"""What operators type, with good and bad settings: exit statuses, plain words, no secrets."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from db.database import Database
from domain.ids import UserId
from services.people.enter import EnterShop
from tests.e2e.process import Ended, command
from tests.e2e.stage import ANN, KEY, Stage, on_stage

TOKEN = "7000000001:canary-token-of-nobody-000000000000"


def ensure_decent(ended: Ended, stage: Stage) -> None:
    """No secret and no traceback, whatever happened."""
    for secret in (KEY, TOKEN, stage.telegram.token, "canary"):
        assert secret not in ended.said
    assert "Traceback" not in ended.said


async def carry_out(stage: Stage, folder: Path, *words: str, **env: str) -> Ended:
    ended = await command(folder, stage.environment | env, *words)
    ensure_decent(ended, stage)
    return ended


async def test_the_doctor_finds_nothing_or_says_how_to_mend_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False) as stage:
        well, ill, unset = await asyncio.gather(
            carry_out(stage, tmp_path, "doctor"),
            carry_out(
                stage,
                tmp_path,
                "doctor",
                BOT_TOKEN=TOKEN,
                PROVIDER_KEY="canary-wrong-key",
                ADMIN_IDS="",
            ),
            carry_out(stage, tmp_path, "doctor", ADMIN_IDS="@ann", CURRENCY="dollar"),
        )

    assert well.status == 0, well.said
    assert "All is well." in well.said
    assert "token belongs to @shop_demo_bot" in well.said
    assert "balance 250.00 USD" in well.said
    assert ill.status == 1
    assert "BOT_TOKEN is not a token that Telegram knows" in ill.said
    assert "ADMIN_IDS is not set" in ill.said
    assert "Copy the API key again" in ill.said
    assert unset.status == 1
    assert "ADMIN_IDS: " in unset.said
    assert "CURRENCY: " in unset.said


async def test_commands_that_cannot_run_say_why_and_end_with_two(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False) as stage:
        taken = stage.telegram.api_url.removeprefix("http://")
        wrong, unknown, nobody, bound = await asyncio.gather(
            carry_out(stage, tmp_path, "audit", ADMIN_IDS="ann", POLL_FIRST_S="-1", FX_INR="x"),
            carry_out(stage, tmp_path, "run", BOT_TOKEN=TOKEN),
            carry_out(
                stage, tmp_path, "topup", "--user", "77", "--amount", "5", "--reason", "gift"
            ),
            carry_out(stage, tmp_path, "run", HTTP_BIND=taken),
        )

    assert wrong.status == 2
    for name in ("ADMIN_IDS: ", "POLL_FIRST_S: ", "FX_INR: "):
        assert name in wrong.said
    assert unknown.status == 2
    assert "Telegram does not know this token" in unknown.said
    assert nobody.status == 2
    assert "77" in nobody.said
    assert bound.status == 2
    assert f"HTTP_BIND: cannot listen at {taken} (address already in use)" in bound.said


async def test_migrate_sync_topup_backup_and_audit_work_on_a_new_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    async with on_stage(url, opened=False) as stage:
        migrated = await carry_out(stage, tmp_path, "migrate")
        assert (migrated.status, "at revision" in migrated.said) == (0, True)
        await _let_ann_in(stage)
        synced = await carry_out(stage, tmp_path, "sync")
        assert synced.status == 0
        topped_up = await carry_out(
            stage, tmp_path, "topup", "--user", str(ANN), "--amount", "5.25", "--reason", "gift"
        )
        assert (topped_up.status, "Done" in topped_up.said) == (0, True)
        copy = tmp_path / "copy.db"
        copied, audited = await asyncio.gather(
            carry_out(stage, tmp_path, "backup", str(copy)),
            carry_out(stage, tmp_path, "audit", "--json"),
        )
        assert (copied.status, "Backup OK: 1 ledger lines" in copied.said) == (0, True)
        report = json.loads(audited.said.splitlines()[-1])
        assert (audited.status, report["ok"]) == (0, True)
        assert {check["id"] for check in report["checks"]} >= {"I1", "I2", "I3", "I4", "I5", "I6"}


async def test_audit_sync_topup_and_backup_end_with_one_or_two_when_something_is_wrong(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False) as stage:
        await _let_ann_in(stage)
        await stage.provider.switch("services_broken", on=True)
        copy = tmp_path / "broken.db"
        synced, copied, wrong = await asyncio.gather(
            carry_out(stage, tmp_path, "sync"),
            carry_out(stage, tmp_path, "backup", str(tmp_path / "shop.db")),
            carry_out(
                stage, tmp_path, "topup", "--user", str(ANN), "--amount", "ten", "--reason", "x"
            ),
        )
        _damage(tmp_path / "shop.db", copy)
        audited = await carry_out(
            stage, tmp_path, "audit", DATABASE_URL=f"sqlite+aiosqlite:///{copy}"
        )

    assert synced.status == 1
    assert copied.status == 2
    assert "exists already" in copied.said
    assert wrong.status == 2
    assert audited.status == 1
    assert "BROKEN I2" in audited.said


async def _let_ann_in(stage: Stage) -> None:
    database = Database.open(stage.environment["DATABASE_URL"])
    try:
        enter = EnterShop(database, stage.clock, "USD", lambda _code: "en")
        await enter(user_id=UserId(ANN), first_name="Ann", username="ann", language_code="en")
    finally:
        await database.close()


def _damage(source: Path, target: Path) -> None:
    """Copy a database and give a wallet money that came from nowhere."""
    with closing(sqlite3.connect(source)) as good, closing(sqlite3.connect(target)) as bad:
        good.backup(bad)
        bad.execute("UPDATE accounts SET balance_micros = 1 WHERE key LIKE 'wallet:%'")
        bad.commit()
