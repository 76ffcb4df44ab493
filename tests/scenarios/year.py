"""Living through days: each morning the daily work is done, then what happens on that day, then balances are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from rxbilling.models import Charge
from rxbilling.models.database import reading
from rxbilling.services import clock, contract_ledger, entitlements, entry_changes, renewals, ticket_opening
from rxbilling.services.access import NotNow
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.ticket_drafts import TicketDraft
from tests.services.rows import ADMIN, MANAGER, REP_1

HOUR = 3600
Balance = tuple[float, float, float, float, float]


@dataclass
class Days:
    """The clock of the services, which stands at noon (UTC) of a day, and what people do then."""

    instant: int = 0

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(self.instant, UTC).date()

    def through(self, first: date, last: date) -> Iterator[date]:
        """Live through days: contracts are renewed as the day begins."""
        day = first
        while day <= last:
            self.instant = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
            renewals.renew_due(ADMIN)
            yield day
            day += timedelta(days=1)

    def work(self, hours: float, ticket: int | None = None, day: date | None = None, **parts: object) -> int:
        """Log work that begins at ten in Paris or at eleven; return its number."""
        done = day or self.day
        begin = int(datetime(done.year, done.month, done.day, 9, tzinfo=UTC).timestamp())
        given = {"account_id": 1, "rep_id": 1, "service_id": 1, "ticket_id": ticket}
        times = {"start_at": begin, "end_at": begin + int(hours * HOUR)}
        return entry_changes.add(MANAGER, EntryDraft(**given | times | parts)).number

    def open_ticket(self, reason: str = "") -> int | None:
        """Open a ticket; None where its contract blocks it. A manager gives a reason."""
        draft = TicketDraft(1, "Something is wrong", reason=reason)
        try:
            return ticket_opening.open_ticket(MANAGER if reason else REP_1, draft).number
        except NotNow:
            return None


@pytest.fixture
def days(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Days:
    """Return the days of the company: every service goes by them."""
    if office.dialect.name == "postgresql":
        with office.begin() as connection:
            for table in ("ticket", "account", "rep"):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 100)")
    lived = Days()
    monkeypatch.setattr(clock, "time", SimpleNamespace(time=lambda: lived.instant))
    return lived


def balance(contract: int, unit: int = 1) -> Balance | None:
    """Return granted, topped up, carried, used and left of a contract's present cycle, in a unit.

    The ledger of its page says the same as what the API answers.
    """
    line = next((cycle for cycle in contract_ledger.look(MANAGER, contract).cycles if cycle.is_current), None)
    if line is None:
        return None
    current = entitlements.look(MANAGER, contract).current
    assert sum(lot.left for lot in current) == line.left
    assert sum(lot.granted for lot in current if lot.kind == "base") == line.granted
    return (
        line.granted / unit,
        line.topped_up / unit,
        line.carried / unit,
        line.used / unit,
        line.left / unit,
    )


def amount(entry: int) -> int:
    """Return what an entry costs."""
    with reading() as db:
        return db.get_one(Charge, entry).amount
