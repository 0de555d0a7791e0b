"""What teaches a client and what does not: only reads, only clear answers, nothing that acts."""

from __future__ import annotations

import pytest

from domain.ids import UpstreamId
from domain.provider import (
    Accepted,
    Declined,
    NotSent,
    ProviderError,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamStatus,
)
from integrations.provider.many import COMPARE_REST_S
from integrations.provider.questions import LONG_REST_S
from tests.contract.learner import (
    CALL,
    IDS,
    Memory,
    actions,
    fields_of,
    learner,
    one_at_a_time,
    only_form,
    only_get,
    only_json,
    only_post,
    refuse,
    tell,
    understand,
)
from tests.contract.raw_server import KEY, Behaviour, Call, always, raw_server


@pytest.mark.parametrize(
    ("panel", "learnt", "requests"),
    [
        (only_json, "body=json", 2),
        (only_form, "body=form", 1),
        (only_get, "body=query", 2),
        (only_post, "body=form", 1),
    ],
)
async def test_the_form_of_a_request_is_learnt_from_a_read(
    panel: Behaviour, learnt: str, requests: int
) -> None:
    async with raw_server(panel) as server, learner(server) as provider:
        balance = await provider.balance()
        told = await provider.learnt()
        asked = len(server.calls)
        await provider.balance()

    assert balance.amount == 5
    assert learnt in told
    assert (asked, len(server.calls)) == (requests, requests + 1)


@pytest.mark.parametrize("panel", [only_json, only_get])
async def test_an_order_goes_out_once_in_a_form_that_a_read_showed(panel: Behaviour) -> None:
    async with raw_server(panel) as server, learner(server) as provider:
        outcome = await provider.add(CALL)

    assert outcome == Accepted(UpstreamId("5"))
    assert actions(server) == ["balance", "balance", "add"]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, '{"error": "Invalid API key"}', Refused),
        (429, "", Throttled),
        (503, "<html>", NotSent),
        (200, "null", NotSent),
    ],
)
async def test_nothing_is_ordered_where_no_read_is_understood(
    status: int, body: str, kind: type
) -> None:
    async with raw_server(always(status, body)) as server, learner(server) as provider:
        outcome = await provider.add(CALL)

    assert isinstance(outcome, kind)
    assert "add" not in actions(server)


async def test_a_refused_order_is_not_tried_in_another_form() -> None:
    async def refuse_orders(call: Call) -> None:
        if fields_of(call)["action"] == "add":
            await refuse(call, "Incorrect request")
        else:
            await understand(call)

    async with raw_server(refuse_orders) as server, learner(server) as provider:
        outcome = await provider.add(CALL)

    assert isinstance(outcome, Unconfirmed)
    assert actions(server) == ["balance", "add"]


async def test_what_was_learnt_is_taken_up_again_after_a_restart() -> None:
    memory = Memory()
    async with raw_server(only_json) as server:
        async with learner(server, memory=memory) as provider:
            await provider.balance()
        asked = len(server.calls)
        async with learner(server, memory=memory) as provider:
            assert await provider.learnt() == "body=json, key_field=key, slash=no"
            assert await provider.add(CALL) == Accepted(UpstreamId("5"))

    assert len(server.calls) == asked + 1


async def test_what_was_kept_is_believed_only_where_it_makes_sense() -> None:
    memory = Memory()
    async with raw_server(understand) as server:
        async with learner(server, memory=memory) as provider:
            await provider.balance()
        (where,) = memory.kept
        odd = {"body": "xml", "multi_status": 5, "add_action": "x", "ids_per_call": -1, "no": {}}
        memory.kept[where] = odd
        async with learner(server, memory=memory) as provider:
            assert (await provider.balance()).amount == 5

    assert [fields_of(call)["action"] for call in server.calls] == ["balance"] * 2


async def test_a_setting_is_never_learnt_over() -> None:
    async with raw_server(only_json) as server:
        async with learner(server, "auto, body=form") as provider:
            with pytest.raises(ProviderError):
                await provider.balance()
        async with learner(server, "canonical") as provider:
            with pytest.raises(ProviderError):
                await provider.balance()

    assert not any(b"Content-Type: application/json" in call.head for call in server.calls)


