"""Internal bills: hours by rep and service, at cost or at price, and expenses."""

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import Engine

from rxbilling.models import CostRate, Expense
from rxbilling.services import charge_backs
from rxbilling.services.access import Invalid, NotThere, Refused
from rxbilling.services.charge_backs import charge_back
from tests.services.bill_steps import HOUR, priced
from tests.services.conftest import Log
from tests.services.rows import FINANCE, REP_1, add

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def worked(office: Engine, log: Log) -> Engine:
    """Return the office with work of two reps for Acme, some of it free or elsewhere, and two expenses."""
    add(office, CostRate(rep_id=1, amount=4_000))
    log()
    log("2026-03-03T09:00", "2026-03-03T10:30")
    log("2026-03-04T09:00", "2026-03-04T10:00", billable=False)
    log("2026-03-05T09:00", "2026-03-05T10:00", rep_id=2, service_id=2)
    log("2026-04-01T09:00", "2026-04-01T10:00")
    log(account_id=2)
    day = date(2026, 3, 5).toordinal()
    for billable, amount in ((True, 9_000), (False, 1_250)):
        add(
            office,
            Expense(
                rep_id=1, account_id=1, day=day, category="Hotel", currency="EUR", amount=amount, billable=billable
            ),
        )
    priced(office)
    return office


def test_at_price_is_what_billable_work_and_expenses_come_to(worked: Engine) -> None:
    made = charge_back(FINANCE, 1, FIRST, LAST, "price")
    assert [(one.rep, one.service, one.worked_s, one.amount) for one in made.work] == [
        ("Aaron", "On-site", HOUR, 10_000),
        ("Ana", "Remote", 9000, 25_000),
    ]
    assert [one.amount for one in made.expenses] == [9_000]
    assert (made.totals(), made.worked_s, made.open_s) == ({"EUR": 44_000}, 3 * HOUR + 1800, 0)


def test_at_cost_is_what_all_of_it_costs(worked: Engine) -> None:
    made = charge_back(FINANCE, 1, FIRST, LAST, "cost")
    # Nobody has said what Aaron costs.
    assert [(one.rep, one.worked_s, one.amount) for one in made.work] == [("Aaron", HOUR, 0), ("Ana", 12_600, 14_000)]
    assert [one.amount for one in made.expenses] == [9_000, 1_250]
    assert made.totals() == {"EUR": 24_250}


def test_files_are_made(worked: Engine) -> None:
    file = charge_backs.pdf(FINANCE, 1, FIRST, LAST, "cost")
    assert file.name == "internal-acme-2026-03-01-2026-03-31-cost.pdf"
    assert file.content.startswith(b"%PDF-")
    work, spent = openpyxl.load_workbook(
        io.BytesIO(charge_backs.excel(FINANCE, 1, FIRST, LAST, "price").content)
    ).worksheets
    assert [cell.value for cell in work[3]][:2] == ["Ana", "Remote"]
    assert work.cell(3, 4).value == 250
    assert spent.cell(2, 5).value == 90
    empty = charge_backs.pdf(FINANCE, 3, FIRST, LAST, "price")
    assert empty.content.startswith(b"%PDF-")


def test_what_cannot_be_is_refused(worked: Engine) -> None:
    with pytest.raises(Refused):
        charge_backs.pdf(REP_1, 1, FIRST, LAST, "cost")
    with pytest.raises(NotThere):
        charge_backs.pdf(FINANCE, 99, FIRST, LAST, "cost")
    with pytest.raises(Invalid):
        charge_backs.pdf(FINANCE, 1, LAST, FIRST, "cost")
