"""How many units a filled form orders, by its type, and what for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.fields import Field
from domain.lines import count_of
from domain.reading.accounts import account_link

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values


def by_quantity(values: Values) -> int:
    """As many as were asked for."""
    return int(values[Field.QUANTITY])


def one_package(_values: Values) -> int:
    """A package is one, whatever is in it."""
    return 1


def by_comments(values: Values) -> int:
    """One for each comment."""
    return count_of(values[Field.COMMENTS])


def by_usernames(values: Values) -> int:
    """One for each account."""
    return count_of(values[Field.USERNAMES])


def at_most(values: Values) -> int:
    """What all posts may take together: it is held, and what they do not take goes back."""
    posts = int(values[Field.POSTS]) + int(values.get(Field.OLD_POSTS) or 0)
    return int(values[Field.MOST]) * posts


def to_link(_service: Service, values: Values) -> str:
    """The order is for a link."""
    return values[Field.LINK]


def to_account(service: Service, values: Values) -> str:
    """The order is for an account, named by its address where the site has one."""
    return account_link(values[Field.USERNAME], service.platform)
