"""A number that means another service now: what waits to be sent to it is given back instead."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from db.database import Database
from domain.catalogue import Hidden
from domain.ids import ServiceId
from domain.listed import Listed, Waiting, Why
from domain.orders import OrderStatus
from services.operators.catalogue.cards import EditDesk
from services.operators.catalogue.reused import ProposeReused
from services.operators.confirm import ConfirmAct
from services.operators.desk import Desk
from tests.service.ordering.scene import OWNER, Scene
from tests.stock import PRICING


async def reuse(scene: Scene) -> Listed:
    """Let the provider give the number of the scene's service to another one."""
    async with scene.database.write() as uow:
        listed = await uow.listed.find(ServiceId(scene.service.id))
        assert listed is not None
        entry = replace(listed.unedited, name="TikTok Views", category="TikTok Views")
        waits = Waiting(why=Why.REUSED, base=listed.listing.cost, entry=entry)
        reused = listed.having(replace(listed.unedited, hidden=Hidden.REUSED))
        await uow.listed.save_all([replace(reused, waits=waits)], scene.clock.now())
        await uow.commit()
    return reused


async def test_an_order_that_waits_is_not_sent_to_another_service(database: Database) -> None:
    scene = await Scene(database).open()
    order = await scene.place()
    await reuse(scene)

    await scene.submit()

    assert scene.client.adds == []
    assert (await scene.order(order)).status is OrderStatus.RELEASED


async def test_not_even_when_the_new_service_is_listed_before_it_could_go(
    database: Database,
) -> None:
    scene = await Scene(database).open()
    order = await scene.place()
    reused = await reuse(scene)
    tokens = count(1)
    desk = Desk(database, scene.clock, lambda: f"token-{next(tokens)}", frozenset({OWNER}))

    propose = ProposeReused(EditDesk(desk, PRICING))
    card = await propose(actor_id=OWNER, number=reused.id, same=False)
    await ConfirmAct(desk)(actor_id=OWNER, nonce=card.nonce)
    await scene.submit()

    assert scene.client.adds == []
    assert (await scene.order(order)).status is OrderStatus.RELEASED
