"""What is shown when a quantity became several orders at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.money import total
from handlers.kit.order_card import order_card
from handlers.kit.order_words import amount_of
from handlers.kit.phrases import dotted
from locales.html import Html, bold, isolated, lines

if TYPE_CHECKING:
    from handlers.kit.screen import Screen
    from locales.translator import Translator
    from services.ordering.cards import OrderView
    from services.ordering.place import Placed


def placed_screen(placed: Placed, view: OrderView, t: Translator) -> Screen:
    """The card of the order; of several, the first one's, with all of them above it."""
    if len(placed.orders) == 1:
        return order_card(view.order, t, background=view.background, placed=placed.created)
    card = order_card(view.order, t, background=view.background)
    return replace(card, text=lines(_together(placed, t), "", card.text))


def _together(placed: Placed, t: Translator) -> Html:
    charge = total(order.charge for order in placed.orders)
    head = t.plural(
        "✅ <b>{n} order placed</b> · {amount}",
        "✅ <b>{n} orders placed</b> · {amount}",
        n=len(placed.orders),
        amount=t.exact(charge),
    )
    each = [dotted(bold(isolated(f"#{order.id}")), amount_of(order, t)) for order in placed.orders]
    return lines(head, *each, t("Each starts when the one before it has ended."))
