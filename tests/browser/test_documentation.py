"""The documentation page in a browser: tabs, copying, colours, a phone, and trying it out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from db.models.orders import orders
from domain.money import Money
from tests.api.docs.shown import Shown, shown

if TYPE_CHECKING:
    from db.database import Database
    from tests.browser.chromium import Tab

WIDE = (1360, 900)
PHONE = (360, 740)
FITS = "document.documentElement.scrollWidth <= innerWidth"
KEPT = "localStorage.length + sessionStorage.length + document.cookie.length"


def by_id(name: str) -> str:
    return f"document.getElementById({json.dumps(name)})"


def button(words: str, within: str = "document") -> str:
    return f"[...{within}.querySelectorAll('button')].find(one => one.textContent === '{words}')"


async def visit(tab: Tab, page: Shown, *, phone: bool = False) -> None:
    await tab.resize(*(PHONE if phone else WIDE), phone=phone)
    await tab.open(f"{page.url}/")
    await tab.wait("document.documentElement.classList.contains('live')", "the page's script")


async def enter(tab: Tab, key: str) -> None:
    """Type a key and press Enter, as people do."""
    await tab.click(by_id("try-key"))
    await tab.type(key)
    await tab.key("Enter")


async def choose(tab: Tab, field: str, value: object) -> None:
    """Fill a field of the form, or choose from its list."""
    where = by_id(f"try-{field}")
    await tab.wait(f"!!{where}", f"the field {field}")
    kind = "change" if field == "action" else "input"
    await tab.look(
        f"{where}.value = {json.dumps(str(value))};"
        f"{where}.dispatchEvent(new Event('{kind}', {{bubbles: true}}))"
    )


async def send(tab: Tab) -> object:
    """Press Send; the answer."""
    await tab.look(f"{by_id('try-answer')}.textContent = ''")
    await tab.click(by_id("try-send"))
    return json.loads(await tab.wait(f"{by_id('try-answer')}.textContent", "an answer"))


async def order(tab: Tab, page: Shown) -> dict[str, Any]:
    """Try an order out, as far as its answer."""
    await visit(tab, page)
    await enter(tab, page.key)
    await tab.wait(f"!{by_id('try-bench')}.hidden", "the form")
    await choose(tab, "link", "https://instagram.com/annsmith")
    added = await send(tab)
    assert isinstance(added, dict)
    return added


async def test_a_language_that_is_chosen_once_is_chosen_everywhere(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await tab.click(by_id("add-0-python-tab"))

        open_panels = (
            "[...document.querySelectorAll('[role=tabpanel]')].filter(one => !one.hidden)"
        )
        shown_now = await tab.look(f"[...new Set({open_panels}.map(one => one.dataset.language))]")
        assert shown_now == ["python"]

        await tab.look(f"{by_id('add-0-python-tab')}.focus()")
        await tab.look(
            "document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))"
        )
        assert await tab.look("document.activeElement.id") == "add-0-node-tab"
        assert await tab.look(f"{by_id('status-0-node')}.hidden") is False


async def test_a_sample_is_copied_as_it_stands(tab: Tab, sqlite_database: Database) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await tab.look(
            "navigator.clipboard.writeText = (text) => { window.copied = text;"
            " return Promise.resolve(); }"
        )
        await tab.click(button("Copy", "document.querySelector('[data-sample=\"add-0\"]')"))
        copied = await tab.wait("window.copied", "something copied")
        await tab.wait(f"!!{button('Copied')}", "a word that it is done")

    assert copied.startswith(f'curl {page.url}/api/v2 \\\n  -d "key=YOUR_API_KEY" \\\n')


async def test_without_a_clipboard_it_is_copied_all_the_same_or_told_that_it_was_not(
    tab: Tab, sqlite_database: Database
) -> None:
    sample = "document.querySelector('[data-sample=\"add-0\"] .copy')"
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await tab.look("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        await tab.click(sample)
        await tab.wait(f"{sample}.textContent === 'Copied'", "a word that it is done")
        assert await tab.look(f"document.activeElement === {sample}")

        await tab.look("document.execCommand = () => false")
        await tab.click(sample)
        await tab.wait(f"{sample}.textContent === 'Press Ctrl+C'", "a word that it is not")


async def test_the_page_is_dark_where_wished_and_light_again_by_a_button(
    tab: Tab, sqlite_database: Database
) -> None:
    paper = "getComputedStyle(document.body).getPropertyValue('--paper')"
    async with shown(sqlite_database) as page:
        await tab.darken(dark=True)
        await visit(tab, page)
        assert await tab.look(paper) == "#0a0e16"

        await tab.click(button("Light"))
        assert await tab.look(paper) == "#ffffff"
        assert await tab.look(KEPT) == 0


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
async def test_nothing_sticks_out_of_a_screen(
    tab: Tab, sqlite_database: Database, *, phone: bool
) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page, phone=phone)
        await tab.look("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert await tab.look(FITS)

        await enter(tab, page.key)
        await tab.wait(f"!{by_id('try-bench')}.hidden", "the form")
        assert await tab.look(FITS)


async def test_the_contents_open_on_a_phone_and_lead_to_a_part(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page, phone=True)
        hidden = "getComputedStyle(contents).display === 'none'"
        assert await tab.look(hidden)
        await tab.click(button("Contents"))
        await tab.click("document.querySelector('#contents a[href=\"#errors\"]')")
        await tab.wait(hidden, "the contents closed")
        await tab.wait("Math.abs(errors.getBoundingClientRect().top) < 120", "the errors")


async def test_orders_are_tried_out_with_a_key_in_test_mode(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database) as page:
        added = await order(tab, page)
        assert added["order"] > 2_000_000_000

        await choose(tab, "action", "status")
        told = await send(tab)
        assert isinstance(told, dict)
        assert told["status"] == "Pending"

        await choose(tab, "action", "cancel")
        assert await send(tab) == [{"order": added["order"], "cancel": 1}]
        assert await page.counter.floor.wallet() == Money.of(100)
        assert await page.counter.floor.count(orders) == 0


async def test_an_order_that_was_canceled_is_named_once_in_either_style(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database, style="smmpremium") as page:
        added = await order(tab, page)

        await choose(tab, "action", "cancel")
        assert await send(tab) == {"order": added["order"], "cancel": {"status": "success"}}

        await choose(tab, "action", "status")
        assert await tab.look(f"{by_id('try-orders')}.value") == added["order"]


async def test_the_fields_follow_the_type_of_the_service(
    tab: Tab, sqlite_database: Database
) -> None:
    names = (
        "[...document.querySelectorAll('#try-fields [data-name]')].map(one => one.dataset.name)"
    )
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await enter(tab, page.key)
        await tab.wait(f"!{by_id('try-bench')}.hidden", "the form")
        assert await tab.look(names) == ["service", "link", "quantity", "runs", "interval"]

        await choose(tab, "service", page.comments)
        assert await tab.look(names) == ["service", "link", "comments"]
        await choose(tab, "link", "https://instagram.com/annsmith")
        assert "order" in str(await send(tab))


async def test_the_key_is_kept_in_memory_alone(tab: Tab, sqlite_database: Database) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await enter(tab, page.key)
        await tab.wait(f"!{by_id('try-bench')}.hidden", "the form")
        await send(tab)

        seen = "document.documentElement.outerHTML + location.href + history.length"
        values = "[...document.querySelectorAll('input, textarea')].map(one => one.value).join()"
        asked = "performance.getEntriesByType('resource').map(one => one.name).join()"
        for place in (seen, values, asked):
            assert page.key not in await tab.look(place)
        assert await tab.look(KEPT) == 0

        await tab.click(button("Let go of the key"))
        await tab.wait(f"{by_id('try-bench')}.hidden && !{by_id('try-enter')}.hidden")


async def test_a_key_that_spends_money_is_refused_before_anything_is_ordered(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database, test_mode=False) as page:
        await visit(tab, page)
        await enter(tab, page.key)
        await tab.wait(
            f"{by_id('try-said')}.textContent.startsWith('This key is not in test mode')"
        )

        assert await tab.look(f"{by_id('try-bench')}.hidden")
        assert await page.counter.floor.count(orders) == 0


async def test_a_key_that_leaves_test_mode_orders_nothing_any_more(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await enter(tab, page.key)
        await tab.wait(f"!{by_id('try-bench')}.hidden", "the form")
        await page.counter.give_key(test_mode=False)
        await tab.click(by_id("try-send"))
        await tab.wait(
            f"{by_id('try-said')}.textContent.startsWith('This key is not in test mode')"
        )

        assert await tab.look(f"{by_id('try-bench')}.hidden")
        assert await page.counter.floor.count(orders) == 0


async def test_a_wrong_key_is_answered_in_the_shops_words(
    tab: Tab, sqlite_database: Database
) -> None:
    async with shown(sqlite_database) as page:
        await visit(tab, page)
        await enter(tab, "sk_nobody")
        await tab.wait(f"{by_id('try-said')}.textContent.includes('Invalid API key')")
