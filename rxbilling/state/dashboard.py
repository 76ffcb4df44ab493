"""The dashboard: totals first, then the charts."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.services import reports
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.services.reports import Report
from rxbilling.state import figures, wording
from rxbilling.state.filtering import Filtering

SHOWN = 10
NOTHING = "—"


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
    without_price: int = 0
    currency: str = ""
    other_currencies: str = ""
    month_figure: dict[str, Any] = {}
    tier_figure: dict[str, Any] = {}
    account_figure: dict[str, Any] = {}
    rep_figure: dict[str, Any] = {}
    rep_lines: list[RepLine] = []

    async def _show(self, actor: Actor, chosen: WorkFilter) -> None:
        report = await rx.run_in_thread(lambda: reports.report(actor, chosen, SHOWN))
        self._show_totals(actor.language, report)
        self._show_charts(actor.language, report)

    def _show_totals(self, language: str, report: Report) -> None:
        totals, home = report.totals, report.totals.cost_currency
        self.entries = wording.number(language, totals.entries)
        self.is_without_work = totals.entries == 0
        self.hours = wording.hours(language, totals.worked_s)
        self.billable_hours = wording.hours(language, totals.billable_s)
        self.billable = wording.money_lines(language, totals.billable, home)
        self.unbilled = wording.money_lines(language, totals.unbilled, home)
        self.has_cost = totals.cost > 0 or totals.entries == 0
        margin = totals.margin if self.has_cost else None
        self.cost = wording.money(language, totals.cost, home) if self.has_cost else NOTHING
        self.margin = NOTHING if margin is None else wording.money(language, margin, home)
        self.margin_share = wording.share(language, margin, totals.billable.get(home, 0))
        self.without_price = totals.without_price
        self.currency = report.currency
        self.other_currencies = ", ".join(report.others)

    def _show_charts(self, language: str, report: Report) -> None:
        currency = report.currency
        self.month_figure = figures.months(language, report.months, currency)
        self.tier_figure = figures.tiers(language, report.tiers_s)
        self.account_figure = figures.accounts(language, report.accounts, currency)
        self.rep_figure = figures.reps(language, report.reps)
        self.rep_lines = [
            RepLine(
                number=group.number,
                name=group.name,
                hours=wording.hours(language, group.worked_s),
                revenue=wording.money(language, group.revenue, currency),
                cost=wording.money(language, group.cost, report.totals.cost_currency),
                margin=wording.money(language, group.margin, currency),
            )
            for group in report.reps
        ]
