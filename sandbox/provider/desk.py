"""Answers the actions of API v2: reads a request's fields, asks the panel, encodes the reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sandbox.provider import errors
from sandbox.provider.dialect import ALIASES, CANONICAL, MAX_IDS, Dialect
from sandbox.provider.encoders import Json, Voice
from sandbox.provider.errors import RefusalError
from sandbox.provider.model import Account
from sandbox.provider.order_form import Fields, in_own_fields
from sandbox.provider.panel import Panel
from sandbox.provider.reception import Gate

Found = TypeVar("Found")
Act = Callable[[Account, Fields], Json]

_ID_FIELDS: Final = ("orders", "refills", "order", "refill")


@dataclass(slots=True)
class Desk:
    """The front desk of a panel."""

    panel: Panel
    dialect: Dialect = CANONICAL
    gate: Gate = field(default_factory=lambda: Gate(0, float))
    _encoded: bytes | None = None
    _acts: Mapping[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        self._acts = {
            "add": self._add,
            "balance": self._balance,
            "status order": self._status,
            "status orders": self._statuses,
            "refill order": self._refill,
            "refill orders": self._refills,
            "refill_status refill": self._refill_status,
            "refill_status refills": self._refill_statuses,
            "cancel order": self._cancel,
            "cancel orders": self._cancel,
        }

    @property
    def voice(self) -> Voice:
        return self.dialect.voice(self.panel.currency)

    def answer(self, fields: Fields) -> bytes:
        """Do what is asked; RefusalError says why not."""
        self.gate.enter(fields.get("key", ""))
        account = self.panel.account(fields.get("key", ""))
        asked = self._asked(fields)
        if asked == "services":
            return self.services()
        return self.dialect.layout.write(self._acts[asked](account, fields), action_of(fields))

    def services(self) -> bytes:
        """The catalogue, encoded once for all askers."""
        if self._encoded is None:
            rows = self.dialect.services(list(self.panel.services.values()))
            self._encoded = self.dialect.layout.write(rows, "services")
        return self._encoded

    def no_services(self) -> bytes:
        """What is said when nothing is sold."""
        return self.dialect.layout.write(self.dialect.services([]), "services")

    def forget_services(self) -> None:
        """The catalogue changed: encode it anew when it is next asked for."""
        self._encoded = None

    def _asked(self, fields: Fields) -> str:
        """The action and the field that names its objects, if the dialect offers both."""
        said = _said(fields)
        if said in self.dialect.asks:
            return ALIASES.get(said, said)
        for name in _ID_FIELDS:
            if fields.get(name, "").strip() and f"{said} {name}" in self.dialect.asks:
                return f"{ALIASES.get(said, said)} {name}"
        raise RefusalError(errors.BAD_REQUEST)

    def _add(self, account: Account, fields: Fields) -> Json:
        links = self.dialect.links
        if links and not fields.get("link", "").strip().lower().startswith(links):
            raise RefusalError(errors.BAD_LINK)
        if self.dialect.list_field:
            service = self.panel.service(fields.get("service", ""))
            fields = in_own_fields(service, fields, self.dialect.list_field)
        return self.dialect.added(self.panel.add(account, fields), self.voice)

    def _status(self, account: Account, fields: Fields) -> Json:
        order = self.panel.order(account, self.dialect.orders.read(fields["order"].strip()))
        return self.dialect.status(order, self.voice)

    def _statuses(self, account: Account, fields: Fields) -> Json:
        def status(text: str) -> Json:
            order = self.panel.order(account, self.dialect.orders.read(text))
            return self.dialect.status(order, self.voice)

        return self.dialect.statuses(_each(fields["orders"], status), self.voice)

    def _refill(self, account: Account, fields: Fields) -> Json:
        number = self.dialect.orders.read(fields["order"].strip())
        return self.dialect.refilled(self.panel.refill(account, number), self.voice)

    def _refills(self, account: Account, fields: Fields) -> Json:
        read = self.dialect.orders.read
        found = _each(fields["orders"], lambda text: self.panel.refill(account, read(text)))
        return self.dialect.many_refilled(found, self.voice)

    def _refill_status(self, account: Account, fields: Fields) -> Json:
        number = self.dialect.refills.read(fields["refill"].strip())
        return self.dialect.refill_status(self.panel.refill_status(account, number), self.voice)

    def _refill_statuses(self, account: Account, fields: Fields) -> Json:
        read = self.dialect.refills.read
        found = _each(fields["refills"], lambda one: self.panel.refill_status(account, read(one)))
        return self.dialect.refill_statuses(found, self.voice)

    def _cancel(self, account: Account, fields: Fields) -> Json:
        read, asked = self.dialect.orders.read, fields.get("orders") or fields["order"]
        ids = ids_of(asked, self.dialect.most_cancels)
        found = _each(",".join(ids), lambda text: self.panel.cancel(account, read(text)))
        return self.dialect.canceled(found, self.voice)

    def _balance(self, account: Account, _: Fields) -> Json:
        return self.dialect.balance(account, self.voice)


def action_of(fields: Fields) -> str:
    """The canonical name of the action asked for."""
    said = _said(fields)
    return ALIASES.get(said, said)


def ids_of(text: str, most: int = MAX_IDS) -> list[str]:
    """The ids of a comma list, each once, in the order asked; RefusalError for too many."""
    asked = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(asked) > most:
        raise RefusalError(errors.TOO_MANY_IDS if most > 1 else errors.BAD_REQUEST)
    if not asked:
        raise RefusalError(errors.BAD_REQUEST)
    return asked


def _said(fields: Fields) -> str:
    return fields.get("action", "").strip().lower()


def _each(asked: str, find: Callable[[str], Found]) -> dict[str, Found | RefusalError]:
    found: dict[str, Found | RefusalError] = {}
    for text in ids_of(asked):
        try:
            found[text] = find(text)
        except RefusalError as refusal:
            found[text] = refusal
    return found
