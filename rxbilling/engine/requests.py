"""What is counted once for a ticket and bill cycle: requests (R10, R15)."""

import numpy as np

from rxbilling.engine.columns import NONE, Bool, Int32, Int64
from rxbilling.engine.distinct import distinct
from rxbilling.engine.segments import Segments


def requests(parts: Segments, ticket: Int64, rows: Int64) -> Int64:
    """Number the requests: segments of one ticket, contract and cycle.

    Args:
        parts: Segments.
        ticket: The ticket of each entry.
        rows: The segments that may count as requests; the others have NONE.
    """
    request = np.full(len(parts), NONE)
    if len(rows):
        request[rows] = distinct(ticket[parts.entry[rows]], parts.contract[rows], parts.cycle[rows])[1]
    return request


def first_of(request: Int64, rows: Int64, rank: Int64, settled: Int64) -> Bool:
    """Tell which rows are the first of their request.

    Args:
        request: Request of each segment.
        rows: The segments that ask, in any order.
        rank: Place of each segment in the order of drawing.
        settled: Segments that have been counted before: none of their requests is counted again.
    """
    first = np.zeros(len(request), dtype=np.bool_)
    ordered = rows[np.argsort(rank[rows], kind="stable")]
    if len(settled):
        ordered = ordered[~np.isin(request[ordered], request[settled])]
    if len(ordered):
        first[ordered[distinct(request[ordered])[0]]] = True
    return first


def tickets(account: Int32, ticket: Int64, number: Int64) -> Int64:
    """Tickets of each account; entries without one (NONE) have their own; ``number`` tells entries apart, from 0 up."""
    size = int(ticket.max(initial=0)) + 1
    of_account = account * np.int64(size) + ticket
    return np.where(ticket == NONE, (int(account.max(initial=0)) + 1) * size + number, of_account)
