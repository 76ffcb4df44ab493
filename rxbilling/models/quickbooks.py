"""What is known of QuickBooks: what our things are called there, its own lists, and what was sent to it."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, one_of

# What has a name there: an account, a rep and his payroll item, a service and its class, a charge without a service,
# a tax, and what is the company's own (its receivables, its income …).
NAMED = ("customer", "employee", "payroll", "item", "class", "charge", "tax", "company")
LISTS = ("customer", "employee", "vendor", "item", "class", "account", "tax")
SENT = ("entry", "bill")


class QuickBooksName(Row, table=True):
    """What one of our things is called in QuickBooks.

    ``key`` is its number (0: work without a service), or the word for what has none (any more). ``their_id``
    is the number that QuickBooks Online knows it by; empty where that was never imported.
    """

    __tablename__ = "quickbooks_name"
    __table_args__ = (UniqueConstraint("kind", "key"), one_of("kind", NAMED))
    kind: str
    key: str
    name: str
    their_id: str = ""


class QuickBooksListed(Row, table=True):
    """A name on a list of QuickBooks, as it was imported last."""

    __tablename__ = "quickbooks_list"
    __table_args__ = (UniqueConstraint("kind", "name"), one_of("kind", LISTS))
    kind: str
    name: str
    their_id: str = ""


class ExportItem(Row, table=True):
    """An entry or a bill that is in a file which was made: QuickBooks itself does not notice what comes twice."""

    __tablename__ = "export_item"
    __table_args__ = (UniqueConstraint("kind", "row_id", "export_id"), one_of("kind", SENT))
    export_id: int = Field(foreign_key="export.id", ondelete="CASCADE", index=True)
    kind: str
    row_id: int
