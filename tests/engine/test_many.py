"""Many entries, rules and accounts: what short documents do not reach."""

from dataclasses import fields, replace

import numpy as np
import pytest

from rxbilling.engine.batches import ROWS
from rxbilling.engine.columns import NONE, Charges, Entries
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Account, CarryOver, Contract, Cycle, Level, Plan, Price, Quantity, Rule, Terms
from tests.engine.test_rating import DAY, NAMES, entries, general, terms

PREPAID = Plan("gold", Cycle("week"), allowance=Quantity("second", 5 * 3600), carry_over=CarryOver())
CONTRACTS = (
    Contract("b", "blue", PREPAID, DAY - 9),
    Contract("a", "acme", PREPAID, DAY - 9, DAY + 20),
    Contract("own", "acme", Plan("tin"), DAY, calendar="utc", currency="EUR"),
    Contract("other", "blue", Plan("tin"), DAY - 9, services=frozenset({"onsite"})),
)
RULES = (
    general("g", 10_000),
    Rule("b", Level.CONTRACT, 1, Price("hour", (7_000,) * 4), of="b"),
    Rule("own", Level.CONTRACT, 2, Price("request", (5_000,) * 4), of="own"),
    Rule("tin", Level.PLAN, 1, Price("hour", (8_000,) * 4), of="tin"),
)


def shuffled(size: int) -> Entries:
    """Entries of two accounts over some weeks, many with the same start; some with their ticket's own contract."""
    place = np.arange(size) * 7919 % size
    work = entries(size)
    work.id[:], work.ticket[:], work.account[:] = place, place // 5, place % 2
    work.start[:] += place // 3 % 500 * 3600
    work.end[:] = work.start + 600 + place % 11 * 60
    work.contract[:] = np.array([2, 3, NONE, 2])[place % 4]  # the last is another account's
    work.service[:] = np.where(place % 3, 0, NONE)
    return work


def alone(work: Entries, account: int) -> Entries:
    """The entries of one account, which name no other."""
    own = work.take(np.flatnonzero(work.account == account))
    own.account[:] = 0
    return replace(own, names=NAMES | {"account": (NAMES["account"][account],)})


def rows_of(charges: Charges, rows: list[int]) -> list[list[object]]:
    """What entries are charged, by names and not by places in lists that differ."""
    lots = (*(lot.key for lot in charges.lots), None)
    found = []
    for row in rows:
        parts = range(int(charges.first[row]), int(charges.first[row] + charges.count[row]))
        same = [item.name for item in fields(charges.portions) if item.name not in {"entry", "lot"}]
        columns = [getattr(charges.portions, name)[parts].tolist() for name in same]
        columns.append([lots[lot] for lot in charges.portions.lot[parts]])
        found.append([charges.amount[row], charges.contract[row], charges.calendars[charges.calendar[row]], columns])
    return found


@pytest.mark.parametrize("size", [600, 6_000])
def test_r27_an_account_alone_is_priced_as_among_others(size: int) -> None:
    """Alone it meets its own contracts only, and they keep their places among all."""
    work, book = shuffled(size), terms(*CONTRACTS, rules=RULES, accounts={"acme": Account()})
    whole = rate(work, book)
    assert set(np.unique(whole.contract)) == {0, 1, 2, 3}
    for account in (0, 1):
        own = rate(alone(work, account), book)
        rows = np.flatnonzero(work.account == account).tolist()
        assert rows_of(own, list(range(len(rows)))) == rows_of(whole, rows)
        name = NAMES["account"][account]
        assert list(own.lots) == [lot for lot in whole.lots if book.contracts[lot.contract].account == name]


def test_r27_batches_of_many_entries_are_as_their_accounts() -> None:
    work, book = shuffled(2 * ROWS + 10), terms(rules=RULES)
    whole = rate(work, book)
    for account in (0, 1):
        rows = np.flatnonzero(work.account == account)
        assert np.array_equal(rate(alone(work, account), book).amount, whole.amount[rows])


def test_r7_the_first_of_many_rules() -> None:
    """More rules than a word has bits, each for one service, and a general one behind them."""
    names = tuple(f"service {number}" for number in range(150))
    rules = [general(name, 100 + number, where={"service": frozenset({name})}) for number, name in enumerate(names)]
    work = replace(entries(151), names=NAMES | {"service": names})
    work.service[:] = np.arange(151) % 151 - 1
    charges = rate(work, terms(rules=(*rules, general("all", 9))))
    assert charges.amount.tolist() == [9, *range(100, 250)]
    few = rate(work.take(np.arange(1, 4)), terms(rules=rules))  # all meet a rule of the first word
    assert few.amount.tolist() == [100, 101, 102]


def test_portions_may_be_many_more_than_entries() -> None:
    """A month in one entry, cut at each opening and closing: there is room for all its portions."""
    open_all_day = replace(terms().calendars["utc"], hours=(((36_000, 72_000),),) * 7, weekend=frozenset())
    book = Terms("EUR", "utc", {"utc": open_all_day}, rules=(general("g", 3_600),))
    charges = rate(entries(2, hours=24 * 30), book)
    assert charges.count.tolist() == [60, 60]
    assert charges.amount.tolist() == [24 * 30 * 3_600] * 2
