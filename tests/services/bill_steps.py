"""Steps of tests of bills: a day, a run, drafts and issued bills of some days."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.models import Contract, SupportPlan
from rxbilling.models.database import writing
from rxbilling.services import bill_details, bill_issuing, bill_runs
from rxbilling.services.bill_runs import Run
from rxbilling.services.pricing import price
from tests.services.rows import FINANCE, add

MARCH = Run(date(2026, 3, 1), date(2026, 3, 31))
APRIL = Run(date(2026, 4, 1), date(2026, 4, 30))
ISSUED = date(2026, 4, 2)
HOUR = 3600


def priced(database: Engine) -> None:
    """Price all work."""
    with writing(database) as db:
        price(db, until=date(2026, 6, 30).toordinal())


def drafts(run: Run = MARCH) -> list[int]:
    """Make the drafts of a run."""
    return bill_runs.make(FINANCE, run, bill_runs.preview(FINANCE, run).promise)


def issued(run: Run = MARCH, day: date = ISSUED) -> list[int]:
    """Make and issue the bills of a run."""
    ids = drafts(run)
    bill_issuing.issue(FINANCE, ids, day)
    return ids


def paper(number: int) -> BillPaper:
    """Return a bill as it is printed."""
    return bill_details.look(FINANCE, number).paper


def add_contract(database: Engine, *, plan: dict[str, Any] | None = None, **columns: Any) -> None:
    """Add a contract of Acme from January 2026 on: 200.00 a month in advance, nothing included."""
    of_plan = {"id": 1, "name": "Gold", "currency": "EUR", "mode": "prepaid", "anchor": "calendar"}
    add(database, SupportPlan(**of_plan | {"base_charge": 20_000} | (plan or {})))
    given = {"id": 1, "number": "C-1", "name": "Care", "account_id": 1, "plan_id": 1}
    days = {"first_day": date(2026, 1, 1).toordinal(), "last_day": date(2026, 12, 31).toordinal()}
    add(database, Contract(**given | days | columns))
