"""The words that order forms are made of: fields, choices, problems, and what asks for a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.numbers import MAX_NUMBER

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.lines import LineRule

Values = Mapping[str, str]
"""What is filled in so far, by field, in normal form."""

MAX_UNITS: Final = MAX_NUMBER
"""Most units that one order may hold, all runs together."""


class Field(StrEnum):
    """A thing that a form asks for: its name in drafts, in buttons and in the provider's call."""

    LINK = "link"
    QUANTITY = "quantity"
    SPEED = "speed"
    RUNS = "runs"
    INTERVAL = "interval"
    COMMENTS = "comments"
    KEYWORDS = "keywords"
    USERNAMES = "usernames"
    HASHTAGS = "hashtags"
    HASHTAG = "hashtag"
    USERNAME = "username"
    MEDIA = "media"
    ANSWER = "answer_number"
    GROUPS = "groups"
    LEAST = "min"
    MOST = "max"
    POSTS = "posts"
    OLD_POSTS = "old_posts"
    DELAY = "delay"
    EXPIRY = "expiry"
    COUNTRY = "country"
    DEVICE = "device"
    TRAFFIC = "type_of_traffic"
    KEYWORD = "google_keyword"
    REFERRER = "referring_url"


class Speed(StrEnum):
    """How a drip-feed service delivers."""

    ONCE = "once"
    PARTS = "parts"


class Device(StrEnum):
    """What visitors of a website use."""

    DESKTOP = "1"
    ANDROID = "2"
    IOS = "3"
    MOBILE = "4"
    ALL = "5"


class Traffic(StrEnum):
    """Where visitors of a website come from."""

    GOOGLE = "1"
    REFERRER = "2"
    BLANK = "3"


class Problem(StrEnum):
    """What can be wrong with a value that is no link; links have `LinkProblem`."""

    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_MULTIPLE = "not_a_multiple"
    NOT_A_CHOICE = "not_a_choice"
    MISSING = "missing"
    NOT_OFFERED = "not_offered"
    NOT_A_NAME = "not_a_name"
    NOT_A_HASHTAG = "not_a_hashtag"
    NOT_A_COUNTRY = "not_a_country"
    NOT_A_DAY = "not_a_day"
    DAY_IS_OVER = "day_is_over"
    TOO_WORDY = "too_wordy"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    BAD_LINES = "bad_lines"
    TOO_MUCH_TEXT = "too_much_text"
    NO_TEXT_FILE = "no_text_file"
    FILE_TOO_LARGE = "file_too_large"
    NOT_A_FILE = "not_a_file"


def _always(_service: Service, _values: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form.

    Attributes:
        field: which.
        read: from a typed text to the value in normal form; raises FormError.
        applies: whether it is asked, for this service and what is filled in so far.
        lines: how its lines are collected, where it is a list that may come in several messages.
    """

    field: Field
    read: Callable[[str, Service, Values], str]
    applies: Callable[[Service, Values], bool] = _always
    lines: LineRule | None = None

    def is_filled(self, service: Service, values: Values) -> bool:
        """Tell whether nothing more is to be asked; a list must be complete as well."""
        if self.field not in values:
            return False
        return self.lines is None or self.lines.look(values[self.field], service).is_complete
