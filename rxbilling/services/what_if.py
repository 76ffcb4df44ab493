"""What past work would have come to under other terms: by account, month and rep. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from rxbilling.engine.columns import Charges, Entries, Problem
from rxbilling.engine.what_if import Base, base_charges
from rxbilling.locales import N_, Message
from rxbilling.models import choice_rows
from rxbilling.models.database import reading
from rxbilling.services import effects, pricing, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, NotNow, Right, require
from rxbilling.services.clock import today
from rxbilling.services.effects import Rows, Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.what_if_changes import Change, revised

NOTHING = Message(N_("There is no work to look at yet."))


@dataclass(frozen=True, slots=True)
class Part:
    """A month, account or rep: its number, its name (of a month its first day), amounts before and after."""

    number: int
    name: str
    amounts: Sides


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change would have done: revenue before and after, of which ``base`` are base charges.

    ``without_price`` counts entries that have none (R8), before and after; reps have no part of base charges.
    """

    looked_at: int
    entries: int
    without_price: tuple[int, int]
    amounts: Sides
    base: Sides
    months: list[Part]
    accounts: list[Part]
    reps: list[Part]


@dataclass(frozen=True, slots=True)
class _Both:
    """Selected work and its charges under both terms, and the base charges of its contracts."""

    entries: Entries
    charges: tuple[Charges, Charges]
    rows: Rows
    bases: tuple[list[Base], list[Base]]


def compare(actor: Actor | None, chosen: WorkFilter, change: Change) -> Comparison:
    """Return what the work of a filter would have come to, as if none of it were billed.

    Base charges are those that fell due in its days; where a filter chooses more than accounts and days they are left
    out.

    Raises:
        Refused: the actor may not, there is no work, or a value cannot be taken.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    scope = list(chosen.accounts) or None
    with reading() as db:
        stored = pricing.all_stored(db, scope)
        if stored is None or not len(stored.opened["id"]):
            raise NotNow(NOTHING)
        terms = stored.terms(db)
        works = [stored.under(db, one) for one in (terms, revised(db, terms, change))]
    until = today("UTC").toordinal()
    now, then = (one.rated(until) for one in works)
    entries = works[0].entries
    current = read_model.current()
    wanted = current["id"][selecting.select(current, actor, chosen)]
    rows = np.flatnonzero(np.isin(entries.id, wanted))
    first, last = _days(chosen, now, until)
    counts = chosen == WorkFilter(chosen.first_day, chosen.last_day, chosen.accounts)
    bases = [base_charges(one.terms, first, last) if counts else [] for one in works]
    return _comparison(_Both(entries, (now, then), rows, (bases[0], bases[1])))


def _days(chosen: WorkFilter, charges: Charges, until: int) -> tuple[int, int]:
    first = chosen.first_day.toordinal() if chosen.first_day else int(charges.day.min())
    return first, min(chosen.last_day.toordinal() if chosen.last_day else until, until)


def _comparison(both: _Both) -> Comparison:
    now, then = both.charges
    base = Sides(*(_added([one[2:] for one in side]) for side in both.bases))
    work = Sides(*(effects.sums(charges, both.rows) for charges in both.charges))
    differs = (now.amount != then.amount) | (now.problem != then.problem) | (now.billable_s != then.billable_s)
    return Comparison(
        looked_at=len(both.rows),
        entries=int(differs[both.rows].sum()),
        without_price=tuple(int(np.count_nonzero(side.problem[both.rows] != Problem.NONE)) for side in both.charges),  # type: ignore[arg-type]  # two
        amounts=Sides(_both(work.before, base.before), _both(work.after, base.after)),
        base=base,
        months=_months(both),
        accounts=_parts(both, "account", lambda one: int(one[1])),
        reps=_parts(both, "rep", None),
    )


def _months(both: _Both) -> list[Part]:
    days = both.charges[0].day[both.rows].astype("M8[D]") - np.timedelta64(date(1970, 1, 1).toordinal(), "D")
    keys = days.astype("M8[M]").astype(np.int64)
    found = _grouped(both, keys, lambda one: _month(date.fromordinal(one[0])))
    return [Part(key, date(1970 + key // 12, key % 12 + 1, 1).isoformat(), sides) for key, sides in found]


def _month(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1


def _parts(both: _Both, field: str, of_base: Callable[[Base], int] | None) -> list[Part]:
    """Return accounts or reps, the largest difference first."""
    numbers = np.array([int(name) for name in both.entries.names[field]], np.int64)
    keys = numbers[getattr(both.entries, field)[both.rows]]
    found = _grouped(both, keys, of_base)
    with reading() as db:
        names = dict(choice_rows.named(db.connection(), field, [key for key, _ in found]))
    parts = [Part(key, names.get(key, ""), sides) for key, sides in found]
    return sorted(parts, key=lambda part: (-_moved(part.amounts), part.name))


def _grouped(both: _Both, keys: Rows, of_base: Callable[[Base], int] | None) -> list[tuple[int, Sides]]:
    bases = [[(of_base(one), *one[2:]) for one in side] if of_base else [] for side in both.bases]
    everything = sorted({*np.unique(keys).tolist(), *(one[0] for side in bases for one in side)})
    found = []
    for key in everything:
        rows = both.rows[keys == key]
        before, after = (
            _both(effects.sums(charges, rows), _added([one[1:] for one in side if one[0] == key]))
            for charges, side in zip(both.charges, bases, strict=True)
        )
        found.append((key, Sides(before, after)))
    return found


def _added(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for currency, amount in amounts:
        found[currency] += amount
    return dict(found)


def _both(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return _added([*one.items(), *other.items()])


def _moved(sides: Sides) -> int:
    """Return by how much amounts differ, whatever their currency: only for an order."""
    codes = {*sides.before, *sides.after}
    return sum(abs(sides.after.get(code, 0) - sides.before.get(code, 0)) for code in codes)