async def test_a_wrong_key_is_not_tried_over_and_over() -> None:
    memory = Memory()
    wrong = always(200, '{"error": "Invalid API key"}')
    async with raw_server(wrong) as server, learner(server, memory=memory) as provider:
        for _ in range(3):
            with pytest.raises(ProviderError):
                await provider.balance()
        few = len(server.calls)
        memory.now_s += LONG_REST_S
        with pytest.raises(ProviderError) as raised:
            await provider.balance()

    assert raised.value.refusal is Refusal.AUTH
    assert few == 5 + 2
    assert len(server.calls) == few + 5


async def test_a_key_that_worked_once_is_not_doubted_as_a_form() -> None:
    async def revoke(call: Call) -> None:
        if len(server.calls) > 1:
            await refuse(call, "Invalid API key", 401)
        else:
            await understand(call)

    async with raw_server(revoke) as server, learner(server) as provider:
        await provider.balance()
        with pytest.raises(ProviderError):
            await provider.balance()

    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("status", "body"), [(500, "{}"), (502, "<html>"), (403, "<html>Just a moment"), (429, "")]
)
async def test_trouble_is_no_teacher(status: int, body: str) -> None:
    async with raw_server(always(status, body)) as server, learner(server) as provider:
        with pytest.raises(ProviderError):
            await provider.balance()
        assert await provider.learnt() == ""

    assert len(server.calls) == 1


async def test_a_redirect_that_adds_a_slash_is_followed_and_no_other() -> None:
    async def slashed(call: Call) -> None:
        if call.head.startswith(b"POST /api/v2/ "):
            await understand(call)
        else:
            await call.reply(301, b"", "Location: /api/v2/")

    async with raw_server(slashed) as server, learner(server) as provider:
        assert (await provider.balance()).amount == 5
        assert "slash=yes" in await provider.learnt()
    async with (
        raw_server(understand) as other,
        raw_server(always(301, b"", f"Location: {other.url}/")) as server,
        learner(server) as provider,
    ):
        with pytest.raises(ProviderError):
            await provider.balance()

    assert not other.calls
    assert len(server.calls) == 1


async def test_a_panel_without_many_is_known_by_what_it_answers_alone() -> None:
    async with raw_server(one_at_a_time) as server, learner(server) as provider:
        answers = await provider.status(IDS)
        assert "multi_status=none" in await provider.learnt()
        first = len(server.calls)
        await provider.status(IDS)

    assert set(answers) == set(IDS)
    assert all(isinstance(one, UpstreamStatus) for one in answers.values())
    assert len(server.calls) == first + len(IDS)


@pytest.mark.parametrize("refusal", [(200, "Incorrect request"), (400, "Malformed"), (500, "x")])
async def test_many_under_another_name_are_found(refusal: tuple[int, str]) -> None:
    async def orders(call: Call) -> None:
        fields = fields_of(call)
        if fields["action"] == "orders":
            many = {one: {"status": "Pending"} for one in fields["orders"].split(",")}
            await tell(call, many)
        elif "orders" in fields:
            await refuse(call, refusal[1], refusal[0])
        else:
            await understand(call)

    async with raw_server(orders) as server, learner(server) as provider:
        answers = await provider.status(IDS)
        told = await provider.learnt()

    assert len(answers) == len(IDS)
    assert "multi_status=orders" in told


async def test_one_bad_id_teaches_nothing_wrong() -> None:
    async def spoilt(call: Call) -> None:
        asked = fields_of(call).get("orders", fields_of(call).get("order", ""))
        if "3" in asked.split(","):
            await refuse(call, "Incorrect order ID")
        else:
            await understand(call)

    async with raw_server(spoilt) as server, learner(server) as provider:
        answers = await provider.status(IDS)
        told = await provider.learnt()

    assert isinstance(answers.pop(IDS[2]), StatusRefused)
    assert all(isinstance(one, UpstreamStatus) for one in answers.values())
    assert "multi_status=status" in told


async def test_nothing_is_learnt_of_many_where_no_order_is_known_alone() -> None:
    memory, unknown = Memory(), always(200, '{"error": "Incorrect order ID"}')
    async with raw_server(unknown) as server, learner(server, memory=memory) as provider:
        answers = await provider.status(IDS)
        first = len(server.calls)
        await provider.status(IDS)
        memory.now_s += COMPARE_REST_S
        assert "multi_status" not in await provider.learnt()

    assert all(isinstance(one, StatusRefused) for one in answers.values())
    assert len(server.calls) - first < first, "the comparison rests for a while"


