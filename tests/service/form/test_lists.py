"""Lists in the database: no piece is lost, nor an old draft; what is charged is what is sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from db.models.catalogue import services
from db.models.people import drafts
from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import Field, Problem
from domain.ids import ServiceId
from domain.lines import ListChange, mark_of
from domain.money import Money
from domain.requests import add_fields
from services.audit import AuditLedger
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.form.fill import EditField, FillField
from services.form.lists import ChangeList, FinishList
from services.form.read import ReadForm
from services.form.start import StartForm
from tests.service.shopfloor import CUSTOMER, ShopFloor, a_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from db.database import Database
    from services.form.step import FormStep

POST = "https://www.instagram.com/p/ABC123"
T = ServiceType


def sold(kind: ServiceType, **changes: Any) -> Service:
    plain: dict[str, Any] = {"min": 2, "max": 50, "targets": frozenset(), "dripfeed": False}
    return a_service(type=kind, rate=Money.of(13), cost=Money.of(10), **(plain | changes))


@dataclass
class Desk:
    """The form's use cases over one database."""

    floor: ShopFloor
    catalogue: Catalogue = field(default_factory=Catalogue)

    @property
    def parts(self) -> tuple[Any, Any, Any]:
        return self.floor.database, self.floor.clock, self.catalogue

    async def begin(self, service: Service, **known: Any) -> FormStep:
        number = await self.floor.add_service(service)
        await RefreshCatalogue(self.floor.database, self.catalogue)()
        use_case = StartForm(*self.parts)
        return await use_case(user_id=CUSTOMER, service_id=ServiceId(number), **known)

    async def say(self, text: str) -> FormStep:
        return await FillField(*self.parts)(user_id=CUSTOMER, text=text)

    async def done(self, asked: Field = Field.COMMENTS) -> FormStep:
        return await FinishList(*self.parts)(user_id=CUSTOMER, field=asked)

    async def change(self, change: ListChange, mark: str = "") -> FormStep:
        use_case = ChangeList(*self.parts)
        return await use_case(user_id=CUSTOMER, field=Field.COMMENTS, change=change, mark=mark)

    async def edit(self, asked: Field | None) -> FormStep:
        return await EditField(*self.parts)(user_id=CUSTOMER, field=asked)

    async def read(self) -> FormStep:
        step = await ReadForm(*self.parts)(user_id=CUSTOMER)
        assert step is not None
        return step


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="100")
    yield Desk(floor)
    report = await AuditLedger(database, floor.clock)()
    assert report.ok, [check for check in report.checks if not check.holds]


async def test_pieces_that_come_at_once_are_all_kept(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)

    await asyncio.gather(*(desk.say(f"piece {n}\n\nand more {n}") for n in range(8)))

    seen = (await desk.read()).collected
    assert seen is not None
    assert len(seen.lines) == 16
    assert (await desk.read()).blank == 8


async def test_a_list_is_asked_for_until_it_is_finished(desk: Desk) -> None:
    asked = await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    grown = await desk.say("one\ntwo")
    finished = await desk.done()

    assert (asked.field, asked.collecting) == (Field.COMMENTS, False)
    assert (grown.field, grown.collecting, grown.is_full) == (Field.COMMENTS, True, True)
    assert (finished.field, finished.request.units) == (None, 2)
    assert (await desk.done()).field is None


