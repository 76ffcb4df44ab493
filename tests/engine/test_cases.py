"""Cases worked by hand, for the engine and for the slow implementation that it is measured by."""

from typing import Any

import pytest

from tests.engine import oracle
from tests.engine.case import PARIS, TIERED, document, entry, rule, stated
from tests.engine.documents import FEATURES
from tests.engine.documents import document as random_document
from tests.engine.oracle_money import shared
from tests.engine.quoted import quote

Json = dict[str, Any]
QUARTER: Json = {"increment_s": 900, "mode": "up"}
FRIDAY = entry("2026-03-06T17:30:00+01:00", "2026-03-06T19:00:00+01:00")
MONTHLY: Json = {"cycle": "month"}


def price(described: Json) -> Json:
    """What both implementations say."""
    found = oracle.price(described)
    assert quote(described) == found
    return found


def one(work: Json, **keys: Any) -> Json:
    """The charge of a document's only entry."""
    found: Json = price(document(work, **keys))["charges"]["e"]
    return found


def column(found: Json, *keys: str) -> list[Any]:
    rows = [tuple(portion[key] for key in keys) for portion in found["portions"]]
    return rows if len(keys) > 1 else [row[0] for row in rows]


def under(plan: Json, *work: Json, start: str = "2026-01-01", **keys: Any) -> Json:
    """The answer for work under one contract, at 100.00 an hour if the keys give no rules."""
    own = {key: keys.pop(key) for key in ("end", "top_ups", "discount_bp", "discount_amount", "taxes") if key in keys}
    contract = {"id": "c1", "account": "acme", "plan": "gold", "start": start} | own
    return price(document(*work, plans={"gold": plan}, contracts=[contract], **keys))


def seconds(amount: int, **keys: Any) -> Json:
    return MONTHLY | {"allowance": {"unit": "second", "amount": amount}} | keys


def money(amount: int, **keys: Any) -> Json:
    return MONTHLY | {"allowance": {"unit": "money", "amount": amount}} | keys


def numbered(*lengths: int, day: str = "2026-01-05", **keys: Any) -> list[Json]:
    return [stated(day, length, id=f"e{number}", **keys) for number, length in enumerate(lengths, 1)]


def lots(found: Json) -> list[tuple[str, int, int, str | None]]:
    return [(own["id"], own["granted"], own["drawn"], own["end"]) for own in found["lots"]]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", 1),
     ("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00", 3)],
    ids=["E1 R1 spring", "E2 R1 autumn"],
)  # fmt: skip
def test_elapsed_time(start: str, end: str, hours: int) -> None:
    assert one(entry(start, end))["worked_s"] == hours * 3600


def test_e3_cut_at_closing() -> None:
    found = one(FRIDAY, rules=[rule(TIERED)])
    assert column(found, "tier", "worked_s") == [("operational", 1800), ("non_operational", 3600)]
    assert found["amount"] == 20000


def test_e4_holiday_before_everything() -> None:
    calendar = PARIS | {"holidays": {"dates": ["2026-03-06"]}}
    found = one(FRIDAY, rules=[rule(TIERED)], calendars={"paris": calendar})
    assert (column(found, "tier"), found["amount"]) == (["holiday"], 30000)


def test_e5_rounded_once_and_shared() -> None:
    calendar = {"zone": "Europe/Paris", "hours": {"fri": ["09:00-17:00"]}}
    work = entry("2026-03-06T16:50:00+01:00", "2026-03-06T17:05:00+01:00")
    assert column(one(work, calendars={"paris": calendar}, rounding=QUARTER), "billable_s") == [600, 300]


@pytest.mark.parametrize(
    ("scope", "billable"),
    [("entry", [3600, 3600, 3600]), ("ticket", [3411, 3410, 379])],
    ids=["E6 R12 per entry", "E6 R13 per ticket: two seconds are left, one for .947, one for the earlier .526"],
)
def test_e6_scope(scope: str, billable: list[int]) -> None:
    policy = {"increment_s": 3600, "scope": scope}
    found = price(document(*numbered(2700, 2700, 300, ticket="T"), rounding=policy))["charges"]
    assert [charge["billable_s"] for charge in found.values()] == billable


