"""Files for spreadsheets: every value comes back, and nothing in them is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.csv_text import GUARD, csv_line
from domain.money import Money

STARTERS = "=+-@＝＋－＠\t\r\n"
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    " =1",
    "＝1",
    "a;=1",
    'a;"=1',
    'a"";  @x',
    "first\nsecond",
    "a,b",
    '"quoted"',
    "\x00nul\x1f",
    "line\u2028separator",
    "'already",
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(), st.text(alphabet="=+-@;,\"' \n\r\tа1", max_size=20)
)


def as_read(line: str, separator: str = ",") -> list[str]:
    rows = list(csv.reader(io.StringIO(line), delimiter=separator, strict=separator == ","))
    assert len(rows) == 1, "a break inside a cell broke the line"
    return rows[0]


def plain(text: str) -> str:
    """What is left of a text when breaks and marks that nobody sees are one space each."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()


def unguarded(cell: str) -> str:
    """What a person reads: guards are taken off again."""
    bare = cell.removeprefix(GUARD) if cell[1:].lstrip(' "')[:1] in tuple(STARTERS) else cell
    return re.sub(rf"(;\s*\"*\s*){GUARD}(?=[=+\-@＝＋－＠])", r"\1", bare)


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_strict_reader_gets_every_text_back(texts: list[str]) -> None:
    cells = as_read(csv_line(texts))

    assert len(cells) == len(texts)
    for cell, text in zip(cells, texts, strict=True):
        told = plain(text)
        assert cell in {told, GUARD + told} or unguarded(cell) == told


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_no_cell_begins_a_formula_however_a_spreadsheet_parts_cells(texts: list[str]) -> None:
    line = csv_line(texts).removesuffix("\r\n")

    for separator in ",;":
        for cell in as_read(line, separator):
            assert not cell.strip(' "').startswith(tuple(STARTERS)), (separator, cell)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_one_cell_of_one_line(text: str) -> None:
    before, cell, after = as_read(csv_line(["before", text, "after"]))

    assert (before, after) == ("before", "after")
    assert cell[:1] not in tuple(STARTERS)


def test_amounts_are_exact_and_times_are_utc() -> None:
    at = datetime(2026, 11, 21, 14, 2, 3, tzinfo=UTC)

    cells = as_read(csv_line([Money.of("0.000001"), Money(10**15), at, None, 0, 42]))

    assert cells == ["0.000001", "1000000000.000000", "2026-11-21T14:02:03Z", "", "0", "42"]
