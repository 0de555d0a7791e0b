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
            r"^(?:invalid|incorrect|wrong|bad) (?:token|credentials)\b",
            r"\bip (?:address )?(?:is )?not (?:allowed|whitelisted|authori[sz]ed)",
            "api key (?:has )?expired",
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
            "not have enough (?:funds|balance|money|credit)",
            "n't have enough (?:funds|balance|money|credit)",
            "^(?:your )?(?:account )?balance is (?:low|not sufficient)",
            "^low balance",
            "balance_(?:is_)?(?:not_enough|too_low|low)",
        ),
    ),
    (
        Refusal.DUPLICATE_LINK,
        (
            "active order (?:with|for|on) th(?:is|e same) link",
            "link[_ ]duplicate",
            "duplicate[_ ]link",
            r"\border (?:with|for|on) th(?:is|e same) link (?:is )?(?:already )?(?:exists|in )",
            "(?:pending|running) order (?:with|for|on) th(?:is|e same) link",
            "^(?:this )?link already has an? active order",
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
            "service (?:is |id is )?(?:currently )?(?:inactive|disabled|not active)",
            "(?:incorrect|wrong|unknown) service(?:[.!]|$)",
            "service (?:id )?(?:is )?(?:not (?:valid|exist)|invalid)",
            "service_id (?:is )?(?:not found|invalid|incorrect)",
            "service is no longer available",
        ),
    ),
    (
        Refusal.QUANTITY,
        (
            "quantity (?:is )?(?:less|more|lower|higher|greater|smaller) than",
            "(?:min|max)(?:imum)?_quantity",
            "(?:invalid|incorrect|wrong)[ _]quantity",
            "quantity (?:field )?(?:must|should|has to|cannot|may not)",
            r"\b(?:minimum|maximum|minimal|maximal|min|max)\.? quantity",
            "quantity (?:is )?(?:incorrect|invalid|wrong|out of|not valid)",
            r"\b(?:minimum|maximum|min|max) order (?:is|:) ?[0-9]",
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
            r"\b(?:enter|provide|use|need) an? (?:valid|correct) (?:link|url)",
        ),
    ),
    (
        Refusal.DATA,
        (
            r"neworder\.error\.(?:comment|username|hashtag|keyword|answer|group|media|runs|interval)",
            r"\b(?:comments?|usernames?|hashtags?|keywords?|interval|runs) (?:is|are) required",
            r"\b(?!key|api|action)[a-z_]+ field is required",
            "not support drip-? ?feed",
            "drip-? ?feed (?:is )?not (?:supported|available|allowed)",
            r"\b(?:link|comments?|usernames?|keywords?|hashtags?) (?:is|are|cannot be) empty",
            "^(?:link|url) is required",
            "^not enough comments",
            "missing required (?:parameter|field)",
        ),
    ),
    (
        Refusal.ORDER_ID,
        (
            "(?:incorrect|invalid|wrong|unknown)[ _]order(?:[ _]id|$)",
            "order(?:_| | id )(?:is )?(?:not[ _]found|not exist|does not exist|doesn't exist)",
            r"\border (?:id )?#?[a-z0-9]{1,20} (?:is |was )?not found",
            r"\bno such order",
            "order id (?:is )?(?:incorrect|invalid|not valid)",
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
    (
        Refusal.RATE,
        ("too many requests", "too many attempts", "rate limit", "request limit", "slow down"),
    ),
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
