"""What the dashboard tells: sums of selected work, by currency, month, tier, account and rep.

Sums of integers only: an amount is made by the engine, here it is added up. Amounts of different currencies are
never added; costs are all in the organisation's currency.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rxbilling.models import Organisation
from rxbilling.models import work_columns as sql
from rxbilling.models.database import reading
from rxbilling.services import selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.selecting import TIER_COLUMNS, Rows
from rxbilling.services.work import Work


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over selected work. Money by currency in minor units; ``cost`` is in ``cost_currency``."""

    entries: int
    worked_s: int
    billable_s: int
    without_price: int
    billable: dict[str, int]
    unbilled: dict[str, int]
    cost: int
    cost_currency: str
    margin: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """One month, account or rep: worked seconds, revenue in the report's currency, cost in that of costs."""

    number: int
    name: str
    worked_s: int
    revenue: int
    cost: int

    @property
    def margin(self) -> int:
        """Revenue less cost; it means something only where ``Report.has_margins``."""
        return self.revenue - self.cost


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the dashboard; ``currency`` is that of the groups, ``others`` are not in them."""

    totals: Totals
    currency: str
    others: tuple[str, ...]
    tiers_s: tuple[int, int, int, int]
    months: list[Group]
    accounts: list[Group]
    reps: list[Group]

    @property
    def has_margins(self) -> bool:
        """Whether revenue and cost are in one currency."""
        return self.currency == self.totals.cost_currency


def totals(actor: Actor | None, chosen: WorkFilter) -> Totals:
    """Return the sums of what an actor sees of a filter."""
    actor = require(actor, Right.SEE_OWN_WORK)
    work = read_model.current()
    return _totals(work, selecting.select(work, actor, chosen), _organisation_currency())


def report(actor: Actor | None, chosen: WorkFilter, most: int = 10) -> Report:
    """Return the dashboard of what an actor sees of a filter; ``most`` limits accounts and reps."""
    actor = require(actor, Right.SEE_OWN_WORK)
    work = read_model.current()
    rows = selecting.select(work, actor, chosen)
    summed = _totals(work, rows, _organisation_currency())
    currency = _main_currency(summed)
    return Report(
        totals=summed,
        currency=currency,
        others=tuple(code for code in summed.billable if code != currency),
        tiers_s=_tiers(work, rows),
        months=_by_month(work, rows, currency),
        accounts=_by_name(work, rows, currency, "account", "revenue")[:most],
        reps=_by_name(work, rows, currency, "rep", "worked_s")[:most],
    )


def _organisation_currency() -> str:
    with reading() as db:
        organisation = db.get(Organisation, 1)
    return organisation.currency if organisation else "EUR"


def _main_currency(summed: Totals) -> str:
    if summed.cost_currency in summed.billable or not summed.billable:
        return summed.cost_currency
    return next(iter(summed.billable))


def _totals(work: Work, rows: Rows, home: str) -> Totals:
    status = work["status"][rows]
    priced = (status == sql.UNBILLED) | (status == sql.BILLED)
    billable = by_currency(work, rows[priced])
    earned, spent = (int(values.sum()) for values in _money(work, rows, home))
    return Totals(
        entries=len(rows),
        worked_s=int(work["worked_s"][rows].sum()),
        billable_s=int(work["billable_s"][rows].sum()),
        without_price=int((status == sql.NO_PRICE).sum()),
        billable=billable,
        unbilled=by_currency(work, rows[status == sql.UNBILLED]),
        cost=int(work["cost"][rows].sum()),
        cost_currency=home,
        margin=earned - spent if home in billable or not billable else None,
    )


def _index(work: Work, currency: str) -> int:
    return work.currencies.index(currency) if currency in work.currencies else -1


def by_currency(work: Work, rows: Rows) -> dict[str, int]:
    """Return the sums of the amounts of some rows by currency."""
    sums = _sums(work["currency"][rows], work["amount"][rows], len(work.currencies))
    counts = np.bincount(work["currency"][rows], minlength=len(work.currencies))
    return {code: int(sums[i]) for code, i in sorted((code, i) for i, code in enumerate(work.currencies)) if counts[i]}


def _sums(groups: npt.NDArray[np.int64], values: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """Add up integers by group, exactly: ``np.bincount`` with weights would go through floats."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, groups, values)
    return sums


def _tiers(work: Work, rows: Rows) -> tuple[int, int, int, int]:
    first, second, third, fourth = (int(work[name][rows].sum()) for name in TIER_COLUMNS)
    return first, second, third, fourth


def _money(work: Work, rows: Rows, currency: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return revenue and cost of each row, 0 where it is priced in another currency."""
    ours = work["currency"][rows] == _index(work, currency)
    priced = np.isin(work["status"][rows], (sql.UNBILLED, sql.BILLED))
    return np.where(ours & priced, work["amount"][rows], 0), np.where(ours | ~priced, work["cost"][rows], 0)


def _groups(
    numbers: npt.NDArray[np.int64], work: Work, rows: Rows, currency: str, names: dict[int, str]
) -> list[Group]:
    size = int(numbers.max(initial=-1)) + 1
    revenue, cost = (_sums(numbers, values, size) for values in _money(work, rows, currency))
    worked = _sums(numbers, work["worked_s"][rows], size)
    present = np.flatnonzero(np.bincount(numbers, minlength=size))
    return [Group(int(i), names.get(int(i), ""), int(worked[i]), int(revenue[i]), int(cost[i])) for i in present]


def _by_month(work: Work, rows: Rows, currency: str) -> list[Group]:
    if not len(rows):
        return []
    days = work["day"][rows]
    first, last = (date.fromordinal(int(day)) for day in (days.min(), days.max()))
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]
    starts = np.array([month.toordinal() for month in months])
    numbers = np.searchsorted(starts, days, side="right") - 1
    names = {i: month.isoformat()[:7] for i, month in enumerate(months)}
    found = {group.number: group for group in _groups(numbers, work, rows, currency, names)}
    return [found.get(i, Group(i, names[i], 0, 0, 0)) for i in range(len(months))]


def _by_name(work: Work, rows: Rows, currency: str, column: str, by: str) -> list[Group]:
    with reading() as db:
        names = sql.names(db.connection(), column)
    groups = _groups(work[column][rows], work, rows, currency, names)
    return sorted(groups, key=lambda group: (-getattr(group, by), -group.worked_s, group.name))
