"""SQL of the demo: whether there is room for it, marking its older work as billed, taking everything away again."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session as Database
from sqlmodel import SQLModel, col, delete, select, update

from rxbilling.models.billing import Bill, BillLine, BillTax, Export, ExtraCharge, Logo, Payment
from rxbilling.models.bulk import table_of
from rxbilling.models.contracts import BillRule, Contract, ContractCover, Lot, SupportPlan, TopUp, TopUpOffer
from rxbilling.models.customers import Account, Contact, Service, Ticket
from rxbilling.models.expenses import Expense, Receipt
from rxbilling.models.log import ImportRun, Mail, Notice
from rxbilling.models.organisation import Calendar, CalendarHoliday, Organisation
from rxbilling.models.people import CostRate, Rep, User
from rxbilling.models.quickbooks import ExportItem, QuickBooksListed, QuickBooksName
from rxbilling.models.timesheets import Timer, Week
from rxbilling.models.views import ChangedEntry, ChangeSet
from rxbilling.models.work import Charge, Portion, TimeEntry

# Those that refer to others come first.
EMPTIED: tuple[type[SQLModel], ...] = (
    Mail, ExportItem, QuickBooksName, QuickBooksListed,
    Payment, BillTax, BillLine, Bill, ExtraCharge, Logo,
    Export, Notice, ChangedEntry, ChangeSet, Portion, Charge, TimeEntry, Receipt, Expense, Timer, Week,
    ImportRun, Ticket, Lot, TopUp, TopUpOffer, ContractCover, Contract, SupportPlan, BillRule, Contact, Account,
    CostRate, Rep, Service, CalendarHoliday,
)  # fmt: skip


class BilledMonth(NamedTuple):
    """The days of a month (ordinals, both included), when it was billed (epoch seconds) and under which reference."""

    first_day: int
    last_day: int
    at: int
    reference: str


def is_empty(db: Database) -> bool:
    """Say whether there is nobody yet to work for or with, and nothing agreed."""
    kinds = (Account.id, Rep.id, SupportPlan.id)
    return all(db.exec(select(number).limit(1)).first() is None for number in kinds)


def mark_billed(db: Database, months: Sequence[BilledMonth]) -> None:
    """Mark the billable, priced entries of some months as billed: the account's number ends the reference."""
    whens = [f"WHEN day <= {month.last_day} THEN" for month in months]
    at = " ".join(f"{when} {month.at}" for when, month in zip(whens, months, strict=True))
    reference = " ".join(f"{when} '{month.reference}-'" for when, month in zip(whens, months, strict=True))
    db.connection().exec_driver_sql(
        f"UPDATE time_entry SET billed_at = CASE {at} END,"  # noqa: S608 - integers, and words of the demo
        f" billed_reference = CASE {reference} END || CAST(account_id AS text)"
        f" WHERE billable AND billed_at IS NULL AND day BETWEEN {months[0].first_day} AND {months[-1].last_day}"
        " AND id IN (SELECT entry_id FROM charge WHERE problem = 0)"
    )


def empty(db: Database, organisation: Organisation) -> None:
    """Remove all customers, reps, agreements and work; users, the audit trail and the default calendar stay."""
    # What is billed cannot be deleted before its mark is taken back (R26).
    db.exec(update(TimeEntry).where(col(TimeEntry.billed_at).is_not(None)).values(billed_at=None))
    db.exec(update(Expense).where(col(Expense.billed_at).is_not(None)).values(billed_at=None))
    db.exec(update(User).values(rep_id=None))
    db.exec(update(Contract).values(renewal_of_id=None))
    for model in EMPTIED:
        db.connection().execute(table_of(model).delete())
    db.exec(delete(Calendar).where(col(Calendar.id) != organisation.calendar_id))
    # Numbers are used again from here on: readers must forget what they knew.
    db.connection().exec_driver_sql("UPDATE revision SET epoch = epoch + 1")
