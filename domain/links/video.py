"""Addresses of TikTok, YouTube and Twitch."""

from domain.links.model import LinkProblem
from domain.links.sites import Shape, Site
from domain.platforms import Platform, Target

TIKTOK = Site(
    platform=Platform.TIKTOK,
    root="https://www.tiktok.com/",
    hosts=("tiktok.com", "vxtiktok.com", "tnktok.com"),
    fields={
        "name": r"[A-Za-z0-9_.]{1,24}(?<!\.)",
        "id": r"\d{6,25}",
        "code": r"[A-Za-z0-9]{4,40}",
    },
    mention="@{name}",
    shapes=(
        Shape(r"t/.+", LinkProblem.SHORT_LINK),
        Shape(r"messages(?:/.*)?", LinkProblem.PRIVATE),
        Shape(r"@{name}/video/{id}(?:/.*)?", Target.VIDEO, "@{name}/video/{id}"),
        Shape(r"@{name}/photo/{id}(?:/.*)?", Target.POST, "@{name}/photo/{id}"),
        Shape(r"@{name}/live(?:/.*)?", Target.LIVE, "@{name}/live"),
        Shape(r"@{name}/playlist/(?:[^/]+-)?{id}", Target.PLAYLIST, "@{name}/playlist/{id}"),
        Shape(
            r"(?:@/video|share/video|video|embed(?:/v\d)?|player/v1|v|i18n/share/video)"
            r"/{id}(?:\.html)?(?:/.*)?",
            Target.VIDEO,
            "video/{id}",
        ),
        Shape(r"music/(?:[^/]+-)?{id}", Target.TRACK, "music/sound-{id}"),
        Shape(r"@{name}", Target.PROFILE, "@{name}"),
    ),
)

_VIDEO = r"[A-Za-z0-9_-]{11}"

YOUTUBE = Site(
    platform=Platform.YOUTUBE,
    root="https://www.youtube.com/",
    hosts=("youtube.com", "youtube-nocookie.com", "music.youtube.com", "gaming.youtube.com"),
    fields={
        "id": _VIDEO,
        "name": r"[^/?#%:@\s\x00-\x1f\x7f]{3,60}(?<!\.)",
        "channel": r"UC[A-Za-z0-9_-]{22}",
        "list": r"[A-Za-z0-9_-]{10,80}",
        "post": r"Ugk[A-Za-z0-9_-]{8,80}",
        "comment": r"Ug[A-Za-z0-9_.-]{8,100}(?<!\.)",
    },
    reserved="watch|shorts|live|embed|v|e|playlist|post|clip|hashtag|results|feed|redirect|c|user"
    "|channel|premium|music|gaming|about|account|t|attribution_link|oembed|intl|community|browse",
    mention="@{name}",
    shapes=(
        Shape(r"redirect", LinkProblem.SHORT_LINK),
        Shape(r"watch", Target.COMMENT, "watch?v={id}&lc={comment}", "v={id}&lc={comment}"),
        Shape(r"watch|watch_popup", Target.VIDEO, "watch?v={id}", "v={id}"),
        Shape(r"(?:embed|v|e|watch)/{id}", Target.VIDEO, "watch?v={id}"),
        Shape(r"shorts/{id}", Target.SHORT, "shorts/{id}"),
        Shape(r"live/{id}", Target.LIVE, "live/{id}"),
        Shape(
            r"playlist|embed/videoseries", Target.PLAYLIST, "playlist?list={list}", "list={list}"
        ),
        Shape(r"post/{post}", Target.POST, "post/{post}"),
        Shape(r"channel/{channel}/community", Target.POST, "post/{post}", "lb={post}"),
        Shape(r"channel/{channel}(?:/[a-z]*)?", Target.CHANNEL, "channel/{channel}"),
        Shape(r"@{name}/live", Target.LIVE, "@{name}/live"),
        Shape(r"@{name}(?:/[a-z]*)?", Target.CHANNEL, "@{name}"),
        Shape(r"c/{name}(?:/[a-z]*)?", Target.CHANNEL, "c/{name}"),
        Shape(r"user/{name}(?:/[a-z]*)?", Target.CHANNEL, "user/{name}"),
        Shape(
            r"{name}(?:/(?:videos|shorts|streams|featured|about|playlists|community))?",
            Target.CHANNEL,
            "{name}",
        ),
    ),
)

YOUTU_BE = Site(
    platform=Platform.YOUTUBE,
    root=YOUTUBE.root,
    hosts=("youtu.be", "y2u.be"),
    fields={"id": _VIDEO},
    shapes=(
        Shape(r"shorts/{id}", Target.SHORT, "shorts/{id}"),
        Shape(r"live/{id}", Target.LIVE, "live/{id}"),
        Shape(r"(?:watch/)?{id}(?:[/&].*)?", Target.VIDEO, "watch?v={id}"),
    ),
)

TWITCH = Site(
    platform=Platform.TWITCH,
    root="https://www.twitch.tv/",
    hosts=("twitch.tv", "go.twitch.tv"),
    fields={"name": r"[A-Za-z0-9_]{3,25}", "id": r"\d{5,20}", "slug": r"[A-Za-z0-9_-]{5,120}"},
    reserved="videos|directory|downloads|jobs|store|settings|subscriptions|inventory|wallet|drops"
    "|search|popout|embed|moderator|p|collections|turbo|prime|team|friends|messages|dashboard",
    mention="{name}",
    shapes=(
        Shape(r"(?:videos|[\w]+/(?:v|video))/{id}", Target.VIDEO, "videos/{id}"),
        Shape(r"{name}/clip/{slug}", Target.VIDEO, "{name}/clip/{slug}"),
        Shape(r"collections/{slug}", Target.PLAYLIST, "collections/{slug}"),
        Shape(
            r"(?:popout/|embed/|moderator/)?{name}(?:/(?:about|videos|clips|schedule|chat"
            r"|home|followers|collections))?",
            Target.CHANNEL,
            "{name}",
        ),
    ),
)

TWITCH_CLIPS = Site(
    platform=Platform.TWITCH,
    root="https://clips.twitch.tv/",
    hosts=("clips.twitch.tv",),
    fields={"slug": r"[A-Za-z0-9_-]{5,120}"},
    shapes=(Shape(r"{slug}", Target.VIDEO, "{slug}"),),
)

VIDEO = (TIKTOK, YOUTUBE, YOUTU_BE, TWITCH, TWITCH_CLIPS)
