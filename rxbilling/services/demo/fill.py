"""Filling an empty installation with the demo, and emptying it again: each in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from dateutil.relativedelta import relativedelta
from sqlalchemy import Engine
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Organisation, Rep, Service, demo_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit
from rxbilling.services.access import Actor, Refused, Right, require
from rxbilling.services.closing import open_all
from rxbilling.services.countries import calendar_for_country
from rxbilling.services.demo import addresses, company
from rxbilling.services.demo.agreements import add_agreements
from rxbilling.services.demo.expenses import store_expenses
from rxbilling.services.demo.rules import add_cost_rates
from rxbilling.services.demo.store import Numbers, store_work
from rxbilling.services.demo.work import MONTHS, make_work
from rxbilling.services.pricing import price
from rxbilling.services.setup import DEFAULT_NAME, ensure_organisation

USUAL_ENTRIES = 9_000
FEWEST_ENTRIES = 200
BILLED_ON = 3 * DAY + 8 * 3600

NOT_EMPTY = Message(
    N_("The demo needs an empty installation, and this one has data. Start a second one with its own data folder.")
)
TOO_FEW = Message(N_("The demo needs at least {fewest} time entries."), {"fewest": FEWEST_ENTRIES})
NOT_DEMO = Message(N_("This installation holds real data, not the demo. Nothing was removed."))


@dataclass(frozen=True, slots=True)
class Filled:
    """What the demo holds."""

    accounts: int
    reps: int
    tickets: int
    entries: int
    without_price: int


def fill_demo(
    actor: Actor | None, *, today: date, entries: int | None = None, seed: int = 7, source: Engine | None = None
) -> Filled:
    """Fill an empty installation with a support company of 18 months, ending today; equal seeds give equal rows.

    Raises:
        Refused: The actor may not import, there is data already, or fewer entries are asked for than the demo needs.
    """
    actor = require(actor, Right.IMPORT)
    count = USUAL_ENTRIES if entries is None else entries
    if count < FEWEST_ENTRIES:
        raise Refused(TOO_FEW)
    with writing(source) as db:
        if not demo_rows.is_empty(db):
            raise Refused(NOT_EMPTY)
        organisation = ensure_organisation(db, zone=company.ZONE)
        open_all(db, actor, organisation)
        demo_rows.empty(db, organisation)  # rules that came with the installation would win over those of the demo
        organisation.name, organisation.is_demo = company.ORGANISATION, True
        addresses.furnish(organisation)
        filled = _fill(db, np.random.default_rng(seed), count, today)
        audit.record(db, actor, "fill", "demo", after={"entries": count, "seed": seed})
    return filled


def clear_demo(actor: Actor | None, source: Engine | None = None) -> None:
    """Remove the demo and leave an empty organisation; users and the audit trail stay.

    Raises:
        Refused: The actor may not import, or this is no demo.
    """
    actor = require(actor, Right.IMPORT)
    with writing(source) as db:
        organisation = db.get(Organisation, 1)
        if organisation is None or not organisation.is_demo:
            raise Refused(NOT_DEMO)
        open_all(db, actor, organisation)
        demo_rows.empty(db, organisation)
        organisation.name, organisation.is_demo = DEFAULT_NAME, False
        addresses.clear(organisation)
        next_revision(db)
        audit.record(db, actor, "clear", "demo")


def _fill(db: Database, rng: np.random.Generator, count: int, today: date) -> Filled:
    customers, staff = company.customers(count), company.staff(count)
    accounts = _accounts(db, customers)
    reps = [Rep(name=person.name, role=person.role) for person in staff]
    services = [Service(name=name) for name in company.SERVICES]
    db.add_all([*reps, *services])
    db.flush()
    numbers = Numbers(accounts, [rep.id or 0 for rep in reps], [service.id or 0 for service in services])
    add_cost_rates(db, reps, staff, today)
    work = make_work(rng, count, today, customers, staff)
    add_agreements(db, work, customers, today, accounts=numbers.accounts, services=numbers.services)
    revision = next_revision(db)
    store_work(db, rng, work, customers, numbers, today=today, revision=revision)
    priced = price(db, until=today.toordinal(), revision=revision)
    months = billed_months(today)
    demo_rows.mark_billed(db, months)
    store_expenses(db, rng, work, customers, numbers, months)
    return Filled(len(customers), len(staff), len(work.ticket_account), len(work), priced.without_price)


def _accounts(db: Database, customers: Sequence[company.Customer]) -> list[int]:
    rows = [
        Account(
            name=customer.name,
            country=customer.country,
            currency=customer.currency,
            calendar_id=calendar_for_country(db, customer.country),
        )
        for customer in customers
    ]
    db.add_all(rows)
    db.flush()
    db.add_all(addresses.address(rows))
    return [row.id or 0 for row in rows]


def billed_months(today: date) -> list[demo_rows.BilledMonth]:
    """Return the months that are billed by today: all but the present and the one before, each billed on the fourth."""
    starts = [today.replace(day=1) - relativedelta(months=back) for back in range(MONTHS, 0, -1)]
    return [
        demo_rows.BilledMonth(
            first.toordinal(),
            following.toordinal() - 1,
            (following.toordinal() - EPOCH_DAY) * DAY + BILLED_ON,
            f"INV-{first:%Y-%m}",
        )
        for first, following in pairwise(starts)
    ]
