"""What contracts include, from the tables to the tables: lots, what draws them, and what is billed already."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import col, select

from rxbilling.engine.columns import Kind
from rxbilling.models import BillRule, Charge, Contract, Lot, Portion, SupportPlan, Ticket, TimeEntry, TopUp
from rxbilling.models.database import reading, writing
from rxbilling.services.checks import OTHER_DRAWN, STALE, problems
from rxbilling.services.pricing import Priced, price
from rxbilling.services.pricing_terms import load
from tests.services.rows import ADMIN, add

Log = Callable[..., int]
HOUR = 3600
JANUARY, MARCH = date(2026, 1, 31).toordinal(), date(2026, 3, 1).toordinal()
FIRST_CYCLE = ("2026-02-02T08:00", "2026-02-02T09:00")  # operational, in Paris
SECOND_CYCLE = ("2026-03-02T08:00", "2026-03-02T12:00")
HALF_AN_HOUR_MORE = "carry_over", "2026-02-28", "2026-03-30", 1800
BOUGHT = "top_up", "2026-03-01", "2026-03-10", 1800
BASES = ("base", "2026-01-31", "2026-02-27", 7200), ("base", "2026-02-28", "2026-03-30", 7200)


def plan(**columns: Any) -> SupportPlan:
    """Two hours a month; half an hour of what is left is carried over; more costs 120.00 an hour."""
    given = {"allowance_amount": 2 * HOUR, "overage_rates": [12000] * 4, "mode": "prepaid"}
    carried = {"carry_over_cap": 1800, "carry_over_cycles": 1}
    return SupportPlan(**{"id": 1, "name": "Hours", "currency": "EUR"} | given | carried | columns)


def contract(**columns: Any) -> Contract:
    given = {"id": 4, "number": "C4", "name": "Acme", "account_id": 1, "plan_id": 1, "first_day": JANUARY}
    return Contract(**given | columns)


@pytest.fixture
def hours(company: Engine) -> Engine:
    """Return a database with a contract of such a plan, for which half an hour was bought in March."""
    add(company, plan())
    add(company, contract())
    add(company, TopUp(contract_id=4, unit="second", amount=1800, first_day=MARCH, last_day=MARCH + 9))
    return company


def priced(database: Engine, until: int | None = None) -> Priced:
    with writing(database) as db:
        return price(db, until=until)


def bill(database: Engine, *entries: int) -> None:
    """Mark entries as billed, and only these."""
    with writing(database) as db:
        for entry in db.exec(select(TimeEntry)):
            entry.billed_at = 1_800_000_000 if entry.id in entries else None


def parts(database: Engine, entry: int) -> list[tuple[Kind, int, int]]:
    """Return kind, billable seconds and amount of an entry's portions."""
    with reading(database) as db:
        rows = db.exec(select(Portion).where(Portion.entry_id == entry).order_by(col(Portion.seq))).all()
        assert sum(row.amount for row in rows) == db.get_one(Charge, entry).amount
    return [(Kind(row.kind), row.billable_s, row.amount) for row in rows]


def lots(database: Engine) -> dict[tuple[str, str, str, int], int]:
    """Return what is drawn of each lot, by kind, days and grant."""
    with reading(database) as db:
        rows = db.exec(select(Lot).order_by(col(Lot.first_day), col(Lot.kind)))
        return {(row.kind, _day(row.first_day), _day(row.last_day or 0), row.granted): row.drawn for row in rows}


def _day(ordinal: int) -> str:
    return str(date.fromordinal(ordinal))


def everything(database: Engine) -> list[Sequence[Any]]:
    """Return all charges, portions and lots; numbers of lots do not matter."""
    with database.connect() as connection:
        run = connection.exec_driver_sql
        portions = "SELECT p.*, l.key FROM portion p LEFT JOIN lot l ON l.id = p.lot_id ORDER BY p.entry_id, p.seq"
        return [
            [row[:10] + row[11:] for row in run(portions).all()],
            run("SELECT * FROM charge ORDER BY entry_id").all(),
            run("SELECT key, kind, granted, drawn, first_day, last_day, top_up_id FROM lot ORDER BY key").all(),
        ]


INCLUDED, OVERAGE, REQUEST, FREE = Kind.INCLUDED, Kind.OVERAGE, Kind.REQUEST, Kind.FREE


