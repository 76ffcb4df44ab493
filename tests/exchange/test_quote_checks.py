"""The mistakes that a quote document may hold are listed with their places, and nothing is priced."""

import json
from typing import Any

import pytest

from tests.exchange.quote_case import DOCUMENT, Json, changed, listed

TIMES = "entries[0].start: give a time"
CONTRACT: Json = DOCUMENT["contracts"][0]
RENEWAL: Json = DOCUMENT["contracts"][1]
TOP_UP: Json = CONTRACT["top_ups"][0]
RULE: Json = DOCUMENT["rules"][1]


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("currency", ..., "currency: Field required"),
        ("currency", "euro", "currency: "),
        ("colour", "red", "colour: unknown key"),
        ("a b\n", 1, '["a b\\n"]: unknown key'),
        ("tax_scope", "rate", "tax_scope: "),
        ("default_calendar", "lyon", "default_calendar: no such key"),
        ("calendars/paris/zone", "Europe/Atlantis", "calendars.paris.zone: unknown time zone"),
        ("calendars/paris/zone", "../../etc/passwd", "calendars.paris.zone: unknown time zone"),
        ("calendars/paris/hours/lun", ["09:00-10:00"], "calendars.paris.hours.lun: "),
        ("calendars/paris/hours/mon", ["9-18"], "calendars.paris.hours.mon[0]: give hours"),
        ("calendars/paris/hours/mon", ["09:00-09:00"], "calendars.paris.hours.mon[0]: opening and closing"),
        ("calendars/paris/hours/mon", ["09:00-12:00", "11:00-18:00"], "calendars.paris.hours.mon[1]: overlaps"),
        ("calendars/paris/hours/sat", ["05:00-07:00"], "calendars.paris.hours.sat[0]: overlaps"),
        ("calendars/paris/hours", {"sun": ["22:00-06:00"], "mon": ["05:00-07:00"]},
         "calendars.paris.hours.mon[0]: overlaps"),
        ("calendars/paris/holidays/country", "ZZ", "calendars.paris.holidays.country: no holidays known"),
        ("calendars/paris/holidays/subdivision", "ZZ", "calendars.paris.holidays.subdivision: no such"),
        ("calendars/paris/holidays", {"subdivision": "BW"}, "calendars.paris.holidays.subdivision: give its country"),
        ("calendars/paris/holidays/dates/0", "2026-02-30", "calendars.paris.holidays.dates[0]: "),
        ("rounding/increment_s", -1, "rounding.increment_s: "),
        ("rounding/increment_s", 2**64, "rounding.increment_s: "),
        ("rounding/scope", "week", "rounding.scope: "),
        ("accounts/acme/calendar", "lyon", "accounts.acme.calendar: no such key"),
        ("plans/gold/type", "gift", "plans.gold.type: "),
        ("plans/gold/cycle", "day", "plans.gold.cycle: "),
        ("plans/gold/anchor", "monday", "plans.gold.anchor: "),
        ("plans/gold/base_charge", -1, "plans.gold.base_charge: "),
        ("plans/gold/base_charge", 10**10 + 1, "plans.gold.base_charge: "),
        ("plans/gold/prorate", "yes", "plans.gold.prorate: "),
        ("plans/gold/prorate_allowance", 1, "plans.gold.prorate_allowance: "),
        ("plans/gold/allowance/amount", 10**12 + 1, "plans.gold.allowance.amount: "),
        ("plans/gold/allowance/amount", -1, "plans.gold.allowance.amount: "),
        ("plans/gold/allowance/unit", ..., "plans.gold.allowance.unit: Field required"),
        ("plans/gold/allowance/unit", "hour", "plans.gold.allowance.unit: "),
        ("plans/gold/burn_bp/night", 1, "plans.gold.burn_bp.night: "),
        ("plans/gold/burn_bp/holiday", 1_000_001, "plans.gold.burn_bp.holiday: "),
        ("plans/gold/burn_bp/holiday", -1, "plans.gold.burn_bp.holiday: "),
        ("plans/gold/overage_price", {"per": "hour"}, "plans.gold.overage_price.amount: Field required"),
        ("plans/gold/carry_over/cap", -1, "plans.gold.carry_over.cap: "),
        ("plans/gold/carry_over/cycles", 0, "plans.gold.carry_over.cycles: "),
        ("plans/gold/carry_over/cycles", None, "plans.gold.carry_over.cycles: "),
        ("plans/tin", {"type": "fixed"}, "plans.tin.base_charge: missing"),
        ("plans/tin", {"type": "retainer"}, "plans.tin.allowance: missing"),
        ("plans/tin", {"type": "retainer", "allowance": {"unit": "second", "amount": 1}},
         "plans.tin.allowance.unit: must be money"),
        ("plans/tin", {"type": "request", "allowance": {"unit": "money", "amount": 1}},
         "plans.tin.allowance.unit: must be request"),
        ("contracts/0/account", "blue", "contracts[0].account: no such key"),
        ("contracts/0/plan", "tin", "contracts[0].plan: no such key"),
        ("contracts/0/calendar", "lyon", "contracts[0].calendar: no such key"),
        ("contracts/0/end", "2026-01-30", "contracts[0].end: is before the start"),
        ("contracts/0/start", "0001-01-01", "contracts[0].start: give a date from"),
        ("contracts/0/services", "onsite", "contracts[0].services: "),
        ("contracts/1/products", [""], "contracts[1].products[0]: "),
        ("contracts/0/discount_bp", 10_001, "contracts[0].discount_bp: "),
        ("contracts/0/discount_amount", -1, "contracts[0].discount_amount: "),
        ("contracts/0/discount_amount", 0.5, "contracts[0].discount_amount: "),
        ("contracts/0/taxes/0/bp", -1, "contracts[0].taxes[0].bp: "),
        ("contracts/0/taxes/0/name", ..., "contracts[0].taxes[0].name: Field required"),
        ("contracts/+", CONTRACT, "contracts[2].id: the same id"),
        ("contracts/1/renews", "c3", "contracts[1].renews: no such key"),
        ("contracts/1/renews", "c2", "contracts[1].renews: is the contract itself"),
        ("contracts/1/start", "2026-12-31", "contracts[1].renews: is a contract that ends on"),
        ("contracts/0/renews", "c2", "contracts[0].renews: is a contract without an end"),
        ("contracts/0/end", None, "contracts[1].renews: is a contract without an end"),
        ("contracts/+", RENEWAL | {"id": "c3"}, "contracts[2].renews: the same contract to renew"),
        ("contracts/0/top_ups/+", TOP_UP, "contracts[0].top_ups[1].id: the same id"),
        ("contracts/1/top_ups", [TOP_UP], "contracts[1].top_ups[0].id: the same id"),
        ("contracts/0/top_ups/0/id", "c1/2026-01-31", "contracts[0].top_ups[0].id: is the name of"),
        ("contracts/0/top_ups/0/id", "c2/2027-02-01/carried", "contracts[0].top_ups[0].id: is the name of"),
        ("contracts/0/top_ups/0/end", "2026-01-31", "contracts[0].top_ups[0].end: is before the start"),
        ("contracts/0/top_ups/0/unit", "money", "contracts[0].top_ups[0].unit: must be second"),
        ("contracts/0/top_ups/0/amount", 10**12 + 1, "contracts[0].top_ups[0].amount: "),
        ("plans/gold/allowance", {"unit": "request", "amount": 1}, "contracts[0].top_ups[0].unit: must be request"),
        ("rules/1/price/amount", -1, "rules[1].price.amount: "),
        ("rules/1/price/amount", 1.0, "rules[1].price.amount: "),
        ("rules/1/price/amount", "1", "rules[1].price.amount: "),
        ("rules/1/price/amount", 10**30, "rules[1].price.amount: "),
        ("rules/1/price", ..., "rules[1].price: Field required"),
        ("rules/1/price", {}, "rules[1].price: give either"),
        ("rules/1/price", {"amount": 1, "amounts": {}}, "rules[1].price: give either"),
        ("rules/1/price", {"amounts": {"weekend": 1}}, "rules[1].price.amounts.operational: missing"),
        ("rules/0/price/factors_bp", {"weekend": 1}, "rules[0].price.factors_bp: give the amount"),
        ("rules/1/price/per", "day", "rules[1].price.per: "),
        ("rules/0/level", "ticket", "rules[0].level: "),
        ("rules/0/of", ..., "rules[0].of: give the contract"),
        ("rules/0/of", "tin", "rules[0].of: no such key"),
        ("rules/1/of", "acme", "rules[1].of: leave it out"),
        ("rules/1/where", {"colour": ["red"]}, "rules[1].where.colour: "),
        ("rules/1/where", {"account": ["blue"]}, "rules[1].where.account[0]: no such key"),
        ("rules/0/from", "2026-13-01", "rules[0].from: "),
        ("rules/1", RULE | {"from": "2026-02-01", "to": "2026-01-01"}, "rules[1].to: is before"),
        ("rules/+", RULE | {"id": "r3"}, "rules[2].order: the same order"),
        ("rules/+", RULE | {"order": 3}, "rules[2].id: the same id"),
        ("cost_rates/+", DOCUMENT["cost_rates"][0], "cost_rates[1]: the same rep and date"),
        ("entries/+", DOCUMENT["entries"][0], "entries[2].id: the same id"),
        ("entries/0/account", "blue", "entries[0].account: no such key"),
        ("entries/0/start", "2026-03-29T01:30:00", TIMES),
        ("entries/0/start", "2026-03-29", TIMES),
        ("entries/0/start", 0, TIMES),
        ("entries/0/start", "2026-03-29T01:30:00.5+01:00", TIMES),
        ("entries/0/start", "2026-03-29T25:30:00+01:00", "entries[0].start: "),
        ("entries/0/start", "1800-01-01T00:00Z", TIMES),
        ("entries/0/start", ..., "entries[0].start: missing"),
        ("entries/0/end", None, "entries[0].end: missing"),
        ("entries/0/end", "2026-03-29T01:29:59+01:00", "entries[0].end: is before"),
        ("entries/0/end", "2027-03-29T01:30:00+01:00", "entries[0].end: is more than"),
        ("entries/0/tier", "weekend", "entries[0]: give start and end, or"),
        ("entries/1/seconds", ..., "entries[1].seconds: missing"),
        ("entries/1/date", ..., "entries[1].date: missing"),
        ("entries/1/date", "1066-10-14", "entries[1].date: give a date from"),
        ("entries/1/seconds", 10**7 + 1, "entries[1].seconds: "),
        ("entries/1/override", -5, "entries[1].override: "),
        ("entries/1/id", "", "entries[1].id: "),
    ],
)  # fmt: skip
def test_a_mistake_is_listed_with_its_place(place: str, value: Any, expected: str) -> None:
    found = listed(json.dumps(changed(DOCUMENT, place, value)))
    assert any(line.startswith(expected) for line in found), found


