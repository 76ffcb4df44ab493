"""The dashboard: totals first, then the charts."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.services import reports
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.services.reports import Group, Report, Totals
from rxbilling.state import figures, wording
from rxbilling.state.filtering import Filtering
from rxbilling.state.guard import acting, policy
from rxbilling.state.wording import NOTHING

SHOWN = 10


@dataclass
class RepLine:
    """One rep in the table: hours, revenue, cost and margin, as text."""

    number: int = 0
    name: str = ""
    hours: str = ""
    revenue: str = ""
    cost: str = ""
    margin: str = ""


class Dashboard(Filtering, rx.State):
    """What is shown of the filter."""

    entries: str = ""
    is_without_work: bool = False
    hours: str = ""
    billable_hours: str = ""
    billable: list[str] = []
    unbilled: list[str] = []
    cost: str = ""
    has_cost: bool = True
    margin: str = ""
    margin_share: str = ""
    margin_of: str = ""
    without_price: int = 0
    currency: str = ""
    other_currencies: str = ""
    has_charts: bool = False
    month_figure: dict[str, Any] = {}
    tier_figure: dict[str, Any] = {}
    account_figure: dict[str, Any] = {}
    rep_figure: dict[str, Any] = {}
    rep_lines: list[RepLine] = []

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        totals = await rx.run_in_thread(lambda: reports.totals(actor, chosen))
        self._show_totals(actor.language, totals)
        return [Dashboard.show_charts]

    @rx.event
    @policy("user")
    async def show_charts(self) -> None:
        """Draw the charts of the filter, after its numbers are there."""
        actor = acting(self)
        if actor is None:
            return
        chosen = self._chosen()
        report = await rx.run_in_thread(lambda: reports.report(actor, chosen, SHOWN))
        self._show_charts(actor.language, report)
        self.has_charts = True

    def _show_totals(self, language: str, totals: Totals) -> None:
        home = totals.cost_currency
        self.entries = wording.number(language, totals.entries)
        self.is_without_work = totals.entries == 0
        self.hours = wording.hours(language, totals.worked_s)
        self.billable_hours = wording.hours(language, totals.billable_s)
        self.billable = wording.money_lines(language, totals.billable, home)
        self.unbilled = wording.money_lines(language, totals.unbilled, home)
        self.has_cost = totals.cost > 0 or totals.entries == 0
        margin = totals.margin if self.has_cost else None
        self.cost = wording.cost(language, totals.cost, home)
        self.margin = NOTHING if margin is None else wording.money(language, margin, home)
        self.margin_of = wording.margin_of(language, margin, totals.billable, home)
        self.margin_share = wording.share(language, margin, totals.billable.get(home, 0))
        self.without_price = totals.without_price

    def _show_charts(self, language: str, report: Report) -> None:
        currency = self.currency = report.currency
        self.other_currencies = ", ".join(report.others)
        self.month_figure = figures.months(language, report.months, currency, with_cost=report.has_margins)
        self.tier_figure = figures.tiers(language, report.tiers_s)
        self.account_figure = figures.accounts(language, report.accounts, currency)
        self.rep_figure = figures.reps(language, report.reps)
        self.rep_lines = [
            RepLine(
                number=group.number,
                name=group.name,
                hours=wording.hours(language, group.worked_s),
                revenue=wording.money(language, group.revenue, currency),
                cost=wording.cost(language, group.cost, report.totals.cost_currency),
                margin=wording.money(language, group.margin, currency) if _has_margin(report, group) else NOTHING,
            )
            for group in report.reps
        ]


def _has_margin(report: Report, group: Group) -> bool:
    return report.has_margins and group.cost > 0
