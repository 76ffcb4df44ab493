"""Sums by account and by rep, each currency by itself."""

from collections.abc import Sequence

import pandas as pd

from rxbilling.exchange.excel_columns import Column, Money, length_values, major_values
from rxbilling.exchange.rows import MONEY
from rxbilling.locales import N_, tr

SUMMED_LENGTHS = {"worked_s": N_("Worked"), "billable_s": N_("Billable time")}


def summed(rows: pd.DataFrame, by: str, money: Sequence[Money]) -> pd.DataFrame:
    """Add up entries, lengths and each column of money for every value of ``by``, in its order."""
    parts = rows[[by, *SUMMED_LENGTHS]].assign(entries=1)
    for item in money:
        here = rows[item.name].astype("Int64").where(rows[MONEY[item.name]] == item.currency)
        parts[item.header] = here.fillna(0).astype("int64")
    return parts.groupby(by, sort=True, as_index=False).sum()


def summary_columns(sums: pd.DataFrame, header: str, money: Sequence[Money], language: str) -> list[Column]:
    """Return the columns of a summary; ``header`` names the first."""
    by = Column(header, "text", sums.iloc[:, 0].tolist(), 28)
    entries = Column(tr(language, N_("Entries")), "whole", sums["entries"].tolist(), 10)
    lengths = [Column(tr(language, h), "length", length_values(sums[n]), 12) for n, h in SUMMED_LENGTHS.items()]
    amounts = [Column(m.header, "money", major_values(sums[m.header], m.currency), 16, m.currency) for m in money]
    return [by, entries, *lengths, *amounts]
