"""What the database itself refuses, whoever asks."""

from typing import Any

import pytest
from sqlalchemy import Engine, Executable, insert, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from rxbilling.models import (
    Account,
    AuditEvent,
    BillRule,
    Calendar,
    Charge,
    Contract,
    CostRate,
    Lot,
    Organisation,
    Portion,
    Rep,
    SupportPlan,
    Ticket,
    TimeEntry,
    User,
)
from rxbilling.models.bulk import table_of
from rxbilling.models.database import reading, writing

ENTRY: dict[str, Any] = {"account_id": 1, "rep_id": 1, "start_at": 0, "end_at": 3600, "day": 719163, "seconds": 3600}
BILLED = ENTRY | {"id": 1, "billed_at": 5}
RULE: dict[str, Any] = {"name": "R", "position": 1, "currency": "EUR", "rates": [1, 1, 1, 1]}
CHARGE: dict[str, Any] = {
    "entry_id": 50, "worked_s": 60, "billable_s": 60, "operational_s": 60, "non_operational_s": 0, "weekend_s": 0,
    "holiday_s": 0, "amount": 0, "cost": 0, "currency": "EUR", "calendar_id": 1,
}  # fmt: skip
PLAN: dict[str, Any] = {"name": "P", "currency": "EUR"}
LOT: dict[str, Any] = {"key": "1/x", "contract_id": 1, "kind": "base", "unit": "second", "granted": 1, "first_day": 5}
PORTION: dict[str, Any] = {
    "entry_id": 51, "seq": 0, "start_at": 0, "end_at": 60, "tier": 0, "kind": 1, "worked_s": 60, "billable_s": 60,
    "level": -1, "rate": 0, "factor_bp": 10_000, "amount": 0,
}  # fmt: skip
USER: dict[str, Any] = {"email": "a@b.c", "name": "A", "role": "admin", "password_hash": "", "created_at": 0}
ORGANISATION: dict[str, Any] = {"name": "O", "calendar_id": 1}
BILLED_CHANGES = (
    "account_id = 2", "rep_id = 2", "service_id = 1", "ticket_id = 1", "start_at = 1, end_at = 3601", "end_at = 0",
    "day = 1", "seconds = 1", "start_at = NULL, end_at = NULL, tier = 0", "billable = NOT billable",
    "override_rate = 5", "deleted_at = 9",
)  # fmt: skip
# A table, a row that it takes, and what must not be in it.
BAD_ROWS: list[tuple[type[SQLModel], dict[str, Any], dict[str, Any]]] = [
    (TimeEntry, ENTRY, {"seconds": -1, "end_at": -1}),
    (TimeEntry, ENTRY, {"seconds": 3599}),
    (TimeEntry, ENTRY, {"end_at": None}),
    (TimeEntry, ENTRY, {"tier": 0}),
    (TimeEntry, ENTRY, {"start_at": None, "end_at": None}),
    (TimeEntry, ENTRY, {"start_at": None, "end_at": None, "tier": 4}),
    (TimeEntry, ENTRY, {"override_rate": -1}),
    (TimeEntry, ENTRY, {"billed_at": 5, "billable": False}),
    (TimeEntry, ENTRY, {"account_id": 99}),
    (BillRule, RULE, {"level": "galaxy"}),
    (BillRule, RULE, {"level": "account"}),
    (BillRule, RULE, {"level_of_id": 1}),
    (BillRule, RULE, {"match": "some"}),
    (BillRule, RULE, {"first_day": 2, "last_day": 1}),
    (BillRule, RULE, {"rounding_increment_s": -1}),
    (BillRule, RULE, {"rounding_mode": "sideways"}),
    (Charge, CHARGE, {"operational_s": 59}),
    (Charge, CHARGE, {"billable_s": -1}),
    (SupportPlan, PLAN, {"overage_per": "minute"}),
    (Portion, PORTION, {"drawn": -1}),
    (Portion, PORTION, {"lot_id": 99}),
    (Lot, LOT, {"drawn": -1}),
    (Lot, LOT, {"last_day": 4}),
    (Lot, LOT, {"kind": "carried"}),
    (Lot, LOT, {"key": "1/first"}),
    (CostRate, {"rep_id": 1, "first_day": 1, "amount": 1}, {"amount": -1}),
    (Ticket, {"number": "T", "account_id": 1, "opened_at": 5}, {"closed_at": 4}),
    (Ticket, {"number": "T", "account_id": 1, "opened_at": 5}, {"state": "lost"}),
    (User, USER, {"role": "king"}),
    (Organisation, ORGANISATION | {"id": 1}, {"id": 2}),
    (Account, {"id": 2, "name": "Bolt"}, {"name": "Acme"}),
]


