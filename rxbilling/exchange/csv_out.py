"""Time entries as CSV for other programs."""

from typing import BinaryIO

import pandas as pd

from rxbilling.exchange.instants import by_distinct
from rxbilling.exchange.money_text import major_texts
from rxbilling.exchange.rows import ENTRY_COLUMNS, MONEY, TEXTS
from rxbilling.exchange.text import harmless

MOMENT = "%Y-%m-%dT%H:%M:%S"


def write_csv(rows: pd.DataFrame, out: BinaryIO) -> None:
    """Write a frame of ``ENTRY_COLUMNS``: the same column names, ISO 8601 dates, amounts in major units.

    UTF-8 without a byte order mark, because programs read this file and the mark spoils their first column's name;
    people have the Excel file. Comma, CRLF (RFC 4180); text never runs as a formula.
    """
    written = rows[list(ENTRY_COLUMNS)].copy()
    for name in TEXTS:
        written[name] = by_distinct(written[name].tolist(), harmless)
    for name, currency in MONEY.items():
        written[name] = major_texts(rows[name], rows[currency])
    written["billable"] = rows["billable"].map({True: "true", False: "false"})
    written.to_csv(out, index=False, lineterminator="\r\n", encoding="utf-8", date_format=MOMENT)
