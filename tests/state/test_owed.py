"""What an account owes, or is owed, of its bills."""

from rxbilling.services.bill_list import Sums
from rxbilling.state.bill_lines import owed


def test_what_is_still_to_pay_and_to_pay_back_is_told_by_currency() -> None:
    sums = [Sums("EUR", 2, 300, 100, 0), Sums("JPY", 1, 5, 7, 2)]
    assert [(fact.label, fact.value) for fact in owed("en", sums)] == [
        ("Still to pay", "€1.00 · ¥7"),
        ("To pay back", "¥2"),
    ]
    assert owed("en", [Sums("EUR", 1, 300, 0, 0)]) == []
