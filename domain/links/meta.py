"""Addresses of Instagram, Threads and Facebook."""

from domain.links.model import LinkProblem
from domain.links.sites import SLUG, Shape, Site
from domain.platforms import Platform, Target

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?"
_CODE = r"[A-Za-z0-9_-]{5,64}"

INSTAGRAM = Site(
    platform=Platform.INSTAGRAM,
    root="https://www.instagram.com/",
    hosts=("instagram.com", "instagr.am", "ddinstagram.com", "kkinstagram.com"),
    fields={"name": _NAME, "code": _CODE, "id": r"\d{1,25}"},
    reserved="p|reels?|tv|stories|explore|accounts|direct|about|developer|legal|share|s|web"
    "|channel|challenge|graphql|api|emails|session|push|nametag|audio|j",
    mention="{name}",
    shapes=(
        Shape(r"share/.+", LinkProblem.SHORT_LINK),
        Shape(r"(?:{name}/)?(?:p|reel)/{code}/c/{id}(?:/.*)?", Target.COMMENT, "p/{code}/c/{id}"),
        Shape(r"(?:[\w.]+/)?p/{code}(?:/.*)?", Target.POST, "p/{code}"),
        Shape(r"(?:reels?/audio|audio)/{id}", Target.TRACK, "reels/audio/{id}"),
        Shape(r"(?:[\w.]+/)?reels?/{code}(?:/.*)?", Target.REEL, "reel/{code}"),
        Shape(r"(?:[\w.]+/)?tv/{code}(?:/.*)?", Target.VIDEO, "tv/{code}"),
        Shape(r"stories/highlights/{id}", Target.STORY, "stories/highlights/{id}"),
        Shape(r"stories/{name}/{id}", Target.STORY, "stories/{name}/{id}"),
        Shape(r"stories/{name}", Target.STORY, "stories/{name}"),
        Shape(r"s/.+", LinkProblem.EXPIRING),
        Shape(r"direct/.*|j/.+", LinkProblem.PRIVATE),
        Shape(r"channel/{code}", Target.CHANNEL, "channel/{code}"),
        Shape(r"{name}/live(?:/.*)?", Target.LIVE, "{name}/live"),
        Shape(
            r"(?:_u/|@)?{name}(?:/(?:reels|tagged|channel|feed|guides)?)?",
            Target.PROFILE,
            "{name}",
        ),
    ),
)

THREADS = Site(
    platform=Platform.THREADS,
    root="https://www.threads.com/",
    hosts=("threads.com", "threads.net"),
    fields={"name": _NAME, "code": _CODE},
    mention="@{name}",
    shapes=(
        Shape(r"@{name}/post/{code}(?:/.*)?", Target.POST, "@{name}/post/{code}"),
        Shape(r"t/{code}", Target.POST, "t/{code}"),
        Shape(r"@{name}(?:/(?:replies|media|reposts))?", Target.PROFILE, "@{name}"),
    ),
)

_TABS = (
    r"(?:/(?:about|posts|photos|videos|reels|friends|followers|likes|community|mentions"
    r"|timeline))?"
)

FACEBOOK = Site(
    platform=Platform.FACEBOOK,
    root="https://www.facebook.com/",
    hosts=("facebook.com", "fb.com"),
    fields={
        "name": r"[A-Za-z0-9][A-Za-z0-9.-]{2,80}[A-Za-z0-9]",
        "id": r"\d{4,25}",
        "post": r"(?:pfbid[A-Za-z0-9]{10,120}|\d{4,25}(?::\d+)?)",
        "parent": r"\d{4,25}",
        "comment": r"[A-Za-z0-9_]{4,80}",
        "story": r"[A-Za-z0-9_=-]{4,120}",
        "group": r"[A-Za-z0-9][A-Za-z0-9.]{0,78}[A-Za-z0-9]",
        "slug": SLUG,
    },
    reserved=r"pages|people|p|groups|events|watch|reels?|stories|story\.php|photos?|photo\.php"
    r"|video\.php|permalink\.php|profile\.php|sharer?|share\.php|login|messages|marketplace"
    r"|gaming|hashtag|media|live|help|settings|home\.php|l\.php|plugins|dialog|search",
    folded=frozenset({"name", "group"}),
    mention="{name}",
    shapes=(
        Shape(r"share/.+|l\.php|sharer(?:/.*)?|sharer\.php", LinkProblem.SHORT_LINK),
        Shape(r"messages(?:/.*)?", LinkProblem.PRIVATE),
        Shape(
            r"{name}/posts/(?:[^/]+/)?{post}",
            Target.COMMENT,
            "{name}/posts/{post}?comment_id={comment}",
            "comment_id={comment}",
        ),
        Shape(r"profile\.php", Target.PROFILE, "profile.php?id={id}", "id={id}"),
        Shape(
            r"permalink\.php|story\.php",
            Target.POST,
            "permalink.php?story_fbid={post}&id={parent}",
            "story_fbid={post}&id={parent}",
        ),
        Shape(
            r"groups/{group}/(?:posts|permalink)/{post}",
            Target.POST,
            "groups/{group}/posts/{post}",
        ),
        Shape(
            r"groups/{group}",
            Target.POST,
            "groups/{group}/posts/{post}",
            "multi_permalinks={post}",
        ),
        Shape(
            r"groups/{group}(?:/(?:about|members|media|discussion))?",
            Target.GROUP,
            "groups/{group}",
        ),
        Shape(r"pages/(?:category/)?[^/]+/(?:[^/]+-)?{id}", Target.PAGE, "{id}"),
        Shape(r"p/(?:[^/]+-)?{id}", Target.PAGE, "{id}"),
        Shape(r"people/[^/]+/{id}", Target.PROFILE, "profile.php?id={id}"),
        Shape(r"photo(?:\.php)?", Target.POST, "photo?fbid={id}", "fbid={id}"),
        Shape(r"{name}/photos/(?:[^/]+/)?{id}", Target.POST, "{name}/photos/{id}"),
        Shape(r"{name}/posts/(?:[^/]+/)?{post}", Target.POST, "{name}/posts/{post}"),
        Shape(r"watch/live", Target.LIVE, "watch/live?v={id}", "v={id}"),
        Shape(r"watch|video\.php|video/watch", Target.VIDEO, "watch?v={id}", "v={id}"),
        Shape(r"(?:reel|reels)/{id}", Target.REEL, "reel/{id}"),
        Shape(r"{name}/(?:videos|reels?)/(?:[^/]+/)*{id}", Target.VIDEO, "{name}/videos/{id}"),
        Shape(r"stories/{parent}/{story}", Target.STORY, "stories/{parent}/{story}"),
        Shape(r"stories/{parent}", Target.STORY, "stories/{parent}"),
        Shape(r"{name}/live(?:_videos)?", Target.LIVE, "{name}/live"),
        Shape(rf"{{id}}{_TABS}", Target.PAGE, "{id}"),
        Shape(rf"{{name}}{_TABS}", Target.PROFILE, "{name}"),
    ),
)

META = (INSTAGRAM, THREADS, FACEBOOK)
