"""The list of contracts: in the state of the day, a page at a time, with what their present cycle includes."""

from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import Contract, Organisation
from rxbilling.models.contract_rows import STATES
from rxbilling.models.database import writing
from rxbilling.services import contract_changes, contract_ends, contract_list, renewals
from rxbilling.services.contract_drafts import Overrides
from rxbilling.services.contract_list import ContractQuery
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER

# What is agreed, by its number: the first and the last day, and what becomes of it on 15 March 2026.
DAYS = {
    "expired": (date(2025, 1, 1), date(2026, 3, 14)),
    "expiring": (date(2025, 1, 1), date(2026, 5, 14)),
    "active": (date(2025, 1, 1), date(2026, 5, 15)),
    "open": (date(2025, 1, 1), None),
    "upcoming": (date(2026, 3, 16), date(2026, 3, 20)),
    "today": (date(2026, 3, 15), date(2026, 3, 15)),
}
STATE_OF = {name: name for name in DAYS} | {"open": "active", "today": "expiring"}


@pytest.fixture
def contracts(office: Engine, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Return contracts of Acme in every state, by what they are called; each covers a product of its own."""
    add_plan(office)
    on(monkeypatch, TODAY)
    found = {}
    for name, (first, last) in DAYS.items():
        made = draft(number=name, first_day=first, last_day=last, products=(name,))
        found[name] = contract_changes.add(MANAGER, made).number
    before = draft(number="before", first_day=date(2026, 1, 1), last_day=date(2026, 1, 31), account_id=2)
    renewed = contract_changes.add(MANAGER, before)
    renewals.renew(MANAGER, renewed.number, 1, renewals.proposal(MANAGER, renewed.number))
    ended = contract_changes.add(MANAGER, draft(number="ended", products=("ended",)))
    contract_ends.terminate(MANAGER, ended.number, 1, date(2026, 6, 1), "x")
    contract_changes.add(MANAGER, draft(number="drafted", is_draft=True))
    return found


def states(query: ContractQuery = ContractQuery()) -> dict[str, str]:  # noqa: B008 - a frozen value
    found = contract_list.page(FINANCE, query)
    assert contract_list.count(FINANCE, query) == len(found)
    return {one.name: one.state for one in found}


EXPECTED = STATE_OF | {"before": "renewed", "before-R2": "expired", "ended": "terminated", "drafted": "draft"}


@pytest.mark.usefixtures("contracts")
def test_each_contract_is_in_the_state_of_the_day() -> None:
    assert states() == EXPECTED
    for state in STATES:
        assert states(ContractQuery(state=state)) == {
            name: found for name, found in EXPECTED.items() if found == state
        }, state


@pytest.mark.usefixtures("contracts")
def test_a_contract_may_be_told_of_earlier_or_later_than_others(contracts: dict[str, int]) -> None:
    with writing() as db:
        db.get_one(Contract, contracts["active"]).notice_days = [90, 10]
        db.get_one(Organisation, 1).notice_days = [1]
    assert (states()["active"], states()["expiring"], states()["today"]) == ("expiring", "active", "expiring")


@pytest.mark.usefixtures("contracts")
def test_a_contract_that_was_renewed_ahead_stays_active(contracts: dict[str, int]) -> None:
    number = contracts["expiring"]
    renewals.renew(MANAGER, number, 1, renewals.proposal(MANAGER, number))
    assert (states()["expiring"], states()["expiring-R2"]) == ("active", "upcoming")


@pytest.mark.usefixtures("contracts")
def test_contracts_are_found_by_words_account_and_plan() -> None:
    assert set(states(ContractQuery("BOLT"))) == {"before", "before-R2"}
    assert set(states(ContractQuery(account=2, part="-r2"))) == {"before-R2"}
    assert states(ContractQuery(plan=2)) == {}
    assert states(ContractQuery(part="%")) == {}
    assert contract_list.plans(FINANCE) == [(1, "Hours")]


@pytest.mark.usefixtures("contracts")
def test_a_page_at_a_time_by_account_the_newest_first() -> None:
    everything = [one.name for one in contract_list.page(FINANCE, ContractQuery())]
    pages = [contract_list.page(FINANCE, ContractQuery(), first, most=4) for first in (0, 4, 8, 12)]
    assert [one.name for page in pages for one in page] == everything
    assert [one.account for one in pages[0]] == ["Acme"] * 4
    assert [one.first for one in pages[0]] == sorted((one.first for one in pages[0]), reverse=True)


@pytest.mark.usefixtures("contracts")
def test_the_present_cycle_and_what_is_agreed_otherwise_are_shown(contracts: dict[str, int], office: Engine) -> None:
    add_plan(office, id=9, name="Dollars", currency="USD")
    agreed = draft(
        number="active", first_day=date(2025, 1, 1), last_day=date(2026, 5, 15), products=("active",), currency="USD",
        plan_id=9, overrides=Overrides(base_charge=7),
    )  # fmt: skip
    contract_changes.change(MANAGER, contracts["active"], 1, agreed)
    found = {one.name: one for one in contract_list.page(FINANCE, ContractQuery())}
    includes = found["active"].includes
    assert includes
    assert [(lot.kind, lot.granted) for lot in includes.current] == [
        ("carry_over", 1800),
        ("base", 2 * HOUR),
    ]
    assert (found["active"].base_charge, found["active"].currency) == (7, "USD")
    assert (found["expired"].includes, found["drafted"].includes) == (None, None)
