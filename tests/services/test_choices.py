from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Account
from rxbilling.services.access import Refused
from rxbilling.services.choices import Choice, Hit, months, names, numbers_of, offers, search
from tests.services.rows import ADMIN, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add, add_work

ANA, AARON = Choice(1, "Ana"), Choice(2, "Aaron")


def found(part: str) -> list[str]:
    return [choice.name for choice in offers(ADMIN, "account", part)]


def test_accounts_are_found_by_a_part_of_their_name_in_any_case(office: Engine) -> None:
    assert found("") == ["abba", "Acme", "Bolt"]
    assert (found("AC"), found("OL"), found("x")) == (["Acme"], ["Bolt"], [])
    add(office, Account(id=4, name="50% off_!"), Account(id=5, name="505 offs!"))
    assert (found("0%"), found("f_"), found("_!")) == (["50% off_!"], ["50% off_!"], ["50% off_!"])


@pytest.mark.usefixtures("office")
def test_a_rep_is_told_no_other_rep() -> None:
    assert offers(MANAGER, "rep") == [AARON, ANA]
    assert (offers(REP_1, "rep"), offers(REP_1, "rep", "aar"), offers(NOT_A_REP, "rep")) == ([ANA], [], [])
    assert names(MANAGER, "rep", (1, 2)) == [AARON, ANA]
    assert (names(REP_2, "rep", (1, 2)), names(REP_2, "rep", (1,))) == ([AARON], [])
    assert names(REP_2, "account", (2, 99)) == [Choice(2, "Bolt")]


@pytest.mark.usefixtures("office")
def test_names_become_numbers_or_are_refused() -> None:
    assert set(numbers_of(ADMIN, "account", ["Bolt", "Acme"])) == {1, 2}
    assert numbers_of(ADMIN, "rep", []) == ()
    with pytest.raises(Refused) as refused:
        numbers_of(ADMIN, "account", ["Bolt", "Nix"])
    assert refused.value.message.text("en") == "There is no “Nix”."


def test_months_reach_from_the_last_work_to_the_first(office: Engine) -> None:
    assert months(ADMIN) == []
    add_work(office, Work(day="2025-11-30"), Work(day="2026-01-31", rep=2))
    assert months(ADMIN) == [date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]
    assert (months(REP_2), months(NOT_A_REP)) == ([date(2026, 1, 1)], [])


@pytest.mark.usefixtures("office")
def test_a_search_finds_accounts_reps_and_tickets() -> None:
    assert search(ADMIN, " an ") == [Hit("rep", 1, "Ana", "L2")]
    assert search(ADMIN, "PRINT") == [Hit("ticket", 2, "A9", "Acme · Printer")]
    assert [hit.kind for hit in search(ADMIN, "ab")] == ["account"]
    assert search(ADMIN, "a") == []
    assert search(REP_2, "an") == []


@pytest.mark.usefixtures("office")
def test_nobody_is_told_nothing() -> None:
    for ask in (lambda: offers(None, "account"), lambda: search(None, "acme"), lambda: months(None)):
        with pytest.raises(Refused, match="sign in"):
            ask()
