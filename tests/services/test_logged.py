"""Lists for other programs: pages that make up the whole, what changed since, and what was deleted."""

from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.services import entries, entry_changes, logged
from rxbilling.services.access import NotThere
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pages import Window
from tests.services.rows import ADMIN, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add_work, change_work

EVERYTHING = WorkFilter()
WORK = [Work(account=1 + number % 2, rep=1 + number % 2, day=f"2026-03-{1 + number % 9:02}") for number in range(23)]
FILTERS = [
    EVERYTHING,
    WorkFilter(accounts=(1,)),
    WorkFilter(first_day=date(2026, 3, 3), last_day=date(2026, 3, 5)),
    WorkFilter(statuses=("billed",)),
]


@pytest.fixture
def numbers(office: Engine) -> list[int]:
    return add_work(office, *WORK)


def read(limit: int, chosen: WorkFilter, office: Engine | None = None) -> list[int]:
    """Read all pages; with an office, somebody adds an entry between any two."""
    found, after = [], 0
    while True:
        page = logged.some(MANAGER, Window(after, limit), chosen)
        found += [item.id for item in page.items]
        assert len(page.items) <= limit
        if page.next is None:
            return found
        assert page.next > after
        after = page.next
        if office and len(found) < 100:
            add_work(office, Work())


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 22, 23, 24, 500])
@pytest.mark.parametrize("chosen", FILTERS)
def test_pages_of_any_length_are_the_whole_in_order(numbers: list[int], limit: int, chosen: WorkFilter) -> None:
    whole = sorted(row["id"] for row in entries.page(MANAGER, chosen, end=500).rows)  # type: ignore[type-var]
    assert read(limit, chosen) == whole


@pytest.mark.parametrize("limit", [2, 5, 22])
def test_what_others_add_meanwhile_does_no_harm(office: Engine, numbers: list[int], limit: int) -> None:
    found = read(limit, EVERYTHING, office)
    assert found[: len(numbers)] == numbers
    assert found == sorted(set(found))


def test_what_is_deleted_meanwhile_is_only_missing(office: Engine, numbers: list[int]) -> None:
    first = logged.some(MANAGER, Window(0, 5), EVERYTHING)
    for gone in (numbers[0], numbers[4], numbers[6]):
        change_work(office, gone, deleted_at=1)
    second = logged.some(MANAGER, Window(first.next or 0, 5), EVERYTHING)
    assert [item.id for item in second.items] == [numbers[5], *numbers[7:11]]


def test_only_what_changed_since(office: Engine, numbers: list[int]) -> None:
    before = logged.some(MANAGER, Window(), EVERYTHING).revision
    assert logged.some(MANAGER, Window(), EVERYTHING, before).items == []
    change_work(office, numbers[3], note="Changed")
    (new,) = add_work(office, Work())
    page = logged.some(MANAGER, Window(), EVERYTHING, before)
    assert ([item.id for item in page.items], page.total) == ([numbers[3], new], 2)
    assert page.revision > before
    assert {item.revision for item in page.items} == {before + 1, before + 2}


def test_what_was_deleted_is_told_in_pages(office: Engine, numbers: list[int]) -> None:
    for number in (numbers[6], numbers[1], numbers[4]):
        entry_changes.delete(ADMIN, number, 1)
    rows, more = logged.deleted(MANAGER, (0, 0), 2)
    assert ([row.id for row in rows], more) == ([numbers[6], numbers[1]], True)
    rows, more = logged.deleted(MANAGER, (rows[-1].revision, rows[-1].id), 2)
    assert ([row.id for row in rows], more) == ([numbers[4]], False)
    assert [row.id for row in logged.deleted(REP_1, (0, 0), 9)[0]] == [numbers[6], numbers[4]]
    assert [row.id for row in logged.deleted(REP_2, (0, 0), 9)[0]] == [numbers[1]]
    assert logged.deleted(NOT_A_REP, (0, 0), 9) == ([], False)


def test_a_rep_sees_own_entries_alone(numbers: list[int]) -> None:
    page = logged.some(REP_1, Window(), EVERYTHING)
    assert ({item.rep_id for item in page.items}, page.total) == ({1}, 12)
    assert logged.some(REP_1, Window(), WorkFilter(reps=(2,))).total == 0
    assert logged.some(NOT_A_REP, Window(), EVERYTHING).total == 0
    assert logged.look(REP_1, numbers[0]).rep == "Ana"
    for number in (numbers[1], 99, 0, -1, 2**40):
        with pytest.raises(NotThere):
            logged.look(REP_1, number)


def test_without_a_price_there_is_no_amount(office: Engine) -> None:
    unpriced, by_day = add_work(office, Work(problem=1, amount=0), Work(clock=False, currency="JPY", billed=True))
    entry = logged.look(MANAGER, unpriced)
    assert (entry.error, entry.amount, entry.status) == ("no_price", None, "no_price")
    other = logged.look(MANAGER, by_day)
    assert (other.error, other.amount, other.currency, other.cost_currency) == (None, 10_000, "JPY", "EUR")
    assert (other.start, other.end, other.tier, other.status, other.reference) == (
        None, None, "operational", "billed", "B-1",
    )  # fmt: skip
