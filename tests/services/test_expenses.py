"""Lists, sums and forms of expenses: of all, or of one's own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from rxbilling.models import Account
from rxbilling.models.database import writing
from rxbilling.services import expense_changes, expenses
from rxbilling.services.access import COMMAND_LINE, Actor
from rxbilling.services.filters import ExpenseFilter
from tests.services.expense_rows import DAY, INTERNAL, TRAIN, mark_billed
from tests.services.rows import FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2

pytestmark = pytest.mark.usefixtures("office")
ALL = ExpenseFilter()


def numbers(actor: Actor, chosen: ExpenseFilter = ALL) -> list[int]:
    return [row.expense.id or 0 for row in expenses.page(actor, chosen).rows]


@pytest.fixture
def some(office: Engine) -> list[int]:
    """Expenses: Ana's, billable; Ana's, internal; Aaron's a day later, billed and paid back."""
    of_aaron = replace(TRAIN, rep_id=2, account_id=2, ticket_id=None, day=DAY + timedelta(days=1), amount=5_000)
    made = [expense_changes.add(COMMAND_LINE, draft).number for draft in (TRAIN, INTERNAL, of_aaron)]
    mark_billed(office, made[2])
    expense_changes.set_reimbursed(FINANCE, made[2:], reimbursed=True)
    return made


def test_the_newest_come_first_with_their_names(some: list[int]) -> None:
    assert numbers(FINANCE) == [some[2], some[1], some[0]]
    row = expenses.page(MANAGER, ALL).rows[-1]
    assert (row.rep, row.account, row.ticket, row.receipt) == ("Ana", "Acme", "T1", None)
    assert expenses.page(MANAGER, ALL).rows[1].account is None


@pytest.mark.parametrize(("actor", "places"), [(REP_1, [1, 0]), (REP_2, [2]), (NOT_A_REP, [])])
def test_reps_see_their_own(some: list[int], actor: Actor, places: list[int]) -> None:
    own = [some[place] for place in places]
    assert numbers(actor) == own
    assert numbers(actor, ExpenseFilter(reps=(1, 2))) == own
    assert numbers(REP_1, ExpenseFilter(reps=(2,))) == []
    assert sum(sums.expenses for sums in expenses.totals(actor, ALL)) == len(own)


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        (ExpenseFilter(first_day=DAY + timedelta(days=1)), [2]),
        (ExpenseFilter(last_day=DAY), [1, 0]),
        (ExpenseFilter(accounts=(1,)), [0]),
        (ExpenseFilter(reps=(2,)), [2]),
        (ExpenseFilter(tickets=(1,)), [0]),
        (ExpenseFilter(statuses=("unbilled",)), [0]),
        (ExpenseFilter(statuses=("billed",)), [2]),
        (ExpenseFilter(statuses=("not_billable",)), [1]),
        (ExpenseFilter(statuses=("reimbursed",)), [2]),
        (ExpenseFilter(statuses=("to_reimburse",)), [1, 0]),
    ],
)
def test_a_filter_selects(some: list[int], chosen: ExpenseFilter, places: list[int]) -> None:
    assert numbers(MANAGER, chosen) == [some[place] for place in places]
    assert sum(sums.expenses for sums in expenses.totals(MANAGER, chosen)) == len(places)


@pytest.mark.usefixtures("some")
def test_currencies_are_never_added() -> None:
    euros, dollars = expenses.totals(MANAGER, ALL)
    assert euros == ("EUR", 2, 19_800, 14_800, 14_800)
    assert dollars == ("USD", 1, 999, 0, 999)


def test_a_filter_lives_in_the_address() -> None:
    query = {"from": "2026-03-01", "rep": "2", "status": "to_reimburse"}
    assert ExpenseFilter.from_query(query).to_query() == "from=2026-03-01&rep=2&status=to_reimburse"
    assert ExpenseFilter.from_query({"status": "no_price"}).statuses == ()


def test_pages_follow_each_other_without_a_gap() -> None:
    made = [
        expense_changes.add(REP_1, replace(TRAIN, day=DAY + timedelta(days=days))).number for days in (0, 1, 1, 1, 2)
    ]
    shown, before = list[int](), None
    for _ in range(3):
        page = expenses.page(REP_1, ALL, before, most=2)
        shown, before = [*shown, *(row.expense.id or 0 for row in page.rows)], page.older
    assert shown == made[::-1]
    assert before is None


@pytest.mark.usefixtures("some")
def test_categories_in_use_are_offered_beside_those_to_start_with() -> None:
    assert expenses.categories(MANAGER) == list(expenses.STARTERS)
    expense_changes.add(REP_1, replace(TRAIN, category="Parking"))
    assert expenses.categories(REP_1) == [*expenses.STARTERS, "Parking"]
    assert expenses.categories(REP_2) == list(expenses.STARTERS)


def test_the_currency_is_the_accounts_else_the_organisations(office: Engine) -> None:
    with writing(office) as db:
        db.add(Account(id=9, name="Dent", currency="USD"))
    found = [expenses.currency_for(REP_1, account) for account in (9, 1, None, 0, 99, 2**40)]
    assert found == ["USD", "EUR", "EUR", "EUR", "EUR", "EUR"]


def test_a_form_says_why_an_expense_cannot_be_changed(some: list[int]) -> None:
    assert expenses.look(REP_1, some[0]).locked is None
    billed, other = expenses.look(MANAGER, some[2]).locked, expenses.look(FINANCE, some[0]).locked
    assert billed is not None
    assert "is billed" in billed.msgid
    assert other is not None
    assert "role does not allow" in other.msgid
    found = expenses.look(REP_1, some[0])
    assert (found.draft, found.rep, found.account, found.ticket) == (TRAIN, "Ana", "Acme", "T1")


@pytest.mark.usefixtures("some")
def test_the_days_with_expenses_are_those_that_one_sees() -> None:
    assert expenses.days(MANAGER) == (DAY, DAY + timedelta(days=1))
    assert expenses.days(REP_1) == (DAY, DAY)
    assert expenses.days(NOT_A_REP) is None
    assert date(2026, 3, 2) == DAY
