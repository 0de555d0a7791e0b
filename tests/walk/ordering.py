"""Filling in any form of the shop in the chat, whatever it asks, in whatever language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import Field
from domain.ids import UserId
from handlers.kit.callbacks import PayQuote
from handlers.shop.callbacks import Fill, FinishLines, StartOrder
from handlers.shop.names import link_example

if TYPE_CHECKING:
    from domain.catalogue import Service
    from services.form.step import FormStep
    from services.shop import Services
    from tests.walk.walker import Walker

MOST_QUESTIONS: Final = 20
WORDS: Final = {
    Field.RUNS: "3",
    Field.INTERVAL: "60",
    Field.USERNAME: "@x_1",
    Field.HASHTAG: "#x1",
    Field.MEDIA: "instagram.com/p/ABC123xyz",
    Field.ANSWER: "2",
    Field.POSTS: "3",
    Field.OLD_POSTS: "0",
    Field.DELAY: "5",
    Field.EXPIRY: "31/12/2027",
    Field.KEYWORD: "x 1",
    Field.REFERRER: "https://example.org/page",
}
TAPS: Final = {
    Field.SPEED: "parts",
    Field.COUNTRY: "US",
    Field.DEVICE: "1",
    Field.TRAFFIC: "1",
}


async def order(walker: Walker, services: Services, service: Service) -> None:
    """Fill in a service's form with sound answers, and pay, whatever the shop asks back."""
    await walker.press(StartOrder(id=service.id).pack())
    for _ in range(MOST_QUESTIONS):
        step = await services.read_form(user_id=UserId(walker.chat.id))
        if step is None or step.field is None:
            break
        await _answer(walker, step, step.field)
    while (pays := _pays(walker)) is not None:
        await walker.press(pays)


async def _answer(walker: Walker, step: FormStep, field: Field) -> None:
    if field in TAPS:
        await walker.press(Fill(field=field, value=TAPS[field]).pack())
        return
    await walker.say(_words(step, field))
    if step.list_of(field) is not None:
        await walker.press(FinishLines(field=field).pack())


def _words(step: FormStep, field: Field) -> str:
    service = step.service
    if step.list_of(field) is not None:
        return "\n".join(f"x_{number}" for number in range(max(service.min, 1)))
    if field is Field.LINK:
        return link_example(service)
    if field in {Field.QUANTITY, Field.LEAST, Field.MOST}:
        return str(service.min)
    return WORDS[field]


def _pays(walker: Walker) -> str | None:
    """The button that pays; where the shop has doubts, the one that orders anyway."""
    beginning = PayQuote.__prefix__ + PayQuote.__separator__
    flat = [button.data or "" for row in walker.chat.screen.buttons for button in row]
    return next((data for data in reversed(flat) if data.startswith(beginning)), None)
