"""One form per service type: what is asked, how it is counted, what the provider is sent.

A further service type is one more entry of `FORMS`, and a reader in `domain.reading` for each
kind of value that no form has asked for yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.catalogue import ServiceType
from domain.counting import (
    at_most,
    by_comments,
    by_quantity,
    by_usernames,
    one_package,
    to_account,
    to_link,
)
from domain.errors import FormError
from domain.fields import Ask, Field, Problem, Values
from domain.reading.accounts import read_hashtag, read_phrase, read_username
from domain.reading.addresses import read_link, read_media, read_referrer
from domain.reading.amounts import (
    in_parts,
    offers_parts,
    read_answer,
    read_interval,
    read_least,
    read_most,
    read_old_posts,
    read_posts,
    read_quantity,
    read_runs,
)
from domain.reading.choices import (
    from_a_page,
    from_google,
    read_country,
    read_delay,
    read_device,
    read_expiry,
    read_speed,
    read_traffic,
)
from domain.reading.lists import (
    COMMENTS,
    COUNTED_NAMES,
    GROUPS,
    HASHTAGS,
    NAMES,
    PACKAGED_COMMENTS,
    PHRASES,
    list_ask,
)

if TYPE_CHECKING:
    from domain.catalogue import Service

_LINK = Ask(Field.LINK, read_link)
_QUANTITY = Ask(Field.QUANTITY, read_quantity)
_USERNAME = Ask(Field.USERNAME, read_username)
_DRIP = (
    Ask(Field.SPEED, read_speed, offers_parts),
    Ask(Field.RUNS, read_runs, in_parts),
    Ask(Field.INTERVAL, read_interval, in_parts),
)
_AMOUNT: Final = ("link", "quantity")
_PARTS: Final = ("runs", "interval")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one service type.

    Attributes:
        asks: the fields in the order of asking.
        sends: the parameters of the provider's `add` call beyond `service`; link, quantity, runs
            and interval come from the request itself, others from its `fields`.
        count: how much one run holds, from the filled fields.
        target: what the order is for, as a link, from the filled fields.
        flat: whether the rate is the price of the whole, not of 1,000 units.
    """

    asks: tuple[Ask, ...]
    sends: tuple[str, ...]
    count: Callable[[Values], int] = by_quantity
    target: Callable[[Service, Values], str] = to_link
    flat: bool = False

    def applying(self, service: Service, values: Values) -> tuple[Ask, ...]:
        """The fields that are asked, for this service and what is filled in so far."""
        return tuple(ask for ask in self.asks if ask.applies(service, values))

    def has(self, field: Field) -> bool:
        """Tell whether it ever asks for a field."""
        return any(ask.field is field for ask in self.asks)

    @property
    def aim(self) -> Field:
        """The field that says what the order is for: a link, or an account."""
        return Field.LINK if self.has(Field.LINK) else Field.USERNAME

    def ask(self, field: Field) -> Ask:
        """The entry of a field.

        Raises:
            FormError: NOT_OFFERED, this form does not ask for it.
        """
        for ask in self.asks:
            if ask.field is field:
                return ask
        raise FormError(field, Problem.NOT_OFFERED)


