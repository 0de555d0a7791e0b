"""The answers of the served API as JSON schemas, by the names that the actions give them."""

from __future__ import annotations

from typing import Any, Final

from api.docs.words import REFILL_STATUSES, STATUSES

Schema = dict[str, Any]

_AMOUNT: Final[Schema] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_ID: Final[Schema] = {"type": ["integer", "string"]}
_COUNT: Final[Schema] = {"type": ["integer", "string"], "pattern": "^[0-9]+$"}
_START: Final[Schema] = {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$"}
_FLAG: Final[Schema] = {"type": "boolean"}
_TEXT: Final[Schema] = {"type": "string"}
_CURRENCY: Final[Schema] = {"type": "string", "pattern": "^[A-Z]{3}$"}
_ERROR: Final[Schema] = {"$ref": "#/components/schemas/Error"}


def _object(required: Schema, **optional: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _or_error(schema: Schema) -> Schema:
    return {"anyOf": [schema, _ERROR]}


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _one_of(words: tuple[tuple[str, str], ...]) -> Schema:
    return {"enum": [word for word, _ in words]}


_SERVICE: Final = _object(
    {
        "service": {"type": "integer"},
        "name": _TEXT,
        "type": _TEXT,
        "category": _TEXT,
        "rate": _AMOUNT,
        "min": _COUNT,
        "max": _COUNT,
        "dripfeed": _FLAG,
        "refill": _FLAG,
        "cancel": _FLAG,
    }
)
_STATUS: Final = _object(
    {"charge": _AMOUNT, "status": _one_of(STATUSES), "remains": _COUNT, "currency": _CURRENCY},
    start_count=_START,
)
_CANCELED: Final = {"const": 1}
_OBJECT_CANCELED: Final = _object({"status": {"const": "success"}})

_BY_NAME: Final[dict[str, Schema]] = {
    "Services": _list_of(_SERVICE),
    "Balance": _object({"balance": _AMOUNT, "currency": _CURRENCY}),
    "Ordered": _object({"order": _ID}),
    "Status": _STATUS,
    "Statuses": {
        "type": "object",
        "additionalProperties": _or_error({"$ref": "#/components/schemas/Status"}),
    },
    "Refill": _object({"refill": _ID}),
    "Refills": _list_of(_object({"order": _ID, "refill": _or_error(_ID)})),
    "RefillStatus": _object({"status": _one_of(REFILL_STATUSES)}),
    "RefillStatuses": _list_of(
        _object({"refill": _ID, "status": _or_error(_one_of(REFILL_STATUSES))})
    ),
    "Cancels": _list_of(
        _object({"order": _ID, "cancel": {"anyOf": [_CANCELED, _OBJECT_CANCELED, _ERROR]}})
    ),
    "ObjectCancel": _object({"order": _ID, "cancel": _or_error(_OBJECT_CANCELED)}),
    "Error": _object({"error": _TEXT}),
}
ANSWERS: Final[dict[str, Schema]] = {
    **_BY_NAME,
    "Answer": {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in _BY_NAME]},
}
"""Each answer, and all of them together as `Answer`."""
