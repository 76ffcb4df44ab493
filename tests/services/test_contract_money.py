"""What a contract has come to, when it runs out, and all contracts on a time line."""

from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import CostRate
from rxbilling.services import burn_down, contract_changes, contract_details, contract_money, contract_timeline, top_ups
from rxbilling.services.burn_down import Forecast
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.services.contract_list import ContractQuery
from rxbilling.services.contract_money import Earned
from rxbilling.services.renewals import proposal, renew
from rxbilling.services.top_ups import TopUpDraft
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER, add


@pytest.fixture
def plans(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with a plan, in the middle of March 2026; an hour of Ana costs 40.00."""
    add_plan(office)
    add(office, CostRate(rep_id=1, amount=4000))
    on(monkeypatch, TODAY)
    return office


@pytest.mark.usefixtures("plans")
def test_r20_r21_base_charges_top_ups_and_work_less_cost(log: Log) -> None:
    made = contract_changes.add(MANAGER, draft())
    bought = TopUpDraft("second", HOUR, 8_500, date(2026, 2, 1), date(2026, 2, 20))
    top_ups.add(MANAGER, made.number, 1, bought)
    top_ups.add(MANAGER, made.number, 2, TopUpDraft("second", HOUR, 8_500, date(2026, 4, 1), date(2026, 4, 20)))
    log("2026-02-02T08:00", "2026-02-02T12:00")
    contract_changes.change(MANAGER, made.number, 3, draft(note="x"))
    # Two cycles have begun, one top-up too; an hour of four is beyond what is included.
    assert contract_money.look(FINANCE, made.number) == Earned(
        "EUR", base=40_000, top_ups=8_500, work=12_000, others={}, worked_s=4 * HOUR, cost=16_000, cost_currency="EUR"
    )
    found = contract_money.look(FINANCE, made.number)
    assert (found.revenue, found.margin) == (60_500, 44_500)


def test_r21_what_is_paid_afterwards_is_due_at_the_end_of_a_cycle(plans: Engine) -> None:
    add_plan(plans, id=2, name="After", mode="postpaid")
    made = contract_changes.add(MANAGER, draft(plan_id=2))
    assert contract_money.look(FINANCE, made.number).base == 20_000


def test_another_currency_has_no_margin(plans: Engine) -> None:
    add_plan(plans, id=2, name="Hours in dollars", currency="USD")
    made = contract_changes.add(MANAGER, draft(plan_id=2, currency="USD"))
    found = contract_money.look(FINANCE, made.number)
    assert (found.currency, found.revenue, found.margin) == ("USD", 40_000, None)


def ledger(used: int, day: date, last: date | None = date(2026, 3, 30)) -> Ledger:
    line = CycleLine(date(2026, 3, 1), last, 100, 0, 0, used, 0, is_current=True)
    return Ledger("request", day, [line], [(date(2026, 2, 28), 100), (day, 100 - used)])


FORECASTS = [
    (100, date(2026, 3, 10), Forecast(is_out=True, day=None)),
    (0, date(2026, 3, 10), Forecast(is_out=False, day=None)),
    # Half in ten days: the other half in ten more; with one more left it takes a day more.
    (50, date(2026, 3, 10), Forecast(is_out=False, day=date(2026, 3, 20))),
    (49, date(2026, 3, 10), Forecast(is_out=False, day=date(2026, 3, 21))),
    (30, date(2026, 3, 10), Forecast(is_out=False, day=None)),
    (50, date(2026, 3, 15), Forecast(is_out=False, day=date(2026, 3, 30))),
    (50, date(2026, 3, 16), Forecast(is_out=False, day=None)),
]


@pytest.mark.parametrize(("used", "day", "expected"), FORECASTS)
def test_it_runs_out_at_the_pace_of_the_cycle_so_far(used: int, day: date, expected: Forecast) -> None:
    assert burn_down.forecast(ledger(used, day)) == expected


def test_what_has_no_cycle_has_no_forecast() -> None:
    assert burn_down.forecast(Ledger("", TODAY, [], [])) is None


@pytest.mark.usefixtures("plans")
def test_the_time_line_has_days_cycles_and_renewals() -> None:
    made = contract_changes.add(MANAGER, draft(first_day=date(2026, 1, 1), last_day=date(2026, 3, 31)))
    renewed = renew(MANAGER, made.number, 1, proposal(MANAGER, made.number))
    open_end = contract_changes.add(MANAGER, draft(number="C-9", account_id=3, last_day=None))
    found = contract_timeline.look(FINANCE, ContractQuery())
    assert (found.today, found.total) == (TODAY, 3)
    assert [line.contract.number for line in found.lines] == [open_end.number, made.number, renewed.number]
    assert [line.renews for line in found.lines] == [False, False, True]
    assert found.lines[1].cycles == [date(2026, month, 1) for month in (1, 2, 3)]
    assert found.lines[0].last == date(2027, 3, 16)
    chain = contract_details.look(FINANCE, renewed.number).chain
    assert [one.number for one in chain] == [made.number, renewed.number]