FORMS: Final[Mapping[ServiceType, Form]] = {
    ServiceType.DEFAULT: Form(asks=(_LINK, _QUANTITY, *_DRIP), sends=(*_AMOUNT, *_PARTS)),
    ServiceType.PACKAGE: Form(asks=(_LINK,), sends=("link",), count=one_package, flat=True),
    ServiceType.SEO: Form(
        asks=(_LINK, _QUANTITY, list_ask(Field.KEYWORDS, PHRASES)), sends=(*_AMOUNT, "keywords")
    ),
    ServiceType.CUSTOM_COMMENTS: Form(
        asks=(_LINK, list_ask(Field.COMMENTS, COMMENTS)),
        sends=("link", "comments"),
        count=by_comments,
    ),
    ServiceType.CUSTOM_COMMENTS_PACKAGE: Form(
        asks=(_LINK, list_ask(Field.COMMENTS, PACKAGED_COMMENTS)),
        sends=("link", "comments"),
        count=one_package,
        flat=True,
    ),
    ServiceType.MENTIONS: Form(
        asks=(_LINK, _QUANTITY, list_ask(Field.USERNAMES, NAMES)), sends=(*_AMOUNT, "usernames")
    ),
    ServiceType.MENTIONS_WITH_HASHTAGS: Form(
        asks=(
            _LINK,
            _QUANTITY,
            list_ask(Field.USERNAMES, NAMES),
            list_ask(Field.HASHTAGS, HASHTAGS),
        ),
        sends=(*_AMOUNT, "usernames", "hashtags"),
    ),
    ServiceType.MENTIONS_CUSTOM_LIST: Form(
        asks=(_LINK, list_ask(Field.USERNAMES, COUNTED_NAMES)),
        sends=("link", "usernames"),
        count=by_usernames,
    ),
    ServiceType.MENTIONS_HASHTAG: Form(
        asks=(_LINK, _QUANTITY, Ask(Field.HASHTAG, read_hashtag)), sends=(*_AMOUNT, "hashtag")
    ),
    ServiceType.MENTIONS_USER_FOLLOWERS: Form(
        asks=(_LINK, _QUANTITY, _USERNAME), sends=(*_AMOUNT, "username")
    ),
    ServiceType.MENTIONS_MEDIA_LIKERS: Form(
        asks=(_LINK, _QUANTITY, Ask(Field.MEDIA, read_media)), sends=(*_AMOUNT, "media")
    ),
    ServiceType.COMMENT_LIKES: Form(
        asks=(_LINK, _USERNAME, _QUANTITY), sends=(*_AMOUNT, "username")
    ),
    ServiceType.COMMENT_REPLIES: Form(
        asks=(_LINK, _USERNAME, list_ask(Field.COMMENTS, COMMENTS)),
        sends=("link", "username", "comments"),
        count=by_comments,
    ),
    ServiceType.POLL: Form(
        asks=(_LINK, Ask(Field.ANSWER, read_answer), _QUANTITY), sends=(*_AMOUNT, "answer_number")
    ),
    ServiceType.INVITES_FROM_GROUPS: Form(
        asks=(_LINK, _QUANTITY, list_ask(Field.GROUPS, GROUPS)), sends=(*_AMOUNT, "groups")
    ),
    ServiceType.SUBSCRIPTIONS: Form(
        asks=(
            _USERNAME,
            Ask(Field.LEAST, read_least),
            Ask(Field.MOST, read_most),
            Ask(Field.POSTS, read_posts),
            Ask(Field.OLD_POSTS, read_old_posts),
            Ask(Field.DELAY, read_delay),
            Ask(Field.EXPIRY, read_expiry),
        ),
        sends=("username", "min", "max", "posts", "old_posts", "delay", "expiry"),
        count=at_most,
        target=to_account,
    ),
    ServiceType.WEB_TRAFFIC: Form(
        asks=(
            _LINK,
            _QUANTITY,
            Ask(Field.COUNTRY, read_country),
            Ask(Field.DEVICE, read_device),
            Ask(Field.TRAFFIC, read_traffic),
            Ask(Field.KEYWORD, read_phrase, from_google),
            Ask(Field.REFERRER, read_referrer, from_a_page),
            *_DRIP,
        ),
        sends=(
            *(*_AMOUNT, *_PARTS, "country", "device"),
            *("type_of_traffic", "google_keyword", "referring_url"),
        ),
    ),
}
"""Types that can be ordered. Any other type is imported and never shown."""


def form_of(service: Service) -> Form:
    """The form of a service.

    Raises:
        FormError: NOT_OFFERED, its type has no form.
    """
    form = FORMS.get(service.type)
    if form is None:
        raise FormError(Field.LINK, Problem.NOT_OFFERED)
    return form


def missing_field(service: Service, values: Values) -> Field | None:
    """The first field that still has to be asked; None when the form is full."""
    for ask in form_of(service).applying(service, values):
        if not ask.is_filled(service, values):
            return ask.field
    return None
