"""Reading from a service's name for how long lost units are refilled."""

import re

from domain.taxonomy.words import fold

LIFETIME_DAYS = 36_500
"""What "lifetime" counts as."""

_MAX_DAYS = 3_650
_SIGN = "[♻🔄🔁]\ufe0f?"
_REFILL = (
    rf"(?:{_SIGN}|refill\w*|guarant\w*|garanti\w*|warranty|гаранти\w*|рефилл?\w*"
    r"|восстановлени\w*|докрутк\w*|telafi\w*|reposic\w*|рефіл\w*|रिफिल|गारंटी|ضمان)"
)
_UNIT = (
    r"(?P<unit>d|days?|gun\w*|dias?|дн\w*|день|сут\w*|day's|दिन|يوم|روز|m|months?|mo|ay|mes\w*"
    r"|мес\w*|y|years?|yr|yil|ano|anos|год\w*|лет)"
)
_GAP = r"[\s:\-–—|()\[\]{}.,/+=✅⭐️]{0,4}"
_MENTIONED = re.compile(
    rf"{_REFILL}|life\s?time|пожизненн|omur\s?boyu|vitalici|\ba?r\s?[\d∞♾]|norefill"
)
_NEVER = re.compile(
    r"\bno\W{0,3}(?:auto\W)?(?:refill|guarantee|warranty)|non\W?refill|norefill|without\s+refill"
    rf"|(?:refill|{_SIGN}){_GAP}(?:no\b|none\b|false\b|0\b|❌|✖|✘|🚫|⛔|yok)|(?:❌|🚫|⛔|✖)\ufe0f?\s*refill"
    r"|без\s+(?:гарант|рефил|восстанов|докрут)|telafisiz|sem\s+(?:reposic|garant|refill)"
    r"|sin\s+(?:reposic|garant|refill)|बिना\s+रिफिल",
)
_ALWAYS = re.compile(
    rf"life\s?time|пожизненн|omur\s?boyu|vitalici|permanent\w*\s+(?:refill|guarant)|{_REFILL}{_GAP}[∞♾]"
    r"|\ba?r\s?[∞♾]",
)
_BEFORE = re.compile(
    rf"(?<![\d.,])(?P<count>\d{{1,4}})\s?-?\s?{_UNIT}\b{_GAP}(?:auto|free|button|of|de|la)?{_GAP}"
    rf"{_REFILL}",
)
_AFTER = re.compile(
    rf"{_REFILL}{_GAP}(?:button|time|period|for|на|por|de)?{_GAP}"
    rf"(?P<count>\d{{1,4}})(?![\d.,]*[\dk%])\s?-?\s?(?:{_UNIT}\b)?(?!\s?(?:k|m|%|h|hours?|min)\b)",
)
_SHORT = re.compile(r"(?<![\w+-])a?r\s?-?(?P<count>\d{1,3})(?:d|days?)?(?!\w|[.,]\d)")
_USUAL = frozenset({7, 10, 14, 15, 20, 25, 28, 30, 40, 45, 50, 60, 70, 80, 90, 99, 100, 120, 150})
_USUAL_LONG = frozenset({180, 200, 300, 360, 364, 365, 400, 500, 720, 730, 999})


def refill_days(name: str) -> int | None:
    """Return the days of refill that `name` promises: 0 for none, None where it says nothing."""
    text = fold(name)
    if not _MENTIONED.search(text):
        return None
    if _NEVER.search(text):
        return 0
    for pattern in (_BEFORE, _AFTER):
        if found := pattern.search(text):
            return min(int(found["count"]) * _days_in(found["unit"]), _MAX_DAYS)
    short = _SHORT.search(text)
    if short and int(short["count"]) in _USUAL | _USUAL_LONG:
        return int(short["count"])
    return LIFETIME_DAYS if _ALWAYS.search(text) else None


def _days_in(unit: str | None) -> int:
    if unit is None:
        return 1
    if unit.startswith(("y", "ano", "год", "лет")):
        return 365
    if unit.startswith(("m", "ay", "мес")):
        return 30
    return 1
