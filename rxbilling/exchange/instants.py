"""Moments of a column, from ISO text to epoch seconds; local ones through their zone, never guessed (R1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from rxbilling.exchange.dates import ISO_MOMENT, iso_moment

EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()
DAY = 86_400
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Moments:
    """A column of moments, one item a row.

    ``seconds`` counts from 1970: of UTC where ``aware`` (the text has an offset), else of the local clock.
    It is 0 where not ``valid``.
    """

    seconds: Ints
    aware: Mask
    valid: Mask


def by_distinct(values: Sequence[str], read: Callable[[str], Parsed]) -> list[Parsed]:
    """Read every value, equal ones once."""
    known = {value: read(value) for value in set(values)}
    return [known[value] for value in values]


def moments(texts: Sequence[str], day_first: bool) -> Moments:
    """Read dates with times of day; fractions of a second are cut off."""
    rewritten = {text: iso_moment(text, day_first) for text in set(texts) if not ISO_MOMENT.fullmatch(text)}
    written = [rewritten.get(text, text) for text in texts]
    parsed = pd.to_datetime(pd.Series(written, dtype=object), format="ISO8601", utc=True, errors="coerce")
    aware = np.array([text is not None and _has_offset(text) for text in written], dtype=bool)
    valid = parsed.notna().to_numpy(dtype=bool)
    return Moments(np.where(valid, epoch_seconds(parsed), 0), aware, valid)


def _has_offset(text: str) -> bool:
    return len(text) > 16 and (text[-1] in "Zz" or "+" in text[16:] or "-" in text[16:])


def epoch_seconds(column: pd.Series) -> Ints:
    """Return a column of datetimes as whole seconds from 1970 on its own clock."""
    whole: Ints = column.dt.tz_localize(None).to_numpy().astype("datetime64[s]").astype(np.int64)
    return whole


@dataclass(frozen=True, slots=True)
class Localised:
    """Local moments as UTC epoch seconds; where ``skipped`` or ``twice`` there is no one answer."""

    seconds: Ints
    skipped: Mask
    twice: Mask


def localise(moments: Moments, zone: str) -> Localised:
    """Turn the local ones of some moments into instants of an IANA zone."""
    local = np.flatnonzero(moments.valid & ~moments.aware)
    skipped, twice = np.zeros((2, len(moments.seconds)), dtype=bool)
    seconds = moments.seconds.copy()
    if len(local):
        walls = pd.DatetimeIndex(moments.seconds[local].astype("datetime64[s]"))
        placed = walls.tz_localize(zone, ambiguous="NaT", nonexistent="NaT").tz_convert("UTC")
        seconds[local] = epoch_seconds(placed.to_series())
        # "shift_forward" leaves only those without an answer that occur twice.
        twice[local] = walls.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward").isna()
        skipped[local] = placed.isna() & ~twice[local]
    return Localised(seconds, skipped, twice)


def local_days(seconds: Ints, zone: str) -> NDArray[np.int32]:
    """Return the proleptic Gregorian ordinal of each instant's date in a zone."""
    walls = pd.DatetimeIndex(seconds.astype("datetime64[s]")).tz_localize("UTC").tz_convert(zone)
    return (epoch_seconds(walls.to_series()) // DAY + EPOCH_ORDINAL).astype(np.int32)
