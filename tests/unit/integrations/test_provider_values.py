"""Single values and error texts of providers: odd ones become None, texts find their class."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.provider import Balance, Refusal
from integrations.provider.addresses import AddressError, checked_url
from integrations.provider.balances import read_balance
from integrations.provider.catalogue import read_services
from integrations.provider.decoding import UnreadableError
from integrations.provider.fields import decimal, flag, integer
from integrations.provider.options import ClientOptions
from integrations.provider.refusals import classify_refusal, error_text, refusal_of
from integrations.provider.texts import KeyMask, clean, redactor


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        ("157", 157),
        (" 157 ", 157),
        ("-3", -3),
        (Decimal("10.0"), 10),
        ("10.00", 10),
        ("1e3", 1000),
        (0, 0),
        ("+12", None),
        ("Unknown", None),
        ("", None),
        (None, None),
        (True, None),
        (Decimal("1.5"), None),
        ("1,000", None),
        ("٣", None),
        ([], None),
        (10**15 + 1, None),
        (10**4000, None),
        ("9" * 400, None),
        (Decimal("1E+9999999"), None),
        (Decimal("1E-9999999"), None),
        (Decimal("NaN"), None),
        ("1e99", None),
    ],
)
def test_counts_are_whole_numbers_or_unreadable(value: object, number: int | None) -> None:
    assert integer(value) == number


def test_amounts_keep_every_digit() -> None:
    assert str(decimal("0.00011999999999999999")) == "0.00011999999999999999"
    assert str(decimal(Decimal("0.2700"))) == "0.2700"


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        (True, True),
        (1, True),
        ("1", True),
        ("true", True),
        (False, False),
        (0, False),
        ("0", False),
        ("", False),
        (None, None),
        (2, None),
        ("maybe", None),
        ([], None),
    ],
    ids=repr,
)
def test_flags_come_in_many_spellings(value: object, *, meaning: bool | None) -> None:
    assert flag(value) is meaning


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("API is Disable for this user or User Not Found! Contact the Support", Refusal.AUTH),
        ("INVALID   API\nKEY", Refusal.AUTH),
        ("neworder.error.insufficient_balance", Refusal.FUNDS),
        ("You need $5 more. Add funds to continue.", Refusal.FUNDS),
        ("neworder.error.link_duplicate", Refusal.DUPLICATE_LINK),
        ("neworder.error.service_not_found", Refusal.SERVICE),
        ("Service ID does not exists", Refusal.SERVICE),
        (
            "Quantity must to be greater than or equal to minimum amount 10",
            Refusal.QUANTITY,
        ),
        ("neworder.error.invalid_link", Refusal.LINK),
        ("The comments field is required.", Refusal.DATA),
        ("interval/runs is required", Refusal.DATA),
        ("This services does not support Dripfeed feature!", Refusal.DATA),
        ("error.incorrect_order_id", Refusal.ORDER_ID),
        ("Refill is disabled for this service", Refusal.REFILL),
        (
            "The order was completed or refill was requested less than 24 hours ago",
            Refusal.REFILL,
        ),
        ("This order cannot be canceled", Refusal.CANCEL),
        ("Rate limit exceeded, try again in 5 s", Refusal.RATE),
        ("Up to 100 IDs per request", Refusal.REQUEST),
        ("The key field is required.", Refusal.AUTH),
        ("Invalid keywords", Refusal.UNKNOWN),
        ("Wrong API token", Refusal.AUTH),
        ("Your account is suspended", Refusal.AUTH),
        ("Instagram user not found", Refusal.UNKNOWN),
        ("User Not Found!", Refusal.AUTH),
        ("Not enough balance", Refusal.FUNDS),
        ("Service not found", Refusal.SERVICE),
        ("503 Service Temporarily Unavailable", Refusal.UNKNOWN),
        ("Quantity must be at least 10", Refusal.QUANTITY),
        ("The link is not valid", Refusal.LINK),
        ("The link field is required.", Refusal.DATA),
        ("neworder.error.runs", Refusal.DATA),
        ("The order field is required.", Refusal.DATA),
        ("Order ID not found", Refusal.ORDER_ID),
        ("Refill not available", Refusal.REFILL),
        ("Order can't be cancelled", Refusal.CANCEL),
        ("Transaction not found", Refusal.UNKNOWN),
        ("Unknown action", Refusal.REQUEST),
        ("Maximum 50 orders", Refusal.REQUEST),
        ("request denial", Refusal.REQUEST),
        ("", Refusal.UNKNOWN),
        ("Something new", Refusal.UNKNOWN),
    ],
)
def test_error_texts_find_their_class(text: str, refusal: Refusal) -> None:
    assert classify_refusal(text) is refusal


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"error": "Bad link"}, "Bad link"),
        ({"status": "error", "msg": "Choose", "error": "error.code"}, "error.code: Choose"),
        ({"status": "fail", "message": "No"}, "No"),
        ({"success": False, "msg": "No"}, "No"),
        ({"errors": ["A", "B", "A"]}, "A: B"),
        ({"data": None, "error": {"code": 401, "message": "Who?"}}, "401: Who?"),
        ({"message": "Invalid", "errors": {"link": ["Bad link"]}}, "Bad link: Invalid"),
        ({"error": True}, "error without a text"),
        ({"Error": "Bad link", "order": None}, "Bad link"),
        ({"error_message": "Bad link"}, "Bad link"),
        ({"result": "error", "message": "No"}, "No"),
        ({"error": None, "data": []}, None),
        ({"error": ""}, None),
        ({"status": "Fail", "charge": "0"}, None),
        ({"status": "success", "message": "Order placed"}, None),
        (["error"], None),
        (None, None),
    ],
)
def test_errors_are_found_in_every_shape(answer: object, text: str | None) -> None:
    assert error_text(answer) == text


def test_words_of_a_failed_answer_are_its_error_in_any_of_their_places() -> None:
    for name in ("message", "msg", "detail"):
        assert error_text({name: "Unauthenticated."}, failed=True) == "Unauthenticated."
        assert error_text({name: "Welcome"}) is None
    assert refusal_of("Who are you?", 401) is Refusal.AUTH
    assert refusal_of("Top up!", 402) is Refusal.FUNDS
    assert refusal_of("Bad link", 402) is Refusal.LINK
    assert refusal_of("Who knows", 400) is Refusal.UNKNOWN


@pytest.mark.parametrize(
    "value",
    [
        {"balance": "12.50", "currency": "usd"},
        {"status": "success", "balance": Decimal("12.50"), "balancef": "12,50", "currency": "USD"},
        {"data": {"balance": "12.50", "currency": "USD"}},
        {"result": {"balance": "12.50", "currency": "USD"}},
        [{"balance": "12.50", "currency": "USD"}],
    ],
)
def test_a_balance_may_be_wrapped(value: object) -> None:
    assert read_balance(value) == Balance(amount=Decimal("12.50"), currency="USD")


def test_texts_lose_controls_direction_marks_and_surrogates() -> None:
    assert clean("a\x00b\r\n\u202ec\ud83d  d") == "a b c d"
    assert clean("x" * 999) == "x" * 200


def test_keys_are_masked_whole_encoded_and_in_part() -> None:
    redact = redactor("abc/def+0123456789")

    assert redact("is abc/def+0123456789 or abc%2Fdef%2B0123456789?") == "is *** or ***?"
    assert redact("starts 01234567 ends") == "starts *** ends"
    assert redact("order 1234567") == "order 1234567"
    assert redactor("")("nothing to hide") == "nothing to hide"


@pytest.mark.parametrize(
    "echo",
    [
        'ab/c+"d&x-12345',
        'AB/C+"D&X-12345',
        "ab%2Fc%2B%22d%26x-12345",
        "ab%252Fc%252B%2522d%2526x-12345",
        'ab/c+\\"d&x-12345',
        'ab\\/c+\\"d&x-12345',
        "ab/c+&quot;d&amp;x-12345",
    ],
)
def test_a_key_is_masked_however_it_is_escaped(echo: str) -> None:
    key = 'ab/c+"d&x-12345'

    assert redactor(key)(f"Bad key {echo}!") == "Bad key ***!"
    assert KeyMask(key).shows_in(f'[{{"name": "x {echo}"}}]'.encode())
    assert key not in repr(KeyMask(key))


def test_a_list_that_echoes_the_key_is_masked_before_customers_see_it() -> None:
    mask = KeyMask("s3cret-key")
    entry = {**GOOD, "name": "Likes S3CRET-KEY", "category": "s3cret-key", "desc": "a s3cret-key"}

    (service,) = read_services([entry]).masked(mask).services

    assert (service.name, service.category, service.details) == ("Likes ***", "***", "a ***")
    assert not mask.shows_in(b'{"name": "Likes"}')
    assert not KeyMask("likes").shows_in(b'{"name": "Likes"}'), "a short key may be a word"


@pytest.mark.parametrize(
    "url",
    [
        "https://panel.example.com/api/v2",
        "https://8.8.8.8/api/v2",
        "http://127.0.0.1:8080/api/v2",
        "http://localhost/api.php",
        "http://[::1]:8080/api/v2",
        "https://panel.example.com:8443/api/v2?x=1",
    ],
)
def test_public_https_and_loopback_addresses_are_taken(url: str) -> None:
    assert checked_url(f"  {url} ") == url
    assert checked_url("https://a.example/api/v2/") == "https://a.example/api/v2"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "panel.example.com/api/v2",
        "ftp://panel.example.com",
        "http://panel.example.com/api/v2",
        "https://10.0.0.1/api",
        "https://192.168.1.5/api",
        "https://169.254.169.254/latest",
        "https://[fd00::1]/api",
        "https://0.0.0.0/api",
        "https://0xa000001/api",
        "https://10.1/api",
        "https://intranet/api",
        "https://panel.local/api",
        "https://metadata.google.internal/api",
        "https://user:word@panel.example.com/api",
        "https://panel.example.com:99999/api",
        "https://[::1/api",
    ],
)
def test_other_addresses_are_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(AddressError) as raised:
        checked_url(url)

    assert not url or url not in str(raised.value)


def test_private_addresses_need_the_flag_of_tests() -> None:
    assert checked_url("http://10.0.0.1/api", allow_private=True) == "http://10.0.0.1/api"


GOOD = {"service": 7, "name": "Likes", "type": "Custom_Comments", "rate": 1, "min": 1, "max": 9}


@pytest.mark.parametrize(
    "value",
    [
        [GOOD],
        {"data": [GOOD], "error": None},
        {"services": {"7": GOOD}},
        {"7": {key: value for key, value in GOOD.items() if key != "service"}},
        {"Instagram": [GOOD]},
        {"Instagram": {"7": GOOD}},
        {"data": {"Instagram": {"7": GOOD}}},
        [{"category": "Instagram", "services": [GOOD]}],
        {"status": "success", "response": {"services": [GOOD]}},
    ],
)
def test_a_list_of_services_may_be_wrapped_or_mapped(value: Any) -> None:
    (service,) = read_services(value).services

    assert service.id == "7"
    assert service.type == "custom comments"
    assert service.refill is None


@pytest.mark.parametrize(
    "odd",
    [
        {"service": None},
        {"service": True},
        {"service": "a b"},
        {"name": "\x00"},
        {"name": None},
        {"rate": "free"},
        {"rate": "-1"},
        {"rate": Decimal("1E+99")},
        {"min": None},
        {"max": "lots"},
        {"max": True},
    ],
)
def test_an_odd_entry_is_skipped(odd: dict[str, Any]) -> None:
    listing = read_services([GOOD, {**GOOD, "service": 8, **odd}])

    assert len(listing.services) == 1
    assert listing.skipped == 1


@pytest.mark.parametrize(
    "value", [None, [], {}, "x", {"data": "Empty Data"}, [None, 5], {"data": []}]
)
def test_nothing_readable_is_never_an_empty_catalogue(value: object) -> None:
    with pytest.raises(UnreadableError):
        read_services(value)


@pytest.mark.parametrize("limit", [1, 6, 60, 100, 1000])
def test_no_minute_sees_more_requests_than_allowed(limit: int) -> None:
    limiter = ClientOptions(requests_per_minute=limit).limiter()

    assert limiter is not None
    in_a_minute = limiter.max_rate + 60 * limiter.max_rate / limiter.time_period
    assert in_a_minute <= max(limit, 1.5) + 1e-9
