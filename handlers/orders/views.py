"""The list of a customer's orders."""

from __future__ import annotations

from typing import Final

from domain.orders import Order
from domain.text import clean_line
from handlers.kit.callbacks import NEW, Go, OpenOrder, OrdersAt
from handlers.kit.order_words import amount_of, percent_of, status_of
from handlers.kit.phrases import dotted, spaced
from handlers.kit.rows import home_row, pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, lines
from locales.translator import N_, Translator
from services.ordering.history import OrderFilter, OrderPage

KEYS_PER_ROW: Final = 4
NAME_LENGTH: Final = 60
NAMES: Final = {
    OrderFilter.ALL: N_("All"),
    OrderFilter.ACTIVE: N_("Active"),
    OrderFilter.DONE: N_("Done"),
}


def order_list(page: OrderPage, t: Translator) -> Screen:
    """A page of orders with a key for each, filters and a pager."""
    if not page.counts[OrderFilter.ALL]:
        return _empty(t)
    head = t(
        "<b>Orders</b> · {filter}: {n}",
        filter=t(NAMES[page.which]),
        n=t.number(page.counts[page.which]),
    )
    listed = [_line(number, order, t) for number, order in enumerate(page.orders, start=1)]
    body = listed or [t("No orders here.")]
    return Screen(lines(head, *(part for line in body for part in ("", line))), _rows(page, t))


def word_of(page: OrderPage) -> str:
    """A page as a word that an order's card carries, so that Back finds it again."""
    return f"{page.which[0]}{page.page}"


def filter_of(letter: str) -> OrderFilter:
    """The filter of a button; all orders for a letter that means nothing."""
    return next((which for which in OrderFilter if which[0] == letter), OrderFilter.ALL)


def _empty(t: Translator) -> Screen:
    new = Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY)
    return Screen(t("No orders yet. Paste a link to start."), ((new,), home_row(t)))


def _line(number: int, order: Order, t: Translator) -> Html:
    percent = percent_of(order)
    measured = None if percent is None else t.percent(percent)
    return lines(
        spaced(f"{number}. #{order.id}", status_of(order, t), measured),
        dotted(clean_line(order.service_name, NAME_LENGTH), amount_of(order, t)),
    )


def _rows(page: OrderPage, t: Translator) -> tuple[Row, ...]:
    word = word_of(page)
    keys = tuple(
        Button(t.number(number), OpenOrder(id=order.id, back=word))
        for number, order in enumerate(page.orders, start=1)
    )
    letter = page.which[0]
    return (
        tuple(_filter(which, page, t) for which in OrderFilter),
        keys[:KEYS_PER_ROW],
        keys[KEYS_PER_ROW:],
        pager_row(
            t, page=page.page, pages=page.pages, to=lambda to: OrdersAt(which=letter, page=to)
        ),
        home_row(t),
    )


def _filter(which: OrderFilter, page: OrderPage, t: Translator) -> Button:
    name = spaced(t.plain(NAMES[which]), t.number(page.counts[which]))
    label = f"• {name}" if which is page.which else name
    return Button(label, OrdersAt(which=which[0], page=1))
