from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Account, Bill, BillLine, Contract, SupportPlan, User
from rxbilling.models.database import writing
from rxbilling.services.access import Actor, Refused
from rxbilling.services.checks import (
    BILLED_TWICE,
    DAMAGED_FILE,
    EXPENSE_NOT_MARKED,
    EXPENSE_OF_OTHER,
    HALF_BILLED,
    LIVE_OF_VOID,
    NOT_MARKED,
    NOT_THE_SUM,
    ORPHANS,
    OTHER_ACCOUNT,
    OTHER_DAY,
    OTHER_DRAWN,
    OTHER_LOT,
    OTHER_RECEIPT,
    OTHER_TIERS,
    OTHER_TOTAL,
    OUTSIDE,
    OVERDRAWN,
    OVERPAID,
    SHARED_REP,
    STALE,
    UNPRICED,
    problems,
)
from rxbilling.services.pricing import price
from rxbilling.services.repricing import price_all
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, add

Log = Callable[..., int]
FIRST = date(2026, 3, 2).toordinal()


@pytest.fixture
def sound(office: Engine, log: Log) -> Engine:
    """Return a database with priced entries: plain, over closing time (one of them billed), empty, no price."""
    log()
    log("2026-03-06T16:30", "2026-03-06T18:00")
    log(billable=False)
    log("2026-03-06T16:30", "2026-03-06T18:00")
    log(seconds=0, end_at=1_772_442_000)
    add(office, Account(id=4, name="Dent", currency="USD"))
    log(account_id=4)  # no rule is in its currency
    # An hour is drawn from the two that a contract of the second account includes.
    add(office, SupportPlan(id=1, name="Hours", currency="EUR", allowance_amount=7200))
    add(office, Contract(id=4, number="C4", name="C4", account_id=2, plan_id=1, first_day=FIRST, last_day=FIRST + 6))
    log(account_id=2)
    with writing(office) as db:
        assert price(db, until=FIRST).without_price == 1
    damage(office, "UPDATE time_entry SET billed_at = 1 WHERE id = 4")
    add(office, Bill(id=1, number="B1", account_id=1, state="issued", currency="EUR", first_day=1, last_day=2,
                     bill_day=2, net=9, total=9))  # fmt: skip
    lines = ({"entry_id": 4, "portion_seq": 0, "amount": 5}, {"entry_id": 4, "portion_seq": 1, "amount": 4})
    add(office, *(BillLine(bill_id=1, position=place, kind="work", **line) for place, line in enumerate(lines)))
    return office


GUARDS = (
    ("billed_entry_update", "time_entry"),
    ("billed_entry_delete", "time_entry"),
    ("issued_bill_update", "bill"),
    ("issued_line_update", "bill_line"),
)


def damage(database: Engine, statements: str) -> None:
    """Run statements that nothing in the app would; what guards entries is taken away first."""
    drop = {"sqlite": "DROP TRIGGER IF EXISTS {0}", "postgresql": "DROP TRIGGER IF EXISTS {0} ON {1}"}
    guards = [drop[database.dialect.name].format(*guard) for guard in GUARDS]
    with writing(database) as db:
        for statement in (*guards, *statements.split(";")):
            db.connection().exec_driver_sql(statement)


def told() -> dict[str, object]:
    return {message.msgid: message.values["numbers"] for message in problems(ADMIN)}


@pytest.mark.usefixtures("sound")
def test_sound_data_has_no_problem() -> None:
    assert problems(ADMIN) == []


@pytest.mark.usefixtures("office")
def test_an_empty_installation_has_no_problem() -> None:
    assert problems(ADMIN) == []


# A table without the constraints of the one that it is copied from.
COPIED = """CREATE TABLE copied AS SELECT * FROM app_user; DROP TABLE app_user;
ALTER TABLE copied RENAME TO app_user"""
LINE = """INSERT INTO bill_line (version, bill_id, position, kind, text, amount, live, entry_id, portion_seq, ticket,
    subject, service, rep, seconds, discount) VALUES """
EXPENSE = """INSERT INTO expense (id, version, rep_id, category, note, currency, amount, tax_amount, reimbursed, day,
    billed_reference, account_id, ticket_id, billable) VALUES (7, 1, 1, '', '', 'EUR', 5, 0, FALSE, 1, '',"""
EXPENSE_LINE = """INSERT INTO bill_line (version, bill_id, position, kind, text, amount, live, expense_id, ticket,
    subject, service, rep, seconds, discount) VALUES (1, 1, 8, 'expense', '', 0, TRUE, 7, '', '', '', '', 0, 0)"""
