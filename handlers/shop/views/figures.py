"""How a service's own figures read: when it starts, how long it takes, how its orders end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.pricing import PER_PACKAGE
from handlers.kit.spans import duration
from locales.html import Html
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.figures import ServiceFigures

_MINUTE: Final = 60
_LOT: Final = 1000


def span(seconds: int, t: Translator) -> str:
    """A span of time, rounded up to whole minutes at least."""
    return duration(max(-(-seconds // _MINUTE), 1), t)


def no_figures(t: Translator) -> Html:
    """Said of a service that too few orders were finished of."""
    return t("New here: no numbers yet")


def in_short(figures: ServiceFigures | None, t: Translator) -> list[Html]:
    """The two figures that a list has room for."""
    if figures is None:
        return [no_figures(t)]
    finished = t("{share} finish", share=t.percent(figures.shares.completed))
    if figures.starts_p50_s is None:
        return [finished]
    return [t("Starts about {time}", time=span(figures.starts_p50_s, t)), finished]


def in_full(service: Service, figures: ServiceFigures | None, t: Translator) -> list[Html]:
    """A card's lines: start, finish, results."""
    if figures is None:
        return [no_figures(t)]
    return [
        line
        for line in (_starts(figures, t), _finishes(service, figures, t), _results(figures, t))
        if line is not None
    ]


def expected(
    service: Service, figures: ServiceFigures | None, t: Translator
) -> tuple[Html | None, ...]:
    """When an order may be expected to start and to be done; nothing where that is not known."""
    return () if figures is None else (_starts(figures, t), _finishes(service, figures, t))


def _starts(figures: ServiceFigures, t: Translator) -> Html | None:
    if figures.starts_p50_s is None or figures.starts_p90_s is None:
        return None
    usual, most = span(figures.starts_p50_s, t), span(figures.starts_p90_s, t)
    if usual == most:
        return t("Starts: 9 of 10 within {time}", time=most)
    return t("Starts: usually in {usual} (9 of 10 within {most})", usual=usual, most=most)


def _finishes(service: Service, figures: ServiceFigures, t: Translator) -> Html | None:
    lot = figures.thousand_s
    if lot is not None and service.type not in PER_PACKAGE and service.max >= _LOT:
        return t("Finishes: {n} usually in {time}", n=t.number(_LOT), time=span(lot, t))
    if figures.finishes_p50_s is None:
        return None
    return t("Finishes: usually in {time}", time=span(figures.finishes_p50_s, t))


def _results(figures: ServiceFigures, t: Translator) -> Html:
    shares = figures.shares
    return t(
        "Result: {completed} complete · {partial} partial · {canceled} canceled",
        completed=t.percent(shares.completed),
        partial=t.percent(shares.partial),
        canceled=t.percent(shares.canceled),
    )
