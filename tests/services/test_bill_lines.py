"""Lines of bills as they are printed: grouped by the account's choice, included work at 0, overage taxed (R22, R23)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from rxbilling.models import (
    Account,
    BillRule,
    Charge,
    Contract,
    Expense,
    ExtraCharge,
    Organisation,
    SupportPlan,
    Ticket,
)
from rxbilling.models.database import reading, writing
from rxbilling.services import bill_runs, bill_settings
from rxbilling.services.bill_settings import Way
from tests.services.bill_steps import APRIL, HOUR, MARCH, add_contract, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import FINANCE, add

Printed = list[tuple[str, str, int | None, int]]


def printed() -> Printed:
    (bill,) = bill_runs.preview(FINANCE, MARCH).bills
    return [(line.text, line.quantity, line.price, line.amount) for line in bill.lines]


def way(detail: str, hours_style: str = "clock") -> None:
    _, version = bill_settings.way_of(FINANCE, 1)
    bill_settings.set_way(FINANCE, 1, version, Way(detail, hours_style))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Gold (until Apr 30, 2026)", "Gold"),
        ("Gold (jusqu\u2019au 30 avr. 2026) 2", "Gold"),
        ("Gold (until we meet)", "Gold (until we meet)"),
        ("Gold (until Mar 31, 2026)", "Gold (until Mar 31, 2026)"),
    ],
)
def test_a_plan_that_was_replaced_keeps_its_name_for_customers(office: Engine, name: str, text: str) -> None:
    add_contract(office, plan={"name": name})
    may = date(2026, 5, 1).toordinal()
    add(office, SupportPlan(id=2, name="Platinum", currency="EUR", replaces_id=1, from_day=may))
    assert [line for line, *_ in printed()] == [text]


@pytest.fixture
def week(office: Engine, log: Log) -> Engine:
    """Return the office with work of a week: two tickets, two services, over closing time; without a contract."""
    add(office, Ticket(id=3, number="T10", account_id=1, subject="Mail", opened_at=0))
    log(ticket_id=3, note="First")
    log("2026-03-02T14:00", "2026-03-02T14:20", ticket_id=1, service_id=2, note="Second")
    log("2026-03-06T16:30", "2026-03-06T18:00", ticket_id=1)
    log("2026-03-07T09:00", "2026-03-07T10:00", service_id=None)
    priced(office)
    return office


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        (
            "entry",
            [
                ("First", "1:00", 10_000, 10_000),
                ("Second", "0:20", 10_000, 3_333),
                ("T1", "0:30", 10_000, 5_000),
                ("T1", "1:00", 15_000, 15_000),
                ("Other work", "1:00", 17_500, 17_500),
            ],
        ),
        (
            "ticket",
            [
                ("T1", "1:00", 15_000, 15_000),
                ("T1", "0:50", 10_000, 8_333),
                ("Mail", "1:00", 10_000, 10_000),
                ("Other work", "1:00", 17_500, 17_500),
            ],
        ),
        (
            "service",
            [
                ("On-site", "0:20", 10_000, 3_333),
                ("Remote", "1:00", 15_000, 15_000),
                ("Remote", "1:30", 10_000, 15_000),
                ("Other work", "1:00", 17_500, 17_500),
            ],
        ),
        (
            "tier",
            [
                ("Operational", "1:50", 10_000, 18_333),
                ("Non-operational", "1:00", 15_000, 15_000),
                ("Weekend", "1:00", 17_500, 17_500),
            ],
        ),
    ],
)
@pytest.mark.usefixtures("week")
def test_work_is_grouped_by_detail_and_equal_rate(detail: str, expected: Printed) -> None:
    way(detail)
    assert printed() == expected


@pytest.mark.usefixtures("week")
def test_hours_have_as_many_decimals_as_the_amount_takes() -> None:
    way("service", "decimal")
    assert [line[1] for line in printed()] == ["0.3333", "1", "1.5", "1"]


@pytest.mark.usefixtures("week")
def test_a_bill_is_in_the_language_of_its_account(week: Engine) -> None:
    with writing(week) as db:
        account = db.get_one(Account, 1)
        account.language = "fr"
        db.add(account)
    way("tier")
    assert [line[0] for line in printed()] == ["Heures ouvrées", "Hors heures ouvrées", "Week-end"]


def test_what_is_included_is_printed_at_0_and_overage_is_taxed(office: Engine, log: Log) -> None:
    """R23: prepaid base is taxed when billed; drawing it is not taxed again; overage is."""
    included = {"allowance_amount": 2 * HOUR, "overage_rates": [12_000] * 4}
    add_contract(office, plan=included, taxes=[{"name": "VAT", "bp": 2000}])
    log(ticket_id=1)
    log("2026-03-03T09:00", "2026-03-03T11:00", ticket_id=1)
    priced(office)
    assert printed() == [
        ("Gold", "1", 20_000, 20_000),
        ("T1", "2:00", 0, 0),
        ("T1", "1:00", 12_000, 12_000),
    ]
    (bill,) = bill_runs.preview(FINANCE, MARCH).bills
    assert [line.note for line in bill.lines] == [
        "Mar 1, 2026 – Mar 31, 2026",
        "Included",
        "Beyond what is included",
    ]
    assert (bill.net, bill.tax, bill.total) == (32_000, 6_400, 38_400)


def test_a_request_is_a_piece_and_other_work_of_its_ticket_is_free(office: Engine, log: Log) -> None:
    with writing(office) as db:
        rule = db.get_one(BillRule, 1)
        rule.per, rule.rates, rule.factors_bp = "request", [4_000] * 4, [10_000] * 4
        db.add(rule)
    log(ticket_id=1)
    log("2026-03-03T09:00", "2026-03-03T11:00", ticket_id=1)
    log("2026-03-03T12:00", "2026-03-03T13:00", ticket_id=2)
    priced(office)
    way("service")
    assert printed() == [("Remote", "2", 4_000, 8_000), ("Remote", "2:00", 0, 0)]


@pytest.mark.parametrize(("scope", "tax"), [("bill", 1533), ("line", 1534)])
def test_a_tax_is_rounded_once_or_line_by_line(office: Engine, scope: str, tax: int) -> None:
    """E10: net lines 55.55 + 11.11, tax 23 %: once per bill 15.33, per line 15.34."""

    add_contract(office, plan={"base_charge": 5_555}, taxes=[{"name": "VAT", "bp": 2300}])
    day = date(2026, 3, 5).toordinal()
    add(office, ExtraCharge(account_id=1, contract_id=1, day=day, text="Cable", quantity=1000, price=1111, amount=1111,
                            currency="EUR"))  # fmt: skip
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.tax_scope = scope
        db.add(organisation)
    (bill,) = bill_runs.preview(FINANCE, MARCH).bills
    assert (bill.net, bill.tax) == (6_666, tax)


def test_a_fixed_discount_is_given_once_a_cycle(office: Engine, log: Log) -> None:
    """R22: off the bill of a cycle; late work of it does not get it again."""
    add_contract(office, discount_amount=1_000)
    log()
    priced(office)
    (first,) = issued()
    log("2026-03-03T09:00", "2026-03-03T10:00")
    priced(office)
    (late,) = issued()
    assert (paper(first).discount, paper(late).discount) == (1_000, 0)


def test_billed_work_stays_as_it_was_whatever_becomes_of_its_price(office: Engine, log: Log) -> None:
    """R24: changing a rule re-rates only what is not billed."""
    log()
    priced(office)
    (number,) = issued()
    log("2026-03-10T09:00", "2026-03-10T10:00")
    before = paper(number)
    with writing(office) as db:
        rule, account = db.get_one(BillRule, 1), db.get_one(Account, 1)
        rule.rates, account.name = [20_000] * 4, "Acme and Sons"
        db.add_all([rule, account])
    priced(office)
    with reading(office) as db:
        assert [db.get_one(Charge, entry).amount for entry in (1, 2)] == [10_000, 20_000]
    assert paper(number) == before
    (other,) = issued(APRIL)
    assert (paper(other).total, paper(other).account.name) == (20_000, "Acme and Sons")


def test_expenses_go_with_the_contract_of_their_ticket_or_their_day(office: Engine) -> None:

    add_contract(office)
    first = date(2026, 1, 1).toordinal()
    add(office, Contract(id=2, number="C-2", name="Other", account_id=1, plan_id=1, first_day=first))
    with writing(office) as db:
        db.get_one(Ticket, 1).contract_id = 2
    given: dict[str, Any] = {"rep_id": 1, "account_id": 1, "category": "Hotel", "amount": 100}
    day = date(2026, 3, 5).toordinal()
    add(office, Expense(day=day, currency="EUR", **given), Expense(day=day, currency="EUR", ticket_id=1, **given))
    add(office, Expense(day=day, currency="USD", **given), Expense(day=1, currency="EUR", **given))
    found = [(bill.contract, bill.currency, bill.subtotal) for bill in bill_runs.preview(FINANCE, MARCH).bills]
    assert found == [("", "EUR", 100), ("C-1", "EUR", 20_100), ("C-1", "USD", 100), ("C-2", "EUR", 20_100)]


@pytest.mark.parametrize(("taxes", "charged"), [([{"name": "VAT", "bp": 2000}], 10_000), ([], 12_000)])
def test_the_tax_that_an_expense_had_is_not_taxed_again(office: Engine, taxes: list[Any], charged: int) -> None:
    add_contract(office, taxes=taxes)
    day = date(2026, 3, 5).toordinal()
    spent = {"rep_id": 1, "account_id": 1, "category": "Hotel", "amount": 12_000, "tax_amount": 2_000}
    add(office, Expense(day=day, currency="EUR", **spent))
    (bill,) = bill_runs.preview(FINANCE, MARCH).bills
    assert [line.amount for line in bill.lines if line.kind == "expense"] == [charged]


def test_an_expense_of_a_ticket_whose_contract_has_ended_goes_with_the_one_that_runs(office: Engine) -> None:
    add_contract(office)
    days = {"first_day": date(2025, 1, 1).toordinal(), "last_day": date(2025, 12, 31).toordinal()}
    add(office, Contract(id=2, number="C-0", name="Old", account_id=1, plan_id=1, **days))
    with writing(office) as db:
        db.get_one(Ticket, 1).contract_id = 2
    spent = {"rep_id": 1, "account_id": 1, "category": "Hotel", "amount": 100, "ticket_id": 1}
    add(office, Expense(day=date(2026, 3, 5).toordinal(), currency="EUR", **spent))
    assert [(bill.contract, bill.subtotal) for bill in bill_runs.preview(FINANCE, MARCH).bills] == [("C-1", 20_100)]