def test_a_renewal_stays_with_its_account() -> None:
    document = changed(DOCUMENT, "accounts/blue", {})
    found = listed(json.dumps(changed(document, "contracts/1/account", "blue")))
    assert found == ("contracts[1].renews: is a contract of another account",)


def test_top_ups_of_a_plan_without_allowance_have_the_unit_of_the_first() -> None:
    document = changed(DOCUMENT, "plans/gold/allowance", None)
    other = TOP_UP | {"id": "t2", "unit": "money"}
    found = listed(json.dumps(changed(document, "contracts/0/top_ups/+", other)))
    assert found == ("contracts[0].top_ups[1].unit: must be second, as what the contract includes otherwise",)


def test_all_mistakes_are_listed_at_once() -> None:
    document = changed(changed(DOCUMENT, "contracts/0/plan", "tin"), "entries/0/account", "blue")
    assert [line.split(":")[0] for line in listed(json.dumps(document))] == ["contracts[0].plan", "entries[0].account"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is not JSON"),
        ("\ufeff{}", "is not JSON"),
        ("[]", "document: Input should be"),
        ('{"currency": NaN}', "NaN is not a number"),
        ('{"currency": -Infinity}', "-Infinity is not a number"),
        ('{"currency": "EUR", "rounding": {"increment_s": 1e400}}', "rounding.increment_s: "),
        ('{"currency": "EUR", "rounding": {"increment_s": ' + "9" * 5000 + "}}", "is not JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"currency": ' + "[" * 900 + "]" * 900 + "}", ": "),
        ('{"a": 1, "b": 2, "a": 3}', 'the key "a" stands twice'),
        ('{"currency": "EUR", "plans": {"p": {}, "p": {}}}', 'the key "p" stands twice'),
        ('{"currency": "\\ud800"}', "document: "),
    ],
    ids=["nothing", "byte order mark", "a list", "NaN", "infinite", "more than a float", "a long number", "very deep",
         "deep", "a key twice", "a plan twice", "half a character"],
)  # fmt: skip
def test_no_document(text: str, expected: str) -> None:
    assert any(expected in line for line in listed(text))
