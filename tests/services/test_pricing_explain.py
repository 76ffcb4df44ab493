from collections.abc import Callable

from sqlalchemy import Engine

from rxbilling.engine.steps import AmountStep, CalendarStep, CostStep, CutStep, PriceStep
from rxbilling.models import BillRule, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services.pricing import price
from rxbilling.services.pricing_explain import Explanation, explain

Log = Callable[..., int]


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
