"""Documents that are too much are refused with the place; large ones below the limits are answered."""

import json
from typing import Any

import pytest

from tests.engine.case import document, priced, rule, stated
from tests.exchange.quote_case import Json, listed

HUGE = {"amount": 10**10, "factors_bp": {"operational": 1_000_000}}


def contract(number: int = 0, **keys: Any) -> Json:
    return {"id": f"c{number}", "account": "acme", "plan": "p", "start": "1900-01-01"} | keys


def work(count: int, seconds: int = 10**7) -> list[Json]:
    return [stated("2199-12-31", seconds, id=f"e{number}") for number in range(count)]


def week(**plan: Any) -> Json:
    return {"p": {"cycle": "week"} | plan}


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (document(*work(100_001)), "entries: List should have at most 100000 items"),
        (document(*work(5), rules=[rule(HUGE)]), "entries: may come to too much money"),
        (document(*work(1), rounding={"minimum_s": 10**7, "increment_s": 10**7},
                  contracts=[contract(number) for number in range(9)], plans={"p": {}}),
         "entries[0]: comes to too much time"),
        (document(*work(2), rules=[rule(10**10)], contracts=[contract()],
                  plans=week(burn_bp={"weekend": 1_000_000}, allowance={"unit": "money", "amount": 10**12})),
         "entries: may take too much of what is included"),
        (document(*work(1), contracts=[contract(number) for number in range(4)], plans=week()),
         "contracts: have more than 50000 cycles"),
    ],
    ids=["entries", "money", "time of an entry", "burned money", "cycles"],
)  # fmt: skip
def test_too_much_is_refused(described: Json, expected: str) -> None:
    (found,) = listed(json.dumps(described))
    assert found.startswith(expected)


def test_r2_large_amounts_are_exact() -> None:
    """10**10 an hour, a hundred times that, for 10**7 seconds."""
    answer = priced(document(*work(2), rules=[rule(HUGE)]))
    amount = (2 * 10**10 * 100 * 10**7 + 3600) // (2 * 3600)
    assert answer["totals"]["amount"] == 2 * amount


def test_r14_large_lots_are_exact() -> None:
    plans = week(allowance={"unit": "money", "amount": 10**12}, carry_over={"cycles": 1000}, base_charge=10**10)
    taxed = contract(start="2199-12-01", taxes=[{"name": "VAT", "bp": 1_000_000}])
    answer = priced(document(*work(1), rules=[rule(10**10)], contracts=[taxed], plans=plans))
    amount = (2 * 10**10 * 10**7 + 3600) // (2 * 3600)
    assert answer["totals"]["amount"] == amount - 5 * 10**12
    assert sum(lot["left"] for lot in answer["lots"] if lot["end"] >= "2199-12-31") == 0
    assert answer["bills"][-1]["total"] == 101 * (10**10 + amount - 5 * 10**12)


def test_r21_three_hundred_years_of_weeks() -> None:
    plans = week(base_charge=700, prorate=True, allowance={"unit": "second", "amount": 60}, carry_over={"cycles": 3})
    answer = priced(document(*work(1, 60), contracts=[contract()], plans=plans))
    assert len(answer["bills"]) == 15654
    assert {bill["total"] for bill in answer["bills"]} == {700}
    assert len({lot["id"] for lot in answer["lots"]}) == 2 * 15654 - 1
