"""Triggers that a table's own constraints cannot express, for SQLite and PostgreSQL alike."""

from alembic import op

# A billed entry keeps everything that its charge was made of (RATING R24, R26); only the mark itself can be taken back.
BILLED_COLUMNS = (
    "account_id", "rep_id", "service_id", "ticket_id", "product", "start_at", "end_at", "day", "seconds",
    "tier", "billable", "override_rate", "deleted_at",
)  # fmt: skip
DIFFERS = {"sqlite": "OLD.{0} IS NOT NEW.{0}", "postgresql": "OLD.{0} IS DISTINCT FROM NEW.{0}"}


def refuse(name: str, table: str, event: str, message: str, when: str = "") -> None:
    """Create a trigger by which the database refuses a change of a row."""
    condition = f"WHEN ({when})" if when else ""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()")


def create_guards() -> None:
    """Create every guard of the first tables."""
    differs = DIFFERS[op.get_bind().dialect.name]
    changed = " OR ".join(differs.format(column) for column in BILLED_COLUMNS)
    billed = "OLD.billed_at IS NOT NULL"
    refuse("billed_entry_update", "time_entry", "UPDATE", "a billed entry cannot change", f"{billed} AND ({changed})")
    refuse("billed_entry_delete", "time_entry", "DELETE", "a billed entry cannot be deleted", billed)
    refuse("audit_event_update", "audit_event", "UPDATE", "the audit trail is append-only")
    refuse("audit_event_delete", "audit_event", "DELETE", "the audit trail is append-only")