@pytest.mark.parametrize(
    ("scope", "billable"),
    [("ticket-day", [1800, 1800, 3600, 3600]), ("ticket", [1200, 1200, 3600, 1200]), ("day", [1200, 1200, 1200, 3600]),
     ("cycle", [900, 900, 900, 900])],
    ids=["R12 ticket and day", "R12 ticket", "R12 day", "R12 cycle"],
)  # fmt: skip
def test_r12_scopes(scope: str, billable: list[int]) -> None:
    """Ten minutes each: two of a ticket on a day, one without a ticket, one of the ticket on the next day."""
    work = [stated("2026-01-05", 600, id="e1", ticket="T"), stated("2026-01-05", 600, id="e2", ticket="T"),
            stated("2026-01-05", 600, id="e3"), stated("2026-01-06", 600, id="e4", ticket="T")]  # fmt: skip
    found = price(document(*work, rounding={"increment_s": 3600, "scope": scope}))["charges"]
    assert [charge["billable_s"] for charge in found.values()] == billable


def test_e7_minimum_before_increment() -> None:
    assert one(stated("2026-03-06", 300), rounding=QUARTER | {"minimum_s": 1200})["billable_s"] == 1800


@pytest.mark.parametrize(
    ("lengths", "rate", "amount"),
    [([300], 10000, 833), ([420], 15000, 1750), ([1200, 1200, 1200], 9900, 9900)],
    ids=["E8 R19 5 min", "E8 R19 7 min", "E8 R19 three times 20 min"],
)
def test_e8_amounts(lengths: list[int], rate: int, amount: int) -> None:
    found = price(document(*numbered(*lengths), rules=[rule(rate)]))["charges"]
    assert sum(charge["amount"] for charge in found.values()) == amount


def test_e9_the_lot_ends_inside_an_entry() -> None:
    plan = seconds(36000, overage_price={"per": "hour", "amount": 12000})
    found = under(plan, *numbered(33600, 5400))
    assert column(found["charges"]["e2"], "kind", "billable_s", "lot", "level", "rate", "amount") == [
        ("included", 2400, "c1/2026-01-01", None, None, 0),
        ("overage", 3000, None, "plan", 12000, 10000),
    ]
    assert lots(found) == [("c1/2026-01-01", 36000, 36000, "2026-01-31")]


@pytest.mark.parametrize(("scope", "tax"), [("bill", 1533), ("line", 1534)], ids=["E10 R22 bill", "E10 R22 line"])
def test_e10_tax(scope: str, tax: int) -> None:
    plan, vat = MONTHLY | {"base_charge": 5555}, {"name": "VAT", "bp": 2300}
    found = under(plan, *numbered(3600), rules=[rule(1111)], taxes=[vat], tax_scope=scope)["bills"][0]
    assert found == {
        "contract": "c1",
        "cycle": ["2026-01-01", "2026-01-31"],
        "base": 5555,
        "usage": 1111,
        "discount": 0,
        "net": 6666,
        "taxes": [{"name": "VAT", "amount": tax}],
        "total": 6666 + tax,
    }


def test_e11_discount_over_equal_lines() -> None:
    assert shared(1000, [5000, 5000, 5000]) == [334, 333, 333]


def test_e12_the_anchor_day_is_kept() -> None:
    found = under(MONTHLY, stated("2026-04-01", 60), start="2026-01-31")
    assert [bill["cycle"] for bill in found["bills"]] == [
        ["2026-01-31", "2026-02-27"],
        ["2026-02-28", "2026-03-30"],
        ["2026-03-31", "2026-04-29"],
    ]


@pytest.mark.parametrize(("prorate", "base"), [(True, 15000), (False, 31000)], ids=["E13 R21", "R21 not prorated"])
def test_e13_part_cycle(prorate: bool, base: int) -> None:
    plan = MONTHLY | {"anchor": "calendar", "base_charge": 31000, "prorate": prorate}
    found = under(plan, stated("2026-01-20", 60), start="2026-01-17")
    assert [(bill["cycle"], bill["base"]) for bill in found["bills"]] == [(["2026-01-17", "2026-01-31"], base)]


