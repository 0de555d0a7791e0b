"""A listening door that can be shut and opened again on the same port."""

from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

GRACE_S = 0.5


@dataclass(slots=True)
class Listener:
    """One HTTP server; `make` builds its application."""

    make: Callable[[], web.Application]
    host: str = "127.0.0.1"
    port: int = 0
    _runner: web.AppRunner | None = None
    _site: web.TCPSite | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def open(self, host: str, port: int) -> None:
        """Listen on `port`; 0 takes any free one and keeps it. An OSError leaves all closed."""
        self.host, self.port = host, port
        self._runner = web.AppRunner(self.make(), access_log=None, shutdown_timeout=GRACE_S)
        await self._runner.setup()
        try:
            await self.accept()
        except OSError:
            await self.close()
            raise

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = self._site = None

    async def refuse(self) -> None:
        """Stop listening and break off what is open: connections are refused now."""
        if self._site is None or self._runner is None or self._runner.server is None:
            return
        await self._site.stop()
        self._site = None
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def accept(self) -> None:
        """Listen (again) where others know us."""
        if self._site is not None or self._runner is None:
            return
        site = web.TCPSite(self._runner, self.host, self.port, reuse_address=True)
        await site.start()
        self._site = site
        self.port = self._runner.addresses[0][1]