RECEIPT = """INSERT INTO receipt (version, expense_id, filename, media_type, size, content)
    VALUES (1, 7, 'x', 'image/png', 9, 'x')"""
LOT = "INSERT INTO lot (version, key, contract_id, kind, unit, granted, drawn, first_day) VALUES "
# What is done to the data (statements apart by ;), and what is said of which numbers.
DAMAGES: list[tuple[str, dict[str, str]]] = [
    ("DELETE FROM charge WHERE entry_id = 1", {UNPRICED: "1", STALE: "1"}),
    ("UPDATE portion SET amount = amount + 1 WHERE entry_id = 2 AND seq = 1", {NOT_THE_SUM: "2", STALE: "2"}),
    (
        "UPDATE portion SET worked_s = worked_s - 1 WHERE entry_id = 2 AND seq = 0",
        {NOT_THE_SUM: "2", OUTSIDE: "2", STALE: "2"},
    ),
    ("UPDATE portion SET billable_s = 0 WHERE entry_id = 2 AND seq = 0", {NOT_THE_SUM: "2", STALE: "2"}),
    ("UPDATE charge SET amount = amount + 1 WHERE entry_id = 2", {NOT_THE_SUM: "2", STALE: "2"}),
    ("UPDATE charge SET cost = cost + 1 WHERE entry_id = 2", {STALE: "2"}),
    ("UPDATE charge SET currency = 'USD' WHERE entry_id IN (1, 2)", {STALE: "1, 2"}),
    ("DELETE FROM portion WHERE entry_id = 2", {NOT_THE_SUM: "2", STALE: "2"}),
    ("UPDATE time_entry SET rep_id = 2, billable = TRUE WHERE id = 3", {STALE: "3"}),
    ("UPDATE bill_rule SET factors_bp = '[10000, 20000, 17500, 20000]'", {STALE: "2"}),
    ("UPDATE charge SET amount = amount + 1 WHERE entry_id = 4", {NOT_THE_SUM: "4"}),
    ("UPDATE portion SET tier = 3 WHERE entry_id = 2 AND seq = 0", {OTHER_TIERS: "2", STALE: "2"}),
    ("UPDATE portion SET tier = 3 WHERE entry_id = 4 AND seq = 0", {OTHER_TIERS: "4"}),
    (
        "UPDATE portion SET start_at = start_at + 60, end_at = end_at + 60 WHERE entry_id = 4",
        {OUTSIDE: "4"},
    ),
    ("UPDATE portion SET start_at = start_at - 60 WHERE entry_id = 4 AND seq = 1", {OUTSIDE: "4"}),
    ("UPDATE time_entry SET day = day + 1 WHERE id = 2", {OTHER_DAY: "2"}),
    (
        "UPDATE time_entry SET ticket_id = 2, account_id = 2 WHERE id = 1",
        {OTHER_ACCOUNT: "1", STALE: "1", OTHER_LOT: "1"},
    ),
    (f"{LINE} (1, 1, 9, 'extra', '', 5, TRUE, NULL, NULL, '', '', '', '', 0, 0)", {OTHER_TOTAL: "1"}),
    ("UPDATE bill SET total = total + 1 WHERE id = 1", {OTHER_TOTAL: "1"}),
    ("UPDATE bill SET state = 'void' WHERE id = 1", {LIVE_OF_VOID: "1"}),
    ("UPDATE time_entry SET billed_at = NULL WHERE id = 4", {NOT_MARKED: "4"}),
    ("UPDATE bill_line SET live = FALSE WHERE portion_seq = 1", {HALF_BILLED: "4"}),
    (
        f"DROP INDEX uq_bill_line_live_portion; {LINE} (1, 1, 8, 'work', '', 0, TRUE, 4, 0, '', '', '', '', 0, 0)",
        {BILLED_TWICE: "4"},
    ),
    (f"{EXPENSE} 1, 1, TRUE); {EXPENSE_LINE}", {EXPENSE_NOT_MARKED: "7"}),
    ("INSERT INTO payment (version, bill_id, day, amount, note) VALUES (1, 1, 1, 10, '')", {OVERPAID: "1"}),
    ("UPDATE lot SET drawn = 3599", {OTHER_DRAWN: "1", OTHER_LOT: "1"}),
    ("UPDATE lot SET granted = 1800", {OVERDRAWN: "1", OTHER_LOT: "1"}),
    ("UPDATE lot SET last_day = last_day + 1", {OTHER_LOT: "1"}),
    (f"{LOT} (1, '4/none', 4, 'base', 'second', 5, 0, 700000)", {OTHER_LOT: "2"}),
    (f"{EXPENSE} 2, 1, TRUE)", {EXPENSE_OF_OTHER: "7"}),
    (f"{EXPENSE} NULL, 1, FALSE)", {EXPENSE_OF_OTHER: "7"}),
    (f"{EXPENSE} 1, 1, TRUE); {RECEIPT}", {OTHER_RECEIPT: "7"}),
]


