"""The customers' clocks in the demo: when they are open, which local date it is, and who calls at an hour."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rxbilling.engine.calendar import DAY, EPOCH_DAY, offsets
from rxbilling.engine.tracks import Window
from rxbilling.services.countries import weekend_of, zone_of
from rxbilling.services.demo.company import Customer
from rxbilling.services.demo.schedule import Floats, Ints
from rxbilling.services.pricing_terms import public_holidays, years_between

HOUR = 3600
OPEN, CLOSED, ON_HOLIDAY, ON_WEEKEND = 1.0, 0.05, 0.06, 0.05


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a country over a window."""

    zone: str
    weekend: frozenset[int]
    holidays: frozenset[int]
    window: Window

    def local(self, instant: Ints) -> Ints:
        """Return local seconds, counted as if in UTC."""
        moments, found = zip(*offsets(self.zone, self.window), strict=True)
        local: Ints = instant + np.array(found)[np.searchsorted(np.array(moments), instant, "right") - 1]
        return local

    def demand(self, instant: Ints) -> Floats:
        """Return how likely a customer calls at an instant, 1 in office hours."""
        local = self.local(instant)
        day, hour = local // DAY + EPOCH_DAY, local % DAY // HOUR
        demand = np.where((hour >= 9) & (hour < 18), OPEN, CLOSED)
        demand[np.isin((day - 1) % 7, list(self.weekend))] = ON_WEEKEND  # ordinal 1 is a Monday
        demand[np.isin(day, list(self.holidays))] = ON_HOLIDAY
        return demand


def clocks(customers: tuple[Customer, ...], window: Window) -> list[Clock]:
    """Return the clock of each customer; those of one country share theirs."""
    span = tuple(years_between(window.origin // DAY + EPOCH_DAY, window.horizon // DAY + EPOCH_DAY))
    by_country = {
        country: Clock(zone_of(country) or "UTC", weekend_of(country), public_holidays(country, None, span), window)
        for country in {customer.country for customer in customers}
    }
    return [by_country[customer.country] for customer in customers]


def callers(rng: np.random.Generator, customers: tuple[Customer, ...], of: list[Clock], start: Ints) -> Ints:
    """Choose who calls at each instant: by the weight of the customers, mostly those that are open."""
    origin = int(start.min()) // HOUR
    slots = np.arange(origin, int(start.max()) // HOUR + 1) * HOUR + HOUR // 2
    by_clock = {id(clock): clock.demand(slots) for clock in of}
    chances = np.column_stack(
        [customer.weight * by_clock[id(clock)] for customer, clock in zip(customers, of, strict=True)]
    )
    return pick(rng, chances, start // HOUR - origin)


def pick(rng: np.random.Generator, chances: Floats, row: npt.NDArray[np.integer]) -> Ints:
    """Draw a column for each of the rows named, by the chances in that row of a table."""
    width = chances.shape[1]
    reached = np.cumsum(chances, axis=1)
    edges = (reached / reached[:, -1:] + np.arange(len(chances))[:, None]).ravel()
    drawn: Ints = np.minimum(np.searchsorted(edges, row + rng.random(len(row)), "right") - row * width, width - 1)
    return drawn


def local_days(of: list[Clock], account: Ints, start: Ints) -> Ints:
    """Return the local date of each instant at its account (R5a)."""
    day = np.zeros(len(start), np.int64)
    place = {id(clock): [i for i, other in enumerate(of) if other is clock] for clock in of}
    for members in place.values():
        rows = np.isin(account, members)
        day[rows] = of[members[0]].local(start[rows]) // DAY + EPOCH_DAY
    return day
