"""What is known of one contract, as text: the rows of its ledger, its money, what was bought."""

from dataclasses import dataclass

from rxbilling.locales import N_, tr
from rxbilling.services.contract_details import Detail
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.services.contract_money import Earned
from rxbilling.services.filters import WorkFilter
from rxbilling.state import wording
from rxbilling.state.contract_words import quantity
from rxbilling.state.forms import Fact

A_PAGE = 13


@dataclass
class CycleRow:
    """A cycle of the ledger; ``address`` leads to the entries behind it."""

    days: str = ""
    granted: str = ""
    topped_up: str = ""
    carried: str = ""
    used: str = ""
    lapsed: str = ""
    left: str = ""
    is_current: bool = False
    is_over: bool = False
    address: str = ""


@dataclass
class BoughtLine:
    """A top-up; one ``is_fixed`` stays as it is."""

    number: int = 0
    is_fixed: bool = False
    name: str = ""
    amount: str = ""
    price: str = ""
    days: str = ""


def cycle_rows(language: str, number: int, ledger: Ledger, currency: str, first: int) -> list[CycleRow]:
    """Return some cycles of a ledger as text, the newest first."""
    shown = ledger.cycles[::-1][first : first + A_PAGE]
    return [_row(language, number, line, ledger.unit, currency) for line in shown]


def _row(language: str, number: int, line: CycleLine, unit: str, currency: str) -> CycleRow:
    parts = {name: getattr(line, name) for name in ("granted", "topped_up", "carried", "used", "lapsed", "left")}
    chosen = WorkFilter(line.first, line.last, contracts=(number,))
    return CycleRow(
        **{name: quantity(language, unit, amount, currency) for name, amount in parts.items()},
        days=wording.days(language, line.first, line.last),
        is_current=line.is_current,
        is_over=line.left < 0 or (line.is_current and line.left == 0),
        address=f"/entries?{chosen.to_query()}",
    )


def bought_lines(language: str, detail: Detail) -> list[BoughtLine]:
    """Return what was bought as text."""
    currency = detail.listed.currency
    return [
        BoughtLine(
            number=one.number,
            is_fixed=one.is_drawn,
            name=one.name,
            amount=quantity(language, one.unit, one.amount, currency),
            price=wording.money(language, one.price, currency),
            days=wording.days(language, one.first, one.last),
        )
        for one in detail.top_ups
    ]


def money_of(language: str, earned: Earned) -> list[Fact]:
    """Return what a contract has come to."""
    amount = earned.currency
    rows = [
        (N_("Base charges"), wording.money(language, earned.base, amount)),
        (N_("Top-ups"), wording.money(language, earned.top_ups, amount)),
        (N_("Work"), wording.amounts(language, {amount: earned.work} | earned.others)),
        (N_("Revenue"), wording.amounts(language, {amount: earned.revenue} | earned.others)),
        (N_("Cost"), wording.cost(language, earned.cost, earned.cost_currency)),
        (N_("Margin"), _margin(language, earned)),
        (N_("Hours worked"), wording.hours(language, earned.worked_s)),
    ]
    return [Fact(tr(language, label), value) for label, value in rows]


def _margin(language: str, earned: Earned) -> str:
    if earned.margin is None:
        return wording.NOTHING
    share = wording.share(language, earned.margin, earned.revenue)
    return f"{wording.money(language, earned.margin, earned.currency)}{f' · {share}' if share else ''}"
