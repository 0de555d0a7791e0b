"""Money, numbers and times as each language writes them; values that cannot become markup."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from gettext import NullTranslations
from typing import Final

import pytest

from domain.money import Money
from locales.html import Html, bold, code, isolated, lines
from locales.languages import KNOWN, LANGUAGES, language_of, supported
from locales.money import format_money
from locales.translator import N_, Translator, translator

NBSP: Final = "\u00a0"
SUPPLIES: Final = "\u202f"
AT: Final = datetime(2026, 11, 21, 16, 5, 9, tzinfo=UTC)


class Backwards(NullTranslations):
    """A catalogue whose every text is the same one."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer

    def gettext(self, message: str) -> str:
        del message
        return self.answer


def speaking(answer: str) -> Translator:
    return Translator(LANGUAGES[0], "USD", Backwards(answer))


def usd(code: str) -> Translator:
    return translator(code, "USD")


def spaces(text: str) -> str:
    return text.replace(NBSP, "_").replace(SUPPLIES, "_")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en", "en"), ("ru", "ru"), ("tr", "tr"), ("hi", "hi"),
        ("RU", "ru"), ("ru-RU", "ru"), ("tr_TR", "tr"), ("hi-IN-x", "hi"), ("en-GB", "en"),
        ("pt-br", "pt"), ("uk", "uk"), ("ar-EG", "ar"),
        ("r", "en"), ("zz", "en"), ("rus", "en"), ("", "en"), (None, "en"), ("-", "en"),
    ],
)  # fmt: skip
def test_a_language_that_is_not_spoken_falls_back_to_english(
    asked: str | None, spoken: str
) -> None:
    assert supported(asked) == spoken
    assert language_of(asked).code == translator(asked, "USD").language.code == spoken


@pytest.mark.parametrize(
    ("amount", "balance", "missing", "price", "exact"),
    [
        ("0", "$0.00", "$0.00", "$0.00", "$0.00"),
        ("12.4", "$12.40", "$12.40", "$12.40", "$12.40"),
        ("0.999999", "$0.99", "$1.00", "$1.00", "$0.999999"),
        ("0.12345", "$0.12", "$0.13", "$0.1235", "$0.12345"),
        ("0.000001", "$0.00", "$0.01", "$0.0001", "$0.000001"),
        ("0.9", "$0.90", "$0.90", "$0.90", "$0.90"),
        ("1.000001", "$1.00", "$1.01", "$1.01", "$1.000001"),
        ("1234567.891", "$1,234,567.89", "$1,234,567.90", "$1,234,567.90", "$1,234,567.891"),
    ],
)
def test_balances_round_down_and_prices_up(
    amount: str, balance: str, missing: str, price: str, exact: str
) -> None:
    money, t = Money.of(amount), usd("en")

    assert (t.money(money), t.money(money, up=True)) == (balance, missing)
    assert (t.price(money), t.exact(money)) == (price, exact)


@pytest.mark.parametrize("amount", ["0.000001", "0.01", "0.333333", "1.999999", "99.994999"])
def test_nobody_is_promised_more_than_there_is(amount: str) -> None:
    def read(text: str) -> Money:
        return Money.of(text.removeprefix("$").replace(",", ""))

    money, t = Money.of(amount), usd("en")

    assert read(t.money(money)) <= money == read(t.exact(money)) <= read(t.price(money))


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("en", ["$1,234.50", "−$0.5001", "1,234,567", "42%", "Nov 21, 2026"]),
        ("ru", ["1_234,50_$", "−0,5001_$", "1_234_567", "42_%", "21 нояб. 2026_г."]),
        ("tr", ["$1.234,50", "−$0,5001", "1.234.567", "%42", "21 Kas 2026"]),
        ("hi", ["$1,234.50", "−$0.5001", "12,34,567", "42%", "21 नव॰ 2026"]),
    ],
)
def test_figures_are_written_as_the_language_writes_them(code: str, figures: list[str]) -> None:
    t = usd(code)
    written = (
        t.money(Money.of("1234.5")), t.change(Money.of("-0.5001")), t.number(1_234_567),
        t.percent(42), t.date(AT),
    )  # fmt: skip

    assert list(map(spaces, written)) == figures


@pytest.mark.parametrize(
    ("currency", "amount"),
    [
        ("USD", "$3.50"), ("EUR", "€3.50"), ("INR", "₹3.50"), ("JPY", "¥3.50"),
        ("RUB", "RUB_3.50"), ("TRY", "TRY_3.50"), ("USDT", "USDT_3.50"),
    ],
)  # fmt: skip
def test_a_currency_in_letters_keeps_its_distance(currency: str, amount: str) -> None:
    assert spaces(translator("en", currency).money(Money.of("3.5"))) == amount


@pytest.mark.parametrize("locale", [one.locale for one in KNOWN])
def test_no_mark_of_direction_turns_an_amount_around(locale: str) -> None:
    """Amounts stand isolated; with the locale's own mark inside, Arabic showed `$US 3.50`."""
    written = format_money(Decimal("3.5"), "USD", locale, places=2)

    assert not {"\u200e", "\u200f"} & set(written)


