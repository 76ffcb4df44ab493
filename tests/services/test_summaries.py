"""Reps' months, and their statements as files."""

import io
from datetime import date, time

import openpyxl
import pytest
from sqlalchemy import Engine

from rxbilling.exchange.statements import ExpenseLine, Statement, SumLine, WorkLine
from rxbilling.models import Expense, Rep
from rxbilling.models.database import writing
from rxbilling.services import statements, summaries
from rxbilling.services.access import NotThere
from rxbilling.services.summaries import Sums
from tests.services.rows import FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add, add_work

MARCH = date(2026, 3, 1)


@pytest.fixture
def month(office: Engine) -> Engine:
    """Return March of two reps; Ana is to work 8 hours on weekdays, 75 % of it billable."""
    add_work(
        office,
        Work(day="2026-03-02", seconds=3600, cost=4000, ticket=1, note="=1+1"),
        Work(day="2026-03-02", account=2, seconds=1800, cost=2000, billable=False, clock=False),
        Work(day="2026-03-31", account=2, seconds=900, cost=1000),
        Work(day="2026-02-28", seconds=7200, cost=8000),
        Work(day="2026-04-01", seconds=7200, cost=8000),
        Work(rep=2, day="2026-03-03", seconds=3600, cost=500),
    )
    with writing(office) as db:
        ana = db.get_one(Rep, 1)
        ana.billable_target_bp = 7500
        db.add(ana)
    spent = {"rep_id": 1, "category": "Travel", "currency": "EUR", "amount": 1250}
    day = MARCH.toordinal()
    add(
        office,
        Expense(**spent | {"day": day, "account_id": 1, "tax_amount": 250, "note": "Train"}),
        Expense(**spent | {"day": day + 1, "reimbursed": True}),
        Expense(**spent | {"day": day + 2, "currency": "USD", "amount": 500}),
        Expense(**spent | {"day": day - 1}),
        Expense(**spent | {"day": day, "deleted_at": 1}),
        Expense(**spent | {"day": day, "rep_id": 2}),
    )
    return office


@pytest.mark.usefixtures("month")
def test_a_month_adds_up_what_was_done_and_spent() -> None:
    aaron, ana = summaries.of_month(MANAGER, MARCH)
    assert (aaron.name, aaron.sums) == ("Aaron", Sums(3600, 3600, 500))
    assert (ana.name, ana.sums) == ("Ana", Sums(6300, 4500, 7000))
    # 22 weekdays of 8 hours; without a holiday in France in March 2026.
    assert (ana.expected_s, ana.target_bp, ana.missing_days) == (22 * 28_800, 7500, 22)
    assert (ana.expenses, ana.to_reimburse) == ({"EUR": 2500, "USD": 500}, {"EUR": 1250, "USD": 500})
    assert ana.cost_currency == "EUR"


@pytest.mark.usefixtures("month")
def test_a_rep_sees_the_own_month_only() -> None:
    assert [found.name for found in summaries.of_month(REP_1, MARCH)] == ["Ana"]
    assert summaries.of_month(REP_1, MARCH, 2) == []
    assert summaries.of_month(NOT_A_REP, MARCH) == []
    assert summaries.accounts(REP_2, 1, MARCH) == []
    assert {line.sums.worked_s for line in summaries.months(REP_2, 1, MARCH)} == {0}


@pytest.mark.usefixtures("month")
def test_months_and_accounts_are_told_apart() -> None:
    months = summaries.months(FINANCE, 1, MARCH)
    assert [line.first_day for line in months][::11] == [date(2025, 4, 1), MARCH]
    assert [line.sums.worked_s for line in months[-2:]] == [7200, 6300]
    assert months[-1].expected_s == 22 * 28_800
    assert [line.expenses for line in months[-2:]] == [{"EUR": 1250}, {"EUR": 2500, "USD": 500}]
    assert [(line.name, line.sums, line.expenses) for line in summaries.accounts(FINANCE, 1, MARCH)] == [
        ("Acme", Sums(3600, 3600, 4000), {"EUR": 1250}),
        ("Bolt", Sums(2700, 900, 3000), {}),
        ("", Sums(0, 0, 0), {"EUR": 1250, "USD": 500}),
    ]


