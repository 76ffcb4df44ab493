"""Money that reps spend, and what proves it."""

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

FILE_TYPES = ("application/pdf", "image/jpeg", "image/png", "image/webp")


class Expense(Row, table=True):
    """Money that a rep spent; ``amount`` includes ``tax_amount``. Without an account it is the organisation's own."""

    __table_args__ = (
        check("amount", "amount >= 0"),
        check("tax", "tax_amount BETWEEN 0 AND amount"),
        check("billed", "billed_at IS NULL OR billable"),
    )
    rep_id: int = Field(foreign_key="rep.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    day: int
    category: str
    note: str = ""
    currency: str
    amount: int = big()
    tax_amount: int = big(default=0)
    billable: bool = True
    reimbursed: bool = False
    billed_at: int | None = big(default=None)
    billed_reference: str = ""
    deleted_at: int | None = big(default=None)


class Receipt(Row, table=True):
    """The file that proves an expense, one for each; ``media_type`` is what its content was found to be."""

    __table_args__ = (
        UniqueConstraint("expense_id"),
        one_of("media_type", FILE_TYPES),
        check("size", "size > 0"),
    )
    expense_id: int = Field(foreign_key="expense.id", ondelete="CASCADE")
    filename: str
    media_type: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)
