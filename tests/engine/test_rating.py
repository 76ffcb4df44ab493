"""What the engine's callers may do that a quote cannot: currencies, products, a ticket's own contract."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from rxbilling.engine.columns import FIELDS, NONE, Entries, Problem
from rxbilling.engine.explain import rate_and_explain, steps
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Account, Calendar, Contract, Level, Plan, Price, Rule, Terms

GOLD = Plan("gold")
DAY = 739_681  # Friday 2026-03-06
MIDNIGHT = 1_772_755_200  # its midnight in UTC
NAMES: dict[str, tuple[str, ...]] = dict.fromkeys(FIELDS, ()) | {
    "account": ("acme", "blue"),
    "product": ("app", "web"),
    "service": ("onsite",),
}


def terms(*contracts: Contract, rules: tuple[Rule, ...] = (), **keys: Any) -> Terms:
    calendars = {"utc": Calendar("UTC", ((),) * 7)}
    return Terms("EUR", "utc", calendars, contracts=contracts, rules=rules, **keys)


def general(key: str, amount: int, **keys: Any) -> Rule:
    return Rule(key, Level.GENERAL, 1, Price("hour", (amount,) * 4), **keys)


def entries(size: int = 1, hours: int = 1, **columns: int) -> Entries:
    """Equal entries that begin on the Friday at 10:00 UTC."""
    usual = dict.fromkeys(FIELDS, NONE) | {"account": 0, "ticket": 0, "contract": NONE, "tier": 0, "day": DAY}
    start = MIDNIGHT + 36_000
    usual |= {
        "start": start,
        "end": start + hours * 3600,
        "override": NONE,
        "clock": 1,
        "billable": 1,
        "id": 0,
    } | columns
    kinds = {"clock": np.bool_, "billable": np.bool_, "tier": np.int8}
    wide = {"id", "ticket", "start", "end", "override"}
    made = {
        key: np.full(size, value, dtype=kinds.get(key, np.int64 if key in wide else np.int32))
        for key, value in usual.items()
    }
    return Entries(**made, names=NAMES)


def test_no_entries() -> None:
    charges = rate(entries(0), terms(Contract("c", "acme", GOLD, DAY), rules=(general("g", 100),)))
    assert (len(charges.amount), len(charges.portions), charges.first.tolist()) == (0, 0, [])


def test_a_batch_is_priced_as_its_parts_are() -> None:
    book = terms(rules=(general("g", 9999),))
    work = entries(5)
    work.start[:] -= np.arange(5) * 7777
    whole = rate(work, book)
    for rows in ([3], [4, 0], [2, 1, 3]):
        part = rate(work.take(np.array(rows)), book)
        assert part.amount.tolist() == whole.amount[rows].tolist()


def test_r24_rating_again_gives_the_same() -> None:
    book = terms(rules=(general("g", 9999),))
    first, second = rate(entries(3), book), rate(entries(3), book)
    for column in fields(first.portions):
        assert np.array_equal(getattr(first.portions, column.name), getattr(second.portions, column.name))


@pytest.mark.parametrize(
    ("account", "contract", "expected"),
    [(Account(), None, 100), (Account(currency="USD"), None, 200), (Account(currency="USD"), "EUR", 100),
     (Account(), "JPY", None)],
    ids=["R6b default", "R6b account", "R6b contract", "R6b no price in it"],
)  # fmt: skip
def test_only_prices_in_the_currency_match(account: Account, contract: str | None, expected: int | None) -> None:
    rules = (general("euro", 100), general("dollar", 200, currency="USD"))
    running = () if contract is None else (Contract("c", "acme", GOLD, DAY, currency=contract),)
    charges = rate(entries(), terms(*running, rules=rules, accounts={"acme": account}))
    assert charges.problem[0] == (Problem.NO_PRICE if expected is None else Problem.NONE)
    assert charges.amount[0] == (expected or 0)
    assert charges.currencies[charges.currency[0]] == (contract or account.currency or "EUR")


def test_r6b_amounts_of_two_currencies_are_never_added() -> None:
    book = terms(
        Contract("old", "acme", GOLD, DAY, DAY),
        Contract("new", "acme", GOLD, DAY + 1, currency="USD"),
        rules=(general("euro", 100), general("dollar", 200, currency="USD")),
    )
    charges = rate(entries(hours=24), book)
    assert charges.problem.tolist() == [Problem.TWO_CURRENCIES]
    assert charges.portions.amount.tolist() == [0, 0]


def test_r6a_a_product_is_covered() -> None:
    book = terms(
        Contract("all", "acme", GOLD, DAY),
        Contract("app", "acme", GOLD, DAY, products=frozenset({"app"})),
    )
    assert rate(entries(product=0), book).contract.tolist() == [1]
    assert rate(entries(product=1), book).contract.tolist() == [0]


def test_r6a_the_tickets_own_contract_while_it_runs() -> None:
    own = Contract("own", "acme", GOLD, DAY, DAY)
    book = terms(Contract("other", "acme", GOLD, DAY - 9), own, rules=(general("g", 100),))
    charges = rate(entries(hours=24, contract=1), book)
    assert charges.contract.tolist() == [1]
    assert [step.contract for step in steps(0, entries(hours=24, contract=1), book) if step.step == "calendar"] == [
        "own",
        "other",
    ]


def test_r28_explaining_all_is_explaining_each() -> None:
    book = terms(Contract("c", "acme", GOLD, DAY + 1), rules=(general("g", 100),))
    work = entries(3, hours=20)
    work.start[1] += 7777
    work.account[2] = 1
    assert rate_and_explain(work, book)[1] == [steps(row, work, book) for row in range(3)]


def test_r7_an_override_is_no_level_of_a_rule() -> None:
    stray = Rule("stray", Level.OVERRIDE, 1, Price("hour", (1,) * 4))
    assert rate(entries(), terms(rules=(stray,))).problem.tolist() == [Problem.NO_PRICE]


def test_an_amount_past_64_bits_is_refused() -> None:
    book = replace(terms(), rules=(general("g", 2**62),))
    with pytest.raises(OverflowError):
        rate(entries(hours=100_000), book)
