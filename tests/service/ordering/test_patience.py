"""A transaction that a busy database turned away is done again, but not for ever."""

from __future__ import annotations

import pytest

from domain.errors import BusyError
from services.ordering import patience
from services.ordering.patience import BUSY_TRIES, patiently


class Busy:
    """A database that is busy so many times."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.asked = 0

    async def write(self) -> str:
        self.asked += 1
        if self.asked <= self.times:
            raise BusyError
        return "written"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "BUSY_PAUSE_S", 0)


@pytest.mark.parametrize("times", range(BUSY_TRIES))
async def test_what_was_turned_away_is_written_once(times: int) -> None:
    database = Busy(times)

    assert await patiently(database.write) == "written"
    assert database.asked == times + 1


async def test_a_database_that_stays_busy_is_given_up() -> None:
    database = Busy(BUSY_TRIES)

    with pytest.raises(BusyError):
        await patiently(database.write)
    assert database.asked == BUSY_TRIES
