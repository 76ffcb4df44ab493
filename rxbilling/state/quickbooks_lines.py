"""What QuickBooks would refuse, a line each, with where it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.exchange.quickbooks import Problem
from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks_names
from rxbilling.state import quickbooks_mending, wording
from rxbilling.state.quickbooks_words import WORDS

SHOWN = 50


@dataclass
class PreflightLine:
    """Something that QuickBooks would refuse, or that was mended for it; ``address`` is where that is mended better."""

    field: str = ""
    value: str = ""
    reason: str = ""
    mended: str = ""
    address: str = ""
    count: str = ""


def lines_of(language: str, problems: Sequence[Problem]) -> list[PreflightLine]:
    """Return the first problems, those that forbid the file before those that are mended."""
    worst_first = sorted(problems, key=lambda problem: problem.mended is not None)
    return [_line(language, problem) for problem in worst_first[:SHOWN]]


def rest_of(language: str, problems: Sequence[Problem]) -> str:
    """Return that there are more problems than those, where there are."""
    rest = len(problems) - SHOWN
    return tr(language, N_("… and {count} more."), count=wording.number(language, rest)) if rest > 0 else ""


def _line(language: str, problem: Problem) -> PreflightLine:
    told = _told(language, problem)
    return PreflightLine(
        field=tr(language, quickbooks_mending.COLUMNS[problem.column]),
        value=told or tr(language, N_("(empty)")),
        reason=problem.reason.text(language),
        mended=problem.mended or "",
        address=quickbooks_mending.address_of(problem.column, told),
        count=f"× {wording.number(language, problem.count)}" if problem.count > 1 else "",
    )


def _told(language: str, problem: Problem) -> str:
    if problem.column == "CHARGE":
        return tr(language, WORDS[problem.value])
    if problem.column == "ITEM" and not problem.value:
        return tr(language, WORDS[quickbooks_names.NO_SERVICE])
    return problem.value[:80]
