"""What the documentation is made of: the shop, its actions, their parameters and examples."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from api.refusals import Refusal

Fields = tuple[tuple[str, str], ...]
"""Names and values of a request, in the order of sending."""

API_PATH: Final = "/api/v2"
KEY: Final = "YOUR_API_KEY"
"""What stands in the samples where a reseller puts the key."""


class Kind(StrEnum):
    """How the value of a parameter is written; the words stand on the page."""

    INTEGER = "integer"
    TEXT = "text"
    LINK = "link"
    LINES = "lines"
    ID = "id"
    IDS = "ids"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a request.

    Attributes:
        text: what it means, with code between backticks.
        sample: a value that could be sent.
        choices: all values there are; empty where they are not counted out.
    """

    name: str
    kind: Kind
    text: str
    sample: str
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One form of an action, with an example.

    Attributes:
        answer: the schema of its answer, by name.
        fields: what the example sends beside the key.
        example: what the example is answered in the standard style.
    """

    title: str
    text: str
    parameters: tuple[Parameter, ...]
    fields: Fields
    answer: str
    example: object


@dataclass(frozen=True, slots=True)
class Action:
    """One action, with the forms in which it can be called.

    Attributes:
        aliases: other words that are taken for it.
        errors: refusals that are particular to it.
    """

    name: str
    title: str
    text: str
    calls: tuple[Call, ...]
    aliases: tuple[str, ...] = ()
    errors: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """The shop, as its page presents it.

    Attributes:
        name: empty until it is known.
        currency: three letters.
        url: where the shop is reached from outside, without a slash at its end.
        per_minute: requests that a key may make in a minute.
        chat: the address of the bot; None where there is none to link to.
    """

    name: str
    currency: str
    url: str
    per_minute: int
    chat: str | None = None

    @property
    def endpoint(self) -> str:
        """The address that clients are given."""
        return self.url + API_PATH
