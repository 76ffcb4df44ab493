"""The organisation, its calendars, and the counter that tells readers what changed."""

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxbilling.models.base import Row, big, check, one_of

ROUNDING_MODES = ("up", "nearest", "down")
CLOSED = "(closed_day IS NULL) = (closed_before IS NULL)"
ROUNDING_SCOPES = ("entry", "ticket-day", "ticket", "day", "cycle")
BILL_DETAILS = ("entry", "ticket", "service", "tier")
HOURS_STYLES = ("clock", "decimal")
TAX_SCOPES = ("bill", "line")


class RoundingColumns(SQLModel):
    """A rounding policy (R11); without an increment the next level decides."""

    rounding_increment_s: int | None = None
    rounding_minimum_s: int = 0
    rounding_mode: str = "up"
    rounding_scope: str = "entry"


def rounding_checks() -> tuple[CheckConstraint, ...]:
    """Return the checks of those columns, anew for each table."""
    return (
        check("rounding_increment", "rounding_increment_s IS NULL OR rounding_increment_s >= 0"),
        check("rounding_minimum", "rounding_minimum_s >= 0"),
        one_of("rounding_mode", ROUNDING_MODES),
        one_of("rounding_scope", ROUNDING_SCOPES),
    )


class Calendar(Row, table=True):
    """Zone, hours, weekend and holidays of customers (R3).

    ``hours`` holds seven lists, Monday first, of [opening, closing] in seconds after local midnight;
    ``holiday_country`` and ``holiday_subdivision`` name a table of the ``holidays`` library.
    """

    __table_args__ = (UniqueConstraint("name"),)
    name: str
    zone: str
    hours: list[list[list[int]]] = Field(sa_type=JSON)
    weekend: list[int] = Field(sa_type=JSON)
    holiday_country: str | None = None
    holiday_subdivision: str | None = None


class CalendarHoliday(Row, table=True):
    """A holiday that an organisation adds to a calendar: one whole local day."""

    __tablename__ = "calendar_holiday"
    __table_args__ = (UniqueConstraint("calendar_id", "day"),)
    calendar_id: int = Field(foreign_key="calendar.id", ondelete="CASCADE")
    day: int
    name: str = ""


class Organisation(Row, RoundingColumns, table=True):
    """The one organisation that this installation serves; its row has number 1.

    The books are closed up to and including ``closed_day``; ``closed_before`` is the instant at which the day after
    it begins, in the zone of the organisation's calendar. With ``approval`` only work of approved weeks can be billed.
    Contracts are told of ``notice_days`` before they end, and when ``notice_percents`` of what a cycle includes are
    used; ``noticed_day`` is the last day of which that was done.

    Bills are numbered ``bill_prefix`` and ``bill_next_number``, and say the organisation's address and what else is
    below. ``bill_taxes`` and ``payment_days`` are those of bills without a contract.
    """

    __table_args__ = (
        check("single", "id = 1"),
        check("closed", CLOSED),
        check("bill_next_number", "bill_next_number > 0"),
        one_of("bill_detail", BILL_DETAILS),
        one_of("hours_style", HOURS_STYLES),
        one_of("tax_scope", TAX_SCOPES),
        *rounding_checks(),
    )
    name: str
    currency: str = "EUR"
    calendar_id: int = Field(foreign_key="calendar.id")
    is_demo: bool = False
    approval: bool = False
    closed_day: int | None = None
    closed_before: int | None = big(default=None)
    notice_days: list[int] = Field(default=[60, 30, 7], sa_type=JSON)
    notice_percents: list[int] = Field(default=[80, 100], sa_type=JSON)
    noticed_day: int | None = None
    quickbooks_company: str = ""
    quickbooks_create_time: str = ""
    address: str = ""
    tax_number: str = ""
    email: str = ""
    bill_footer: str = ""
    bill_prefix: str = ""
    bill_next_number: int = 1
    bill_detail: str = "ticket"
    hours_style: str = "clock"
    tax_scope: str = "bill"
    bill_taxes: list[dict[str, str | int]] = Field(default=[], sa_type=JSON)
    payment_days: int = 30


class Revision(SQLModel, table=True):
    """One number, raised by every change of entries: what is newer than it was read is read again.

    Where rows were really deleted, not only marked, ``epoch`` grows: everything is read again.
    """

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    epoch: int = 0
