"""Showing a service to other people: its public address, and the button that sends it around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aiogram.exceptions import TelegramAPIError

from domain.text import clean_line
from handlers.kit.screen import Button

if TYPE_CHECKING:
    from aiogram import Bot

    from domain.catalogue import Service
    from domain.ids import ServiceId
    from locales.translator import Translator

NAME_LENGTH: Final = 100
"""Characters of a service's name in an address, where each may take twelve."""
SERVICE_GOAL: Final = "s"
"""What the goal of a link to a service begins with."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """How this bot's services are shared: inline where its owner switched that on."""

    username: str
    inline: bool

    @classmethod
    async def of(cls, bot: Bot) -> Sharing | None:
        """Ask Telegram, once, who the bot is; it need not answer."""
        try:
            me = await bot.me()
        except TelegramAPIError:
            return None
        return cls(me.username or "", inline=bool(me.supports_inline_queries))

    def address(self, service_id: ServiceId) -> str:
        """The public link that opens a service's card."""
        return f"https://t.me/{self.username}?start={SERVICE_GOAL}{service_id}"

    def button(self, service: Service, t: Translator) -> Button:
        """Send a service to a chat; without inline mode, by Telegram's own share page."""
        label = t.plain("Share")
        if self.inline:
            return Button(label, share=str(service.id))
        query = urlencode(
            {"url": self.address(service.id), "text": clean_line(service.name, NAME_LENGTH)}
        )
        return Button(label, url=f"https://t.me/share/url?{query}")
