"""An HTTP server whose patience ends: heads that trickle, answers that nobody reads, odd bytes."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from api.app import DOORS
from api.refusals import INCORRECT_REQUEST

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from aiohttp.web_protocol import RequestHandler

    from api.app import Handler

HEAD_S: Final = 5.0
"""So long may the head of a request take, from the first of its bytes or from connecting."""
ANSWER_S: Final = 30.0
"""So long may a client take none of what is sent to it."""
IDLE_S: Final = 75.0
"""So long is a connection kept for a further request."""

_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")

logger = structlog.get_logger(__name__)


class PatientHandler(web.RequestHandler):
    """One connection, closed where its client takes too long."""

    __slots__ = ("_late",)

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - aiohttp's own
        super().__init__(*given, **options)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a head."""
        super().connection_made(transport)
        self._wait(HEAD_S)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Wait for nothing more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Be content with a head that is complete, wait for one that has begun."""
        known = self._request_count
        if data.startswith(b"GET ") and not self._request_in_progress:
            data = _spelled_out(data)
        super().data_received(data)
        if self._request_count > known:
            self._stop_waiting()
        elif self._late is None and not self._request_in_progress and not self._messages:
            self._wait(HEAD_S)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._wait(ANSWER_S)

    def resume_writing(self) -> None:
        """It reads."""
        self._stop_waiting()
        super().resume_writing()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Say that it is no HTTP as the API says it, and repeat nothing of what was sent."""
        if not isinstance(exc, HttpProcessingError):
            return super().handle_error(request, status, exc, message)
        logger.info("request.malformed")
        if request.writer.output_size > 0:
            raise ConnectionError
        answer = web.json_response({"error": INCORRECT_REQUEST.text}, status=status)
        answer.force_close()
        return answer

    def log_exception(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - aiohttp's own
        """Leave out what was sent where it is no HTTP: keys and links stand in an address."""
        if isinstance(options.get("exc_info"), HttpProcessingError):
            logger.info("request.malformed")
            return
        super().log_exception(*given, **options)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._late = self._loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        self._late = None
        transport = self.transport
        self.force_close()
        if transport is not None:
            transport.abort()


def _spelled_out(data: bytes) -> bytes:
    """The first line as it ought to be: PHP puts letters of any script into addresses."""
    if data.isascii():
        return data
    line, end, rest = data.partition(b"\r\n")
    return _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest


class PatientServer(web.Server):
    """Makes such connections, and opens some doors without a look at the application's routes."""

    def __init__(self, plain: web.Server, doors: Mapping[str, Handler]) -> None:
        def handle(request: web.BaseRequest) -> Awaitable[web.StreamResponse]:
            door = doors.get(request.raw_path.partition("?")[0])
            return (plain.request_handler if door is None else door)(request)  # type: ignore[arg-type]

        super().__init__(
            handle,
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            **plain._kwargs,  # noqa: SLF001 - the options of the server in whose place this one stands
        )

    def __call__(self) -> RequestHandler:
        """A connection."""
        return PatientHandler(self, loop=self._loop, **self._kwargs)


class PatientRunner(web.AppRunner):
    """Runs an application on such a server."""

    async def _make_server(self) -> web.Server:
        none: dict[str, Handler] = {}
        doors: dict[str, Handler] = self.app.get(DOORS, none)
        return PatientServer(await super()._make_server(), doors)
