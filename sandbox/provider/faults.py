"""Scripted faults: what goes wrong, for which action, how often, before or after acceptance."""

import json
import re
from dataclasses import dataclass, field, replace
from typing import Final, TypedDict, Unpack

from aiohttp import web

from sandbox.provider import fault_answers
from sandbox.provider import fault_forms as forms
from sandbox.provider.fault_forms import Details, Exchange, Form

ANY: Final = "*"
_SPARE_COMMA: Final = re.compile(rb",(\s*[}\]])")


class DetailsGiven(TypedDict, total=False):
    """The optional details of a fault, as keywords."""

    seconds: float
    text: str
    status: int
    size: int


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way to fail; `accepts` tells whether the action takes effect nevertheless."""

    name: str
    says: str
    play: Form
    accepts: bool
    actions: frozenset[str] = frozenset()  # empty: any action
    unread: bool = False  # strikes before the request's body is read
    late: bool = False  # waits before the action is done


def _kinds() -> dict[str, FaultKind]:
    kinds = [
        _undone("unread_reset", "the connection is reset unread", forms.reset_form, unread=True),
        _undone("error_text", "refuses with `text`", forms.right_form),
        _undone("throttled", "HTTP 429 with Retry-After `seconds`", forms.throttled_form),
        _done("delay", "`seconds` late", forms.right_form, late=True),
        _done("delay_answer", "the answer comes `seconds` later", forms.delay_form),
        _done("other_status", "HTTP 201, or `status`, with the answer", forms.other_status_form),
        _done("as_html", "calls the answer HTML", forms.as_html_form),
        _done("truncated", "half of the answer, then the end", forms.truncated_form),
        _done("drip", "a byte of the answer every `seconds`", forms.drip_form),
    ]
    for name, (form, says) in forms.FORMS.items():
        kinds += [_undone(f"before_{name}", says, form), _done(f"after_{name}", says, form)]
    kinds += _twisted(fault_answers.ADD_TWISTS, "add")
    kinds += _twisted(fault_answers.STATUS_TWISTS, "status")
    kinds += _twisted(fault_answers.SERVICES_TWISTS, "services")
    kinds += _twisted(fault_answers.ANY_TWISTS)
    return {kind.name: kind for kind in kinds}


def _done(name: str, says: str, play: Form, *, late: bool = False) -> FaultKind:
    return FaultKind(name, f"does as asked; {says}", play, accepts=True, late=late)


def _undone(name: str, says: str, play: Form, *, unread: bool = False) -> FaultKind:
    return FaultKind(name, f"does nothing; {says}", play, accepts=False, unread=unread)


def _twisted(twists: dict[str, tuple[fault_answers.Twist, str]], *actions: str) -> list[FaultKind]:
    return [
        replace(_done(name, says, _twist(twist)), actions=frozenset(actions))
        for name, (twist, says) in twists.items()
    ]


def _twist(twist: fault_answers.Twist) -> Form:
    async def play(exchange: Exchange) -> web.StreamResponse:
        twisted = twist(_loaded(exchange.answer), exchange.details)
        body = twisted if isinstance(twisted, bytes) else json.dumps(twisted).encode()
        return exchange.reply(body)

    return play


def _loaded(answer: bytes) -> fault_answers.Json:
    """The true answer; some panels put commas before closing brackets."""
    return json.loads(_SPARE_COMMA.sub(rb"\1", answer))


KINDS: Final[dict[str, FaultKind]] = _kinds()


@dataclass(slots=True)
class Fault:
    """One scripted fault; `times` counts down, `hits` counts up."""

    action: str
    kind: FaultKind
    times: int
    details: Details
    hits: int = 0

    def matches(self, action: str) -> bool:
        return self.times > 0 and self.action in {ANY, action}


@dataclass(slots=True)
class Faults:
    """The script: the oldest fault that matches a request strikes it."""

    script: list[Fault] = field(default_factory=list)

    def add(
        self, action: str, kind: str, *, times: int = 1, **details: Unpack[DetailsGiven]
    ) -> Fault:
        """Let the next `times` requests for `action` ("*": any) fail in this way."""
        known = KINDS.get(kind)
        if known is None:
            raise ValueError(f"no such fault: {kind}; known are {', '.join(KINDS)}")
        if known.unread and action != ANY:
            raise ValueError(f"{kind} strikes before the action is known: use action '*'")
        if known.actions and action not in known.actions:
            raise ValueError(f"{kind} is a fault of {', '.join(known.actions)}")
        fault = Fault(action, known, times, Details(**details))
        self.script.append(fault)
        return fault

    def take(self, action: str, *, unread: bool = False) -> Fault | None:
        """The fault that strikes this request, counted."""
        for fault in self.script:
            if fault.matches(action) and fault.kind.unread == unread:
                fault.times -= 1
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        """Forget the script."""
        self.script.clear()

    @property
    def pending(self) -> list[Fault]:
        return [fault for fault in self.script if fault.times > 0]
