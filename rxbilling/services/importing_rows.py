"""What an import writes: the names that are new, then the entries that name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.engine.calendar import EPOCH_DAY
from rxbilling.exchange.bad_rows import BadRow
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Organisation, Rep, Service, Ticket, TimeEntry, import_rows, week_rows
from rxbilling.models.bulk import insert_columns, next_id
from rxbilling.services.approval import is_on
from rxbilling.services.closing import CLOSED
from rxbilling.services.countries import calendar_for_country, code_of

APPROVED_WEEK = Message(N_("The rep's week is approved. A manager has to return it before anything in it changes."))


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows of each kind are new, and the accounts whose entries are to be priced.

    ``strangers`` counts the new accounts without a known country: the organisation's calendar prices them.
    """

    accounts: int
    reps: int
    services: int
    tickets: int
    account_ids: list[int]
    strangers: int


def unknown(db: Database, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that no import brought before."""
    known = import_rows.known_digests(db)
    if not known:
        return rows
    return rows[[digest not in known for digest in rows["digest"]]]


def in_open_books(organisation: Organisation, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows are not of a closed period."""
    if organisation.closed_day is None:
        return np.ones(len(rows), np.bool_)
    by_clock = (rows["start"] >= organisation.closed_before).to_numpy(np.bool_)
    by_day = (rows["day"] > organisation.closed_day).to_numpy(np.bool_)
    return np.where(rows["clock"].to_numpy(np.bool_), by_clock, by_day)


def closed_rows(organisation: Organisation, rows: pd.DataFrame) -> list[BadRow]:
    """Return why rows of a closed period are refused."""
    if organisation.closed_day is None:
        return []
    reason = Message(CLOSED, {"day": date.fromordinal(organisation.closed_day)})
    return [
        BadRow(int(row), "", date.fromordinal(int(day)).isoformat(), reason)
        for row, day in zip(rows["row"], rows["day"], strict=True)
    ]


class IntoApproved(Exception):  # noqa: N818 - it is an answer, not a fault
    """Some entries came into weeks that are approved: those with these digests."""

    def __init__(self, digests: set[bytes]) -> None:
        super().__init__()
        self.digests = digests


def refuse_approved(db: Database, import_id: int) -> None:
    """Refuse an import whose entries, which are priced now, lie in approved weeks.

    Raises:
        IntoApproved: some do.
    """
    if is_on(db) and (found := week_rows.imported_into_approved(db.connection(), import_id)):
        raise IntoApproved(found)


def approved_rows(rows: pd.DataFrame) -> list[BadRow]:
    """Return why rows of approved weeks are refused."""
    return [
        BadRow(int(row), "", date.fromordinal(int(day)).isoformat(), APPROVED_WEEK)
        for row, day in zip(rows["row"], rows["day"], strict=True)
    ]


def add(db: Database, rows: pd.DataFrame, import_id: int) -> Made:
    """Insert entries, and the accounts, reps, services and tickets they name for the first time."""
    strangers_before = import_rows.without_calendar(db)
    accounts, new_accounts = _accounts(db, rows)
    reps, new_reps = _named(
        db, Rep, rows, "rep", lambda first: {"role": list(first["role"]), **_all(first, active=True)}
    )
    services, new_services = _named(db, Service, rows, "service", lambda _first: {})
    tickets, new_tickets = _tickets(db, rows, accounts)
    account_ids = rows["account"].map(accounts)
    _entries(
        db,
        rows,
        import_id,
        {
            "account_id": account_ids.tolist(),
            "rep_id": rows["rep"].map(reps).tolist(),
            "service_id": _optional(rows["service"], services),
            "ticket_id": tickets,
            "product": _own_products(rows),
        },
    )
    priced = sorted({int(number) for number in account_ids})
    strangers = import_rows.without_calendar(db) - strangers_before
    return Made(new_accounts, new_reps, new_services, new_tickets, priced, strangers)


def _all(rows: pd.DataFrame, **values: Any) -> dict[str, Sequence[Any]]:  # noqa: ANN401 - values of columns
    return {name: [value] * len(rows) for name, value in values.items()}


def _new_names(known: dict[str, int], rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the first row of each name that is not known yet, in the order of the file."""
    first = rows[rows[column] != ""].drop_duplicates(column)
    return first[~first[column].isin(known)]


def _named(
    db: Database,
    model: type[SQLModel],
    rows: pd.DataFrame,
    column: str,
    more: Any,  # noqa: ANN401 - a function of the rows
) -> tuple[dict[str, int], int]:
    known = import_rows.known_names(db, model)
    first = _new_names(known, rows, column)
    made = import_rows.add_rows(db, model, first[column].tolist(), more(first))
    return known | dict(zip(first[column], made, strict=True)), len(made)


def _accounts(db: Database, rows: pd.DataFrame) -> tuple[dict[str, int], int]:
    stated = rows[rows["country"] != ""].drop_duplicates("account")
    country = {row.account: code_of(str(row.country)) for row in stated.itertuples()}
    calendars = {code: calendar_for_country(db, code) for code in {*country.values()}}
    db.flush()

    def columns(first: pd.DataFrame) -> dict[str, Sequence[Any]]:
        fixed = _all(first, active=True, rounding_minimum_s=0, rounding_mode="up", rounding_scope="entry")
        countries = [country.get(name, "") for name in first["account"]]
        return {**fixed, "country": countries, "calendar_id": [calendars.get(code) for code in countries]}

    return _named(db, Account, rows, "account", columns)


def _tickets(db: Database, rows: pd.DataFrame, accounts: dict[str, int]) -> tuple[list[int | None], int]:
    """Return the ticket of each row, and how many are new; a number is one ticket within its account."""
    known = import_rows.known_tickets(db)
    keys = list(zip(rows["account"].map(accounts).tolist(), rows["ticket"].tolist(), strict=True))
    is_new = [bool(number) and (account, number) not in known for account, number in keys]
    new = rows[np.array(is_new, np.bool_)].drop_duplicates(["account", "ticket"])
    begun = rows["start"].where(rows["clock"], (rows["day"] - EPOCH_DAY) * 86_400)
    opened = begun.groupby([rows["account"], rows["ticket"]]).min()
    account_ids = new["account"].map(accounts).tolist()
    columns: dict[str, Sequence[Any]] = {
        **{name: new[name].tolist() for name in ("product", "priority", "ticket_type")},
        **_all(new, subject="", state="open"),
        "account_id": account_ids,
        "opened_at": opened.loc[list(zip(new["account"], new["ticket"], strict=True))].tolist(),
    }
    made = import_rows.add_rows(db, Ticket, new["ticket"].tolist(), columns)
    numbers = known | dict(zip(zip(account_ids, new["ticket"], strict=True), made, strict=True))
    return [numbers.get(key) for key in keys], len(made)


def _own_products(rows: pd.DataFrame) -> list[str | None]:
    """Return the product of each row that its ticket does not tell."""
    first = rows.groupby(["account", "ticket"])["product"].transform("first")
    own = (rows["product"] != "") & ((rows["ticket"] == "") | (rows["product"] != first))
    return [product if is_own else None for product, is_own in zip(rows["product"], own, strict=True)]


def _optional(names: pd.Series, numbers: dict[str, int]) -> list[int | None]:
    return [numbers.get(name) for name in names]


def _entries(db: Database, rows: pd.DataFrame, import_id: int, references: dict[str, Sequence[Any]]) -> None:
    first = next_id(db, TimeEntry, len(rows)) if len(rows) else 0
    clock = rows["clock"].tolist()
    fixed = _all(rows, version=1, import_id=import_id, billed_reference="", revision=0)
    own: dict[str, Sequence[Any]] = {
        "id": range(first, first + len(rows)),
        "start_at": [value if has else None for value, has in zip(rows["start"].tolist(), clock, strict=True)],
        "end_at": [value if has else None for value, has in zip(rows["end"].tolist(), clock, strict=True)],
        "tier": [None if has else value for value, has in zip(rows["tier"].tolist(), clock, strict=True)],
        **{name: rows[name].tolist() for name in ("day", "seconds", "billable", "note", "digest")},
    }
    insert_columns(db, TimeEntry, {**own, **fixed, **references})
