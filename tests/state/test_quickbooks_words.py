"""What is said of names in QuickBooks agrees with what the check before a file says."""

from urllib.parse import parse_qs, urlsplit

import pytest

from rxbilling.exchange.iif_names import EMPTY
from rxbilling.exchange.quickbooks import Column, Problem
from rxbilling.services.quickbooks_names import NEVER_OURS, Named
from rxbilling.state.quickbooks_lines import SHOWN, lines_of, rest_of
from rxbilling.state.quickbooks_mending import KINDS as COLUMNS
from rxbilling.state.quickbooks_names import standing_of
from rxbilling.state.quickbooks_words import KINDS, OTHERWISE, OURS


def test_each_kind_has_its_words() -> None:
    assert set(COLUMNS.values()) == set(KINDS) == set(OURS) == set(OTHERWISE)


@pytest.mark.parametrize(("column", "kind"), COLUMNS.items())
def test_only_names_that_the_check_takes_are_said_to_be_used(column: Column, kind: str) -> None:
    is_needed = column in {"CHARGE", "TAX", "PITEM", "PROJ"}
    assert (kind in NEVER_OURS) == is_needed
    assert standing_of(kind, Named("1", "Ours", "", "", None)) == ("none" if is_needed else "ours")
    assert ("our own name is written" in OTHERWISE[kind]) == (not is_needed)


@pytest.mark.parametrize(
    ("language", "column", "value", "told"),
    [
        ("en", "ITEM", "", "Work without a service"),
        ("fr", "ITEM", "", "Travail sans service"),
        ("en", "CHARGE", "base", "Base charge"),
        ("en", "TAX", "VAT", "VAT"),
    ],
)
def test_the_check_says_the_words_of_the_page_of_names(language: str, column: Column, value: str, told: str) -> None:
    (line,) = lines_of(language, [Problem(column, value, EMPTY, None, 128)])
    assert line.value == told
    assert parse_qs(urlsplit(line.address).query) == {"show": [COLUMNS[column]], "text": [told]}


def test_what_is_not_shown_is_counted() -> None:
    problems = [Problem("JOB", str(number), EMPTY, None) for number in range(SHOWN + 2)]
    assert len(lines_of("en", problems)) == SHOWN
    assert (rest_of("en", problems), rest_of("en", problems[:SHOWN])) == ("… and 2 more.", "")


def test_what_is_too_long_is_said_unless_it_is_on_their_list() -> None:
    assert standing_of("item", Named("1", "Ours", "x" * 32, "", None, is_long=True)) == "long"
    assert standing_of("item", Named("1", "Ours", "x" * 32, "", is_listed=True, is_long=True)) == "named"
    assert standing_of("item", Named("1", "Ours", "x" * 32, "", is_listed=False, is_long=True)) == "unlisted"