def test_r21_the_last_cycle_ends_with_the_contract_and_an_allowance_is_prorated_only_if_asked() -> None:
    ended: Json = {"end": "2026-02-14"}
    work = stated("2026-02-10", 60)
    whole, part = (under(seconds(2800, prorate_allowance=asked), work, **ended) for asked in (False, True))
    assert lots(whole)[1] == ("c1/2026-02-01", 2800, 60, "2026-02-14")
    assert lots(part)[1] == ("c1/2026-02-01", 1400, 60, "2026-02-14")


def test_r16_billable_time_is_drawn_and_worked_time_follows_in_proportion() -> None:
    found = under(seconds(1799), stated("2026-01-05", 3601), rounding={"increment_s": 3600})["charges"]["e"]
    # 3601 s become 7200 s; the lot has 1799 of them, and 3601 x 1799 / 7200 = 899.7
    assert column(found, "kind", "billable_s", "worked_s", "amount") == [
        ("included", 1799, 899, 0),
        ("overage", 5401, 2702, 15003),
    ]


@pytest.mark.parametrize(
    ("burn", "included", "drawn"),
    [(20000, 3, 5), (15000, 4, 5), (12345, 5, 5), (10000, 5, 5), (5000, 10, 5), (0, 100, 0)],
)
def test_r15_burn(burn: int, included: int, drawn: int) -> None:
    """A lot of 5 s; the second in which it ends belongs to it (12345: 5 s take 6.1725, 4 s take 4.938)."""
    found = under(seconds(5, burn_bp={"operational": burn}), stated("2026-01-05", 100))
    assert column(found["charges"]["e"], "billable_s") == [included, 100 - included][: 1 if included == 100 else 2]
    assert lots(found)[0][2] == drawn


def test_r15_work_order_whenever_it_was_entered() -> None:
    work = [entry("2026-01-05T10:00+01:00", "2026-01-05T10:10+01:00", id=key) for key in ("b", "a")]
    early = entry("2026-01-05T09:50+01:00", "2026-01-05T09:55+01:00", id="c")
    found = under(seconds(900), *work, early)["charges"]
    assert {key: column(found[key], "kind") for key in found} == {
        "a": ["included"],
        "b": ["overage"],
        "c": ["included"],
    }


def test_r14_earliest_expiry_then_start_then_id() -> None:
    bought = [
        {"id": key, "unit": "second", "amount": 10, "start": start, "end": end}
        for key, start, end in (("d", "2026-01-01", "2026-01-31"), ("b", "2026-01-02", "2026-01-31"),
                                ("z", "2026-01-03", "2026-01-20"), ("a", "2026-01-06", "2026-01-31"))
    ]  # fmt: skip
    found = under(seconds(10), stated("2026-01-05", 45), top_ups=bought)["charges"]["e"]
    assert column(found, "lot", "billable_s") == [("z", 10), ("c1/2026-01-01", 10), ("d", 10), ("b", 10), (None, 5)]


def test_r5_entries_are_cut_where_a_top_up_begins_and_work_before_it_is_plain() -> None:
    bought = {"id": "t", "unit": "second", "amount": 600, "start": "2026-01-06", "end": "2026-01-06"}
    found = under(MONTHLY, entry("2026-01-05T23:50+01:00", "2026-01-06T00:20+01:00"), top_ups=[bought])["charges"]["e"]
    assert column(found, "kind", "worked_s") == [("plain", 600), ("included", 600), ("overage", 600)]


@pytest.mark.parametrize(
    ("cap", "cycles", "carried"),
    [(1000, 1, (1000, 1000, "2026-02-28")), (None, 1, (3000, 1800, "2026-02-28")),
     (None, 2, (3000, 600, "2026-03-31"))],
    ids=["R17 capped", "R17 without a cap", "R17 for two cycles"],
)  # fmt: skip
def test_r17_carry_over(cap: int | None, cycles: int, carried: tuple[Any, ...]) -> None:
    """An hour a month: 600 s in January, 1800 s in February (whose own lot may expire first), 600 s in March."""
    plan = seconds(3600, carry_over={"cap": cap, "cycles": cycles})
    days = (("2026-01-05", 600), ("2026-02-05", 1800), ("2026-03-05", 600))
    found = under(plan, *(stated(day, length, id=day) for day, length in days))
    assert ("c1/2026-01-01/carried", *carried) in lots(found)
    assert [own["id"] for own in found["lots"]] == [
        "c1/2026-01-01", "c1/2026-01-01/carried", "c1/2026-02-01", "c1/2026-02-01/carried", "c1/2026-03-01",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["2026-02-01", "2026-02-10"], ids=["R17 renewed at once", "R17 renewed after a gap"])
