"""Tables of support: tickets, what was written in them, and which message shows which."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    text,
)

from db.types import BigId, EnumText, UtcDateTime, metadata, one_of
from domain.tickets import FileKind, TicketTopic

tickets = Table(
    "tickets",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("topic", EnumText(TicketTopic), nullable=False),
    Column("order_id", BigInteger, ForeignKey("orders.id")),
    Column("code", String(16)),
    Column("waits", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("liked", Boolean),
    CheckConstraint(one_of("topic", TicketTopic), name="topic"),
    Index("ix_tickets_user_id_id", "user_id", "id"),
    Index(
        "ix_tickets_open",
        "changed_at",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index(
        "ix_tickets_answered_at",
        "answered_at",
        sqlite_where=text("answered_at IS NOT NULL"),
        postgresql_where=text("answered_at IS NOT NULL"),
    ),
)
"""`waits`: the last word is the customer's. `answered_at`: the first answer. `liked`: how it went,
None until the customer says so."""

ticket_messages = Table(
    "ticket_messages",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id"), nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("from_staff", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", String(255)),
    Column("file_kind", EnumText(FileKind)),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("(file_id IS NULL) = (file_kind IS NULL)", name="file_whole"),
    Index("ix_ticket_messages_ticket_id_id", "ticket_id", "id"),
)
"""Each is a text or a file: a picture with words beside it is two."""

ticket_posts = Table(
    "ticket_posts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket_id", BigInteger, ForeignKey("tickets.id"), nullable=False),
    Index("ix_ticket_posts_ticket_id", "ticket_id"),
)
"""Which message of which chat belongs to which ticket: a reply to it is a word in the ticket."""
