"""Tables of cases that quote the rules of RATING.md."""

from typing import Any

import pytest

from tests.engine.case import PARIS, TIERED, WEEK, charge, document, entry, priced, rule, stated, tiers

Json = dict[str, Any]
NIGHT = {"fri": ["22:00-06:00"]}


def contract(key: str, start: str, end: str | None = None, **keys: Any) -> Json:
    return {"id": key, "account": "acme", "plan": "gold", "start": start, "end": end} | keys


def under(*contracts: Json, **keys: Any) -> Json:
    return {"plans": {"gold": {}}, "contracts": list(contracts), **keys}


@pytest.mark.parametrize(
    ("zone", "hours", "weekend", "start", "end", "expected"),
    [
        pytest.param("Europe/Paris", NIGHT, [], "2026-03-06T21:00+01:00", "2026-03-07T07:00+01:00",
                     [("non_operational", 3600), ("operational", 8 * 3600), ("non_operational", 3600)], id="R3 night"),
        pytest.param("Europe/Paris", NIGHT, ["sat"], "2026-03-06T23:00+01:00", "2026-03-07T01:00+01:00",
                     [("operational", 3600), ("weekend", 3600)], id="R4 weekend before operational"),
        pytest.param("Europe/Paris", {"sun": ["02:30-04:00"]}, [], "2026-03-29T01:00+01:00", "2026-03-29T05:00+02:00",
                     [("non_operational", 3600), ("operational", 3600), ("non_operational", 3600)],
                     id="R3 opening in the gap begins at the jump"),
        pytest.param("Europe/Paris", {"sun": ["02:30-04:00"]}, [], "2026-10-25T02:00+02:00", "2026-10-25T04:00+01:00",
                     [("non_operational", 1800), ("operational", 1800), ("non_operational", 1800),
                      ("operational", 5400)], id="R3 opening in the fold begins twice"),
        pytest.param("Australia/Lord_Howe", {"sun": ["01:45-03:00"]}, [], "2026-04-05T01:30+11:00",
                     "2026-04-05T03:00+10:30",
                     [("non_operational", 900), ("operational", 900), ("non_operational", 900), ("operational", 4500)],
                     id="R3 half an hour back"),
        pytest.param("UTC", {"mon": ["09:00-12:00", "12:00-18:00"]}, [], "2026-03-02T11:00Z", "2026-03-02T13:00Z",
                     [("operational", 7200)], id="R5 no cut where the tier stays"),
        pytest.param("UTC", WEEK, ["sat", "sun"], "2026-03-06T18:00Z", "2026-03-06T18:00Z", [("non_operational", 0)],
                     id="R4 half-open, no length"),
        pytest.param("UTC", WEEK, ["sat", "sun"], "2026-03-06T17:00Z", "2026-03-06T18:00Z", [("operational", 3600)],
                     id="R4 end on an edge"),
    ],
)  # fmt: skip
def test_tiers(*, zone: str, hours: Json, weekend: list[str], start: str, end: str, expected: list[Any]) -> None:
    calendar = {"zone": zone, "hours": hours, "weekend": weekend}
    assert tiers(charge(entry(start, end), calendars={"paris": calendar})) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param([rule(1, id="b", order=2), rule(2, id="a", order=1)], "a", id="R7 order"),
        pytest.param([rule(1, id="g"), rule(2, id="a", level="account", of="acme")], "a", id="R7 account first"),
        pytest.param([rule(1, id="a", level="account", of="acme"), rule(2, id="p", level="plan", of="gold")], "p",
                     id="R7 plan before account"),
        pytest.param([rule(1, id="p", level="plan", of="gold"), rule(2, id="c", level="contract", of="c1")], "c",
                     id="R7 contract before plan"),
        pytest.param([rule(1, id="x", level="account", of="blue"), rule(2, id="g")], "g", id="R7 of another account"),
        pytest.param([rule(1, id="x", where={"service": ["onsite"], "rep": ["bob"]}), rule(2, id="g", order=2)], "g",
                     id="R7 ALL"),
        pytest.param([rule(1, id="x", match="any", where={"service": ["onsite"], "rep": ["bob"]}), rule(2, order=2)],
                     "x", id="R7 ANY"),
        pytest.param([rule(1, id="x", where={"role": ["L1"]}), rule(2, id="g", order=2)], "g", id="R7 no such value"),
        pytest.param([rule(1, id="x", to="2026-03-05"), rule(2, id="g", order=2)], "g", id="R7 ended"),
        pytest.param([rule(1, id="x", from_="2026-03-07"), rule(2, id="g", order=2)], "g", id="R7 not begun"),
        pytest.param([rule(0, id="free"), rule(2, id="g", order=2)], "free", id="R7 a price of 0 is a price"),
    ],
)  # fmt: skip
def test_first_match(rules: list[Json], expected: str) -> None:
    work = stated("2026-03-06", 3600, service="onsite", rep="ana")
    accounts: Json = {"acme": {}, "blue": {}}
    found = charge(work, rules=rules, accounts=accounts, **under(contract("c1", "2026-01-01")))
    assert found["portions"][0]["rule"] == expected


