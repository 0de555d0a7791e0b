"""The fields of `add`, for each type of service: read off the order forms, described in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from api.docs.model import Kind, Parameter
from domain.api_requests import read_request
from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import Ask, Device, Field, Traffic
from domain.forms import FORMS, Form
from domain.ids import ProviderName, ServiceId, UpstreamId
from domain.money import Money
from domain.platforms import Kind as ServiceKind
from domain.platforms import Platform
from domain.reading.amounts import MAX_ANSWER, MAX_INTERVAL, MAX_POSTS, MAX_RUNS, MIN_RUNS
from domain.reading.choices import DELAYS

_LONG_AGO: Final = date(2000, 1, 1)
_PARTS: Final = frozenset({Field.RUNS, Field.INTERVAL})
_SMALL_WORDS: Final = frozenset({"with", "from"})

_DESCRIBED: Final = (
    Parameter(
        Field.LINK,
        Kind.LINK,
        "What the order is for. Starts with `http://` or `https://`, public, and of the sort that "
        "the service wants: a profile, a post, a channel.",
        "https://instagram.com/yourprofile",
    ),
    Parameter(
        Field.QUANTITY,
        Kind.INTEGER,
        "From the service's `min` to its `max`. With `runs` it is the quantity of one run.",
        "500",
    ),
    Parameter(
        Field.RUNS,
        Kind.INTEGER,
        f"Drip-feed: in how many parts to deliver, {MIN_RUNS} to {MAX_RUNS:,}. Only where the "
        "service says `dripfeed`, and together with `interval`. You pay for quantity × runs.",
        "5",
    ),
    Parameter(
        Field.INTERVAL,
        Kind.INTEGER,
        f"Drip-feed: minutes between two parts, 1 to {MAX_INTERVAL:,}. Together with `runs`.",
        "60",
    ),
    Parameter(
        Field.COMMENTS,
        Kind.LINES,
        "One comment per line. The lines are counted and charged, whatever `quantity` says; a "
        "package has one price.",
        "Great photo!\nWhere was this taken?",
    ),
    Parameter(
        Field.KEYWORDS,
        Kind.LINES,
        "Search phrases, one per line or separated by commas.",
        "running shoes\ntrail shoes",
    ),
    Parameter(
        Field.USERNAMES,
        Kind.LINES,
        "Account names, one per line. They are counted and charged where the type takes no "
        "`quantity`.",
        "annsmith\nboris.runs",
    ),
    Parameter(
        Field.HASHTAGS,
        Kind.LINES,
        "Hashtags, one per line, with or without `#`.",
        "running\nmarathon",
    ),
    Parameter(Field.HASHTAG, Kind.TEXT, "One hashtag, with or without `#`.", "running"),
    Parameter(
        Field.USERNAME,
        Kind.TEXT,
        "The name of an account, or its address: whose followers, whose comment, whose posts.",
        "annsmith",
    ),
    Parameter(
        Field.MEDIA,
        Kind.LINK,
        "The address of the post whose likers are mentioned.",
        "https://instagram.com/p/Cxyz12345AB",
    ),
    Parameter(
        Field.ANSWER,
        Kind.INTEGER,
        f"The number of the poll's answer, counted from 1, at most {MAX_ANSWER}.",
        "2",
    ),
    Parameter(
        Field.GROUPS,
        Kind.LINES,
        "Groups to invite from: names or addresses, one per line.",
        "runners_club\ncity_marathon",
    ),
    Parameter(
        Field.LEAST,
        Kind.INTEGER,
        "The smallest quantity for one post, within the service's limits.",
        "100",
    ),
    Parameter(
        Field.MOST, Kind.INTEGER, "The largest quantity for one post, `min` or more.", "200"
    ),
    Parameter(
        Field.POSTS,
        Kind.INTEGER,
        f"How many new posts to order for, 1 to {MAX_POSTS:,}. `max` × posts is reserved, and "
        "what they do not take is returned.",
        "5",
    ),
    Parameter(
        Field.OLD_POSTS,
        Kind.INTEGER,
        "How many posts of before to order for as well; they count with `posts`.",
        "2",
    ),
    Parameter(
        Field.DELAY,
        Kind.INTEGER,
        "Minutes after a new post; without it, at once.",
        "30",
        choices=tuple(map(str, DELAYS)),
    ),
    Parameter(
        Field.EXPIRY,
        Kind.DATE,
        "The last day, as `31/12/2027` or `2027-12-31`; without it there is no last day.",
        "31/12/2027",
    ),
    Parameter(
        Field.COUNTRY,
        Kind.TEXT,
        "Where visitors come from: two letters as in ISO 3166.",
        "US",
    ),
    Parameter(
        Field.DEVICE,
        Kind.INTEGER,
        "What visitors use: `1` desktop, `2` Android, `3` iOS, `4` any phone, `5` anything.",
        "5",
        choices=tuple(Device),
    ),
    Parameter(
        Field.TRAFFIC,
        Kind.INTEGER,
        "How visitors get there: `1` from Google, `2` from a page that you name, `3` directly.",
        "1",
        choices=tuple(Traffic),
    ),
    Parameter(
        Field.KEYWORD,
        Kind.TEXT,
        "What visitors search for at Google; needed with `type_of_traffic=1`.",
        "running shoes",
    ),
    Parameter(
        Field.REFERRER,
        Kind.LINK,
        "The page that visitors come from; needed with `type_of_traffic=2`.",
        "https://example.com/blog",
    ),
)
DESCRIBED: Final = {Field(parameter.name): parameter for parameter in _DESCRIBED}
"""Every field that some type of service sends."""

_PLAIN: Final = Service(
    id=ServiceId(1),
    provider=ProviderName("any"),
    upstream_id=UpstreamId("1"),
    name="",
    category="",
    type=ServiceType.DEFAULT,
    upstream_type="Default",
    platform=Platform.OTHER,
    kind=ServiceKind.OTHER,
    targets=frozenset(),
    rate=Money(0),
    cost=Money(0),
    min=1,
    max=1000,
    dripfeed=False,
    refill=False,
    cancel=False,
    refill_days=None,
    country=None,
    hidden=None,
)
"""A service without peculiarities: what a form demands of it, it demands of every one."""


def title_of(kind: ServiceType) -> str:
    """The name of a type as the list of services has it, such as `Custom Comments`."""
    if kind is ServiceType.SEO:
        return "SEO"
    words = kind.value.split("_")
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in words)


def parameters_of(kind: ServiceType, form: Form) -> tuple[Parameter, ...]:
    """What `add` takes for one type of service, beside the number of the service."""
    asks = {ask.field: ask for ask in form.asks}
    return tuple(_parameter(kind, asks[Field(name)]) for name in form.sends)


def types() -> dict[ServiceType, tuple[Parameter, ...]]:
    """The parameters of every type that can be ordered."""
    return {kind: parameters_of(kind, form) for kind, form in FORMS.items()}


def _parameter(kind: ServiceType, ask: Ask) -> Parameter:
    described = DESCRIBED[ask.field]
    return replace(described, required=ask.applies(_PLAIN, {}) and _is_needed(kind, ask.field))


def _is_needed(kind: ServiceType, field: Field) -> bool:
    """Tell whether an order without it is refused."""
    service = replace(_PLAIN, type=kind)
    given = {
        str(name): one.sample for name, one in DESCRIBED.items() if name not in {*_PARTS, field}
    }
    try:
        read_request(service, given, _LONG_AGO)
    except FormError:
        return True
    return False
