"""The local clock of a zone: what a field says as an instant (R1: never guessed), and when a day begins."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rxbilling.exchange.clock import NOT_A_MOMENT, SKIPPED, TWICE
from rxbilling.exchange.instants import localise, moments
from rxbilling.exchange.times import NOT_A_TIME, typed_time
from rxbilling.locales import Message
from rxbilling.services.access import Invalid

OFFSET = re.compile(r"(.*?)\s*([+-]\d\d:?\d\d)", re.ASCII)


def instant_of(text: str, zone: str, field: str) -> int:
    """Return the UTC epoch seconds of a local time such as ``2026-03-02T09:30`` in a zone.

    Raises:
        Invalid: it is no time, or not exactly one.
    """
    read = moments([text], day_first=False)
    placed = localise(read, zone)
    if not read.valid[0]:
        raise Invalid(field, NOT_A_MOMENT)
    for mask, reason in ((placed.skipped, SKIPPED), (placed.twice, TWICE)):
        if mask[0]:
            raise Invalid(field, Message(reason, {"zone": zone}))
    return int(placed.seconds[0])


def local_of(instant: int, zone: str) -> str:
    """Return the local time of an instant in a zone, as forms take it; seconds only where there are some."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    return local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")


def typed_instant(day: date, text: str, zone: str, field: str) -> int:
    """Return the UTC epoch seconds of a time of day that a person typed, such as ``930``, on a local day.

    Where clocks go back, an offset behind it (``2:30 +02:00``) says which of two times is meant.

    Raises:
        Invalid: it is no time, or not exactly one.
    """
    match = OFFSET.fullmatch(text.strip())
    clock, offset = match.groups() if match else (text, "")
    seconds = typed_time(clock)
    if seconds is None:
        raise Invalid(field, NOT_A_TIME)
    hours, rest = divmod(seconds, 3600)
    return instant_of(f"{day.isoformat()}T{hours:02}:{rest // 60:02}:{rest % 60:02}{offset}", zone, field)


def typed_of(instant: int, zone: str) -> str:
    """Return the time of day of an instant as it is typed, with its offset where clocks show the time twice."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    text = local.strftime("%H:%M:%S" if local.second else "%H:%M")
    is_twice = local.utcoffset() != local.replace(fold=not local.fold).utcoffset()
    return f"{text} {local:%z}" if is_twice else text


def day_of(instant: int, zone: str) -> date:
    """Return the local date of an instant."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).date()


def begin_of(day: date, zone: str) -> int:
    """Return the instant at which a day begins in a zone, also where clocks skip midnight."""
    begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return int(begins.astimezone(UTC).timestamp())


def end_of(day: date, zone: str) -> int:
    """Return the instant at which a day is over in a zone."""
    return begin_of(day + timedelta(days=1), zone)
