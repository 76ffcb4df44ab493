"""The list of accounts: a page at a time, each with what runs, what was worked this month and what is not billed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlmodel import Session as Database

from rxbilling.models import Account, Calendar, Organisation, account_rows, contract_rows
from rxbilling.models.account_rows import Wanted
from rxbilling.models.database import reading
from rxbilling.models.work_columns import UNBILLED
from rxbilling.services import reports, selecting, summaries
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.addresses import query_of, text_in
from rxbilling.services.clock import today
from rxbilling.services.contract_list import days
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import plain

A_PAGE = 25
Sums = tuple[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class AccountQuery:
    """Which accounts: those whose name contains a text, all or only those that are active."""

    part: str = ""
    only_active: bool = True

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read what is looked for from an address."""
        return cls(text_in(query), query.get("show") != "all")

    def to_query(self) -> str:
        """Return what is looked for as the query of an address."""
        return query_of({"text": self.part, "show": "" if self.only_active else "all"})


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account in the list; ``worked_s`` is this month's as far as the actor sees it.

    Who may see no contracts is told of none, and of no amounts: ``contracts`` is 0, ``unbilled`` (minor units by
    currency) empty.
    """

    number: int
    name: str
    country: str
    calendar: str
    currency: str
    active: bool
    contracts: int
    worked_s: int
    unbilled: dict[str, int]


def page(actor: Actor | None, query: AccountQuery, first: int = 0, most: int = A_PAGE) -> list[ListedAccount]:
    """Return a page of accounts, by name.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        rows = account_rows.accounts(db, _wanted(query), first, most)
        numbers = tuple(row.id or 0 for row, _ in rows)
        running = contract_rows.running(db, numbers, days(db)) if actor.may(Right.SEE_CONTRACTS) else {}
        home, now = db.get_one(Organisation, 1).currency, _today(db)
    sums = _sums(actor, numbers, now)
    return [_listed(row, calendar, home, running, sums) for row, calendar in rows]


def count(actor: Actor | None, query: AccountQuery) -> int:
    """Count the accounts of a query.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        return account_rows.count(db, _wanted(query))


def _wanted(query: AccountQuery) -> Wanted:
    return Wanted(plain(query.part).strip(), True if query.only_active else None)


def _today(db: Database) -> date:
    return today(db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone)


def _sums(actor: Actor, numbers: tuple[int, ...], now: date) -> dict[int, Sums]:
    """Return the seconds worked this month and what is not billed, by account."""
    if not numbers:
        return {}
    work = read_model.current()
    rows = selecting.select(work, actor, WorkFilter(accounts=numbers))
    first, last = (day.toordinal() for day in summaries.bounds(now))
    month = rows[(work["day"][rows] >= first) & (work["day"][rows] <= last)]
    opened = rows[work["status"][rows] == UNBILLED] if actor.may(Right.SEE_CONTRACTS) else rows[:0]
    return {
        number: (
            int(work["worked_s"][month[work["account"][month] == number]].sum()),
            reports.by_currency(work, opened[work["account"][opened] == number]),
        )
        for number in numbers
    }


def _listed(row: Account, calendar: str, home: str, running: dict[int, int], sums: dict[int, Sums]) -> ListedAccount:
    number = row.id or 0
    return ListedAccount(
        number=number,
        name=row.name,
        country=row.country,
        calendar=calendar,
        currency=row.currency or home,
        active=row.active,
        contracts=running.get(number, 0),
        worked_s=sums[number][0],
        unbilled=sums[number][1],
    )
