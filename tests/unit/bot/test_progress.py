"""The progress line: redrawn on a terminal, one plain line elsewhere."""

from __future__ import annotations

import io

from bot.progress import WIDTH, ProgressLine


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


async def show(stream: io.StringIO, *steps: tuple[int, int]) -> str:
    line = ProgressLine("Importing services", stream)
    for done, total in steps:
        await line(done, total)
    return stream.getvalue()


async def test_a_terminal_sees_one_line_that_grows() -> None:
    shown = await show(Terminal(), (0, 6000), (3000, 6000), (6000, 6000))

    first, second, third = shown.split("\r")[1:]
    assert first == f"Importing services {'▱' * WIDTH} 0 of 6,000"
    assert second == f"Importing services {'▰' * 12}{'▱' * 12} 3,000 of 6,000"
    assert third == f"Importing services {'▰' * WIDTH} 6,000 of 6,000\n"


async def test_a_log_gets_the_end_alone() -> None:
    shown = await show(io.StringIO(), (0, 6000), (3000, 6000), (6000, 6000))

    assert shown == "Importing services 6,000 of 6,000\n"


async def test_nothing_to_do_is_done_at_once() -> None:
    assert await show(io.StringIO(), (0, 0)) == "Importing services 0 of 0\n"
