"""Bills: their lines as they are printed, taxes, payments, extra charges, and how an organisation bills."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.guards import create_bill_guards
from rxbilling.models.migrations.tables import table


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

# As in 0002, a column brings its constraint along, so that SQLite need not copy its table.
DETAILS, STYLES = "IN ('entry', 'ticket', 'service', 'tier')", "IN ('clock', 'decimal')"
COLUMNS = (
    "organisation ADD COLUMN address VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN tax_number VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN email VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN bill_footer VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN bill_prefix VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN bill_next_number INTEGER NOT NULL DEFAULT 1 "
    "CONSTRAINT ck_organisation_bill_next_number CHECK (bill_next_number > 0)",
    "organisation ADD COLUMN bill_detail VARCHAR NOT NULL DEFAULT 'ticket' "
    f"CONSTRAINT ck_organisation_bill_detail CHECK (bill_detail {DETAILS})",
    "organisation ADD COLUMN hours_style VARCHAR NOT NULL DEFAULT 'clock' "
    f"CONSTRAINT ck_organisation_hours_style CHECK (hours_style {STYLES})",
    "organisation ADD COLUMN tax_scope VARCHAR NOT NULL DEFAULT 'bill' "
    "CONSTRAINT ck_organisation_tax_scope CHECK (tax_scope IN ('bill', 'line'))",
    "organisation ADD COLUMN bill_taxes JSON NOT NULL DEFAULT '[]'",
    "organisation ADD COLUMN payment_days INTEGER NOT NULL DEFAULT 30",
    f"account ADD COLUMN bill_detail VARCHAR CONSTRAINT ck_account_bill_detail CHECK (bill_detail {DETAILS})",
    f"account ADD COLUMN hours_style VARCHAR CONSTRAINT ck_account_hours_style CHECK (hours_style {STYLES})",
)
LIVE = {
    "portion": ["entry_id", "portion_seq"],
    "cycle": ["contract_id", "cycle_day"],
    "top_up": ["top_up_id"],
    "expense": ["expense_id"],
    "extra": ["extra_id"],
}


def upgrade() -> None:
    # Nothing has ever written bills: their tables are empty, and are made anew.
    op.drop_table("bill_line")
    op.drop_table("bill")
    for column in COLUMNS:
        op.execute("ALTER TABLE " + column)
    create_extra_charges()
    create_bills()
    create_lines()
    create_payments()
    create_bill_guards()


def create_extra_charges() -> None:
    table("extra_charge",
        sa.Column("day", sa.Integer(), nullable=False),
        text("text"),
        money("quantity"),
        money("price"),
        money("amount"),
        text("currency"),
        money("deleted_at", nullable=True),
        check("extra_charge", "quantity", "quantity > 0"),
        check("extra_charge", "price", "price >= 0"),
        check("extra_charge", "amount", "amount >= 0"),
        account_id="account.id",
        contract_id="contract.id?",
    )
    op.create_index(op.f("ix_extra_charge_account_id"), "extra_charge", ["account_id"])


def create_bills() -> None:
    words = (
        "void_reason", "issuer_name", "issuer_address", "issuer_tax_number", "issuer_email", "footer", "name",
        "address", "tax_number", "email", "contract", "purchase_order", "language", "detail", "hours_style",
        "tax_scope", "note",
    )
    table("bill",
        text("kind"),
        sa.Column("number", sa.String(), nullable=True),
        text("state"),
        text("currency"),
        *[sa.Column(name, sa.Integer(), nullable=False) for name in ("first_day", "last_day", "bill_day")],
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        money("issued_at", nullable=True),
        money("voided_at", nullable=True),
        *map(text, words),
        sa.Column("discount_bp", sa.Integer(), nullable=False),
        *map(money, ("discount_amount", "net", "total")),
        check("bill", "kind", "kind IN ('bill', 'credit')"),
        check("bill", "state", "state IN ('draft', 'issued', 'void')"),
        check("bill", "detail", f"detail {DETAILS}"),
        check("bill", "hours_style", f"hours_style {STYLES}"),
        check("bill", "tax_scope", "tax_scope IN ('bill', 'line')"),
        check("bill", "numbered", "(state = 'draft') = (number IS NULL)"),
        check("bill", "credit", "(kind = 'credit') = (credits_id IS NOT NULL)"),
        check("bill", "sign", "(kind = 'bill' AND total >= 0) OR (kind = 'credit' AND total <= 0)"),
        check("bill", "days", "last_day >= first_day"),
        sa.UniqueConstraint("number", name=op.f("uq_bill_number")),
        numbers_once=True,
        account_id="account.id",
        contract_id="contract.id?",
        voided_by="app_user.id?",
        replaces_id="bill.id?",
        credits_id="bill.id?",
    )
    for column in ("account_id", "contract_id", "credits_id"):
        op.create_index(op.f(f"ix_bill_{column}"), "bill", [column])


def create_lines() -> None:
    table("bill_line",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        text("kind"),
        *[sa.Column(name, sa.Integer(), nullable=True) for name in ("portion_seq", "cycle_day", "day", "last_day")],
        *map(text, ("text", "ticket", "subject", "service", "rep")),
        *[sa.Column(name, sa.Integer(), nullable=True) for name in ("tier", "portion_kind")],
        sa.Column("per", sa.String(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        money("quantity", nullable=True),
        money("rate", nullable=True),
        money("amount"),
        money("discount"),
        check("bill_line", "kind", "kind IN ('base', 'top_up', 'work', 'extra', 'expense')"),
        bill_id="bill.id",
        entry_id="time_entry.id?",
        contract_id="contract.id?",
        top_up_id="top_up.id?",
        expense_id="expense.id?",
        extra_id="extra_charge.id?",
    )
    op.create_index(op.f("ix_bill_line_bill_id"), "bill_line", ["bill_id"])
    for name, columns in LIVE.items():
        where = sa.text(f"live AND {columns[0]} IS NOT NULL")
        op.create_index(f"uq_bill_line_live_{name}", "bill_line", columns, unique=True,
                        sqlite_where=where, postgresql_where=where)
    table("bill_tax",
        sa.Column("position", sa.Integer(), nullable=False),
        text("name"),
        sa.Column("bp", sa.Integer(), nullable=False),
        money("net"),
        money("amount"),
        sa.UniqueConstraint("bill_id", "position", name=op.f("uq_bill_tax_bill_id_position")),
        bill_id="bill.id CASCADE",
    )


def create_payments() -> None:
    table("payment",
        sa.Column("day", sa.Integer(), nullable=False),
        money("amount"),
        text("note"),
        check("payment", "amount", "amount > 0"),
        bill_id="bill.id",
        user_id="app_user.id?",
    )
    op.create_index(op.f("ix_payment_bill_id"), "payment", ["bill_id"])


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def money(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def check(table_name: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table_name}_{name}"))


def downgrade() -> None:
    raise NotImplementedError("there is no way back to an organisation without bills: restore a backup")
