"""Bad input of every kind: always a clear answer, nothing lost, no traceback, no refusal."""

from __future__ import annotations

import pytest

from domain.money import Money
from sandbox.telegram.refusals import Refusal
from tests.e2e.stage import Stage, on_stage

LINK = "instagram.com/name"
HOSTILE = (
    "<b>bold</b> <script>alert(1)</script> & <a href='",
    "'; DROP TABLE orders; --",
    "👩‍👩‍👧‍👦🏳️‍🌈" * 40,
    "\u202e\u202dעברית مرحبا\u0000\u200b",
    "%s %d {0} {name} %(key)s",
    "/" * 300,
    "Z̷̢̛͎̺̙" * 200,
    "x" * 4096,
    "-1",
    "0",
    "1" * 400,
    "1e309",
    "NaN",
    "٣٤٥",
    "१,०००,०००,०००,०००,०००",
    "http://" + "a" * 3000 + ".example",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://user:password@instagram.com/name",
)
ADMIN_COMMANDS = (
    "/admin",
    "/topup 58213 10 mine",
    "/debit 58214 10 mine",
    "/undo",
    "/undo L-1",
    "/user 58214",
    "/history 58214",
    "/order 1",
    "/orders",
    "/find name",
    "/inbox",
    "/setstatus 1 completed mine",
    "/refund 1 mine",
    "/sync",
    "/providers",
    "/block 58214 mine",
    "/unblock 58214",
    "/pause",
    "/resume",
    "/stats",
)
FORGED = (
    "",
    ":",
    "::::",
    "go:nowhere",
    "go:",
    "p:nothing",
    "p:<b>",
    "l:instagram:followers:-1",
    "l:instagram:followers:99999999999999999999",
    "l:instagram",
    "s:0:",
    "s:-5:",
    "s:99999999999999999999:",
    "s:1:p.<b>",
    "n:1:99999999999999999999:",
    "n:424242:0:",
    "f:quantity:-1",
    "f:quantity:99999999999999999999",
    "f:nothing:1",
    "f:link:x",
    "e:runs",
    "e:",
    "pay:",
    "pay:AAAAAAAAAAAAAAAA",
    "pay:' OR 1=1 --",
    "o:1:",
    "o:-1:",
    "o:99999999999999999999:",
    "rc:1:",
    "rc:99999999999999999999:",
    "ol:z:1",
    "ol:a:99999999999999999999",
    "st:0",
    "st:-1",
    "st:99999999999999999999",
    "lg:xx",
    "wl:zz:",
    "w:nothing:",
    "ok:s1",
    "q:5",
    "k:followers:9",
    "lk",
    "pl:9:",
    "ac:AAAA",
    "ax:AAAA",
    "au:1",
    "aq:58214",
    "ar:1",
    "ad:1:refund",
    "ap:panel",
    "x:1",
    "\u202e\U0001f9e8",
)
FORGED_FOR_OWNERS = (
    "ac:",
    "ax:x",
    "au:0",
    "au:9007199254740992",
    "aq:0",
    "aq:9007199254740992",
    "ah:1:0",
    "ah:58213:9007199254740992",
    "ao:0",
    "ao:9007199254740992",
    "af:1",
    "al:nothing:0:1",
    "al::9007199254740992:9007199254740992",
    "ai:0",
    "ai:9007199254740992",
    "ar:0",
    "ar:9007199254740992",
    "ad:1:refund2",
    "ad:1:found2",
    "ad:1:again",
    "ad:1:wait",
    "ad:1:nothing",
    "as:nobody:0",
    "as::1",
    "ap:nothing",
    "ap:sync",
    "ol:a:9007199254740992",
    "st:9007199254740992",
    "l:instagram:followers:9007199254740992",
    "q:9007199254740992",
)


async def a_form_waits(stage: Stage) -> None:
    """Ann has money and a draft whose link is asked for."""
    await stage.welcome(stage.ann, money="10")
    await stage.ann.walk("New order", "Instagram", "Followers", "1 ·", "Order")


