"""What a run bills, and that it bills nothing twice (R21 to R25)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from rxbilling.models import Account, Expense, ExtraCharge, Organisation, TopUp
from rxbilling.models.database import writing
from rxbilling.services import bill_runs
from rxbilling.services.access import Invalid
from rxbilling.services.bill_runs import Run
from tests.services.bill_steps import APRIL, HOUR, MARCH, add_contract, drafts, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import FINANCE, add, change_work

VAT = [{"name": "VAT", "bp": 2000}]


def shown(run: Run = MARCH) -> bill_runs.Preview:
    return bill_runs.preview(FINANCE, run)


def printed(run: Run = MARCH) -> list[list[tuple[Any, ...]]]:
    """Return the lines of the bills of a run: kind, text, quantity, price, amount."""
    return [
        [(line.kind, line.text, line.quantity, line.price, line.amount) for line in bill.lines]
        for bill in shown(run).bills
    ]


def left_out(run: Run = MARCH) -> dict[str, tuple[int, ...]]:
    return {left.reason: left.numbers for left in shown(run).left_out}


def test_work_without_a_contract_is_one_bill_of_its_account(office: Engine, log: Log) -> None:
    log(ticket_id=1)
    log(start="2026-03-03T09:00", end="2026-03-03T09:30", ticket_id=1)
    log(account_id=2, start="2026-03-03T15:00", end="2026-03-03T16:00")
    priced(office)
    assert printed() == [
        [("work", "T1", "1:30", 10_000, 15_000)],
        [("work", "Other work", "1:00", 10_000, 10_000)],
    ]
    assert [bill.account.name for bill in shown().bills] == ["Acme", "Bolt"]
    assert shown().totals == {"EUR": 25_000}


def test_base_work_extras_expenses_less_discount_and_taxed(office: Engine, log: Log) -> None:
    """R22: base charge + portions + extra charges + billable expenses - discount + tax."""
    add_contract(office, discount_bp=1000, discount_amount=500, taxes=VAT, purchase_order="PO 7", payment_days=14)
    log(ticket_id=1)
    priced(office)
    day = date(2026, 3, 5).toordinal()
    cable = ExtraCharge(account_id=1, contract_id=1, day=day, text="Cable", quantity=2500, price=399, currency="EUR")
    cable.amount = 998
    add(
        office,
        Expense(rep_id=1, account_id=1, day=day, category="Hotel", note="two nights", currency="EUR", amount=9_000),
        cable,
        TopUp(contract_id=1, unit="second", amount=HOUR, price=5_000, first_day=day, last_day=day + 30, name="Hour"),
    )  # fmt: skip
    assert printed() == [
        [
            ("base", "Gold", "1", 20_000, 20_000),
            ("extra", "Hour", "1", 5_000, 5_000),
            ("work", "T1", "1:00", 10_000, 10_000),
            ("extra", "Cable", "2.5", 399, 998),
            ("expense", "Hotel", "1", 9_000, 9_000),
        ]
    ]
    (bill,) = shown().bills
    assert (bill.subtotal, bill.discount, bill.net, bill.tax, bill.total) == (44_998, 5_000, 39_998, 8_000, 47_998)
    assert sum(line.net for line in bill.lines) == bill.net
    assert (bill.purchase_order, bill.contract, bill.lines[4].note) == ("PO 7", "C-1", "two nights")


@pytest.mark.parametrize(
    ("mode", "run", "bases"),
    [
        ("prepaid", MARCH, [20_000]),
        ("postpaid", MARCH, [20_000]),
        ("prepaid", Run(date(2026, 3, 2), date(2026, 3, 31)), []),
        ("postpaid", Run(date(2026, 3, 1), date(2026, 3, 30)), []),
        ("prepaid", Run(date(2026, 2, 1), date(2026, 3, 1)), [20_000, 20_000]),
        ("postpaid", Run(date(2026, 1, 31), date(2026, 3, 1)), [20_000, 20_000]),
    ],
)
def test_base_is_due_when_its_cycle_begins_or_ends(office: Engine, mode: str, run: Run, bases: list[int]) -> None:
    """R21: base charge at the cycle's start (prepaid) or end (postpaid)."""
    add_contract(office, plan={"mode": mode})
    assert [line.amount for bill in shown(run).bills for line in bill.lines] == bases


