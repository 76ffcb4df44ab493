"""Seconds of entries as the whole minutes that QuickBooks takes, so that no total drifts."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from rxbilling.engine.money import share

Ints = NDArray[np.int64]
MINUTE = 60
LONGEST = 23 * 60 + 59


def shared_minutes(seconds: Ints, groups: pd.DataFrame) -> Ints:
    """Return whole minutes for each entry.

    Each group (equal rows of ``groups``) has the minutes of its seconds' sum, a half up, and shares them by
    largest remainder.
    """
    if not len(seconds):
        return seconds
    group: Ints = groups.groupby(list(groups), sort=False).ngroup().to_numpy().astype(np.int64)
    total = np.zeros(group.max() + 1, dtype=np.int64)
    np.add.at(total, group, seconds)
    return share((total + MINUTE // 2) // MINUTE, seconds, group)


def parts(minutes: int) -> list[int]:
    """Cut minutes into activities as equal as possible, none above 23:59."""
    pieces = -(-minutes // LONGEST)
    return [minutes // pieces + (piece < minutes % pieces) for piece in range(pieces)] if pieces else []


def hours_minutes(minutes: int) -> str:
    """Return minutes as H:MM."""
    return f"{minutes // 60}:{minutes % 60:02}"
