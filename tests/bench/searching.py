"""Search over 6,000 services: everything people were seen to type, and worse."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from services.catalogue.snapshot import Snapshot
from tests.bench.figures import Figure
from tests.unit.services.catalogue_of import snapshot_of

SERVICES: Final = 6000
ROUNDS: Final = 5
MILLISECONDS: Final = 1000
TYPED: Final = Path(__file__).parents[1] / "unit" / "services" / "searches.tsv"
WORSE: Final = (
    "a",
    "in",
    "refill refill refill refill refill refill refill refill",
    "qwfpgj zxcdvk hneiku arstdh wfpluy jhmnbv oienst ghjklm",
    "instagarm folowres tikotk viwes yuotube lkies telgram membres",
    "инстогромм подпесчеки тектог лайкосики ютубчег прасмотры тилиграм учяснеки",
    "w" * 200,
)


def measure_search() -> list[Figure]:
    """The slowest of a hundred searches, with the shelf that its page offers.

    Each is the best of a few rounds: what else this machine does meanwhile is not counted.
    """
    snapshot = snapshot_of(SERVICES)
    typed = [row.split("\t")[1] for row in TYPED.read_text("utf-8").splitlines()]
    times = sorted(_best(snapshot, text) for text in (*typed, *WORSE))
    return [
        Figure(
            name=f"search over {SERVICES:,} services, p99",
            value=times[len(times) * 99 // 100] * MILLISECONDS,
            unit="ms",
            limit=20,
        )
    ]


def _best(snapshot: Snapshot, text: str) -> float:
    """Seconds for one search."""
    times: list[float] = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        snapshot.search(text)
        snapshot.shelf_meant(text)
        times.append(time.perf_counter() - started)
    return min(times)
