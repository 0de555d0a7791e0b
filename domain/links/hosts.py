"""Which site a host belongs to, and which hosts only forward to another address."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from domain.links.boards import BOARDS
from domain.links.chat import CHAT
from domain.links.lookalikes import imitates
from domain.links.meta import META
from domain.links.model import Link, LinkError, LinkProblem
from domain.links.music import MUSIC
from domain.links.sites import Site
from domain.links.url import Url
from domain.links.video import VIDEO
from domain.platforms import Platform, Target

SITES: tuple[Site, ...] = (*META, *VIDEO, *CHAT, *MUSIC, *BOARDS)

MENTIONS: Mapping[Platform, Site] = MappingProxyType(
    {site.platform: site for site in SITES if site.mention is not None},
)
"""Sites that know `@name`, by platform."""

_BY_HOST: Mapping[str, Site] = MappingProxyType(
    {host: site for site in SITES for host in site.hosts},
)
_SHORTENERS = (
    "adf.ly app.goo.gl bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly dlvr.it"
    " dub.sh go.ly goo.gl goo.su href.li is.gd j.mp kutt.it lnk.to"
    " onelink.to ow.ly plu.sh qr.ae rb.gy rebrand.ly s.id short.gy short.io shorte.st"
    " shorturl.at smarturl.it soo.gd surl.li t.ly tiny.cc tiny.one tinyurl.com trib.al"
    " u.to urlz.fr v.gd x.gd"
)
_FORWARDERS: Mapping[str, Platform | None] = MappingProxyType(
    {
        **dict.fromkeys(_SHORTENERS.split()),
        "dsc.gg": Platform.DISCORD,
        "fb.gg": Platform.FACEBOOK,
        "fb.me": Platform.FACEBOOK,
        "fb.watch": Platform.FACEBOOK,
        "ig.me": Platform.INSTAGRAM,
        "l.facebook.com": Platform.FACEBOOK,
        "l.instagram.com": Platform.INSTAGRAM,
        "lm.facebook.com": Platform.FACEBOOK,
        "lnkd.in": Platform.LINKEDIN,
        "m.me": Platform.FACEBOOK,
        "on.soundcloud.com": Platform.SOUNDCLOUD,
        "out.reddit.com": Platform.REDDIT,
        "pic.twitter.com": Platform.X,
        "pin.it": Platform.PINTEREST,
        "reddit.app.link": Platform.REDDIT,
        "snd.sc": Platform.SOUNDCLOUD,
        "soundcloud.app.goo.gl": Platform.SOUNDCLOUD,
        "spoti.fi": Platform.SPOTIFY,
        "spotify.link": Platform.SPOTIFY,
        "t.co": Platform.X,
        "vk.cc": Platform.VK,
        "vm.tiktok.com": Platform.TIKTOK,
        "vt.tiktok.com": Platform.TIKTOK,
    },
)
_FORWARDING_ENDS = (
    ".app.goo.gl",
    ".app.link",
    ".onelink.me",
    ".page.link",
    ".lnk.to",
    ".smart.link",
)
_SAME_SITE = re.compile(
    r"www\d?|m|mobile|web|touch|mbasic|amp|old|new|np|[a-z]{2}|[a-z]{2}-[a-z]{2}",
)


def is_site(host: str) -> bool:
    """Tell whether a table or the list of forwarders knows `host`, in lower case."""
    return host in _FORWARDERS or _home_of(host)[1] is not None


def link_for(url: Url) -> Link:
    """Name what `url` points at; a host that no table knows is a website.

    Raises:
        LinkError: the link forwards elsewhere, or its site refuses it.
    """
    bare = url.host.removeprefix("www.")
    if bare in _FORWARDERS:
        raise LinkError(LinkProblem.SHORT_LINK, _FORWARDERS[bare])
    if bare.endswith(_FORWARDING_ENDS):
        raise LinkError(LinkProblem.SHORT_LINK)
    label, site = _home_of(url.host)
    if site is None:
        if _is_search_hit(bare, url):
            raise LinkError(LinkProblem.SHORT_LINK)
        if imitates(bare):
            raise LinkError(LinkProblem.LOOKALIKE)
        return Link(Platform.WEBSITE, Target.SITE, url.plain)
    if label == "" or _SAME_SITE.fullmatch(label):
        return site.link_for(url)
    if site.name_host and "." not in label:
        return site.link_for(replace(url, path=f"{label}/{url.path}".rstrip("/")))
    return Link(site.platform, Target.OTHER, url.plain)


def _is_search_hit(host: str, url: Url) -> bool:
    """Tell whether a search engine only forwards to what was found."""
    return host.startswith("google.") and url.path == "url"


def _home_of(host: str) -> tuple[str, Site | None]:
    """Return the labels before the site's own host, and the site."""
    before: list[str] = []
    rest = host
    while "." in rest:
        if rest in _BY_HOST:
            return ".".join(before), _BY_HOST[rest]
        label, _, rest = rest.partition(".")
        before.append(label)
    return host, None