def test_r17_renewal(start: str) -> None:
    plans = {"gold": seconds(3600, carry_over={"cap": 3000, "cycles": 1}), "tin": seconds(60)}
    contracts = [
        {"id": "c1", "account": "acme", "plan": "gold", "start": "2026-01-01", "end": "2026-01-31"},
        {"id": "c2", "account": "acme", "plan": "tin", "start": start, "renews": "c1"},
    ]
    found = price(document(stated("2026-02-10", 90), plans=plans, contracts=contracts))
    moved = next(own for own in found["lots"] if own["id"] == "c1/2026-01-01/carried")
    assert (moved["contract"], moved["granted"], moved["drawn"], moved["start"]) == ("c2", 3000, 90, start)


def test_r10_per_request_once_a_ticket_and_cycle() -> None:
    price = {"per": "request", "amount": 999, "factors_bp": {"weekend": 15000}}
    days = (("2026-01-31", "T"), ("2026-01-31", "T"), ("2026-02-01", "T"), ("2026-02-01", None), ("2026-02-01", None))
    work = [stated(day, 60, id=f"e{n}", ticket=ticket, tier="weekend") for n, (day, ticket) in enumerate(days, 1)]
    found = under(MONTHLY, *work, rules=[rule(price)])["charges"]
    shown = [column(charge, "kind", "rate", "amount")[0] for charge in found.values()]
    charged, free = ("request", 999, 1499), ("free", 999, 0)
    assert shown == [charged, free, charged, charged, charged]


def test_r16_a_request_lot_takes_whole_tickets() -> None:
    plan = MONTHLY | {"allowance": {"unit": "request", "amount": 1}, "overage_price": {"per": "request", "amount": 700}}
    work = [stated("2026-01-05", 60, id=f"e{n}", ticket=ticket) for n, ticket in enumerate(("T1", "T2", "T1", "T2"))]
    found = under(plan, *work)
    shown = [column(charge, "kind", "amount")[0] for charge in found["charges"].values()]
    assert shown == [("included", 0), ("overage", 700), ("included", 0), ("free", 0)]
    assert lots(found) == [("c1/2026-01-01", 1, 1, "2026-01-31")]


@pytest.mark.parametrize(
    ("over", "rest"),
    [(None, ("overage", 1801, "general", 10000, 5001)),
     ({"per": "hour", "amount": 20000}, ("overage", 1801, "plan", 20000, 10006)),
     ({"per": "request", "amount": 700}, ("overage", 1801, "plan", 700, 700))],
    ids=["R16 rest of the value", "R16 rest of the seconds", "R16 rest as a request"],
)  # fmt: skip
def test_r16_money_lot(over: Json | None, rest: tuple[Any, ...]) -> None:
    """An hour is worth 100.00; 49.99 of it are there, which is 1799.64 s."""
    found = under(money(4999, overage_price=over), stated("2026-01-05", 3600))
    assert column(found["charges"]["e"], "kind", "billable_s", "level", "rate", "amount") == [
        ("included", 1799, "general", 10000, 0),
        rest,
    ]
    assert lots(found)[0][1:3] == (4999, 4999)


def test_r16_money_lot_and_a_price_per_request() -> None:
    work = [stated("2026-01-05", 60, id=f"e{n}", ticket=ticket) for n, ticket in enumerate(("T1", "T1", "T2"))]
    found = under(money(4000), *work, rules=[rule({"per": "request", "amount": 3000})])
    shown = [column(charge, "kind", "billable_s", "amount") for charge in found["charges"].values()]
    assert shown == [[("included", 60, 0)], [("free", 60, 0)], [("included", 20, 0), ("overage", 40, 2000)]]
    assert lots(found)[0][1:3] == (4000, 4000)