async def test_a_limit_that_the_panel_names_is_kept() -> None:
    async def limited(call: Call) -> None:
        if fields_of(call).get("orders", "").count(",") >= 2:
            await refuse(call, "Maximum 2 orders")
        else:
            await understand(call)

    async with raw_server(limited) as server, learner(server) as provider:
        answers = await provider.status(IDS)
        told = await provider.learnt()

    assert len(answers) == len(IDS)
    assert "ids_per_call=2" in told


async def test_a_panel_that_means_its_statuses_is_believed_for_orders() -> None:
    async def by_status(call: Call) -> None:
        match fields_of(call)["action"]:
            case "status":
                await refuse(call, "No such thing", 404)
            case "add":
                await refuse(call, "No such thing", 404)
            case _:
                await understand(call)

    async with raw_server(by_status) as server, learner(server) as provider:
        before = await provider.add(CALL)
        status = await provider.status(IDS[:1])
        after = await provider.add(CALL)

    assert isinstance(before, Unconfirmed)
    assert status == {IDS[0]: StatusRefused(Refusal.ORDER_ID, "No such thing")}
    assert isinstance(after, Refused)
    assert after.refusal is Refusal.SERVICE


async def test_a_cancel_is_said_otherwise_only_after_a_clear_refusal_of_the_request() -> None:
    async def by_order(call: Call) -> None:
        fields = fields_of(call)
        if fields["action"] != "cancel":
            await understand(call)
        elif "orders" in fields:
            await refuse(call, "Incorrect request")
        else:
            await tell(call, {"status": "success"})

    async with raw_server(by_order) as server, learner(server) as provider:
        first = await provider.cancel(IDS[:2])
        again = await provider.cancel(IDS[:1])

    assert set(first.values()) == {Taken()}
    assert again == {IDS[0]: Taken()}
    sent = [fields_of(call) for call in server.calls if fields_of(call)["action"] == "cancel"]
    assert [set(one) - {"key", "action"} for one in sent] == [{"orders"}, *[{"order"}] * 3]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, '{"error": "Incorrect order ID"}', Declined),
        (200, '{"error": "Something else"}', Declined),
        (200, '[{"order": 1, "cancel": {"error": "Incorrect request"}}]', Declined),
        (200, "{}", Unconfirmed),
        (500, '{"error": "Incorrect request"}', Unconfirmed),
        (502, "", Unconfirmed),
    ],
)
async def test_a_cancel_is_never_repeated_after_anything_else(
    status: int, body: str, kind: type
) -> None:
    async def refuse_cancels(call: Call) -> None:
        if fields_of(call)["action"] == "cancel":
            await call.reply(status, body.encode())
        else:
            await understand(call)

    async with raw_server(refuse_cancels) as server, learner(server) as provider:
        answers = await provider.cancel(IDS[:1])

    assert isinstance(answers[IDS[0]], kind)
    assert actions(server) == ["balance", "cancel"]


async def test_cancels_go_together_once_an_answer_came_as_a_list() -> None:
    async def listed(call: Call) -> None:
        fields = fields_of(call)
        if fields["action"] == "cancel":
            await tell(call, [{"order": one, "cancel": 1} for one in fields["orders"].split(",")])
        else:
            await understand(call)

    async with raw_server(listed) as server, learner(server) as provider:
        answers = await provider.cancel(IDS)

    assert answers == dict.fromkeys(IDS, Taken())
    sent = [fields_of(call)["orders"] for call in server.calls[1:]]
    assert sent == ["1", "2,3,4,5,6"]


async def test_the_key_in_an_address_stays_out_of_every_text() -> None:
    async def lose(call: Call) -> None:
        if fields_of(call)["action"] == "add":
            call.reset()
        else:
            await only_get(call)

    async with raw_server(lose) as server, learner(server) as provider:
        await provider.balance()
        outcome = await provider.add(CALL)
        shown = repr((provider, provider.__dict__, outcome))

    assert isinstance(outcome, Unconfirmed)
    assert KEY not in shown
