"""Logs as text or JSON lines; a filter at the root takes tokens and keys out of everything."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import structlog

from domain.api_keys import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from structlog.typing import Processor

MASK: Final = "•••"
SHORTEST: Final = 6
"""Secrets with fewer characters would mask parts of words."""
_TOKEN: Final = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
_SERVED: Final = re.compile(rf"{PREFIX}[A-Za-z0-9]{{20,}}")
_KEY: Final = re.compile(r"(?i)\b((?:api_)?key|token|secret)=[^&\s\"']+")
_QUIET: Final = ("alembic", "httpx", "httpcore", "aiogram.event", "aiohttp.access", "aiosqlite")


class Redactor:
    """Replaces known secrets, also as they stand in an address, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        shown = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        known = sorted((form for form in shown if len(form) >= SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        return _KEY.sub(rf"\1={MASK}", _SERVED.sub(MASK, _TOKEN.sub(MASK, text)))


class _Redacting(logging.Formatter):
    """Redacts the finished line, traceback and all."""

    def __init__(self, inner: logging.Formatter, redact: Redactor) -> None:
        super().__init__()
        self._inner = inner
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(self._inner.format(record))


def set_up_logs(level: str, style: str, secrets: Iterable[str]) -> None:
    """Send every log line, ours and the libraries', to standard error through the redactor."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ending(style)],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(formatter, Redactor(secrets)))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _ending(style: str) -> list[Processor]:
    if style == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return [renderer]
