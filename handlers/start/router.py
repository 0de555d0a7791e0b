"""The first minute: /start with the terms, home, /cancel, and people who leave or come back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.accounts import User
from domain.errors import BlockedUserError
from domain.ids import UserId
from handlers.kit.callbacks import HOME, Go
from handlers.kit.errors import error_screen
from handlers.kit.goals import Agree, goal_in
from handlers.kit.leaving import leaves_forms
from handlers.kit.screen import Screen
from handlers.kit.show import show
from handlers.kit.taps import Exactly, TapRouter
from handlers.start import callbacks, views
from handlers.start.callbacks import Welcome, WelcomeIn
from handlers.start.home import go_home, shop_name
from locales.languages import DEFAULT, is_spoken
from locales.translator import Translator, translator
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    router = leaves_forms(TapRouter(name="start"))
    router.message.register(start, CommandStart())
    router.message.register(open_home, Command("menu"))
    router.message.register(cancel, Command("cancel"))
    router.callback_query.register(open_home, Exactly(Go(to=HOME)))
    router.callback_query.register(agree, Agree.filter())
    router.callback_query.register(look, Welcome.filter())
    router.callback_query.register(switch_language, WelcomeIn.filter())
    router.my_chat_member.register(leave_or_return, F.chat.type == ChatType.PRIVATE)
    return router


async def start(message: Message, user: User, services: Services, t: Translator) -> None:
    """Newcomers meet the terms first; a goal passes on to the feature that knows it."""
    goal = goal_in(message)
    if user.terms_version is None:
        await _show(message, await _first_screen(message, t, goal), user, services, t)
    elif user.blocked_reason is not None:
        refusal = error_screen(BlockedUserError(user.blocked_reason), t)
        await _show(message, refusal, user, services, t)
    elif goal:
        raise SkipHandler
    else:
        await go_home(message, user=user, services=services, t=t)


async def open_home(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await go_home(event, user=user, services=services, t=t)


async def agree(
    callback: CallbackQuery,
    callback_data: Agree,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    accepted = await services.accept_terms(user_id=user.id)
    if callback_data.goal:
        raise SkipHandler
    await go_home(callback, user=accepted, services=services, t=t)


async def look(
    callback: CallbackQuery,
    callback_data: Welcome,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    await _show(callback, await _page(callback, callback_data, t), user, services, t)


async def switch_language(
    callback: CallbackQuery,
    callback_data: WelcomeIn,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    user = await services.set_language(user_id=user.id, language=callback_data.language)
    t = translator(user.language, t.currency)
    screen = views.welcome(await shop_name(callback, t), t, callback_data.goal)
    await _show(callback, screen, user, services, t)


async def cancel(message: Message, user: User, services: Services, t: Translator) -> None:
    home = await services.read_home(user_id=user.id)
    screen = views.stopped(t, draft=home.draft_service_name is not None)
    await _show(message, screen, user, services, t)


async def leave_or_return(update: ChatMemberUpdated, services: Services) -> None:
    gone = update.new_chat_member.status == ChatMemberStatus.KICKED
    user_id = UserId(update.from_user.id)
    await services.mark_reachable(user_id=user_id, reachable=not gone)


async def _first_screen(message: Message, t: Translator, goal: str) -> Screen:
    """Greet; whoever speaks a language that the shop does not speak chooses one first."""
    code = message.from_user.language_code if message.from_user else None
    if code and not is_spoken(code) and t.language == DEFAULT:
        return views.languages(t, goal)
    return views.welcome(await shop_name(message, t), t, goal)


async def _page(callback: CallbackQuery, asked: Welcome, t: Translator) -> Screen:
    match asked.page:
        case callbacks.TERMS:
            return views.full_terms(t, asked.goal)
        case callbacks.LANGUAGES:
            return views.languages(t, asked.goal)
        case callbacks.DECLINED:
            return views.declined(t, asked.goal)
        case callbacks.ABOUT:
            return views.about(await shop_name(callback, t), t, asked.goal)
        case _:
            return views.welcome(await shop_name(callback, t), t, asked.goal)


async def _show(
    event: Message | CallbackQuery, screen: Screen, user: User, services: Services, t: Translator
) -> None:
    await show(event, screen, user=user, services=services, t=t)
