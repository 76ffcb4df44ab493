"""Who drew what from which lot."""

from dataclasses import dataclass, fields

import numpy as np

from rxbilling.engine.columns import Int64


@dataclass(frozen=True, slots=True)
class Draws:
    """A row, a place in the lots, units, and 1/10,000 units taken from the lot.

    What one row drew stands in the order of drawing.
    """

    row: Int64
    lot: Int64
    units: Int64
    drawn: Int64

    def take(self, rows: Int64) -> "Draws":
        """Take some of them."""
        return Draws(*(getattr(self, item.name).take(rows) for item in fields(self)))

    def join(self, other: "Draws") -> "Draws":
        """Put other draws behind these."""
        pairs = ((getattr(self, item.name), getattr(other, item.name)) for item in fields(self))
        return Draws(*map(np.concatenate, pairs))

    def by_row(self) -> "Draws":
        """Sort by row."""
        return self.take(np.argsort(self.row, kind="stable"))
