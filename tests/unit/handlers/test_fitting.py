"""Rows of buttons are broken where a phone would cut a label, and nowhere else."""

import pytest

from handlers.kit.fitting import fits, fitted, width_of
from handlers.kit.screen import Button, Screen, markup


def _row(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, "x") for label in labels)


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Add money"], [1]),
        (["A label that is as long as a whole line of a phone"], [1]),
        (["‹ Back", "Home"], [2]),
        (["All 3", "Active 1", "Finished 1"], [2, 1]),
        (["Can refill", "Find", "Export CSV"], [2, 1]),
        (["View order", "Order 360 elsewhere"], [1, 1]),
        (["1", "2", "3", "4", "5", "6", "7", "8"], [8]),
        (["#1234567", "#1234568", "#1234569"], [3]),
        (["‹", "10/7,500,000", "›"], [3]),
        (["00:45", "01:45", "02:45", "03:45", "04:45", "05:45"], [6]),
        (["👛 Wallet", "📦 Orders · 12"], [2]),
    ],
)
def test_a_row_is_broken_only_where_it_would_be_cut(labels: list[str], rows: list[int]) -> None:
    broken = fitted([_row(*labels)])

    assert [len(row) for row in broken] == rows
    assert [button.label for row in broken for button in row] == labels
    assert all(fits(row) for row in broken)


@pytest.mark.parametrize(
    ("label", "width"), [("Home", 4), ("👛 Wallet", 9), ("हिन्दी", 5), ("الدعم", 5), ("", 0)]
)
def test_a_label_is_as_wide_as_it_is_drawn(label: str, width: int) -> None:
    assert width_of(label) == width


def test_a_broken_row_still_runs_from_right_to_left() -> None:
    keyboard = markup(Screen("x", (_row("One", "Two", "Very long indeed"),)), rtl=True)

    assert keyboard is not None
    labels = [[button.text for button in row] for row in keyboard.inline_keyboard]
    assert labels == [["Two", "One"], ["Very long indeed"]]
