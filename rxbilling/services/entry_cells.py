"""One cell of a time entry as somebody typed it, on the clock of the customer: what the entry says then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY
from rxbilling.exchange.choices import NO, NOT_A_TIER, NOT_YES_OR_NO, TIERS, YES
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_A_DATE, NOT_A_LENGTH, NOT_OUR_TIME
from rxbilling.exchange.dates import iso_date
from rxbilling.exchange.durations import A_DAY, TOO_MUCH, not_a_duration, typed_duration
from rxbilling.exchange.text import plain
from rxbilling.exchange.times import NOT_A_TIME, typed_time
from rxbilling.locales import N_, Message
from rxbilling.models import Ticket
from rxbilling.services.access import Actor, Invalid
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.local_clock import instant_of, local_of
from rxbilling.services.named import number_of

BY_CLOCK = Message(N_("The customer's calendar knows the tier of work with a start and an end."))
Read = Callable[[EntryDraft, str, str], EntryDraft]


def with_cell(  # noqa: PLR0917 - an entry, and what was typed where
    db: Database, actor: Actor, draft: EntryDraft, zone: str, field: str, text: str
) -> EntryDraft:
    """Return an entry with one cell as it was typed.

    Raises:
        Invalid: the text is no value of the field; ``field`` names the column.
    """
    if field == "day":
        return _on_day(draft, zone, typed_day(text, actor.language, draft))
    if field in TYPED:
        return TYPED[field](draft, zone, text.strip())
    if field in NAMED:
        return _named(db, actor, draft, field, text.strip())
    raise Invalid(field, Message(N_("This column cannot be changed.")))


def typed_day(text: str, language: str, draft: EntryDraft) -> date:
    """Read a date; what is left out, such as the year, is that of the entry.

    Raises:
        Invalid: it is no date.
    """
    is_day_first = language != "en"
    iso = iso_date(text.strip(), is_day_first)
    known = datetime.combine(date.fromordinal(draft.ordinal), datetime.min.time())
    try:
        day = date.fromisoformat(iso) if iso else parse_date(text, dayfirst=is_day_first, default=known).date()
    except (ParserError, OverflowError) as error:
        raise Invalid("day", NOT_A_DATE) from error
    if not FIRST_DAY <= day.toordinal() <= LAST_DAY:
        raise Invalid("day", NOT_OUR_TIME)
    return day


def at(day: date, seconds: int, zone: str, field: str) -> int:
    """Return the instant of a time of a day in a zone.

    Raises:
        Invalid: that local time does not exist there, or occurs twice (R1).
    """
    minutes, second = divmod(seconds, 60)
    return instant_of(f"{day.isoformat()}T{minutes // 60:02}:{minutes % 60:02}:{second:02}", zone, field)


def _on_day(draft: EntryDraft, zone: str, day: date) -> EntryDraft:
    if draft.start_at is None or draft.end_at is None:
        return replace(draft, day=day)
    begin, end = (datetime.fromisoformat(local_of(instant, zone)) for instant in (draft.start_at, draft.end_at))
    days = day - begin.date()
    return replace(draft, start_at=_moved(begin, days, zone), end_at=_moved(end, days, zone))


def _moved(local: datetime, days: timedelta, zone: str) -> int:
    return instant_of((local + days).isoformat(), zone, "day")


def _start(draft: EntryDraft, zone: str, text: str) -> EntryDraft:
    """Begin at another time of the day; the end stays, unless it would come before the start: then the length does."""
    start = at(_day_of(draft, zone), _time(text, "start"), zone, "start")
    end = draft.end_at
    stays = end is not None and start <= end <= start + DAY
    return _by_clock(draft, start, end if stays and end is not None else start + draft.length_s)


def _end(draft: EntryDraft, zone: str, text: str) -> EntryDraft:
    """End at another time: one before the start is on the next day. Work without a clock gets one by it."""
    seconds, day = _time(text, "end"), _day_of(draft, zone)
    end = at(day, seconds, zone, "end")
    if draft.start_at is None:
        return _by_clock(draft, end - draft.length_s, end)
    if end < draft.start_at:
        end = at(day + timedelta(days=1), seconds, zone, "end")
    return _by_clock(draft, draft.start_at, end)


def _length(draft: EntryDraft, _zone: str, text: str) -> EntryDraft:
    seconds = typed_duration(text)
    if seconds is None:
        raise Invalid("worked_s", not_a_duration(text, NOT_A_LENGTH))
    if seconds > A_DAY:
        raise Invalid("worked_s", TOO_MUCH)
    if draft.start_at is None:
        return replace(draft, seconds=seconds)
    return replace(draft, end_at=draft.start_at + seconds)


def _tier(draft: EntryDraft, _zone: str, text: str) -> EntryDraft:
    if draft.start_at is not None:
        raise Invalid("tiers", BY_CLOCK)
    if plain(text) not in TIERS:
        raise Invalid("tiers", NOT_A_TIER)
    return replace(draft, tier=TIERS[plain(text)])


def _billable(draft: EntryDraft, _zone: str, text: str) -> EntryDraft:
    if plain(text) not in YES | NO:
        raise Invalid("billable", NOT_YES_OR_NO)
    return replace(draft, billable=plain(text) in YES)


def _note(draft: EntryDraft, _zone: str, text: str) -> EntryDraft:
    return replace(draft, note=text)


TYPED: dict[str, Read] = {
    "start": _start,
    "end": _end,
    "worked_s": _length,
    "tiers": _tier,
    "billable": _billable,
    "note": _note,
}
NAMED = {"account": "account_id", "rep": "rep_id", "service": "service_id", "ticket": "ticket_id"}


def _named(db: Database, actor: Actor, draft: EntryDraft, field: str, text: str) -> EntryDraft:
    # A part of a ticket's number is another ticket's.
    is_ticket = field == "ticket"
    of_account = draft.account_id if is_ticket else None
    number = number_of(db, actor, field, text, of_account=of_account, exactly=is_ticket)
    changed: EntryDraft = replace(draft, **{NAMED[field]: number})  # type: ignore[arg-type]  # one of the numbers
    if field == "account" and draft.ticket_id and db.get_one(Ticket, draft.ticket_id).account_id != number:
        # A ticket belongs to its account: it does not go along.
        return replace(changed, ticket_id=None)
    return changed


def _by_clock(draft: EntryDraft, start: int, end: int) -> EntryDraft:
    return replace(draft, start_at=start, end_at=end, day=None, seconds=None, tier=None)


def _day_of(draft: EntryDraft, zone: str) -> date:
    if draft.start_at is None:
        return date.fromordinal(draft.ordinal)
    return datetime.fromisoformat(local_of(draft.start_at, zone)).date()


def _time(text: str, field: str) -> int:
    seconds = typed_time(text)
    if seconds is None:
        raise Invalid(field, NOT_A_TIME)
    return seconds
