"""The cells of a table by field instead of by column."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rxbilling.exchange.fields import Columns, Field, columns_of
from rxbilling.exchange.table import Table


@dataclass(frozen=True, slots=True)
class Cells:
    """A table seen through a mapping; every column of the mapping is in the table."""

    table: Table
    mapping: Columns
    cache: dict[Field, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table.rows)

    def text(self, name: Field) -> list[str]:
        """Return a field's cells without the spaces around them; joined columns have one space between them."""
        if name not in self.cache:
            self.cache[name] = self._read(name)
        return self.cache[name]

    def filled(self, name: Field) -> NDArray[np.bool_]:
        """Return where a field is not empty."""
        return np.array([cell != "" for cell in self.text(name)], dtype=bool)

    def label(self, *names: Field) -> str:
        """Return what the columns of the first field that is in the file are called there."""
        return next((" + ".join(columns) for name in names if (columns := columns_of(self.mapping, name))), "")

    def _read(self, name: Field) -> list[str]:
        columns = [self.table.rows[column].tolist() for column in columns_of(self.mapping, name)]
        if len(columns) == 1:
            return [cell.strip() for cell in columns[0]]
        return [" ".join(parts).strip() for parts in zip(*columns, strict=True)] if columns else [""] * len(self)
