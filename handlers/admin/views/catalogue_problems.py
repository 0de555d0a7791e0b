"""What an act on the catalogue refuses an operator, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from locales.translator import N_

CATALOGUE: Final[Mapping[str, str]] = {
    "no_services": N_("No service is like that."),
    "bad_services": N_("“{text}” names no services."),
    "one_service": N_("This is done to one service at a time."),
    "no_words": N_("There are no words in that."),
    "bad_place": N_(
        "“{text}” is no shelf. Platforms are such as instagram or tiktok, actions such as "
        "followers or likes."
    ),
    "bad_pin": N_("“{text}” is no pick. There are: best, cheap, safe, off."),
    "bad_rule": N_(
        "“{text}” is not understood. A rule has a percentage, an amount, or both: 35% +0.02. It "
        "may have bounds (min=0.02 max=9), decimals (round=2) and an ending (.x9)."
    ),
    "bad_scope": N_("One rule is for all, a provider, a platform, its action, or numbers."),
    "no_rule": N_("There is no such rule."),
    "nothing_changes": N_("They are like that already."),
    "nothing_waits": N_("Nothing waits for your word there."),
    "no_edit": N_("There is no change by this reference."),
    "edit_undone": N_("That was undone already."),
    "too_late": N_("A change can be undone for 10 minutes. Change it back by hand."),
    "left_sensitive": N_(
        "It is sensitive, and such services are hidden on purpose. You may show one at a time, "
        "with a reason."
    ),
    "left_unsupported": N_("Its type has no form here: it cannot be ordered."),
    "left_quarantined": N_("Its figures cannot be right: it stays hidden until they are."),
    "left_gone": N_("Its provider does not list it any more."),
    "left_price": N_("Its new price waits for your word: /pricecheck"),
    "left_reused": N_("Its number means something else now: /pricecheck"),
    "left_waits": N_("Their new prices wait for your word: /pricecheck"),
    "left_settled": N_("Nothing waits for your word there."),
    "left_moved": N_("Things changed meanwhile. Look again, then decide."),
}
CATALOGUE_WORDS: Final = frozenset(
    {"bad_services", "one_service", "bad_place", "bad_pin", "bad_rule", "bad_scope"}
)
"""Problems of how the command was written: its usage is repeated below."""
