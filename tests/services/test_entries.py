from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from rxbilling.models.database import writing
from rxbilling.services import entries
from rxbilling.services.access import Actor, Refused
from rxbilling.services.entries import page, why
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pricing import price
from tests.services.rows import ADMIN, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add_work, change_work

Log = Callable[..., int]
EVERYTHING = WorkFilter()


@pytest.fixture
def five(office: Engine) -> Engine:
    add_work(office, *(Work(day=f"2026-03-0{day}", rep=1 + day % 2) for day in range(1, 6)))
    return office


def price_all(database: Engine) -> None:
    with writing(database) as db:
        price(db)


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [(0, 100, [5, 4, 3, 2, 1]), (1, 3, [4, 3]), (4, 9, [1]), (5, 9, []), (-3, 2, [5, 4]), (3, 1, [])],
)
def test_a_page_is_a_window_and_knows_the_total(first: int, end: int, expected: list[int]) -> None:
    shown = page(ADMIN, EVERYTHING, first=first, end=end)
    assert ([row["id"] for row in shown.rows], shown.total) == (expected, 5)


@pytest.mark.usefixtures("five")
def test_a_page_is_never_longer_than_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LONGEST_PAGE", 2)
    shown = page(ADMIN, EVERYTHING, "start", descending=False, first=1, end=1000)
    assert ([row["id"] for row in shown.rows], shown.total) == ([2, 3], 5)


def test_a_deleted_entry_is_on_no_page(five: Engine) -> None:
    assert page(ADMIN, EVERYTHING).total == 5
    change_work(five, 3, deleted_at=1)
    shown = page(ADMIN, EVERYTHING)
    assert ([row["id"] for row in shown.rows], shown.total) == ([5, 4, 2, 1], 4)


@pytest.mark.usefixtures("five")
def test_a_rep_has_a_page_of_its_own_work() -> None:
    assert {row["rep"] for row in page(REP_1, EVERYTHING).rows} == {"Ana"}
    assert [page(actor, EVERYTHING).total for actor in (MANAGER, REP_1, REP_2, NOT_A_REP)] == [5, 2, 3, 0]
    with pytest.raises(Refused):
        page(None, EVERYTHING)


def test_the_clock_is_that_of_the_calendar(office: Engine, log: Log) -> None:
    log("2026-03-02T09:00", "2026-03-02T10:00")
    log("2026-07-01T22:30", "2026-07-01T23:00")  # the next day in Paris
    log("2026-03-02T02:00", "2026-03-02T02:30", account_id=2)  # the day before in New York
    price_all(office)
    shown = page(ADMIN, EVERYTHING, "id", descending=False).rows
    assert [(row["day"], row["start"], row["end"]) for row in shown] == [
        ("2026-03-02", "10:00", "11:00"),
        ("2026-07-02", "00:30", "01:00"),
        ("2026-03-01", "21:00", "21:30"),
    ]


def test_an_entry_without_a_clock_has_a_day_and_no_times(office: Engine, log: Log) -> None:
    log(start_at=None, end_at=None, tier=1, day=739_677, seconds=1800)
    price_all(office)
    (row,) = page(ADMIN, EVERYTHING).rows
    assert (row["day"], row["start"], row["end"], row["worked_s"]) == ("2026-03-02", "", "", 1800)
    assert (row["non_operational_s"], row["amount"], row["status"]) == (1800, 7500, "unbilled")


def test_an_entry_without_a_price_has_no_amount(office: Engine) -> None:
    add_work(office, Work(amount=0, problem=1), Work(amount=500, currency="JPY"))
    first, second = page(ADMIN, EVERYTHING, "id", descending=False).rows
    assert (first["status"], first["amount"]) == ("no_price", None)
    assert (second["status"], second["amount"], second["digits"], second["cost_digits"]) == ("unbilled", 500, 0, 2)


@pytest.mark.parametrize(
    ("actor", "is_told"), [(ADMIN, True), (MANAGER, True), (REP_1, True), (REP_2, False), (NOT_A_REP, False)]
)
def test_why_is_told_to_whoever_may_see_the_entry(office: Engine, log: Log, actor: Actor, is_told: bool) -> None:
    number = log()
    price_all(office)
    assert (why(actor, number) is not None) == is_told
    assert why(actor, number + 1) is None


def test_a_deleted_entry_has_no_why(office: Engine, log: Log) -> None:
    number = log()
    price_all(office)
    change_work(office, number, deleted_at=1)
    assert why(ADMIN, number) is None
    with pytest.raises(Refused):
        why(None, number)
