"""Other ways of saying the same, where a provider did not understand: which are worth a try."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.provider import Refusal
from integrations.provider.answers import Answer
from integrations.provider.dialects import BEARER, Body, Dialect
from integrations.provider.reads import ReadError

_METHOD: Final = frozenset({405, 501})
_FORMAT: Final = frozenset({400, 405, 406, 411, 415, 422})
_MISHEARD: Final = frozenset({Refusal.REQUEST, Refusal.AUTH, Refusal.DATA, Refusal.UNKNOWN, None})
"""Classes of errors that a request in a foreign form may meet; the others understood it."""
_KEY_FIELDS: Final = ("key", "api", BEARER)


def ways_after(error: ReadError, spoken: Dialect, *, sure: bool) -> tuple[Dialect, ...]:
    """The dialects to try after this refusal of a read; none where it was understood.

    `sure`: answers came in the dialect `spoken` before, so that only an explicit word about the
    form of the request is a reason to doubt it.
    """
    answer = error.answer
    if answer is None:
        return ()
    if answer.wants_slash and not spoken.slash:
        return tuple(replace(spoken, slash=True, body=body) for body in _posted(spoken))
    if _refuses_method(error, answer):
        return tuple(replace(spoken, body=body) for body in _turned(spoken))
    if not (_refuses_form(error, answer) if sure else _is_misheard(error, answer)):
        return ()
    others = [replace(spoken, body=body) for body in _posted(spoken)]
    if error.refusal is Refusal.AUTH and not sure:
        # An address is written into logs on its way, so that the key goes there last.
        others += [replace(spoken, key_field=name) for name in _KEY_FIELDS]
        others.append(replace(spoken, body=Body.QUERY))
    return tuple(dict.fromkeys(way for way in others if way != spoken))


def _posted(spoken: Dialect) -> tuple[Body, ...]:
    """The bodies of a POST, the one in use first."""
    return (Body.JSON, Body.FORM) if spoken.body is Body.JSON else (Body.FORM, Body.JSON)


def _turned(spoken: Dialect) -> tuple[Body, ...]:
    return (Body.FORM, Body.JSON) if spoken.body is Body.QUERY else (Body.QUERY,)


def _refuses_method(error: ReadError, answer: Answer) -> bool:
    told = error.refusal is Refusal.REQUEST and "method" in error.text.lower()
    return told or answer.http_status in _METHOD


def _refuses_form(error: ReadError, answer: Answer) -> bool:
    return error.refusal is Refusal.REQUEST or answer.http_status in _FORMAT


def _is_misheard(error: ReadError, answer: Answer) -> bool:
    if not (answer.is_success or answer.is_client_error) or error.refusal not in _MISHEARD:
        return False
    # A page in place of an answer is a wall before the panel, or its maintenance.
    return answer.http_status in _FORMAT or not answer.body.lstrip().startswith(b"<")
