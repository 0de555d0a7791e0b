"""Keys of the served API: found by their digest with one look-up, their minutes given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, and_, bindparam, case, literal, or_, select, update

from db.models.api import api_access, api_keys
from db.models.people import users
from db.prepared import Prepared
from db.records import record
from db.repositories.dialects import insert_into
from db.types import UtcDateTime
from domain.api_keys import DEFAULT_ACCESS, ApiAccess, ApiCredential, ApiKey
from domain.ids import UserId

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

MINUTE: Final = timedelta(minutes=1)
SHARE: Final = 10
"""A process takes at most one part in so many of a minute's requests at once."""
LAST_SHARES: Final = 4
"""Towards the end it takes one part in so many of what is left, lest others find nothing."""

_KEY: Final = tuple(api_keys.c[name] for name in ApiKey.__slots__)
_ACCESS: Final = tuple(column for column in api_access.c if column.name != "user_id")
_COLUMNS: Final = {column.name.removesuffix("_micros"): column.name for column in _ACCESS}
_DEFAULTS: Final = {name: getattr(DEFAULT_ACCESS, field) for field, name in _COLUMNS.items()} | {
    "addresses": []
}
_CREDENTIAL: Final = (
    api_keys.c.id,
    api_keys.c.user_id,
    api_keys.c.digest,
    api_keys.c.ends_at,
    users.c.blocked_reason,
    *_ACCESS,
)
_found = Prepared(
    select(*_CREDENTIAL)
    .join_from(api_keys, users, users.c.id == api_keys.c.user_id)
    .join(api_access, api_access.c.user_id == api_keys.c.user_id)
    .where(api_keys.c.digest == bindparam("asked")),
    returns=_CREDENTIAL,
)


@dataclass(frozen=True, slots=True)
class Grant:
    """So many requests for one process, in the minute that began at `window_at`.

    None where the minute is used up.
    """

    requests: int
    window_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKeys:
    """Keys of the served API. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, digest: str) -> ApiCredential | None:
        """The key of a digest, with what decides whether it is let in; None where none is."""
        row = await _found.row(self.connection, {"asked": digest})
        return None if row is None else _credential(row)

    async def find_access(self, user_id: UserId) -> ApiAccess | None:
        """What a customer chose; None for those who never had a key."""
        query = select(*_ACCESS).where(api_access.c.user_id == user_id)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else _access(tuple(row))

    async def access_of(self, user_id: UserId) -> ApiAccess:
        """The same, or the defaults."""
        return await self.find_access(user_id) or DEFAULT_ACCESS

    async def choose(self, user_id: UserId, **chosen: object) -> None:
        """Remember what a customer chose, or an operator for them; all else stays as it is.

        Args:
            user_id: the customer.
            chosen: fields of `ApiAccess`; without any, a row is made where there is none.
        """
        given = {_COLUMNS[name]: value for name, value in chosen.items()}
        statement = insert_into(self.connection, api_access).values(
            {"user_id": user_id, **_DEFAULTS, **given}
        )
        mine = ["user_id"]
        await self.connection.execute(
            statement.on_conflict_do_update(index_elements=mine, set_=given)
            if given
            else statement.on_conflict_do_nothing(index_elements=mine)
        )

    async def list_live(self, user_id: UserId, at: datetime) -> list[ApiKey]:
        """A customer's keys that have not ended, the newest first."""
        query = select(*_KEY).where(api_keys.c.user_id == user_id, _lives(at))
        rows = await self.connection.execute(query.order_by(api_keys.c.id.desc()))
        return [record(ApiKey, row) for row in rows]

    async def add(self, user_id: UserId, *, digest: str, tail: str, at: datetime) -> int:
        """Keep a new key; returns its number."""
        statement = api_keys.insert().values(
            user_id=user_id, digest=digest, tail=tail, created_at=at, taken=0, granted=0
        )
        made = await self.connection.execute(statement.returning(api_keys.c.id))
        return int(made.scalar_one())

    async def end_all(self, user_id: UserId, *, at: datetime, ends_at: datetime) -> None:
        """Let a customer's live keys end then, unless they do so sooner."""
        await self.connection.execute(
            update(api_keys)
            .where(
                api_keys.c.user_id == user_id,
                _lives(at),
                or_(api_keys.c.ends_at.is_(None), api_keys.c.ends_at > ends_at),
            )
            .values(ends_at=ends_at)
        )

    async def end_old(self, user_id: UserId, *, at: datetime) -> bool:
        """End at once what ends anyway; False where nothing did."""
        ended = await self.connection.execute(
            update(api_keys)
            .where(api_keys.c.user_id == user_id, api_keys.c.ends_at > at)
            .values(ends_at=at)
        )
        return ended.rowcount > 0

    async def take_requests(self, key_id: int, *, limit: int, at: datetime) -> Grant:
        """Take a share of a key's requests of this minute, with one guarded UPDATE.

        The minute begins with the first request after the one before. Where nothing is left of
        `limit`, the grant is of none.
        """
        asked = {"key": key_id, "most": limit, "block": max(limit // SHARE, 1), "now": at}
        edges = {"old": at - MINUTE, "far": at + MINUTE}
        row = (await self.connection.execute(_take, {**asked, **edges})).one_or_none()
        if row is not None:
            return Grant(row.granted, row.window_at)
        query = select(api_keys.c.window_at).where(api_keys.c.id == key_id)
        began = (await self.connection.execute(query)).scalar_one_or_none()
        return Grant(0, began or at)

    async def note_use(self, key_id: int, *, at: datetime, address: str) -> None:
        """Remember a key's latest use; an earlier one than is known changes nothing."""
        await self.connection.execute(
            update(api_keys)
            .where(
                api_keys.c.id == key_id,
                or_(api_keys.c.used_at.is_(None), api_keys.c.used_at < at),
            )
            .values(used_at=at, used_from=address)
        )


def _lives(at: datetime) -> ColumnElement[bool]:
    return or_(api_keys.c.ends_at.is_(None), api_keys.c.ends_at > at)


def _credential(row: tuple[Any, ...]) -> ApiCredential:
    key_id, user_id, digest, ends_at, blocked_reason, *access = row
    return ApiCredential(
        key_id=key_id,
        user_id=UserId(user_id),
        digest=digest,
        ends_at=ends_at,
        blocked=blocked_reason is not None,
        access=_access(tuple(access)),
    )


def _access(values: tuple[Any, ...]) -> ApiAccess:
    named = {
        column.name.removesuffix("_micros"): v for column, v in zip(_ACCESS, values, strict=True)
    }
    return ApiAccess(**{**named, "addresses": tuple(named["addresses"])})


def _moment(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=UtcDateTime)


def _taking() -> Any:  # noqa: ANN401 - SQLAlchemy's types of an UPDATE with RETURNING are its own
    """The UPDATE that gives a share out; built once."""
    limit, block = (bindparam(name, type_=Integer) for name in ("most", "block"))
    began = api_keys.c.window_at
    fresh = or_(began.is_(None), began <= _moment("old"), began > _moment("far"))
    taken = case((fresh, literal(0)), else_=api_keys.c.taken)
    part = (limit - taken) // LAST_SHARES
    share = case((part >= block, block), (part > 1, part), else_=literal(1))
    return (
        update(api_keys)
        .where(and_(api_keys.c.id == bindparam("key"), or_(fresh, api_keys.c.taken < limit)))
        .values(
            window_at=case((fresh, _moment("now")), else_=began),
            taken=taken + share,
            granted=share,
        )
        .returning(api_keys.c.granted, api_keys.c.window_at)
    )


_take: Final = _taking()
