"""What a parsed link is, and all that can be wrong with one."""

from dataclasses import dataclass
from enum import StrEnum

from domain.platforms import Platform, Target

MAX_LINK_LENGTH = 500
"""Longest normal form in characters; a longer link is refused."""

_SECOND_LEVELS = frozenset({"co", "com", "net", "org", "gov", "edu", "ac"})
"""Labels that a country puts before its own: `example.co.uk`."""


class LinkProblem(StrEnum):
    """Reason why a link is refused; each has its own text for the customer."""

    NOT_A_LINK = "not_a_link"
    SEVERAL_LINKS = "several_links"
    NO_SITE = "no_site"
    SHORT_LINK = "short_link"
    PRIVATE = "private"
    EXPIRING = "expiring"
    CREDENTIALS = "credentials"
    BAD_SCHEME = "bad_scheme"
    BAD_HOST = "bad_host"
    LOOKALIKE = "lookalike"
    TOO_LONG = "too_long"
    WRONG_SITE = "wrong_site"
    WRONG_KIND = "wrong_kind"


class LinkError(ValueError):
    """Text holds no link that an order could use.

    Attributes:
        problem: what is wrong.
        platform: site that the refused link belongs to, where it is known.
    """

    def __init__(self, problem: LinkProblem, platform: Platform | None = None) -> None:
        """Keep the problem and the site; the text itself is never kept."""
        super().__init__(problem.value)
        self.problem = problem
        self.platform = platform


@dataclass(frozen=True, slots=True)
class Link:
    """Link in its one normal form.

    Attributes:
        platform: site it belongs to.
        target: what it points at.
        normal: canonical URL without tracking, at most `MAX_LINK_LENGTH` ASCII characters.
        handle: account name without "@", lower case, where the link holds one.
    """

    platform: Platform
    target: Target
    normal: str
    handle: str | None = None

    @property
    def shown(self) -> str:
        """Return the normal form as people write it: no scheme, no `www.`."""
        return shown_link(self.normal)

    @property
    def site(self) -> str:
        """Return what the site is called, as its host says: "kick" for `www.kick.com/name`."""
        host = self.normal.partition("://")[2].partition("/")[0].partition("?")[0]
        labels = host.split(".")[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
            labels.pop()
        return labels[-1] if labels else host


def shown_link(normal: str) -> str:
    """A normal form as people write it: no scheme, no `www.`; other texts stay as they are."""
    return normal.partition("://")[2].removeprefix("www.") or normal