def test_r7_override_comes_first_and_holds_for_every_tier() -> None:
    found = charge(entry("2026-03-06T17:30+01:00", "2026-03-06T19:00+01:00", override=6000), rules=[rule(TIERED)])
    assert [(part["level"], part["rule"], part["amount"]) for part in found["portions"]] == [
        ("override", None, 3000),
        ("override", None, 6000),
    ]


def test_r5_cut_where_the_price_changes_by_date() -> None:
    rules = [rule(10000, id="old", to="2026-03-06"), rule(20000, id="new", order=2)]
    found = charge(entry("2026-03-06T23:00+01:00", "2026-03-07T01:00+01:00"), rules=rules)
    assert [part["rule"] for part in found["portions"]] == ["old", "new"]
    assert found["amount"] == 30000


def test_r5_cut_at_a_bill_cycle_and_never_rounded_across() -> None:
    work = entry("2026-02-28T23:50+01:00", "2026-03-01T00:05+01:00")
    terms = under(contract("c1", "2026-01-31"), rounding={"increment_s": 900})
    monthly = terms | {"plans": {"gold": {"cycle": "month", "anchor": "calendar"}}}
    assert charge(work, **terms)["billable_s"] == 900
    assert [part["billable_s"] for part in charge(work, **monthly)["portions"]] == [900, 900]


