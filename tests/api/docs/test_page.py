"""The documentation page: complete, in the shop's name, safe to look at, cheap to serve."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from aiohttp import ClientSession, web

from api import refusals
from api.actions import ACTIONS
from api.docs.actions import actions
from api.docs.fields import DESCRIBED, title_of, types
from api.docs.model import About
from api.docs.page import render
from api.docs.web import ASSETS, LONG, Documentation, add_routes
from api.docs.words import ERRORS, HTTP, REFILL_STATUSES, STATUSES
from api.refusals import Refusal
from api.standard import Standard
from bot.http import serving
from domain.api_orders import RefillWord, StatusWord
from domain.forms import FORMS
from tests.stock import service

SHOP: Final = About("Ann & Boris <shop>", "EUR", "https://shop.example", 60)
PACKED: Final = {"Accept-Encoding": "gzip"}
PLAIN: Final = {"Accept-Encoding": "identity"}
MOST_BYTES: Final = 40_000
"""Of everything that a first visit loads, packed."""


def page(about: About = SHOP) -> str:
    return render(about, lambda name: f"docs/{name}")


@asynccontextmanager
async def served(about: About = SHOP) -> AsyncIterator[tuple[Documentation, str]]:
    docs, app = Documentation(about), web.Application()
    add_routes(app, docs)
    async with serving(app, host="127.0.0.1", port=0) as port:
        yield docs, f"http://127.0.0.1:{port}"


async def fetch(url: str, **headers: str) -> tuple[Any, bytes]:
    async with (
        ClientSession(auto_decompress=False) as client,
        client.get(url, headers={**PLAIN, **headers}) as answer,
    ):
        return answer, await answer.read()


def test_every_action_that_is_answered_is_documented() -> None:
    documented = [name for one in actions("USD") for name in (one.name, *one.aliases)]

    assert sorted(documented) == sorted({*ACTIONS, "services"})


def test_every_type_of_service_is_documented_with_what_it_sends() -> None:
    listed = {kind: [one.name for one in parameters] for kind, parameters in types().items()}

    assert listed == {kind: list(form.sends) for kind, form in FORMS.items()}
    assert set(DESCRIBED) == {name for form in FORMS.values() for name in form.sends}


@pytest.mark.parametrize("kind", FORMS)
def test_types_are_called_as_the_list_calls_them(kind: Any) -> None:
    entry = Standard("USD").service(service(type=kind))

    assert entry["type"] == title_of(kind)


def test_every_status_word_is_explained() -> None:
    assert {word for word, _ in STATUSES} == set(StatusWord)
    assert {word for word, _ in REFILL_STATUSES} == set(RefillWord)


def test_every_http_status_of_an_error_is_explained() -> None:
    given = {refusal.status for _, some in ERRORS for refusal, _ in some}
    others = {one.status for one in vars(refusals).values() if isinstance(one, Refusal)}

    assert given | others == {status for status, _, _ in HTTP}


def test_errors_of_an_action_are_explained_among_all_errors() -> None:
    explained = {refusal for _, some in ERRORS for refusal, _ in some}

    assert {error for one in actions("USD") for error in one.errors} <= explained


def test_the_page_speaks_in_the_name_the_currency_and_the_address_of_the_shop() -> None:
    html = page()

    assert "<title>Ann &amp; Boris &lt;shop&gt; – Reseller API</title>" in html
    assert "<shop>" not in html
    assert "https://shop.example/api/v2" in html
    assert html.count("EUR") > 3
    assert "USD" not in html
    assert "60 requests a minute" in html


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_its_own() -> None:
    html = page()
    ids = re.findall(r' id="([^"]+)"', html)

    assert len(ids) == len(set(ids))
    for place in ('href="#', 'aria-controls="', 'aria-labelledby="', ' for="'):
        assert set(re.findall(re.escape(place) + r'([^"]+)"', html)) <= set(ids), place


def test_nothing_comes_from_outside_and_nothing_runs_in_the_page_itself() -> None:
    html = page()

    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', html)
    assert loaded
    assert all(one.startswith("docs/") for one in loaded)
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:", html)
    for asset in ASSETS.iterdir():
        text = asset.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(|//[a-z]+\.", text), asset.name


async def test_the_page_comes_under_a_policy_that_lets_in_nothing_foreign() -> None:
    async with served() as (_, url):
        answer, _ = await fetch(f"{url}/")

    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


async def test_a_visit_weighs_little() -> None:
    async with served() as (_, url):
        first, html = await fetch(f"{url}/", **PACKED)
        assert first.headers["Content-Encoding"] == "gzip"
        named = re.findall(r'"(docs/[^"]+)"', gzip.decompress(html).decode())
        bodies = [(await fetch(f"{url}/{one}", **PACKED))[1] for one in named]

    assert len(html) + sum(map(len, bodies)) < MOST_BYTES


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/", "/openapi.json"])
async def test_what_has_not_changed_is_not_sent_again(path: str, encoding: str) -> None:
    async with served() as (docs, url):
        answer, body = await fetch(url + path, **{"Accept-Encoding": encoding})
        known = {"Accept-Encoding": encoding, "If-None-Match": answer.headers["ETag"]}
        again, nothing = await fetch(url + path, **known)
        docs.introduce("Another", None)
        anew, other = await fetch(url + path, **known)

    assert (answer.status, again.status, anew.status) == (200, 304, 200)
    assert body
    assert not nothing
    assert other != body
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "gzip"), ("gzip;q=0.5", "gzip"), ("gzip;q=0, br", None), ("br", None)],
)
async def test_the_page_is_packed_for_whoever_unpacks_it(
    accepted: str, encoding: str | None
) -> None:
    async with served() as (_, url):
        answer, body = await fetch(f"{url}/", **{"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert (gzip.decompress(body) if encoding else body).startswith(b"<!doctype html>")


async def test_files_are_kept_for_ever_under_the_address_that_the_page_names() -> None:
    async with served() as (_, url):
        _, html = await fetch(f"{url}/")
        for named in re.findall(r'"(docs/[^"]+)"', html.decode()):
            answer, body = await fetch(f"{url}/{named}")
            assert answer.headers["Cache-Control"] == LONG
            assert body
        bare, _ = await fetch(f"{url}/docs/page.js")
        unknown, _ = await fetch(f"{url}/docs/..%2Fpage.py")

    assert bare.headers["Cache-Control"] == "no-cache"
    assert unknown.status == 404


async def test_without_a_public_address_the_page_names_the_one_it_was_found_at() -> None:
    async with served(About("", "USD", "", 100)) as (_, url):
        _, html = await fetch(f"{url}/")
        _, proxied = await fetch(f"{url}/", Host="shop.example:8443")
        evil, _ = await fetch(f"{url}/", Host='x"><script>alert(1)</script>')

    assert f"{url}/api/v2" in html.decode()
    assert "http://shop.example:8443/api/v2" in proxied.decode()
    assert evil.status == 400


async def test_made_up_addresses_do_not_fill_the_memory() -> None:
    async with served(About("", "USD", "", 100)) as (docs, url):
        for number in range(20):
            _, html = await fetch(f"{url}/", Host=f"shop{number}.example")
            assert f"http://shop{number}.example/api/v2" in html.decode()

        assert len(docs._pages) <= 8


async def test_the_name_of_the_shop_appears_once_it_is_known() -> None:
    async with served(About("", "USD", "", 100)) as (docs, url):
        _, before = await fetch(f"{url}/")
        docs.introduce("Corner shop", "https://t.me/corner_bot")
        _, after = await fetch(f"{url}/")

    assert b"<title>Reseller API</title>" in before
    assert "<title>Corner shop – Reseller API</title>" in after.decode()
    assert b'href="https://t.me/corner_bot"' in after
