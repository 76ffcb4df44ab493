"""A double click on a button that saves: two events come, and one thing is done."""

import pytest
from sqlmodel import func, select

from rxbilling.models import Expense, TimeEntry
from rxbilling.models.database import reading
from rxbilling.services import expenses
from rxbilling.services.access import Actor
from rxbilling.state.expense_form import ExpenseForm
from rxbilling.state.quick_add import AGAIN, QuickAdd
from tests.api.site import Site
from tests.state.socket import Tab, tab

DAY = "2026-03-04"


def count(table: type[TimeEntry | Expense]) -> int:
    with reading() as db:
        return db.exec(select(func.count()).select_from(table)).one()


def typed(own: Tab, then: str) -> dict[str, object]:
    """Return what the dialog sends of a length."""
    stamp = own.of(QuickAdd)["stamp"]
    return {"account": "1", "service": "1", "day": DAY, "length": "1:00", "tier": "0", "then": then, "stamp": stamp}


@pytest.mark.parametrize("then", ["", AGAIN])
def test_an_entry_is_added_once(site: Site, then: str) -> None:
    before = count(TimeEntry)
    with tab(site, "rep") as own:
        own.call(QuickAdd.open_dialog)
        form = typed(own, then)
        own.call(QuickAdd.save, form=form | {"length": "nonsense"})
        for _ in range(2):
            own.call(QuickAdd.save, form=form)
        assert count(TimeEntry) == before + 1


def test_the_same_may_be_added_again_on_purpose(site: Site) -> None:
    before = count(TimeEntry)
    with tab(site, "rep") as own:
        own.call(QuickAdd.open_dialog)
        own.call(QuickAdd.save, form=typed(own, AGAIN))
        own.call(QuickAdd.save, form=typed(own, ""))
        assert count(TimeEntry) == before + 2


def test_an_expense_is_added_once(site: Site) -> None:
    rep = Actor(user_id=1, name="Ana", role="rep", rep_id=1)
    form = {"rep": "1", "day": DAY, "category": expenses.categories(rep)[0], "currency": "EUR", "amount": "12.00"}
    with tab(site, "rep") as own:
        own.call(ExpenseForm.open_new)
        for _ in range(2):
            own.call(ExpenseForm.save, form=form)
        assert (count(Expense), own.of(ExpenseForm)["wrong"]) == (1, "")