def test_r8_what_is_included_needs_no_price_but_of_a_money_lot() -> None:
    by_time, by_money = (under(plan, *numbered(60), rules=[]) for plan in (seconds(60), money(60)))
    assert (by_time["charges"]["e1"]["error"], by_time["charges"]["e1"]["amount"]) == (None, 0)
    assert (by_money["charges"]["e1"]["error"], by_money["charges"]["e1"]["amount"]) == ("no_price", None)
    assert (lots(by_money)[0][2], by_money["bills"][0]["usage"]) == (0, 0)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [({"override": 0}, "plain"), ({"tier": "weekend"}, "plain"), ({"billable": False}, "free"), ({}, "included")],
    ids=["R15 own price", "R15 only operational draws", "R15 not billable", "R15 draws"],
)
def test_r15_what_draws(keys: Json, kind: str) -> None:
    found = under(seconds(3600, only_operational_draws=True), stated("2026-01-05", 60, **keys))
    assert column(found["charges"]["e"], "kind") == [kind]
    assert lots(found)[0][2] == (60 if kind == "included" else 0)


@pytest.mark.parametrize(
    ("fixed", "discount", "net", "tax"),
    [(100, 1101, 8904, 1781), (10**6, 10005, 0, 0)],
    ids=["R22 percent before fixed before tax", "R22 never below 0"],
)
def test_r22_discount_and_tax(fixed: int, discount: int, net: int, tax: int) -> None:
    """Lines of 50.05 and 50.00: 10 % of 100.05 are 10.005, a half that goes up."""
    own: Json = {"discount_bp": 1000, "discount_amount": fixed, "taxes": [{"name": "VAT", "bp": 2000}]}
    bill = under(MONTHLY | {"base_charge": 5005}, stated("2026-01-05", 1800), **own)["bills"][0]
    assert (bill["discount"], bill["net"]) == (discount, net)
    assert (bill["taxes"][0]["amount"], bill["total"]) == (tax, net + tax)


def test_cycles_are_listed_up_to_the_last_day_of_work() -> None:
    """Midnight is not yet the day after; what begins later lists its first cycle."""
    contracts = [{"id": key, "account": "acme", "plan": "gold", "start": start}
                 for key, start in (("c1", "2026-01-01"), ("c2", "2026-05-01"))]  # fmt: skip
    work = entry("2026-01-31T23:00+01:00", "2026-02-01T00:00+01:00")
    found = price(document(work, plans={"gold": seconds(60)}, contracts=contracts))
    assert [own["id"] for own in found["lots"]] == ["c1/2026-01-01", "c2/2026-05-01"]


def test_an_endless_cycle_has_no_last_day() -> None:
    found = under({"allowance": {"unit": "second", "amount": 60}, "base_charge": 5}, stated("2026-01-05", 60))
    assert (found["lots"][0]["end"], found["bills"][0]["cycle"]) == (None, ["2026-01-01", None])


def test_random_documents_reach_every_kind_of_lot_and_portion() -> None:
    """What no document reaches, no comparison can find wrong."""
    sizes, features = (6, 3, 5), dict.fromkeys(FEATURES, True)
    found = [price(random_document(seed, sizes, features)) for seed in range(200)]
    charges = [charge for answer in found for charge in answer["charges"].values()]
    portions = [portion for charge in charges for portion in charge["portions"]]
    assert {portion["kind"] for portion in portions} == {"plain", "included", "overage", "request", "free"}
    levels = {"override", "contract", "plan", "account", "general", None}
    assert {portion["level"] for portion in portions if portion["kind"] == "plain"} == levels
    drawn = [own for answer in found for own in answer["lots"] if own["drawn"]]
    assert {own["unit"] for own in drawn} == {"second", "request", "money"}
    assert {own["left"] == 0 for own in drawn} == {True, False}
    assert any(own["id"].endswith("/carried") for own in drawn)
    assert any("/" not in own["id"] for own in drawn)
    assert any(len({portion["lot"] for portion in charge["portions"]} - {None}) > 1 for charge in charges)
    assert {charge["error"] for charge in charges} == {None, "no_price"}
