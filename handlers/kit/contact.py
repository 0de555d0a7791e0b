"""How to reach the people behind the shop: in a sentence, and as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.accounts import User
from domain.ids import UserId
from handlers.kit.screen import Button, Row
from locales.html import Html, safe
from locales.translator import Translator

SHOWN: Final = 2


def contact_names(operators: Sequence[User]) -> Html | None:
    """The names of the shop's people, as links to them; None where nobody is known yet."""
    names = [_mention(operator) for operator in operators[:SHOWN]]
    return Html(", ".join(names)) if names else None


def contact_rows(operators: Sequence[User], user_id: UserId, t: Translator) -> tuple[Row, ...]:
    """Open the chat of whoever has a public name, and copy the id that they will ask for."""
    public = [operator.username for operator in operators[:SHOWN] if operator.username]
    write = tuple(
        Button(t.plain("Write to @{name}", name=name), url=f"https://t.me/{name}")
        for name in public
    )
    return (write, (Button(t.plain("Copy my id"), copy=str(user_id)),))


def _mention(operator: User) -> Html:
    """A public name, or a link that Telegram makes of an id."""
    if operator.username:
        return Html(f"@{safe(operator.username)}")
    return Html(f'<a href="tg://user?id={operator.id}">{safe(operator.first_name)}</a>')
