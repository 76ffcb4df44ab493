from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Charge
from rxbilling.models import work_columns as sql
from rxbilling.models.database import writing
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.services.selecting import ordered, select
from rxbilling.services.work import Ledger, current
from rxbilling.services.work import Work as Read
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add_work, change_work

FOUR = (
    Work(account=1, rep=1, day="2026-01-31", seconds=3600, amount=10_000, cost=900, ticket=1, note="b"),
    Work(account=2, rep=2, day="2026-02-01", seconds=1800, amount=5000, cost=700, service=2, note="a", billed=True),
    Work(account=3, rep=1, day="2026-02-28", seconds=7200, amount=0, cost=800, billable=False, service=None, note="C"),
    Work(account=1, rep=2, day="2026-03-01", seconds=900, amount=0, cost=600, problem=1, ticket=2, clock=False),
)
EVERYTHING = WorkFilter()


@pytest.fixture
def four(office: Engine) -> Engine:
    assert add_work(office, *FOUR) == [1, 2, 3, 4]
    return office


def seen(actor: Actor, chosen: WorkFilter = EVERYTHING, sort: str = "id", descending: bool = False) -> list[int]:
    work = current()
    in_order = ordered(work, actor, chosen, sort, descending).tolist()
    assert sorted(in_order) == work["id"][select(work, actor, chosen)].tolist()
    return in_order


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (EVERYTHING, [1, 2, 3, 4]),
        (WorkFilter(first_day=date(2026, 2, 1)), [2, 3, 4]),
        (WorkFilter(last_day=date(2026, 2, 28)), [1, 2, 3]),
        (WorkFilter(first_day=date(2026, 2, 1), last_day=date(2026, 2, 28)), [2, 3]),
        (WorkFilter(accounts=(1,)), [1, 4]),
        (WorkFilter(accounts=(2, 3)), [2, 3]),
        (WorkFilter(reps=(2,)), [2, 4]),
        (WorkFilter(reps=(1, 2)), [1, 2, 3, 4]),
        (WorkFilter(tickets=(2,)), [4]),
        (WorkFilter(statuses=("unbilled",)), [1]),
        (WorkFilter(statuses=("billed",)), [2]),
        (WorkFilter(statuses=("not_billable",)), [3]),
        (WorkFilter(statuses=("no_price",)), [4]),
        (WorkFilter(accounts=(1,), reps=(2,), statuses=("no_price",)), [4]),
        (WorkFilter(accounts=(1,), reps=(2,), statuses=("unbilled",)), []),
        (WorkFilter(accounts=(99,)), []),
        (WorkFilter(statuses=("unbilled", "no_price")), [1, 4]),
        (WorkFilter(tickets=(1, 2)), [1, 4]),
        (WorkFilter(tickets=(0,)), [2, 3]),
        (WorkFilter(services=(2,)), [2]),
        (WorkFilter(services=(0, 2)), [2, 3]),
        (WorkFilter(contracts=(0,)), [1, 2, 3, 4]),
        (WorkFilter(contracts=(7,)), []),
        (WorkFilter(tiers=(0,)), [1, 2, 3, 4]),
        (WorkFilter(tiers=(1, 2, 3)), []),
        (WorkFilter(text="c"), [3]),
        (WorkFilter(text="B"), [1]),
        (WorkFilter(text="%"), []),
        (WorkFilter(text="a", accounts=(1,)), []),
    ],
)
def test_every_part_of_a_filter_must_hold(chosen: WorkFilter, expected: list[int]) -> None:
    assert seen(ADMIN, chosen) == expected


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("sort", "rising", "falling"),
    [
        ("start", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("day", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("account", [3, 1, 4, 2], [2, 1, 4, 3]),
        ("rep", [2, 4, 1, 3], [1, 3, 2, 4]),
        ("service", [3, 2, 1, 4], [1, 4, 2, 3]),
        ("ticket", [2, 3, 4, 1], [1, 4, 2, 3]),
        ("note", [4, 2, 1, 3], [3, 1, 2, 4]),
        ("worked_s", [4, 2, 1, 3], [3, 1, 2, 4]),
        ("amount", [3, 4, 2, 1], [1, 2, 3, 4]),
        ("cost", [4, 2, 3, 1], [1, 3, 2, 4]),
        ("status", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("no such column", [1, 2, 3, 4], [4, 3, 2, 1]),
    ],
)
def test_every_order_goes_both_ways_with_ties_by_number(sort: str, rising: list[int], falling: list[int]) -> None:
    assert seen(ADMIN, sort=sort) == rising
    assert seen(ADMIN, sort=sort, descending=True) == falling


@pytest.mark.usefixtures("four")
def test_a_rep_sees_its_own_work_only() -> None:
    for actor in (ADMIN, MANAGER, FINANCE):
        assert seen(actor) == [1, 2, 3, 4]
    assert (seen(REP_1), seen(REP_2), seen(NOT_A_REP)) == ([1, 3], [2, 4], [])
    assert seen(REP_1, WorkFilter(reps=(2,))) == []
    assert seen(REP_1, WorkFilter(reps=(1, 2), accounts=(1,))) == [1]


def content(work: Read) -> dict[str, list[int] | list[str]]:
    """Return all columns; currencies by name, as their order is nobody's business."""
    columns: dict[str, list[int] | list[str]] = {name: column.tolist() for name, column in work.columns.items()}
    return columns | {"currency": [work.currencies[place] for place in work["currency"]]}


Change = Callable[[Engine], object]


def charge_in(currency: str, number: int) -> Change:
    def change(database: Engine) -> None:
        with writing(database) as db:
            db.get_one(Charge, number).currency = currency
        change_work(database, number)

    return change


def add_deleted(database: Engine) -> None:
    (number,) = add_work(database, Work())
    change_work(database, number, deleted_at=1)


CHANGES: dict[str, tuple[Change, int]] = {
    "longer": (lambda database: change_work(database, 1, end_at=1_769_850_000 + 7200, seconds=7200), 1),
    "of another account": (lambda database: change_work(database, 3, account_id=2), 1),
    "billed": (lambda database: change_work(database, 4, billed_at=1), 1),
    "deleted": (lambda database: change_work(database, 3, deleted_at=1), 1),
    "added": (lambda database: add_work(database, Work(), Work(rep=2)), 2),
    "added and deleted": (add_deleted, 1),
    "a new currency": (lambda database: add_work(database, Work(currency="AUD")), 1),
    "a currency changed": (charge_in("USD", 1), 1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_taken_over_and_nothing_else_is_read(
    four: Engine, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, expected = CHANGES[name]
    kept = Ledger(four)
    before = kept.current()
    change(four)
    rows_read: list[int] = []
    real = sql.changed_since

    def counted(*args: object) -> object:
        rows = real(*args)  # type: ignore[arg-type]  # passed on as it came
        rows_read.append(len(rows))
        return rows

    monkeypatch.setattr(sql, "changed_since", counted)
    after = kept.current()
    assert rows_read == [expected]
    fresh = Ledger(four).current()
    assert after.revision == fresh.revision
    assert content(after) == content(fresh)
    assert content(before) != content(after) or name == "added and deleted"
    assert kept.current() is after


def test_changes_one_after_the_other_add_up(four: Engine) -> None:
    kept = Ledger(four)
    for change, _ in [*CHANGES.values(), (charge_in("EUR", 1), 0)]:
        change(four)
        kept.current()
    fresh = Ledger(four).current()
    assert content(kept.current()) == content(fresh)
    assert kept.current()["id"].tolist() == [1, 2, 4, 5, 6, 8]
    assert {*kept.current().currencies} == {"AUD", "EUR", "USD"}


def test_an_order_follows_a_change(four: Engine) -> None:
    assert seen(ADMIN, sort="note") == [4, 2, 1, 3]
    change_work(four, 4, note="z")
    assert seen(ADMIN, sort="note") == [2, 1, 3, 4]


def test_without_entries_there_is_nothing(office: Engine) -> None:
    assert len(Ledger(office).current()) == 0
    for sort in ("account", "note", "start"):
        assert seen(ADMIN, sort=sort) == []
