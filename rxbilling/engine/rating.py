"""The one entry point: entries and terms in, charges out (R1 to R28)."""

from collections.abc import Iterator

import numpy as np

from rxbilling.engine.assembly import Rated, assembled
from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Billed, Charges, Entries, Int8, Problem
from rxbilling.engine.drawing import drawn
from rxbilling.engine.portions import Rest, portions, price_of_rest
from rxbilling.engine.splits import Splits, split
from rxbilling.engine.terms import Terms
from rxbilling.engine.workings import Workings, workings


def rate(entries: Entries, terms: Terms, billed: Billed | None = None, until: int | None = None) -> Charges:
    """Price entries, in any order (R27); call it again to re-rate (R24).

    Accounts may come in any batches, but what is not billed of one account comes together: its entries share lots and
    rounding.

    Args:
        entries: Columns whose numbers are legal: an end not before its start, rates up to 10**10 minor units an hour,
            at most 10**7 seconds an entry, in years that ``datetime`` knows.
        terms: Calendars, contracts and rules; every key in them exists.
        billed: What stands on live bills, with the same ``names`` as the entries.
        until: Day (ordinal) up to which lots are made; by default, and at least, the last day of the work.

    Returns:
        Charges in the order of the entries, and the lots of all accounts in ``entries.names``.

    Raises:
        KeyError: For a calendar key that is not in the terms.
        zoneinfo.ZoneInfoNotFoundError: For an unknown zone.
        OverflowError: If an amount does not fit in 64 bits.
    """
    book = Book.of(entries if billed is None else entries.join(billed.work), terms, billed, until)
    return assembled(entries, rated(entries, billed, book), book)


def rated(entries: Entries, billed: Billed | None, book: Book) -> Iterator[Rated]:
    """Rate batch by batch; lots are counted from 0 in each."""
    for work in workings(entries, billed, book):
        found = drawn(work, book, billed)
        splits = split(work, found)
        rest = price_of_rest(work, found, splits, book)
        problem = _problems(work, splits, rest, book)
        yield Rated(work, found, splits, rest, problem, portions(work, found, splits, rest, problem))


def _problems(work: Workings, splits: Splits, rest: Rest, book: Book) -> Int8:
    """What keeps an entry from having an amount: a part without a price (R8), or parts in two currencies (R6b)."""
    parts, problem = work.parts, np.full(len(work.entries), Problem.NONE, dtype=np.int8)
    if len(book.currencies.values) > 1:
        currency = book.currencies.of_owner[parts.owner]
        first = currency[parts.begins]
        problem[parts.entry[work.charged & (currency != first[parts.entry])]] = Problem.TWO_CURRENCIES
    unpriced = splits.segment[splits.draw == NONE]
    unpriced = unpriced[work.charged[unpriced] & ~rest.found[unpriced]]
    problem[parts.entry[unpriced]] = Problem.NO_PRICE
    return problem
