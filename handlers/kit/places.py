"""What platforms and targets are called, and what links of each sort look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.platforms import Platform, Target
from locales.translator import N_, Translator

_PLATFORMS: Final[Mapping[Platform, str]] = {
    Platform.INSTAGRAM: N_("Instagram"),
    Platform.TIKTOK: N_("TikTok"),
    Platform.YOUTUBE: N_("YouTube"),
    Platform.TELEGRAM: N_("Telegram"),
    Platform.X: N_("X"),
    Platform.FACEBOOK: N_("Facebook"),
    Platform.THREADS: N_("Threads"),
    Platform.SPOTIFY: N_("Spotify"),
    Platform.SOUNDCLOUD: N_("SoundCloud"),
    Platform.TWITCH: N_("Twitch"),
    Platform.DISCORD: N_("Discord"),
    Platform.LINKEDIN: N_("LinkedIn"),
    Platform.PINTEREST: N_("Pinterest"),
    Platform.REDDIT: N_("Reddit"),
    Platform.VK: N_("VK"),
    Platform.WEBSITE: N_("Websites"),
    Platform.OTHER: N_("Other sites"),
}
_TARGETS: Final[Mapping[Target, str]] = {
    Target.PROFILE: N_("profile"),
    Target.POST: N_("post"),
    Target.REEL: N_("reel"),
    Target.STORY: N_("story"),
    Target.VIDEO: N_("video"),
    Target.SHORT: N_("short video"),
    Target.LIVE: N_("live stream"),
    Target.CHANNEL: N_("channel"),
    Target.MESSAGE: N_("message"),
    Target.COMMENT: N_("comment"),
    Target.PLAYLIST: N_("playlist"),
    Target.TRACK: N_("track"),
    Target.ALBUM: N_("album"),
    Target.ARTIST: N_("artist"),
    Target.SERVER: N_("server"),
    Target.INVITE: N_("invite"),
    Target.GROUP: N_("group"),
    Target.PAGE: N_("page"),
    Target.USER: N_("user"),
    Target.BOARD: N_("board"),
    Target.SITE: N_("website"),
    Target.OTHER: N_("page"),
}
EXAMPLES: Final[Mapping[Platform, Mapping[Target, str]]] = {
    Platform.INSTAGRAM: {
        Target.PROFILE: "instagram.com/name",
        Target.POST: "instagram.com/p/ABC123",
        Target.REEL: "instagram.com/reel/ABC123",
        Target.CHANNEL: "instagram.com/channel/ABC123",
    },
    Platform.TIKTOK: {
        Target.PROFILE: "tiktok.com/@name",
        Target.VIDEO: "tiktok.com/@name/video/7123456789012345678",
    },
    Platform.YOUTUBE: {
        Target.CHANNEL: "youtube.com/@name",
        Target.VIDEO: "youtube.com/watch?v=dQw4w9WgXcQ",
    },
    Platform.TELEGRAM: {Target.CHANNEL: "t.me/name_1", Target.MESSAGE: "t.me/name_1/123"},
    Platform.X: {Target.PROFILE: "x.com/name", Target.POST: "x.com/name/status/1234567890123"},
    Platform.FACEBOOK: {
        Target.PROFILE: "facebook.com/name",
        Target.PAGE: "facebook.com/100012345678901",
        Target.POST: "facebook.com/name/posts/1234567890",
        Target.GROUP: "facebook.com/groups/1234567890",
    },
    Platform.THREADS: {
        Target.PROFILE: "threads.com/@name",
        Target.POST: "threads.com/@name/post/ABC123abc12",
    },
    Platform.SPOTIFY: {
        Target.TRACK: "open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT",
        Target.ARTIST: "open.spotify.com/artist/4cOdK2wGLETKBW3PvgPWqT",
        Target.PLAYLIST: "open.spotify.com/playlist/4cOdK2wGLETKBW3PvgPWqT",
    },
    Platform.SOUNDCLOUD: {
        Target.PROFILE: "soundcloud.com/name",
        Target.TRACK: "soundcloud.com/name/track",
    },
    Platform.TWITCH: {Target.CHANNEL: "twitch.tv/name1"},
    Platform.DISCORD: {Target.INVITE: "discord.gg/AbCdEf12"},
    Platform.LINKEDIN: {
        Target.PROFILE: "linkedin.com/in/name-1",
        Target.PAGE: "linkedin.com/company/name",
    },
    Platform.PINTEREST: {Target.PROFILE: "pinterest.com/name"},
    Platform.REDDIT: {
        Target.GROUP: "reddit.com/r/name",
        Target.POST: "reddit.com/r/name/comments/abc123",
    },
    Platform.VK: {Target.PROFILE: "vk.com/name1", Target.POST: "vk.com/wall-1_123"},
}


def platform_name(platform: Platform, t: Translator) -> str:
    return t.plain(_PLATFORMS[platform])


def target_name(target: Target, t: Translator) -> str:
    return t.plain(_TARGETS[target])
