"""The table of methods: which function serves which name."""

from sandbox.telegram.desk import Handler
from sandbox.telegram.methods import callbacks, chats, edits, files, messages, profile, updates

FAMILIES = (messages, edits, callbacks, files, updates, chats, profile)


def served_methods() -> dict[str, Handler]:
    """Return the functions by lower-case method name: Telegram takes names in any case."""
    return {
        model.__api_method__.lower(): handler
        for family in FAMILIES
        for model, handler in family.HANDLERS.items()
    }
