"""Triggers that a table's own constraints cannot express, for SQLite and PostgreSQL alike."""

import sqlalchemy as sa
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
# In a closed period nothing changes at all, a mark of being billed that was made by hand included.
MARK_COLUMNS = ("billed_at", "billed_reference")
CLOSED_COLUMNS = (*BILLED_COLUMNS, "note")
# Issuing a bill and voiding it mark its work, closed or not: it is on a line then (see the ADR on bills).
ON_A_BILL = "EXISTS (SELECT 1 FROM bill_line WHERE entry_id = OLD.id AND live)"
# An issued bill changes no more; it can only become void, with what is said then, and a void one not at all.
VOIDED_COLUMNS = ("version", "state", "voided_at", "voided_by", "void_reason")
IS_DEMO = "EXISTS (SELECT 1 FROM organisation WHERE is_demo)"
OF_ISSUED = "EXISTS (SELECT 1 FROM bill WHERE id = OLD.bill_id AND state <> 'draft')"
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
    changed = _changed((*CLOSED_COLUMNS, *MARK_COLUMNS))
    refuse_where("closed_entry_insert", "time_entry", "INSERT", message, new)
    refuse_where("closed_entry_update", "time_entry", "UPDATE", message, f"({changed}) AND ({old} OR {new})")
    refuse_where("closed_entry_delete", "time_entry", "DELETE", message, old)


def create_bill_guards() -> None:
    """Let bills mark closed work, and create the guards of bills that are issued."""
    changed = f"({_changed(CLOSED_COLUMNS)}) OR (({_changed(MARK_COLUMNS)}) AND NOT {ON_A_BILL})"
    closed = f"({changed}) AND ({CLOSED.format('OLD')} OR {CLOSED.format('NEW')})"
    _drop("closed_entry_update", "time_entry")
    refuse_where("closed_entry_update", "time_entry", "UPDATE", "the period is closed", closed)
    kept = tuple(sa.inspect(op.get_bind()).get_columns("bill"))
    columns = tuple(column["name"] for column in kept if column["name"] not in VOIDED_COLUMNS)
    message = "an issued bill cannot change"
    stays = f"OLD.state = 'void' OR NEW.state <> 'void' OR ({_changed(columns)})"
    refuse("issued_bill_update", "bill", "UPDATE", message, f"OLD.state <> 'draft' AND ({stays})")
    refuse_where("issued_bill_delete", "bill", "DELETE", message, f"OLD.state <> 'draft' AND NOT {IS_DEMO}")
    lines = sa.inspect(op.get_bind()).get_columns("bill_line")
    printed = _changed(tuple(column["name"] for column in lines if column["name"] not in {"version", "live"}))
    released = "OLD.live AND NOT NEW.live"
    refuse_where(
        "issued_line_update", "bill_line", "UPDATE", message, f"(({printed}) OR NOT ({released})) AND {OF_ISSUED}"
    )
    for table in ("bill_line", "bill_tax"):
        refuse_where(f"issued_{table}_delete", table, "DELETE", message, f"{OF_ISSUED} AND NOT {IS_DEMO}")
    refuse_where("issued_bill_tax_update", "bill_tax", "UPDATE", message, OF_ISSUED)


def _drop(name: str, table: str) -> None:
    """Take a trigger of ``refuse_where`` away."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


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