def test_r14_to_r17_two_cycles_draw_top_up_carry_over_and_allowance_and_the_rest_is_overage(
    hours: Engine, log: Log
) -> None:
    first, second = log(*FIRST_CYCLE), log(*SECOND_CYCLE)
    assert priced(hours) == Priced(count=2, changed=2, without_price=0)
    assert parts(hours, first) == [(INCLUDED, HOUR, 0)]
    assert parts(hours, second) == [
        (INCLUDED, 1800, 0), (INCLUDED, 1800, 0), (INCLUDED, 7200, 0), (OVERAGE, HOUR, 12000),
    ]  # fmt: skip
    assert lots(hours) == {BASES[0]: HOUR, HALF_AN_HOUR_MORE: 1800, BASES[1]: 7200, BOUGHT: 1800}
    with reading(hours) as db:
        rows = db.exec(select(Portion, Lot).join(Lot).where(Portion.entry_id == second).order_by(col(Portion.seq)))
        assert [(lot.kind, portion.drawn) for portion, lot in rows] == [
            ("top_up", 18_000_000), ("carry_over", 18_000_000), ("base", 72_000_000),
        ]  # fmt: skip
        assert [lot.top_up_id for lot in db.exec(select(Lot).where(Lot.kind == "top_up"))] == [1]
    assert priced(hours).changed == 0


def test_r15_an_entry_logged_late_moves_those_after_it(hours: Engine, log: Log) -> None:
    log(*FIRST_CYCLE)
    second = log(*SECOND_CYCLE)
    priced(hours)
    with reading(hours) as db:
        before = {lot.key: lot.id for lot in db.exec(select(Lot))}
    late = log("2026-02-02T07:00", "2026-02-02T09:00")  # begins at 8:00 in Paris, before opening
    assert priced(hours).changed == 3
    assert parts(hours, late) == [(INCLUDED, HOUR, 0), (INCLUDED, HOUR, 0)]
    assert parts(hours, second)[1:] == [(INCLUDED, 7200, 0), (OVERAGE, 5400, 18000)]
    assert lots(hours) == {BASES[0]: 7200, BASES[1]: 7200, BOUGHT: 1800}
    with reading(hours) as db:
        after = {lot.key: lot.id for lot in db.exec(select(Lot))}
    assert after.items() < before.items()


def test_r24_what_is_billed_stays_and_the_rest_draws_what_is_left(hours: Engine, log: Log) -> None:
    first, second = log(*FIRST_CYCLE), log(*SECOND_CYCLE)
    priced(hours)
    snapshot = [parts(hours, entry) for entry in (first, second)]
    bill(hours, first, second)
    late = log("2026-02-02T07:00", "2026-02-02T09:30")
    beside = log("2026-03-03T08:00", "2026-03-03T08:30")
    assert priced(hours).count == 2
    assert [parts(hours, entry) for entry in (first, second)] == snapshot
    # Half an hour was carried over, and bills took it: the late work cannot have it again.
    assert parts(hours, late) == [(INCLUDED, 1800, 0), (OVERAGE, 1800, 6000), (OVERAGE, 5400, 18000)]
    assert parts(hours, beside) == [(OVERAGE, 1800, 6000)]
    assert lots(hours) == {BASES[0]: 5400, HALF_AN_HOUR_MORE: 1800, BASES[1]: 7200, BOUGHT: 1800}
    assert priced(hours).changed == 0


def test_r26_taking_the_mark_back_restores_everything(hours: Engine, log: Log) -> None:
    first, second = log(*FIRST_CYCLE), log(*SECOND_CYCLE)
    priced(hours)
    bill(hours, first, second)
    log("2026-02-02T07:00", "2026-02-02T09:30")
    priced(hours)
    beside = everything(hours)
    bill(hours)
    priced(hours)
    restored = everything(hours)
    with writing(hours) as db:
        db.connection().execute(delete(Charge))
        db.connection().execute(delete(Lot))
    priced(hours)
    assert restored == everything(hours)
    assert restored != beside


def test_r24_pricing_beside_billed_work_changes_nothing(hours: Engine, log: Log) -> None:
    first = log(*FIRST_CYCLE)
    log(*SECOND_CYCLE)
    priced(hours)
    expected = everything(hours)
    bill(hours, first)
    assert priced(hours) == Priced(count=1, changed=0, without_price=0)
    assert everything(hours) == expected


def test_lots_are_right_where_nothing_is_left_to_price(hours: Engine, log: Log) -> None:
    first, second = log(*FIRST_CYCLE), log(*SECOND_CYCLE)
    priced(hours)
    expected = lots(hours)
    bill(hours, first, second)
    with writing(hours) as db:
        db.connection().exec_driver_sql("UPDATE lot SET drawn = 7")
    assert priced(hours) == Priced(0, 0, 0)
    assert lots(hours) == expected


