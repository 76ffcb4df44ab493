"""Why an entry costs what it costs (R28): the engine's steps, and the names behind their keys."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.explain import steps
from rxbilling.engine.steps import Step
from rxbilling.models import (
    Account,
    BillRule,
    Calendar,
    Charge,
    Contract,
    Organisation,
    Rep,
    Service,
    Ticket,
    TimeEntry,
    lot_rows,
)
from rxbilling.models import pricing_rows as sql
from rxbilling.services.closing import is_closed
from rxbilling.services.pricing import work
from rxbilling.services.pricing_snapshot import snapshot


@dataclass(frozen=True, slots=True)
class Grant:
    """A lot as it stands: what it gives and what is left, in its unit, and its days, both included."""

    granted: int
    left: int
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A charge and how it came about.

    Steps name rules, contracts, calendars and lots by key; ``rules``, ``contracts`` and ``calendars`` give the names of
    those keys, ``lots`` what is behind them. ``charge`` is what is stored: amounts in minor units of its currency, its
    cost in ``cost_currency``; ``zone`` is that of the calendar it was priced by. What is billed, or in a closed period,
    is a snapshot (R24): its steps are what was stored with it.
    """

    entry: TimeEntry
    charge: Charge
    billed: bool
    closed: bool
    account: str
    rep: str
    service: str | None
    ticket: str | None
    cost_currency: str
    zone: str
    steps: tuple[Step, ...]
    rules: dict[str, str]
    contracts: dict[str, str]
    calendars: dict[str, str]
    lots: dict[str, Grant]


def explain(db: Database, entry_id: int) -> Explanation | None:
    """Explain the charge of an entry; None if there is no such entry, or it was never priced."""
    found = sql.entry_and_charge(db, entry_id)
    if found is None:
        return None
    entry, charge, portions = found
    if charge is None:
        return None
    organisation = db.get_one(Organisation, 1)
    settled = entry.billed_at is not None or is_closed(organisation, entry.start_at, entry.day)
    lots = lot_rows.lots(db, [entry.account_id])
    return Explanation(
        entry=entry,
        charge=charge,
        billed=entry.billed_at is not None,
        closed=is_closed(organisation, entry.start_at, entry.day),
        account=db.get_one(Account, entry.account_id).name,
        rep=db.get_one(Rep, entry.rep_id).name,
        service=None if entry.service_id is None else db.get_one(Service, entry.service_id).name,
        ticket=None if entry.ticket_id is None else db.get_one(Ticket, entry.ticket_id).number,
        cost_currency=organisation.currency,
        zone=db.get_one(Calendar, charge.calendar_id).zone,
        steps=snapshot(portions, lots, stated=entry.start_at is None) if settled else _again(db, entry),
        rules=sql.names(db, BillRule),
        contracts=sql.names(db, Contract),
        calendars=sql.names(db, Calendar),
        lots={row.key: _grant(row) for row in lots.values()},
    )


def _again(db: Database, entry: TimeEntry) -> tuple[Step, ...]:
    """Rate the entry's account once more: what one entry costs may depend on the others."""
    found = work(db, [entry.account_id])
    if found is None:
        return ()
    row = int(np.searchsorted(found.entries.id, entry.id or 0))
    return steps(row, found.entries, found.terms, found.billed)


def _grant(row: lot_rows.LotRow) -> Grant:
    last = None if row.last_day is None else date.fromordinal(row.last_day)
    return Grant(row.granted, max(row.granted - row.drawn, 0), date.fromordinal(row.first_day), last)
