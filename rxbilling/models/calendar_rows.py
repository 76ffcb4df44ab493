"""SQL about calendars: their own holidays, and whose clocks they are."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select

from rxbilling.models.contracts import Contract
from rxbilling.models.customers import Account
from rxbilling.models.organisation import Calendar, CalendarHoliday


def calendars(db: Database) -> list[Calendar]:
    """Return all calendars by name."""
    return list(db.exec(select(Calendar).order_by(func.lower(Calendar.name))))


def named(db: Database, name: str) -> Calendar | None:
    """Return the calendar of a name, in any case of letters."""
    return db.exec(select(Calendar).where(func.lower(Calendar.name) == name.lower())).first()


def own_days(db: Database, number: int) -> list[CalendarHoliday]:
    """Return the holidays that an organisation added to a calendar, by day."""
    query = select(CalendarHoliday).where(CalendarHoliday.calendar_id == number)
    return list(db.exec(query.order_by(col(CalendarHoliday.day))))


def set_own_days(db: Database, number: int, days: Sequence[CalendarHoliday]) -> None:
    """Put other holidays in the place of those that an organisation added."""
    db.exec(delete(CalendarHoliday).where(col(CalendarHoliday.calendar_id) == number))
    db.add_all(days)
    db.flush()


def accounts(db: Database, number: int) -> list[tuple[int, str]]:
    """Return the accounts that have chosen a calendar, by name."""
    query = select(Account.id, Account.name).where(Account.calendar_id == number)
    return [(one or 0, name) for one, name in db.exec(query.order_by(func.lower(Account.name)))]


def contracts(db: Database, number: int) -> list[tuple[int, str]]:
    """Return the contracts that have chosen a calendar: the account of each, and its number and name."""
    query = select(Contract).where(Contract.calendar_id == number).order_by(col(Contract.number))
    return [(row.account_id, f"{row.number} · {row.name}") for row in db.exec(query)]
