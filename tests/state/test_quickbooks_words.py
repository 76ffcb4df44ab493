"""What is said of names in QuickBooks agrees with what the check before a file says."""

import pytest

from rxbilling.exchange.quickbooks import Column
from rxbilling.services.quickbooks_names import NEVER_OURS, Named
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
