from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxbilling.models.work_columns import STATUSES
from rxbilling.services.filters import PROBLEMS, WorkFilter

numbers = st.integers(0, 999_999_999)
several = st.sets(numbers).map(lambda found: tuple(sorted(found)))
filters = st.builds(
    WorkFilter,
    first_day=st.none() | st.dates(),
    last_day=st.none() | st.dates(),
    accounts=several,
    reps=several,
    services=several,
    contracts=several,
    tickets=several,
    statuses=st.sets(st.sampled_from(STATUSES)).map(lambda found: tuple(sorted(found, key=STATUSES.index))),
    tiers=st.sets(st.integers(0, 3)).map(lambda found: tuple(sorted(found))),
    problems=st.sets(st.sampled_from(PROBLEMS)).map(lambda found: tuple(sorted(found, key=PROBLEMS.index))),
    text=st.text().map(lambda part: WorkFilter.from_query({"text": part}).text),
)

PARTS = ("from", "to", "account", "rep", "service", "contract", "ticket", "status", "tier", "problem", "text")


def read(query: str) -> WorkFilter:
    return WorkFilter.from_query(dict(parse_qsl(query)))


@given(filters)
def test_an_address_tells_the_whole_filter(chosen: WorkFilter) -> None:
    assert read(chosen.to_query()) == chosen


def test_no_filter_has_no_address() -> None:
    assert WorkFilter().to_query() == ""


def test_an_address_reads_as_it_is_meant() -> None:
    chosen = WorkFilter(
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
        accounts=(2, 7),
        reps=(1,),
        services=(0, 3),
        contracts=(5,),
        tickets=(9, 12),
        statuses=("unbilled", "no_price"),
        tiers=(1, 3),
        text="VPN & e-mail",
    )
    assert chosen.to_query() == (
        "from=2026-03-01&to=2026-03-31&account=2,7&rep=1&service=0,3&contract=5&ticket=9,12"
        "&status=unbilled,no_price&tier=non_operational,holiday&text=VPN+%26+e-mail"
    )


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday", "to": "2026-02-30"},
        {"account": "1 OR 1=1", "rep": "-1", "ticket": "1.5"},
        {"account": "٣", "rep": "²", "ticket": "99999999999999999999"},
        {"status": "unbilled'; DROP TABLE time_entry; --"},
        {"status": "UNBILLED", "sort": "amount", "": ""},
        {"account": ",,,", "rep": " "},
        {"tier": "4", "service": "none", "text": "\x00\n"},
    ],
)
def test_what_is_not_understood_is_passed_over(query: dict[str, str]) -> None:
    assert WorkFilter.from_query(query) == WorkFilter()


def test_what_is_understood_beside_it_is_kept() -> None:
    assert WorkFilter.from_query({"account": "3, x,1,3"}).accounts == (1, 3)


@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "account", "rep", "service", "contract", "ticket", "status", "tier", "text"]),
        st.text(),
    )
)
def test_any_text_gives_a_filter_that_can_be_written(query: dict[str, str]) -> None:
    chosen = WorkFilter.from_query(query)
    assert read(chosen.to_query()) == chosen
