"""What is said of money: the same on every screen, and never another sum than is taken."""

from dataclasses import replace

import pytest

from domain.money import ZERO, Money
from handlers.kit.phrases import pay_label, reason_words
from handlers.wallet.statement import statement_screen
from locales.translator import Translator, translator
from services.people.leaving import REASON
from tests.unit.handlers.specimens import a_statement


@pytest.fixture
def t() -> Translator:
    return translator("en", "USD")


@pytest.mark.parametrize(
    ("charge", "label"),
    [
        ("0.9", "Pay $0.90"),
        ("1234.5", "Pay $1,234.50"),
        ("0.0278", "Pay $0.0278"),
        ("0.02781", "Pay"),
        ("24.729165", "Pay"),
    ],
)
def test_a_button_names_what_is_taken_or_no_sum_at_all(
    charge: str, label: str, t: Translator
) -> None:
    assert pay_label(Money.of(charge), t) == label


@pytest.mark.parametrize(
    ("balance", "proof"),
    [
        (Money.of("24.72"), "All lines add up to your balance."),
        (
            Money.of("24.729165"),
            "All lines add up to your balance: exactly \u2068$24.729165\u2069.",
        ),
        (ZERO, "All lines add up to your balance."),
    ],
)
def test_a_statement_names_the_balance_that_other_screens_name_and_the_exact_one_last(
    balance: Money, proof: str, t: Translator
) -> None:
    text = statement_screen(replace(a_statement(), balance=balance), t).text

    assert f"Balance: <b>\u2068{t.money(balance)}\u2069</b>" in text
    assert text.endswith(proof)


def test_the_shops_own_reason_is_said_in_the_readers_language() -> None:
    assert reason_words(REASON, translator("en", "USD")) == "account deleted"
    assert reason_words("<b>", translator("en", "USD")) == "\u2068&lt;b&gt;\u2069"


def test_lines_of_others_keep_their_own_order_in_languages_from_the_right() -> None:
    text = "Start: 1 h\n\nسريع <b>"

    assert translator("en", "USD").own_lines(text) == "Start: 1 h\n\nسريع &lt;b&gt;"
    assert (
        translator("ar", "USD").own_lines(text)
        == "\u2068Start: 1 h\u2069\n\n\u2068سريع &lt;b&gt;\u2069"
    )
