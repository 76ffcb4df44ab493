"""SQL of accounts: which there are, whom to ask there, and what they have."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session as Database
from sqlmodel import col, func, select

from rxbilling.engine.columns import Kind
from rxbilling.models.choice_rows import containing
from rxbilling.models.contracts import BillRule, Contract
from rxbilling.models.customers import Account, Contact
from rxbilling.models.organisation import Calendar, Organisation
from rxbilling.models.pricing_rows import numbers as listed
from rxbilling.models.references import is_referred_to

CHUNK = 20_000
# What is included of entries, as it is charged, and the subjects of their tickets.
INCLUDED_SQL = "SELECT entry_id, sum(billable_s) FROM portion WHERE kind = {kind} AND entry_id IN ({ids}) GROUP BY 1"
SUBJECTS_SQL = "SELECT t.id, k.subject FROM time_entry t JOIN ticket k ON k.id = t.ticket_id WHERE t.id IN ({ids})"


class Wanted(NamedTuple):
    """Which accounts: those whose name contains a text, that are active or not (None: all)."""

    part: str = ""
    active: bool | None = None


def accounts(db: Database, wanted: Wanted, first: int, most: int) -> list[tuple[Account, str]]:
    """Return accounts by name, each with the name of the calendar that holds for it."""
    home = db.get_one(Organisation, 1).calendar_id
    query = select(Account, Calendar.name).join(
        Calendar, col(Calendar.id) == func.coalesce(col(Account.calendar_id), home)
    )
    query = query.where(*_conditions(wanted)).order_by(func.lower(Account.name), col(Account.id))
    return [(account, name) for account, name in db.exec(query.offset(first).limit(most))]


def count(db: Database, wanted: Wanted) -> int:
    """Count accounts."""
    return int(db.exec(select(func.count(col(Account.id))).where(*_conditions(wanted))).one())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.part:
        found.append(func.lower(Account.name).like(containing(wanted.part), escape="!"))
    if wanted.active is not None:
        found.append(col(Account.active) == wanted.active)
    return found


def named(db: Database, name: str) -> Account | None:
    """Return the account of a name, in any case of letters."""
    return db.exec(select(Account).where(func.lower(Account.name) == name.lower())).first()


def contacts(db: Database, number: int) -> list[Contact]:
    """Return the people of an account, by name."""
    query = select(Contact).where(Contact.account_id == number)
    return list(db.exec(query.order_by(func.lower(Contact.name), col(Contact.id))))


def has_anything(db: Database, number: int) -> bool:
    """Say whether anything is there of an account that would be lost without it: work, agreements, prices."""
    return is_referred_to(db, Account, number) or any(_is_about(rule, number) for rule in db.exec(select(BillRule)))


def _is_about(rule: BillRule, number: int) -> bool:
    own = rule.level == "account" and rule.level_of_id == number
    return own or number in rule.criteria.get("account", ())


def contracts(db: Database, number: int) -> list[Contract]:
    """Return the contracts of an account, by number of their rows."""
    return list(db.exec(select(Contract).where(Contract.account_id == number).order_by(col(Contract.id))))


def included(db: Database, numbers: Sequence[int]) -> dict[int, int]:
    """Return the seconds of entries that contracts include, by number; those without any are left out."""
    return _of_entries(db, INCLUDED_SQL.format(kind=int(Kind.INCLUDED), ids="{ids}"), numbers)


def subjects(db: Database, numbers: Sequence[int]) -> Mapping[int, str]:
    """Return the subjects of the tickets of entries, by number of the entry."""
    return _of_entries(db, SUBJECTS_SQL, numbers)


def _of_entries(db: Database, sql: str, numbers: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for begin in range(0, len(numbers), CHUNK):
        rows = db.connection().exec_driver_sql(sql.format(ids=listed(list(numbers[begin : begin + CHUNK]))))
        found |= {row[0]: row[1] for row in rows}
    return found
