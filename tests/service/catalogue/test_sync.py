"""Synchronising with a provider over HTTP: what is sold afterwards, and what never empties it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from db.models.catalogue import services
from domain.catalogue import Hidden
from domain.ids import ServiceId
from domain.money import Money
from domain.sync_report import SyncOutcome
from tests.service.catalogue.conftest import BOSS, OWNER, Import, sold

SENSITIVE = replace(sold(1)[0], service=900, name="Instagram Report Account")
TYPED = replace(sold(1)[0], service=901, name="Instagram Comments", type="Custom_Data")


async def test_a_first_import_puts_recognised_services_on_sale_at_once(shop: Import) -> None:
    report = await shop.sync()

    snapshot = await shop.snapshot()
    assert (report.outcome, report.added, report.on_sale) == (SyncOutcome.APPLIED, 10, 10)
    assert snapshot.count == 10
    assert snapshot.platforms()[0].cheapest.rate == Money.of("0.78")


async def test_an_import_tells_how_far_it_is(shop: Import) -> None:
    await shop.sync()

    assert shop.steps == [(0, 10), (10, 10)]


async def test_what_must_not_be_sold_is_imported_hidden(shop: Import) -> None:
    shop.provider.services = [*sold(5), SENSITIVE, TYPED]

    report = await shop.sync()

    assert report.hidden == {Hidden.SENSITIVE: 1, Hidden.UNSUPPORTED: 1}
    assert (await shop.snapshot()).count == 5


async def test_owners_hear_once_of_types_that_cannot_be_sold(shop: Import) -> None:
    shop.provider.services = [*sold(5), TYPED]

    first, second = await shop.sync(), await shop.sync()
    told = await shop.alerts()
    shop.provider.services = [*sold(5), TYPED, replace(TYPED, service=902, type="Special")]
    await shop.sync()

    assert first.unknown_types == second.unknown_types == ("custom data",)
    assert {problem for _, problem in told} == {"unknown_types"}
    assert len(told) == len({owner for owner, _ in told})
    assert len(await shop.alerts()) == 2 * len(told)


async def test_the_same_list_again_leaves_the_snapshot_alone(shop: Import) -> None:
    await shop.sync()
    before = await shop.snapshot()

    report = await shop.sync()

    assert (report.added, report.changed) == (0, 0)
    assert await shop.snapshot() is before


async def test_a_price_rise_reaches_the_pages(shop: Import) -> None:
    await shop.sync()
    await shop.snapshot()

    shop.provider.services = sold(10, rate="0.70")
    report = await shop.sync()

    assert (report.changed, report.raised) == (10, 10)
    assert (await shop.snapshot()).platforms()[0].cheapest.rate == Money.of("0.91")


@pytest.mark.parametrize("trouble", ["services_empty", "services_broken", "down"])
async def test_a_list_that_cannot_be_read_changes_nothing(shop: Import, trouble: str) -> None:
    await shop.sync()
    before = await shop.rows()

    await shop.provider.switch(trouble, on=True)
    report = await shop.sync()

    assert report.outcome is SyncOutcome.UNREADABLE
    assert await shop.rows() == before


async def test_half_a_list_is_refused_whole_and_every_owner_is_told_once(shop: Import) -> None:
    await shop.sync()
    before = await shop.rows()

    await shop.provider.switch("services_half", on=True)
    reports = [await shop.sync(), await shop.sync()]

    assert {report.outcome for report in reports} == {SyncOutcome.TOO_MANY_LOST}
    assert await shop.rows() == before
    assert await shop.alerts() == [(OWNER, "too_many_lost"), (BOSS, "too_many_lost")]


async def test_an_owner_can_confirm_that_half_is_really_gone(shop: Import) -> None:
    await shop.sync()

    await shop.provider.switch("services_half", on=True)
    report = await shop.sync(confirmed=True)

    assert (report.outcome, report.lost) == (SyncOutcome.APPLIED, 5)
    assert (await shop.snapshot()).count == 5


async def test_a_service_that_vanished_comes_back_under_its_old_number(shop: Import) -> None:
    await shop.sync()
    number = (await shop.rows())[9].id

    shop.provider.services = sold(9)
    await shop.sync()
    gone = (await shop.rows())[9]
    shop.provider.services = sold(10)
    await shop.sync()
    back = (await shop.rows())[9]

    assert (gone.id, gone.hidden) == (number, Hidden.GONE)
    assert (back.id, back.hidden) == (number, None)


async def test_a_currency_without_a_rate_imports_nothing(shop: Import) -> None:
    report = await shop.sync(currency="TRY")

    assert (report.outcome, report.detail) == (SyncOutcome.NO_RATE, "TRY")
    assert await shop.rows() == []


async def test_a_foreign_currency_is_exchanged(shop: Import) -> None:
    await shop.sync(currency="INR")

    assert (await shop.rows())[0].cost == Money.of("0.0072")


async def test_a_sensitive_service_that_an_owner_showed_stays_on_sale(shop: Import) -> None:
    shop.provider.services = [*sold(5), SENSITIVE]
    await shop.sync()
    number = next(row.id for row in await shop.rows() if row.hidden is Hidden.SENSITIVE)

    async with shop.database.write() as uow:
        listed = await uow.listed.find(number)
        assert listed is not None
        on_sale = replace(listed.listing, hidden=None)
        shown = replace(listed, listing=on_sale, shown_by=OWNER)
        await uow.listed.save_all([shown], shop.clock.now())
        await uow.services.bump_version()
        await uow.commit()
    await shop.sync()

    assert (await shop.snapshot()).get(number) is not None


async def test_a_service_that_an_operator_hid_stays_hidden(shop: Import) -> None:
    await shop.sync()
    async with shop.database.write() as uow:
        await uow.services.hide_all([ServiceId(1)], Hidden.OPERATOR, shop.clock.now())
        await uow.commit()

    await shop.provider.switch("price_rise", on=True)
    await shop.sync()

    assert (await shop.rows())[0].hidden is Hidden.OPERATOR


async def test_the_version_counts_up_whatever_stood_there(shop: Import) -> None:
    async with shop.database.write() as uow:
        versions = [await uow.services.bump_version() for _ in range(3)]
        await uow.commit()

    async with shop.database.read() as reads:
        assert versions == [1, 2, 3]
        assert await reads.services.version() == 3


async def test_the_provider_remembers_when_it_was_read(shop: Import) -> None:
    await shop.sync()

    async with shop.database.read() as reads:
        state = await reads.providers.find(shop.client.name)
    assert state is not None
    assert (state.services_count, state.synced_at) == (10, shop.clock.now())


async def test_six_thousand_services_come_in(shop: Import) -> None:
    shop.provider.services = sold(6000)

    report = await shop.sync()

    assert report.added == 6000
    assert (await shop.snapshot()).count == 6000


async def test_a_service_without_targets_is_read_as_taking_any_link(shop: Import) -> None:
    await shop.sync()
    async with shop.database.write() as uow:
        await uow.connection.execute(update(services).values(targets=""))
        await uow.commit()

    assert {row.targets for row in await shop.rows()} == {frozenset()}
