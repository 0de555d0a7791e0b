"""From what a customer typed to one link in its normal form; nothing is ever opened."""

from domain.links.extract import Found, find_links
from domain.links.hosts import MENTIONS, link_for
from domain.links.model import MAX_LINK_LENGTH, Link, LinkError, LinkProblem
from domain.links.url import split_url
from domain.platforms import Platform, Target


def parse_link(text: str, expected: Platform | None = None) -> Link:
    """Find the one link in `text`; `@name` is read as a name on the `expected` platform.

    Of several links the only one on the expected platform is taken.

    Raises:
        LinkError: there is no link, more than one, or one that no order could use.
    """
    found = find_links(text)
    if found.urls:
        return _only(found.urls, expected)
    if found.refused:
        raise LinkError(LinkProblem.BAD_SCHEME)
    return _mentioned(found, expected)


def check_link(
    link: Link,
    platform: Platform,
    targets: frozenset[Target],
) -> LinkProblem | None:
    """Tell what keeps `link` from a service of `platform` that takes `targets`, if anything.

    Empty `targets` take any link of the platform; `Platform.OTHER` takes any link at all.
    """
    if platform is Platform.OTHER:
        return None
    if link.platform is not platform:
        return LinkProblem.WRONG_SITE
    if not targets or link.target in targets:
        return None
    if link.target is Target.STORY:
        return LinkProblem.EXPIRING
    if link.target is Target.INVITE:
        return LinkProblem.PRIVATE
    return LinkProblem.WRONG_KIND


def _only(urls: tuple[str, ...], expected: Platform | None) -> Link:
    links, problems = _parsed(urls)
    fitting = {link for link in links if link.platform is expected} or links
    if len(fitting) > 1:
        raise LinkError(LinkProblem.SEVERAL_LINKS)
    if fitting:
        return next(iter(fitting))
    raise problems[0]


def _parsed(urls: tuple[str, ...]) -> tuple[set[Link], list[LinkError]]:
    links: set[Link] = set()
    problems: list[LinkError] = []
    for url in urls:
        try:
            links.add(_parse_url(url))
        except LinkError as problem:
            problems.append(problem)
    return links, problems


def _parse_url(url: str) -> Link:
    link = link_for(split_url(url))
    if len(link.normal) > MAX_LINK_LENGTH:
        raise LinkError(LinkProblem.TOO_LONG, link.platform)
    return link


def _mentioned(found: Found, expected: Platform | None) -> Link:
    names = set(found.mentions)
    if not names:
        raise LinkError(LinkProblem.NOT_A_LINK)
    if len(names) > 1:
        raise LinkError(LinkProblem.SEVERAL_LINKS)
    if expected is None:
        raise LinkError(LinkProblem.NO_SITE)
    site = MENTIONS.get(expected)
    link = site and _parse_url(site.root + (site.mention or "").format(name=names.pop()))
    if not link or link.handle is None:
        raise LinkError(LinkProblem.NOT_A_LINK)
    return link
