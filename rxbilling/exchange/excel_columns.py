"""The columns of the sheet of entries: header, values as Excel holds them, how they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rxbilling.exchange.money_text import decimals
from rxbilling.exchange.rows import MONEY
from rxbilling.locales import N_, tr

DAY_S = 86_400
EPOCH = pd.Timestamp("1899-12-30")  # day 0 of Excel's calendar
LONGEST_TEXT = 32_767  # characters in a cell
Kind = Literal["text", "whole", "number", "date", "moment", "time", "length", "money", "price"]
Value = str | float | int | None

TEXT_HEADERS = {
    "account": N_("Account"),
    "ticket": N_("Ticket"),
    "service": N_("Service"),
    "product": N_("Product"),
    "priority": N_("Priority"),
    "rep": N_("Rep"),
    "note": N_("Note"),
    "contract": N_("Contract"),
    "zone": N_("Time zone"),
}
LENGTH_HEADERS = {
    "worked_s": N_("Worked"),
    "billable_s": N_("Billable time"),
    "operational_s": N_("Operational"),
    "non_operational_s": N_("Non-operational"),
    "weekend_s": N_("Weekend"),
    "holiday_s": N_("Holiday"),
}
MONEY_HEADERS = {"amount": N_("Amount ({currency})"), "cost": N_("Cost ({currency})")}
STATUSES = {
    "unbilled": N_("Unbilled"),
    "billed": N_("Billed"),
    "not_billable": N_("Not billable"),
    "no_price": N_("No price"),
}
WIDTHS: dict[str, int] = {"account": 26, "note": 50, "rep": 22, "service": 18, "ticket": 16}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; ``values`` are as Excel holds them, None for an empty cell. Prices are not added up."""

    header: str
    kind: Kind
    values: Sequence[Value] | pa.Array
    width: int = 14
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts of one column of the frame in one of its currencies."""

    header: str
    name: str
    currency: str


def entry_columns(rows: pd.DataFrame, language: str) -> list[Column]:
    """Return the columns of a frame of ``ENTRY_COLUMNS`` under headers in the reader's language."""
    when = [
        Column(tr(language, N_("Day")), "date", _serials(pd.to_datetime(rows["day"])), 12),
        Column(tr(language, N_("Start")), "moment", _serials(rows["start"]), 17),
        Column(tr(language, N_("End")), "moment", _serials(rows["end"]), 17),
    ]
    texts = [_text(rows, name, tr(language, header)) for name, header in TEXT_HEADERS.items()]
    statuses = rows["status"].map({code: tr(language, text) for code, text in STATUSES.items()})
    lengths = [Column(tr(language, h), "length", length_values(rows[n]), 12) for n, h in LENGTH_HEADERS.items()]
    money = [Column(m.header, "money", _amounts(rows, m), 16, m.currency) for m in money_columns(rows, language)]
    code = Column(tr(language, N_("Currency")), "text", pa.array(rows["currency"], pa.string()), 10)
    ids = Column(tr(language, N_("Entry")), "whole", pa.array(rows["id"]), 10)
    status = Column(tr(language, N_("Status")), "text", pa.array(statuses, pa.string()))
    return [*when, *texts, status, *lengths, *money, code, ids]


def money_columns(rows: pd.DataFrame, language: str) -> list[Money]:
    """Return a column of amounts for each currency that occurs, costs after revenue."""
    return [
        Money(tr(language, MONEY_HEADERS[name], currency=code), name, code)
        for name, currency in MONEY.items()
        for code in sorted(rows.loc[rows[name].notna(), currency].unique())
    ]


def length_values(seconds: pd.Series) -> pa.Array:
    """Return lengths in days; none where a length is 0, which keeps sheets of tiers easy to read."""
    return pa.array((seconds / DAY_S).to_numpy(np.float64), mask=(seconds == 0).to_numpy(bool))


def major_values(minor: pd.Series, currency: str) -> pa.Array:
    """Return amounts in major units, each the number nearest to its decimal text; none where there is none."""
    amounts = minor.astype("Int64").to_numpy(np.float64, na_value=np.nan)
    return pa.array(amounts / _minor_units(currency), from_pandas=True)


def major(minor: int, currency: str) -> float:
    """Return an amount in major units, as the number that is nearest to its decimal text."""
    return minor / _minor_units(currency)


def _minor_units(currency: str) -> int:
    units: int = 10 ** decimals(currency)
    return units


def clock_value(text: str) -> float | None:
    """Return a time of day (``HH:MM``) as a fraction of a day; None without one."""
    if not text:
        return None
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60 / DAY_S


def day_number(day: date) -> int:
    """Return a date as Excel counts days."""
    return (day - EPOCH.date()).days


def _amounts(rows: pd.DataFrame, money: Money) -> pa.Array:
    here = rows[money.name].where(rows[MONEY[money.name]] == money.currency)
    return major_values(here, money.currency)


def _text(rows: pd.DataFrame, name: str, header: str) -> Column:
    texts = pc.utf8_slice_codeunits(pa.array(rows[name], pa.string()), 0, LONGEST_TEXT)
    return Column(header, "text", pc.if_else(pc.equal(texts, ""), None, texts), WIDTHS.get(name, 14))


def _serials(moments: pd.Series) -> pa.Array:
    days = (moments - EPOCH) / np.timedelta64(1, "D")
    return pa.array(days.to_numpy(np.float64), from_pandas=True)
