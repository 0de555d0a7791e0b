"""The table of error texts: what panels write, by class, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from domain.provider import Refusal

PHRASES: Final[tuple[tuple[Refusal, tuple[str, ...]], ...]] = (
    (
        Refusal.AUTH,
        (
            "(?:invalid|incorrect|wrong|missing|unknown|bad) api[ _-]?(?:key|token)",
            "api[ _-]?(?:key|token) (?:is )?(?:invalid|incorrect|wrong|missing|required|not)",
            "the (?:api[ _-]?)?key field is required",
            r"(?:invalid|incorrect|wrong) key\b",
            "unauthori[sz]ed",
            "unauthenticated",
            "authorization failed",
            "authentication failed",
            "api is disable",
            r"^user not found|\bor user not found",
            r"\byour account (?:has been|is|was) (?:suspended|blocked|banned|disabled)",
            "account has been suspended",
            "^account (?:is )?(?:suspended|blocked|banned)",
            "account is not active",
        ),
    ),
    (
        Refusal.FUNDS,
        (
            "not enough (?:funds|balance|money|credit)",
            "not_enough_(?:funds|balance)",
            "insufficient[ _](?:user )?(?:balance|funds?|credits?)",
            r"balance (?:is )?(?:too low|not enough|insufficient)",
            "add funds to continue",
        ),
    ),
    (
        Refusal.DUPLICATE_LINK,
        (
            "active order (?:with|for|on) th(?:is|e same) link",
            "link[_ ]duplicate",
            "duplicate[_ ]link",
        ),
    ),
    (
        Refusal.SERVICE,
        (
            "incorrect service id",
            "incorrect_service_id",
            "service_(?:not_found|inactive|disabled)",
            "invalid service",
            "service (?:id )?(?:does not exist|doesn't exist|not found)",
            "disabled service",
            "inactive service",
            "selected service(?: id)? is invalid",
            "service (?:is |id is )?(?:inactive|disabled|not active)",
        ),
    ),
    (
        Refusal.QUANTITY,
        (
            "quantity (?:is )?(?:less|more|lower|higher|greater|smaller) than",
            "(?:min|max)(?:imum)?_quantity",
            "(?:invalid|incorrect|wrong)[ _]quantity",
            "quantity (?:field )?(?:must|should|has to|cannot|may not)",
            "(?:minimum|maximum|minimal|maximal) quantity",
            "multiples? of",
            "divisible by",
        ),
    ),
    (
        Refusal.LINK,
        (
            r"\b(?:bad|incorrect|invalid|wrong)[ _](?:link|url)",
            r"neworder\.error\.link",
            r"\b(?:link|url) (?:format )?(?:is )?(?:invalid|incorrect|not valid|wrong)",
        ),
    ),
    (
        Refusal.DATA,
        (
            r"neworder\.error\.(?:comment|username|hashtag|keyword|answer|group|media|runs|interval)",
            r"\b(?:comments?|usernames?|hashtags?|keywords?|interval|runs) (?:is|are) required",
            r"\b(?!key|api|action)[a-z_]+ field is required",
            "not support drip-? ?feed",
            "missing required (?:parameter|field)",
        ),
    ),
    (
        Refusal.ORDER_ID,
        (
            "(?:incorrect|invalid|wrong|unknown)[ _]order(?:[ _]id|$)",
            "order(?:_| | id )(?:not[ _]found|does not exist|doesn't exist)",
        ),
    ),
    (
        Refusal.REFILL,
        (
            "refill is disabled",
            "order is not completed",
            "refill was requested",
            "refill (?:was )?already",
            "refill task",
            "refill days are over",
            "refill period",
            "(?:not eligible|not available) for (?:a )?refill",
            "refill (?:is )?not (?:available|allowed|possible|supported)",
            "refill[_ ](?:id )?not[_ ]found",
            "(?:incorrect|invalid)[ _]refill",
        ),
    ),
    (
        Refusal.CANCEL,
        (
            "cancel(?:lation)? already",
            "already (?:been )?cancel",
            "can ?not be cancel",
            "can't be cancel",
            "cancel(?:lation)? (?:is )?(?:not|disabled)",
            "(?:can ?not|can't) cancel",
        ),
    ),
    (Refusal.RATE, ("too many requests", "too many attempts", "rate limit", "slow down")),
    (
        Refusal.REQUEST,
        (
            "(?:incorrect|invalid|malformed) request",
            "request (?:denial|denied|is invalid)",
            "(?:incorrect|invalid|unknown|wrong|unsupported) action",
            r"\baction (?:is )?(?:invalid|incorrect|unknown|required|not)",
            "the action field is required",
            "(?:maximum|max|up to|no more than|limit of) [0-9]{1,4} (?:orders|ids|refills)",
            "method (?:is )?not allowed",
            "unsupported media type",
        ),
    ),
)
"""Regular expressions, searched in the text in lower case with single blanks."""
