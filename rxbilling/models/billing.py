"""Bills, their lines, and the files that were exported."""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

BILL_STATES = ("draft", "issued", "void")
LINE_KINDS = ("base", "work", "extra", "expense", "discount", "tax")


class Bill(Row, table=True):
    """A bill of one account in one currency; ``total`` is what its lines add up to (R22)."""

    __table_args__ = (
        UniqueConstraint("number"),
        one_of("state", BILL_STATES),
        check("numbered", "state = 'draft' OR number IS NOT NULL"),
        check("days", "last_day >= first_day"),
    )
    number: str | None = None
    account_id: int = Field(foreign_key="account.id", index=True)
    contract_id: int | None = Field(default=None, foreign_key="contract.id", index=True)
    state: str = "draft"
    currency: str
    first_day: int
    last_day: int
    issued_at: int | None = big(default=None)
    due_day: int | None = None
    voided_at: int | None = big(default=None)
    void_reason: str = ""
    total: int = big(default=0)
    replaces_id: int | None = Field(default=None, foreign_key="bill.id")


class BillLine(Row, table=True):
    """A line of a bill. A portion stands on at most one live line (R25)."""

    __tablename__ = "bill_line"
    __table_args__ = (
        one_of("kind", LINE_KINDS),
        ForeignKeyConstraint(["entry_id", "portion_seq"], ["portion.entry_id", "portion.seq"]),
        Index(
            "uq_bill_line_live_portion",
            "entry_id",
            "portion_seq",
            unique=True,
            sqlite_where=text("live"),
            postgresql_where=text("live"),
        ),
        Index(
            "uq_bill_line_live_expense",
            "expense_id",
            unique=True,
            sqlite_where=text("live AND expense_id IS NOT NULL"),
            postgresql_where=text("live AND expense_id IS NOT NULL"),
        ),
    )
    bill_id: int = Field(foreign_key="bill.id", index=True)
    position: int
    kind: str
    entry_id: int | None = None
    portion_seq: int | None = None
    expense_id: int | None = Field(default=None, foreign_key="expense.id")
    text: str = ""
    quantity_s: int | None = None
    amount: int = big()
    live: bool = True


class Export(Row, table=True):
    """A file that was made: by whom, of what, and its SHA-256."""

    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    at: int = big(index=True)
    format: str
    filter: str
    row_count: int
    sha256: str
