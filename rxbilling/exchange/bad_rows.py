"""Rows that cannot be imported: where, why, and as a file to mend."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rxbilling.exchange.cells import Cells
from rxbilling.exchange.fields import Field
from rxbilling.exchange.table import Table
from rxbilling.exchange.text import harmless
from rxbilling.locales import N_, Message

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One reason why a row cannot be imported; ``row`` is its number in the file, ``value`` what stands there."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(slots=True)
class Problems:
    """Collects what is wrong with the rows of one table; ``rows`` marks them. A row may have several problems."""

    cells: Cells
    found: list[BadRow] = field(default_factory=list)
    rows: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.rows = np.zeros(len(self.cells), dtype=bool)

    def blame(self, where: Mask, fields: Sequence[Field], reason: Message) -> None:
        """Note a reason at the first of some fields that the row fills, else at the first that the file has."""
        if not where.any():
            return
        self.rows |= where
        rest = where.copy()
        for name in fields:
            here = rest & self.cells.filled(name)
            self._note(here, self.cells.label(name), self.cells.text(name), reason)
            rest &= ~here
        self._note(rest, self.cells.label(*fields), [""] * len(rest), reason)

    def _note(self, where: Mask, column: str, values: Sequence[str], reason: Message) -> None:
        numbers = self.cells.table.rows.index
        self.found += [BadRow(int(numbers[i]), column, values[i], reason) for i in np.flatnonzero(where).tolist()]


def ragged_rows(table: Table) -> list[BadRow]:
    """Return the rows that have more or fewer cells than the header."""
    width = len(table.header)
    reason = N_("The row has {cells} cells, the header has {columns}.")
    return [
        BadRow(number, "", "", Message(reason, {"cells": len(cells), "columns": width}))
        for number, cells in table.ragged.items()
    ]


def bad_rows_csv(table: Table, bad: Sequence[BadRow], language: str) -> bytes:
    """Return the bad rows as they stand in the file, each once, after their number, columns and reasons.

    UTF-8 with a byte order mark, since people mend it in a spreadsheet; no cell runs as a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["row", "column", "reason", *map(harmless, table.header)])
    for number, group in groupby(sorted(bad, key=_row), key=_row):
        problems = list(group)
        columns = ", ".join(dict.fromkeys(problem.column for problem in problems if problem.column))
        reasons = " ".join(problem.reason.text(language) for problem in problems)
        writer.writerow([number, *map(harmless, [columns, reasons, *_cells(table, number)])])
    return out.getvalue().encode("utf-8-sig")


def _row(problem: BadRow) -> int:
    return problem.row


def _cells(table: Table, number: int) -> list[str]:
    return table.ragged[number] if number in table.ragged else [str(cell) for cell in table.rows.loc[number]]
