"""From a provider's category and name to platform, action, link targets and promises."""

from dataclasses import dataclass

from domain.platforms import Kind, Platform, Target
from domain.taxonomy.actions import ACTIONS, WEAK, main_action
from domain.taxonomy.countries import country_of
from domain.taxonomy.networks import PLATFORM_HINTS, PLATFORM_NAMES
from domain.taxonomy.refills import refill_days
from domain.taxonomy.sensitive import is_sensitive
from domain.taxonomy.targets import targets_for
from domain.taxonomy.words import word_set, words_of

_MUSIC = frozenset({Platform.SPOTIFY, Platform.SOUNDCLOUD})
_JOINED = frozenset({Platform.TELEGRAM, Platform.DISCORD})
_GROUP_WORDS = word_set(
    "group groups grup группа группу группы сообщество community subreddit grupo ग्रुप"
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What category and name say about a service.

    Attributes:
        platform: `Platform.OTHER` where none, or none of ours, is named.
        kind: `Kind.OTHER` where no known action is named.
        targets: what the link may point at; empty means any link of the platform.
        sensitive: hidden until an operator shows it.
        refill_days: 0 says "no refill", None says nothing.
        country: ISO code of the one country whose accounts act.
    """

    platform: Platform
    kind: Kind
    targets: frozenset[Target]
    sensitive: bool
    refill_days: int | None
    country: str | None


def recognise(category: str, name: str) -> Recognised:
    """Recognise a service; never raises, whatever the texts hold.

    The category says first which platform it is, the name says first what is done there.
    """
    shelf, title = words_of(category), words_of(name)
    words = frozenset(shelf + title)
    action = _action(shelf, title)
    platform = _platform(shelf, title, action)
    kind = _kind(platform, action, words)
    known = kind is not Kind.OTHER
    return Recognised(
        platform=platform,
        kind=kind,
        targets=targets_for(platform, kind, words),
        sensitive=is_sensitive(name, title, has_action=known)
        or is_sensitive(category, shelf, has_action=known),
        refill_days=refill_days(name),
        country=country_of(name, title) or country_of(category, shelf),
    )


def _platform(shelf: Words, title: Words, action: Kind | None) -> Platform:
    on_shelf, in_title = PLATFORM_NAMES.all_in(shelf), PLATFORM_NAMES.all_in(title)
    shared = [platform for platform in in_title if platform in on_shelf]
    named = shared if len(set(on_shelf)) > 1 and shared else on_shelf or in_title
    found = named or PLATFORM_HINTS.all_in(shelf) or PLATFORM_HINTS.all_in(title)
    if action is Kind.TRAFFIC:
        return Platform.WEBSITE
    ours = [platform for platform in found if platform is not Platform.OTHER]
    return ours[0] if ours else Platform.OTHER


def _action(shelf: Words, title: Words) -> Kind | None:
    on_shelf = ACTIONS.all_in(shelf)
    action = main_action(ACTIONS.all_in(title))
    stage = set(on_shelf) - WEAK
    if action in WEAK and len(stage) == 1 and stage <= {Kind.STORY, Kind.LIVE}:
        return stage.pop()
    return main_action(on_shelf) if action is None else action


def _kind(platform: Platform, action: Kind | None, words: frozenset[str]) -> Kind:
    if action is None:
        return Kind.OTHER
    if action is Kind.LIVE and platform in _MUSIC:
        return Kind.PLAYS
    joined = platform in _JOINED or (platform is not Platform.INSTAGRAM and words & _GROUP_WORDS)
    if action is Kind.FOLLOWERS and joined:
        return Kind.MEMBERS
    return action
