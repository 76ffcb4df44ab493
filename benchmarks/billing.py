"""A month's bills of 10,000 time entries under 200 contracts, database included: ``python -m benchmarks.billing``."""

from datetime import date

from benchmarks.baseline import seconds, tell
from benchmarks.installation import installation
from rxbilling.models import Account, BillRule, Contract, Rep, SupportPlan, TimeEntry
from rxbilling.models.bulk import insert_columns
from rxbilling.models.database import writing
from rxbilling.services import bill_issuing, bill_runs, pricing
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.bill_runs import Run
from rxbilling.services.setup import ensure_organisation

ACCOUNTS, ENTRIES, HOUR = 200, 10_000, 3600
MARCH = Run(date(2026, 3, 1), date(2026, 3, 31))
MORNING = 1_772_442_000  # 2026-03-02, 9:00 UTC


def fill(accounts: int, entries: int) -> None:
    """Add accounts, each with a contract of ten hours a month, and an hour and a half of work again and again."""
    with writing() as db:
        ensure_organisation(db)
        db.add_all(
            [Rep(id=1, name="Ana", role="L1"), BillRule(name="All", position=9, currency="EUR", rates=[9_990] * 4)]
        )
        ten_hours = {"allowance_amount": 10 * HOUR, "overage_rates": [12_000] * 4, "base_charge": 50_000}
        db.add(SupportPlan(id=1, name="Hours", mode="prepaid", anchor="calendar", currency="EUR", **ten_hours))
        db.add_all([Account(id=number, name=f"Account {number}") for number in range(1, accounts + 1)])
        db.flush()
        first = date(2026, 1, 1).toordinal()
        taxes: list[dict[str, str | int]] = [{"name": "VAT", "bp": 2000}]
        db.add_all(
            [
                Contract(id=n, number=f"C-{n}", name="Care", account_id=n, plan_id=1, first_day=first, taxes=taxes)
                for n in range(1, accounts + 1)
            ]
        )
        db.flush()
        starts = [MORNING + 86_400 * (n % 20) + 60 * (n % 301) for n in range(entries)]
        same = {"version": 1, "rep_id": 1, "seconds": 5400, "billable": True, "note": "Work", "revision": 0}
        columns = {name: [value] * entries for name, value in (same | {"day": 1, "billed_reference": ""}).items()}
        account = [n % accounts + 1 for n in range(entries)]
        ends = [start + 5400 for start in starts]
        insert_columns(db, TimeEntry, columns | {"account_id": account, "start_at": starts, "end_at": ends})
        pricing.price(db, until=MARCH.last.toordinal())


def main() -> None:
    """Print how long it takes to look at the bills, to make drafts of them, and to issue these."""
    with installation():
        fill(ACCOUNTS, ENTRIES)
        what = f"{ACCOUNTS} bills of {ENTRIES:,} time entries"
        tell(f"{what}: preview", seconds(lambda: bill_runs.preview(COMMAND_LINE, MARCH)), 1)
        made: list[int] = []
        promise = bill_runs.preview(COMMAND_LINE, MARCH).promise
        tell(f"{what}: drafts", seconds(lambda: made.extend(bill_runs.make(COMMAND_LINE, MARCH, promise))), 1)
        tell(f"{what}: issued", seconds(lambda: bill_issuing.issue(COMMAND_LINE, made, MARCH.last)))
        assert len(made) == ACCOUNTS


if __name__ == "__main__":
    main()
