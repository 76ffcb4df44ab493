"""What is printed makes the amount: quantity times price, rounded, to the cent (R19, R22)."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxbilling.engine.columns import Kind
from rxbilling.engine.credit import tax_credited
from rxbilling.engine.quantities import extra_amount, hours, pieces, price_of, rounded

SECONDS, PRICES = st.integers(0, 400_000), st.integers(0, 10**9)


many = settings(derandomize=True, deadline=None, database=None)


def value(quantity: str) -> Fraction:
    """Return what a printed quantity says."""
    if ":" not in quantity:
        return Fraction(quantity)
    whole, minutes = quantity.split(":")
    return int(whole) + Fraction(int(minutes), 60)


def product(quantity: str, price: int) -> int:
    """Return what somebody with a pocket calculator gets."""
    exact = value(quantity) * price
    return rounded(exact.numerator, exact.denominator)


@pytest.mark.parametrize(
    ("seconds", "price", "amount", "style", "printed"),
    [
        (5400, 10_000, 15_000, "clock", "1:30"),
        (5400, 10_000, 15_000, "decimal", "1.5"),
        (300, 10_000, 833, "clock", "0:05"),
        (300, 10_000, 833, "decimal", "0.0833"),  # E8: 5 min at 100.00/h = 8.33
        (420, 15_000, 1750, "decimal", "0.11667"),  # E8: 7 min at 150.00/h = 17.50
        (3600, 9_900, 9_900, "clock", "1:00"),  # E8: 3 x 20 min at 99.00/h = 99.00
        (900, 10_000, 2_499, "clock", "0.2499"),  # three times 8.33, not 25.00
        (36_000, 0, 0, "clock", "10:00"),
        (100, 0, 0, "clock", "0.03"),
        (0, 10_000, 0, "clock", "0:00"),
        (90, 10_000, 250, "clock", "0.025"),
    ],
)
def test_hours_as_they_are_printed(seconds: int, price: int, amount: int, style: str, printed: str) -> None:
    assert hours(seconds, price, amount, style) == printed  # type: ignore[arg-type]  # a table of words


@many
@given(st.lists(SECONDS, min_size=1, max_size=30), PRICES, st.sampled_from(["clock", "decimal"]))
def test_quantity_times_price_is_the_amount(parts: list[int], price: int, style: str) -> None:
    amount = sum(rounded(seconds * price, 3600) for seconds in parts)
    assert product(hours(sum(parts), price, amount, style), price) == amount  # type: ignore[arg-type]  # one of two words


@many
@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_pieces_times_price_is_the_amount(quantity: int, price: int) -> None:
    assert product(pieces(quantity), price) == extra_amount(quantity, price)


@pytest.mark.parametrize(
    ("kind", "of_request", "price"),
    [
        (Kind.PLAIN, False, 15_000),
        (Kind.OVERAGE, False, 15_000),
        (Kind.INCLUDED, False, 0),
        (Kind.FREE, True, 0),
        (Kind.REQUEST, True, 700),
        (Kind.OVERAGE, True, 700),
    ],
)
def test_the_price_of_a_portion_as_it_is_printed(kind: Kind, of_request: bool, price: int) -> None:
    assert price_of(kind, of_request, 10_000, 15_000, 700) == price


@many
@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**8), min_size=1, max_size=8))
def test_taxes_credited_in_parts_are_those_of_the_bill(tax: int, parts: list[int]) -> None:
    net = sum(parts)
    credited: list[int] = []
    for place in range(len(parts)):
        credited.append(tax_credited(tax, net, sum(parts[: place + 1]), sum(credited)))
    assert sum(credited) == (tax if net else 0)
    assert all(part >= 0 for part in credited)


@pytest.mark.parametrize(("tax", "again"), [(70, 24), (80, 26)])
def test_what_a_void_credit_took_back_is_taken_by_the_next(tax: int, again: int) -> None:
    """Of three credits of 1.00 for a bill of 3.00 the second is void, and another 1.00 is credited."""
    first = tax_credited(tax, 300, 100, 0)
    second = tax_credited(tax, 300, 200, first)
    third = tax_credited(tax, 300, 300, first + second)
    assert tax_credited(tax, 300, 300, first + third) == again
    assert first + third + again == tax