def test_months_and_accounts_of_all_are_the_sums_of_the_reps(month: Engine) -> None:
    with writing(month) as db:
        # Who has left is not expected to work, but where there is some work.
        left = db.get_one(Rep, 2)
        left.active = False
        db.add(left)
    whole = summaries.months(MANAGER, None, MARCH)
    assert whole[-1].sums == Sums(6300 + 3600, 4500 + 3600, 7500)
    assert [line.expected_s for line in whole[-2:]] == [
        summaries.months(MANAGER, 1, MARCH)[-2].expected_s,
        sum(found.expected_s for found in summaries.of_month(MANAGER, MARCH)),
    ]
    assert whole[-1].expenses == {"EUR": 3750, "USD": 500}
    accounts = summaries.accounts(MANAGER, None, MARCH)
    assert sum(line.sums.worked_s for line in accounts) == 9900
    assert summaries.months(REP_1, None, MARCH) == summaries.months(REP_1, 1, MARCH)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 14), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29))),
        (date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_a_month_has_its_days(day: date, expected: tuple[date, date]) -> None:
    assert summaries.bounds(day) == expected


@pytest.mark.usefixtures("month")
def test_a_statement_says_every_entry_and_expense_once() -> None:
    made = statements.statement(REP_1, 1, MARCH)
    assert (made.organisation, made.rep, made.currency) == ("Test", "Ana", "EUR")
    # Without a clock it stands at the beginning of its day.
    assert [(line.account, line.start, line.worked_s, line.billable) for line in made.work] == [
        ("Bolt", "", 1800, False),
        ("Acme", "10:00", 3600, True),
        ("Bolt", "11:00", 900, True),
    ]
    assert made.total == SumLine("", 6300, 4500, 7000)
    assert sum(line.cost for line in made.work) == sum(line.cost for line in made.accounts) == made.total.cost
    assert [line.day.day for line in made.expenses] == [1, 2, 3]
    assert made.expenses_total(to_reimburse=True) == {"EUR": 1250, "USD": 500}
    for actor in (REP_2, NOT_A_REP):
        with pytest.raises(NotThere):
            statements.statement(actor, 1, MARCH)


@pytest.mark.usefixtures("month")
def test_the_files_are_what_they_say() -> None:
    made = statements.pdf(REP_1, 1, MARCH)
    assert (made.name, made.content[:5]) == ("statement-ana-2026-03.pdf", b"%PDF-")
    book = openpyxl.load_workbook(io.BytesIO(statements.excel(REP_1, 1, MARCH).content))
    entries, accounts, expenses = book.worksheets
    assert [cell.value for cell in entries["G"]][:3] == ["Note", None, "=1+1"]
    assert entries["G3"].data_type == "s"
    assert [entries.cell(row, 10).value for row in (2, 3, 4)] == [20, 40, 10]
    assert [entries.cell(row, 2).value for row in (2, 3, 4)] == [None, time(10), time(11)]
    assert [accounts.cell(row, 1).value for row in (2, 3)] == ["Acme", "Bolt"]
    assert [cell.value for cell in expenses[1]][4:6] == ["Amount (EUR)", "Amount (USD)"]


def test_a_pdf_takes_any_text_and_an_empty_month() -> None:
    evil = "#panic() $x$ *bold* _it_ <b> \\ \" ' “ü” 日本 🙂"
    line = WorkLine(MARCH, "09:00", "10:00", evil, evil, evil, evil * 40, 3601, billable=True, cost=1)
    spent = ExpenseLine(MARCH, evil, evil, evil, 100, 0, "JPY", reimbursed=False)
    sums = SumLine(evil, 3601, 0, 1)
    for language in ("en", "fr"):
        full = Statement(evil, evil, MARCH, MARCH, "EUR", 0, [line] * 200, [sums], sums, [spent])
        assert statements.statement_pdf(full, language).startswith(b"%PDF-")
        empty = Statement("", "", MARCH, MARCH, "EUR", 0, [], [], SumLine("", 0, 0, 0), [])
        assert statements.statement_pdf(empty, language).startswith(b"%PDF-")
