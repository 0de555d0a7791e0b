"""The whole client against mutated answers by the thousand: typed results, one request per act."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import ProviderName, UpstreamId
from domain.provider import (
    Accepted,
    AddCall,
    Balance,
    Declined,
    NotSent,
    ProviderError,
    Refused,
    Taken,
    Throttled,
    Unconfirmed,
)
from integrations.provider.answers import Answer, retry_after_s
from integrations.provider.client import HttpProvider
from integrations.provider.dialects import CANONICAL, UNKNOWN
from integrations.provider.learning import Learning
from integrations.provider.options import ClientOptions
from integrations.provider.refusals import DEFINITE
from integrations.provider.requests import Outgoing
from integrations.provider.transport import Departure, Transport
from tests.unit.integrations.test_provider_fuzz import ASKED, KEY, assert_presentable, bodies

CALL = AddCall(service=UpstreamId("1"), fields={"link": "https://x.example/a", "quantity": "9"})
STATUSES = [200, 200, 200, 201, 301, 302, 400, 401, 402, 403, 404, 405, 422, 429, 500, 503]

answers = st.builds(
    Answer,
    http_status=st.sampled_from(STATUSES),
    body=bodies,
    retry_after_s=st.none() | st.floats(0, 3600),
    wants_slash=st.booleans(),
)
runner = asyncio.Runner()


@dataclass
class Panel:
    """Gives the answers in turn, the last one for ever; notes what acts."""

    answers: list[Answer]
    acted: list[str] = field(default_factory=list)
    reads: int = 0

    async def read(self, _: Outgoing) -> Answer:
        self.reads += 1
        return self._next()

    async def send_once(self, outgoing: Outgoing, departure: Departure) -> Answer:
        departure.started = True
        text = (outgoing.body or outgoing.query.encode()).decode()
        self.acted.append(dict(parse_qsl(text)).get("action") or text)
        return self._next()

    def _next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(scope="module", params=[CANONICAL, UNKNOWN], ids=["set", "learnt"])
def provider(request: pytest.FixtureRequest) -> Iterator[HttpProvider]:
    learning = None if request.param is CANONICAL else Learning()
    options = ClientOptions(dialect=request.param, learning=learning)
    url = "http://127.0.0.1:9/api/v2"
    made = HttpProvider(ProviderName("main"), url, key=KEY, currency="USD", options=options)
    yield made
    runner.run(made.close())


@settings(max_examples=120)
@given(told=st.lists(answers, min_size=1, max_size=4))
def test_a_read_brings_typed_results_or_a_provider_error(
    provider: HttpProvider, told: list[Answer]
) -> None:
    for name in ("services", "balance", "status", "refill_status"):
        panel = Panel(list(told))
        ask = getattr(provider, name)
        with patch.object(Transport, "read", lambda _, out, panel=panel: panel.read(out)):
            try:
                found = runner.run(ask(ASKED) if "status" in name else ask())
            except ProviderError as error:
                assert_presentable(error.text)
                continue
        assert panel.reads < 60, "no answer makes the client ask without end"
        if name == "balance":
            assert isinstance(found, Balance)
        elif "status" in name:
            assert set(found) <= set(ASKED)


@settings(max_examples=120)
@given(told=st.lists(answers, min_size=1, max_size=3))
def test_an_act_has_one_outcome_and_is_never_repeated(
    provider: HttpProvider, told: list[Answer]
) -> None:
    for name in ("add", "refill", "cancel"):
        panel = Panel(list(told))
        with (
            patch.object(Transport, "read", lambda _, out, panel=panel: panel.read(out)),
            patch.object(
                Transport, "send_once", lambda _, *sent, panel=panel: panel.send_once(*sent)
            ),
        ):
            if name == "add":
                found = {"": runner.run(provider.add(CALL))}
            else:
                found = runner.run(getattr(provider, name)(ASKED[:1]))
        assert len(found) == 1
        # A cancel may be said in its other form once the request itself was refused.
        assert len(panel.acted) <= (2 if name == "cancel" else 1)
        for outcome in found.values():
            assert_outcome(outcome, panel)


def assert_outcome(outcome: object, panel: Panel) -> None:
    match outcome:
        case Accepted(ident):
            assert ident
            assert panel.acted
        case Taken():
            assert panel.acted
        case Refused(refusal, text):
            assert refusal in DEFINITE
            assert_presentable(text)
        case Declined(_, text) | Unconfirmed(text):
            assert panel.acted or isinstance(outcome, Declined)
            assert_presentable(text)
        case NotSent(text):
            assert not panel.acted
            assert_presentable(text)
        case Throttled(pause_s):
            assert 0 <= pause_s <= 3600
        case _:
            pytest.fail(f"no outcome: {outcome!r}")


@settings(max_examples=120)
@given(
    headers=st.fixed_dictionaries(
        {
            "retry-after": st.text(max_size=60)
            | st.integers().map(str)
            | st.integers(0, 10**30).map(lambda zone: f"Sun, 06 Nov 1994 08:49:37 +{zone}")
            | st.integers(0, 10**12).map(lambda year: f"Sun, 06 Nov {year} 08:49:37 GMT"),
            "date": st.just("Sun, 06 Nov 1994 08:49:37 GMT") | st.text(max_size=9),
        }
    )
)
def test_no_header_asks_for_more_than_an_hour(headers: dict[str, str]) -> None:
    pause_s = retry_after_s(headers)

    assert pause_s is None or 0 <= pause_s <= 3600
