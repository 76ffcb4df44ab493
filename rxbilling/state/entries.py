"""The page of time entries: totals of what is filtered. Rows travel over HTTP."""

from typing import Any

import reflex as rx

from rxbilling.services import reports
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.state import wording
from rxbilling.state.filtering import Filtering


class Entries(Filtering, rx.State):
    """Totals of the filter."""

    entries: str = ""
    hours: str = ""
    billable_hours: str = ""
    billable: list[str] = []
    unbilled: list[str] = []
    cost: str = ""

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        totals = await rx.run_in_thread(lambda: reports.totals(actor, chosen))
        language, home = actor.language, totals.cost_currency
        self.entries = wording.number(language, totals.entries)
        self.hours = wording.hours(language, totals.worked_s)
        self.billable_hours = wording.hours(language, totals.billable_s)
        self.billable = wording.money_lines(language, totals.billable, home)
        self.unbilled = wording.money_lines(language, totals.unbilled, home)
        self.cost = wording.money(language, totals.cost, home)
        return []
