"""Time entries as an Excel workbook: every entry, and sums by account and by rep."""

from typing import BinaryIO

import pandas as pd

from rxbilling.exchange.excel_columns import entry_columns, money_columns
from rxbilling.exchange.excel_sheet import Formats, new_book, write_sheet
from rxbilling.exchange.excel_summary import summary_columns, summed
from rxbilling.locales import N_, tr

ENTRIES, BY_ACCOUNT, BY_REP = N_("Time entries"), N_("By account"), N_("By rep")


def write_excel(rows: pd.DataFrame, out: BinaryIO, language: str, title: str) -> None:
    """Write a frame of ``ENTRY_COLUMNS`` as XLSX.

    Amounts are numbers in major units, a column for each currency, so that no total adds currencies; lengths are
    fractions of a day shown as hours, minutes and seconds. Totals count what a filter leaves.
    """
    book = new_book(out, title)
    formats = Formats(book)
    write_sheet(book, tr(language, ENTRIES), entry_columns(rows, language), formats, tr(language, N_("Total")))
    money = money_columns(rows, language)
    for sheet, by, header in ((BY_ACCOUNT, "account", N_("Account")), (BY_REP, "rep", N_("Rep"))):
        columns = summary_columns(summed(rows, by, money), tr(language, header), money, language)
        write_sheet(book, tr(language, sheet), columns, formats, tr(language, N_("Total")))
    book.close()
