"""What happened and what it costs: time entries, expenses, charges and their portions."""

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxbilling.models.base import Row, big, check, partial_index

# The clock of an entry: start and end, or a date, a length and a stated tier (R6).
CLOCK = (
    "(start_at IS NOT NULL AND end_at IS NOT NULL AND seconds = end_at - start_at AND tier IS NULL)"
    " OR (start_at IS NULL AND end_at IS NULL AND tier IS NOT NULL AND tier BETWEEN 0 AND 3)"
)


class TimeEntry(Row, table=True):
    """Work of a rep. ``day`` is its local date in the zone of the calendar that prices it (R5a).

    ``product`` is the entry's own, where it has no ticket or another product than its ticket. ``digest`` identifies an
    imported row. ``revision`` is the number of the last change that touched the entry or
    its charge. ``billed_at`` and ``billed_reference`` are set by issuing a bill or by a mark of finance (R26).
    """

    __tablename__ = "time_entry"
    __table_args__ = (
        UniqueConstraint("digest"),
        check("clock", CLOCK),
        check("length", "seconds >= 0"),
        check("override", "override_rate IS NULL OR override_rate >= 0"),
        check("billed", "billed_at IS NULL OR billable"),
        Index("ix_time_entry_account_start", "account_id", "start_at"),
        partial_index("time_entry_deleted", "deleted_at", "deleted_at IS NOT NULL"),
        # Pricing an account again after an edit looks at these alone.
        partial_index("time_entry_unbilled", "account_id", "billed_at IS NULL AND deleted_at IS NULL"),
        partial_index("time_entry_billed", "account_id", "billed_at IS NOT NULL AND deleted_at IS NULL"),
        partial_index("time_entry_product", "account_id", "product IS NOT NULL"),
    )
    account_id: int = Field(foreign_key="account.id")
    rep_id: int = Field(foreign_key="rep.id", index=True)
    service_id: int | None = Field(default=None, foreign_key="service.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    product: str | None = None
    start_at: int | None = big(default=None)
    end_at: int | None = big(default=None)
    day: int
    seconds: int
    tier: int | None = None
    billable: bool = True
    override_rate: int | None = big(default=None)
    note: str = ""
    digest: bytes | None = Field(default=None, sa_type=LargeBinary)
    import_id: int | None = Field(default=None, foreign_key="import_run.id")
    billed_at: int | None = big(default=None)
    billed_reference: str = ""
    deleted_at: int | None = big(default=None)
    revision: int = Field(default=0, index=True)


class Charge(SQLModel, table=True):
    """The price of an entry, as the engine gave it; ``cost`` is in the organisation's currency.

    ``problem`` is a code of ``engine.columns.Problem``; the four lengths are worked seconds by tier.
    """

    __table_args__ = (
        check("lengths", "worked_s >= 0 AND billable_s >= 0"),
        check("tiers", "operational_s + non_operational_s + weekend_s + holiday_s = worked_s"),
    )
    entry_id: int = Field(primary_key=True, foreign_key="time_entry.id", ondelete="CASCADE")
    problem: int = 0
    worked_s: int
    billable_s: int
    operational_s: int
    non_operational_s: int
    weekend_s: int
    holiday_s: int
    amount: int = big()
    cost: int = big()
    currency: str
    calendar_id: int = Field(foreign_key="calendar.id")
    contract_id: int | None = Field(default=None, foreign_key="contract.id")


class Portion(SQLModel, table=True):
    """A part of an entry with one price; ``seq`` counts them in time order from 0.

    ``drawn`` is what it took from its lot, in 1/10,000 of the lot's unit. ``request`` tells whether it carries a price
    per request (R10): other work of its ticket is free then, also where this part is billed.
    """

    __table_args__ = (
        check("lengths", "worked_s >= 0 AND billable_s >= 0"),
        check("drawn", "drawn >= 0"),
        partial_index("portion_lot_id", "lot_id", "lot_id IS NOT NULL"),
        # What pricing reads of work that is billed: what is plain moves nothing else.
        partial_index("portion_moves_others", "entry_id", "kind <> 0 OR lot_id IS NOT NULL OR request"),
    )
    entry_id: int = Field(primary_key=True, foreign_key="charge.entry_id", ondelete="CASCADE")
    seq: int = Field(primary_key=True)
    start_at: int = big()
    end_at: int = big()
    tier: int
    kind: int
    worked_s: int
    billable_s: int
    rule_id: int | None = Field(default=None, foreign_key="bill_rule.id")
    level: int
    lot_id: int | None = Field(default=None, foreign_key="lot.id")
    drawn: int = big(default=0)
    request: bool = False
    rate: int = big()
    factor_bp: int
    amount: int = big()
