"""Addresses of X, LinkedIn, Pinterest and Reddit."""

from domain.links.model import LinkProblem
from domain.links.sites import SLUG, Shape, Site
from domain.platforms import Platform, Target

X = Site(
    platform=Platform.X,
    root="https://x.com/",
    hosts=("x.com", "twitter.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com"),
    fields={"name": r"[A-Za-z0-9_]{1,15}", "id": r"\d{1,25}", "space": r"[A-Za-z0-9]{6,30}"},
    reserved="i|home|explore|search|hashtag|intent|share|login|signup|settings|messages|about|tos"
    "|notifications|privacy|compose|jobs|download|account|oauth",
    mention="{name}",
    shapes=(
        Shape(r"messages(?:/.*)?", LinkProblem.PRIVATE),
        Shape(r"i/(?:web/)?status/{id}(?:/.*)?", Target.POST, "i/status/{id}"),
        Shape(r"{name}/status(?:es)?/{id}(?:/.*)?", Target.POST, "{name}/status/{id}"),
        Shape(r"intent/.+", Target.POST, "i/status/{id}", "tweet_id={id}"),
        Shape(r"intent/.+", Target.PROFILE, "{name}", "screen_name=@?{name}"),
        Shape(r"i/spaces/{space}(?:/.*)?", Target.LIVE, "i/spaces/{space}"),
        Shape(r"i/broadcasts/{space}", Target.LIVE, "i/broadcasts/{space}"),
        Shape(r"i/communities/{id}(?:/.*)?", Target.GROUP, "i/communities/{id}"),
        Shape(
            r"@?{name}(?:/(?:media|likes|with_replies|followers|following|articles"
            r"|highlights|verified_followers))?",
            Target.PROFILE,
            "{name}",
        ),
    ),
)

LINKEDIN = Site(
    platform=Platform.LINKEDIN,
    root="https://www.linkedin.com/",
    hosts=("linkedin.com",),
    fields={
        "name": SLUG,
        "slug": SLUG,
        "urn": r"urn:li:(?:activity|share|ugcpost):\d{5,25}",
        "id": r"\d{3,20}",
    },
    folded=frozenset({"name"}),
    shapes=(
        Shape(r"messaging(?:/.*)?", LinkProblem.PRIVATE),
        Shape(r"in/{name}(?:/.*)?", Target.PROFILE, "in/{name}"),
        Shape(r"company/{name}(?:/.*)?", Target.PAGE, "company/{name}"),
        Shape(r"school/{name}(?:/.*)?", Target.PAGE, "school/{name}"),
        Shape(r"showcase/{name}(?:/.*)?", Target.PAGE, "showcase/{name}"),
        Shape(r"posts/{slug}", Target.POST, "posts/{slug}"),
        Shape(r"(?:embed/)?feed/update/{urn}", Target.POST, "feed/update/{urn}"),
        Shape(r"pulse/{slug}", Target.POST, "pulse/{slug}"),
        Shape(r"video/live/{urn}", Target.LIVE, "video/live/{urn}"),
        Shape(r"groups/{id}", Target.GROUP, "groups/{id}"),
    ),
)

_COUNTRIES = "at au ca ch cl co.kr co.uk com.au com.mx de dk es fr ie info it jp kr mx nz ph pt"
_COUNTRIES += " ru se uk"

PINTEREST = Site(
    platform=Platform.PINTEREST,
    root="https://www.pinterest.com/",
    hosts=("pinterest.com", *(f"pinterest.{end}" for end in _COUNTRIES.split())),
    fields={"name": r"[A-Za-z0-9_]{3,30}", "id": r"\d{6,25}", "board": SLUG},
    reserved="pin|search|ideas|explore|today|settings|login|categories|topics|business|videos"
    "|_|about|convert",
    mention="{name}",
    shapes=(
        Shape(r"pin/(?:[^/]+--)?{id}(?:/.*)?", Target.POST, "pin/{id}"),
        Shape(
            r"{name}(?:/(?:_created|_saved|_boards|boards|pins|_shop)(?:/.*)?)?",
            Target.PROFILE,
            "{name}",
        ),
        Shape(r"{name}/{board}(?:/.*)?", Target.BOARD, "{name}/{board}"),
    ),
)

REDDIT = Site(
    platform=Platform.REDDIT,
    root="https://www.reddit.com/",
    hosts=("reddit.com", "rxddit.com", "vxreddit.com"),
    fields={
        "sub": r"[A-Za-z0-9_]{2,30}",
        "name": r"[A-Za-z0-9_-]{3,30}",
        "id": r"[a-z0-9]{4,12}",
        "comment": r"[a-z0-9]{4,12}",
    },
    folded=frozenset({"sub", "name", "id", "comment"}),
    mention="user/{name}",
    shapes=(
        Shape(r"(?:r|u|user)/[\w-]+/s/.+", LinkProblem.SHORT_LINK),
        Shape(r"(?:message|chat)(?:/.*)?", LinkProblem.PRIVATE),
        Shape(
            r"r/{sub}/comments/{id}/(?:comment|[^/]*)/{comment}",
            Target.COMMENT,
            "r/{sub}/comments/{id}/_/{comment}",
        ),
        Shape(r"r/{sub}/comments/{id}(?:/[^/]*)?", Target.POST, "r/{sub}/comments/{id}"),
        Shape(
            r"(?:u|user)/{name}/comments/{id}(?:/[^/]*)?", Target.POST, "user/{name}/comments/{id}"
        ),
        Shape(r"(?:comments|gallery|tb)/{id}(?:/[^/]*)?", Target.POST, "comments/{id}"),
        Shape(
            r"(?:u|user)/{name}(?:/(?:submitted|comments|overview|about))?",
            Target.PROFILE,
            "user/{name}",
        ),
        Shape(r"r/{sub}(?:/(?:hot|new|top|rising|best|about|wiki))?", Target.GROUP, "r/{sub}"),
    ),
)

REDD_IT = Site(
    platform=Platform.REDDIT,
    root=REDDIT.root,
    hosts=("redd.it",),
    fields=REDDIT.fields,
    folded=REDDIT.folded,
    shapes=(Shape(r"{id}", Target.POST, "comments/{id}"),),
)

BOARDS = (X, LINKEDIN, PINTEREST, REDDIT, REDD_IT)
