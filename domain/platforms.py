"""The words for where a service works, what it does and what its link points at."""

from enum import StrEnum


class Platform(StrEnum):
    """Social network, or kind of site, that a service works on (catalogue level 1)."""

    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    TELEGRAM = "telegram"
    X = "x"
    FACEBOOK = "facebook"
    THREADS = "threads"
    SPOTIFY = "spotify"
    SOUNDCLOUD = "soundcloud"
    TWITCH = "twitch"
    DISCORD = "discord"
    LINKEDIN = "linkedin"
    PINTEREST = "pinterest"
    REDDIT = "reddit"
    VK = "vk"
    WEBSITE = "website"
    OTHER = "other"


class Kind(StrEnum):
    """Action that a service performs (catalogue level 2).

    Subscribers and friends are followers; group and server joins are members; upvotes are
    likes; emoji reactions are reactions; a story service is a story whatever it counts.
    """

    FOLLOWERS = "followers"
    LIKES = "likes"
    VIEWS = "views"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    STORY = "story"
    LIVE = "live"
    MEMBERS = "members"
    PLAYS = "plays"
    REACTIONS = "reactions"
    TRAFFIC = "traffic"
    OTHER = "other"


class Target(StrEnum):
    """Thing that a link points at.

    Pinterest boards are boards, subreddits and X communities are groups, bots are users, and
    a public Telegram name is a channel, because its address does not say what stands behind it.
    """

    PROFILE = "profile"
    POST = "post"
    REEL = "reel"
    STORY = "story"
    VIDEO = "video"
    SHORT = "short"
    LIVE = "live"
    CHANNEL = "channel"
    MESSAGE = "message"
    COMMENT = "comment"
    PLAYLIST = "playlist"
    TRACK = "track"
    ALBUM = "album"
    ARTIST = "artist"
    SERVER = "server"
    INVITE = "invite"
    GROUP = "group"
    PAGE = "page"
    USER = "user"
    BOARD = "board"
    SITE = "site"
    OTHER = "other"
