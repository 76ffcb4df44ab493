"""Pricing what is stored: entries through the one engine, charges and lots back into the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.columns import Billed, Charges, Entries
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Terms
from rxbilling.models import Organisation, billed_rows
from rxbilling.models import pricing_rows as sql
from rxbilling.services import pricing_lots as lots
from rxbilling.services import pricing_store as store
from rxbilling.services.pricing_entries import Columns, encode
from rxbilling.services.pricing_terms import load, years_between


@dataclass(frozen=True, slots=True)
class Priced:
    """What came of pricing: entries looked at, charges that changed, billable entries without a price (R8)."""

    count: int
    changed: int
    without_price: int


@dataclass(frozen=True, slots=True)
class Work:
    """Entries to rate, what stands on bills, and the terms to rate them with."""

    entries: Entries
    billed: Billed | None
    terms: Terms

    def rated(self, until: int | None) -> Charges:
        """Rate the entries; lots are made up to a day (ordinal)."""
        return rate(self.entries, self.terms, self.billed, until)


@dataclass(frozen=True, slots=True)
class Stored:
    """What some accounts (None: all) have worked, as it is stored: terms may be looked at that are not."""

    scope: sql.Scope
    opened: Columns
    billed: Columns
    years: tuple[int, ...]

    def terms(self, db: Database) -> Terms:
        """Read the terms of a transaction."""
        return load(db, self.years, self.scope)

    def under(self, db: Database, terms: Terms) -> Work:
        """Return the work, to be rated under these terms."""
        return Work(*encode(db, self.opened, self.billed, self.scope, terms), terms)


def work(db: Database, scope: sql.Scope, until: int | None = None) -> Work | None:
    """Read what some accounts (None: all) have worked, deleted entries left out; None before anything is set up.

    ``until`` is a day (ordinal) whose public holidays are read too.
    """
    if (found := stored(db, scope, until)) is None:
        return None
    return found.under(db, found.terms(db))


def stored(db: Database, scope: sql.Scope, until: int | None = None) -> Stored | None:
    """Read the same without its terms."""
    if db.get(Organisation, 1) is None:
        return None
    opened, billed = sql.entries(db, scope), billed_rows.billed(db, scope)
    return Stored(scope, opened, billed, tuple(_years((opened, billed), until)))


def all_stored(db: Database, scope: sql.Scope) -> Stored | None:
    """Read what some accounts (None: all) have worked, as if none of it were billed or closed."""
    if db.get(Organisation, 1) is None:
        return None
    kept = sql.entries(db, scope, sql.KEPT)
    return Stored(scope, kept, {"id": kept["id"][:0]}, tuple(_years((kept,), None)))


def price(
    db: Database, account_ids: sql.Scope = None, *, until: int | None = None, revision: int | None = None
) -> Priced:
    """Price entries again and store what changed (R24): billed entries are never touched.

    Args:
        db: The open transaction (``database.writing``).
        account_ids: The accounts whose entries are priced and whose lots are stored; None for all.
        until: The day (ordinal) up to which lots are stored, today as a rule; at least the last day of the work.
        revision: A revision that this transaction has already made; without it a change makes a new one.

    Returns:
        How many entries were priced, how many charges changed, how many entries have no price.
    """
    found = work(db, account_ids, until)
    if found is None:
        return Priced(0, 0, 0)
    charges = found.rated(until)
    stored = lots.store(db, charges.lots, found.terms, found.billed, account_ids)
    new = store.tables(found.entries, charges, found.terms, stored.numbers)
    rows = store.changed(db, new, account_ids)
    store.write(db, new, rows)
    lots.remove(db, stored)
    moved = np.flatnonzero(charges.day != found.entries.day)
    sql.set_days(db, found.entries.id[moved], charges.day[moved].astype(np.int64))
    touched = np.union1d(rows, moved)
    if len(touched):
        sql.stamp(db, found.entries.id[touched], revision or sql.next_revision(db))
    return Priced(len(found.entries), len(rows), int(np.count_nonzero(charges.problem)))


def _years(works: Iterable[Columns], until: int | None) -> Iterable[int]:
    """Years of the work and of a day more."""
    days = [until] if until else []
    for columns in works:
        if len(columns["id"]):
            days += [int(columns["start"].min()) // DAY + EPOCH_DAY]
            days += [int((columns["start"] + columns["seconds"]).max()) // DAY + EPOCH_DAY]
    return years_between(min(days), max(days)) if days else ()
