"""Lists of a customer's orders: by filter, and as they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from aiogram.filters.callback_data import CallbackData

from domain.history import Guarantee, OrderFilter
from domain.ids import OrderId
from domain.orders import Order
from domain.text import clean_line
from handlers.kit.callbacks import NEW, ORDERS, WALLET, Go, OpenOrder, OrdersAt
from handlers.kit.order_words import amount_of, percent_of, status_of
from handlers.kit.phrases import dotted, spaced
from handlers.kit.rows import back_row, home_row, pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.orders.callbacks import ExportOrders, FindOrders
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.ordering.find import FoundOrders
from services.ordering.history import OrderPage

FOUND: Final = "f"
"""The letter of what was found, beside those of the filters."""
KEYS_PER_ROW: Final = 4
NAME_LENGTH: Final = 60
QUERY_LENGTH: Final = 60
NAMES: Final[Mapping[OrderFilter, str]] = {
    OrderFilter.ALL: N_("All"),
    OrderFilter.ACTIVE: N_("Active"),
    OrderFilter.DONE: N_("Finished"),
    OrderFilter.RETURNED: N_("Partial/Canceled"),
    OrderFilter.REFILL: N_("Can refill"),
    OrderFilter.HELD: N_("On hold"),
}
FILTERS: Final = (
    (OrderFilter.ALL, OrderFilter.ACTIVE, OrderFilter.DONE),
    (OrderFilter.RETURNED,),
)
"""Rows of filters: the longest label stands alone, because phones cut it beside another."""


def order_list(page: OrderPage, t: Translator) -> Screen:
    """A page of orders with a key for each, filters and a pager."""
    if not page.counts[OrderFilter.ALL]:
        return _empty(t)
    head = t(
        "<b>Orders</b> · {filter}: {n}",
        filter=t(NAMES[page.which]),
        n=t.number(page.counts[page.which]),
    )
    listed = _numbered(page.orders, page.guarantees, t) or [t("No orders here.")]
    return Screen(lines(head, *(part for line in listed for part in ("", line))), _rows(page, t))


def found_list(query: str, found: FoundOrders, t: Translator) -> Screen:
    """A page of what was found."""
    shown = isolated(code(clean_line(query, QUERY_LENGTH)))
    head = t.plural("{query} · {n} order", "{query} · {n} orders", n=found.total, query=shown)
    listed = _numbered(found.orders, found.guarantees, t)
    text = lines(head, *(part for line in listed for part in ("", line)))
    turn = _pager(t, found, lambda to: OrdersAt(which=FOUND, page=to))
    again = (Button(t.plain("Find"), FindOrders()),)
    keys = _keys(found.orders, f"{FOUND}{found.page}", t)
    return Screen(text, (*keys, turn, again, back_row(t, Go(to=ORDERS))))


def nothing_found(query: str, t: Translator) -> Screen:
    """None of the customer's orders is meant; another try is awaited."""
    text = lines(
        t(
            "None of your orders fits {query}.",
            query=isolated(code(clean_line(query, QUERY_LENGTH))),
        ),
        t("Send another number, link or @name."),
    )
    return Screen(text, (back_row(t, Go(to=ORDERS)),))


def ask_what(t: Translator) -> Screen:
    """Ask for what an order is found by."""
    text = lines(
        bold(t("Find an order")),
        t("Send its number, the link, or the @name it was for."),
        t("Example: {example}", example=code(t("instagram.com/name"))),
    )
    return Screen(text, (back_row(t, Go(to=ORDERS)),))


def filter_of(letter: str) -> OrderFilter:
    """The filter of a button; all orders for a letter that means nothing."""
    return next((which for which in OrderFilter if which.value == letter), OrderFilter.ALL)


def _empty(t: Translator) -> Screen:
    new = Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY)
    return Screen(t("No orders yet. Paste a link to start."), ((new,), home_row(t)))


def _numbered(
    orders: Iterable[Order], guarantees: Mapping[OrderId, Guarantee], t: Translator
) -> list[Html]:
    return [
        _line(number, order, guarantees.get(order.id), t)
        for number, order in enumerate(orders, start=1)
    ]


def _line(number: int, order: Order, guarantee: Guarantee | None, t: Translator) -> Html:
    percent = percent_of(order)
    measured = None if percent is None else t.percent(percent)
    return lines(
        spaced(f"{number}. #{order.id}", status_of(order, t), measured),
        dotted(
            clean_line(order.service_name, NAME_LENGTH),
            amount_of(order, t),
            _refill(guarantee, t),
        ),
    )


def _refill(guarantee: Guarantee | None, t: Translator) -> Html | None:
    if guarantee is None:
        return None
    if guarantee.until is None:
        return t("refill possible")
    return t("refill until {day}", day=t.date(guarantee.until))


def _rows(page: OrderPage, t: Translator) -> tuple[Row, ...]:
    keys = _keys(page.orders, f"{page.which.value}{page.page}", t)
    turn = _pager(t, page, lambda to: OrdersAt(which=page.which.value, page=to))
    if page.which is OrderFilter.HELD:
        return (*keys, turn, back_row(t, Go(to=WALLET)))
    tools = (
        _filter(OrderFilter.REFILL, page, t),
        Button(t.plain("Find"), FindOrders()),
        Button(t.plain("Export CSV"), ExportOrders(which=page.which.value, page=page.page)),
    )
    filters = (tuple(_filter(which, page, t) for which in row) for row in FILTERS)
    return (*filters, *keys, turn, tools, home_row(t))


def _filter(which: OrderFilter, page: OrderPage, t: Translator) -> Button:
    count = page.counts.get(which)
    name = spaced(t.plain(NAMES[which]), None if count is None else t.number(count))
    label = f"• {name}" if which is page.which else name
    return Button(label, OrdersAt(which=which.value))


def _keys(orders: Sequence[Order], back: str, t: Translator) -> tuple[Row, ...]:
    keys = [
        Button(t.number(number), OpenOrder(id=order.id, back=back))
        for number, order in enumerate(orders, start=1)
    ]
    return tuple(
        tuple(keys[start : start + KEYS_PER_ROW]) for start in range(0, len(keys), KEYS_PER_ROW)
    )


def _pager(t: Translator, page: OrderPage | FoundOrders, to: Callable[[int], CallbackData]) -> Row:
    return pager_row(t, page=page.page, pages=page.pages, to=to)
