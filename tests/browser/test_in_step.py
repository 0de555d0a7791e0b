"""A message that arrives while the chat page takes the whole state is shown, once."""

from __future__ import annotations

from typing import Final

from tests.browser.chat_page import ChatPage
from tests.browser.chromium import Tab
from tests.e2e.stage import OWNER, on_stage

HOLD_THE_STATE: Final = """(() => {
    const plain = globalThis.fetch;
    globalThis.held = [];
    globalThis.fetch = async (path, ...rest) => {
        const answer = await plain(path, ...rest);
        if (path === '/chat/state')
            await new Promise((go) => globalThis.held.push(go));
        return answer;
    };
    return true;
})()"""
LET_GO: Final = "(globalThis.held.splice(0).forEach((go) => go()), true)"
MESSAGES: Final = "document.querySelectorAll('[data-testid=\"message\"]').length"


async def test_a_message_that_comes_while_the_state_is_taken_is_neither_lost_nor_doubled(
    tab: Tab, sqlite_url: str
) -> None:
    async with on_stage(sqlite_url) as stage:
        page = ChatPage(tab)
        await tab.open(stage.telegram.chat_url)
        await page.sit(OWNER)
        await tab.look(HOLD_THE_STATE)
        stage.telegram.add_group(-100500, "Friends", [stage.ann.person])
        await tab.wait("globalThis.held.length === 1", "the old state, held back")
        await page.start()
        await stage.owner.sees("Welcome to Demo shop")
        await tab.look(LET_GO)
        await page.sees("Welcome to Demo shop")
        drawn = await tab.look(MESSAGES)
        await tab.wait(f"{LET_GO} && !globalThis.held.length", "every state taken")
        assert await tab.look(MESSAGES) == drawn == 2
