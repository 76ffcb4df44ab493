"""A rep's month: hours against what is expected, the billable share, cost, expenses; by month and by account."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import reflex as rx

from rxbilling.services import summaries
from rxbilling.services.access import Actor
from rxbilling.services.summaries import Line, RepMonth
from rxbilling.state import figures, wording
from rxbilling.state.rep_page import RepPage
from rxbilling.state.sum_lines import SumLine, sum_lines

A_MONTH = 31


@dataclass
class MonthFacts:
    """A rep's month as text."""

    rep: int = 0
    name: str = ""
    hours: str = ""
    expected: str = ""
    share: str = ""
    target: str = ""
    is_below: bool = False
    cost: str = ""
    expenses: str = ""
    to_reimburse: str = ""
    missing: str = ""


class SummaryPage(RepPage, rx.State):
    """The month of the rep who is chosen."""

    facts: MonthFacts = MonthFacts()
    month: str = ""
    months: list[SumLine] = []
    accounts: list[SumLine] = []
    picture: dict[str, Any] = {}
    has_picture: bool = False

    def _first(self, day: date) -> date:
        return day.replace(day=1)

    def _stepped(self, steps: int) -> date:
        return self._looked_at() + timedelta(days=A_MONTH if steps > 0 else -1)

    async def _show(self, actor: Actor) -> None:
        first, language, rep = self._looked_at(), actor.language, int(self.rep)
        self.title, self.month = wording.month(language, first), first.isoformat()[:7]
        found, months, accounts = await rx.run_in_thread(lambda: _load(actor, first, rep))
        self.facts = facts_of(language, found[0]) if found else MonthFacts()
        currency = found[0].cost_currency if found else ""
        self.months = sum_lines(language, months[::-1], currency)
        self.accounts = sum_lines(language, accounts, currency)
        self.picture, self.has_picture = figures.rep_months(language, months), any(one.sums.worked_s for one in months)


def _load(actor: Actor, first: date, rep: int) -> tuple[list[RepMonth], list[Line], list[Line]]:
    """Return a rep's month, the months up to it, and its accounts; nothing where no rep is chosen."""
    if not rep:
        return [], [], []
    return (
        summaries.of_month(actor, first, rep),
        summaries.months(actor, rep, first),
        summaries.accounts(actor, rep, first),
    )


def facts_of(language: str, found: RepMonth) -> MonthFacts:
    """Return a rep's month as text."""
    sums = found.sums
    return MonthFacts(
        rep=found.rep_id,
        name=found.name,
        hours=wording.hours(language, sums.worked_s),
        expected=wording.hours(language, found.expected_s),
        share=wording.share(language, sums.billable_s, sums.worked_s),
        target=wording.share(language, found.target_bp, 10_000) if found.target_bp else "",
        is_below=sums.billable_s * 10_000 < found.target_bp * sums.worked_s,
        cost=wording.cost(language, sums.cost, found.cost_currency),
        expenses=wording.amounts(language, found.expenses),
        to_reimburse=wording.amounts(language, found.to_reimburse) if found.to_reimburse else "",
        missing=wording.number(language, found.missing_days) if found.missing_days else "",
    )
