"""What the work costs (R20): the rep's dated cost rate times the worked seconds."""

import numpy as np

from rxbilling.engine.columns import Entries, Int64
from rxbilling.engine.money import SECONDS_PER_HOUR, divide
from rxbilling.engine.segments import Segments, rate_dates
from rxbilling.engine.terms import Terms


def costs(entries: Entries, terms: Terms, parts: Segments) -> Int64:
    """Cost of each entry in minor units of the default currency, rounded once; a rep without a rate costs 0."""
    total = np.zeros(len(entries), dtype=np.int64)
    np.add.at(total, parts.entry, cost_rates(entries, terms, parts) * parts.worked_s)
    return divide(total, SECONDS_PER_HOUR)


def cost_rates(entries: Entries, terms: Terms, parts: Segments) -> Int64:
    """Cost rate of each segment, minor units an hour: the latest that has begun by its local date."""
    names = entries.names["rep"]
    place = {name: index for index, name in enumerate(names)}
    dates = rate_dates(terms)
    table = np.zeros((len(names) + 1, len(dates) + 1), dtype=np.int64)  # the last row is for entries without a rep
    for rate in sorted(terms.cost_rates, key=lambda rate: rate.first_day or 0):
        if rate.rep in place:
            table[place[rate.rep], np.searchsorted(dates, rate.first_day or 0, "right") :] = rate.amount
    return table[entries.rep[parts.entry], parts.period]
