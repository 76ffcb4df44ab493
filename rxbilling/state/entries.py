"""The page of time entries: totals of what is filtered. Rows travel over HTTP."""

from typing import Any

import reflex as rx

from rxbilling.services import reports
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.state import wording
from rxbilling.state.filtering import Filtering
from rxbilling.state.guard import acting, policy


class Entries(Filtering, rx.State):
    """Totals of the filter."""

    entries: str = ""
    hours: str = ""
    billable_hours: str = ""
    billable: list[str] = []
    unbilled: list[str] = []
    cost: str = ""
    margin: str = ""
    margin_of: str = ""
    is_rounded: bool = False

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:  # noqa: ARG002 - what a page is given
        # The grid loads its rows as soon as the filter is there; totals need not hold it up.
        return [Entries.show_totals]

    @rx.event
    @policy("user")
    async def show_totals(self) -> None:
        """Add up what the filter selects."""
        actor = acting(self)
        if actor is None:
            return
        chosen = self._chosen()
        totals = await rx.run_in_thread(lambda: reports.totals(actor, chosen))
        language, home = actor.language, totals.cost_currency
        self.entries = wording.number(language, totals.entries)
        self.hours = wording.hours(language, totals.worked_s)
        self.billable_hours = wording.hours(language, totals.billable_s)
        self.billable = wording.money_lines(language, totals.billable, home)
        self.unbilled = wording.money_lines(language, totals.unbilled, home)
        self.cost = wording.cost(language, totals.cost, home)
        self.is_rounded = totals.billable_s > totals.worked_s
        self.margin_of = wording.margin_of(language, totals.margin, totals.billable, home)
        self.margin = "" if totals.margin is None else wording.money(language, totals.margin, home)
