"""Bills, credit notes, their lines and taxes, what was paid of them, and charges that finance adds to the next bill."""

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of
from rxbilling.models.organisation import BILL_DETAILS, HOURS_STYLES, TAX_SCOPES

BILL_KINDS = ("bill", "credit")
BILL_STATES = ("draft", "issued", "void")
PICTURES = ("image/jpeg", "image/png", "image/webp")
LINE_KINDS = ("base", "top_up", "work", "extra", "expense")


def _live(name: str, *columns: str) -> Index:
    """Return the index by which something stands on at most one live line (R25)."""
    where = text(f"live AND {columns[0]} IS NOT NULL")
    return Index(f"uq_bill_line_live_{name}", *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Bill(Row, table=True):
    """A bill of one account in one currency, or a credit note for one; a draft has no number yet.

    ``net`` and ``total`` are what its lines and taxes add up to (R22), 0 or less of a credit note. What it says of the
    organisation and the account, and how (``detail``, ``hours_style``), is as it was when it was made. ``tax_scope``,
    ``discount_bp`` and ``discount_amount`` are what it was made with.
    """

    __table_args__ = (
        UniqueConstraint("number"),
        one_of("kind", BILL_KINDS),
        one_of("state", BILL_STATES),
        one_of("detail", BILL_DETAILS),
        one_of("hours_style", HOURS_STYLES),
        one_of("tax_scope", TAX_SCOPES),
        check("numbered", "(state = 'draft') = (number IS NULL)"),
        check("credit", "(kind = 'credit') = (credits_id IS NOT NULL)"),
        check("sign", "(kind = 'bill' AND total >= 0) OR (kind = 'credit' AND total <= 0)"),
        check("days", "last_day >= first_day"),
        # Who acts on a draft that was discarded meanwhile must not meet another one under its number.
        {"sqlite_autoincrement": True},
    )
    kind: str = "bill"
    number: str | None = None
    account_id: int = Field(foreign_key="account.id", index=True)
    contract_id: int | None = Field(default=None, foreign_key="contract.id", index=True)
    state: str = "draft"
    currency: str
    first_day: int
    last_day: int
    bill_day: int
    due_day: int | None = None
    payment_days: int = 30
    issued_at: int | None = big(default=None)
    voided_at: int | None = big(default=None)
    voided_by: int | None = Field(default=None, foreign_key="app_user.id")
    void_reason: str = ""
    issuer_name: str = ""
    issuer_address: str = ""
    issuer_tax_number: str = ""
    issuer_email: str = ""
    footer: str = ""
    name: str = ""
    address: str = ""
    tax_number: str = ""
    email: str = ""
    contract: str = ""
    purchase_order: str = ""
    language: str = ""
    detail: str = "ticket"
    hours_style: str = "clock"
    tax_scope: str = "bill"
    discount_bp: int = 0
    discount_amount: int = big(default=0)
    net: int = big(default=0)
    total: int = big(default=0)
    note: str = ""
    replaces_id: int | None = Field(default=None, foreign_key="bill.id")
    credits_id: int | None = Field(default=None, foreign_key="bill.id", index=True)


class BillLine(Row, table=True):
    """One thing that is charged for: a portion, a cycle's base charge, a top-up, an extra charge, an expense (R25).

    It says all that is printed of it, as it was when the bill was made; lines with one ``position`` are printed as one.
    ``live`` is false on a void bill: what it was for can be billed again. ``rate`` is minor units of one ``per``,
    ``quantity`` thousandths of a piece. Lines of a credit note have the position of the line that they take back.
    """

    __tablename__ = "bill_line"
    __table_args__ = (
        one_of("kind", LINE_KINDS),
        _live("portion", "entry_id", "portion_seq"),
        _live("cycle", "contract_id", "cycle_day"),
        _live("top_up", "top_up_id"),
        _live("expense", "expense_id"),
        _live("extra", "extra_id"),
    )
    bill_id: int = Field(foreign_key="bill.id", index=True)
    position: int
    live: bool = True
    kind: str
    entry_id: int | None = Field(default=None, foreign_key="time_entry.id")
    portion_seq: int | None = None
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
    cycle_day: int | None = None
    top_up_id: int | None = Field(default=None, foreign_key="top_up.id")
    expense_id: int | None = Field(default=None, foreign_key="expense.id")
    extra_id: int | None = Field(default=None, foreign_key="extra_charge.id")
    day: int | None = None
    last_day: int | None = None
    text: str = ""
    ticket: str = ""
    subject: str = ""
    service: str = ""
    rep: str = ""
    tier: int | None = None
    portion_kind: int | None = None
    per: str | None = None
    seconds: int = 0
    quantity: int | None = big(default=None)
    rate: int | None = big(default=None)
    amount: int = big()
    discount: int = big(default=0)


class BillTax(Row, table=True):
    """What a named tax comes to on a bill, in basis points of its net."""

    __tablename__ = "bill_tax"
    __table_args__ = (UniqueConstraint("bill_id", "position"),)
    bill_id: int = Field(foreign_key="bill.id", ondelete="CASCADE")
    position: int
    name: str
    bp: int
    net: int = big()
    amount: int = big()


class Payment(Row, table=True):
    """Money that came in for a bill on a day, less than 0 where it was paid back; ``user_id`` wrote it down."""

    __table_args__ = (check("amount", "amount <> 0"),)
    bill_id: int = Field(foreign_key="bill.id", index=True)
    day: int
    amount: int = big()
    note: str = ""
    user_id: int | None = Field(default=None, foreign_key="app_user.id")


class ExtraCharge(Row, table=True):
    """What an account is charged beside its work, on its next bill; ``quantity`` is in thousandths of a piece."""

    __tablename__ = "extra_charge"
    __table_args__ = (check("quantity", "quantity > 0"), check("price", "price >= 0"), check("amount", "amount >= 0"))
    account_id: int = Field(foreign_key="account.id", index=True)
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
    day: int
    text: str
    quantity: int = big()
    price: int = big()
    amount: int = big()
    currency: str
    deleted_at: int | None = big(default=None)


class Logo(Row, table=True):
    """The picture that bills show at their head; its row has number 1."""

    __table_args__ = (check("single", "id = 1"), one_of("media_type", PICTURES))
    filename: str
    media_type: str
    content: bytes


class Export(Row, table=True):
    """A file that was made: by whom, of what, what its amounts come to by currency (minor units), and its SHA-256."""

    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    at: int = big(index=True)
    format: str
    filter: str
    row_count: int
    totals: dict[str, int] = Field(default={}, sa_type=JSON)
    sha256: str
