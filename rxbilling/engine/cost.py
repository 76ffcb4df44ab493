"""What the work costs (R20): the rep's dated cost rate times the worked seconds."""

from bisect import bisect
from collections import defaultdict

import numpy as np

from rxbilling.engine.columns import Entries, Int64
from rxbilling.engine.money import SECONDS_PER_HOUR, divide
from rxbilling.engine.segments import Segments, rate_dates
from rxbilling.engine.terms import Terms


def costs(entries: Entries, parts: Segments, table: Int64) -> Int64:
    """Cost of each entry in minor units of the default currency, rounded once; a rep without a rate costs 0."""
    exact = cost_rates(entries, parts, table) * parts.worked_s
    return divide(np.add.reduceat(exact, parts.begins), SECONDS_PER_HOUR)


def cost_rates(entries: Entries, parts: Segments, table: Int64) -> Int64:
    """Cost rate of each segment, minor units an hour: the latest that has begun by its local date."""
    found: Int64 = table[entries.rep[parts.entry], parts.period]
    return found


def cost_table(names: tuple[str, ...], terms: Terms) -> Int64:
    """Cost rates by rep and period; the last row is for entries without a rep."""
    place = {name: index for index, name in enumerate(names)}
    rates: dict[int, dict[int, int]] = defaultdict(dict)
    for rate in terms.cost_rates:
        if rate.rep in place:
            rates[rate.first_day or 0][place[rate.rep]] = rate.amount
    dates = rate_dates(terms)
    table = np.zeros((len(names) + 1, len(dates) + 1), dtype=np.int64)
    for day in sorted(rates):
        amounts = np.array(list(rates[day].values()), dtype=np.int64)
        table[list(rates[day]), bisect(dates, day) :] = amounts[:, np.newaxis]
    return table
