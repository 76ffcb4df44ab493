"""The engine agrees with the slow implementation to the cent and to the second, and keeps its promises."""

import json
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxbilling.exchange.quote import answer
from tests.engine import oracle
from tests.engine.documents import documents
from tests.engine.quoted import quote
from tests.engine.recompute import recompute

Json = dict[str, Any]
SLOW = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@settings(SLOW, max_examples=10_000)
@given(documents())
def test_engine_agrees_with_the_oracle(document: Json) -> None:
    assert quote(document) == oracle.price(document)


@settings(SLOW, max_examples=300)
@given(documents(), st.randoms(use_true_random=False))
def test_r27_order_changes_nothing(document: Json, random: Random) -> None:
    keys = ("entries", "contracts", "rules", "cost_rates")
    shuffled = {key: random.sample(document[key], len(document[key])) for key in keys}
    assert quote(document | shuffled) == quote(document)


@settings(SLOW, max_examples=300)
@given(documents())
def test_r27_batches_of_accounts_change_nothing(document: Json) -> None:
    """A batch lists the cycles up to its own last day: what it lists is as in the whole."""
    together = quote(document)
    charges: Json = {}
    for account in document["accounts"]:
        alone = quote(document | {"entries": [own for own in document["entries"] if own["account"] == account]})
        charges |= alone["charges"]
        owned = {contract["id"] for contract in document["contracts"] if contract["account"] == account}
        for part in ("lots", "bills"):
            assert all(item in together[part] for item in alone[part] if item["contract"] in owned)
    assert charges == together["charges"]


@settings(SLOW, max_examples=300)
@given(documents())
def test_r5_portions_add_up_to_the_entry(document: Json) -> None:
    for found in quote(document)["charges"].values():
        assert sum(part["worked_s"] for part in found["portions"]) == found["worked_s"]
        assert sum(part["billable_s"] for part in found["portions"]) == found["billable_s"]
        if found["error"] is None:
            assert sum(part["amount"] for part in found["portions"]) == found["amount"]


@settings(SLOW, max_examples=300)
@given(documents())
def test_r14_lots_never_go_below_0(document: Json) -> None:
    for lot in quote(document)["lots"]:
        assert 0 <= lot["drawn"] <= lot["granted"]
        assert lot["drawn"] + lot["left"] == lot["granted"]


@settings(SLOW, max_examples=300)
@given(documents(), st.integers(1, 5000), st.randoms(use_true_random=False))
def test_raising_a_price_never_lowers_an_amount(document: Json, more: int, random: Random) -> None:
    priced = [*(rule["price"] for rule in document["rules"])]
    priced += [plan["overage_price"] for plan in document["plans"].values() if plan.get("overage_price")]
    if not priced:
        return
    before = quote(document)["charges"]
    price = random.choice(priced)
    if "amounts" in price:
        price["amounts"] = {tier: amount + more for tier, amount in price["amounts"].items()}
    else:
        price["amount"] += more
    for key, after in quote(document)["charges"].items():
        assert after["error"] == before[key]["error"]
        assert (after["amount"] or 0) >= (before[key]["amount"] or 0)


@settings(SLOW, max_examples=1000)
@given(documents())
def test_r28_amounts_are_recomputed_from_the_explanation(document: Json) -> None:
    result = answer(json.dumps(document))
    assert result.text is not None, result.problems
    for found in json.loads(result.text)["charges"]:
        recompute(found)
