"""What is offered when an order cannot be made again by the same service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.kit.callbacks import OpenOrder
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Screen, Style
from handlers.shop.callbacks import OpenPicks, OrderElsewhere
from handlers.shop.views.prices import rate_text
from locales.html import bold, code, lines

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.ids import ServiceId
    from handlers.kit.callbacks import OrderAgain
    from locales.translator import Translator


def elsewhere_screen(
    asked: OrderAgain, closest: Service, t: Translator, *, gone_id: ServiceId | None
) -> Screen:
    """Offer the nearest service, or the choice among all like it."""
    text = lines(
        None if gone_id is None else t("Service {id} is gone.", id=code(gone_id)),
        t("Closest: {service}", service=bold(closest.name)),
        t("ID {id}", id=code(closest.id)),
        t("Price: <b>{price}</b>", price=rate_text(closest, t)),
    )
    use = OrderElsewhere(id=asked.id, service=closest.id, how=asked.how)
    shelf = OpenPicks(platform=closest.platform, kind=closest.kind)
    return Screen(
        text,
        (
            (Button(t.plain("Use it"), use, style=Style.PRIMARY),),
            (Button(t.plain("Choose"), shelf),),
            back_row(t, OpenOrder(id=asked.id)),
        ),
    )
