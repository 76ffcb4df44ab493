"""Issuing bills: they get their numbers, and what is on them is billed (R26)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Bill, Organisation, bill_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit, pricing
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.bill_days import day_of
from rxbilling.services.bill_drafts import drafts, stale
from rxbilling.services.bill_runs import facts
from rxbilling.services.clock import now, today

NUMBER_DIGITS = 4
# Base charges are billed before their cycle, and bills are dated a few days ahead.
LONG_BEFORE, LONG_AHEAD = 100, 31
EARLY = N_("This day is long before what is billed. Choose {day} or a later one.")
LATE = N_("This day is far ahead. Choose {day} or an earlier one.")
BEFORE = N_("Bill {number} is of {day}: later numbers are not of earlier days.")
NONE_CHOSEN = Message(N_("Choose the drafts that are issued."))
STALE = N_("What is on {count} drafts has changed since they were made ({names}). Make them again, then issue them.")
NAMES_SHOWN = 5


def issue(actor: Actor | None, ids: Sequence[int], day: date) -> list[str]:
    """Issue drafts on a day, all or none; return their numbers, in the order of the drafts'.

    Raises:
        Refused: the actor may not, one is not there or issued, or (NotNow) is not up to date any more.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    if not ids:
        raise Invalid("ids", NONE_CHOSEN)
    with writing() as db:
        bills = drafts(db, ids)
        _check_day(db, bills, day)
        if old := stale(db, bills):
            raise NotNow(Message(STALE, {"count": len(old), "names": _names(old)}))
        issued_at = now()
        for bill in bills:
            give_number(db, bill, day, issued_at)
        _mark(db, bills, issued_at)
        for bill in bills:
            audit.record(db, actor, "issue", "bill", subject_id=bill.id, after=facts(bill))
    return [bill.number or "" for bill in bills]


def _check_day(db: Database, bills: Sequence[Bill], day: date) -> None:
    """Refuse a day that is far away, as if it were a mistake, or that numbers would not follow."""
    first = date.fromordinal(max(bill.first_day for bill in bills) - LONG_BEFORE)
    last = day_of(db) + timedelta(days=LONG_AHEAD)
    if day > last:
        raise Invalid("day", Message(LATE, {"day": last}))
    if day < first:
        raise Invalid("day", Message(EARLY, {"day": first}))
    latest = bill_rows.latest(db)
    if latest and day.toordinal() < latest.bill_day:
        day_of_latest = date.fromordinal(latest.bill_day)
        raise Invalid("day", Message(BEFORE, {"number": latest.number or "", "day": day_of_latest}))


def give_number(db: Database, bill: Bill, day: date, issued_at: int) -> None:
    """Issue a bill with the next number of the organisation's one series: none is left out, none given twice."""
    organisation = db.get_one(Organisation, 1)
    bill.number = number_of(organisation.bill_prefix, organisation.bill_next_number)
    organisation.bill_next_number += 1
    bill.state, bill.issued_at, bill.bill_day = "issued", issued_at, day.toordinal()
    bill.due_day = bill.bill_day + bill.payment_days if bill.kind == "bill" else None
    bill.version += 1
    db.add_all([organisation, bill])
    db.flush()


def number_of(prefix: str, number: int) -> str:
    """Return a number as it stands on bills."""
    return f"{prefix}{number:0{NUMBER_DIGITS}}"


def _mark(db: Database, bills: Sequence[Bill], issued_at: int) -> None:
    ids, revision = [bill.id or 0 for bill in bills], next_revision(db)
    bill_rows.mark(db, ids, issued_at, revision)
    # What is billed counts in lots and rounding as it was; the rest is priced beside it (R25).
    pricing.price(db, bill_rows.accounts(db, ids), until=today("UTC").toordinal(), revision=revision)


def _names(bills: Sequence[Bill]) -> str:
    more = ", …" if len(bills) > NAMES_SHOWN else ""
    return ", ".join(bill.name for bill in bills[:NAMES_SHOWN]) + more
