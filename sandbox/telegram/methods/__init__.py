"""The methods of the Bot API that the local Telegram serves, by family."""

from sandbox.telegram.methods import (
    callbacks,
    chats,
    edits,
    files,
    messages,
    profile,
    updates,
)

__all__ = ["callbacks", "chats", "edits", "files", "messages", "profile", "updates"]