@pytest.mark.parametrize(("statements", "expected"), DAMAGES)
def test_damage_is_found_and_counted(sound: Engine, statements: str, expected: dict[str, str]) -> None:
    damage(sound, statements)
    assert told() == expected


def test_two_users_of_one_rep(sound: Engine) -> None:
    add(sound, *(User(id=n, email=f"{n}", name="", role="rep", password_hash="", created_at=0) for n in (1, 2, 3)))
    if sound.dialect.name == "postgresql":
        damage(sound, "ALTER TABLE app_user DROP CONSTRAINT uq_app_user_rep_id")
    else:
        damage(sound, COPIED)
    damage(sound, "UPDATE app_user SET rep_id = 1 WHERE id = 1; UPDATE app_user SET rep_id = 2 WHERE id > 1")
    assert told() == {SHARED_REP: "2, 3"}


def test_many_are_counted_and_the_first_are_named(sound: Engine, log: Log) -> None:
    for _ in range(4):
        log()
    damage(sound, "DELETE FROM charge WHERE entry_id <> 4")
    said = {message.msgid: message.text("en") for message in problems(ADMIN)}
    assert said[UNPRICED].startswith("10 time entries were never priced (1, 2, 3, 5, 6, …). ")


@pytest.mark.parametrize(
    ("statement", "table", "column", "missing"),
    [
        ("DELETE FROM rep WHERE id = 1", "time_entry", "rep_id", "1"),
        ("UPDATE time_entry SET ticket_id = 77 WHERE id = 1", "time_entry", "ticket_id", "77"),
        ("INSERT INTO contact VALUES (1, 1, 77, '', '', '', '')", "contact", "account_id", "77"),
        ("UPDATE contract SET renewal_of_id = 5", "contract", "renewal_of_id", "5"),
    ],
)
def test_references_that_lead_nowhere(sound: Engine, statement: str, table: str, column: str, missing: str) -> None:
    switch = {"sqlite": "PRAGMA foreign_keys = {0}", "postgresql": "SET session_replication_role = {0}"}
    off, on = {"sqlite": ("OFF", "ON"), "postgresql": ("replica", "origin")}[sound.dialect.name]
    with sound.connect() as connection:
        raw = connection.connection.cursor()
        connection.rollback()
        raw.execute(switch[sound.dialect.name].format(off))
        raw.execute(statement)
        raw.execute(switch[sound.dialect.name].format(on))
        connection.connection.commit()
        raw.close()
    (found,) = [message for message in problems(ADMIN) if message.msgid == ORPHANS]
    assert dict(found.values) == {"count": 1, "numbers": missing, "table": table, "column": column}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_damaged_file_is_told_first(sound: Engine) -> None:
    with sound.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("UPDATE charge SET billable_s = -1 WHERE entry_id = 3")
        connection.commit()
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    (found,) = problems(ADMIN)
    assert (found.msgid, found.values["problem"]) == (DAMAGED_FILE, "CHECK constraint failed in charge")


def test_pricing_all_again_mends_what_is_not_billed(sound: Engine) -> None:
    for statements, _ in DAMAGES[:4]:
        damage(sound, statements)
    damage(sound, "UPDATE time_entry SET day = day + 1 WHERE id = 2; UPDATE lot SET drawn = 1")
    assert price_all(ADMIN).changed == 2
    assert problems(ADMIN) == []
    with pytest.raises(Refused):
        price_all(MANAGER)


def test_pricing_again_mends_what_is_stale(sound: Engine) -> None:
    damage(sound, "DELETE FROM charge WHERE entry_id = 1")
    damage(sound, "UPDATE portion SET amount = amount + 1 WHERE entry_id = 2")
    with writing(sound) as db:
        assert price(db).changed == 2
    assert problems(ADMIN) == []


def test_a_deleted_entry_needs_no_price(sound: Engine) -> None:
    damage(sound, "UPDATE time_entry SET deleted_at = 1 WHERE id = 1")
    damage(sound, "DELETE FROM charge WHERE entry_id = 1")
    assert problems(ADMIN) == []


@pytest.mark.parametrize("actor", [REP_1, MANAGER, FINANCE, None])
def test_only_an_administrator_is_told(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        problems(actor)
