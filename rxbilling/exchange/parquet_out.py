"""Time entries as Parquet for programs that calculate with them."""

from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from rxbilling.exchange.money_text import decimals
from rxbilling.exchange.rows import ENTRY_COLUMNS, LENGTHS, MONEY

# ISO 4217 has no currency with more decimals: one type holds them all, so that files can be put together.
MOST_DECIMALS = 4
AMOUNT = pa.decimal128(19, MOST_DECIMALS)
WHOLE = pa.decimal128(19, 0)
TYPES = (
    {"id": pa.int64(), "day": pa.date32(), "billable": pa.bool_()}
    | dict.fromkeys(("start", "end"), pa.timestamp("ms"))
    | dict.fromkeys(LENGTHS, pa.int64())
    | dict.fromkeys(MONEY, AMOUNT)
)
SCHEMA = pa.schema([(name, TYPES.get(name, pa.string())) for name in ENTRY_COLUMNS])


def write_parquet(rows: pd.DataFrame, out: BinaryIO) -> None:
    """Write a frame of ``ENTRY_COLUMNS``: the same column names, each with its own type.

    Lengths are whole seconds, amounts exact decimals in major units, times local ones of the zone beside them; what is
    not there is null. Nothing but the rows is in the file: of equal rows two files are equal.
    """
    columns = [
        _amounts(rows[name], rows[MONEY[name]]) if name in MONEY else pa.array(rows[name], field.type, from_pandas=True)
        for name, field in zip(SCHEMA.names, SCHEMA, strict=True)
    ]
    pq.write_table(pa.Table.from_arrays(columns, schema=SCHEMA), out, compression="zstd")


def _amounts(minor: pd.Series, currency: pd.Series) -> pa.Array:
    """Return amounts as decimals: whole numbers of the smallest unit, whose buffers are read with decimals."""
    scales = currency.map({code: 10 ** (MOST_DECIMALS - decimals(code)) for code in currency.unique()})
    units = minor.fillna(0).to_numpy(np.int64) * scales.to_numpy(np.int64)
    whole = pa.array(units, mask=minor.isna().to_numpy(bool)).cast(WHOLE)
    return pa.Array.from_buffers(AMOUNT, len(whole), whole.buffers())
