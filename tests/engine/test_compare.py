"""What if (R24): two results for the same entries."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from rxbilling.engine.compare import Comparison, Reason, Result, Total, compare
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Account, Rounding, Terms
from tests.engine.case import document, entry, rule, stated
from tests.engine.documents import documents
from tests.engine.test_billed import PREPAID, read
from tests.engine.test_oracle import SLOW

Json = dict[str, Any]
WORK = (
    stated("2026-03-06", 3600, id="a", rep="ana"),
    stated("2026-03-31", 1800, id="b", rep="bob"),
    stated("2026-04-01", 600, id="c", account="blue"),
)


def what_if(described: Json, other: Json) -> Comparison:
    entries, terms = read(described)
    _, changed = read(other)
    return compared(entries, terms, changed)


def compared(entries: Any, terms: Terms, changed: Terms) -> Comparison:
    return compare(entries, Result(rate(entries, terms), terms), Result(rate(entries, changed), changed))


def reasons(found: Comparison) -> list[Reason]:
    return [Reason(int(reason)) for reason in found.reasons]


@SLOW
@given(documents())
def test_the_same_terms_change_nothing(described: Json) -> None:
    found = what_if(described, described)
    assert found.changed.tolist() == []
    assert all(total.before == total.after and not total.changed for total in found.totals())


def test_a_dearer_rule_by_account_rep_and_month() -> None:
    found = what_if(
        document(*WORK), document(*WORK, rules=[rule(20000), rule(10000, id="q", order=0, where={"account": ["blue"]})])
    )
    assert found.changed.tolist() == [0, 1, 2]
    assert found.totals() == [Total("", "EUR", 3, 3, 16667, 31667, 0, 0)]
    assert [(total.key, total.before, total.after) for total in found.totals("account")] == [
        ("acme", 15000, 30000),
        ("blue", 1667, 1667),
    ]
    assert [(total.key, total.changed) for total in found.totals("rep")] == [("", 1), ("ana", 1), ("bob", 1)]
    assert [(total.key, total.after) for total in found.totals("month")] == [("2026-03", 30000), ("2026-04", 1667)]
    assert [total.key for total in found.totals("entry")] == ["0", "1", "2"]
    assert reasons(found)[2] == Reason.RULE


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"rules": [rule(20000)]}, Reason.RATE | Reason.AMOUNT),
        ({"rules": [rule(id="q")]}, Reason.RULE),
        ({"rules": []}, Reason.RULE | Reason.RATE | Reason.AMOUNT | Reason.PROBLEM),
        ({"rounding": {"increment_s": 7200}}, Reason.ROUNDING | Reason.AMOUNT),
        ({"cost_rates": [{"rep": "ana", "amount": 100}]}, Reason.COST),
        (
            {
                "plans": {"gold": {}},
                "contracts": [{"id": "c", "account": "acme", "plan": "gold", "start": "2026-01-01"}],
            },
            Reason.CONTRACT,
        ),
        (PREPAID, Reason.CONTRACT | Reason.RULE | Reason.RATE | Reason.LOTS | Reason.AMOUNT),
    ],
    ids=["rate", "rule", "no price", "rounding", "cost", "contract", "included"],
)
def test_reasons(other: Json, expected: Reason) -> None:
    assert reasons(what_if(document(WORK[0]), document(WORK[0], **other))) == [expected]


def test_other_hours_cut_other_parts() -> None:
    work = entry("2026-03-06T17:30:00+01:00", "2026-03-06T19:00:00+01:00")
    later = {"paris": {"zone": "Europe/Paris", "hours": {"fri": ["09:00-18:30"]}}}
    always = {"paris": {"zone": "Europe/Paris", "hours": {"fri": ["00:00-24:00"]}}}
    assert reasons(what_if(document(work), document(work, calendars=later))) == [
        Reason.PARTS | Reason.ROUNDING | Reason.AMOUNT
    ]
    assert reasons(what_if(document(work), document(work, calendars=always))) == [Reason.PARTS]


def test_amounts_of_two_currencies_are_never_added() -> None:
    entries, terms = read(document(*WORK[:2]))
    dollars = replace(terms, accounts={"acme": Account(currency="USD")}, rounding=Rounding())
    found = compared(entries, terms, dollars)
    assert [(t.currency, t.entries, t.before, t.after) for t in found.totals()] == [
        ("EUR", 2, 15000, 0),
        ("USD", 2, 0, 0),
    ]
    assert np.all(found.reasons & Reason.CURRENCY)
