"""Work that somebody should look at, and tickets with what their work comes to."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from rxbilling.engine.columns import Kind
from rxbilling.engine.terms import Level
from rxbilling.models import Contract, Organisation, Portion, SupportPlan, Ticket
from rxbilling.models import work_columns as columns
from rxbilling.models.database import writing
from rxbilling.services import problems, selecting, ticket_list
from rxbilling.services import work as read_model
from rxbilling.services.filters import PROBLEMS, WorkFilter
from rxbilling.services.problem_rules import has_problem
from rxbilling.services.ticket_list import TicketQuery
from rxbilling.services.work import Work as Read
from tests.services.rows import MANAGER, REP_1, Work, add, add_work, change_work


def numbers(kind: str) -> list[int]:
    work = read_model.current()
    return work["id"][selecting.select(work, MANAGER, WorkFilter(problems=(kind,)))].tolist()


def counts(actor: object = MANAGER, chosen: WorkFilter = WorkFilter()) -> dict[str, int]:  # noqa: B008 - it is frozen
    return {found.kind: found.count for found in problems.found(actor, chosen)}  # type: ignore[arg-type]  # an actor


def test_each_kind_is_found_and_nothing_else(office: Engine) -> None:
    def portion(number: int, kind: Kind, level: Level = Level.GENERAL) -> Portion:
        return Portion(
            entry_id=number, seq=0, start_at=0, end_at=3600, tier=0, kind=int(kind), worked_s=3600, billable_s=3600,
            level=int(level), rate=0, factor_bp=10_000, amount=0,
        )  # fmt: skip

    add_work(
        office,
        Work(problem=1, day="2026-03-02"),
        Work(rep=2, seconds=12 * 3600 + 1, day="2026-03-03"),
        Work(rep=2, seconds=12 * 3600, day="2026-03-05"),
        Work(amount=0, day="2026-03-06"),
        Work(amount=0, day="2026-03-07"),
        Work(day="2026-03-08", amount=0, billable=False),
        Work(day="2026-03-09", amount=0, billed=True),
        Work(day="2026-03-10", amount=0),
    )
    add(office, portion(4, Kind.PLAIN), portion(5, Kind.INCLUDED), portion(8, Kind.PLAIN, Level.PLAN))
    assert counts() == {"no_price": 1, "overlap": 0, "long": 1, "closed": 0, "outside": 0, "zero": 1}
    assert (numbers("no_price"), numbers("long"), numbers("zero")) == ([1], [2], [4])
    assert counts(REP_1)["long"] == 0
    assert counts(chosen=WorkFilter(accounts=(2,)))["zero"] == 0


def in_order(kind: str) -> list[int]:
    work = read_model.current()
    return selecting.ordered(work, MANAGER, WorkFilter(problems=(kind,)), "id", descending=False).tolist()


def test_unbilled_work_of_closed_books_is_found(office: Engine) -> None:
    add_work(office, Work(day="2026-03-02"), Work(day="2026-03-20"), Work(day="2026-03-02", billed=True))
    # Closing the books changes no entry: what was found before is not what is found then.
    assert in_order("closed") == []
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day = datetime(2026, 3, 10, tzinfo=UTC).toordinal()
        organisation.closed_before = int(datetime(2026, 3, 10, 23, tzinfo=UTC).timestamp())
        db.add(organisation)
    assert numbers("closed") == [1]
    assert in_order("closed") == [1]


def test_work_that_the_contract_of_its_account_does_not_cover_is_found(office: Engine) -> None:
    add_work(office, Work(account=1), Work(account=2), Work(account=1, billable=False))
    with writing(office) as db:
        db.add(
            SupportPlan(id=1, name="Gold", currency="EUR", type="hour", mode="prepaid", cycle="month", anchor="start")
        )
        db.flush()
        db.add(Contract(id=1, number="C1", name="C1", account_id=1, plan_id=1, first_day=739_000, state="active"))
    assert numbers("outside") == [1]


def test_overlaps_are_of_one_rep_and_touching_is_none(office: Engine) -> None:
    def at(hour: int, seconds: int, rep: int = 1, *, clock: bool = True) -> int:
        (number,) = add_work(office, Work(rep=rep, seconds=seconds, clock=clock))
        if clock:
            start = int(datetime(2026, 3, 2, hour, tzinfo=UTC).timestamp())
            change_work(office, number, start_at=start, end_at=start + seconds)
        return number

    long, inside, touching, _other, _nothing = (
        at(9, 4 * 3600), at(10, 60), at(13, 60), at(9, 3600, rep=2), at(11, 0),
    )  # fmt: skip
    at(0, 20 * 3600, clock=False)
    assert numbers("overlap") == [long, inside]
    assert touching not in numbers("overlap")


spans = st.tuples(st.integers(1, 3), st.integers(0, 50), st.integers(0, 12), st.integers(0, 1))


@given(st.lists(spans, max_size=12))
def test_overlaps_are_those_that_every_pair_tells(found: list[tuple[int, int, int, int]]) -> None:
    table = {name: np.zeros(len(found), np.int64) for name in columns.COLUMNS}
    table["id"] = np.arange(1, len(found) + 1)
    for name, place in (("rep", 0), ("start", 1), ("worked_s", 2), ("clock", 3)):
        table[name] = np.array([span[place] for span in found], np.int64)
    table["end"] = table["start"] + table["worked_s"]
    expected = [
        any(
            i != j and a[0] == b[0] and a[3] and b[3] and a[2] and b[2] and a[1] < b[1] + b[2] and b[1] < a[1] + a[2]
            for j, b in enumerate(found)
        )
        for i, a in enumerate(found)
    ]
    assert has_problem(Read(1, table), ("overlap",)).tolist() == expected


@pytest.fixture
def tickets(office: Engine) -> Engine:
    add(
        office,
        Ticket(id=3, number="T3", subject="Done", account_id=2, opened_at=9, state="closed", closed_at=10),
        Ticket(id=4, number="T4", subject="100 %", account_id=2, opened_at=8),
    )
    add_work(office, Work(ticket=1), Work(ticket=1, rep=2, currency="USD"), Work(ticket=2, rep=2, problem=1))
    return office


@pytest.mark.usefixtures("tickets")
def test_tickets_show_what_their_work_comes_to() -> None:
    shown = {ticket.name: ticket for ticket in ticket_list.page(MANAGER, TicketQuery())}
    assert list(shown) == ["T3", "T4", "A9", "T1"]
    assert (shown["T1"].worked_s, shown["T1"].amount, shown["T1"].cost) == (7200, {"EUR": 10_000, "USD": 10_000}, 8000)
    assert (shown["A9"].worked_s, shown["A9"].amount) == (3600, {})
    assert shown["T3"].worked_s == 0


@pytest.mark.usefixtures("tickets")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        (TicketQuery("t"), ["T3", "T4", "A9", "T1"]),
        (TicketQuery("%"), ["T4"]),
        (TicketQuery("PRINT"), ["A9"]),
        (TicketQuery(state="closed"), ["T3"]),
        (TicketQuery(state="closed", without_time=True), ["T3"]),
        (TicketQuery(without_time=True), ["T3", "T4"]),
        (TicketQuery(account=1), ["A9", "T1"]),
    ],
)
def test_tickets_are_found(query: TicketQuery, names: list[str]) -> None:
    assert [ticket.name for ticket in ticket_list.page(MANAGER, query)] == names
    assert ticket_list.count(MANAGER, query) == len(names)


@pytest.mark.usefixtures("tickets")
def test_a_rep_reads_all_tickets_but_only_its_own_work_of_them() -> None:
    found = {
        ticket.name: (ticket.worked_s, ticket.amount, ticket.cost) for ticket in ticket_list.page(REP_1, TicketQuery())
    }
    everybody = {ticket.name for ticket in ticket_list.page(MANAGER, TicketQuery())}
    assert {*found} == everybody
    assert found.pop("T1")[:2] == (3600, {"EUR": 10_000})
    assert {*map(str, found.values())} == {"(0, {}, 0)"}


@pytest.mark.usefixtures("tickets")
def test_requests_and_what_is_included_are_counted(office: Engine) -> None:
    def portion(number: int, seq: int, kind: Kind, *, request: bool = False) -> Portion:
        return Portion(
            entry_id=number, seq=seq, start_at=0, end_at=1800, tier=0, kind=int(kind), worked_s=1800, billable_s=1800,
            level=0, rate=0, factor_bp=10_000, amount=0, request=request,
        )  # fmt: skip

    add(
        office,
        portion(1, 0, Kind.REQUEST, request=True),
        portion(1, 1, Kind.FREE),
        portion(2, 0, Kind.INCLUDED),
    )
    ticket = ticket_list.page(MANAGER, TicketQuery("T1"))[0]
    assert (ticket.requests, ticket.billable_s, ticket.included_s) == (1, 5400, 1800)


@pytest.mark.usefixtures("tickets")
@pytest.mark.parametrize(
    ("level", "rate", "included_s"),
    [(Level.PLAN, 0, 1800), (Level.CONTRACT, 0, 1800), (Level.PLAN, 1, 0), (Level.GENERAL, 0, 0)],
)
def test_what_a_flat_charge_covers_is_included(office: Engine, level: Level, rate: int, included_s: int) -> None:
    add(
        office,
        Portion(
            entry_id=1, seq=0, start_at=0, end_at=1800, tier=0, kind=int(Kind.PLAIN), worked_s=1800, billable_s=1800,
            level=int(level), rate=rate, factor_bp=10_000, amount=0,
        ),
    )  # fmt: skip
    assert ticket_list.page(MANAGER, TicketQuery("T1"))[0].included_s == included_s


def test_every_kind_has_a_rule() -> None:
    empty = Read(1, {name: np.empty(0, np.int64) for name in columns.COLUMNS})
    assert has_problem(empty, ("overlap", "long", "no_price")).tolist() == []
    assert set(PROBLEMS) == {"no_price", "overlap", "long", "closed", "outside", "zero"}
