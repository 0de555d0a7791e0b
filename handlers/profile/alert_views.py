"""How one wants to be told: alerts, quiet hours, one's own clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from aiogram.filters.callback_data import CallbackData

from domain.pings import Preferences, Topic
from handlers.kit.callbacks import PROFILE, Go
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.profile.callbacks import Alert, AskClock, Hours, MyClock, Open, Page, Quiet, Until
from locales.html import Html, bold, isolated, lines
from locales.translator import N_, Translator
from services.people.wishes import Wishes

TOPICS: Final[Mapping[Topic, str]] = {
    Topic.COMPLETED: N_("Completed"),
    Topic.LATE: N_("Late"),
    Topic.PRICES: N_("Price changes"),
    Topic.NEWS: N_("News"),
}
MEANINGS: Final[Mapping[Topic, str]] = {
    Topic.COMPLETED: N_("an order is done"),
    Topic.LATE: N_("an order is slower than usual"),
    Topic.PRICES: N_("a saved service costs more or less, or is back"),
    Topic.NEWS: N_("news of the shop"),
}
WEST, EAST = -11, 12
"""Hours from UTC of all full-hour clocks; those a day apart show the same time."""
BESIDE: Final = (0, 30, 45)
"""Minutes by which the world's clocks stand beside full hours."""


def alerts(wishes: Wishes, t: Translator) -> Screen:
    """Each alert with its switch."""
    on = wishes.preferences.alerts
    listed = [
        t(
            "<b>{alert}</b>: {state}, {meaning}",
            alert=t(TOPICS[topic]),
            state=_state(topic in on, t),
            meaning=t(MEANINGS[topic]),
        )
        for topic in Topic
    ]
    text = lines(
        t("<b>Alerts</b>"),
        *listed,
        "",
        t("Money that comes back, answers of the shop and what needs you are always told."),
    )
    switches = [
        Button(
            t.plain("{alert}: switch off", alert=t.plain(TOPICS[topic]))
            if topic in on
            else t.plain("{alert}: switch on", alert=t.plain(TOPICS[topic])),
            Alert(topic=topic, on=topic not in on),
        )
        for topic in Topic
    ]
    return Screen(text, (*((switch,) for switch in switches), back_row(t, Go(to=PROFILE))))


def quiet_hours(wishes: Wishes, t: Translator) -> Screen:
    """When nothing rings, and by which clock."""
    chosen = wishes.preferences
    text = lines(
        t("<b>Quiet hours</b>"),
        t("From {start} to {end}: {state}", **_span(chosen), state=_state(chosen.quiet, t)),
        _own_clock(wishes, t),
        "",
        t("What can wait is told when they end. Money and what needs you comes at once."),
    )
    switch = (
        Button(t.plain("Switch off"), Quiet(on=False))
        if chosen.quiet
        else Button(t.plain("Switch on"), Quiet(on=True))
    )
    hours = Button(t.plain("Other hours"), Open(page=Page.START))
    style = Style.PRIMARY if chosen.offset is None else None
    clock = Button(t.plain("Set my clock"), AskClock(), style=style)
    return Screen(text, ((clock,), (switch, hours), back_row(t, Go(to=PROFILE))))


def choose_start(t: Translator) -> Screen:
    """When the quiet begins."""
    rows = _hours(lambda hour: Until(start=hour))
    return Screen(t("From when shall it be quiet?"), (*rows, _back(t)))


def choose_end(start: int, t: Translator) -> Screen:
    """When the quiet ends."""
    rows = _hours(lambda hour: Hours(start=start, end=hour), skip=start)
    text = t("Quiet from {start}. Until when?", start=isolated(_time(start, 0)))
    return Screen(text, (*rows, back_row(t, Open(page=Page.START))))


def ask_clock(wishes: Wishes, minutes: int, t: Translator) -> Screen:
    """Every time that it may be for somebody now; a tap tells which clock is theirs."""
    beside = minutes if minutes in BESIDE else 0
    offsets = [hours * 60 + beside for hours in range(WEST, EAST + 1)]
    shown = sorted((_now_at(wishes, offset), offset) for offset in offsets)
    keys = [Button(_time(*now), MyClock(offset=offset)) for now, offset in shown]
    other = BESIDE[(BESIDE.index(beside) + 1) % len(BESIDE)]
    minutes_differ = Button(t.plain("The minutes differ"), AskClock(minutes=other))
    return Screen(
        lines(t("What time is it for you now?"), t("Tap the time that your clock shows.")),
        (*_in_rows(keys, 6), (minutes_differ,), _back(t)),
    )


def _own_clock(wishes: Wishes, t: Translator) -> Html:
    offset = wishes.preferences.offset
    if offset is None:
        return t("I do not know your time yet, so nothing is held back. Set your clock.")
    return t("Your clock: {time}", time=bold(isolated(_time(*_now_at(wishes, offset)))))


def _now_at(wishes: Wishes, offset: int) -> tuple[int, int]:
    theirs = wishes.now + timedelta(minutes=offset)
    return theirs.hour, theirs.minute


def _span(chosen: Preferences) -> dict[str, Html]:
    return {
        "start": bold(isolated(_time(chosen.quiet_from, 0))),
        "end": bold(isolated(_time(chosen.quiet_until, 0))),
    }


def _hours(to: Callable[[int], CallbackData], skip: int | None = None) -> tuple[Row, ...]:
    return _in_rows([Button(_time(hour, 0), to(hour)) for hour in range(24) if hour != skip], 6)


def _in_rows(keys: list[Button], width: int) -> tuple[Row, ...]:
    return tuple(tuple(keys[start : start + width]) for start in range(0, len(keys), width))


def _time(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def _state(on: bool, t: Translator) -> Html:  # noqa: FBT001 - a switch reads plainly
    return t("on") if on else t("off")


def _back(t: Translator) -> Row:
    return back_row(t, Open(page=Page.QUIET))
