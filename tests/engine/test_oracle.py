"""The engine agrees with the slow implementation to the cent and to the second, and keeps its promises."""

import json
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxbilling.exchange.quote import answer
from tests.engine import oracle
from tests.engine.documents import documents

Json = dict[str, Any]
SLOW = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def quote(document: Json) -> dict[str, Json]:
    """The engine's charges by entry, in the oracle's shape."""
    result = answer(json.dumps(document))
    assert result.text is not None, result.problems
    return {charge["entry"]: comparable(charge) for charge in json.loads(result.text)["charges"]}


def comparable(charge: Json) -> Json:
    portions = [
        {key: epoch(value) if key in {"start", "end"} else value for key, value in portion.items() if key != "lot"}
        for portion in charge["portions"]
    ]
    keys = ("error", "worked_s", "billable_s", "amount", "cost")
    return {key: charge[key] for key in keys} | {"portions": portions}


def epoch(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


@settings(SLOW, max_examples=150)
@given(documents())
def test_engine_agrees_with_the_oracle(document: Json) -> None:
    assert quote(document) == oracle.price(document)


@settings(SLOW, max_examples=60)
@given(documents(), st.randoms(use_true_random=False))
def test_r27_order_and_batches_change_nothing(document: Json, random: Random) -> None:
    together = quote(document)
    shuffled = random.sample(document["entries"], len(document["entries"]))
    assert quote(document | {"entries": shuffled}) == together
    alone = {key: found for entry in shuffled for key, found in quote(document | {"entries": [entry]}).items()}
    assert alone == together


@settings(SLOW, max_examples=60)
@given(documents())
def test_r5_portions_add_up_to_the_entry(document: Json) -> None:
    for found in quote(document).values():
        assert sum(part["worked_s"] for part in found["portions"]) == found["worked_s"]
        assert sum(part["billable_s"] for part in found["portions"]) == found["billable_s"]
        if found["error"] is None:
            assert sum(part["amount"] for part in found["portions"]) == found["amount"]


@settings(SLOW, max_examples=60)
@given(documents())
def test_r28_amounts_are_recomputed_from_the_explanation(document: Json) -> None:
    result = answer(json.dumps(document))
    assert result.text is not None, result.problems
    for found in json.loads(result.text)["charges"]:
        recompute(found)


def recompute(found: Json) -> None:
    """Work an amount out from the steps alone, as a person would."""
    steps = found["explanation"]
    shares = {
        portion: share
        for step in steps
        if step["step"] == "rounding"
        for portion, share in zip(step["portions"], step["shares_s"], strict=True)
    }
    for step in (step for step in steps if step["step"] == "rounding"):
        assert oracle.rounded(step["worked_s"], step) == step["billable_s"] == sum(step["shares_s"])
    if found["error"] is None:
        exact = [
            oracle.half_away(Fraction(step["rate"] * step["factor_bp"] * shares.get(step["portion"], 0), 36_000_000))
            for step in steps
            if step["step"] == "amount"
        ]
        assert exact == [part["amount"] for part in found["portions"]]
        assert sum(exact) == found["amount"]
    (cost,) = (step for step in steps if step["step"] == "cost")
    total = sum(rate * seconds for rate, seconds in zip(cost["rates"], cost["worked_s"], strict=True))
    assert oracle.half_away(Fraction(total, 3600)) == cost["cost"] == found["cost"]
