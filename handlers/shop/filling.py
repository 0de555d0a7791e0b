"""The order form: begin, answer by tap or text, go back, leave and come back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from domain.errors import FormError, ShopError
from domain.fields import Field, Problem
from domain.ids import OrderId, ServiceId
from handlers.kit.callbacks import ResumeDraft
from handlers.kit.goals import DRAFT, Goal
from handlers.shop.callbacks import (
    Edit,
    Fill,
    LeaveForm,
    OpenFitting,
    SplitQuantity,
    StartOrder,
    UseLink,
)
from handlers.shop.states import Ordering
from handlers.shop.views.confirm import confirm_screen
from handlers.shop.views.form import dropped_screen, form_screen, saved_screen
from handlers.shop.visit import LINK, Visit
from services.form.step import FormStep


def register(router: Router) -> None:
    router.callback_query.register(start_order, StartOrder.filter())
    router.callback_query.register(tap_answer, Fill.filter())
    router.callback_query.register(use_link, UseLink.filter())
    router.callback_query.register(split_quantity, SplitQuantity.filter())
    router.callback_query.register(edit, Edit.filter())
    router.callback_query.register(leave, LeaveForm.filter())
    router.callback_query.register(resume, ResumeDraft.filter())
    router.callback_query.register(go_on, Goal(DRAFT))
    router.message.register(type_answer, Ordering.filling, F.text, ~F.text.startswith("/"))


async def start_order(_event: CallbackQuery, callback_data: StartOrder, visit: Visit) -> None:
    step = await visit.services.start_form(
        user_id=visit.user_id,
        service_id=ServiceId(callback_data.id),
        quantity=callback_data.quantity or None,
        link=await _pasted_link(callback_data.back, visit),
    )
    await show_step(step, visit)


async def tap_answer(_event: CallbackQuery, callback_data: Fill, visit: Visit) -> None:
    try:
        step = await visit.services.fill_field(
            user_id=visit.user_id, text=callback_data.value, field=callback_data.field
        )
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(step, visit)


async def type_answer(message: Message, visit: Visit) -> None:
    try:
        step = await _fill(message.text or "", visit)
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(step, visit)


async def _fill(text: str, visit: Visit) -> FormStep:
    """Fill the asked field; a country may be called by its name in the customer's language."""
    try:
        return await visit.services.fill_field(user_id=visit.user_id, text=text)
    except FormError as error:
        country = visit.t.country_named(text)
        if error.problem != Problem.NOT_A_COUNTRY or country is None:
            raise
        return await visit.services.fill_field(user_id=visit.user_id, text=country)


async def use_link(_event: CallbackQuery, callback_data: UseLink, visit: Visit) -> None:
    order = await visit.services.read_order(
        user_id=visit.user_id, order_id=OrderId(callback_data.id)
    )
    try:
        step = await visit.services.fill_field(
            user_id=visit.user_id, text=order.request.link, field=Field.LINK
        )
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(step, visit)


async def split_quantity(
    _event: CallbackQuery, callback_data: SplitQuantity, visit: Visit
) -> None:
    try:
        step = await visit.services.split_quantity(
            user_id=visit.user_id, quantity=callback_data.quantity
        )
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(step, visit)


async def edit(_event: CallbackQuery, callback_data: Edit, visit: Visit) -> None:
    step = await visit.services.edit_field(user_id=visit.user_id, field=callback_data.field)
    await show_step(step, visit)


async def leave(_event: CallbackQuery, callback_data: LeaveForm, visit: Visit) -> None:
    await visit.leave_form()
    if callback_data.drop:
        await visit.services.drop_form(user_id=visit.user_id)
        await visit.show(dropped_screen(visit.t))
    else:
        await visit.show(saved_screen(visit.t))


async def resume(_event: CallbackQuery, visit: Visit) -> None:
    step = await visit.services.read_form(user_id=visit.user_id)
    if step is None:
        await visit.leave_form()
        await visit.show(await visit.front(), visit.t.plain("Updated."))
    else:
        await show_step(step, visit)


async def go_on(_event: CallbackQuery, visit: Visit) -> None:
    """The terms were accepted on the way to an order; without one they lead home."""
    step = await visit.services.read_form(user_id=visit.user_id)
    if step is None:
        raise SkipHandler
    await show_step(step, visit)


async def show_step(step: FormStep, visit: Visit) -> None:
    """Ask the next question; with none left, quote the order and let it be confirmed."""
    if step.field is not None:
        await visit.await_answer()
        await visit.show(form_screen(step, visit.t))
        return
    try:
        offer = await visit.services.quote_order.together(
            user_id=visit.user_id, service_id=step.service.id, requests=step.requests
        )
    except FormError as error:
        await ask_again(error, visit)
    except ShopError:
        await visit.leave_form()
        raise
    else:
        await visit.leave_form()
        figures = visit.services.figures.of(step.service.id)
        await visit.show(confirm_screen(step, offer, visit.t, figures))


async def ask_again(error: FormError, visit: Visit) -> None:
    """Ask for the field that was not right; the others keep their values."""
    link = error.detail.get("link")
    if isinstance(link, str):
        await visit.state.update_data({LINK: link})
    step = await visit.services.edit_field(user_id=visit.user_id, field=Field(error.field))
    await visit.await_answer()
    await visit.show(form_screen(step, visit.t, error))


async def _pasted_link(back: str, visit: Visit) -> str | None:
    """The link that the customer came with, when the service was found by it."""
    if not back.startswith(f"{OpenFitting.__prefix__}."):
        return None
    return await visit.remembered(LINK) or None
