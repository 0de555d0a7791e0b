"""Taking one URL apart and putting it together without junk; knows no site by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import SplitResult, quote, unquote, urlsplit

from domain.links.model import LinkError, LinkProblem

JUNK_AFTER = ".,;:!?)]}>'\"*|\u2026\u3002\u060c\u061f"
"""Characters that end a sentence or a bracket around a link, not the link."""

_DEFAULT_PORTS = frozenset({None, 80, 443})
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_RESERVED_TOP = frozenset(
    [
        "alt",
        "arpa",
        "corp",
        "example",
        "home",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "mail",
        "onion",
        "private",
        "test",
    ],
)
_TRACKERS = re.compile(
    r"(?:utm_\w+|[a-z]{0,3}clid|gbraid|wbraid|yclid|ymclid|igsh|igshid|mc_[ce]id|_openstat|_ga"
    r"|_gl|mibextid|srsltid|_hs\w+|vero_\w+|at_(?:medium|campaign)|pk_\w+|mtm_\w+|spm)",
    re.IGNORECASE,
)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DOT_SEGMENT = re.compile(r"(?:^|/)\.{1,2}(?=/|$)")


@dataclass(frozen=True, slots=True)
class Url:
    """Parts of a web address.

    Attributes:
        scheme: "http" or "https".
        host: lower case, ASCII, public-looking.
        path: decoded, without outer slashes, for matching.
        query: decoded first value of each parameter, for matching.
        plain: the whole address, encoded, without trackers and fragment.
    """

    scheme: str
    host: str
    path: str
    query: Mapping[str, str]
    plain: str


def split_url(text: str) -> Url:
    """Take an absolute http(s) URL apart.

    Raises:
        LinkError: it carries credentials, has a host that is not public, or is no URL.
    """
    try:
        parts = urlsplit(text.replace("\\", "/"))
        port = parts.port
    except ValueError:
        raise LinkError(LinkProblem.NOT_A_LINK) from None
    if "@" in parts.netloc:
        raise LinkError(LinkProblem.CREDENTIALS)
    if port not in _DEFAULT_PORTS:
        raise LinkError(LinkProblem.BAD_HOST)
    host = _public_host(parts.hostname or "")
    path = re.sub("/{2,}", "/", _DOT_SEGMENT.sub("", parts.path))
    return Url(
        scheme=parts.scheme.lower(),
        host=host,
        path=unquote(without_junk(path)).strip("/ "),
        query=_query_of(parts),
        plain=_plain(parts, host),
    )


def without_junk(text: str) -> str:
    """Cut what ends a sentence around a link; a bracket that was opened in the link stays."""
    end = len(text)
    while end and text[end - 1] in JUNK_AFTER:
        if text[end - 1] == ")" and text.count("(", 0, end) >= text.count(")", 0, end):
            break
        end -= 1
    return text[:end]


def _public_host(raw: str) -> str:
    host = _ascii_host(raw.rstrip("."))
    labels = host.split(".")
    public = (
        len(labels) > 1
        and len(host) <= 253  # noqa: PLR2004 - the limit of DNS itself
        and all(map(_LABEL.fullmatch, labels))
        and _TOP_LABEL.fullmatch(labels[-1])
        and labels[-1] not in _RESERVED_TOP
    )
    if not public:
        raise LinkError(LinkProblem.BAD_HOST)
    return host


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        # Also folds full-width letters, so that a look-alike cannot pass for the site itself.
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise LinkError(LinkProblem.BAD_HOST) from None


def _query_of(parts: SplitResult) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        found.setdefault(unquote(name), unquote(value))
    return MappingProxyType(found)


def _plain(parts: SplitResult, host: str) -> str:
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKERS.fullmatch(pair.partition("=")[0])
    ]
    tail = _encoded(parts.path, _PATH_SAFE)
    if kept:
        tail += "?" + _encoded("&".join(kept), _PATH_SAFE + "?")
    tail = without_junk(tail)
    return f"{parts.scheme.lower()}://{host}" + ("" if tail == "/" else tail)


def _encoded(text: str, safe: str) -> str:
    return quote(_BROKEN_PERCENT.sub("%25", text), safe=safe)
