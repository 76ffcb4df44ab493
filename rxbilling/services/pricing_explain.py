"""Why an entry costs what it costs (R28): the engine's steps, and the names behind their keys."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.columns import NONE, Kind
from rxbilling.engine.explain import steps
from rxbilling.engine.steps import AmountStep, CutStep, PriceStep, Step
from rxbilling.engine.terms import Level, Tier
from rxbilling.models import (
    Account,
    BillRule,
    Calendar,
    Charge,
    Contract,
    Organisation,
    Portion,
    Rep,
    Service,
    Ticket,
    TimeEntry,
)
from rxbilling.models import pricing_rows as sql
from rxbilling.services.pricing import rated


@dataclass(frozen=True, slots=True)
class Explanation:
    """A charge and how it came about.

    Steps name rules, contracts and calendars by key; ``rules``, ``contracts`` and ``calendars`` give the names of
    those keys. ``charge`` is what is stored: amounts in minor units of its currency, its cost in ``cost_currency``.
    A billed charge is a snapshot (R24): its steps are what was stored with it.
    """

    entry: TimeEntry
    charge: Charge
    billed: bool
    account: str
    rep: str
    service: str | None
    ticket: str | None
    cost_currency: str
    steps: tuple[Step, ...]
    rules: dict[str, str]
    contracts: dict[str, str]
    calendars: dict[str, str]


def explain(db: Database, entry_id: int) -> Explanation | None:
    """Explain the charge of an entry; None if there is no such entry, or it was never priced."""
    found = sql.entry_and_charge(db, entry_id)
    if found is None:
        return None
    entry, charge, portions = found
    if charge is None:
        return None
    billed = entry.billed_at is not None
    return Explanation(
        entry=entry,
        charge=charge,
        billed=billed,
        account=db.get_one(Account, entry.account_id).name,
        rep=db.get_one(Rep, entry.rep_id).name,
        service=None if entry.service_id is None else db.get_one(Service, entry.service_id).name,
        ticket=None if entry.ticket_id is None else db.get_one(Ticket, entry.ticket_id).number,
        cost_currency=db.get_one(Organisation, 1).currency,
        steps=tuple(_stored(portions, stated=entry.start_at is None)) if billed else _again(db, entry),
        rules=sql.names(db, BillRule),
        contracts=sql.names(db, Contract),
        calendars=sql.names(db, Calendar),
    )


def _again(db: Database, entry: TimeEntry) -> tuple[Step, ...]:
    """Rate the entry's account once more: what one entry costs may depend on the others."""
    found = rated(db, [entry.account_id])
    if found is None:
        return ()
    row = int(np.searchsorted(found.entries.id, entry.id or 0))
    return steps(row, found.entries, found.charges, found.terms)


def _stored(portions: list[Portion], *, stated: bool) -> Iterator[Step]:
    """Read the steps of a billed charge from its portions; today's terms may differ from those it was made with."""
    for part in portions:
        tier, kind = Tier(part.tier).name.lower(), Kind(part.kind).name.lower()
        level = None if part.level == NONE else Level(part.level).name.lower()
        rule = None if part.rule_id is None else str(part.rule_id)
        yield CutStep(part.seq, part.start_at, part.end_at, part.worked_s, tier, stated)
        yield PriceStep(part.seq, kind, level, rule, None)
    for part in portions:
        yield AmountStep(part.seq, part.rate, part.factor_bp, part.billable_s, part.amount)
