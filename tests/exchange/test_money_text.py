"""Minor units become decimal text without an error."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxbilling.exchange.money_text import decimals, major_text, major_texts


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1234, "EUR", "12.34"),
        (5, "EUR", "0.05"),
        (0, "EUR", "0.00"),
        (-5, "USD", "-0.05"),
        (-100, "USD", "-1.00"),
        (1234, "JPY", "1234"),
        (-7, "JPY", "-7"),
        (1234, "KWD", "1.234"),
        (1, "BHD", "0.001"),
        (9_223_372_036_854_775_807, "EUR", "92233720368547758.07"),
    ],
)
def test_major_units(minor: int, currency: str, text: str) -> None:
    assert major_text(minor, currency) == text


@given(st.integers(-(2**63), 2**63), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_the_digits_are_the_amount(minor: int, currency: str) -> None:
    text = major_text(minor, currency)
    assert int(text.replace(".", "")) == minor
    assert len(text.partition(".")[2]) == decimals(currency)


def test_a_column_with_missing_amounts() -> None:
    amounts = pd.Series(pd.array([150, None, 3], dtype="Int64"))
    assert major_texts(amounts, pd.Series(["EUR", "EUR", "JPY"])) == ["1.50", "", "3"]
