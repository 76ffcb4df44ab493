from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.services.access import Refused
from rxbilling.services.filters import WorkFilter
from rxbilling.services.reports import Group, Totals, report, totals
from tests.services.rows import ADMIN, NOT_A_REP, REP_2, Work, add_work

EVERYTHING = WorkFilter()


@pytest.fixture
def worked(office: Engine) -> Engine:
    add_work(
        office,
        Work(account=1, rep=1, day="2026-01-15", seconds=3600, amount=10_000, cost=4000),
        Work(account=1, rep=2, day="2026-01-20", seconds=1800, amount=5000, cost=1000, billed=True),
        Work(account=2, rep=1, day="2026-03-02", seconds=7200, amount=30_000, cost=8000, currency="USD"),
        Work(account=1, rep=1, day="2026-04-01", seconds=900, amount=0, cost=500, billable=False),
        Work(account=3, rep=2, day="2026-04-02", seconds=600, amount=7, cost=100, problem=1),
    )
    return office


@pytest.mark.usefixtures("worked")
def test_totals_are_the_sums_by_hand_and_currencies_stay_apart() -> None:
    summed = totals(ADMIN, EVERYTHING)
    assert summed == Totals(
        entries=5,
        worked_s=3600 + 1800 + 7200 + 900 + 600,
        billable_s=3600 + 1800 + 7200 + 600,
        without_price=1,
        billable={"EUR": 10_000 + 5000, "USD": 30_000},
        unbilled={"EUR": 10_000, "USD": 30_000},
        cost=4000 + 1000 + 8000 + 500 + 100,
        cost_currency="EUR",
        margin=15_000 - (4000 + 1000 + 500 + 100),
    )
    assert report(ADMIN, EVERYTHING).totals == summed


@pytest.mark.usefixtures("worked")
def test_groups_are_the_sums_by_hand_in_one_currency() -> None:
    shown = report(ADMIN, EVERYTHING)
    assert (shown.currency, shown.others, shown.tiers_s) == ("EUR", ("USD",), (14_100, 0, 0, 0))
    assert shown.months == [
        Group(0, "2026-01", 5400, 15_000, 5000),
        Group(1, "2026-02", 0, 0, 0),
        Group(2, "2026-03", 7200, 0, 0),
        Group(3, "2026-04", 1500, 0, 600),
    ]
    assert shown.accounts == [
        Group(1, "Acme", 6300, 15_000, 5500),
        Group(2, "Bolt", 7200, 0, 0),
        Group(3, "abba", 600, 0, 100),
    ]
    assert shown.reps == [Group(1, "Ana", 11_700, 10_000, 4500), Group(2, "Aaron", 2400, 5000, 1100)]
    assert [group.margin for group in shown.accounts] == [9500, 0, -100]
    assert [group.name for group in report(ADMIN, EVERYTHING, most=1).accounts] == ["Acme"]


@pytest.mark.usefixtures("worked")
def test_work_in_another_currency_alone_has_no_margin_in_ours() -> None:
    shown = report(ADMIN, WorkFilter(accounts=(2,)))
    assert (shown.currency, shown.others) == ("USD", ())
    assert (shown.totals.billable, shown.totals.cost, shown.totals.cost_currency) == ({"USD": 30_000}, 8000, "EUR")
    assert shown.totals.margin is None
    assert [(group.name, group.revenue) for group in shown.months] == [("2026-03", 30_000)]


def test_a_margin_pays_for_work_without_a_price_whatever_its_currency(office: Engine) -> None:
    add_work(
        office,
        Work(day="2026-01-15", amount=10_000, cost=4000),
        Work(day="2026-01-16", amount=0, cost=700, currency="USD", problem=1),
        Work(day="2026-01-17", amount=0, cost=50, currency="USD", billable=False),
    )
    shown = report(ADMIN, EVERYTHING)
    assert (shown.totals.margin, shown.totals.cost) == (10_000 - 4750, 4750)
    assert [group.margin for group in shown.months] == [shown.totals.margin]


def test_months_without_work_are_there_over_a_new_year(office: Engine) -> None:
    add_work(office, Work(day="2025-11-30"), Work(day="2026-02-01"))
    months = report(ADMIN, EVERYTHING).months
    assert [(group.name, group.worked_s) for group in months] == [
        ("2025-11", 3600), ("2025-12", 0), ("2026-01", 0), ("2026-02", 3600),
    ]  # fmt: skip
    assert [group.name for group in report(ADMIN, WorkFilter(last_day=date(2025, 12, 31))).months] == ["2025-11"]


@pytest.mark.usefixtures("worked")
def test_a_rep_is_told_of_its_own_work_only() -> None:
    shown = report(REP_2, EVERYTHING)
    assert (shown.totals.entries, shown.totals.worked_s, shown.totals.billable) == (2, 2400, {"EUR": 5000})
    assert [group.name for group in shown.reps] == ["Aaron"]
    assert [group.name for group in shown.accounts] == ["Acme", "abba"]
    assert sum(group.worked_s for group in shown.months) == 2400
    assert totals(REP_2, WorkFilter(reps=(1,))).entries == 0
    nothing = report(NOT_A_REP, EVERYTHING)
    assert (nothing.totals.entries, nothing.months, nothing.accounts, nothing.reps) == (0, [], [], [])


@pytest.mark.usefixtures("worked")
def test_nobody_is_told_nothing() -> None:
    for ask in (report, totals):
        with pytest.raises(Refused, match="sign in"):
            ask(None, EVERYTHING)