@pytest.fixture
def base(database: Engine) -> Engine:
    with writing(database) as db:
        db.add(Calendar(id=1, name="UTC", zone="UTC", hours=[[]] * 7, weekend=[]))
        db.add_all([Account(id=1, name="Acme"), Rep(id=1, name="Ana")])
    return database


def put(database: Engine, model: type[SQLModel], **columns: Any) -> None:
    with writing(database) as db:
        db.connection().execute(insert(table_of(model)), model(**columns).model_dump(exclude_none=True))


def run(database: Engine, sql: str) -> None:
    with writing(database) as db:
        db.connection().exec_driver_sql(sql)


def refusal(database: Engine, statement: Executable, row: dict[str, Any] | None = None) -> str:
    """Return why the database refuses a statement, which is taken back in any case; empty where it does not."""
    with reading(database) as db:
        try:
            db.connection().execute(statement, row)
        except IntegrityError as error:
            return str(error.orig)
    return ""


def test_a_billed_entry_keeps_what_its_price_was_made_of(base: Engine) -> None:
    put(base, TimeEntry, **BILLED)
    answers = {change: refusal(base, text(f"UPDATE time_entry SET {change}")) for change in BILLED_CHANGES}  # noqa: S608 - our own words
    assert [change for change, answer in answers.items() if "a billed entry cannot change" not in answer] == []


def test_a_billed_entry_cannot_be_deleted(base: Engine) -> None:
    put(base, TimeEntry, **BILLED)
    with pytest.raises(IntegrityError, match="a billed entry cannot be deleted"):
        run(base, "DELETE FROM time_entry")


def test_the_mark_of_a_billed_entry_can_be_taken_back(base: Engine) -> None:
    put(base, TimeEntry, **BILLED)
    run(base, "UPDATE time_entry SET billed_at = NULL, billed_reference = '', revision = 7, note = 'late'")
    run(base, "UPDATE time_entry SET seconds = 60, end_at = 60")
    run(base, "DELETE FROM time_entry")


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"])
def test_the_audit_trail_is_append_only(base: Engine, sql: str) -> None:
    put(base, AuditEvent, at=0, action="add", subject="user")
    with pytest.raises(IntegrityError, match="append-only"):
        run(base, sql)


WAYS_ROUND = {
    "sqlite": "INSERT OR REPLACE INTO audit_event (id, version, at, address, action, subject) "
    "SELECT id, 1, 0, '', 'x', 'y' FROM audit_event",
    "postgresql": "TRUNCATE audit_event",
}


def test_there_is_no_way_round_it(base: Engine) -> None:
    put(base, AuditEvent, at=0, action="add", subject="user")
    with pytest.raises(IntegrityError, match="append-only"):
        run(base, WAYS_ROUND[base.dialect.name])
    put(base, AuditEvent, at=0, action="add", subject="user")


def test_constraints_refuse_what_cannot_be(base: Engine) -> None:
    """Each bad row is a good one but for what is stated, so that nothing else can be the reason."""
    put(base, TimeEntry, **ENTRY, id=50)
    put(base, TimeEntry, **ENTRY, id=51)
    put(base, Charge, **CHARGE | {"entry_id": 51})
    put(base, SupportPlan, **PLAN | {"name": "First"})
    put(base, Contract, id=1, number="C", name="C", account_id=1, plan_id=1, first_day=5)
    put(base, Lot, **LOT | {"key": "1/first"})

    def taken(model: type[SQLModel], row: dict[str, Any]) -> bool:
        return not refusal(base, insert(table_of(model)), model(**row).model_dump(exclude_none=True))

    assert [(model.__name__, good) for model, good, _ in BAD_ROWS if not taken(model, good)] == []
    assert [(model.__name__, bad) for model, good, bad in BAD_ROWS if taken(model, good | bad)] == []
