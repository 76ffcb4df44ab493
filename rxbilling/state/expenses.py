"""The expenses page: a screenful of what is filtered, sums by currency, and what finance paid back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices, expense_changes, expenses
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.expenses import Cursor
from rxbilling.services.filters import ExpenseFilter, WorkFilter
from rxbilling.state import wording
from rxbilling.state.expense_lines import ExpenseLine, ExpenseSums, line_of, sums_of
from rxbilling.state.filtering import Filtering
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy


class Expenses(Filtering, rx.State):
    """The list, what is selected in it, and the expense that was deleted last."""

    lines: list[ExpenseLine] = []
    sums: ExpenseSums = ExpenseSums()
    has_more: bool = False
    is_first: bool = True
    selected: list[int] = []
    deleted: int = 0
    _before: Cursor | None = None
    _older: Cursor | None = None

    def _filter_of(self, query: Mapping[str, str]) -> WorkFilter:
        return ExpenseFilter.from_query(query)

    def _months(self, actor: Actor) -> list[date]:
        found = expenses.days(actor)
        return choices.months_between(*found) if found else []

    async def _apply(self, **parts: str) -> Any:  # noqa: ANN401 - events
        # Another filter begins with its first page, and with nothing selected.
        self._before, self.selected, self.deleted = None, [], 0
        return await super()._apply(**parts)

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        before = self._before
        found = await rx.run_in_thread(lambda: expenses.page(actor, _expenses(chosen), before))
        self.lines = [line_of(actor.language, listed) for listed in found.rows]
        self.sums = sums_of(actor.language, found.sums, found.home)
        self._older, self.has_more, self.is_first = found.older, found.older is not None, before is None
        shown = {line.number for line in self.lines}
        self.selected = [number for number in self.selected if number in shown]
        return []

    @rx.event
    @policy("user")
    async def show_older(self) -> None:
        """Show the next screenful."""
        self._before = self._older
        await self._again()

    @rx.event
    @policy("user")
    async def show_newest(self) -> None:
        """Show the first screenful again."""
        self._before = None
        await self._again()

    async def _again(self) -> None:
        if actor := acting(self):
            await self._show(actor, self._chosen())

    @rx.event
    @policy(Right.MARK_WORK)
    def select(self, number: int) -> None:
        """Select an expense, or leave it out again."""
        is_new = number not in self.selected
        self.selected = [*self.selected, number] if is_new else [own for own in self.selected if own != number]

    @rx.event
    @policy(Right.MARK_WORK)
    def select_all(self) -> None:
        """Select everything on the screen, or nothing again."""
        shown = [line.number for line in self.lines]
        self.selected = [] if len(self.selected) == len(shown) else shown

    @rx.event
    @policy(Right.MARK_WORK)
    async def mark(self, reimbursed: bool) -> Any:  # noqa: ANN401 - an event, FBT has no other way in an event
        """Mark what is selected as paid back to its reps, or take the mark away."""
        actor, numbers = acting(self), list(self.selected)
        try:
            changed = await rx.run_in_thread(
                lambda: expense_changes.set_reimbursed(actor, numbers, reimbursed=reimbursed)
            )
        except Refused as refusal:
            return told(actor, refusal)
        self.selected = []
        await self._again()
        done = N_("Marked as reimbursed: {count}") if reimbursed else N_("Mark taken back: {count}")
        language = language_of(actor)
        return rx.toast.success(tr(language, done, count=wording.number(language, changed)))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def offer_undo(self, number: int) -> None:
        """Offer to bring back what was deleted."""
        self.deleted = number
        await self._again()

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def undo(self) -> Any:  # noqa: ANN401 - an event
        """Bring back what was deleted."""
        actor, number = acting(self), self.deleted
        try:
            await rx.run_in_thread(lambda: expense_changes.restore(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        self.deleted = 0
        await self._again()
        return rx.toast.success(tr(language_of(actor), N_("The expense is there again.")))


def _expenses(chosen: WorkFilter) -> ExpenseFilter:
    assert isinstance(chosen, ExpenseFilter)  # noqa: S101 - for the type checker: the page makes no other
    return chosen
