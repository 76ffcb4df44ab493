"""Customers, as other programs see them."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.models import Account, Calendar, Organisation, api_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.entry_drafts import UNKNOWN
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import Page, Window, cut


@dataclass(frozen=True, slots=True)
class Customer:
    """An account; ``currency`` and ``zone`` are those that hold for it, its own or the organisation's."""

    id: int
    name: str
    country: str
    currency: str
    zone: str
    active: bool


def some(actor: Actor | None, window: Window, part: str = "", active: bool | None = None) -> Page[Customer]:
    """Return accounts whose name contains a text."""
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        rows = api_rows.accounts(db, window.after, window.most, part, active)
        return cut(rows, window, lambda row: row.id, lambda row: _customer(db, row))


def look(actor: Actor | None, number: int) -> Customer:
    """Return an account.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        found = db.get(Account, number) if may_be_number(number) else None
        if found is None:
            raise NotThere(UNKNOWN["account"])
        return _customer(db, found)


def _customer(db: Database, row: Account) -> Customer:
    # Both are read once a session: it keeps what it has read.
    organisation = db.get_one(Organisation, 1)
    calendar = db.get_one(Calendar, row.calendar_id or organisation.calendar_id)
    return Customer(
        id=row.id or 0,
        name=row.name,
        country=row.country,
        currency=row.currency or organisation.currency,
        zone=calendar.zone,
        active=row.active,
    )
