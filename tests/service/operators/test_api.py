"""Owners see what a customer does by API, and switch it off and on with a card and a line."""

from __future__ import annotations

import pytest

from domain.api_keys import OldKey
from domain.errors import ApiKeyError, DecisionError, ForbiddenError
from domain.money import Money
from domain.operators import Act
from services.operators.api import ApiSwitchCard, ProposeApiSwitch
from services.operators.customers import ReadCustomer
from tests.service.api.keyring import Door, Keyring
from tests.service.operators.office import OWNER, STRANGER, Office
from tests.service.shopfloor import CUSTOMER


@pytest.fixture
def keyring(office: Office) -> Keyring:
    return Keyring(office.floor, Door(office.floor.database, office.floor.clock))


async def propose(office: Office, *, on: bool) -> ApiSwitchCard:
    return await ProposeApiSwitch(office.desk)(actor_id=OWNER, who=str(CUSTOMER), on=on)


async def test_a_customers_api_is_switched_off_and_on_with_a_line_each(
    office: Office, keyring: Keyring
) -> None:
    key = await keyring.make()

    await office.confirm((await propose(office, on=False)).nonce)

    with pytest.raises(ApiKeyError):
        await keyring.door(key)
    await office.confirm((await propose(office, on=True)).nonce)
    assert (await keyring.door(key)).user_id == CUSTOMER
    lines = [(line["act"], line["before"], line["after"]) for line in await office.lines()]
    assert lines == [(Act.API_STOP, "on", "off"), (Act.API_ALLOW, "off", "on")]


async def test_nothing_happens_before_the_card_is_confirmed(
    office: Office, keyring: Keyring
) -> None:
    key = await keyring.make()

    await propose(office, on=False)

    assert (await keyring.door(key)).user_id == CUSTOMER


async def test_what_is_so_already_needs_no_card(office: Office) -> None:
    with pytest.raises(DecisionError) as refused:
        await propose(office, on=True)
    assert refused.value.problem == "changed"


async def test_only_owners_switch(office: Office) -> None:
    with pytest.raises(ForbiddenError):
        await ProposeApiSwitch(office.desk)(actor_id=STRANGER, who=str(CUSTOMER), on=False)


async def test_the_customers_card_tells_keys_and_the_days_figures(
    office: Office, keyring: Keyring
) -> None:
    read = ReadCustomer(office.desk)
    assert (await read(actor_id=OWNER, who=str(CUSTOMER))).api is None
    key = await keyring.make()
    await keyring.make(OldKey.ENDS_LATER)
    await keyring.door(key)
    await keyring.door.note()
    async with office.floor.database.write() as uow:
        await uow.api_days.spend(CUSTOMER, Money.of(3), at=office.floor.clock.now())
        await uow.commit()

    facts = (await read(actor_id=OWNER, who=str(CUSTOMER))).api

    assert facts is not None
    assert (facts.today.requests, facts.today.orders, facts.today.spent) == (1, 1, Money.of(3))
    assert [one.ends_at is None for one in facts.keys] == [True, False]
    assert facts.keys[1].used_at == office.floor.clock.now()
