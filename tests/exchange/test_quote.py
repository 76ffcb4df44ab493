"""A quote document is answered or its mistakes are listed with their places; nothing else happens."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxbilling.exchange.quote import answer
from tests.engine.documents import documents

Json = dict[str, Any]

DOCUMENT: Json = {
    "currency": "EUR",
    "default_calendar": "paris",
    "calendars": {
        "paris": {
            "zone": "Europe/Paris",
            "hours": {"mon": ["09:00-18:00"], "fri": ["22:00-06:00"]},
            "weekend": ["sat", "sun"],
            "holidays": {"country": "FR", "subdivision": None, "dates": ["2026-12-24"]},
        }
    },
    "rounding": {"increment_s": 900, "minimum_s": 0, "mode": "up", "scope": "entry"},
    "accounts": {"acme": {"calendar": "paris", "rounding": {}}},
    "plans": {"gold": {"type": "hour", "mode": "prepaid", "cycle": "month", "anchor": "start"}},
    "contracts": [{"id": "c1", "account": "acme", "plan": "gold", "start": "2026-01-31", "end": "2026-12-31"}],
    "rules": [
        {"id": "r1", "level": "plan", "of": "gold", "order": 1, "where": {"rep": []}, "price": {"amount": 10000}},
        {"id": "r2", "level": "general", "order": 1, "price": {"amount": 10000, "factors_bp": {"weekend": 15000}}},
    ],
    "cost_rates": [{"rep": "ana", "from": "2026-01-01", "amount": 4000}],
    "entries": [
        {
            "id": "e1",
            "account": "acme",
            "rep": "ana",
            "start": "2026-03-29T01:30:00+01:00",
            "end": "2026-03-29T03:30+02:00",
        },
        {"id": "e2", "account": "acme", "date": "2026-03-29", "seconds": 60, "tier": "weekend"},
    ],
}
TIMES = "entries[0].start: give a time"
NOT_YET = "not supported yet"


def changed(place: str, value: Any) -> Json:
    """The document with one value put in, removed (...) or added to a list (place ends in "+")."""
    document = copy.deepcopy(DOCUMENT)
    target: Any = document
    *steps, last = (int(step) if step.isdigit() else step for step in place.split("/"))
    for step in steps:
        target = target[step]
    if value is ...:
        del target[last]
    elif last == "+":
        target.append(value)
    else:
        target[last] = value
    return document


def listed(text: str) -> tuple[str, ...]:
    found = answer(text)
    assert (found.text is None) == bool(found.problems)
    assert all("\n" not in line and ": " in line for line in found.problems)
    return found.problems


def test_the_answer_has_the_keys_of_the_design_in_its_order() -> None:
    found = answer(json.dumps(DOCUMENT))
    assert found.text is not None, found.problems
    result = json.loads(found.text)
    assert list(result) == ["charges", "lots", "bills", "totals"]
    assert list(result["totals"]) == ["amount", "cost", "worked_s", "billable_s"]
    assert list(result["charges"][0]) == ["entry", "error", "worked_s", "billable_s", "amount", "cost", "contract",
                                          "portions", "explanation"]  # fmt: skip
    assert list(result["charges"][1]["portions"][0]) == [
        "start", "end", "tier", "kind", "worked_s", "billable_s", "lot", "rule", "level", "rate", "amount",
    ]  # fmt: skip
    first = next(charge for charge in result["charges"] if charge["entry"] == "e1")
    assert first["portions"][0]["start"] == "2026-03-29T01:30:00+01:00"
    assert first["portions"][0]["end"] == "2026-03-29T03:30:00+02:00"
    assert (first["amount"], first["cost"]) == (10000, 4000)


def test_only_the_currency_is_required() -> None:
    assert answer('{"currency": "EUR"}').problems == ()


def test_without_calendars_and_accounts_the_clock_is_utc() -> None:
    entry = {"id": "e", "account": "any", "start": "2026-03-06T10:00Z", "end": "2026-03-06T11:00Z"}
    rules = [
        {"id": "r", "level": "account", "of": "any", "order": 1, "where": {"account": ["any"]}, "price": {"amount": 5}}
    ]
    found = answer(json.dumps({"currency": "EUR", "entries": [entry], "rules": rules}))
    assert found.text is not None, found.problems
    charge = json.loads(found.text)["charges"][0]
    assert (charge["amount"], charge["portions"][0]["tier"]) == (5, "non_operational")
    assert charge["explanation"][0]["calendar"] is None


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("currency", ..., "currency: Field required"),
        ("currency", "euro", "currency: "),
        ("colour", "red", "colour: unknown key"),
        ("a b\n", 1, '["a b\\n"]: unknown key'),
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
        ("rounding/scope", "ticket", f"rounding.scope: {NOT_YET}"),
        ("accounts/acme/calendar", "lyon", "accounts.acme.calendar: no such key"),
        ("accounts/acme/rounding", {"scope": "day"}, f"accounts.acme.rounding.scope: {NOT_YET}"),
        ("plans/gold/type", "request", f"plans.gold.type: {NOT_YET}"),
        ("plans/gold/base_charge", 50000, f"plans.gold.base_charge: {NOT_YET}"),
        ("plans/gold/allowance", {"unit": "second", "amount": 0}, f"plans.gold.allowance: {NOT_YET}"),
        ("plans/gold/only_operational_draws", True, f"plans.gold.only_operational_draws: {NOT_YET}"),
        ("plans/gold/burn_bp", {"holiday": 20000}, f"plans.gold.burn_bp: {NOT_YET}"),
        ("plans/gold/overage_price", {"per": "hour", "amount": 1}, f"plans.gold.overage_price: {NOT_YET}"),
        ("plans/gold/carry_over", {}, f"plans.gold.carry_over: {NOT_YET}"),
        ("contracts/0/account", "blue", "contracts[0].account: no such key"),
        ("contracts/0/plan", "tin", "contracts[0].plan: no such key"),
        ("contracts/0/calendar", "lyon", "contracts[0].calendar: no such key"),
        ("contracts/0/end", "2026-01-30", "contracts[0].end: is before the start"),
        ("contracts/0/start", "0001-01-01", "contracts[0].start: give a date from"),
        ("contracts/0/discount_bp", 1000, f"contracts[0].discount_bp: {NOT_YET}"),
        ("contracts/0/taxes", [{"name": "VAT", "bp": 2000}], f"contracts[0].taxes: {NOT_YET}"),
        ("contracts/0/top_ups",
         [{"id": "t", "unit": "second", "amount": 1, "start": "2026-02-01", "end": "2026-03-31"}],
         f"contracts[0].top_ups: {NOT_YET}"),
        ("contracts/+", DOCUMENT["contracts"][0], "contracts[1].id: the same id"),
        ("rules/0/price/amount", -1, "rules[0].price.amount: "),
        ("rules/0/price/amount", 1.0, "rules[0].price.amount: "),
        ("rules/0/price/amount", "1", "rules[0].price.amount: "),
        ("rules/0/price/amount", 10**30, "rules[0].price.amount: "),
        ("rules/0/price", {}, "rules[0].price: give either"),
        ("rules/0/price", {"amount": 1, "amounts": {}}, "rules[0].price: give either"),
        ("rules/0/price", {"amounts": {"weekend": 1}}, "rules[0].price.amounts.operational: missing"),
        ("rules/0/price", {"amounts": {}, "factors_bp": {"weekend": 1}}, "rules[0].price.factors_bp: give the amount"),
        ("rules/0/price/per", "request", f"rules[0].price.per: {NOT_YET}"),
        ("rules/0/level", "ticket", "rules[0].level: "),
        ("rules/0/of", ..., "rules[0].of: give the plan"),
        ("rules/0/of", "tin", "rules[0].of: no such key"),
        ("rules/1/of", "acme", "rules[1].of: leave it out"),
        ("rules/1/where", {"colour": ["red"]}, "rules[1].where.colour: "),
        ("rules/1/where", {"account": ["blue"]}, "rules[1].where.account[0]: no such key"),
        ("rules/0/from", "2026-13-01", "rules[0].from: "),
        ("rules/1", DOCUMENT["rules"][1] | {"from": "2026-02-01", "to": "2026-01-01"}, "rules[1].to: is before"),
        ("rules/0/rounding", {"scope": "ticket-day"}, f"rules[0].rounding.scope: {NOT_YET}"),
        ("rules/+", DOCUMENT["rules"][1] | {"id": "r3"}, "rules[2].order: the same order"),
        ("rules/+", DOCUMENT["rules"][1] | {"order": 3}, "rules[2].id: the same id"),
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
    found = listed(json.dumps(changed(place, value)))
    assert any(line.startswith(expected) for line in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is not JSON"),
        ("\ufeff{}", "is not JSON"),
        ("[]", "document: Input should be"),
        ('{"currency": NaN}', "NaN is not a number"),
        ('{"currency": "EUR", "rounding": {"increment_s": ' + "9" * 5000 + "}}", "is not JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a": 1, "b": 2, "a": 3}', 'the key "a" stands twice'),
        ('{"currency": "\\ud800"}', "document: "),
    ],
    ids=["nothing", "byte order mark", "a list", "NaN", "a long number", "deep", "a key twice", "half a character"],
)
def test_no_document(text: str, expected: str) -> None:
    assert any(expected in line for line in listed(text))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A document in which values are replaced, dropped or exchanged, or the text is cut."""
    document = json.loads(json.dumps(draw(documents())))  # a copy of its own
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(places(document)))
        place(draw(VALUES))
    text = json.dumps(document)
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from((10**10, 10**7, 2**63, "9999-12-31", "0001-01-01", "2199-12-31T23:59:59-23:59", "c0", "k0", "EUR")),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(node: Any) -> list[Callable[[Any], None]]:
    """A setter for every value in a document."""
    items = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    own = [lambda value, key=key: node.__setitem__(key, value) for key, _ in items]
    return own + [place for _, child in items for place in places(child)]


@settings(derandomize=True, deadline=None, database=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_any_document_is_answered_or_refused(text: str) -> None:
    listed(text)
