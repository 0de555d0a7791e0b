"""Support, help and terms: /support, /paysupport, /help, /terms."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from domain.ids import OrderId, TicketId
from domain.tickets import TicketTopic
from handlers.kit.callbacks import HELP, ORDER_TERMS, SUPPORT, TERMS, AskAbout, Go
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import show
from handlers.kit.taps import Exactly, TapRouter
from handlers.support import help_views, views, writing
from handlers.support.callbacks import About, HelpPage, Judge, OpenOwnTicket, Solved
from locales.translator import Translator
from services.ordering.admission import TERMS_VERSION
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router: screens that end a form, and the form itself."""
    screens = leaves_forms(TapRouter(name="support_screens"))
    screens.message.register(open_help, Command("help"))
    screens.message.register(open_terms, Command("terms"))
    screens.message.register(open_support, Command("support"))
    screens.message.register(answer_payment, Command("paysupport"))
    screens.callback_query.register(open_help, Exactly(Go(to=HELP)))
    screens.callback_query.register(turn_help, HelpPage.filter())
    screens.callback_query.register(open_terms, Exactly(Go(to=TERMS)))
    screens.callback_query.register(open_order_terms, Exactly(Go(to=ORDER_TERMS)))
    screens.callback_query.register(open_support, Exactly(Go(to=SUPPORT)))
    screens.callback_query.register(choose_order, About.filter(F.topic == TicketTopic.ORDER))
    screens.callback_query.register(answer_payment, About.filter(F.topic == TicketTopic.PAYMENT))
    screens.callback_query.register(answer_order, AskAbout.filter())
    screens.callback_query.register(open_ticket, OpenOwnTicket.filter())
    screens.callback_query.register(solve, Solved.filter())
    screens.callback_query.register(judge, Judge.filter())
    router = TapRouter(name="support")
    router.include_routers(screens, writing.make_router())
    return router


async def open_help(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(event, help_views.help_screen(t), user=user, services=services, t=t)


async def turn_help(
    callback: CallbackQuery,
    callback_data: HelpPage,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    screen = help_views.help_page(callback_data.page, t)
    await show(callback, screen, user=user, services=services, t=t)


async def open_terms(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    accepted = user.terms_version == TERMS_VERSION
    screen = help_views.terms_screen(t, accepted=accepted)
    await show(event, screen, user=user, services=services, t=t)


async def open_order_terms(
    event: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    accepted = user.terms_version == TERMS_VERSION
    screen = help_views.terms_screen(t, accepted=accepted, ordering=True)
    await show(event, screen, user=user, services=services, t=t)


async def open_support(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    desk = await services.read_support(user_id=user.id)
    await show(event, views.support_screen(desk, t), user=user, services=services, t=t)


async def choose_order(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    orders = await services.read_answers.orders(user_id=user.id)
    await show(callback, views.choose_order(orders, t), user=user, services=services, t=t)


async def answer_order(
    callback: CallbackQuery,
    callback_data: AskAbout,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    answer = await services.read_answers.order(user_id=user.id, order_id=OrderId(callback_data.id))
    await show(callback, views.order_answer(answer, t), user=user, services=services, t=t)


async def answer_payment(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    answer = await services.read_answers.payment(user_id=user.id)
    await show(event, views.payment_answer(answer, t), user=user, services=services, t=t)


async def open_ticket(
    callback: CallbackQuery,
    callback_data: OpenOwnTicket,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    found = await services.read_ticket(user_id=user.id, ticket_id=TicketId(callback_data.id))
    await show(callback, views.own_ticket(found, t), user=user, services=services, t=t)


async def solve(
    callback: CallbackQuery, callback_data: Solved, user: User, services: Services, t: Translator
) -> None:
    ticket = await services.solve_ticket(user_id=user.id, ticket_id=TicketId(callback_data.id))
    await show(callback, views.solved_screen(ticket, t), user=user, services=services, t=t)


async def judge(
    callback: CallbackQuery, callback_data: Judge, user: User, services: Services, t: Translator
) -> None:
    await services.judge_ticket(
        user_id=user.id, ticket_id=TicketId(callback_data.id), liked=callback_data.liked
    )
    screen = views.thanks(t, liked=callback_data.liked)
    await show(callback, screen, user=user, services=services, t=t)