@pytest.mark.parametrize(
    ("contracts", "service", "expected"),
    [
        pytest.param([contract("c1", "2026-01-01"), contract("c2", "2026-02-01", services=["onsite"])], "onsite", "c2",
                     id="R6a narrowest"),
        pytest.param([contract("c1", "2026-01-01"), contract("c2", "2026-02-01", services=["onsite"])], "phone", "c1",
                     id="R6a covers"),
        pytest.param([contract("c1", "2026-02-01"), contract("c2", "2026-01-01")], None, "c2", id="R6a earliest"),
        pytest.param([contract("c2", "2026-01-01"), contract("c1", "2026-01-01")], None, "c1", id="R6a lowest id"),
        pytest.param([contract("c1", "2026-01-01", "2026-03-05")], None, None, id="R6a ended"),
        pytest.param([contract("c1", "2026-03-07")], None, None, id="R6a not begun"),
        pytest.param([contract("c1", "2027-03-07")], None, None, id="R6a far off"),
        pytest.param([contract("c1", "2026-01-01") | {"account": "blue"}], None, None, id="R6a of another account"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("clock", [True, False])
def test_contract(contracts: list[Json], service: str | None, expected: str | None, clock: bool) -> None:
    with_clock = entry("2026-03-06T10:00+01:00", "2026-03-06T11:00+01:00", service=service)
    work = with_clock if clock else stated("2026-03-06", 3600, service=service)
    assert charge(work, **under(*contracts))["contract"] == expected


@pytest.mark.parametrize(
    ("of_contract", "of_account", "expected"),
    [("utc", "york", "operational"), (None, "utc", "operational"), (None, None, "non_operational")],
    ids=["R3 contract", "R3 account", "R3 default"],
)
def test_calendar(of_contract: str | None, of_account: str | None, expected: str) -> None:
    york, utc = PARIS | {"zone": "America/New_York"}, PARIS | {"zone": "UTC"}
    keys = under(
        contract("c1", "2026-01-01", calendar=of_contract),
        calendars={"paris": PARIS, "york": york, "utc": utc},
        accounts={"acme": {"calendar": of_account}},
    )
    work = entry("2026-03-06T17:30+00:00", "2026-03-06T17:45+00:00")
    assert tiers(charge(work, **keys)) == [(expected, 900)]


ROUNDINGS = {"rule": 3600, "contract": 1800, "account": 900, "default": 600}


@pytest.mark.parametrize("first", range(4))
def test_r11_nearest_rounding(first: int) -> None:
    policies = [{"increment_s": step} if number >= first else None for number, step in enumerate(ROUNDINGS.values())]
    found = charge(
        stated("2026-03-06", 1),
        rules=[rule(rounding=policies[0])],
        accounts={"acme": {"rounding": policies[2]}},
        rounding=policies[3],
        **under(contract("c1", "2026-01-01", rounding=policies[1])),
    )
    step = next(step for step in found["explanation"] if step["step"] == "rounding")
    assert (step["source"], found["billable_s"]) == list(ROUNDINGS.items())[first]


@pytest.mark.parametrize(
    ("mode", "worked", "minimum", "billable"),
    [("up", 1, 0, 900), ("up", 900, 0, 900), ("up", 901, 0, 1800), ("up", 0, 1200, 0), ("down", 899, 0, 0),
     ("down", 901, 0, 900), ("nearest", 449, 0, 0), ("nearest", 450, 0, 900), ("nearest", 300, 1200, 900),
     ("down", 300, 1200, 900)],
)  # fmt: skip
def test_r12_rounding(mode: str, worked: int, minimum: int, billable: int) -> None:
    policy = {"increment_s": 900, "minimum_s": minimum, "mode": mode}
    assert charge(stated("2026-03-06", worked), rounding=policy)["billable_s"] == billable


def test_r12_a_group_never_crosses_a_rounding_policy() -> None:
    rules = [rule(id="old", to="2026-03-06", rounding={"increment_s": 3600}), rule(id="new", order=2)]
    work = entry("2026-03-06T23:50+01:00", "2026-03-07T00:05+01:00")
    assert charge(work, rules=rules, rounding={"increment_s": 900})["billable_s"] == 3600 + 900


def test_r8_without_a_price_the_entry_is_kept() -> None:
    rules = [rule(id="old", to="2026-03-06")]
    answer = priced(document(entry("2026-03-06T23:00+01:00", "2026-03-07T01:00+01:00"), rules=rules))
    found = answer["charges"][0]
    assert (found["error"], found["amount"], found["billable_s"]) == ("no_price", None, 7200)
    assert [(part["rule"], part["rate"], part["amount"]) for part in found["portions"]] == [
        ("old", 10000, None),
        (None, None, None),
    ]
    assert answer["totals"]["amount"] == 0


def test_free_work_has_a_cost_and_no_price() -> None:
    cost = [{"rep": "ana", "amount": 4000}]
    work = stated("2026-03-06", 900, rep="ana", billable=False)
    found = charge(work, rules=[], cost_rates=cost, rounding={"increment_s": 3600})
    part = found["portions"][0]
    assert (found["error"], found["amount"], found["cost"]) == (None, 0, 1000)
    assert (part["kind"], part["billable_s"], part["rate"]) == ("free", 0, None)


def test_r20_dated_cost_rates_are_rounded_once() -> None:
    rates = [{"rep": "ana", "amount": 1}, {"rep": "ana", "from": "2026-03-07", "amount": 2}]
    work = entry("2026-03-06T23:40+01:00", "2026-03-07T00:05+01:00", rep="ana")
    assert charge(work, cost_rates=rates)["cost"] == 1  # (1200 x 1 + 300 x 2) / 3600 = 0.5


FACTORS: Json = {"amount": 10000, "factors_bp": {"non_operational": 12500, "weekend": 15000}}


@pytest.mark.parametrize(
    ("price", "tier", "rate", "amount"),
    [
        pytest.param({"amount": 10000}, "holiday", 10000, 5000, id="R9 fixed"),
        pytest.param(TIERED, "operational", 10000, 5000, id="R9 amounts, operational"),
        pytest.param(TIERED, "non_operational", 15000, 7500, id="R9 amounts, non-operational"),
        pytest.param(TIERED, "weekend", 17500, 8750, id="R9 amounts, weekend"),
        pytest.param(TIERED, "holiday", 20000, 10000, id="R9 amounts, holiday"),
        pytest.param(FACTORS, "weekend", 10000, 7500, id="R9 a factor multiplies the rate"),
        pytest.param(FACTORS, "holiday", 10000, 5000, id="R9 without a factor"),
        pytest.param(FACTORS | {"per": "request"}, "weekend", 10000, 15000, id="R9 per request"),
    ],
)
def test_shape_of_a_price(price: Json, tier: str, rate: int, amount: int) -> None:
    found = charge(stated("2026-03-07", 1800, tier=tier), rules=[rule(price)])
    assert (found["portions"][0]["rate"], found["amount"]) == (rate, amount)


@pytest.mark.parametrize(
    ("day", "tier", "expected"),
    [("2026-03-07", None, "operational"), ("2026-03-06", "holiday", "holiday"), ("2026-03-07", "weekend", "weekend")],
    ids=["R6 operational by default, on a weekend too", "R6 stated on a working day", "R6 stated"],
)
def test_work_without_a_clock(day: str, tier: str | None, expected: str) -> None:
    assert tiers(charge(stated(day, 60, tier=tier))) == [(expected, 60)]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "old"), ("Asia/Kolkata", "new"), ("America/New_York", "old")],
    ids=["R5a the day in UTC", "R5a the next day in Kolkata", "R5a the same day in New York"],
)
def test_the_day_of_an_entry(zone: str, expected: str) -> None:
    """It decides on the price by date, and on the day on which entries are rounded together."""
    rules = [rule(id="old", to="2026-03-06"), rule(id="new", order=2)]
    whole_day = {"increment_s": 3600, "scope": "day"}
    evening = entry("2026-03-06T20:00+00:00", "2026-03-06T20:10+00:00", id="a")
    early = entry("2026-03-06T16:00+00:00", "2026-03-06T16:10+00:00", id="b")
    described = document(evening, early, rules=rules, rounding=whole_day, calendars={"paris": {"zone": zone}})
    first, second = priced(described)["charges"]
    assert (first["entry"], first["portions"][0]["rule"], second["portions"][0]["rule"]) == ("b", "old", expected)
    assert first["billable_s"] + second["billable_s"] == (3600 if expected == "old" else 7200)


