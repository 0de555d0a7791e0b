"""Addresses of Spotify and SoundCloud."""

from domain.links.model import LinkProblem
from domain.links.sites import SLUG, Shape, Site
from domain.platforms import Platform, Target

_ID = r"[A-Za-z0-9]{22}"
_LOCALE = r"(?:intl-[a-z]{2}(?:-[a-z]{2})?/)?(?:embed(?:-podcast)?/)?"

SPOTIFY = Site(
    platform=Platform.SPOTIFY,
    root="https://open.spotify.com/",
    hosts=("open.spotify.com", "play.spotify.com", "spotify.com"),
    fields={"id": _ID, "name": SLUG},
    folded=frozenset(),
    shapes=(
        Shape(rf"{_LOCALE}track/{{id}}", Target.TRACK, "track/{id}"),
        Shape(rf"{_LOCALE}album/{{id}}", Target.ALBUM, "album/{id}"),
        Shape(rf"{_LOCALE}(?:user/[^/]+/)?playlist/{{id}}", Target.PLAYLIST, "playlist/{id}"),
        Shape(rf"{_LOCALE}artist/{{id}}(?:/.*)?", Target.ARTIST, "artist/{id}"),
        Shape(rf"{_LOCALE}show/{{id}}", Target.CHANNEL, "show/{id}"),
        Shape(rf"{_LOCALE}episode/{{id}}", Target.TRACK, "episode/{id}"),
        Shape(rf"{_LOCALE}user/{{name}}", Target.USER, "user/{name}"),
    ),
)

SOUNDCLOUD = Site(
    platform=Platform.SOUNDCLOUD,
    root="https://soundcloud.com/",
    hosts=("soundcloud.com",),
    fields={"name": r"[A-Za-z0-9_-]{2,60}", "track": r"[A-Za-z0-9_-]{1,200}"},
    reserved="discover|stream|you|search|charts|upload|pages|settings|messages|notifications"
    "|people|jobs|popular|terms-of-use|imprint|logout|signin|tags|player|stations",
    folded=frozenset({"name", "track"}),
    mention="{name}",
    shapes=(
        Shape(r"messages(?:/.*)?", LinkProblem.PRIVATE),
        Shape(r"[^/]+/(?:sets/)?[^/]+/s-[A-Za-z0-9]+", LinkProblem.PRIVATE),
        Shape(r"{name}/sets/{track}(?:/.*)?", Target.PLAYLIST, "{name}/sets/{track}"),
        Shape(
            r"{name}(?:/(?:tracks|albums|sets|reposts|likes|popular-tracks|followers|following"
            r"|comments|spotlight)(?:/.*)?)?",
            Target.PROFILE,
            "{name}",
        ),
        Shape(
            r"{name}/{track}(?:/(?:recommended|comments|likes|reposts|sets))?",
            Target.TRACK,
            "{name}/{track}",
        ),
    ),
)

MUSIC = (SPOTIFY, SOUNDCLOUD)
