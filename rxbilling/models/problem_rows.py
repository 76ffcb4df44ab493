"""SQL that finds work that somebody should look at."""

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from rxbilling.engine.columns import Kind
from rxbilling.models.pricing_rows import CLOSED

# A price of 0 that a rule gives; what is included, or free beside a price per request, is meant to cost nothing.
UNBILLED = """FROM time_entry t JOIN charge c ON c.entry_id = t.id
WHERE t.billable AND t.deleted_at IS NULL AND t.billed_at IS NULL"""
FOR_NOTHING = f"SELECT 1 FROM portion p WHERE p.entry_id = t.id AND p.kind IN ({int(Kind.INCLUDED)}, {int(Kind.FREE)})"  # noqa: S608 - our own
ZERO = f"c.problem = 0 AND c.amount = 0 AND c.billable_s > 0 AND NOT EXISTS ({FOR_NOTHING})"
ZERO_PRICE = f"SELECT t.id {UNBILLED} AND {ZERO} ORDER BY 1"
UNBILLED_IN_CLOSED_BOOKS = f"SELECT t.id {UNBILLED} AND {CLOSED} ORDER BY 1"
WITH_CONTRACT = "SELECT DISTINCT account_id FROM contract WHERE state <> 'draft' ORDER BY 1"


def numbers(connection: Connection, sql: str) -> npt.NDArray[np.int64]:
    """Return what one of the queries above finds, in order."""
    return np.fromiter(connection.exec_driver_sql(sql).scalars(), np.int64)
