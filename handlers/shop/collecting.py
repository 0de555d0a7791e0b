"""Lists in the order form: files, Done, Preview, and putting lines right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F, Router

from domain.errors import FormError, NotFoundError
from domain.fields import Problem
from handlers.kit.text_files import TextFileError, read_text_file
from handlers.shop.callbacks import ChangeLines, FinishLines, OpenLines
from handlers.shop.filling import ask_again, show_step
from handlers.shop.states import Ordering
from handlers.shop.views.collecting import preview_screen

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from handlers.shop.visit import Visit
    from services.form.step import FormStep


def register(router: Router) -> None:
    router.callback_query.register(finish, FinishLines.filter())
    router.callback_query.register(change, ChangeLines.filter())
    router.callback_query.register(preview, OpenLines.filter())
    router.message.register(send_file, Ordering.filling, F.document)


async def finish(_event: CallbackQuery, callback_data: FinishLines, visit: Visit) -> None:
    try:
        step = await visit.services.finish_list(user_id=visit.user_id, field=callback_data.field)
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(step, visit)


async def change(_event: CallbackQuery, callback_data: ChangeLines, visit: Visit) -> None:
    step = await visit.services.change_list(
        user_id=visit.user_id,
        field=callback_data.field,
        change=callback_data.change,
        mark=callback_data.mark,
    )
    await show_step(step, visit)


async def preview(_event: CallbackQuery, callback_data: OpenLines, visit: Visit) -> None:
    step = await _form(visit)
    await visit.show(preview_screen(step, callback_data.field, callback_data.page, visit.t))


async def send_file(message: Message, visit: Visit) -> None:
    """A file is a long message, where a list is being collected."""
    step = await _form(visit)
    if step.field is None or step.collected is None:
        await ask_again(FormError(step.field or step.fields[-1], Problem.NOT_A_FILE), visit)
        return
    try:
        text = await read_text_file(message)
        filled = await visit.services.fill_field(user_id=visit.user_id, text=text)
    except TextFileError as error:
        await ask_again(FormError(step.field, error.problem, most=error.most), visit)
    except FormError as error:
        await ask_again(error, visit)
    else:
        await show_step(filled, visit)


async def _form(visit: Visit) -> FormStep:
    step = await visit.services.read_form(user_id=visit.user_id)
    if step is None:
        raise NotFoundError
    return step
