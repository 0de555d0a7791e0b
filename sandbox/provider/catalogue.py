"""Makes up a catalogue as panels sell it: the same one for the same count and seed."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Final

from sandbox.provider.catalogue_words import (
    AWKWARD,
    COUNTRIES,
    HOSTILE,
    PACKAGES,
    PLATFORMS,
    QUALITIES,
    REFILL_DAYS,
    SHELVES,
    SPEEDS,
    TITLES,
    Offer,
)
from sandbox.provider.model import Service

FIRST_ID: Final = 101
PACKAGE_EVERY: Final = 17  # one service in so many is a package
MINIMUMS: Final = (10, 20, 50, 100, 100, 100, 500, 1_000)
USUAL: Final = 2  # how often a platform is sold, beside the popular ones
CHEAP_CENTS: Final = 10  # below, a price needs all its decimals
MAX_NAME: Final = 200


def catalogue(count: int, seed: int = 0, *, hostile: bool = False) -> list[Service]:
    """`count` services, a few of them sensitive; `hostile` gives some of them wild names."""
    chance = random.Random(f"catalogue {seed}")
    awkward = [_awkward(chance, row) for row in AWKWARD]
    made = islice(_ordinary(chance), max(count - len(awkward), 0))
    services = [*made, *awkward][:count]
    services.sort(key=lambda service: service.category)
    numbered = [replace(one, service=FIRST_ID + at) for at, one in enumerate(services)]
    return _spoil(numbered) if hostile else numbered


def _spoil(services: list[Service]) -> list[Service]:
    """Every fifth service gets a name nobody would print unescaped."""
    names = cycle(HOSTILE)
    return [
        replace(one, name=next(names)[:MAX_NAME]) if at % 5 == 0 else one
        for at, one in enumerate(services)
    ]


def _ordinary(chance: random.Random) -> Iterator[Service]:
    offers = [(platform, offer) for platform, sold in PLATFORMS.items() for offer in sold]
    weights = [_weight(platform) for platform, _ in offers]
    yield from (_service(chance, platform, offer, offer.types[0]) for platform, offer in offers)
    yield from (_service(chance, platform, offer, kind) for platform, offer, kind in _rare(offers))
    number = 0
    while True:
        number += 1
        platform, offer = chance.choices(offers, weights)[0]
        kind = offer.types[number % len(offer.types)]
        if number % PACKAGE_EVERY == 0 and offer.refills:
            yield _package(chance, platform, offer)
        else:
            yield _service(chance, platform, offer, kind)


def _rare(offers: list[tuple[str, Offer]]) -> Iterator[tuple[str, Offer, str]]:
    """One of each type that no offer is sold as first, so that a small shop has them all."""
    seen = {offer.types[0] for _, offer in offers}
    for platform, offer in offers:
        for kind in offer.types:
            if kind not in seen:
                seen.add(kind)
                yield platform, offer, kind


def _weight(platform: str) -> int:
    popular = {"Instagram": 8, "TikTok": 6, "YouTube": 6, "Telegram": 6, "Facebook": 4}
    return popular.get(platform, USUAL)


def _service(chance: random.Random, platform: str, offer: Offer, kind: str) -> Service:
    country, speed = chance.choice(COUNTRIES), chance.choice(SPEEDS)
    days = chance.choice((0, *REFILL_DAYS)) if offer.refills else 0
    least = min(chance.choice(MINIMUMS), offer.most // 10)
    listed = kind in {"Custom Comments", "Mentions Custom List", "Comment Replies"}
    shown = f"{platform} {offer.noun}"
    parts = [shown, chance.choice(QUALITIES), country, _promise(days), speed]
    if kind in TITLES:
        parts[0] = f"{platform} {TITLES[kind]}"
    flat = kind == "Custom Comments Package"
    return Service(
        service=0,
        name=" | ".join(part for part in parts if part) + chance.choice(("", "", " 🔥", " ⚡")),
        type=kind,
        category=_category(chance, platform, offer),
        rate=_rate(chance, offer.cents),
        min="1" if flat else str(chance.choice((5, 10)) if listed else least),
        max="1" if flat else str(1_000 if listed else offer.most // chance.choice((1, 2, 5))),
        dripfeed=offer.drips
        and kind in {"Default", "Web Traffic"}
        and chance.choice((True, False)),
        refill=days > 0,
        cancel=chance.choice((True, True, False)),
        refill_days=days,
        desc=_description(speed, days),
    )


def _description(speed: str, days: int) -> str:
    """What panels write below a service: some lines with some markup, and an advert."""
    lines = (
        "Practice service: nothing real happens.",
        f"Speed: <b>{speed}</b>" if speed else "",
        _promise(days),
        "Keep the page public until the order ends.",
        "====================",
        "Questions? Telegram: @practice_panel",
    )
    return "<br>".join(line for line in lines if line)


def _category(chance: random.Random, platform: str, offer: Offer) -> str:
    """What is asked for most fills several shelves, the rest one."""
    shelves = SHELVES if _weight(platform) > USUAL and offer.refills else SHELVES[:1]
    return f"{offer.icon} {platform} {offer.noun} - {chance.choice(shelves)}"


def _package(chance: random.Random, platform: str, offer: Offer) -> Service:
    size = chance.choice((500, 1_000, 5_000))
    name = f"{platform} {offer.noun} | {chance.choice(PACKAGES)} | {size:,} pieces"
    return Service(
        service=0,
        name=name,
        type="Package",
        category=f"📦 {platform} {offer.noun} - Packages",
        rate=_rate(chance, max(offer.cents * size // 1000, 1)),
        min="1",
        max="1",
    )


def _awkward(chance: random.Random, row: tuple[str, str, str, int]) -> Service:
    category, name, kind, cents = row
    one = kind == "Package"
    return Service(
        service=0,
        name=name,
        type=kind,
        category=category,
        rate=_rate(chance, cents),
        min="1" if one else "10",
        max="1" if one else "5000",
    )


def _promise(days: int) -> str:
    return f"Refill {days} Days ♻️" if days else "No Refill"


def _rate(chance: random.Random, cents: int) -> str:
    """About `cents` per 1,000, as panels print it: "0.90", or up to five decimals."""
    hundred_thousandths = max(int(cents * 1_000 * chance.uniform(0.6, 1.8)), 20)
    decimals = chance.choice((2, 2, 4, 5)) if cents > CHEAP_CENTS else 5
    return f"{hundred_thousandths / 100_000:.{decimals}f}"
