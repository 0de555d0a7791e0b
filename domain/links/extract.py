"""Finding the links and the @name in what a customer typed; knows no path of any site."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from domain.links.hosts import is_site
from domain.links.model import LinkError, LinkProblem
from domain.links.url import without_junk

MAX_TEXT_LENGTH = 4096
"""Characters that are looked at; Telegram's own limit of a message."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufe0e\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]",
)
_BREAK = re.compile(r"[\s<>\"`|«»“”„{}^]+")
_MARKDOWN = re.compile(r"\]\(")
_JUNK_BEFORE = "([\"'*:;,.!?-–—>→=#"
_SCHEME = re.compile(r"https?(?::/+|//+:?/*)(?=[^/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|vbscript|blob|file|about|intent|mailto|tel|sms"
    r"|vnd\.youtube|spotify):)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(
    r"@?((?:[^\W_](?:[\w-]*[^\W_])?[.。．])+[^\W\d_][\w-]*[^\W_])(?::\d+)?(?=[/?#\\]|$)",
)
_MENTION = re.compile(r"@([\w.-]{1,64})/?")
_TOPS = (
    "academy agency app art biz blog cafe center chat city click cloud club com community company"
    " design dev digital events expert fashion finance fit fun games global group guru host house"
    " info ink inc life link live ltd market media mobi mov music name net network news ngo"
    " one online org page photo photography pics place plus press pro rocks sale school services"
    " shop site social solutions space store studio style systems tech tips today tools top tours"
    " trade travel tube uno video vip watch website wiki win work world xyz zone"
)
_COMMON_TOPS = frozenset(_TOPS.split())
_TELEGRAM_APP = re.compile(r"tg:/{0,2}(resolve|join)/?\?(.+)", re.IGNORECASE)
_TELEGRAM_WEB = re.compile(
    r"(?:https?://)?web\.telegram\.org/(?:[akz]/)?#(?:@(\w{4,32})|-?\d+(?:_\d+)?)", re.IGNORECASE
)
_INSTAGRAM_APP = re.compile(r"instagram://user/?\?username=([\w.]{1,30})", re.IGNORECASE)
_SPOTIFY_APP = re.compile(
    r"spotify:(track|album|playlist|artist|show|episode|user):([^:\s]+)(?::playlist:(\w+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text holds.

    Attributes:
        urls: absolute http(s) URLs, in the order of the text.
        mentions: names that stood after "@".
        refused: whether an address of another scheme stood there.
    """

    urls: tuple[str, ...]
    mentions: tuple[str, ...]
    refused: bool


def find_links(text: str) -> Found:
    """Pick URLs and @names out of `text`; the answer may be empty, nothing is raised."""
    urls: list[str] = []
    mentions: list[str] = []
    refused = False
    visible = _INVISIBLE.sub("", text[:MAX_TEXT_LENGTH])
    for token in _BREAK.split(_MARKDOWN.sub(" ", visible)):
        bare = _without_junk(token)
        if mention := _MENTION.fullmatch(bare):
            mentions.append(mention[1])
            continue
        try:
            url = _url_in(bare)
        except LinkError:
            refused = True
            continue
        if url is not None:
            urls.append(url)
    return Found(tuple(urls), tuple(mentions), refused)


def _without_junk(token: str) -> str:
    return without_junk(token.lstrip(_JUNK_BEFORE))


def _url_in(token: str) -> str | None:
    app = _app_url(token)
    if app is not None:
        return app
    host = _BARE_HOST.match(token)
    if host and _looks_public(host[1].lower()):
        return "https://" + token.removeprefix("@")
    scheme = _SCHEME.search(token)
    other = _OTHER_SCHEME.match(token)
    if other and not (scheme and scheme.start() == 0):
        raise LinkError(LinkProblem.BAD_SCHEME)
    if scheme:
        name = "http" if scheme[0][4] not in "sS" else "https"
        return f"{name}://{token[scheme.end() :]}"
    return None


def _looks_public(host: str) -> bool:
    top = re.split("[.。．]", host)[-1]
    two_letters = 2  # every country's domain
    return (
        host.startswith("www.")
        or is_site(host)
        or top in _COMMON_TOPS
        or len(top) == two_letters
        or not top.isascii()
    )


def _app_url(token: str) -> str | None:
    """Rewrite an address that opens an app as the web address of the same thing."""
    if spotify := _SPOTIFY_APP.fullmatch(token):
        kind, name, playlist = spotify.groups()
        path = f"playlist/{playlist}" if playlist else f"{kind.lower()}/{quote(name, safe='%')}"
        return f"https://open.spotify.com/{path}"
    if instagram := _INSTAGRAM_APP.fullmatch(token):
        return f"https://www.instagram.com/{instagram[1]}"
    if web := _TELEGRAM_WEB.fullmatch(token):
        return f"https://t.me/{web[1] or 'c/0'}"
    telegram = _TELEGRAM_APP.fullmatch(token)
    if telegram is None:
        return None
    query = {name: quote(values[0], safe="") for name, values in parse_qs(telegram[2]).items()}
    if telegram[1].lower() == "join":
        return f"https://t.me/+{query.get('invite', '')}"
    path = "/".join(filter(None, (query.get("domain"), query.get("post"))))
    start = query.get("start")
    return f"https://t.me/{path}" + (f"?start={start}" if start else "")
