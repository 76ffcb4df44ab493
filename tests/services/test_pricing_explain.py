from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from rxbilling.engine.steps import AmountStep, CalendarStep, CostStep, CutStep, LotStep, PriceStep
from rxbilling.models import BillRule, Contract, SupportPlan, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services.pricing import price
from rxbilling.services.pricing_explain import Explanation, Grant, explain
from tests.services.rows import add

Log = Callable[..., int]
JANUARY = date(2026, 1, 31)
# What a plan says, the lot steps of two hours on two tickets (units, drawn, burn), and their amounts with what they are
# made of (requests, seconds, covered).
INCLUDING: dict[str, tuple[dict[str, Any], list[tuple[int, int, int]], list[tuple[int | None, int, int, int]]]] = {
    "hours": (
        {"allowance_amount": 5400, "burn_bp": [20_000] * 4, "overage_rates": [12000] * 4},
        [(2700, 54_000_000, 20_000)],
        [(None, 900, 0, 3000), (None, 3600, 0, 12000)],
    ),
    "money": (
        {"allowance_amount": 4033, "allowance_unit": "money"},
        [(4033, 40_330_000, 10_000)],
        [(None, 3600, 4033, 5967), (None, 3600, 0, 10000)],
    ),
    "requests": (
        {"allowance_amount": 1, "allowance_unit": "request", "overage_rates": [9900] * 4, "overage_per": "request"},
        [(1, 10_000, 10_000)],
        [(1, 3600, 0, 9900)],
    ),
}


def explained(database: Engine, entry: int) -> Explanation:
    with reading(database) as db:
        found = explain(db, entry)
    assert found is not None
    return found


def test_an_unbilled_charge_is_explained_by_the_engine(company: Engine, log: Log) -> None:
    log("2026-03-02T09:00", "2026-03-02T10:00")
    entry = log("2026-03-06T16:30", "2026-03-06T18:00", ticket_id=1)
    with writing(company) as db:
        price(db)
    found = explained(company, entry)
    assert (found.account, found.rep, found.service, found.ticket) == ("Acme", "Ana", "Remote", "T1")
    assert (found.charge.amount, found.charge.currency, found.cost_currency, found.billed) == (
        20000, "EUR", "EUR", False,
    )  # fmt: skip
    amounts = [step for step in found.steps if isinstance(step, AmountStep)]
    assert sum(step.amount for step in amounts) == found.charge.amount
    prices = [step for step in found.steps if isinstance(step, PriceStep)]
    assert {found.rules[step.rule or ""] for step in prices} == {"All"}
    calendars = [step for step in found.steps if isinstance(step, CalendarStep)]
    assert {found.calendars[step.calendar] for step in calendars} == {"Paris"}


def test_a_billed_charge_explains_what_was_billed(company: Engine, log: Log) -> None:
    entry = log("2026-03-06T16:30", "2026-03-06T18:00")
    with writing(company) as db:
        price(db)
    with writing(company) as db:
        db.get_one(TimeEntry, entry).billed_at = 1_800_000_000
        db.get_one(BillRule, 1).rates = [1] * 4
    found = explained(company, entry)
    assert found.billed
    assert [step.amount for step in found.steps if isinstance(step, AmountStep)] == [5000, 15000]
    assert [step.tier for step in found.steps if isinstance(step, CutStep)] == ["operational", "non_operational"]
    assert not any(isinstance(step, CostStep) for step in found.steps)


def test_what_was_not_priced_has_no_explanation(company: Engine, log: Log) -> None:
    entry, deleted = log(), log(deleted_at=1)
    with reading(company) as db:
        assert [explain(db, number) for number in (entry, deleted, 999)] == [None, None, None]


@pytest.mark.parametrize("billed", [False, True])
@pytest.mark.parametrize("kind", INCLUDING)
def test_r28_what_is_included_is_explained_from_the_engine_and_from_what_was_billed(
    company: Engine, log: Log, kind: str, billed: bool
) -> None:
    says, lots, amounts = INCLUDING[kind]
    add(company, SupportPlan(id=1, name="P", currency="EUR", **says))
    add(company, Contract(id=4, number="C4", name="C", account_id=1, plan_id=1, first_day=JANUARY.toordinal()))
    entries = [log("2026-02-02T08:00", "2026-02-02T09:00", ticket_id=1), log("2026-02-03T08:00", "2026-02-03T09:00")]
    with writing(company) as db:
        price(db)
    if billed:
        with writing(company) as db:
            for entry in entries:
                db.get_one(TimeEntry, entry).billed_at = 1_800_000_000
            db.get_one(BillRule, 1).rates = [1] * 4
    found = [explained(company, entry) for entry in entries]
    steps = [step for one in found for step in one.steps]
    drawn = [step for step in steps if isinstance(step, LotStep)]
    assert [(step.units, step.drawn, step.burn_bp) for step in drawn] == lots
    assert {step.kind for step in drawn} == {"base"}
    told = [step for step in steps if isinstance(step, AmountStep)]
    assert [(step.requests, step.billable_s, step.covered, step.amount) for step in told] == amounts
    grants = {found[0].lots[step.lot] for step in drawn}
    assert grants == {Grant(says["allowance_amount"], 0, JANUARY, date(2026, 2, 27))}
    assert found[0].zone == "Europe/Paris"
