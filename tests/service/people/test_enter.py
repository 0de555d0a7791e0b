"""People enter, are recognised, and say how they want to be spoken to."""

from __future__ import annotations

import asyncio

import pytest

from domain.accounts import User
from domain.errors import NotFoundError
from domain.ids import UserId
from domain.money import ZERO
from locales.languages import supported
from services.ordering.admission import TERMS_VERSION
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ListOperators
from services.people.settle_in import AcceptTerms, SetLanguage
from services.wallet.figures import ReadWallet
from tests.service.shopfloor import ShopFloor

ANN = UserId(58213)
BIG = UserId(2**52 - 1)


async def enter(
    floor: ShopFloor,
    user_id: UserId = ANN,
    *,
    name: str = "Ann",
    username: str | None = "Ann_B",
    code: str | None = "tr",
) -> User:
    use_case = EnterShop(floor.database, floor.clock, "USD", supported)
    return await use_case(user_id=user_id, first_name=name, username=username, language_code=code)


async def stored(floor: ShopFloor, user_id: UserId = ANN) -> User | None:
    async with floor.database.read() as reads:
        return await reads.users.find(user_id)


async def test_a_newcomer_gets_an_empty_wallet_and_their_own_language(floor: ShopFloor) -> None:
    user = await enter(floor)

    assert (user.first_name, user.username, user.language) == ("Ann", "ann_b", "tr")
    assert user.terms_version is None
    wallet = await ReadWallet(floor.database)(user_id=ANN)
    assert (wallet.available, wallet.held, wallet.held_orders) == (ZERO, ZERO, 0)


@pytest.mark.parametrize(("code", "language"), [("sw-ke", "en"), (None, "en"), ("ru", "ru")])
async def test_other_languages_become_english(
    floor: ShopFloor, code: str | None, language: str
) -> None:
    assert (await enter(floor, code=code)).language == language


async def test_a_chosen_language_outlives_what_telegram_says(floor: ShopFloor) -> None:
    await enter(floor)

    chosen = await SetLanguage(floor.database, supported)(user_id=ANN, language="hi")

    assert chosen.language == "hi"
    assert (await enter(floor, code="ru")).language == "hi"


async def test_a_new_name_is_remembered(floor: ShopFloor) -> None:
    await enter(floor)

    await enter(floor, name="Anna", username=None)

    user = await stored(floor)
    assert user is not None
    assert (user.first_name, user.username) == ("Anna", None)


async def test_two_first_messages_at_once_make_one_person(floor: ShopFloor) -> None:
    first, second = await asyncio.gather(enter(floor), enter(floor))

    assert first == second == await stored(floor)


async def test_whoever_left_is_reachable_again_when_they_write(floor: ShopFloor) -> None:
    await enter(floor)
    await MarkReachable(floor.database)(user_id=ANN, reachable=False)
    left = await stored(floor)
    assert left is not None
    assert left.unreachable

    assert not (await enter(floor)).unreachable
    assert (await stored(floor)) == await enter(floor)


async def test_overlong_names_and_large_ids_are_taken(floor: ShopFloor) -> None:
    user = await enter(floor, BIG, name="ж" * 500, username="u" * 200)

    assert user == await stored(floor, BIG)
    assert len(user.first_name) == 128


@pytest.mark.parametrize(("name", "kept"), [("A\u202enn\x00", "Ann"), ("\u200b", "58213")])
async def test_invisible_marks_of_names_are_left_out(
    floor: ShopFloor, name: str, kept: str
) -> None:
    assert (await enter(floor, name=name)).first_name == kept


async def test_consent_is_stored_with_version_and_time(floor: ShopFloor) -> None:
    await enter(floor)
    floor.clock.advance(minutes=5)

    user = await AcceptTerms(floor.database, floor.clock)(user_id=ANN)
    at = floor.clock.now()
    floor.clock.advance(hours=1)
    again = await AcceptTerms(floor.database, floor.clock)(user_id=ANN)

    assert user.terms_version == again.terms_version == TERMS_VERSION
    async with floor.database.read() as reads:
        assert await reads.users.terms_accepted_at(ANN) == at


async def test_strangers_cannot_consent(floor: ShopFloor) -> None:
    with pytest.raises(NotFoundError):
        await AcceptTerms(floor.database, floor.clock)(user_id=ANN)


async def test_the_screen_of_a_chat_is_remembered(floor: ShopFloor) -> None:
    await enter(floor)

    await RememberScreen(floor.database)(user_id=ANN, message_id=77)

    assert (await enter(floor)).screen_id == 77


async def test_people_are_found_by_name_in_any_case(floor: ShopFloor) -> None:
    user = await enter(floor)

    async with floor.database.read() as reads:
        assert await reads.users.find_by_username("@ANN_b") == user
        assert await reads.users.find_by_username("ann") is None


async def test_only_owners_who_have_written_can_be_named(floor: ShopFloor) -> None:
    await enter(floor, UserId(3), username=None)
    boss = await enter(floor, UserId(7), username="boss")
    await enter(floor)

    owners = frozenset({UserId(3), UserId(7), UserId(8)})
    named = await ListOperators(floor.database, owners)()

    assert [user.id for user in named] == [7, 3]
    assert named[0] == boss
