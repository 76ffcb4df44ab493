"""A contract says the same on its page, on its bill and over the API, on the same day."""

from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.services import contract_ledger, contract_list, contract_money, entitlements
from rxbilling.services.contract_ledger import CycleLine
from tests.services.bill_steps import MARCH, add_contract, issued, paper, priced
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, on
from tests.services.rows import FINANCE, MANAGER

LAST = date(2026, 3, 31)
PLAN = {"allowance_amount": 2 * HOUR, "overage_rates": [12_000] * 4, "base_charge": 20_000}


@pytest.fixture
def bill(office: Engine, log: Log, monkeypatch: pytest.MonkeyPatch) -> BillPaper:
    """A month of 200.00 with two hours included; an hour and a half and an hour and ten minutes of it were worked."""
    on(monkeypatch, LAST)
    add_contract(office, plan=PLAN)
    log("2026-03-02T09:00", "2026-03-02T10:30")
    log("2026-03-03T09:00", "2026-03-03T10:10")
    priced(office)
    (number,) = issued(MARCH)
    return paper(number)


def march() -> CycleLine:
    (line,) = [one for one in contract_ledger.look(MANAGER, 1).cycles if one.first == date(2026, 3, 1)]
    return line


def seconds(bill: BillPaper, *, included: bool) -> int:
    return sum(line.seconds for line in bill.lines if line.kind == "work" and (line.amount == 0) is included)


def test_what_is_included_is_that_of_the_bill_the_ledger_the_list_and_the_api(bill: BillPaper) -> None:
    assert seconds(bill, included=True) == march().used == 2 * HOUR
    (lot,) = [one for one in entitlements.look(FINANCE, 1).current if one.kind == "base"]
    assert (lot.granted, lot.drawn, lot.left) == (march().granted, march().used, march().left) == (7200, 7200, 0)
    listed = contract_list.page(MANAGER, contract_list.ContractQuery())[0].includes
    assert listed is not None
    assert [(one.granted, one.drawn) for one in listed.current] == [(lot.granted, lot.drawn)]


def test_what_goes_beyond_is_the_work_of_the_bill_and_of_the_contract(bill: BillPaper) -> None:
    work = sum(line.amount for line in bill.lines if line.kind == "work")
    assert (seconds(bill, included=False), work) == (40 * 60, 8_000)
    earned = contract_money.look(MANAGER, 1)
    assert earned.work == work
    # Three months are due by the end of March; one of them is on this bill.
    assert earned.base == 3 * sum(line.amount for line in bill.lines if line.kind == "base")
    assert bill.net == 28_000
