"""The form in the database: filled field by field, kept through restarts, never losing a value."""

from dataclasses import dataclass, field

import pytest

from db.database import Database
from domain.catalogue import Hidden
from domain.errors import FormError, NotFoundError, ServiceUnavailableError
from domain.fields import Field
from domain.ids import ServiceId
from domain.money import Money
from domain.splitting import SPLIT
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.form.fill import EditField, FillField
from services.form.read import DropForm, DropOldForms, ReadForm
from services.form.split import SplitQuantity
from services.form.start import StartForm
from services.form.step import FormStep
from tests.service.shopfloor import CUSTOMER, LINK, OTHER, ShopFloor, a_service


@dataclass
class Forms:
    """The form's use cases as one process holds them."""

    floor: ShopFloor
    catalogue: Catalogue = field(default_factory=Catalogue)

    async def restart(self) -> None:
        """Forget what was only in memory."""
        self.catalogue = Catalogue()
        await RefreshCatalogue(self.floor.database, self.catalogue)()

    async def start(self, service: int = 1, **known: object) -> FormStep:
        use_case = StartForm(self.floor.database, self.floor.clock, self.catalogue)
        return await use_case(user_id=CUSTOMER, service_id=ServiceId(service), **known)  # type: ignore[arg-type]

    async def fill(self, text: str, asked: Field | None = None) -> FormStep:
        use_case = FillField(self.floor.database, self.floor.clock, self.catalogue)
        return await use_case(user_id=CUSTOMER, text=text, field=asked)

    async def split(self, quantity: int) -> FormStep:
        use_case = SplitQuantity(self.floor.database, self.floor.clock, self.catalogue)
        return await use_case(user_id=CUSTOMER, quantity=quantity)

    async def edit(self, asked: Field | None) -> FormStep:
        use_case = EditField(self.floor.database, self.floor.clock, self.catalogue)
        return await use_case(user_id=CUSTOMER, field=asked)

    async def read(self) -> FormStep | None:
        use_case = ReadForm(self.floor.database, self.floor.clock, self.catalogue)
        return await use_case(user_id=CUSTOMER)


@pytest.fixture
async def forms(database: Database) -> Forms:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="5")
    await floor.add_customer(OTHER)
    await floor.add_service(a_service(dripfeed=True))
    made = Forms(floor)
    await made.restart()
    return made


async def test_a_form_asks_one_field_after_the_other(forms: Forms) -> None:
    steps = [await forms.start(), await forms.fill("@name"), await forms.fill("1k")]

    assert [(s.field, s.index, s.total) for s in steps] == [
        (Field.LINK, 1, 3),
        (Field.QUANTITY, 2, 3),
        (Field.SPEED, 3, 3),
    ]
    assert steps[-1].available == Money.of("5")


async def test_a_full_form_says_what_is_ordered(forms: Forms) -> None:
    await forms.start(quantity=1000)
    await forms.fill("@name")

    step = await forms.fill("once")

    assert step.field is None
    assert (step.request.link, step.request.units) == (LINK, 1000)


async def test_delivery_in_parts_asks_two_more(forms: Forms) -> None:
    await forms.start(quantity=200, link=LINK)

    step = await forms.fill("parts")

    assert (step.field, step.index, step.total) == (Field.RUNS, 4, 5)


async def test_a_draft_survives_a_restart(forms: Forms) -> None:
    await forms.start()
    await forms.fill("@name")

    await forms.restart()
    step = await forms.read()

    assert step is not None
    assert (step.field, step.values) == (Field.QUANTITY, {"link": LINK})


async def test_a_wrong_value_changes_nothing(forms: Forms) -> None:
    await forms.start()
    await forms.fill("@name")

    with pytest.raises(FormError):
        await forms.fill("7")

    step = await forms.read()
    assert step is not None
    assert (step.field, step.values) == (Field.QUANTITY, {"link": LINK})


async def test_a_field_is_changed_without_losing_the_others(forms: Forms) -> None:
    await forms.start(quantity=1000, link=LINK)
    await forms.fill("once")

    asked = await forms.edit(Field.QUANTITY)
    filled = await forms.fill("500")

    assert (asked.field, asked.is_full, asked.values["quantity"]) == (Field.QUANTITY, True, "1000")
    assert filled.field is None
    assert filled.values == {"link": LINK, "quantity": "500", "speed": "once"}


async def test_a_change_can_be_given_up(forms: Forms) -> None:
    await forms.start(quantity=1000, link=LINK)
    await forms.fill("once")
    await forms.edit(Field.LINK)

    assert (await forms.edit(None)).field is None


async def test_a_question_that_no_longer_applies_is_not_asked(forms: Forms) -> None:
    await forms.start(quantity=1000, link=LINK)
    await forms.fill("once")

    assert (await forms.edit(Field.RUNS)).field is None


async def test_known_values_that_do_not_suit_are_asked_for(forms: Forms) -> None:
    step = await forms.start(quantity=7, link="https://www.tiktok.com/@name")

    assert step.values == {}


async def test_an_order_of_another_service_takes_the_place_of_the_old_draft(forms: Forms) -> None:
    other = await forms.floor.add_service(a_service(upstream_id="102"))
    await forms.restart()
    await forms.start(quantity=1000, link=LINK)

    assert (await forms.start(other)).values == {}


async def test_an_order_of_the_same_service_goes_on_with_what_was_filled_in(forms: Forms) -> None:
    await forms.start(link=LINK)
    await forms.split(60_000)

    again = await forms.start()
    fewer = await forms.start(quantity=500)

    assert again.values == {"link": LINK, "quantity": "60000", SPLIT: SPLIT}
    assert fewer.values == {"link": LINK, "quantity": "500"}


async def test_a_draft_is_forgotten_after_seven_days(forms: Forms) -> None:
    await forms.start()
    forms.floor.clock.advance(days=6)
    await forms.fill("@name")

    forms.floor.clock.advance(days=6, hours=23)
    kept = await forms.read()
    forms.floor.clock.advance(hours=1)

    assert kept is not None
    assert await forms.read() is None
    with pytest.raises(NotFoundError):
        await forms.fill("1000")


async def test_old_drafts_are_cleared_away(forms: Forms) -> None:
    drop_old = DropOldForms(forms.floor.database, forms.floor.clock)
    await forms.start()

    early = await drop_old()
    forms.floor.clock.advance(days=7)

    assert (early, await drop_old(), await drop_old()) == (0, 1, 0)


async def test_a_dropped_draft_is_gone(forms: Forms) -> None:
    await forms.start()

    await DropForm(forms.floor.database)(user_id=CUSTOMER)

    assert await forms.read() is None


async def test_drafts_belong_to_their_customers(forms: Forms) -> None:
    await forms.start()

    read = ReadForm(forms.floor.database, forms.floor.clock, forms.catalogue)

    assert await read(user_id=OTHER) is None


async def test_a_service_that_was_switched_off_stops_the_form(forms: Forms) -> None:
    await forms.start()
    async with forms.floor.database.write() as uow:
        await uow.services.hide_all([ServiceId(1)], Hidden.GONE, forms.floor.clock.now())
        await uow.services.bump_version()
        await uow.commit()
    await forms.restart()

    with pytest.raises(ServiceUnavailableError):
        await forms.fill("@name")
    with pytest.raises(ServiceUnavailableError):
        await forms.start()
