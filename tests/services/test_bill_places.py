"""A bill of a run takes the place of the void bill on which something of it stood; what is left of void bills (R26)."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Bill, Expense, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import (
    bill_credits,
    bill_details,
    bill_drafts,
    bill_issuing,
    bill_runs,
    bill_voids,
    checks,
    extra_charges,
)
from rxbilling.services.access import NotNow
from rxbilling.services.bill_runs import Run
from rxbilling.services.extra_charges import ExtraDraft
from tests.services.bill_steps import APRIL, ISSUED, MARCH, add_contract, drafts, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, add

DAY = date(2026, 3, 5)
LATER = date(2026, 5, 2)


def voided(run: Run = MARCH, day: date = ISSUED) -> int:
    """Issue the one bill of a run, and make it void."""
    (number,) = issued(run, day)
    bill_voids.void(FINANCE, number, "wrong")
    return number


def replaced(database: Engine, number: int) -> int | None:
    with reading(database) as db:
        return db.get_one(Bill, number).replaces_id


def is_offered(number: int) -> bool:
    return bill_details.look(FINANCE, number).may_again


def base(office: Engine, _log: Log) -> None:
    add_contract(office)


def work(office: Engine, log: Log) -> None:
    log()
    priced(office)


def extra(_office: Engine, _log: Log) -> None:
    extra_charges.add(FINANCE, ExtraDraft(1, None, DAY, "Cable", 500))


def expense(office: Engine, _log: Log) -> None:
    add(office, Expense(rep_id=1, account_id=1, day=DAY.toordinal(), category="Hotel", currency="EUR", amount=9_000))


@pytest.mark.parametrize("owed", [base, work, extra, expense])
def test_a_run_that_bills_what_stood_on_a_void_bill_takes_its_place(
    office: Engine, log: Log, owed: Callable[[Engine, Log], None]
) -> None:
    owed(office, log)
    void = voided()
    assert is_offered(void)
    assert [one.refers_to for one in bill_runs.preview(FINANCE, MARCH).bills] == ["0001"]
    (draft,) = drafts()
    assert (replaced(office, draft), paper(draft).refers_to, is_offered(void)) == (void, "0001", False)
    bill_drafts.discard(FINANCE, draft)
    assert is_offered(void)
    (new,) = issued()
    assert [(link.relation, link.id) for link in bill_details.look(FINANCE, void).links] == [("replaced_by", new)]
    assert checks.problems(ADMIN) == []


def test_a_chain_of_void_bills_is_taken_up_at_its_end(office: Engine, log: Log) -> None:
    work(office, log)
    first = voided()
    second = voided()
    (third,) = drafts()
    assert [replaced(office, number) for number in (first, second, third)] == [None, first, second]


def test_a_draft_that_is_made_again_keeps_the_place(office: Engine, log: Log) -> None:
    work(office, log)
    void = voided()
    (again,) = bill_drafts.remake(FINANCE, drafts()[0])
    assert replaced(office, again) == void


def test_one_bill_of_two_void_ones_takes_the_place_of_the_latest_and_nothing_is_left_of_the_other(
    office: Engine, log: Log
) -> None:
    log()
    log(start="2026-04-01T09:00", end="2026-04-01T10:00")
    priced(office)
    (march,) = issued()
    april = voided(APRIL, LATER)
    bill_voids.void(FINANCE, march, "wrong")
    (draft,) = drafts(APRIL)
    assert replaced(office, draft) == april
    assert (is_offered(march), is_offered(april)) == (False, False)
    with pytest.raises(NotNow, match=r"^Nothing of this bill is left to bill"):
        bill_voids.again(FINANCE, march)
    bill_drafts.discard(FINANCE, draft)
    assert (is_offered(march), is_offered(april)) == (True, True)
    (march_again,) = drafts()
    (april_again,) = drafts(APRIL)
    assert [replaced(office, number) for number in (march_again, april_again)] == [march, april]


def test_other_work_is_no_reason_to_make_a_void_bill_again(office: Engine, log: Log) -> None:
    log()
    priced(office)
    void = voided()
    with writing(office) as db:
        db.get_one(TimeEntry, 1).billable = False
    log(start="2026-03-04T09:00", end="2026-03-04T10:00")
    priced(office)
    assert not is_offered(void)
    with pytest.raises(NotNow, match=r"^Nothing of this bill is left to bill"):
        bill_voids.again(FINANCE, void)
    assert replaced(office, drafts()[0]) is None


def test_a_bill_of_another_account_takes_no_place(office: Engine, log: Log) -> None:
    log()
    priced(office)
    void = voided()
    with writing(office) as db:
        db.get_one(TimeEntry, 1).account_id = 2
    priced(office)
    (draft,) = drafts()
    assert (paper(draft).account.name, replaced(office, draft)) == ("Bolt", None)
    bill_issuing.issue(FINANCE, [draft], ISSUED)
    assert not is_offered(void)


def test_neither_a_void_credit_note_nor_an_issued_bill_is_made_again(office: Engine, log: Log) -> None:
    log()
    priced(office)
    (bill,) = issued()
    note = bill_credits.credit(FINANCE, bill, None, "all")
    bill_voids.void(FINANCE, note, "by mistake")
    assert not is_offered(bill)
    assert not is_offered(note)
    bill_voids.void(FINANCE, bill, "wrong")
    assert replaced(office, drafts()[0]) == bill
