"""The values of a quote document: keys, days, instants, hours, money and lengths, with their limits."""

import re
from datetime import date, datetime
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

from rxbilling.engine.calendar import DAY

MOST_MINOR_UNITS = 10**10
MOST_SECONDS = 10**7
MOST_BASIS_POINTS = 1_000_000
MOST_ORDER = 2**31 - 1
MOST_GRANTED = 10**12
MOST_ENTRIES = 10**5
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})")
_HOURS = re.compile(
    r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])|([01][0-9]|2[0-3]):([0-5][0-9])-24:00"
)


def _written(form: re.Pattern[str], example: str) -> JsonSchemaValue:
    return {"type": "string", "pattern": f"^({form.pattern})$", "examples": [example]}


def iso_day(value: object) -> date:
    """Return a date that is written as ISO 8601 has it, in that one way."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("give a date such as 2026-01-31")
    return date.fromisoformat(value)


def _day(value: object) -> int:
    """Ordinal of a date."""
    return iso_day(value).toordinal()


def _near_day(value: object) -> int:
    """Ordinal of a date in the years that are priced."""
    day = _day(value)
    if not FIRST_YEAR <= date.fromordinal(day).year <= LAST_YEAR:
        raise ValueError(f"give a date from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _instant(value: object) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("give a time in whole seconds with its offset, such as 2026-03-29T01:30:00+01:00")
    instant = datetime.fromisoformat(value)
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"give a time from {FIRST_YEAR} to {LAST_YEAR}")
    return instant


def _hours(value: object) -> tuple[int, int]:
    """Seconds after midnight of opening and closing; a closing before the opening is on the next day."""
    if not isinstance(value, str) or not _HOURS.fullmatch(value):
        raise ValueError("give hours such as 09:00-18:00")
    opens, closes = (int(part[:2]) * 3600 + int(part[3:]) * 60 for part in value.split("-"))
    if opens == closes:
        raise ValueError("opening and closing are the same: for a whole day give 00:00-24:00")
    return opens, closes if closes > opens else closes + DAY


Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# What these are written as, for whoever reads the schema.
Day = Annotated[int, BeforeValidator(_day), WithJsonSchema(_written(_DAY, "2026-01-31"))]
NearDay = Annotated[int, BeforeValidator(_near_day), WithJsonSchema(_written(_DAY, "2026-01-31"))]
Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema(_written(_INSTANT, "2026-03-29T01:30:00+01:00"))
]
Hours = Annotated[tuple[int, int], BeforeValidator(_hours), WithJsonSchema(_written(_HOURS, "09:00-18:00"))]
Money = Annotated[int, Field(ge=0, le=MOST_MINOR_UNITS)]
Seconds = Annotated[int, Field(ge=0, le=MOST_SECONDS)]
Quantum = Annotated[int, Field(ge=0, le=MOST_GRANTED)]
Rank = Annotated[int, Field(ge=-MOST_ORDER, le=MOST_ORDER)]
BasisPoints = Annotated[int, Field(ge=0, le=MOST_BASIS_POINTS)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
TierName = Literal["operational", "non_operational", "weekend", "holiday"]
TIERS: tuple[TierName, ...] = get_args(TierName)  # in the order of the engine's codes
Criterion = Literal["account", "service", "rep", "role", "product", "priority", "ticket_type"]
