"""Time entries as they are sent and answered."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rxbilling.api.v1.fields import Day, Document, Number, Words
from rxbilling.api.v1.paging import Listed, PageQuery
from rxbilling.engine.terms import Tier
from rxbilling.exchange.quote_values import Instant, TierName
from rxbilling.services.entry_drafts import LONGEST_NOTE, EntryDraft
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import LARGEST_NUMBER

Status = Literal["unbilled", "billed", "not_billable", "no_price"]
Length = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE, pattern=r"^[^\x00]*$")]
EXAMPLE = {
    "account_id": 1,
    "rep_id": 1,
    "service_id": 1,
    "ticket_id": 1,
    "start": "2026-03-02T09:00:00+01:00",
    "end": "2026-03-02T10:30:00+01:00",
    "note": "Called back",
}


class EntryBody(Words):
    """A time entry as you want it: with `start` and `end`, or with `day`, `seconds` and `tier`."""

    account_id: Number
    rep_id: Number
    service_id: Number | None = None
    ticket_id: Annotated[Number | None, Field(description="A ticket of the same account.")] = None
    start: Annotated[Instant | None, Field(description="In whole seconds, with its offset.")] = None
    end: Annotated[Instant | None, Field(description="In whole seconds, with its offset.")] = None
    day: Annotated[Day | None, Field(description="Without a clock: the customer's local date.")] = None
    seconds: Annotated[Length | None, Field(description="Without a clock: how long it took.")] = None
    tier: Annotated[TierName | None, Field(description="Without a clock: where the time belongs.")] = None
    note: Note = ""
    billable: bool = True

    def draft(self) -> EntryDraft:
        """Return it as the services take it."""
        return EntryDraft(
            account_id=self.account_id,
            rep_id=self.rep_id,
            service_id=self.service_id,
            ticket_id=self.ticket_id,
            start_at=None if self.start is None else int(self.start.timestamp()),
            end_at=None if self.end is None else int(self.end.timestamp()),
            day=self.day,
            seconds=self.seconds,
            tier=None if self.tier is None else Tier[self.tier.upper()],
            note=self.note,
            billable=self.billable,
        )


class Entry(Document):
    """A time entry as it was logged; what it costs is its charge."""

    id: int
    version: Annotated[int, Field(description="Grows with every change; its `ETag` is made of it.")]
    revision: Annotated[int, Field(description="Of the last change of it or of its price; see `changed_since`.")]
    account_id: int
    account: str
    rep_id: int
    rep: str
    service_id: int | None
    service: str | None
    ticket_id: int | None
    ticket: str | None
    product: str | None
    start: Annotated[datetime | None, Field(description="On the customer's clock; null without a clock.")]
    end: Annotated[datetime | None, Field(description="On the customer's clock; null without a clock.")]
    zone: Annotated[str, Field(description="IANA zone of the customer's calendar.", examples=["Europe/Paris"])]
    day: Annotated[date, Field(description="The customer's local date of its start.")]
    seconds: Annotated[int, Field(description="How long it took.", examples=[5400])]
    tier: Annotated[TierName | None, Field(description="Only without a clock: the tier that was stated.")]
    note: str
    billable: bool
    status: Status
    reference: Annotated[str | None, Field(description="Of the bill that it is on.")]


class Entries(Listed[Entry]):
    """A page of time entries."""

    total: Annotated[int, Field(description="How many entries the filter has in all.")]
    revision: Annotated[int, Field(description="What was read: the next `changed_since`, from the first page.")]


class DeletedEntry(Document):
    """A time entry that is gone."""

    id: int
    revision: int
    deleted_at: datetime


class DeletedEntries(Listed[DeletedEntry]):
    """A page of deleted time entries."""


class WorkQuery(PageQuery):
    """Which work is wanted; every part that is given must hold."""

    from_: Annotated[Day | None, Field(alias="from", description="On this day (the customer's) or later.")] = None
    to: Annotated[Day | None, Field(description="On this day (the customer's) or earlier.")] = None
    account: Annotated[list[Number], Field(description="Of these accounts; may be repeated.")] = []
    rep: Annotated[list[Number], Field(description="Of these reps; may be repeated.")] = []
    ticket: Annotated[Number | None, Field(description="Of this ticket.")] = None
    status: Annotated[Status | None, Field(description="With this status.")] = None

    def chosen(self) -> WorkFilter:
        """Return the filter as the services take it."""
        return WorkFilter(
            first_day=self.from_,
            last_day=self.to,
            accounts=tuple(sorted(set(self.account))),
            reps=tuple(sorted(set(self.rep))),
            tickets=(self.ticket,) if self.ticket else (),
            statuses=(self.status,) if self.status else (),
        )


class ChangedQuery(WorkQuery):
    """Which work is wanted, and since when it changed."""

    changed_since: Annotated[
        int, Field(ge=-1, le=LARGEST_NUMBER, description="Changed (or priced anew) after this `revision`.")
    ] = -1
