"""The one clock of the services."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> int:
    """Return the present instant, UTC epoch seconds."""
    return int(time.time())


def today(zone: str) -> date:
    """Return the present date in a zone."""
    return datetime.fromtimestamp(now(), UTC).astimezone(ZoneInfo(zone)).date()
