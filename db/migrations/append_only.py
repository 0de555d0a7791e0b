"""Triggers that refuse to change or delete rows of the ledger and the journal."""

from alembic import op

TABLES = ("transfers", "journal")


def create() -> None:
    """Make the tables append-only on the database at hand."""
    make = _postgres if op.get_context().dialect.name == "postgresql" else _sqlite
    for table in TABLES:
        for statement in make(table):
            op.execute(statement)


def drop() -> None:
    """Take the triggers away."""
    if op.get_context().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"DROP TRIGGER append_only ON {table}")
        op.execute("DROP FUNCTION refuse_change")
        return
    for table in TABLES:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{event}")


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _postgres(table: str) -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    trigger = (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    return [function, trigger]
