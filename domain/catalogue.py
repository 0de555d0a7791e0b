"""What the shop sells: a service as customers see it and as a provider lists it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

    from domain.ids import ProviderName, ServiceId, UpstreamId
    from domain.money import Money
    from domain.pins import Pick
    from domain.platforms import Kind, Platform, Target


class ServiceType(StrEnum):
    """The form of an order: the `type` of a provider's list in lower case, its words joined."""

    DEFAULT = "default"
    PACKAGE = "package"
    SEO = "seo"
    CUSTOM_COMMENTS = "custom_comments"
    CUSTOM_COMMENTS_PACKAGE = "custom_comments_package"
    MENTIONS = "mentions"
    MENTIONS_WITH_HASHTAGS = "mentions_with_hashtags"
    MENTIONS_CUSTOM_LIST = "mentions_custom_list"
    MENTIONS_HASHTAG = "mentions_hashtag"
    MENTIONS_USER_FOLLOWERS = "mentions_user_followers"
    MENTIONS_MEDIA_LIKERS = "mentions_media_likers"
    COMMENT_LIKES = "comment_likes"
    COMMENT_REPLIES = "comment_replies"
    POLL = "poll"
    INVITES_FROM_GROUPS = "invites_from_groups"
    SUBSCRIPTIONS = "subscriptions"
    WEB_TRAFFIC = "web_traffic"
    UNSUPPORTED = "unsupported"


class Hidden(StrEnum):
    """Why a service is not shown."""

    SENSITIVE = "sensitive"
    UNSUPPORTED = "unsupported"
    QUARANTINED = "quarantined"
    GONE = "gone"
    OPERATOR = "operator"
    PROVIDER_REFUSED = "provider_refused"
    PRICE = "price"
    """Its price of before would lose money, and the new one waits for an owner's word."""
    REUSED = "reused"
    """Its number stands for another service at the provider now."""


NEVER_SOLD: Final = frozenset({Hidden.SENSITIVE, Hidden.UNSUPPORTED})
"""Why a service is not even named to customers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamService:
    """One entry of a provider's `services` answer; `rate` is per 1,000 in its currency."""

    id: UpstreamId
    name: str
    category: str
    type: str
    rate: Decimal
    min: int
    max: int
    dripfeed: bool
    refill: bool | None
    cancel: bool
    details: str = ""
    """The provider's own description, as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of the shop; `rate` is the selling and `cost` the purchase price.

    Both are per 1,000, or per package for packages.
    """

    id: ServiceId
    provider: ProviderName
    upstream_id: UpstreamId
    name: str
    category: str
    type: ServiceType
    upstream_type: str
    platform: Platform
    kind: Kind
    targets: frozenset[Target]
    rate: Money
    cost: Money
    min: int
    max: int
    dripfeed: bool
    refill: bool
    cancel: bool
    refill_days: int | None
    country: str | None
    hidden: Hidden | None
    multiple: int | None = None
    """Quantities must be multiples of this, as a refusal taught; None where none is known."""
    routed: bool = False
    """Whether an operator said by which listings it is bought."""
    pin: Pick | None = None
    """The pick that an owner made it on its shelf."""

    @property
    def orderable(self) -> bool:
        """Tell whether customers may see and order it."""
        return self.hidden is None

    @property
    def may_return(self) -> bool:
        """Tell whether it is off sale for now, rather than never meant for sale."""
        return self.hidden is not None and self.hidden not in NEVER_SOLD
