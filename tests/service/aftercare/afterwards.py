"""What a customer does after placing, and the workers that answer: shared by these tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from db.models.catalogue import services
from domain.aftercare import Ask
from domain.ids import UpstreamId
from domain.orders import Order
from domain.subscriptions import Post
from services.ordering.aftercare.cancel import Canceling, CancelOrder
from services.ordering.aftercare.care import Care, ReadCare
from services.ordering.aftercare.posts import PollPosts
from services.ordering.aftercare.refill import AskRefill, RefillView
from services.ordering.aftercare.refills import PollRefills
from services.ordering.aftercare.send import SendAsks
from services.ordering.poll import PollOrders
from tests.service.ordering.scene import CUSTOMER, MAIN, Scene, status

DAY = timedelta(days=1)
PLAN = {"username": "name", "min": "200", "max": "400", "posts": "5", "delay": "5"}


@dataclass
class Afterwards:
    """The engine's scene, with a service that refills for thirty days and can be canceled."""

    scene: Scene

    async def offers(self, **columns: Any) -> None:
        """Let the service be otherwise from now on."""
        async with self.scene.database.write() as uow:
            await uow.connection.execute(update(services).values(**columns))
            await uow.commit()
        changed = {name.removesuffix("_micros"): value for name, value in columns.items()}
        self.scene.service = replace(self.scene.service, **changed)

    async def completed(self) -> Order:
        """An order that was delivered, of a service that refills for thirty days."""
        await self.offers(refill=True, refill_days=30)
        return await self.scene.answer(await self.scene.running(), "completed", start_count=5)

    async def refill(self, order: Order) -> RefillView:
        scene = self.scene
        return await AskRefill(scene.database, scene.clock, DAY)(
            user_id=CUSTOMER, order_id=order.id
        )

    async def look(self, order: Order) -> RefillView:
        scene = self.scene
        ask = AskRefill(scene.database, scene.clock, DAY)
        return await ask.look(user_id=CUSTOMER, order_id=order.id)

    async def cancel(self, order: Order) -> Canceling:
        scene = self.scene
        return await CancelOrder(scene.database, scene.clock)(user_id=CUSTOMER, order_id=order.id)

    async def care(self, order: Order) -> Care:
        return await ReadCare(self.scene.database)(user_id=CUSTOMER, order_id=order.id)

    async def ask(self, order: Order) -> Ask:
        """The one request about an order."""
        [ask] = (await self.care(order)).asks
        return ask

    async def posts(self, order: Order) -> tuple[Post, ...]:
        return (await self.care(order)).posts

    async def send(self, limit: int = 10) -> int:
        return await SendAsks(*self.scene.engine)(provider=MAIN, limit=limit)

    async def look_at_refills(self) -> int:
        self.scene.clock.advance(hours=1)
        poll = PollRefills(*self.scene.engine)
        return await poll(provider=MAIN, limit=100)

    async def look_at_posts(self) -> int:
        self.scene.clock.advance(hours=1)
        return await PollPosts(*self.scene.engine)(provider=MAIN, limit=100)

    async def subscribed(self, **fields: str) -> Order:
        """A subscription that the provider took: by default 200 to 400 for each of 5 posts."""
        plan = PLAN | fields
        units = int(plan["max"]) * (int(plan["posts"]) + int(plan.get("old_posts", "0")))
        return await self.scene.running(units, fields=plan)

    async def parent(self, order: Order, word: str, *posts: str) -> Order:
        """Have the provider say how a subscription stands, and ask it."""
        numbers = tuple(UpstreamId(number) for number in posts)
        for number in numbers:
            self.scene.client.statuses.setdefault(number, status("pending"))
        return await self.scene.answer(order, word, posts=numbers)

    async def post(self, number: str, word: str, **given: Any) -> None:
        """Have the provider say how a post stands, and ask it."""
        self.scene.client.statuses[UpstreamId(number)] = status(word, **given)
        await self.look_at_posts()

    async def poll(self) -> None:
        self.scene.clock.advance(hours=1)
        await PollOrders(*self.scene.engine)(provider=MAIN, limit=100)
