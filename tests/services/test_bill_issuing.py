"""Issuing bills: numbers, marks, drafts that are out of date, and what never changes any more (R24 to R26)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from rxbilling.models import Account, Bill, BillRule, Expense, Organisation, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import (
    bill_credits,
    bill_details,
    bill_drafts,
    bill_issuing,
    bill_list,
    bill_runs,
    bill_voids,
    checks,
    closing,
)
from rxbilling.services.access import Invalid, NotNow, NotThere
from rxbilling.services.bill_list import BillQuery
from tests.services.bill_steps import APRIL, ISSUED, add_contract, drafts, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, add

DAY = date(2026, 3, 5).toordinal()


def expense() -> Expense:
    return Expense(rep_id=1, account_id=1, day=DAY, category="Hotel", currency="EUR", amount=9_000)


def marks(database: Engine) -> list[tuple[bool, str]]:
    with reading(database) as db:
        rows = (db.get_one(TimeEntry, 1), db.get_one(Expense, 1))
        return [(row.billed_at is not None, row.billed_reference) for row in rows]


def run(database: Engine, sql: str) -> None:
    with writing(database) as db:
        db.connection().exec_driver_sql(sql)


def change(database: Engine, model: type[Any], number: int, **columns: Any) -> None:
    with writing(database) as db:
        row = db.get_one(model, number)
        for name, value in columns.items():
            setattr(row, name, value)
        db.add(row)


def test_issuing_numbers_bills_and_marks_what_is_on_them(office: Engine, log: Log) -> None:
    """R26: "Billed" is set by issuing a bill."""
    change(office, Organisation, 1, bill_prefix="2026-", bill_next_number=41)
    add_contract(office, payment_days=14)
    log()
    log(account_id=2)
    add(office, expense())
    priced(office)
    ids = drafts()
    assert marks(office) == [(False, ""), (False, "")]
    assert bill_issuing.issue(FINANCE, ids, ISSUED) == ["2026-0041", "2026-0042"]
    assert marks(office) == [(True, "2026-0041")] * 2
    bill = paper(ids[0])
    assert (bill.state, bill.bill_day, bill.due_day) == ("issued", ISSUED, date(2026, 4, 16))
    assert [message.text("en") for message in checks.problems(ADMIN)] == []
    assert [event.action for event in bill_details.look(FINANCE, ids[0]).history] == ["issue", "add"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 1, 1), "long before"),
        (date(2025, 11, 20), "long before"),
        (date(2026, 5, 4), "far ahead"),
        (date(2031, 12, 31), "far ahead"),
    ],
)
def test_a_day_that_is_far_away_is_taken_for_a_mistake(
    office: Engine, log: Log, monkeypatch: pytest.MonkeyPatch, day: date, said: str
) -> None:
    monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone: ISSUED)
    log()
    priced(office)
    ids = drafts()
    with pytest.raises(Invalid, match=said):
        bill_issuing.issue(FINANCE, ids, day)
    assert bill_issuing.issue(FINANCE, ids, date(2026, 5, 3)) == ["0001"]
    note = bill_credits.credit(FINANCE, ids[0], None, "Sorry")
    assert paper(note).bill_day == date(2026, 5, 3)


def test_later_numbers_are_not_of_earlier_days(office: Engine, log: Log) -> None:
    log()
    log(account_id=2)
    priced(office)
    first, second = drafts()
    bill_issuing.issue(FINANCE, [first], ISSUED)
    with pytest.raises(Invalid, match="later numbers are not of earlier days"):
        bill_issuing.issue(FINANCE, [second], ISSUED - timedelta(days=1))
    bill_voids.void(FINANCE, first, "Wrong day")
    assert bill_issuing.issue(FINANCE, [second], ISSUED - timedelta(days=1)) == ["0002"]


@pytest.mark.parametrize(
    "of",
    [
        (TimeEntry, 1, {"end_at": 1_772_449_200, "seconds": 7200}),
        (TimeEntry, 1, {"billable": False}),
        (TimeEntry, 1, {"deleted_at": 1}),
        (TimeEntry, 1, {"note": "another"}),
        (BillRule, 1, {"rates": [9999] * 4}),
        (Account, 1, {"address": "1 Main Street"}),
        (Expense, 1, {"amount": 1}),
        (Organisation, 1, {"approval": True}),
    ],
)
def test_a_draft_that_is_out_of_date_is_made_again_first(office: Engine, log: Log, of: tuple[Any, int, Any]) -> None:
    log()
    log(start="2026-03-03T09:00", end="2026-03-03T10:00")
    add(office, expense())
    priced(office)
    (number,) = drafts()
    model, row, columns = of
    change(office, model, row, **columns)
    priced(office)
    assert bill_details.look(FINANCE, number).is_stale
    with pytest.raises(NotNow):
        bill_issuing.issue(FINANCE, [number], ISSUED)
    assert marks(office)[0] == (False, "")
    if model is not Organisation:
        (again,) = bill_drafts.remake(FINANCE, number)
        assert bill_issuing.issue(FINANCE, [again], ISSUED) == ["0001"]


def test_more_work_than_on_a_draft_does_not_hold_it_up(office: Engine, log: Log) -> None:
    log()
    priced(office)
    (number,) = drafts()
    log()
    priced(office)
    bill_issuing.issue(FINANCE, [number], ISSUED)
    assert paper(number).total == 10_000
    (rest,) = issued(APRIL)
    assert paper(rest).total == 10_000


def test_a_discarded_draft_leaves_everything_to_be_billed(office: Engine, log: Log) -> None:
    log()
    priced(office)
    (number,) = drafts()
    bill_drafts.discard(FINANCE, number)
    with pytest.raises(NotThere):
        bill_details.look(FINANCE, number)
    assert len(issued()) == 1


@pytest.mark.usefixtures("office")
def test_the_number_of_a_discarded_draft_is_not_given_again(office: Engine, log: Log) -> None:
    log()
    priced(office)
    (first,) = drafts()
    bill_drafts.discard(FINANCE, first)
    (second,) = drafts()
    assert second > first
    with pytest.raises(NotThere):
        bill_drafts.discard(FINANCE, first)


def test_what_is_issued_is_neither_discarded_nor_issued_again(log: Log, office: Engine) -> None:
    log()
    priced(office)
    (number,) = issued()
    for refused in (bill_drafts.discard, bill_drafts.remake):
        with pytest.raises(NotNow):
            refused(FINANCE, number)
    with pytest.raises(NotNow):
        bill_issuing.issue(FINANCE, [number], ISSUED)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE bill SET total = total + 1",
        "UPDATE bill SET state = 'draft', number = NULL",
        "UPDATE bill SET state = 'void', number = 'other'",
        "DELETE FROM bill_line",
        "UPDATE bill_line SET amount = amount + 1",
        "UPDATE bill_line SET bill_id = bill_id, live = TRUE, text = 'x'",
        "UPDATE bill_tax SET amount = 0",
        "DELETE FROM bill_tax",
    ],
)
def test_the_database_refuses_to_change_what_is_issued(office: Engine, log: Log, sql: str) -> None:
    """R24: a billed charge is a snapshot: it never changes."""
    add_contract(office, taxes=[{"name": "VAT", "bp": 2000}])
    log()
    priced(office)
    issued()
    with pytest.raises(DBAPIError):
        run(office, sql)


def test_closed_work_is_billed_and_marked_by_its_bill_alone(office: Engine, log: Log) -> None:
    log()
    log(account_id=2)
    priced(office)
    with reading(office) as db:
        version = db.get_one(Organisation, 1).version
    closing.close(FINANCE, date(2026, 3, 31), version)
    with pytest.raises(DBAPIError):
        run(office, "UPDATE time_entry SET billed_at = 1 WHERE id = 1")
    assert [paper(number).total for number in issued()] == [10_000, 15_000]
    with pytest.raises(DBAPIError):
        run(office, "UPDATE time_entry SET note = 'x' WHERE id = 1")
    assert [message.text("en") for message in checks.problems(ADMIN)] == []


def test_the_list_says_what_became_of_bills(office: Engine, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log()
    log(account_id=2)
    priced(office)
    first, second = drafts()
    bill_issuing.issue(FINANCE, [first], ISSUED)
    monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone: date(2026, 5, 2))
    assert [row.status for row in bill_list.some(FINANCE, BillQuery()).rows] == ["draft", "open"]
    monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone: date(2026, 5, 3))
    page = bill_list.some(FINANCE, BillQuery(status="overdue"))
    assert [(row.id, row.number, row.account, row.total, row.open) for row in page.rows] == [
        (first, "0001", "Acme", 10_000, 10_000)
    ]
    assert bill_list.some(FINANCE, BillQuery(part="bol")).rows[0].id == second
    assert bill_list.some(FINANCE, BillQuery(contract=9, accounts=(1,))).count == 0
    assert [tuple(sums) for sums in bill_list.some(FINANCE, BillQuery()).sums] == [("EUR", 2, 25_000, 10_000, 0)]


def test_all_or_none_is_issued(office: Engine, log: Log) -> None:
    log()
    log(account_id=2)
    priced(office)
    ids = drafts()
    change(office, TimeEntry, 2, note="another")
    with pytest.raises(NotNow) as refused:
        bill_issuing.issue(FINANCE, ids, ISSUED)
    assert refused.value.message.values == {"count": 1, "names": "Bolt"}
    with pytest.raises(NotThere):
        bill_issuing.issue(FINANCE, [*ids, 99], ISSUED)
    for numbers, day in (([], ISSUED), (ids, date.max)):
        with pytest.raises(Invalid):
            bill_issuing.issue(FINANCE, numbers, day)
    with reading(office) as db:
        assert [db.get_one(Bill, number).state for number in ids] == ["draft", "draft"]
        assert db.get_one(Organisation, 1).bill_next_number == 1
    assert len(bill_runs.preview(FINANCE, APRIL).bills) == 0
