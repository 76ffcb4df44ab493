"""Lots and bills of a quote: which are listed, and what they come to."""

from typing import Any

import pytest

from tests.engine.case import document, entry, priced, rule, stated
from tests.exchange.quote_case import Json

HOUR = 3600


def contract(**keys: Any) -> Json:
    return {"id": "c", "account": "acme", "plan": "p", "start": "2026-01-01"} | keys


def agreed(plan: Json, *entries: Json, contracts: list[Json] | None = None, **keys: Any) -> Json:
    """The answer for a contract with a monthly plan."""
    agreements = [contract()] if contracts is None else contracts
    return priced(document(*entries, plans={"p": {"cycle": "month"} | plan}, contracts=agreements, **keys))


def bills(answer: Json) -> list[tuple[list[str], int, int, int]]:
    """Cycle, base, usage and total of each."""
    return [(bill["cycle"], bill["base"], bill["usage"], bill["total"]) for bill in answer["bills"]]


def test_e13_a_part_cycle_is_prorated_by_days() -> None:
    plan = {"anchor": "calendar", "base_charge": 31000, "prorate": True}
    answer = agreed(plan, contracts=[contract(start="2026-01-17")])
    assert bills(answer) == [(["2026-01-17", "2026-01-31"], 15000, 0, 15000)]


def test_r21_a_part_cycle_is_charged_whole_without_prorating() -> None:
    plan = {"anchor": "calendar", "base_charge": 31000}
    answer = agreed(plan, contracts=[contract(start="2026-01-17")])
    assert bills(answer) == [(["2026-01-17", "2026-01-31"], 31000, 0, 31000)]


@pytest.mark.parametrize(("prorated", "granted"), [(True, 15 * HOUR), (False, 31 * HOUR)], ids=["R21 yes", "R21 no"])
def test_an_allowance_is_prorated_if_the_plan_says_so(prorated: bool, granted: int) -> None:
    allowance = {"unit": "second", "amount": 31 * HOUR}
    plan = {"anchor": "calendar", "allowance": allowance, "prorate_allowance": prorated}
    (lot,) = agreed(plan, contracts=[contract(start="2026-01-17")])["lots"]
    assert (lot["granted"], lot["left"], lot["start"], lot["end"]) == (granted, granted, "2026-01-17", "2026-01-31")


@pytest.mark.parametrize(
    ("last", "cycles"),
    [
        (stated("2026-02-28", 60), 2),
        (stated("2026-03-01", 0), 3),
        (entry("2026-02-28T23:00:00+01:00", "2026-03-01T00:00:00+01:00"), 2),
        (entry("2026-02-28T23:00:00+01:00", "2026-03-01T00:00:01+01:00"), 3),
        (entry("2026-03-01T00:00:00+01:00", "2026-03-01T00:00:00+01:00"), 3),
        (entry("2026-02-28T23:30:00Z", "2026-02-28T23:31:00Z"), 3),
        (stated("2025-06-01", 60), 1),
    ],
    ids=["its date", "no length", "ends at midnight", "a second after", "an instant", "in the zone of the contract",
         "before the contract: the first"],
)  # fmt: skip
def test_cycles_that_have_begun_by_the_last_day_of_work_are_listed(last: Json, cycles: int) -> None:
    answer = agreed({"allowance": {"unit": "second", "amount": HOUR}}, last)
    assert len(answer["bills"]) == len(answer["lots"]) == cycles


def test_the_last_day_is_one_of_the_whole_document() -> None:
    """A contract of another account, without work of its own, has as many cycles."""
    plan = {"allowance": {"unit": "request", "amount": 5}, "base_charge": 100}
    contracts = [contract(), contract(id="b", account="blue")]
    answer = agreed(plan, stated("2026-02-10", 60), contracts=contracts)
    firsts = [("b", "2026-01-01"), ("b", "2026-02-01"), ("c", "2026-01-01"), ("c", "2026-02-01")]
    assert [(bill["contract"], bill["cycle"][0]) for bill in answer["bills"]] == firsts
    assert [(lot["contract"], lot["start"]) for lot in answer["lots"]] == firsts


def test_lots_stand_by_contract_start_and_id() -> None:
    bought = [{"unit": "second", "amount": 1, "end": "2026-12-31"} | part for part in (
        {"id": "z", "start": "2026-01-01"}, {"id": "a", "start": "2026-02-01"}, {"id": "d", "start": "2026-01-01"},
    )]  # fmt: skip
    contracts = [contract(id="k", top_ups=bought), contract(id="b")]
    answer = agreed({"allowance": {"unit": "second", "amount": 1}}, contracts=contracts)
    assert [lot["id"] for lot in answer["lots"]] == ["b/2026-01-01", "d", "k/2026-01-01", "z", "a"]


def test_without_an_end_there_is_no_last_day() -> None:
    plan = {"cycle": "contract", "allowance": {"unit": "money", "amount": 500}, "base_charge": 900}
    answer = agreed(plan, stated("2027-01-01", 60))
    assert bills(answer) == [(["2026-01-01", None], 900, 0, 900)]
    assert (answer["lots"][0]["start"], answer["lots"][0]["end"]) == ("2026-01-01", None)


