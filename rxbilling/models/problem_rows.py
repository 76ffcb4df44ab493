"""SQL that finds work that somebody should look at."""

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from rxbilling.engine.columns import Kind
from rxbilling.engine.terms import Level

# A price of 0 by a rule of the account or a general one: what a contract or a plan gives away, it means to.
UNBILLED = """FROM time_entry t JOIN charge c ON c.entry_id = t.id
WHERE t.billable AND t.deleted_at IS NULL AND t.billed_at IS NULL"""
MEANT = f"p.kind <> {int(Kind.PLAIN)} OR p.level < {int(Level.ACCOUNT)}"
AGREED = f"SELECT 1 FROM portion p WHERE p.entry_id = t.id AND ({MEANT})"  # noqa: S608 - our own numbers
ZERO = f"c.problem = 0 AND c.amount = 0 AND c.billable_s > 0 AND NOT EXISTS ({AGREED})"
ZERO_PRICE = f"SELECT t.id {UNBILLED} AND {ZERO} ORDER BY 1"
WITH_CONTRACT = "SELECT DISTINCT account_id FROM contract WHERE state = 'active' ORDER BY 1"


def numbers(connection: Connection, sql: str) -> npt.NDArray[np.int64]:
    """Return what one of the queries above finds, in order."""
    return np.fromiter(connection.exec_driver_sql(sql).scalars(), np.int64)