def test_deleted_work_gives_back_what_it_took(hours: Engine, log: Log) -> None:
    second = log(*SECOND_CYCLE)
    priced(hours)
    assert lots(hours)[HALF_AN_HOUR_MORE] == 1800
    with writing(hours) as db:
        db.get_one(TimeEntry, second).deleted_at = 1
        db.get_one(SupportPlan, 1).carry_over_cycles = 0
    assert priced(hours, until=MARCH) == Priced(0, 0, 0)
    assert lots(hours) == {BASES[0]: 0, BASES[1]: 0, BOUGHT: 0}


def test_lots_are_made_up_to_the_day_asked_for(hours: Engine) -> None:
    priced(hours, until=JANUARY)
    assert lots(hours) == {BASES[0]: 0, BOUGHT: 0}
    priced(hours, until=MARCH)
    assert lots(hours) == {BASES[0]: 0, HALF_AN_HOUR_MORE: 0, BASES[1]: 0, BOUGHT: 0}


def test_only_lots_of_the_accounts_asked_for_are_stored(hours: Engine, log: Log) -> None:
    add(hours, contract(id=5, number="C5", account_id=2))
    log(*FIRST_CYCLE)
    with writing(hours) as db:
        price(db, [2])
    with reading(hours) as db:
        assert {lot.contract_id for lot in db.exec(select(Lot))} == {5}
    with writing(hours) as db:
        price(db, [1])
    with reading(hours) as db:
        assert {lot.contract_id for lot in db.exec(select(Lot))} == {4, 5}


def test_a_lot_may_be_less_than_what_is_billed_of_it(hours: Engine, log: Log) -> None:
    first = log(*FIRST_CYCLE)
    priced(hours)
    bill(hours, first)
    with writing(hours) as db:
        db.get_one(SupportPlan, 1).allowance_amount = 1800
    late = log("2026-02-03T08:00", "2026-02-03T09:00")
    priced(hours)
    assert parts(hours, late) == [(OVERAGE, HOUR, 12000)]
    assert lots(hours)["base", "2026-01-31", "2026-02-27", 1800] == HOUR


def test_r12_rounding_over_a_ticket_counts_what_is_billed_of_it(company: Engine, log: Log) -> None:
    add(company, plan(allowance_amount=0))
    add(company, contract(rounding_increment_s=HOUR, rounding_scope="ticket"))
    first = log("2026-02-02T08:00", "2026-02-02T08:45", ticket_id=1)
    priced(company)
    assert parts(company, first) == [(Kind.PLAIN, HOUR, 10000)]
    bill(company, first)
    more = (
        log("2026-02-03T08:00", "2026-02-03T08:45", ticket_id=1),
        log("2026-02-02T07:55", "2026-02-02T08:00", ticket_id=1),
    )
    priced(company)  # E6: two hours in all, of which one is billed
    assert [parts(company, entry)[0][1] for entry in (first, *more)] == [HOUR, 3240, 360]
    bill(company)
    priced(company)
    assert sum(parts(company, entry)[0][1] for entry in (first, *more)) == 2 * HOUR
    assert parts(company, first)[0][1] < HOUR


def test_work_without_a_ticket_is_rounded_by_itself(company: Engine, log: Log) -> None:
    add(company, plan(allowance_amount=0))
    add(company, contract(rounding_increment_s=HOUR, rounding_scope="ticket"))
    entries = [log(f"2026-02-02T{hour:02}:00", f"2026-02-02T{hour:02}:20") for hour in (8, 9)]
    priced(company)
    bill(company, entries[0])
    priced(company)
    assert [parts(company, entry) for entry in entries] == [[(Kind.PLAIN, HOUR, 10000)]] * 2


@pytest.mark.parametrize("where", ["rule", "overage"])
def test_r10_a_price_per_request_is_charged_once_a_ticket_billed_or_not(company: Engine, log: Log, where: str) -> None:
    price_of_rule = {"per": "request", "rates": [9900] * 4, "factors_bp": [10000] * 4}
    per_request = {"overage_per": "request", "overage_rates": [9900] * 4}
    add(
        company,
        plan(
            allowance_unit="request",
            allowance_amount=1,
            **per_request if where == "overage" else {"overage_rates": None},
        ),
    )
    add(company, contract())
    with writing(company) as db:
        for name, value in (price_of_rule if where == "rule" else {}).items():
            setattr(db.get_one(BillRule, 1), name, value)
    add(company, Ticket(id=2, number="T2", account_id=1, opened_at=0))
    included = log("2026-02-02T08:00", "2026-02-02T08:10", ticket_id=1)
    charged = log("2026-02-03T08:00", "2026-02-03T09:00", ticket_id=2)
    again = log("2026-02-03T09:00", "2026-02-03T09:30", ticket_id=2)
    priced(company)
    assert [parts(company, entry) for entry in (included, charged, again)] == [
        [(INCLUDED, 600, 0)], [(OVERAGE, HOUR, 9900)], [(FREE, 1800, 0)],
    ]  # fmt: skip
    bill(company, charged)
    with writing(company) as db:  # what a price was is kept with the portion
        if where == "rule":
            db.get_one(BillRule, 1).rates = [9800] * 4
        else:
            db.get_one(SupportPlan, 1).overage_rates = [9800] * 4
    before = log("2026-02-02T10:00", "2026-02-02T10:30", ticket_id=2)
    priced(company)
    assert [parts(company, entry) for entry in (before, again)] == [[(FREE, 1800, 0)]] * 2
    bill(company)
    priced(company)
    assert [parts(company, entry)[0][0] for entry in (before, charged, again)] == [OVERAGE, FREE, FREE]


