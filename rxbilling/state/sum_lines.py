"""What was done in months and for accounts, as text, with a picture of the months."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.locales import N_, tr
from rxbilling.services.summaries import Line
from rxbilling.state import wording


@dataclass
class SumLine:
    """A month (its first day as ISO 8601) or an account as text."""

    name: str = ""
    hours: str = ""
    expected: str = ""
    share: str = ""
    cost: str = ""
    expenses: str = ""
    month: str = ""


def sum_lines(language: str, lines: Sequence[Line], currency: str) -> list[SumLine]:
    """Return months or accounts as text; costs are in a currency."""
    return [_line(language, line, currency) for line in lines]


def _line(language: str, line: Line, currency: str) -> SumLine:
    first = line.first_day
    return SumLine(
        name=wording.month(language, first) if first else line.name or tr(language, N_("No account")),
        hours=wording.hours(language, line.sums.worked_s),
        expected=wording.hours(language, line.expected_s),
        share=wording.share(language, line.sums.billable_s, line.sums.worked_s),
        cost=wording.cost(language, line.sums.cost, currency),
        expenses=wording.amounts(language, line.expenses),
        month=first.isoformat() if first else "",
    )
