"""Scripted faults of the network and of Telegram itself, before or after the effect."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal, Protocol, get_args

from sandbox.telegram.refusals import (
    CONFLICT_POLLING,
    Refusal,
    conflict,
    server_error,
    too_many_requests,
)

Kind = Literal[
    "400", "403", "404", "409", "429", "500", "502", "504",
    "timeout", "reset", "500_after", "502_after", "timeout_after", "reset_after",
]  # fmt: skip


class HasId(Protocol):
    """A Person or a Group."""

    @property
    def id(self) -> int:
        """The chat id."""


@dataclass(slots=True)
class Fault:
    """One rule: which calls it spoils, how, and how many times more."""

    method: str | None
    kind: Kind
    person_id: int | None = None
    times: int = 1
    retry_after: int = 1
    description: str | None = None

    @property
    def after(self) -> bool:
        """Whether the call takes effect before its answer is spoilt."""
        return self.kind.endswith("_after")

    @property
    def silent(self) -> bool:
        """Whether no HTTP answer arrives at all."""
        return self.kind.startswith(("timeout", "reset"))

    @property
    def hangs(self) -> bool:
        """Whether the connection stays open without an answer."""
        return self.kind.startswith("timeout")

    def refusal(self) -> Refusal:
        """Return the answer that this fault puts in place of the right one."""
        status = HTTPStatus(int(self.kind.removesuffix("_after")))
        if status is HTTPStatus.TOO_MANY_REQUESTS:
            return too_many_requests(self.retry_after)
        if self.description:
            return Refusal(status, self.description)
        if status is HTTPStatus.FORBIDDEN:
            return Refusal(status, "Forbidden: bot was blocked by the user")
        if status is HTTPStatus.CONFLICT:
            return conflict(CONFLICT_POLLING)
        return server_error(status)


@dataclass(slots=True)
class Faults:
    """The script: rules are used up in the order in which they were added."""

    script: list[Fault] = field(default_factory=list)

    def add(  # noqa: PLR0913 - every argument is one word of the script
        self,
        method: str | None = None,
        *,
        kind: Kind = "500",
        person: HasId | int | None = None,
        times: int = 1,
        retry_after: int = 1,
        description: str | None = None,
    ) -> Fault:
        """Spoil the next `times` calls of a method (None: of any), if given only of a chat.

        Kinds that end in `_after` let the call take effect first. `person` is a Person, a
        Group or a chat id. Returns the rule; its `times` tells how often it will still act.
        """
        if kind not in get_args(Kind):
            raise ValueError(f"Unknown kind of fault {kind!r}; known: {get_args(Kind)}")
        chat_id = person if isinstance(person, int) or person is None else person.id
        fault = Fault(method, kind, chat_id, times, retry_after, description)
        self.script.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all rules."""
        self.script.clear()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """Return the rule that spoils this call, and count it down."""
        for fault in self.script:
            same = fault.method is None or fault.method.lower() == method.lower()
            if same and fault.person_id in {None, chat_id} and fault.times > 0:
                fault.times -= 1
                return fault
        return None
