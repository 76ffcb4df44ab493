"""SQL about a rep's day: the timer that runs, what work is for, and when it is expected."""

from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.customers import Account, Service, Ticket
from rxbilling.models.organisation import CalendarHoliday
from rxbilling.models.people import Rep
from rxbilling.models.timesheets import Timer
from rxbilling.models.work import TimeEntry


def timer_of(db: Database, rep_id: int) -> Timer | None:
    """Return the timer of a rep, if one runs."""
    return db.exec(select(Timer).where(Timer.rep_id == rep_id)).first()


def task_names(db: Database, account_id: int, service_id: int | None, ticket_id: int | None) -> tuple[str, str, str]:
    """Return the names of an account, a service and a ticket; empty for none."""
    service = None if service_id is None else db.get(Service, service_id)
    ticket = None if ticket_id is None else db.get(Ticket, ticket_id)
    return (
        db.get_one(Account, account_id).name,
        service.name if service else "",
        ticket.number if ticket else "",
    )


def own_holidays(db: Database, calendar_id: int, first: int, last: int) -> dict[int, str]:
    """Return the names of a calendar's own holidays by day, both ends included."""
    query = select(CalendarHoliday.day, CalendarHoliday.name).where(
        CalendarHoliday.calendar_id == calendar_id, CalendarHoliday.day >= first, CalendarHoliday.day <= last
    )
    return dict(db.exec(query).all())


def reps_of(db: Database, only: int | None) -> list[Rep]:
    """Return all reps by number, or one."""
    query = select(Rep).order_by(col(Rep.id))
    return list(db.exec(query if only is None else query.where(Rep.id == only)))


def is_logged(db: Database, rep_id: int, day: int, account_id: int, service_id: int | None) -> bool:
    """Say whether a rep has logged work of a day for an account and a service."""
    query = select(TimeEntry.id).where(
        TimeEntry.rep_id == rep_id,
        TimeEntry.day == day,
        TimeEntry.account_id == account_id,
        col(TimeEntry.service_id).is_not_distinct_from(service_id),
        col(TimeEntry.deleted_at).is_(None),
    )
    return db.exec(query).first() is not None
