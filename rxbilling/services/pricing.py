"""Pricing what is stored: entries through the one engine, charges back into the tables."""

from dataclasses import dataclass

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.columns import Charges, Entries
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Terms
from rxbilling.models import pricing_rows as sql
from rxbilling.services import pricing_store as store
from rxbilling.services.pricing_entries import encode
from rxbilling.services.pricing_terms import load, years_between


@dataclass(frozen=True, slots=True)
class Priced:
    """What came of pricing: entries looked at, charges that changed, billable entries without a price (R8)."""

    count: int
    changed: int
    without_price: int


@dataclass(frozen=True, slots=True)
class Rated:
    """Entries, the terms they were rated with, and their charges."""

    entries: Entries
    terms: Terms
    charges: Charges


def rated(db: Database, scope: sql.Scope) -> Rated | None:
    """Rate the entries of some accounts (None: of all) that are neither billed nor deleted; None if there are none."""
    columns = sql.entries(db, scope)
    if not len(columns["id"]):
        return None
    days = columns["start"] // DAY + EPOCH_DAY
    last_days = (columns["start"] + columns["seconds"]) // DAY + EPOCH_DAY
    terms = load(db, years_between(int(days.min()), int(last_days.max())))
    places = {int(contract.key): place for place, contract in enumerate(terms.contracts)}
    entries = encode(db, columns, scope, places)
    return Rated(entries, terms, rate(entries, terms))


def price(db: Database, account_ids: sql.Scope = None, *, revision: int | None = None) -> Priced:
    """Price entries again and store what changed (R24): billed entries are never touched.

    Args:
        db: The open transaction (``database.writing``).
        account_ids: The accounts whose entries are priced; None for all.
        revision: A revision that this transaction has already made; without it a change makes a new one.

    Returns:
        How many entries were priced, how many charges changed, how many entries have no price.
    """
    found = rated(db, account_ids)
    if found is None:
        return Priced(0, 0, 0)
    new = store.tables(found.entries, found.charges, found.terms)
    rows = store.changed(db, new, account_ids)
    moved = np.flatnonzero(found.charges.day != found.entries.day)
    store.write(db, new, rows)
    sql.set_days(db, found.entries.id[moved], found.charges.day[moved].astype(np.int64))
    touched = np.union1d(rows, moved)
    if len(touched):
        sql.stamp(db, found.entries.id[touched], revision or sql.next_revision(db))
    return Priced(len(found.entries), len(rows), int(np.count_nonzero(found.charges.problem)))
