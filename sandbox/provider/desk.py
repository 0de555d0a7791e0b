"""Answers the actions of API v2: reads a request's fields, asks the panel, encodes the reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.provider import errors
from sandbox.provider.dialect import CANONICAL, Dialect, Json
from sandbox.provider.errors import RefusalError
from sandbox.provider.model import Account
from sandbox.provider.order_form import Fields
from sandbox.provider.panel import Panel, ids_of

Found = TypeVar("Found")


@dataclass(slots=True)
class Desk:
    """The front desk of a panel."""

    panel: Panel
    dialect: Dialect = CANONICAL
    _encoded: bytes | None = None
    _actions: Mapping[str, Callable[[Account, Fields], Json]] = field(init=False)

    def __post_init__(self) -> None:
        self._actions = {
            "add": self._add,
            "status": self._status,
            "refill": self._refill,
            "refill_status": self._refill_status,
            "cancel": self._cancel,
            "balance": self._balance,
        }

    def action_of(self, fields: Fields) -> str:
        """The canonical name of the action asked for."""
        asked = fields.get("action", "").strip().lower()
        return self.dialect.actions.get(asked, asked)

    def answer(self, fields: Fields) -> bytes:
        """Do what is asked; RefusalError says why not."""
        account = self.panel.account(fields.get("key", ""))
        action = self.action_of(fields)
        if action == "services":
            return self.services()
        act = self._actions.get(action)
        if act is None:
            raise RefusalError(errors.BAD_REQUEST)
        return self.dialect.encode(act(account, fields))

    def services(self) -> bytes:
        """The catalogue, encoded once for all askers."""
        if self._encoded is None:
            rows = self.dialect.services(list(self.panel.services.values()))
            self._encoded = self.dialect.encode(rows)
        return self._encoded

    def forget_services(self) -> None:
        """The catalogue changed: encode it anew when it is next asked for."""
        self._encoded = None

    def _add(self, account: Account, fields: Fields) -> Json:
        return self.dialect.added(self.panel.add(account, fields))

    def _status(self, account: Account, fields: Fields) -> Json:
        currency = self.panel.currency
        if asked := fields.get("orders"):
            found = _each(asked, lambda text: self.panel.order(account, text))
            return self.dialect.statuses(found, currency)
        return self.dialect.status(self.panel.order(account, _one(fields, "order")), currency)

    def _refill(self, account: Account, fields: Fields) -> Json:
        if asked := fields.get("orders"):
            found = _each(asked, lambda text: self.panel.refill(account, text))
            return self.dialect.refills(found)
        return self.dialect.refilled(self.panel.refill(account, _one(fields, "order")))

    def _refill_status(self, account: Account, fields: Fields) -> Json:
        if asked := fields.get("refills"):
            found = _each(asked, lambda text: self.panel.refill_status(account, text))
            return self.dialect.refill_statuses(found)
        refill = self.panel.refill_status(account, _one(fields, "refill"))
        return self.dialect.refill_status(refill)

    def _cancel(self, account: Account, fields: Fields) -> Json:
        asked = fields.get("orders") or _one(fields, "order")
        return self.dialect.cancels(_each(asked, lambda text: self.panel.cancel(account, text)))

    def _balance(self, account: Account, _: Fields) -> Json:
        return self.dialect.balance(account, self.panel.currency)


def _one(fields: Fields, name: str) -> str:
    text = fields.get(name, "").strip()
    if not text:
        raise RefusalError(errors.BAD_REQUEST)
    return text


def _each(asked: str, find: Callable[[str], Found]) -> dict[str, Found | RefusalError]:
    found: dict[str, Found | RefusalError] = {}
    for text in ids_of(asked):
        try:
            found[text] = find(text)
        except RefusalError as refusal:
            found[text] = refusal
    return found
