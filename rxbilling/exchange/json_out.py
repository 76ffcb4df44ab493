"""Time entries as JSON for other programs."""

from typing import BinaryIO

import pandas as pd

from rxbilling.exchange.csv_out import MOMENT
from rxbilling.exchange.money_text import major_texts
from rxbilling.exchange.rows import ENTRY_COLUMNS, MONEY

# Rows that are made into text at once.
BLOCK = 20_000


def write_json(rows: pd.DataFrame, out: BinaryIO) -> None:
    """Write a frame of ``ENTRY_COLUMNS`` as an array of objects in UTF-8, one a line.

    Times are ISO 8601, amounts are texts in major units (no program reads them as binary fractions), what is not there
    is null.
    """
    written = rows[list(ENTRY_COLUMNS)].copy()
    written["day"] = [day.isoformat() for day in rows["day"]]
    for name in ("start", "end"):
        written[name] = rows[name].dt.strftime(MOMENT).astype(object).where(rows[name].notna(), None)
    for name, currency in MONEY.items():
        texts = pd.Series(major_texts(rows[name], rows[currency]), index=rows.index, dtype=object)
        written[name] = texts.where(rows[name].notna(), None)
    out.write(b"[")
    for first in range(0, len(written), BLOCK):
        lines = written.iloc[first : first + BLOCK].to_json(orient="records", lines=True, force_ascii=False).strip()
        out.write(("," if first else "").encode() + b"\n" + ",\n".join(lines.split("\n")).encode())
    out.write(b"\n]\n")
