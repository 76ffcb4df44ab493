"""Expenses written down, changed, deleted and paid back: who may, what is refused, and what is remembered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from rxbilling.services import closing, expense_changes, expenses
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.expense_drafts import ExpenseDraft
from rxbilling.services.filters import ExpenseFilter
from tests.services.expense_rows import DAY, INTERNAL, TRAIN, content, mark_billed, stored, trail
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2

pytestmark = pytest.mark.usefixtures("office")


def close(day: date) -> None:
    closing.close(FINANCE, day, closing.books(FINANCE).version)


def test_an_expense_is_added_and_remembered() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    expense = stored(made.number)
    assert (expense.amount, expense.tax_amount, expense.currency, expense.day) == (
        14_800,
        2_466,
        "EUR",
        DAY.toordinal(),
    )
    assert (expense.billable, expense.reimbursed, expense.billed_at, made.version) == (True, False, None, 1)
    (event,) = trail()
    assert (event.action, event.subject_id, event.before) == ("add", made.number, None)
    assert event.after is not None
    assert (event.after["account"], event.after["ticket"], event.after["amount"], event.after["tax"]) == (
        "Acme",
        "T1",
        "148.00 EUR",
        "24.66 EUR",
    )


def test_a_change_says_what_changed() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    changed = expense_changes.change(REP_1, made.number, 1, replace(TRAIN, amount=9_900, category=" Hotel "))
    assert (changed.version, stored(made.number).category) == (2, "Hotel")
    event = trail()[-1]
    assert (event.before, event.after) == (
        {"amount": "148.00 EUR", "category": "Travel"},
        {"amount": "99.00 EUR", "category": "Hotel"},
    )


def test_what_is_deleted_can_be_brought_back() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    expense_changes.delete(REP_1, made.number, 1)
    assert stored(made.number).deleted_at is not None
    assert expenses.page(REP_1, ExpenseFilter()).rows == []
    with pytest.raises(NotThere):
        expense_changes.delete(REP_1, made.number, 2)
    with pytest.raises(NotThere):
        expense_changes.restore(REP_2, made.number)
    expense_changes.restore(REP_1, made.number)
    expense_changes.restore(REP_1, made.number)
    assert (stored(made.number).deleted_at, stored(made.number).version) == (None, 3)
    assert [event.action for event in trail()] == ["add", "delete", "bring back"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    expense_changes.change(MANAGER, made.number, 1, replace(TRAIN, note="Theirs"))
    before = content()
    with pytest.raises(Changed):
        expense_changes.change(REP_1, made.number, 1, replace(TRAIN, note="Mine"))
    with pytest.raises(Changed):
        expense_changes.delete(REP_1, made.number, 1)
    assert content() == before


@pytest.mark.parametrize("actor", [None, FINANCE, REP_2, NOT_A_REP])
def test_others_do_not_write_down_the_expenses_of_a_rep(actor: Actor | None) -> None:
    made = expense_changes.add(REP_1, TRAIN)
    before = content()
    for attempt in (
        lambda: expense_changes.add(actor, TRAIN),
        lambda: expense_changes.change(actor, made.number, 1, TRAIN),
        lambda: expense_changes.change(actor, made.number, 1, replace(TRAIN, rep_id=2)),
        lambda: expense_changes.delete(actor, made.number, 1),
        lambda: expense_changes.restore(actor, made.number),
    ):
        with pytest.raises(Refused):
            attempt()
    assert content() == before


def test_a_rep_cannot_give_an_expense_to_somebody_else() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    with pytest.raises(Refused, match="role does not allow"):
        expense_changes.change(REP_1, made.number, 1, replace(TRAIN, rep_id=2))


@pytest.mark.parametrize("actor", [MANAGER, ADMIN])
def test_managers_change_the_expenses_of_all(actor: Actor) -> None:
    made = expense_changes.add(REP_1, TRAIN)
    expense_changes.change(actor, made.number, 1, replace(TRAIN, rep_id=2))
    expense_changes.delete(actor, made.number, 2)


def test_the_expense_of_another_and_one_that_never_was_get_the_same_answer() -> None:
    made = expense_changes.add(MANAGER, replace(TRAIN, rep_id=2))
    for number in (made.number, 999, -1, 2**40):
        for attempt in (
            lambda number=number: expenses.look(REP_1, number),
            lambda number=number: expense_changes.change(REP_1, number, 1, TRAIN),
            lambda number=number: expense_changes.delete(REP_1, number, 1),
            lambda number=number: expense_changes.restore(REP_1, number),
        ):
            with pytest.raises(NotThere, match="not there any more"):
                attempt()


def test_what_is_billed_stays_but_can_be_paid_back(office: Engine) -> None:
    made = expense_changes.add(REP_1, TRAIN)
    mark_billed(office, made.number)
    before = content()
    with pytest.raises(NotNow, match="is billed"):
        expense_changes.change(MANAGER, made.number, 1, TRAIN)
    with pytest.raises(NotNow, match="is billed"):
        expense_changes.delete(REP_1, made.number, 1)
    assert content() == before
    assert expense_changes.set_reimbursed(FINANCE, [made.number], reimbursed=True) == 1


def test_in_a_closed_period_nothing_changes_but_what_is_paid_back() -> None:
    made = expense_changes.add(REP_1, TRAIN)
    gone = expense_changes.add(REP_1, TRAIN)
    open_one = expense_changes.add(REP_1, replace(TRAIN, day=DAY + timedelta(days=1)))
    expense_changes.delete(REP_1, gone.number, 1)
    close(DAY)
    before = content()
    for attempt in (
        lambda: expense_changes.add(MANAGER, TRAIN),
        lambda: expense_changes.change(MANAGER, made.number, 1, TRAIN),
        lambda: expense_changes.change(MANAGER, open_one.number, 1, TRAIN),
        lambda: expense_changes.delete(MANAGER, made.number, 1),
        lambda: expense_changes.restore(MANAGER, gone.number),
    ):
        with pytest.raises(NotNow, match="books are closed"):
            attempt()
    assert content() == before
    expense_changes.change(REP_1, open_one.number, 1, replace(TRAIN, day=DAY + timedelta(days=2)))
    assert expense_changes.set_reimbursed(FINANCE, [made.number], reimbursed=True) == 1


@pytest.mark.parametrize("actor", [None, REP_1, MANAGER])
def test_only_finance_marks_what_is_paid_back(actor: Actor | None) -> None:
    made = expense_changes.add(REP_1, TRAIN)
    with pytest.raises(Refused):
        expense_changes.set_reimbursed(actor, [made.number], reimbursed=True)
    assert not stored(made.number).reimbursed


def test_several_are_marked_at_once_and_each_is_remembered_once() -> None:
    numbers = [expense_changes.add(REP_1, TRAIN).number for _ in range(3)]
    expense_changes.delete(REP_1, numbers[2], 1)
    wanted = [*numbers, 999, 2**40, -1]
    assert expense_changes.set_reimbursed(FINANCE, wanted, reimbursed=True) == 2
    assert expense_changes.set_reimbursed(FINANCE, wanted, reimbursed=True) == 0
    assert (stored(numbers[0]).reimbursed, stored(numbers[0]).version) == (True, 2)
    marks = [event for event in trail() if event.action == "change"]
    assert [(event.subject_id, event.after) for event in marks] == [(n, {"reimbursed": "yes"}) for n in numbers[:2]]
    assert expense_changes.set_reimbursed(ADMIN, wanted, reimbursed=False) == 2


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("account", replace(TRAIN, account_id=99)),
        ("account", replace(TRAIN, account_id=2**40)),
        ("account", replace(TRAIN, account_id=None, ticket_id=None)),
        ("amount", replace(TRAIN, amount=0, tax=0)),
        ("amount", replace(TRAIN, amount=-1)),
        ("amount", replace(TRAIN, amount=10**12 + 1)),
        ("category", replace(TRAIN, category=" \x00")),
        ("category", replace(TRAIN, category="x" * 61)),
        ("currency", replace(TRAIN, currency="EURO")),
        ("currency", replace(TRAIN, currency="XXX")),
        ("currency", replace(TRAIN, currency="")),
        ("day", replace(TRAIN, day=date(1969, 12, 31))),
        ("day", replace(TRAIN, day=datetime.now(UTC).date() + timedelta(days=367))),
        ("note", replace(TRAIN, note="x" * 4001)),
        ("rep", replace(TRAIN, rep_id=99)),
        ("tax", replace(TRAIN, tax=14_801)),
        ("tax", replace(TRAIN, tax=-1)),
        ("ticket", replace(TRAIN, ticket_id=99)),
        ("ticket", replace(TRAIN, account_id=2)),
        ("ticket", replace(INTERNAL, ticket_id=1)),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(field: str, draft: ExpenseDraft) -> None:
    before = content()
    with pytest.raises(Invalid) as refused:
        expense_changes.add(ADMIN, draft)
    assert refused.value.field == field
    assert content() == before


def test_an_expense_may_be_all_tax_and_without_an_account() -> None:
    assert expense_changes.add(REP_1, replace(INTERNAL, tax=999)).version == 1


def test_nothing_is_kept_of_a_change_that_fails_late(monkeypatch: pytest.MonkeyPatch) -> None:
    made = expense_changes.add(REP_1, TRAIN)
    before = content()

    def failing(*_args: object, **_options: object) -> None:
        raise RuntimeError("lost")

    monkeypatch.setattr(expense_changes.audit, "record_change", failing)
    with pytest.raises(RuntimeError):
        expense_changes.change(REP_1, made.number, 1, replace(TRAIN, note="Half"))
    assert content() == before
