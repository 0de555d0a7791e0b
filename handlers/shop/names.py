"""What kinds of services are called, and which link each service takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.catalogue import Service
from domain.links.model import LinkError, shown_link
from domain.links.parse import parse_link
from domain.platforms import Kind, Platform, Target
from handlers.kit.places import EXAMPLES, platform_name, target_name
from locales.translator import N_, Translator

_SHORT: Final = 30
_TAIL: Final = 8
__all__ = [
    "ANY_SITE",
    "example_of",
    "first_target",
    "kind_name",
    "link_example",
    "link_target",
    "platform_name",
    "target_name",
]

_KINDS: Final[Mapping[Kind, str]] = {
    Kind.FOLLOWERS: N_("Followers"),
    Kind.LIKES: N_("Likes"),
    Kind.VIEWS: N_("Views"),
    Kind.COMMENTS: N_("Comments"),
    Kind.SHARES: N_("Shares"),
    Kind.SAVES: N_("Saves"),
    Kind.STORY: N_("Story"),
    Kind.LIVE: N_("Live"),
    Kind.MEMBERS: N_("Members"),
    Kind.PLAYS: N_("Plays"),
    Kind.REACTIONS: N_("Reactions"),
    Kind.TRAFFIC: N_("Visitors"),
    Kind.OTHER: N_("Other"),
}
ANY_SITE: Final = "example.com"


def kind_name(kind: Kind, t: Translator) -> str:
    return t.plain(_KINDS[kind])


def link_target(service: Service) -> Target | None:
    """The first sort of link that the service takes, in the tables' order; None for any."""
    return first_target(service.platform, service.targets)


def link_example(service: Service) -> str:
    """A link as the service would take it."""
    return example_of(service.platform, service.targets)


def first_target(platform: Platform, targets: frozenset[Target]) -> Target | None:
    """The first of some sorts of link, in the tables' order; None where any sort will do."""
    shown = [target for target in EXAMPLES.get(platform, {}) if target in targets]
    return shown[0] if shown else min(targets, key=list(Target).index, default=None)


def example_of(platform: Platform, targets: frozenset[Target]) -> str:
    """A link of one of these sorts; of any sort where there are none."""
    known = EXAMPLES.get(platform, {})
    target = first_target(platform, targets)
    return _any_of(known) if target is None else known.get(target, _any_of(known))


def _any_of(known: Mapping[Target, str]) -> str:
    return next(iter(known.values()), ANY_SITE)


def short_link(normal: str) -> str:
    """A link as a button has room for: whom it leads to, else its beginning and its end."""
    try:
        handle = parse_link(normal).handle
    except LinkError:
        handle = None
    shown = shown_link(normal)
    if handle and shown.lower().endswith((f"/{handle}", f"/@{handle}")):
        return f"@{handle}"[:_SHORT]
    if len(shown) <= _SHORT:
        return shown
    return f"{shown[: _SHORT - _TAIL - 1]}…{shown[-_TAIL:]}"
