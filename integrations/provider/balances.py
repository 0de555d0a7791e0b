"""The `balance` answer made into an amount."""

from __future__ import annotations

from collections.abc import Mapping

from domain.provider import Balance
from integrations.provider.decoding import UnreadableError
from integrations.provider.fields import currency, decimal


def read_balance(value: object) -> Balance:
    """Read `balance` (number or text) and `currency`, also from inside a `data` object.

    Raises:
        UnreadableError: there is no finite amount.
    """
    inner = value.get("data") if isinstance(value, Mapping) and "balance" not in value else value
    amount = decimal(inner.get("balance")) if isinstance(inner, Mapping) else None
    if amount is None or not isinstance(inner, Mapping):
        raise UnreadableError("no balance in the answer")
    return Balance(amount=amount, currency=currency(inner.get("currency")))
