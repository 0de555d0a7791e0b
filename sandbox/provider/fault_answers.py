"""Well-formed answers with wrong contents: what panels say by mistake."""

import json
from collections.abc import Callable
from typing import Any, Final

from sandbox.provider.fault_forms import Details

Json = Any  # the decoded true answer, and whatever it is turned into
Twist = Callable[[Json, Details], Json | bytes]

UNKNOWN_ID: Final = 999_999_999


def _order_is(value: Json) -> Twist:
    return lambda _, __: {"order": value}


def _each_status(change: Callable[[dict[str, Json]], dict[str, Json]]) -> Twist:
    """A twist that works on a single status and on each one of many."""

    def twist(answer: Json, _: Details) -> Json:
        if not isinstance(answer, dict) or "error" in answer:
            return answer
        if "status" in answer:
            return change(dict(answer))
        return {
            asked: change(dict(row)) if isinstance(row, dict) and "status" in row else row
            for asked, row in answer.items()
        }

    return twist


def _with(**wrong: Json) -> Twist:
    return _each_status(lambda row: row | wrong)


def _without(name: str) -> Twist:
    return _each_status(lambda row: {key: row[key] for key in row if key != name})


def _word(answer: Json, details: Details) -> Json:
    word = "Manual review" if details.text is None else details.text
    return _with(status=word)(answer, details)


def _remains(answer: Json, details: Details) -> Json:
    return _with(remains=details.text or "Unknown")(answer, details)


def _over(row: dict[str, Json]) -> dict[str, Json]:
    return row | {"remains": str(abs(int(row.get("remains", 0))) + 1_000_000_000)}


def _missing_id(answer: Json, _: Details) -> Json:
    return dict(list(answer.items())[1:]) if _is_many(answer) else {}


def _unasked_id(answer: Json, _: Details) -> Json:
    extra = {"charge": "0.1", "start_count": "0", "status": "Canceled", "remains": "0"}
    return answer | {str(UNKNOWN_ID): extra} if _is_many(answer) else answer


def _duplicates(answer: Json, _: Details) -> bytes:
    """Each id twice in one object, the second time as Pending."""
    if not _is_many(answer):
        return json.dumps(answer).encode()
    again = _with(status="Pending")(answer, Details())
    return (json.dumps(answer)[:-1] + "," + json.dumps(again)[1:]).encode()


def _as_list(answer: Json, _: Details) -> Json:
    return list(answer.values()) if _is_many(answer) else [answer]


def _trailing_commas(answer: Json, _: Details) -> bytes:
    return json.dumps(answer).replace("}", ",}").replace("]", ",]").encode()


def _incorrect_id(answer: Json, _: Details) -> Json:
    wrong = {"error": "Incorrect order ID"}
    return dict.fromkeys(answer, wrong) if _is_many(answer) else wrong


def _string_errors(answer: Json, _: Details) -> Json:
    """Each refused id has its text in place of an object."""
    if not _is_many(answer):
        return answer
    return {asked: row.get("error", row) for asked, row in answer.items()}


def _wrapped(answer: Json, _: Details) -> Json:
    return {"data": answer, "error": None}


def _keyed_services(answer: Json, _: Details) -> Json:
    if not isinstance(answer, list):
        return answer
    return {"services": {str(row["service"]): row for row in answer}}


def _debris(answer: Json, _: Details) -> Json:
    """Rates as binary floating point prints them after a sum or two."""
    rows = answer if isinstance(answer, list) else []
    return [row | {"rate": float(row["rate"]) * 1.1 / 1.1} for row in rows]


def _notice(answer: Json, _: Details) -> bytes:
    return b"<br />\nNotice: Undefined index: runs in order.php\n" + json.dumps(answer).encode()


def _is_many(answer: Json) -> bool:
    return isinstance(answer, dict) and "status" not in answer and "error" not in answer


ADD_TWISTS: Final[dict[str, tuple[Twist, str]]] = {
    "order_zero": (_order_is(0), 'answers {"order":0}'),
    "order_null": (_order_is(None), 'answers {"order":null}'),
    "order_true": (_order_is(True), 'answers {"order":true}'),  # noqa: FBT003  it is the wire
    "order_negative": (_order_is(-5), 'answers {"order":-5}'),
    "order_float": (_order_is(1.5), 'answers {"order":1.5}'),
    "order_blank": (_order_is(""), 'answers {"order":""}'),
    "order_list": (_order_is([23501]), 'answers {"order":[23501]}'),
    "order_missing": (lambda _, __: {"status": "success"}, "answers without an order id"),
    "order_and_error": (lambda true, _: true | {"error": "Something went wrong"}, "answers both"),
    "known_id": (lambda _, how: {"order": int(how.text or 23501)}, "answers with an older id"),
    "not_an_object": (lambda true, _: [true], "answers a list instead of an object"),
}
STATUS_TWISTS: Final[dict[str, tuple[Twist, str]]] = {
    "backwards": (_with(status="In progress"), "says In progress whatever came before"),
    "missing_id": (_missing_id, "leaves the first id out"),
    "unasked_id": (_unasked_id, "adds an id nobody asked for, Canceled"),
    "duplicates": (_duplicates, "names each id twice, the second time as Pending"),
    "as_list": (_as_list, "answers a list without ids instead of an object"),
    "unknown_word": (_word, "uses a status word nobody knows, or `text`"),
    "remains_unknown": (_remains, "writes a word, or `text`, where remains belongs"),
    "remains_negative": (_with(remains="-7"), "answers remains -7"),
    "remains_over": (_each_status(_over), "answers remains above the quantity"),
    "remains_null": (_with(remains=None), "answers remains null"),
    "remains_absent": (_without("remains"), "leaves remains out"),
    "charge_negative": (_with(charge="-1.00"), "answers a negative charge"),
    "charge_null": (_with(charge=None), "answers charge null"),
    "other_currency": (_with(currency="TRY"), "answers in another currency"),
    "string_errors": (_string_errors, "answers a text for each refused id"),
    "incorrect_id": (_incorrect_id, "knows none of the orders"),
}
SERVICES_TWISTS: Final[dict[str, tuple[Twist, str]]] = {
    "keyed_services": (_keyed_services, "answers an object keyed by the services' ids"),
    "debris": (_debris, "answers rates as numbers with float debris"),
}
ANY_TWISTS: Final[dict[str, tuple[Twist, str]]] = {
    "trailing_commas": (_trailing_commas, "writes commas before closing brackets"),
    "wrapped": (_wrapped, "wraps the answer in an object"),
    "notice": (_notice, "writes a PHP notice before the JSON"),
}
