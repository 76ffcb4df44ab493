"""Many rows read at once, as the driver's own tuples: making SQLAlchemy's of them takes as long as reading them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

# Rows that live at a time: fewer than Python's garbage collector begins to look through (700).
BLOCK = 500


def integers(connection: Connection, sql: str, width: int) -> npt.NDArray[np.int64]:
    """Return the rows of a query of integers, an array of ``width`` columns; never all of them as Python objects."""
    blocks = [
        np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * width) for rows in blocks_of(connection, sql)
    ]
    return np.concatenate(blocks or [np.empty(0, np.int64)]).reshape(-1, width)


def blocks_of(connection: Connection, sql: str) -> Iterator[list[tuple[Any, ...]]]:
    """Return the rows of a query in blocks, as they are read."""
    result = connection.exec_driver_sql(sql)
    cursor: Any = result.cursor
    while rows := cursor.fetchmany(BLOCK):
        yield rows
    result.close()
