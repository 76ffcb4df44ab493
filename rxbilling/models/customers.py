"""Whom the work is for: accounts, services, tickets."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of, partial_index
from rxbilling.models.organisation import BILL_DETAILS, HOURS_STYLES, RoundingColumns, rounding_checks

TICKET_STATES = ("open", "closed")


class Account(Row, RoundingColumns, table=True):
    """A customer; where it has no calendar, currency, language or way to be billed, the organisation's hold."""

    __table_args__ = (
        UniqueConstraint("name"),
        one_of("bill_detail", BILL_DETAILS),
        one_of("hours_style", HOURS_STYLES),
        *rounding_checks(),
    )
    name: str
    country: str = ""
    currency: str | None = None
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")
    active: bool = True
    address: str = ""
    tax_number: str = ""
    language: str = ""
    note: str = ""
    bill_detail: str | None = None
    hours_style: str | None = None
    bill_email: str = ""


class Contact(Row, table=True):
    """A person at a customer."""

    __table_args__ = (UniqueConstraint("account_id", "name"),)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    name: str
    position: str = ""
    email: str = ""
    phone: str = ""


class Service(Row, table=True):
    """A kind of work that is sold."""

    __table_args__ = (UniqueConstraint("name"),)
    name: str


class Ticket(Row, table=True):
    """A customer's request; ``contract_id`` is its own contract (R6a), or the one that it was opened under.

    ``opened_by`` is the user who opened it here; where its contract allowed none, ``override_reason`` is why that was
    done all the same (R18).

    Two accounts may use the same number: imported tickets are often names of tasks.
    """

    __table_args__ = (
        UniqueConstraint("account_id", "number"),
        one_of("state", TICKET_STATES),
        check("times", "closed_at IS NULL OR closed_at >= opened_at"),
        partial_index("ticket_contract_id", "contract_id", "contract_id IS NOT NULL"),
    )
    number: str
    account_id: int = Field(foreign_key="account.id", index=True)
    subject: str = ""
    product: str = ""
    priority: str = ""
    ticket_type: str = ""
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
    state: str = "open"
    opened_at: int = big()
    closed_at: int | None = big(default=None)
    service_id: int | None = Field(default=None, foreign_key="service.id")
    opened_by: int | None = Field(default=None, foreign_key="app_user.id")
    override_reason: str = ""
