"""The `balance` answer made into an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.provider import Balance
from integrations.provider.decoding import UnreadableError
from integrations.provider.fields import currency, decimal, first_of

_WRAPPERS: Final = ("data", "result", "response", "user")


def read_balance(value: object) -> Balance:
    """Read `balance` (number or text) and `currency`, also from inside a wrapper.

    Raises:
        UnreadableError: there is no finite amount.
    """
    inner = _inner(value)
    amount = decimal(inner.get("balance"))
    if amount is None:
        raise UnreadableError("no balance in the answer")
    return Balance(amount=amount, currency=currency(inner.get("currency")))


def _inner(value: object) -> Mapping[str, Any]:
    """The object that names the balance, or an empty one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping) and "balance" not in value:
        value = first_of(value, *_WRAPPERS)
    return value if isinstance(value, Mapping) else {}
