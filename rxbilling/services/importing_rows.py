"""What an import writes: the names that are new, then the entries that name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.engine.calendar import EPOCH_DAY
from rxbilling.models import Account, Rep, Service, Ticket, TimeEntry, import_rows
from rxbilling.models.bulk import insert_columns, next_id
from rxbilling.services.countries import calendar_for_country


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows of each kind are new, and the accounts whose entries are to be priced."""

    accounts: int
    reps: int
    services: int
    tickets: int
    account_ids: list[int]


def unknown(db: Database, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that no import brought before."""
    known = import_rows.known_digests(db)
    if not known:
        return rows
    return rows[[digest not in known for digest in rows["digest"]]]


def add(db: Database, rows: pd.DataFrame, import_id: int) -> Made:
    """Insert entries, and the accounts, reps, services and tickets they name for the first time."""
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
            "ticket_id": _optional(rows["ticket"], tickets),
        },
    )
    priced = sorted({int(number) for number in account_ids})
    return Made(new_accounts, new_reps, new_services, new_tickets, priced)


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
    made = import_rows.add_named(db, model, first[column].tolist(), more(first))
    return known | made, len(made)


def _accounts(db: Database, rows: pd.DataFrame) -> tuple[dict[str, int], int]:
    calendars = {code: calendar_for_country(db, code) for code in rows["country"].unique()}
    db.flush()

    def columns(first: pd.DataFrame) -> dict[str, Sequence[Any]]:
        fixed = _all(first, active=True, rounding_minimum_s=0, rounding_mode="up", rounding_scope="entry")
        countries = first["country"].tolist()
        return {**fixed, "country": countries, "calendar_id": [calendars[code] for code in countries]}

    return _named(db, Account, rows, "account", columns)


def _tickets(db: Database, rows: pd.DataFrame, accounts: dict[str, int]) -> tuple[dict[str, int], int]:
    def columns(first: pd.DataFrame) -> dict[str, Sequence[Any]]:
        begun = rows["start"].where(rows["clock"], (rows["day"] - EPOCH_DAY) * 86_400)
        opened = begun.groupby(rows["ticket"]).min()
        return {
            **{name: first[name].tolist() for name in ("product", "priority", "ticket_type")},
            **_all(first, subject="", state="open"),
            "account_id": first["account"].map(accounts).tolist(),
            "opened_at": opened.loc[first["ticket"]].tolist(),
        }

    return _named(db, Ticket, rows, "ticket", columns)


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
