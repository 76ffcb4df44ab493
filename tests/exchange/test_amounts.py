"""Amounts as people type them."""

import pytest

from rxbilling.exchange.amounts import LARGEST, NOT_AN_AMOUNT, TOO_FINE, TOO_LARGE, amount_of, is_below_zero
from rxbilling.locales import Message


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12.5", 1250),
        (" 12 ", 1200),
        ("0,05", 5),
        ("12.5000", 1250),
        ("1 234.50", 123450),
        ("1\u202f234,50", 123450),
        ("1\u00a0234,5", 123450),
        ("1'234.50", 123450),
        ("1\u2019234.50", 123450),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1,234,567", 123456700),
        ("1.234.567", 123456700),
        ("12,", 1200),
        ("0", 0),
    ],
)
def test_what_can_only_mean_one_thing_means_it_everywhere(language: str, text: str, minor: int) -> None:
    assert amount_of(text, language, "EUR") == minor


def test_what_could_mean_two_things_means_what_the_language_says() -> None:
    assert amount_of("1,234", "en", "EUR") == 123400
    assert amount_of("1,234", "fr", "EUR") == Message(TOO_FINE, {"currency": "EUR", "places": 2})
    assert amount_of("1,234", "fr", "KWD") == 1234
    assert amount_of("1.234", "en", "KWD") == 1234


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "12x",
        "-5",
        "+5",
        "1e3",
        "1,2,3",
        "1.2.3",
        ",",
        ".",
        ".50",
        "1,234.567,8",
        "12..5",
        "١٢",
        "½",
        "\u066b5",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert amount_of(text, "en", "EUR") == NOT_AN_AMOUNT


@pytest.mark.parametrize(("text", "currency"), [("12.505", "EUR"), ("12.5", "JPY"), ("0.0001", "KWD")])
def test_more_decimals_than_the_currency_has_are_refused(text: str, currency: str) -> None:
    refused = amount_of(text, "en", currency)
    assert isinstance(refused, Message)
    assert refused.msgid == TOO_FINE


def test_what_is_too_large_is_refused() -> None:
    assert amount_of("10 000 000 000", "en", "EUR") == LARGEST
    assert amount_of("10 000 000 000.01", "en", "EUR") == TOO_LARGE
    assert amount_of("9" * 5000, "en", "EUR") == TOO_LARGE


@pytest.mark.parametrize(
    ("text", "is_below"), [("-5", True), ("\u2212 5,00", True), ("5", False), ("-x", False), ("", False)]
)
def test_what_is_below_zero_is_known(text: str, is_below: bool) -> None:
    assert is_below_zero(text, "en", "EUR") is is_below