async def test_hostile_texts_in_a_form_are_answered_and_the_draft_stays(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await a_form_waits(stage)
        for text in HOSTILE:
            before = ann.screen.id
            answer = await ann.say(text)
            assert ann.screen.id > before, f"no answer to {text!r}"
            assert answer
            assert ann.screen.buttons, f"a dead end after {text!r}"
        await ann.say("/start")
        assert "Draft: Instagram Followers" in ann.text
        assert await stage.wallet(ann) == Money.of(10)
        assert await stage.orders() == []


async def test_wrong_quantities_are_asked_again_and_keep_the_link(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await a_form_waits(stage)
        await ann.say(LINK)
        for text in ("ten", "-5", "0", "99", "50001", "1.5", "9" * 30, "1k2", "١٠", "<b>5</b>"):
            answer = await ann.say(text)
            assert "100 to 50,000" in answer, (text, answer)
        await ann.say("۱۲۰۰")
        assert "Link: instagram.com/name" in await ann.tap("All at once")
        assert "Quantity: 1,200" in ann.text


async def test_hostile_searches_and_deep_links_find_nothing_or_something_but_never_break(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        for text in (*HOSTILE, "/start s999999", "/start r_<b>", "/start " + "s" * 60):
            before = ann.screen.id
            await ann.say(text)
            assert ann.screen.id > before, f"no answer to {text!r}"


async def test_a_text_beyond_telegrams_limit_cannot_even_be_sent(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann)
        with pytest.raises(Refusal):
            await stage.ann.say("x" * 10_000)


async def test_forged_buttons_move_nothing_and_show_what_there_is(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann, boris = stage.ann, stage.boris
        await stage.welcome(ann, money="10")
        await ann.order("instagram.com/annsown")
        await stage.accepted()
        await boris.say("/start")
        await boris.forge(boris.screen.buttons[0][0].data or "")
        for data in FORGED:
            asked = len(boris.person.toasts)
            answer = await boris.forge(data)
            assert len(boris.person.toasts) == asked + 1, f"{data!r} was not answered"
            assert "annsown" not in answer, f"{data!r} shows somebody else's order"
            assert "code E" not in answer, f"{data!r} broke: {answer}"
        assert len(await stage.orders()) == 1
        assert await stage.wallet(ann) == Money.of("8.9899")


async def test_customers_meet_no_admin_command(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        unknown = await ann.say("/nothinglikethis")
        own = ("/orders", "/topup", "/order")
        for command in ADMIN_COMMANDS:
            answer = await ann.say(command)
            if not command.startswith(own):
                assert answer == unknown, command
            assert "Confirm" not in " ".join(ann.screen.button_texts)
        assert await stage.wallet(ann) == Money.of(10)


async def test_groups_hear_nothing_but_where_to_go(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann, money="10")
        people = [stage.ann.person, stage.owner.person]
        group = stage.telegram.add_group(-100500, "Friends", people)
        for person in people:
            for text in ("/wallet", "/start", f"/topup {stage.ann.id} 10 x", "hello there"):
                await person.send(text, chat=group)
            await person.settle()

        said = [one for one in group.messages if one.from_bot]
        assert {one.text for one in said} == {"I work in private chats."}
        assert len(said) == 6
        assert said[0].button_texts == ["Open chat"]
        assert await stage.wallet(stage.ann) == Money.of(10)


async def test_files_are_answered_and_the_form_goes_on(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await a_form_waits(stage)
        await ann.person.send_document("links.txt", b"instagram.com/name")
        await ann.person.send_document("photo.png", b"\x89PNG", caption="<b>look</b>")
        await ann.person.settle()
        assert ann.screen.buttons
        await ann.say(LINK)
        assert "2 of" in ann.text


async def test_buttons_of_old_screens_show_fresh_ones(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await a_form_waits(stage)
        old = [message for message in ann.person.messages if message.from_bot]
        await ann.say("/cancel")
        for data in ("f:quantity:1000", "f:mode:all", "e:link", "x:0", "x:1", "dr"):
            for message in old:
                await ann.forge(data, message)
        assert [one for one in ann.person.messages if one.from_bot and one.buttons]
        assert await stage.orders() == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "<b>x</b> & ' -- {0} %s",
        "99999999999999999999 99999999999999999999 x",
        "-1 -1 -1",
        "58213 1e309 reason",
        "1 nothing 💥",
        "٣ ٣ ٣",
        "58213 " + "9" * 3000,
    ],
)
async def test_the_owner_may_mistype_every_command_and_nothing_changes(
    sqlite_url: str, words: str
) -> None:
    async with on_stage(sqlite_url) as stage:
        owner = stage.owner
        await stage.welcome(stage.ann, money="10")
        for command in ADMIN_COMMANDS:
            before = owner.screen.id
            await owner.say(f"{command.split()[0]} {words}")
            assert owner.screen.id > before, f"no answer to {command}"
            assert owner.screen.buttons, f"a dead end after {command}"
        assert await stage.wallet(stage.ann) == Money.of(10)


async def test_forged_buttons_do_not_break_the_owners_screens_either(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome()
        for data in (*FORGED_FOR_OWNERS, *FORGED[-20:]):
            asked = len(stage.owner.person.toasts)
            answer = await stage.owner.forge(data)
            assert len(stage.owner.person.toasts) == asked + 1, f"{data!r} was not answered"
            assert "code E" not in answer, f"{data!r} broke: {answer}"
