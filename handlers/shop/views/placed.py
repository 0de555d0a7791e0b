"""What is shown when a quantity became several orders at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.money import total
from handlers.kit.callbacks import ORDERS, Go, OpenOrder
from handlers.kit.order_words import amount_of
from handlers.kit.phrases import dotted
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Screen
from handlers.shop.views.pages import in_rows
from locales.html import Html, bold, isolated, lines

if TYPE_CHECKING:
    from domain.orders import Order
    from locales.translator import Translator
    from services.ordering.place import Placed

_WIDE = 5


def placed_together(placed: Placed, t: Translator) -> Screen:
    """List the orders; each has its card behind a button."""
    orders = placed.orders
    head = t.plural(
        "✅ <b>{n} order placed</b> · {amount}",
        "✅ <b>{n} orders placed</b> · {amount}",
        n=len(orders),
        amount=t.exact(total(order.charge for order in orders)),
    )
    text = lines(
        head,
        orders[0].service_name,
        "",
        *(_line(order, t) for order in orders),
        "",
        t("Each starts when the one before it has ended. You are told of every one."),
    )
    cards = [Button(f"#{order.id}", OpenOrder(id=order.id)) for order in orders]
    behind = (Button(t.plain("Orders"), Go(to=ORDERS)), home_button(t))
    return Screen(text, (*in_rows(cards, _WIDE), behind))


def _line(order: Order, t: Translator) -> Html:
    return dotted(bold(isolated(f"#{order.id}")), amount_of(order, t))
