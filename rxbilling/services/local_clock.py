"""A local date and time of one field, as an instant: one that does not exist or occurs twice is refused (R1)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rxbilling.exchange.clock import NOT_A_MOMENT, SKIPPED, TWICE
from rxbilling.exchange.instants import localise, moments
from rxbilling.locales import Message
from rxbilling.services.access import Invalid


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
