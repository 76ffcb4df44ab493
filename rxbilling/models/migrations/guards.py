"""Triggers that a table's own constraints cannot express, for SQLite and PostgreSQL alike."""

from alembic import op

# A billed entry keeps everything that its charge was made of (RATING R24, R26); only the mark itself can be taken back.
BILLED_COLUMNS = (
    "account_id", "rep_id", "service_id", "ticket_id", "product", "start_at", "end_at", "day", "seconds",
    "tier", "billable", "override_rate", "deleted_at",
)  # fmt: skip
BILLED_EXPENSE_COLUMNS = (
    "rep_id", "account_id", "ticket_id", "day", "category", "currency", "amount", "tax_amount", "billable",
    "deleted_at",
)  # fmt: skip
DIFFERS = {"sqlite": "OLD.{0} IS NOT NEW.{0}", "postgresql": "OLD.{0} IS DISTINCT FROM NEW.{0}"}
# In a closed period nothing changes at all, the mark of being billed included.
CLOSED_COLUMNS = (*BILLED_COLUMNS, "note", "billed_at", "billed_reference")
CLOSED = """EXISTS (SELECT 1 FROM organisation WHERE {0}.start_at < closed_before
    OR ({0}.start_at IS NULL AND {0}.day <= closed_day))"""


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


def refuse_where(name: str, table: str, event: str, message: str, condition: str) -> None:
    """Create a trigger by which the database refuses a change of a row where a condition on other tables holds."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{message}') WHERE {condition}; END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _changed(columns: tuple[str, ...]) -> str:
    differs = DIFFERS[op.get_bind().dialect.name]
    return " OR ".join(differs.format(column) for column in columns)


def create_closing_guards() -> None:
    """Create the guards of closed periods."""
    message, old, new = "the period is closed", CLOSED.format("OLD"), CLOSED.format("NEW")
    refuse_where("closed_entry_insert", "time_entry", "INSERT", message, new)
    refuse_where(
        "closed_entry_update", "time_entry", "UPDATE", message, f"({_changed(CLOSED_COLUMNS)}) AND ({old} OR {new})"
    )
    refuse_where("closed_entry_delete", "time_entry", "DELETE", message, old)


def create_way_round_guards() -> None:
    """Refuse what would empty or rewrite the audit trail without an update or a delete."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER audit_event_truncate BEFORE TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_delete()"
        )
        return
    # SQLite's INSERT OR REPLACE deletes without firing the triggers of a delete.
    refuse_where(
        "audit_event_replace",
        "audit_event",
        "INSERT",
        "the audit trail is append-only",
        "EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)",
    )


def create_expense_guards() -> None:
    """Create the guards of expenses that are billed; whether they are paid back is another matter."""
    billed = "OLD.billed_at IS NOT NULL"
    changed = f"{billed} AND ({_changed(BILLED_EXPENSE_COLUMNS)})"
    refuse("billed_expense_update", "expense", "UPDATE", "a billed expense cannot change", changed)
    refuse("billed_expense_delete", "expense", "DELETE", "a billed expense cannot be deleted", billed)


def create_guards() -> None:
    """Create every guard of the first tables."""
    changed = _changed(BILLED_COLUMNS)
    billed = "OLD.billed_at IS NOT NULL"
    refuse("billed_entry_update", "time_entry", "UPDATE", "a billed entry cannot change", f"{billed} AND ({changed})")
    refuse("billed_entry_delete", "time_entry", "DELETE", "a billed entry cannot be deleted", billed)
    refuse("audit_event_update", "audit_event", "UPDATE", "the audit trail is append-only")
    refuse("audit_event_delete", "audit_event", "DELETE", "the audit trail is append-only")
