"""The bot's own texts: command menus, name, description, menu button."""

from re import compile as pattern
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetChatMenuButton,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.profile import DEFAULT_SCOPE, Scope
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request

COMMAND = pattern(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
LANGUAGE = pattern(r"(?:[a-z]{2})?")


def set_my_commands(desk: Desk, call: SetMyCommands) -> bool:
    """Set the menu of one scope and language."""
    if len(call.commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in call.commands:
        if not COMMAND.fullmatch(command.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    desk.profile.commands[_menu_key(desk, call)] = [
        {"command": item.command.removeprefix("/"), "description": item.description}
        for item in call.commands
    ]
    desk.cloud.changed("commands")
    return True


def get_my_commands(desk: Desk, call: GetMyCommands) -> list[Json]:
    """Return the menu of exactly one scope and language."""
    return desk.profile.commands.get(_menu_key(desk, call), [])


def delete_my_commands(desk: Desk, call: DeleteMyCommands) -> bool:
    """Let wider scopes show through again."""
    desk.profile.commands.pop(_menu_key(desk, call), None)
    desk.cloud.changed("commands")
    return True


def _menu_key(desk: Desk, call: Any) -> tuple[Scope, str]:  # noqa: ANN401 - three methods
    language = _language(call.language_code)
    if call.scope is None:
        return DEFAULT_SCOPE, language
    chat_id = getattr(call.scope, "chat_id", None)
    if isinstance(chat_id, str) and chat_id.lstrip("-").isdecimal():
        chat_id = int(chat_id)
    if chat_id is not None:
        desk.chat(chat_id)
    return (str(call.scope.type), chat_id, getattr(call.scope, "user_id", None)), language


def _language(code: str | None) -> str:
    if not LANGUAGE.fullmatch(code or ""):
        raise bad_request("LANG_CODE_INVALID")
    return code or ""


def _set(desk: Desk, texts: dict[str, str], call: Any, rule: tuple[str, int]) -> bool:  # noqa: ANN401 - three methods alike
    name, limit = rule
    text = getattr(call, name) or ""
    if len(text) > limit:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    language = _language(call.language_code)
    texts[language] = text
    if not text:
        del texts[language]
    desk.cloud.changed("bot")
    return True


def set_my_name(desk: Desk, call: SetMyName) -> bool:
    """Set the name in one language."""
    return _set(desk, desk.profile.names, call, ("name", MAX_NAME))


def get_my_name(desk: Desk, call: GetMyName) -> Json:
    """Return the name in one language."""
    name = desk.profile.text_for(desk.profile.names, _language(call.language_code))
    return {"name": name or desk.cloud.bot["first_name"]}


def set_my_description(desk: Desk, call: SetMyDescription) -> bool:
    """Set what an empty chat shows."""
    rule = ("description", MAX_DESCRIPTION)
    return _set(desk, desk.profile.descriptions, call, rule)


def get_my_description(desk: Desk, call: GetMyDescription) -> Json:
    """Return what an empty chat shows."""
    language = _language(call.language_code)
    return {"description": desk.profile.text_for(desk.profile.descriptions, language)}


def set_my_short_description(desk: Desk, call: SetMyShortDescription) -> bool:
    """Set what the bot's profile page shows."""
    rule = ("short_description", MAX_SHORT_DESCRIPTION)
    return _set(desk, desk.profile.short_descriptions, call, rule)


def get_my_short_description(desk: Desk, call: GetMyShortDescription) -> Json:
    """Return what the bot's profile page shows."""
    language = _language(call.language_code)
    texts = desk.profile.short_descriptions
    return {"short_description": desk.profile.text_for(texts, language)}


def set_chat_menu_button(desk: Desk, call: SetChatMenuButton) -> bool:
    """Set the button left of the composer."""
    button = call.menu_button
    chosen = button.model_dump(exclude_none=True) if button else {"type": "commands"}
    desk.profile.menu_button = chosen
    return True


def get_chat_menu_button(desk: Desk, call: GetChatMenuButton) -> Json:
    """Return the button left of the composer."""
    del call
    return desk.profile.menu_button


HANDLERS: Handlers = {
    SetMyCommands: set_my_commands,
    GetMyCommands: get_my_commands,
    DeleteMyCommands: delete_my_commands,
    SetMyName: set_my_name,
    GetMyName: get_my_name,
    SetMyDescription: set_my_description,
    GetMyDescription: get_my_description,
    SetMyShortDescription: set_my_short_description,
    GetMyShortDescription: get_my_short_description,
    SetChatMenuButton: set_chat_menu_button,
    GetChatMenuButton: get_chat_menu_button,
}