async def test_an_unfinished_list_is_not_finished_by_another_answer(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    await desk.say("one\ntwo")
    await desk.edit(Field.LINK)

    back = await desk.say("https://www.instagram.com/p/OTHER12")

    assert (back.field, back.values["comments"]) == (Field.COMMENTS, "one\ntwo")


async def test_too_short_a_list_stays_open(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    await desk.say("one")

    with pytest.raises(FormError, match="comments: too_few"):
        await desk.done()

    assert (await desk.read()).field is Field.COMMENTS


async def test_lines_are_put_right_by_taps(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    await desk.say("one\nONE\nhttps://a.example.com\ntwo")

    once = await desk.change(ListChange.DROP_DUPLICATES)
    sound = await desk.change(ListChange.DROP_LINE, mark_of("https://a.example.com"))

    assert once.values["comments"] == "one\nhttps://a.example.com\ntwo"
    assert sound.values["comments"] == "one\ntwo"
    assert (await desk.change(ListChange.CLEAR)).values["comments"] == ""


async def test_too_much_text_is_refused_and_the_list_stays(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    await desk.say("one")

    with pytest.raises(FormError) as refused:
        await desk.say("x" * 100_000)

    assert refused.value.problem == Problem.TOO_MUCH_TEXT
    assert (await desk.read()).values["comments"] == "one"


async def test_only_lists_are_changed_and_finished(desk: Desk) -> None:
    await desk.begin(sold(T.DEFAULT))

    with pytest.raises(FormError, match="link: not_offered"):
        await desk.done(Field.LINK)
    with pytest.raises(FormError, match="comments: not_offered"):
        await desk.change(ListChange.CLEAR)


async def test_a_draft_of_an_older_shop_is_gone_on_with(desk: Desk) -> None:
    await desk.begin(sold(T.DEFAULT), link=POST)
    async with desk.floor.database.write() as uow:
        data = (await uow.connection.execute(select(drafts.c.data))).scalar_one()
        old = {name: data[name] for name in ("service", "values", "editing")}
        await uow.connection.execute(update(drafts).values(data=old))
        await uow.commit()

    step = await desk.read()

    assert (step.field, step.values, step.blank) == (Field.QUANTITY, {"link": POST}, 0)
    assert (await desk.say("10")).field is None


async def test_a_pasted_profile_is_whom_a_subscription_is_for(desk: Desk) -> None:
    step = await desk.begin(sold(T.SUBSCRIPTIONS), link="https://www.instagram.com/ann")

    assert step.values == {"username": "ann"}
    assert step.field is Field.LEAST


async def test_a_last_day_that_is_over_is_asked_again(desk: Desk) -> None:
    await desk.begin(sold(T.SUBSCRIPTIONS), link="https://www.instagram.com/ann")
    for text in ("10", "20", "5", "0", "5"):
        await desk.say(text)

    with pytest.raises(FormError, match="expiry: day_is_over"):
        await desk.say("20/11/2026")

    assert (await desk.say("21/11/2026")).request.fields["expiry"] == "21/11/2026"


@pytest.mark.parametrize(
    ("kind", "said", "charge", "units"),
    [
        (T.DEFAULT, ("40",), "0.52", 40),
        (T.PACKAGE, (), "13", 1),
        (T.CUSTOM_COMMENTS, ("a, b\nc\nd", Field.COMMENTS), "0.039", 3),
        (T.CUSTOM_COMMENTS_PACKAGE, ("a\nb\nc", Field.COMMENTS), "13", 1),
        (T.COMMENT_REPLIES, ("@ann", "a\nb", Field.COMMENTS), "0.026", 2),
        (T.MENTIONS_CUSTOM_LIST, ("@a, @b", Field.USERNAMES), "0.026", 2),
        (T.MENTIONS, ("40", "@a, @b", Field.USERNAMES), "0.52", 40),
        (T.POLL, ("3", "40"), "0.52", 40),
        (T.SUBSCRIPTIONS, ("@ann", "10", "20", "5", "2", "0", "no"), "1.82", 140),
        (T.WEB_TRAFFIC, ("40", "DE", "1", "3"), "0.52", 40),
    ],
)
async def test_what_is_charged_is_what_the_provider_is_told(
    desk: Desk, kind: ServiceType, said: tuple[str | Field, ...], charge: str, units: int
) -> None:
    flat = kind in {T.PACKAGE, T.CUSTOM_COMMENTS_PACKAGE}
    step = await desk.begin(sold(kind, min=1, max=1) if flat else sold(kind), link=POST)
    for text in said:
        step = await (desk.done(text) if isinstance(text, Field) else desk.say(text))

    offer = await desk.floor.quote(step.service.id, step.request)
    placed = await desk.floor.place(offer.quote.id)

    order = placed.order
    assert (order.charge, order.held, order.request.units) == (
        Money.of(charge),
        Money.of(charge),
        units,
    )
    assert await desk.floor.wallet() == Money.of(100) - Money.of(charge)
    assert order.request == step.request
    assert told(kind, add_fields(kind, order.request)) == units


def told(kind: ServiceType, sent: dict[str, str]) -> int:
    """How many units a panel counts in what it is sent."""
    match kind:
        case T.PACKAGE | T.CUSTOM_COMMENTS_PACKAGE:
            return 1
        case T.CUSTOM_COMMENTS | T.COMMENT_REPLIES:
            return len(sent["comments"].split("\n"))
        case T.MENTIONS_CUSTOM_LIST:
            return len(sent["usernames"].split("\n"))
        case T.SUBSCRIPTIONS:
            return int(sent["max"]) * (int(sent["posts"]) + int(sent["old_posts"]))
        case _:
            return int(sent["quantity"])


async def test_a_list_that_no_longer_fits_is_not_paid_for(desk: Desk) -> None:
    await desk.begin(sold(T.CUSTOM_COMMENTS), link=POST)
    await desk.say("one\ntwo")
    step = await desk.done()
    offer = await desk.floor.quote(step.service.id, step.request)
    async with desk.floor.database.write() as uow:
        await uow.connection.execute(update(services).values(min=3))
        await uow.commit()

    with pytest.raises(FormError, match="comments: too_few"):
        await desk.floor.place(offer.quote.id)

    assert await desk.floor.wallet() == Money.of(100)
