"""A local Telegram: a strict Bot API server with people in it, and a chat page to watch."""

from sandbox.telegram.messages import Button, Document, Message, Toast
from sandbox.telegram.people import Group, NoSuchButtonError, Person
from sandbox.telegram.server import LocalTelegram

__all__ = [
    "Button",
    "Document",
    "Group",
    "LocalTelegram",
    "Message",
    "NoSuchButtonError",
    "Person",
    "Toast",
]