@pytest.mark.parametrize(
    ("amount", "shown"), [("3.5", "+$3.50"), ("-3.5", "−$3.50"), ("0", "+$0.00")]
)
def test_a_change_always_has_its_sign(amount: str, shown: str) -> None:
    assert usd("en").change(Money.of(amount)) == shown


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_digits_are_latin_in_every_language(code: str) -> None:
    t = usd(code)
    money = Money.of("1234567.890123")
    shown = (
        *(write(money) for write in (t.money, t.price, t.exact, t.change)),
        t.number(9_876_543_210), t.percent(100), t.date(AT), t.when(AT),
    )  # fmt: skip

    assert all(letter in "0123456789" for letter in "".join(shown) if letter.isdigit())


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en", "Nov 21, 2026, 4:05_PM UTC"),
        ("ru", "21 нояб. 2026_г., 16:05 UTC"),
        ("tr", "21 Kas 2026, 16:05 UTC"),
        ("hi", "21 नव॰ 2026, 4:05 pm UTC"),
    ],
)
def test_a_moment_is_left_to_the_reader_s_own_zone(code: str, shown: str) -> None:
    begun = '<tg-time unix="1795277109" format="dt">'

    assert spaces(usd(code).when(AT)) == f"{begun}{shown}</tg-time>"


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=9)))

    assert usd("en").when(elsewhere) == usd("en").when(AT)
    assert usd("en").date(elsewhere) == usd("en").date(AT)


@pytest.mark.parametrize("code", [one.code for one in KNOWN])
def test_no_part_of_a_date_can_be_tapped_as_a_command(code: str) -> None:
    """Arabic's own `21/11/2026` has a mark of direction before each slash."""
    shown = usd(code).date(AT) + usd(code).when(AT).partition(">")[2].partition("<")[0]

    assert not re.search(r"(?<![\w/<>])/\w", shown)


@pytest.mark.parametrize(
    ("code", "counted"),
    [
        ("en", {0: "0 services", 1: "1 service", 2: "2 services", 1000: "1,000 services"}),
        (
            "ru",
            {
                0: "0 услуг", 1: "1 услуга", 2: "2 услуги", 4: "4 услуги", 5: "5 услуг",
                11: "11 услуг", 14: "14 услуг", 21: "21 услуга", 22: "22 услуги",
                25: "25 услуг", 101: "101 услуга", 111: "111 услуг", 1002: "1_002 услуги",
            },
        ),
        ("tr", {0: "0 servis", 1: "1 servis", 5: "5 servis", 1000: "1.000 servis"}),
        ("hi", {0: "0 सर्विस", 1: "1 सर्विस", 5: "5 सर्विस", 100000: "1,00,000 सर्विस"}),
    ],
)  # fmt: skip
def test_things_are_counted_as_the_language_counts(code: str, counted: dict[int, str]) -> None:
    t = usd(code)
    shown = {n: spaces(t.plural("{n} service", "{n} services", n=n)) for n in counted}
    plain = {n: spaces(t.plain_plural("{n} service", "{n} services", n=n)) for n in counted}

    assert shown == plain == counted


def test_hindi_tells_one_from_many() -> None:
    t = usd("hi")

    assert t.plural("{n} result", "{n} results", n=1) == "1 नतीजा"
    assert t.plural("{n} result", "{n} results", n=2) == "2 नतीजे"


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_every_value_is_escaped_unless_it_is_html(code: str) -> None:
    t, name = usd(code), "<b>Tom</b> & <a href='x'>"

    told = t("Service: {service}", service=name)
    kept = t("Service: {service}", service=bold("<x>"))
    counted = t.plural(
        "{n} part of {quantity}, {every}; {total} in all",
        "{n} parts of {quantity}, {every}; {total} in all",
        n=2, quantity=name, every=name, total=name,
    )  # fmt: skip

    assert "&lt;b&gt;Tom&lt;/b&gt; &amp; &lt;a href='x'&gt;" in told
    assert "<b>&lt;x&gt;</b>" in kept
    assert "<" not in told
    assert "<" not in counted
    assert isinstance(told, Html)
    assert isinstance(counted, Html)


def test_buttons_and_toasts_are_plain_text() -> None:
    label = usd("en").plain("Find this on {platform}", platform="R&D <1>")

    assert label == "Find this on R&D <1>"
    assert not isinstance(label, Html)


@pytest.mark.parametrize(
    "value", ["{amount}", "{0}", "{t.language}", "{service!r:^99}", "}{", "{{}}", "%s %(n)s"]
)
def test_braces_in_a_value_mean_nothing(value: str) -> None:
    t = usd("en")

    assert t("Service: {service}", service=value) == f"Service: {value}"
    assert t.plain("Find this on {platform}", platform=value) == f"Find this on {value}"
    assert value in t.plural("every {n} minute {x}", "every {n} minutes {x}", n=2, x=value)
    assert lines(value, bold(value), code(value)) == (
        f"{value}\n<b>{value}</b>\n<code>{value}</code>"
    )


def test_a_catalogue_speaks_for_the_text() -> None:
    assert speaking("Bakiye: <b>{amount}</b>")("Balance: <b>{amount}</b>", amount="<1>") == (
        "Bakiye: <b>&lt;1&gt;</b>"
    )


def test_pieces_of_html_are_escaped_once() -> None:
    assert bold(bold("a & b")) == "<b><b>a &amp; b</b></b>"
    assert code("<&>") == "<code>&lt;&amp;&gt;</code>"
    assert isolated("instagram.com/a?b&c") == "\u2068instagram.com/a?b&amp;c\u2069"
    assert lines("a<", None, "", Html("<i>b</i>")) == "a&lt;\n\n<i>b</i>"


def test_a_translator_knows_which_way_its_language_runs() -> None:
    assert {language.code for language in LANGUAGES if usd(language.code).rtl} == {"ar"}


def test_a_marked_text_is_the_text_itself() -> None:
    assert N_("Home") == "Home"
    assert usd("ru")(N_("Home")) == "Главная"
