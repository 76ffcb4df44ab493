"""What a change of terms would do to the price of real work: it is made, looked at, and taken back (R24).

Work that is not billed is priced as it would be stored. Months are for comparison: all their work, billed or not, is
priced anew, with the terms of now and with those of then.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.engine.columns import Charges, Entries, Problem
from rxbilling.engine.terms import Terms
from rxbilling.models import billed_rows, choice_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.pricing_rows import Scope
from rxbilling.services import pricing
from rxbilling.services.clock import today

Amounts = dict[str, int]
Change = Callable[[Database], object]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sides:
    """Amounts by currency in minor units, as the terms are and as they would be."""

    before: Amounts
    after: Amounts


@dataclass(frozen=True, slots=True)
class AccountEffect:
    """What would change for an account: how many entries, and the whole of its work that is not billed."""

    number: int
    name: str
    entries: int
    amounts: Sides


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do: to how many of the ``looked_at`` entries, and to whose.

    ``without_price`` counts entries that have none (R8), before and after. ``months`` are by their first days.
    """

    looked_at: int
    entries: int
    without_price: tuple[int, int]
    amounts: Sides
    accounts: list[AccountEffect]
    months: dict[date, Sides]


@dataclass(frozen=True, slots=True)
class _Rated:
    """Work and its charges before and after, row by row."""

    entries: Entries
    before: Charges
    after: Charges

    def differs(self) -> npt.NDArray[np.bool_]:
        """Tell which entries have another price, or another length to be charged or drawn."""
        other_price = (self.before.amount != self.after.amount) | (self.before.problem != self.after.problem)
        other_length = (self.before.billable_s != self.after.billable_s) | (_drawn(self.before) != _drawn(self.after))
        changed: npt.NDArray[np.bool_] = other_price | other_length | (_codes(self.before) != _codes(self.after))
        return changed

    def sides(self, rows: Rows) -> Sides:
        """Add up some entries."""
        return Sides(sums(self.before, rows), sums(self.after, rows))


def effect(change: Change, scope: Scope, months: Sequence[date] = ()) -> Effect:
    """Return what a change would do to the work of some accounts (None: of all); nothing is stored.

    Args:
        change: Makes the change in a transaction, or refuses it.
        scope: The accounts whose prices it may move.
        months: First days of months to compare.
    """
    # Work is read and priced while others may write: only its terms are those of the change.
    with reading() as db:
        opened = pricing.stored(db, scope)
        everything = pricing.all_stored(db, scope) if months else None
    found = [work for work in (opened, everything) if work is not None]
    with writing() as db:
        before, together = [work.terms(db) for work in found], billed_rows.rounds_together(db)
        change(db)
        db.flush()
        if opened is not None and billed_rows.rounds_together(db) and not together:
            # Of billed work that is rounded with open work (R12), all is read.
            found[0] = pricing.stored(db, scope) or opened
        after = [work.terms(db) for work in found]
        db.rollback()
    rated = [_rated(*sides) for sides in zip(found, before, after, strict=True)]
    if not rated:
        return Effect(0, 0, (0, 0), Sides({}, {}), [], {})
    return _effect(rated[0], {month: rated[-1].sides(_of_month(rated[-1], month)) for month in months})


def _rated(work: pricing.Stored, before: Terms, after: Terms) -> _Rated:
    until = today("UTC").toordinal()
    with reading() as db:
        now, then = (work.under(db, terms) for terms in (before, after))
    return _Rated(now.entries, now.rated(until), then.rated(until))


def _names(rated: _Rated) -> dict[str, str]:
    numbers = [int(key) for key in rated.entries.names["account"]]
    with reading() as db:
        return {str(number): name for number, name in choice_rows.named(db.connection(), "account", numbers)}


def _effect(rated: _Rated, months: dict[date, Sides]) -> Effect:
    differs, names = rated.differs(), _names(rated)
    accounts = []
    for code in np.unique(rated.entries.account[differs]).tolist():
        mine = rated.entries.account == code
        key = rated.entries.names["account"][code]
        sides = rated.sides(np.flatnonzero(mine))
        accounts.append(AccountEffect(int(key), names.get(key, ""), int((mine & differs).sum()), sides))
    return Effect(
        looked_at=len(rated.entries),
        entries=int(differs.sum()),
        without_price=(_unpriced(rated.before), _unpriced(rated.after)),
        amounts=rated.sides(np.arange(len(rated.entries))),
        accounts=sorted(accounts, key=lambda account: -account.entries),
        months=months,
    )


def _unpriced(charges: Charges) -> int:
    return int(np.count_nonzero(charges.problem != Problem.NONE))


def _of_month(rated: _Rated, month: date) -> Rows:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return np.flatnonzero((rated.after.day >= month.toordinal()) & (rated.after.day < following.toordinal()))


def _drawn(charges: Charges) -> npt.NDArray[np.int64]:
    """Return what each entry draws of what contracts include."""
    drawn = np.zeros(len(charges.problem), np.int64)
    np.add.at(drawn, charges.portions.entry, charges.portions.drawn)
    return drawn


def _codes(charges: Charges) -> npt.NDArray[np.object_]:
    return np.array(charges.currencies, object)[charges.currency]


def sums(charges: Charges, rows: Rows) -> Amounts:
    """Add up what some entries are charged for, by currency."""
    found: Amounts = defaultdict(int)
    billable = rows[charges.billable_s[rows] > 0]
    for code in np.unique(charges.currency[billable]).tolist():
        found[charges.currencies[code]] += int(charges.amount[billable[charges.currency[billable] == code]].sum())
    return dict(found)
