"""Time entries out of a table: the rows that can be imported, and what is wrong with the others."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from rxbilling.exchange.bad_rows import BadRow, Problems, ragged_rows
from rxbilling.exchange.cells import Cells
from rxbilling.exchange.choices import read_billable, read_tier
from rxbilling.exchange.clock import read_clock
from rxbilling.exchange.dates import day_comes_first
from rxbilling.exchange.fields import FIELDS, TEXT_FIELDS, Columns, Field, columns_of
from rxbilling.exchange.table import Table
from rxbilling.locales import N_, Message

REQUIRED: tuple[Field, ...] = ("account", "rep")
DATED: tuple[Field, ...] = ("date", "start", "end")
EMPTY = {"account": Message(N_("The account is missing.")), "rep": Message(N_("The rep is missing."))}
NO_COLUMN = {
    "account": Message(N_("Choose the column with the account.")),
    "rep": Message(N_("Choose the column with the rep.")),
}
NO_CLOCK = Message(N_("Choose the columns with start and end, or with the date and the length."))


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a table says.

    ``good`` has one row an entry: ``row`` (its number in the file), the text columns ``ticket``, ``account``,
    ``country``, ``rep``, ``role``, ``service``, ``product``, ``priority``, ``ticket_type``, ``note`` and
    ``source_id`` (empty where not stated), ``start`` and ``end`` (epoch seconds, 0 without a clock), ``clock``,
    ``day`` (proleptic Gregorian ordinal of the local date), ``seconds``, ``billable`` and ``tier`` (its code
    without a clock, else -1). ``bad`` is in the order of the file.
    """

    good: pd.DataFrame
    bad: list[BadRow]


def parse_entries(table: Table, mapping: Columns, zone: str, day_first: bool | None) -> Parsed | Message:
    """Read the entries of a table.

    Args:
        table: The file.
        mapping: The column, or the columns to join, of each field that the file has.
        zone: IANA zone of the times that have no offset.
        day_first: How to read dates such as 03/04/2026; None decides by the dates themselves.

    Returns:
        The entries and the bad rows; or a message where the mapping is not enough, or where the dates leave open
        whether the day or the month comes first.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: If there is no such zone.
    """
    incomplete = _incomplete(table, mapping)
    if incomplete:
        return incomplete
    cells = Cells(table, mapping)
    order = day_comes_first((text for field in DATED for text in cells.text(field)), day_first)
    return order if isinstance(order, Message) else _parsed(cells, zone, order)


def _incomplete(table: Table, mapping: Columns) -> Message | None:
    for name in (name for field in FIELDS for name in columns_of(mapping, field)):
        if name not in table.header:
            return Message(N_("The file has no column “{name}”."), {"name": name})
    for field in REQUIRED:
        if not columns_of(mapping, field):
            return NO_COLUMN[field]
    has = {field for field in FIELDS if columns_of(mapping, field)}
    started, dated = "start" in has or {"date", "start_time"} <= has, "date" in has and "duration" in has
    ended = "end" in has or "duration" in has or {"date", "end_time"} <= has
    return None if dated or (started and ended) else NO_CLOCK


def _parsed(cells: Cells, zone: str, day_first: bool) -> Parsed:
    numbers = cells.table.rows.index.to_numpy(dtype=np.int64)
    problems = Problems(cells)
    for field in REQUIRED:
        problems.blame(~cells.filled(field), (field,), EMPTY[field])
    clock = read_clock(zone, day_first, problems)
    columns: dict[str, object] = {"row": numbers}
    columns |= {field: pd.array(cells.text(field), dtype="str") for field in TEXT_FIELDS}
    columns |= {"start": clock.start, "end": clock.end, "clock": clock.clock, "day": clock.day}
    columns |= {"seconds": clock.seconds, "billable": read_billable(problems)}
    columns["tier"] = read_tier(clock.clock, problems)
    good = pd.DataFrame(columns)[~problems.rows].reset_index(drop=True)
    return Parsed(good, sorted([*ragged_rows(cells.table), *problems.found], key=lambda problem: problem.row))
