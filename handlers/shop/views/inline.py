"""A service as an inline result, and as the message that picking it leaves in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram.enums import ParseMode
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

from domain.pricing import PER_PACKAGE
from domain.text import clean_line
from handlers.kit.screen import Button, Screen, markup
from handlers.kit.show import NO_PREVIEW
from handlers.shop.names import kind_name, platform_name
from handlers.shop.views.pages import NAME_LENGTH
from locales.html import bold, code, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from handlers.kit.sharing import Sharing

TITLE_LENGTH: Final = 100


def article(service: Service, sharing: Sharing, t: Translator) -> InlineQueryResultArticle:
    """One result: its price is for the one who asks, the message for everybody has none."""
    shelf = f"{platform_name(service.platform, t)} · {kind_name(service.kind, t)}"
    shared = _shared(service, shelf, sharing, t)
    return InlineQueryResultArticle(
        id=f"s{service.id}",
        title=clean_line(service.name, TITLE_LENGTH) or shelf,
        description=f"{shelf}\n{_price(service, t)}",
        input_message_content=InputTextMessageContent(
            message_text=shared.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
        ),
        reply_markup=markup(shared, t.rtl),
    )


def _shared(service: Service, shelf: str, sharing: Sharing, t: Translator) -> Screen:
    text = lines(
        bold(clean_line(service.name, NAME_LENGTH)), shelf, t("ID {id}", id=code(service.id))
    )
    opening = Button(t.plain("Open in the shop"), url=sharing.address(service.id))
    return Screen(text, ((opening,),))


def _price(service: Service, t: Translator) -> str:
    """The price as lists show it, where Telegram takes no markup."""
    price = t.price(service.rate)
    if service.type in PER_PACKAGE:
        return t.plain("{price} per package", price=price)
    return t.plain("{price} / 1,000", price=price)