def test_r16_a_retainer_pays_by_value(company: Engine, log: Log) -> None:
    add(company, plan(allowance_unit="money", allowance_amount=4000, overage_rates=None))
    add(company, contract())
    entry = log(*FIRST_CYCLE)
    priced(company)
    assert parts(company, entry) == [(INCLUDED, 1440, 0), (OVERAGE, 2160, 6000)]
    assert list(lots(company).values()) == [4000]


def test_the_check_finds_portions_of_no_lot(hours: Engine, installation: Engine, log: Log) -> None:
    log(*FIRST_CYCLE)
    priced(hours)
    assert problems(ADMIN) == []
    with writing(hours) as db:
        db.connection().exec_driver_sql("UPDATE portion SET lot_id = NULL")
    assert {message.msgid: message.values["count"] for message in problems(ADMIN)} == {OTHER_DRAWN: 1, STALE: 1}


def test_terms_say_what_plan_and_contract_say(company: Engine) -> None:
    says = {
        "prorate": True,
        "prorate_allowance": True,
        "only_operational_draws": True,
        "base_charge": 5,
        "cycle": "week",
    }
    add(company, plan(**says, anchor="calendar", burn_bp=[1, 2, 3, 4], overage_per="request"))
    taxes: list[dict[str, str | int]] = [{"name": "TVA", "bp": 2000}]
    add(company, contract(last_day=JANUARY + 99, discount_bp=500, discount_amount=7, taxes=taxes))
    add(company, contract(id=5, number="C5", first_day=JANUARY + 100, renewal_of_id=4))
    for number, unit in enumerate(("second", "money", "second"), start=9):
        add(company, TopUp(id=number, contract_id=4, unit=unit, amount=1, first_day=JANUARY, last_day=JANUARY))
    with reading(company) as db:
        old, new = load(db, ()).contracts
    made = old.plan
    assert (made.cycle.length, made.cycle.anchor, made.mode, made.base_charge) == ("week", "calendar", "prepaid", 5)
    assert made.prorate
    assert made.prorate_allowance
    assert made.only_operational_draws
    assert (made.burn_bp, made.allowance and (made.allowance.unit, made.allowance.amount)) == (
        (1, 2, 3, 4),
        ("second", 7200),
    )
    assert made.overage is not None
    assert made.carry_over is not None
    assert (made.overage.per, made.overage.rates) == ("request", (12000,) * 4)
    assert (made.carry_over.cap, made.carry_over.cycles) == (1800, 1)
    assert (old.discount_bp, old.discount_amount, [(tax.name, tax.bp) for tax in old.taxes]) == (
        500,
        7,
        [("TVA", 2000)],
    )
    assert (old.renews, new.renews) == (None, "4")
    assert [top_up.key for top_up in old.top_ups] == ["4/top-up/0000000009", "4/top-up/0000000011"]


def test_a_plan_without_amounts_includes_nothing(company: Engine) -> None:
    add(company, plan(allowance_amount=0, carry_over_cycles=0, overage_rates=None))
    add(company, contract())
    with reading(company) as db:
        made = load(db, ()).contracts[0].plan
    assert (made.allowance, made.carry_over, made.overage) == (None, None, None)


def test_nothing_is_carried_over_of_a_lot_that_bills_exceed(hours: Engine, log: Log) -> None:
    first = log(*FIRST_CYCLE)
    priced(hours)
    bill(hours, first)
    with writing(hours) as db:
        db.get_one(SupportPlan, 1).allowance_amount = 1800
    priced(hours, until=MARCH)
    assert all(granted >= 0 for _, _, _, granted in lots(hours))
    assert "carry_over" not in {kind for kind, *_ in lots(hours)}
