"""What a person says of a time entry, checked against what is stored: names of the same account, a clock or a day."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.terms import Tier
from rxbilling.exchange.clock import BEFORE_START, FIRST_DAY, LAST_DAY, LONGEST, NOT_OUR_TIME, TOO_LONG
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Rep, Service, Ticket
from rxbilling.services.access import Invalid
from rxbilling.services.clock import today
from rxbilling.services.inputs import may_be_number

LONGEST_NOTE = 4000
AHEAD = 366
TOO_FAR = Message(N_("This is more than a year ahead. Look at the year."))
UNKNOWN = {
    "account": Message(N_("There is no such account.")),
    "rep": Message(N_("There is no such rep.")),
    "service": Message(N_("There is no such service.")),
    "ticket": Message(N_("There is no such ticket.")),
}
CHOOSE = {
    "account": Message(N_("Choose an account.")),
    "rep": Message(N_("Choose a rep.")),
}
CLOCK_OR_DAY = Message(N_("Give a start and an end, or a day with a length and a tier."))
NEGATIVE = Message(N_("A length is not negative."))
OTHER_ACCOUNT = Message(N_("The ticket belongs to another account."))
LONG_NOTE = Message(N_("A note has at most {count} characters."), {"count": LONGEST_NOTE})


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A time entry as somebody wants it: by clock (UTC epoch seconds), or a day, a length and a tier (R6)."""

    account_id: int
    rep_id: int
    service_id: int | None = None
    ticket_id: int | None = None
    start_at: int | None = None
    end_at: int | None = None
    day: date | None = None
    seconds: int | None = None
    tier: Tier | None = None
    note: str = ""
    billable: bool = True

    @property
    def length_s(self) -> int:
        """The worked seconds."""
        if self.start_at is not None and self.end_at is not None:
            return self.end_at - self.start_at
        return self.seconds or 0

    @property
    def ordinal(self) -> int:
        """The day as an ordinal: of a clock that in UTC, until pricing knows the calendar (R5a)."""
        if self.start_at is not None:
            return self.start_at // DAY + EPOCH_DAY
        return self.day.toordinal() if self.day is not None else 0


def check(db: Database, draft: EntryDraft) -> None:
    """Refuse what cannot be stored.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    _check_times(draft)
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)
    known(db, Account, "account", draft.account_id)
    known(db, Rep, "rep", draft.rep_id)
    if draft.service_id is not None:
        known(db, Service, "service", draft.service_id)
    if draft.ticket_id is not None:
        known(db, Ticket, "ticket", draft.ticket_id)
        if db.get_one(Ticket, draft.ticket_id).account_id != draft.account_id:
            raise Invalid("ticket", OTHER_ACCOUNT)


def _check_times(draft: EntryDraft) -> None:
    by_clock = (draft.start_at is not None, draft.end_at is not None)
    by_day = (draft.day is not None, draft.seconds is not None, draft.tier is not None)
    if (by_clock, by_day) not in {((True, True), (False,) * 3), ((False, False), (True,) * 3)}:
        raise Invalid("start" if any(by_clock) else "day", CLOCK_OR_DAY)
    begin, length = ("start", "end") if draft.start_at is not None else ("day", "seconds")
    if draft.length_s < 0:
        raise Invalid(length, BEFORE_START if draft.start_at is not None else NEGATIVE)
    if draft.length_s > LONGEST:
        raise Invalid(length, TOO_LONG)
    if not FIRST_DAY <= draft.ordinal <= LAST_DAY:
        raise Invalid(begin, NOT_OUR_TIME)
    if draft.ordinal > today("UTC").toordinal() + AHEAD:
        raise Invalid(begin, TOO_FAR)


def known(db: Database, model: type[SQLModel], field: str, number: int) -> None:
    """Refuse the number of a row that is not there.

    Raises:
        Invalid: there is no such row; it names the field.
    """
    if not may_be_number(number) or db.get(model, number) is None:
        # 0 is a field in which nothing is chosen.
        raise Invalid(field, CHOOSE[field] if number == 0 and field in CHOOSE else UNKNOWN[field])
