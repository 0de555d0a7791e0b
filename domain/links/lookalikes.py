"""Hosts that pass themselves off as a well-known site: nobody's traffic is sent there."""

import re
from functools import lru_cache

_NAMES = (
    "instagram facebook tiktok youtube telegram twitter spotify soundcloud twitch discord"
    " linkedin pinterest reddit vkontakte whatsapp"
)
_BRANDS = frozenset(_NAMES.split())
# Letters that look alike, and what all of them are compared as.
_ALIKE = str.maketrans(
    "абвгеёіїјкмнорстухѕԁɡɩ01i",
    "abbreelljkmhopctyxsdgloll",
)
# Pairs of letters that are read as one, and hyphens that are read over.
_READ_AS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("-", ""))
_BAIT = re.compile(r"log-?in|sign-?in|verif|secure|support|help|account|password|badge|confirm")


@lru_cache(maxsize=1024)
def imitates(host: str) -> bool:
    """Tell whether `host` (lower case, ASCII, of no known site) poses as one that people know.

    By letters that look alike ("lnstagram.com"), by the real address before its own
    ("instagram.com.example.org"), or by asking to log in under a known name.
    """
    labels = host.split(".")
    own = labels[:-1]
    if any(
        f"{brand}.com." in f"{host}." for brand in _BRANDS if not host.endswith(f"{brand}.com")
    ):
        return True
    return any(_poses(_readable(label)) for label in own)


def _poses(label: str) -> bool:
    for brand in _BRANDS:
        if brand in label:
            if _BAIT.search(label.replace(brand, "")):
                return True
        elif _skeleton(label) == _skeleton(brand):
            return True
    return False


def _skeleton(label: str) -> str:
    text = label.translate(_ALIKE)
    for written, read in _READ_AS:
        text = text.replace(written, read)
    return text


def _readable(label: str) -> str:
    """A label as people see it; one that cannot be decoded stays as it is."""
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
