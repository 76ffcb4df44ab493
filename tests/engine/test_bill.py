"""Bills (R22): discounts are shared, taxes rounded once, and what is shown adds up."""

import json
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxbilling.engine.bill import Bill, Discount, Line, make_bill
from rxbilling.engine.cycle_bills import cycle_bills
from rxbilling.engine.last_day import LastDay
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Tax
from rxbilling.exchange.quote_document import Document
from rxbilling.exchange.quote_entries import entries_of
from rxbilling.exchange.quote_terms import terms_of
from tests.engine.case import document, stated

Scope = Literal["bill", "line"]
AMOUNTS = st.one_of(st.integers(0, 5), st.integers(0, 10**6), st.integers(0, 10**15))
LINES = st.lists(AMOUNTS, max_size=6).map(lambda amounts: [Line("work", amount) for amount in amounts])
DISCOUNTS = st.builds(Discount, st.integers(0, 10_000), st.one_of(st.just(0), AMOUNTS))
TAXES = st.lists(st.builds(Tax, st.sampled_from(("VAT", "city")), st.integers(0, 1_000_000)), max_size=3)
SCOPES = st.sampled_from(("bill", "line"))
many = settings(derandomize=True, deadline=None, database=None)


def lines(*amounts: int) -> list[Line]:
    return [Line("work", amount) for amount in amounts]


def shown(bill: Bill) -> tuple[list[int], int, list[int], int]:
    """Shares of the discount, net, taxes, total."""
    return [line.discount for line in bill.lines], bill.net, [tax.amount for tax in bill.taxes], bill.total


def rounded(exact: Fraction) -> int:
    """Half away from zero, of what is not negative."""
    return int(exact + Fraction(1, 2))


@pytest.mark.parametrize(("scope", "tax"), [("bill", 1533), ("line", 1534)], ids=["E10 bill", "E10 line"])
def test_e10_tax_once_per_bill_or_per_line(scope: Scope, tax: int) -> None:
    assert shown(make_bill(lines(5555, 1111), taxes=[Tax("VAT", 2300)], tax_scope=scope)) == (
        [0, 0], 6666, [tax], 6666 + tax,
    )  # fmt: skip


def test_e11_discount_over_equal_lines() -> None:
    assert shown(make_bill(lines(2000, 2000, 2000), Discount(amount=1000)))[:2] == ([334, 333, 333], 5000)


@pytest.mark.parametrize(
    ("amounts", "discount", "taxes", "expected"),
    [
        ([50000, 0], Discount(1000), [2000], ([5000, 0], 45000, [9000], 54000)),
        ([1000, 3000], Discount(1000, 100), [], ([125, 375], 3500, [], 3500)),
        ([15, 0], Discount(1000), [], ([2, 0], 13, [], 13)),
        ([100, 50], Discount(5000, 10**12), [2000], ([100, 50], 0, [0], 0)),
        ([100], Discount(10_000), [2000], ([100], 0, [0], 0)),
        ([0, 0], Discount(1000, 5), [2000], ([0, 0], 0, [0], 0)),
        ([], Discount(1000, 5), [2000], ([], 0, [0], 0)),
        ([1000], Discount(), [2000, 550, 2000], ([0], 1000, [200, 55, 200], 1455)),
        ([10], Discount(), [500], ([0], 10, [1], 11)),
        ([10**15, 10**15], Discount(3333, 1), [1_000_000],
         ([333300000000001, 333300000000000], 1333399999999999, [133339999999999900], 134673399999999899)),
    ],
    ids=["R22 design", "R22 percent, then fixed", "R2 half away from zero", "R22 not below 0", "R22 all of it",
         "R22 nothing to take off", "R22 no lines", "R22 several taxes", "R2 a tax of a half", "R22 large"],
)  # fmt: skip
def test_a_bill(
    amounts: list[int], discount: Discount, taxes: list[int], expected: tuple[list[int], int, list[int], int]
) -> None:
    assert shown(make_bill(lines(*amounts), discount, [Tax("VAT", bp) for bp in taxes])) == expected


def test_r22_lines_keep_their_order_and_keys() -> None:
    given_lines = [Line("base", 1, "b"), Line("work", 9, "w"), Line("extra", 5, "x"), Line("expense", 3, "e")]
    assert [line.line for line in make_bill(given_lines, Discount(1000)).lines] == given_lines


@many
@given(LINES, DISCOUNTS, TAXES, SCOPES)
def test_r22_what_is_shown_adds_up(given_lines: list[Line], discount: Discount, taxes: list[Tax], scope: Scope) -> None:
    bill = make_bill(given_lines, discount, taxes, scope)
    whole = sum(line.amount for line in given_lines)
    assert bill.discount == min(rounded(Fraction(whole * discount.bp, 10_000)) + discount.amount, whole)
    assert bill.net == sum(line.net for line in bill.lines) == whole - bill.discount
    assert all(0 <= line.net <= line.line.amount for line in bill.lines)
    assert bill.total == bill.net + sum(tax.amount for tax in bill.taxes)
    assert [tax.tax for tax in bill.taxes] == taxes
    nets = [line.net for line in bill.lines] if scope == "line" else [bill.net]
    for tax in bill.taxes:
        assert tax.amount == sum(rounded(Fraction(net * tax.tax.bp, 10_000)) for net in nets)


@many
@given(LINES, DISCOUNTS)
def test_r22_each_line_bears_its_part_of_the_discount(given_lines: list[Line], discount: Discount) -> None:
    bill = make_bill(given_lines, discount)
    whole = max(sum(line.amount for line in given_lines), 1)
    for line in bill.lines:
        assert abs(line.discount - Fraction(bill.discount * line.line.amount, whole)) < 1


@many
@given(LINES.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), DISCOUNTS, TAXES, SCOPES)
def test_r22_the_order_of_lines_does_not_matter(
    orders: tuple[list[Line], list[Line]], discount: Discount, taxes: list[Tax], scope: Scope
) -> None:
    first, second = (make_bill(order, discount, taxes, scope) for order in orders)
    assert shown(first)[1:] == shown(second)[1:]
    assert sorted(line.net for line in first.lines) == sorted(line.net for line in second.lines)


def test_r22_ties_between_different_lines_do_not_hang_on_their_order() -> None:
    bills = [make_bill(order, Discount(amount=2), [Tax("VAT", 5000)], "line") for order in (lines(1, 3), lines(3, 1))]
    assert [bill.total for bill in bills] == [4, 4]


def test_an_amount_that_does_not_fit_is_no_silent_mistake() -> None:
    with pytest.raises(OverflowError):
        make_bill(lines(2**63), taxes=[Tax("VAT", 2000)])
    with pytest.raises(OverflowError):
        make_bill(lines(10**17), taxes=[Tax("VAT", 1_000_000)])


def test_r8_what_has_no_price_is_no_line() -> None:
    plans, contracts = {"p": {}}, [{"id": "c", "account": "acme", "plan": "p", "start": "2026-01-01"}]
    entries = [stated("2026-01-05", 60, id="free", override=0), stated("2026-01-05", 60, id="without a price")]
    described = document(*entries, rules=[], plans=plans, contracts=contracts)
    parsed = Document.model_validate_json(json.dumps(described))
    terms, work = terms_of(parsed), entries_of(parsed)
    (found,) = cycle_bills(rate(work, terms), terms, LastDay.of(work))
    assert [line.line for line in found.bill.lines] == [Line("base", 0), Line("work", 0)]
