"""What the link of a service may point at, by platform, action and telling words."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.platforms import Kind, Platform, Target
from domain.taxonomy.words import word_set

Targets = frozenset[Target]

ANY: Targets = frozenset()
"""No restriction but the platform."""

_MOVING = frozenset({Target.VIDEO, Target.SHORT, Target.LIVE})
_TIKTOK = frozenset({Target.VIDEO, Target.POST})
_INSTAGRAM = frozenset({Target.POST, Target.REEL, Target.VIDEO})
_FACEBOOK = frozenset({Target.POST, Target.REEL, Target.VIDEO, Target.LIVE})
_PEOPLE = frozenset({Target.PROFILE, Target.PAGE})
_VK = frozenset({Target.POST, Target.VIDEO, Target.SHORT})
_PROFILE = frozenset({Target.PROFILE})
_POST = frozenset({Target.POST})
_MUSIC = frozenset({Target.TRACK, Target.ALBUM, Target.PLAYLIST})
_ENGAGEMENT = (Kind.LIKES, Kind.VIEWS, Kind.COMMENTS, Kind.SHARES, Kind.SAVES, Kind.REACTIONS)


def _row(posts: Targets, **others: Targets) -> Mapping[Kind, Targets]:
    """Return the targets by action: `posts` for everything done to a post, then the others."""
    named = {Kind(kind): targets for kind, targets in others.items()}
    return MappingProxyType(dict.fromkeys((*_ENGAGEMENT, Kind.PLAYS), posts) | named)


_TABLE: Mapping[Platform, Mapping[Kind, Targets]] = MappingProxyType(
    {
        Platform.INSTAGRAM: _row(
            _INSTAGRAM,
            followers=_PROFILE,
            story=frozenset({Target.PROFILE, Target.STORY}),
            live=frozenset({Target.PROFILE, Target.LIVE}),
            members=frozenset({Target.CHANNEL}),
        ),
        Platform.TIKTOK: _row(
            _TIKTOK,
            followers=_PROFILE,
            story=_TIKTOK | _PROFILE,
            live=frozenset({Target.LIVE, Target.PROFILE}),
        ),
        Platform.YOUTUBE: _row(
            _MOVING,
            followers=frozenset({Target.CHANNEL}),
            live=frozenset({Target.VIDEO, Target.LIVE}),
        ),
        Platform.TELEGRAM: _row(
            frozenset({Target.MESSAGE}),
            members=frozenset({Target.CHANNEL}),
            story=frozenset({Target.STORY, Target.CHANNEL}),
            live=frozenset({Target.CHANNEL, Target.MESSAGE}),
        ),
        Platform.X: _row(
            _POST,
            followers=_PROFILE,
            live=frozenset({Target.LIVE, Target.POST}),
            members=frozenset({Target.GROUP}),
        ),
        Platform.FACEBOOK: _row(
            _FACEBOOK,
            followers=_PEOPLE,
            story=_PEOPLE | {Target.STORY},
            live=frozenset({Target.LIVE, Target.VIDEO, Target.POST}),
            members=frozenset({Target.GROUP}),
        ),
        Platform.THREADS: _row(_POST, followers=_PROFILE),
        Platform.SPOTIFY: _row(
            _MUSIC,
            followers=frozenset({Target.ARTIST, Target.PLAYLIST, Target.USER, Target.CHANNEL}),
            plays=_MUSIC | {Target.ARTIST},
        ),
        Platform.SOUNDCLOUD: _row(_MUSIC, followers=_PROFILE),
        Platform.TWITCH: _row(
            frozenset({Target.VIDEO, Target.CHANNEL}),
            followers=frozenset({Target.CHANNEL}),
            live=frozenset({Target.CHANNEL}),
        ),
        Platform.DISCORD: _row(
            frozenset({Target.MESSAGE, Target.INVITE}),
            members=frozenset({Target.INVITE, Target.SERVER}),
        ),
        Platform.LINKEDIN: _row(_POST, followers=_PEOPLE, members=frozenset({Target.GROUP})),
        Platform.PINTEREST: _row(_POST, followers=_PROFILE | {Target.BOARD}),
        Platform.REDDIT: _row(
            _POST,
            followers=frozenset({Target.PROFILE, Target.GROUP}),
            members=frozenset({Target.GROUP}),
        ),
        Platform.VK: _row(
            _VK,
            followers=frozenset({Target.PROFILE, Target.GROUP}),
            members=frozenset({Target.PROFILE, Target.GROUP}),
            plays=_VK | _MUSIC,
            story=frozenset({Target.STORY}),
            live=frozenset({Target.VIDEO}),
        ),
        Platform.WEBSITE: MappingProxyType({Kind.TRAFFIC: frozenset({Target.SITE})}),
    },
)
_COMMENT_WORDS = word_set("comment comments комментарий комментарии yorum")
_AUTO_WORDS = word_set("auto automatic авто otomatik future subscription")
_LAST_WORDS = word_set("last son последние последних ultimos ultimas next")
_PAGE_WORDS = word_set("page pages страница страницу sayfa pagina fanpage")
_PROFILE_WORDS = word_set("profile profil perfil профиль профиля")
_PRIVATE_WORDS = word_set("private приватный приватные приватных закрытый закрытые закрытых gizli")
_BOT_WORDS = word_set("bot bots бот бота боты")


def targets_for(platform: Platform, kind: Kind, words: frozenset[str]) -> Targets:
    """Return the link targets that a service takes; empty means any link of the platform.

    `words` are the folded words of the service's name and category: some change the answer.
    """
    usual = _TABLE.get(platform, {}).get(kind, ANY)
    if not usual:
        return ANY
    if platform is Platform.TELEGRAM and kind is Kind.MEMBERS:
        return _telegram_members(usual, words)
    if kind not in _ENGAGEMENT and kind is not Kind.PLAYS:
        return usual
    return _engaged(usual, platform, kind, words)


def post_targets(platform: Platform) -> Targets:
    """Return what stands for one post of a platform, and can be liked; empty: it is not told."""
    return _TABLE.get(platform, {}).get(Kind.LIKES, ANY)


def _telegram_members(usual: Targets, words: frozenset[str]) -> Targets:
    if words & _BOT_WORDS and "start" in words:
        return frozenset({Target.USER})
    return usual | {Target.INVITE} if words & _PRIVATE_WORDS else usual


def _engaged(usual: Targets, platform: Platform, kind: Kind, words: frozenset[str]) -> Targets:
    if kind is Kind.LIKES and platform is Platform.FACEBOOK and words & _PAGE_WORDS:
        return _PEOPLE
    if kind is Kind.VIEWS and words & _PROFILE_WORDS:
        return usual | _PEOPLE
    if kind is not Kind.COMMENTS and words & _COMMENT_WORDS:
        return usual | {Target.COMMENT}
    if words & _AUTO_WORDS or words & _LAST_WORDS:
        return usual | {Target.PROFILE, Target.CHANNEL}
    if platform is Platform.YOUTUBE:
        return _youtube(usual, words)
    return usual


def _youtube(usual: Targets, words: frozenset[str]) -> Targets:
    if "community" in words:
        return _POST
    return usual | {Target.PLAYLIST} if "playlist" in words else usual