def test_r22_usage_belongs_to_the_cycle_of_the_work() -> None:
    entries = [
        entry("2026-01-31T23:00:00+01:00", "2026-02-01T02:00:00+01:00"),
        stated("2026-02-05", HOUR, id="f"),
        stated("2025-12-31", HOUR, id="before the contract"),
        stated("2026-02-06", HOUR, id="free", billable=False),
        stated("2026-02-07", HOUR, id="of another account", account="blue"),
    ]
    answer = agreed({"base_charge": 100}, *entries)
    assert bills(answer) == [
        (["2026-01-01", "2026-01-31"], 100, 10000, 10100),
        (["2026-02-01", "2026-02-28"], 100, 30000, 30100),
    ]
    assert answer["totals"]["amount"] == 60000


def test_r8_work_without_a_price_is_not_on_the_bill() -> None:
    found = rule({"amount": 10000}, to="2026-01-31")
    partly = entry("2026-01-31T23:00:00+01:00", "2026-02-01T02:00:00+01:00")
    answer = agreed({"base_charge": 100}, partly, stated("2026-01-05", HOUR, id="f"), rules=[found])
    assert bills(answer) == [
        (["2026-01-01", "2026-01-31"], 100, 10000, 10100),
        (["2026-02-01", "2026-02-28"], 100, 0, 100),
    ]


def test_r16_r23_included_work_costs_nothing_and_overage_is_billed() -> None:
    plan = {"allowance": {"unit": "second", "amount": HOUR}, "base_charge": 5000, "mode": "prepaid",
            "overage_price": {"per": "hour", "amount": 12000}}  # fmt: skip
    taxed = contract(discount_bp=1000, discount_amount=500, taxes=[{"name": "VAT", "bp": 2000}])
    (bill,) = agreed(plan, stated("2026-01-05", HOUR + 1800), contracts=[taxed])["bills"]
    assert bill == {
        "contract": "c", "cycle": ["2026-01-01", "2026-01-31"], "base": 5000, "usage": 6000, "discount": 1600,
        "net": 9400, "taxes": [{"name": "VAT", "amount": 1880}], "total": 11280,
    }  # fmt: skip


@pytest.mark.parametrize(("scope", "tax"), [("bill", 1533), ("line", 1534)], ids=["E10 bill", "E10 line"])
def test_tax_scope(scope: str, tax: int) -> None:
    taxed = contract(taxes=[{"name": "VAT", "bp": 2300}])
    work = stated("2026-01-05", HOUR, override=1111)
    (bill,) = agreed({"base_charge": 5555}, work, contracts=[taxed], tax_scope=scope)["bills"]
    assert (bill["net"], bill["taxes"], bill["total"]) == (6666, [{"name": "VAT", "amount": tax}], 6666 + tax)


def test_r22_every_portion_is_a_line() -> None:
    """Twice 0.5 of tax, each rounded up; with the one sum it is 1."""
    taxed = contract(taxes=[{"name": "VAT", "bp": 5000}])
    work = [stated("2026-01-05", HOUR, id=f"e{number}", override=1) for number in range(2)]
    (bill,) = agreed({}, *work, contracts=[taxed], tax_scope="line")["bills"]
    assert (bill["usage"], bill["taxes"][0]["amount"], bill["total"]) == (2, 2, 4)


def test_r6a_a_contract_may_cover_products_only() -> None:
    contracts = [contract(id="a"), contract(id="b", products=["app"])]
    entries = [stated("2026-01-05", HOUR, id="e1", product="app"), stated("2026-01-05", HOUR, id="e2", product="web")]
    answer = agreed({}, *entries, contracts=contracts)
    assert [found["contract"] for found in answer["charges"]] == ["b", "a"]


@pytest.mark.parametrize(
    ("says", "drawn"),
    [({}, 2 * HOUR), ({"burn_bp": {"weekend": 20000}}, 3 * HOUR), ({"only_operational_draws": True}, HOUR)],
    ids=["as worked", "faster on weekends", "operational hours only"],
)
def test_r15_what_work_draws(says: Json, drawn: int) -> None:
    entries = [stated("2026-01-05", HOUR, id=tier, tier=tier) for tier in ("operational", "weekend")]
    (lot,) = agreed({"allowance": {"unit": "second", "amount": 10 * HOUR}} | says, *entries)["lots"]
    assert lot["drawn"] == drawn


def test_r17_a_renewal_inherits_what_is_left() -> None:
    plan = {"allowance": {"unit": "second", "amount": 10 * HOUR}, "carry_over": {"cap": 4 * HOUR}}
    contracts = [contract(end="2026-01-31"), contract(id="d", start="2026-02-01", renews="c")]
    answer = agreed(plan, stated("2026-02-05", HOUR), contracts=contracts)
    assert [(lot["id"], lot["contract"], lot["granted"], lot["drawn"]) for lot in answer["lots"]] == [
        ("c/2026-01-01", "c", 10 * HOUR, 0),
        ("c/2026-01-01/carried", "d", 4 * HOUR, HOUR),
        ("d/2026-02-01", "d", 10 * HOUR, 0),
    ]