@pytest.mark.parametrize(
    ("seconds", "kinds", "usage", "net", "tax"),
    [(3600, ["included"], 0, 50000, 10000), (5400, ["included", "overage"], 6000, 56000, 11200)],
    ids=["R23 drawing is not taxed again", "R18 R23 overage is kept, priced and taxed"],
)
def test_a_prepaid_base_is_taxed_when_billed(seconds: int, kinds: list[str], usage: int, net: int, tax: int) -> None:
    plan: Json = {"mode": "prepaid", "cycle": "month", "base_charge": 50000, "overage_price": {"amount": 12000}}
    plan["allowance"] = {"unit": "second", "amount": 3600}
    running = contract("c1", "2026-03-01", taxes=[{"name": "VAT", "bp": 2000}])
    found = priced(document(stated("2026-03-06", seconds), plans={"gold": plan}, contracts=[running]))
    assert [part["kind"] for part in found["charges"][0]["portions"]] == kinds
    (bill,) = found["bills"]
    assert (bill["base"], bill["usage"], bill["net"], bill["taxes"][0]["amount"]) == (50000, usage, net, tax)


def test_r19_the_largest_legal_numbers_do_not_wrap() -> None:
    price = {"amount": 10**10, "factors_bp": {"operational": 20000}}
    assert charge(stated("2026-03-07", 10**7), rules=[rule(price)])["amount"] == 2 * 10**17 // 3600 + 1


def test_work_order_is_start_then_id() -> None:
    entries = [
        entry("2026-03-06T10:00+01:00", "2026-03-06T11:00+01:00", id="b"),
        entry("2026-03-06T10:00+01:00", "2026-03-06T10:30+01:00", id="a"),
        stated("2026-03-06", 60, id="c"),
    ]
    assert [found["entry"] for found in priced(document(*entries))["charges"]] == ["c", "a", "b"]