def test_a_part_cycle_is_prorated(office: Engine) -> None:
    """E13: base 310.00 a month, contract starts 17 Jan, calendar-month cycle, prorated: 15 of 31 days."""
    add_contract(office, plan={"base_charge": 31_000, "prorate": True}, first_day=date(2026, 1, 17).toordinal())
    run = Run(date(2026, 1, 1), date(2026, 1, 31))
    assert [bill.total for bill in shown(run).bills] == [15_000]


def test_run_twice_the_second_run_makes_nothing(office: Engine, log: Log) -> None:
    """R25: billing bills the difference to what is on live bills; work that came late is billed alone."""
    add_contract(office)
    log()
    priced(office)
    assert len(drafts()) == 1
    assert drafts() == []
    log(start="2026-03-10T09:00", end="2026-03-10T10:00")
    priced(office)
    (late,) = drafts()
    assert paper(late).total == 10_000
    assert printed(APRIL) == [[("base", "Gold", "1", 20_000, 20_000)]]


def test_earlier_work_is_billed_with_later(office: Engine, log: Log) -> None:
    log()
    priced(office)
    (bill,) = shown(APRIL).bills
    assert (bill.total, bill.first_day, bill.last_day) == (10_000, date(2026, 3, 2), date(2026, 4, 30))


def test_what_is_left_out_is_told_with_its_reason(office: Engine, log: Log) -> None:
    add_contract(office, plan={"mode": "postpaid"}, first_day=date(2026, 1, 10).toordinal())
    add(office, Account(id=4, name="Dent", currency="USD"))
    log(account_id=4)
    billed = log(account_id=2)
    priced(office)
    change_work(office, billed, billed_at=5, billed_reference="elsewhere")
    assert left_out() == {"no_price": (1,), "billed": (2,), "earlier": (1,)}
    assert left_out(Run(date(2026, 1, 1), date(2026, 3, 30))) == {"no_price": (1,), "billed": (2,), "not_due": (1,)}
    log()
    priced(office)
    issued()
    assert left_out()["billed"] == (2, 3)


def test_only_work_of_approved_weeks_is_billed(office: Engine, log: Log) -> None:
    log()
    priced(office)
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.approval = True
        db.add(organisation)
    assert (shown().bills, left_out()) == ([], {"unapproved": (1,)})


def test_a_run_is_of_some_accounts_or_contracts(office: Engine, log: Log) -> None:
    add_contract(office)
    log()
    log(account_id=2)
    priced(office)
    assert [bill.account.name for bill in shown(Run(MARCH.first, MARCH.last, accounts=(2,))).bills] == ["Bolt"]
    assert [bill.contract for bill in shown(Run(MARCH.first, MARCH.last, contracts=(1,))).bills] == ["C-1"]


def test_nothing_is_made_of_what_was_not_shown(office: Engine, log: Log) -> None:
    log()
    priced(office)
    promise = shown().promise
    log()
    priced(office)
    with pytest.raises(Invalid):
        bill_runs.make(FINANCE, MARCH, promise)
    assert shown().promise != promise


@pytest.mark.usefixtures("office")
def test_days_and_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(Invalid):
        shown(Run(MARCH.last, MARCH.first))
    for run in (Run(date.min, MARCH.last), Run(MARCH.first, date.max)):
        with pytest.raises(Invalid):
            shown(run)
    with pytest.raises(Invalid):
        shown(Run(MARCH.first, MARCH.last, accounts=(2**40,)))


def test_a_top_up_from_before_the_first_day_is_told(office: Engine) -> None:
    add_contract(office)
    days = {"first_day": date(2026, 2, 20).toordinal(), "last_day": date(2026, 3, 20).toordinal()}
    top_up = {"contract_id": 1, "unit": "second", "amount": HOUR, "price": 5_000, **days}
    add(office, TopUp(**top_up), TopUp(**top_up, name="Another"))
    # The contract is told once, however many of its top-ups are.
    assert ("earlier_top_up", (1,)) in [(one.reason, one.numbers) for one in shown().left_out]
    assert [line.text for bill in shown(Run(date(2026, 2, 15), MARCH.last)).bills for line in bill.lines] == [
        "Gold",
        "Top-up",
        "Another",
    ]


def test_a_contract_of_an_account_that_is_not_chosen_is_refused(office: Engine) -> None:
    add_contract(office)
    run = replace(MARCH, contracts=(1,))
    assert len(bill_runs.preview(FINANCE, replace(run, accounts=(1, 2))).bills) == 1
    with pytest.raises(Invalid, match="account that is not chosen"):
        bill_runs.preview(FINANCE, replace(run, accounts=(2,)))
