"""A SQLite database that cannot be opened: one clear error, and nothing left behind."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from db.one_trip import connect


async def test_a_connection_that_did_not_open_leaves_no_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())

    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        await connect(str(tmp_path))

    left = set(threading.enumerate()) - before
    for thread in left:  # it may have said why a moment before it ends
        thread.join(timeout=5)
    assert not [thread for thread in left if thread.is_alive()]
