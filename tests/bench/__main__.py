"""Run every measurement, show the table, write build/bench.json."""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import structlog

from tests.bench.catalogue import measure_import, measure_reading
from tests.bench.crowd import measure_crowd
from tests.bench.figures import Figure, keep, show
from tests.bench.orders import measure
from tests.bench.pages import measure_pages
from tests.bench.reselling import measure_adds, measure_reads
from tests.bench.scale import measure_scale
from tests.bench.searching import measure_search
from tests.bench.starting import measure_start
from tests.postgres import Postgres


def main() -> int:
    """Measure; returns 1 when a limit was missed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    figures: list[Figure] = [*measure_search(), *measure_reading()]
    with tempfile.TemporaryDirectory(prefix="shopkeeper-bench-") as folder:
        fresh = _files(Path(folder))
        for part in (measure_pages, measure_import, measure_start):
            figures += asyncio.run(part(fresh()))
        figures += asyncio.run(measure("SQLite", fresh))
        figures += asyncio.run(measure_reads(fresh()))
        figures += asyncio.run(measure_adds("SQLite", fresh))
        figures += asyncio.run(measure_crowd(fresh()))
        figures += asyncio.run(measure_scale("SQLite", fresh()))
    with _postgres() as databases:
        if databases is None:
            print("PostgreSQL is left out: its wheel is not installed.")
        else:
            figures += asyncio.run(measure("PostgreSQL", databases))
            figures += asyncio.run(measure_adds("PostgreSQL", databases))
            figures += asyncio.run(measure_scale("PostgreSQL", databases()))
    keep(figures)
    print(show(figures))
    return int(any(figure.kept is False for figure in figures))


def _files(folder: Path) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"sqlite+aiosqlite:///{folder / f'{next(numbers)}.db'}"


@contextmanager
def _postgres() -> Iterator[Callable[[], str] | None]:
    """Fresh databases of a server that keeps its word: a commit is on disk."""
    try:
        server = Postgres.start(f"shopkeeper-bench-{secrets.token_hex(4)}", durable=True)
    except ImportError:
        yield None
        return
    names: list[str] = []

    def fresh() -> str:
        names.append(f"bench_{len(names)}")
        return names[-1]

    try:
        for number in range(7):
            server.create(f"bench_{number}")
        yield lambda: server.url(fresh())
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main())
