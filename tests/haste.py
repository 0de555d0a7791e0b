"""What a run does once that every test would do anew: half of its time, and none of its checks."""

from __future__ import annotations

import functools
import gc
import ssl
from typing import Any, Final

STATEMENTS: Final = 5000
"""Compiled statements that are kept."""


def load_certificates_once() -> None:
    """Let all clients share a TLS context; each reads 150 certificates for one of its own."""
    ssl.create_default_context = functools.lru_cache(ssl.create_default_context)  # type: ignore[assignment]


def collect_seldom() -> None:
    """Leave what was imported to itself: to look through it again and again takes a third."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@functools.cache
def compile_statements_once() -> None:
    """Let the engines of all tests share compiled statements, as those of a shop last for days.

    SQLAlchemy keeps them by dialect, and each engine has one of its own; here all dialects of a
    class are set up alike.
    """
    from sqlalchemy.engine import Engine  # noqa: PLC0415 - not before a test wants a database
    from sqlalchemy.engine.default import DefaultDialect  # noqa: PLC0415 - as above
    from sqlalchemy.util import LRUCache  # noqa: PLC0415 - as above

    shared: LRUCache[Any, Any] = LRUCache(STATEMENTS)
    made = Engine.__init__

    @functools.wraps(made)
    def make(self: Engine, *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        self._compiled_cache = shared

    Engine.__init__ = make  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    DefaultDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
