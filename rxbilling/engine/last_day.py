"""The last day of some work, in any zone."""

from dataclasses import dataclass

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, offsets
from rxbilling.engine.columns import Entries
from rxbilling.engine.tracks import Window


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last instant of work with a clock (epoch seconds), and the last date (ordinal) of work without one."""

    instant: int | None
    stated: int | None

    @classmethod
    def of(cls, entries: Entries) -> "LastDay":
        """Look for them; an entry's end is not in it any more, except where it has no length."""
        clock = entries.clock
        return cls(
            int(np.maximum(entries.end - 1, entries.start)[clock].max()) if clock.any() else None,
            None if clock.all() else int(entries.day[~clock].max()),
        )

    def __call__(self, zone: str) -> int:
        """The ordinal of the last local date on which there is work; 0 without work."""
        stated = self.stated or 0
        if self.instant is None:
            return stated
        offset = offsets(zone, Window(self.instant, self.instant + 1))[-1][1]
        return max(stated, (self.instant + offset) // DAY + EPOCH_DAY)
