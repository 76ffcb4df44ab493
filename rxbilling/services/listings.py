"""Files of the lists that pages show, each remembered like every export; each list has its own rights and filter."""

from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Literal, TypeVar

from rxbilling.exchange.listing import Listing, write_list_csv, write_list_excel
from rxbilling.services import exporting
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.exporting import FileOf

Name = Literal["tickets", "expenses", "accounts", "contracts", "bills", "audit"]
Ending = Literal["xlsx", "csv"]
# Rows that are read at once.
BLOCK = 1000
Row = TypeVar("Row")


def export(actor: Actor | None, name: Name, ending: Ending, listing: Listing, query: str) -> BinaryIO:
    """Return an open file of a list; ``query`` is its filter as in the address of its page.

    Raises:
        Refused: the actor may export nothing.
    """
    actor = require(actor, Right.EXPORT_WORK)
    language = actor.language
    writers: Mapping[Ending, Callable[[BinaryIO], None]] = {
        "xlsx": lambda out: write_list_excel(listing, out, language),
        "csv": lambda out: write_list_csv(listing, out),
    }
    return exporting.made(actor, FileOf(f"{name}.{ending}", query, len(listing), listing.totals), writers[ending])


def whole(page: Callable[[int], Sequence[Row]]) -> list[Row]:
    """Return all rows of a list whose pages from a row on have ``BLOCK`` rows."""
    rows: list[Row] = []
    while True:
        found = page(len(rows))
        rows += found
        if len(found) < BLOCK:
            return rows


def added(amounts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return sums by currency."""
    sums: dict[str, int] = {}
    for own in amounts:
        for code, amount in own.items():
            sums[code] = sums.get(code, 0) + amount
    return dict(sorted(sums.items()))
