"""What past work would have come to under other terms; nothing is written (R2, R11, R21, R24)."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from rxbilling.engine.terms import Rounding
from rxbilling.models import BillRule, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import what_if_files
from rxbilling.services.access import Invalid, NotNow, Refused
from rxbilling.services.effects import Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.what_if import Comparison, Part, compare
from rxbilling.services.what_if_changes import Change, OtherPlan, OtherRounding, PlanTerms, PricesTimes, RulePrice
from tests.services.rows import FINANCE, MANAGER, REP_1

HOUR = 3600
FEBRUARY = WorkFilter(date(2026, 2, 1), date(2026, 2, 28))
JANUARY_ON = WorkFilter(date(2026, 1, 1), date(2026, 2, 28))


def looked(change: Change, chosen: WorkFilter = JANUARY_ON) -> Comparison:
    return compare(MANAGER, chosen, change)


def euros(before: int, after: int) -> Sides:
    return Sides({"EUR": before}, {"EUR": after})


@pytest.mark.usefixtures("worked")
def test_r2_all_prices_a_tenth_dearer() -> None:
    """20 min of January, 20 min and 1:20 of February beyond at 90.00; an hour of Bolt at 100.00; 2 × 50.00 base."""
    found = looked(PricesTimes(11_000))
    beyond = 3_000 + 3_000 + 12_000
    assert found.amounts == euros(beyond + 10_000 + 10_000, 19_800 + 11_000 + 10_000)
    assert (found.looked_at, found.entries, found.base) == (4, 4, euros(10_000, 10_000))
    assert found.months == [
        Part(672, "2026-01-01", euros(8_000, 8_300)),
        Part(673, "2026-02-01", euros(30_000, 32_500)),
    ]
    assert found.accounts == [
        Part(1, "Acme", euros(28_000, 29_800)),
        Part(2, "Bolt", euros(10_000, 11_000)),
    ]
    assert found.reps == [Part(1, "Ana", euros(28_000, 30_800))]


@pytest.mark.usefixtures("worked")
def test_a_rule_with_another_price() -> None:
    with reading() as db:
        rule = db.get_one(BillRule, 1)
    found = looked(RulePrice(rule.id or 0, (12_000,) * 4), FEBRUARY)
    assert [part for part in found.accounts if part.amounts.before != part.amounts.after] == [
        Part(2, "Bolt", euros(10_000, 12_000))
    ]
    assert found.entries == 1


@pytest.mark.usefixtures("worked")
def test_r21_a_plan_with_other_terms() -> None:
    """Two hours for 80.00: only 40 min of February are beyond, at 100.00."""
    found = looked(PlanTerms(1, base_charge=8_000, allowance=2 * HOUR, overage_rates=(10_000,) * 4))
    assert found.base == euros(10_000, 16_000)
    assert found.accounts[0] == Part(1, "Acme", euros(28_000, 16_000 + 6_667))


@pytest.mark.usefixtures("worked")
def test_r21_another_plan_whose_base_is_due_at_the_end() -> None:
    found = looked(OtherPlan(1, 2))
    assert found.accounts[0] == Part(1, "Acme", euros(28_000, 24_000))
    assert found.base == euros(10_000, 24_000)


@pytest.mark.usefixtures("worked")
def test_r11_another_rounding() -> None:
    """Each entry to half an hour: 1:30 of January and February, then 1:30; 30 min, 30 min and 1:30 are beyond."""
    found = looked(OtherRounding(Rounding(1800, 0, "up", "entry")))
    assert found.accounts[0] == Part(1, "Acme", euros(28_000, 10_000 + 4_500 + 4_500 + 13_500))


@pytest.mark.usefixtures("worked")
def test_base_charges_are_of_accounts_and_days_only() -> None:
    assert looked(PricesTimes(10_000), WorkFilter(accounts=(2,))).base == Sides({}, {})
    found = looked(PricesTimes(10_000), WorkFilter(date(2026, 2, 1), date(2026, 2, 28), reps=(1,)))
    assert (found.base, found.amounts) == (Sides({}, {}), euros(25_000, 25_000))


def test_billed_work_is_looked_at_and_nothing_is_written(worked: Engine) -> None:
    with writing(worked) as db:
        db.get_one(TimeEntry, 1).billed_at = 1
        db.get_one(TimeEntry, 1).billed_reference = "B-1"
    before = _content(worked)
    assert looked(PricesTimes(20_000)).months[0] == Part(672, "2026-01-01", euros(8_000, 11_000))
    assert _content(worked) == before


def _content(database: Engine) -> list[Any]:
    with database.connect() as connection:
        tables = ("charge", "portion", "lot", "support_plan", "bill_rule", "contract", "audit_event", "revision")
        return [connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]  # noqa: S608 - our names


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        (PricesTimes(-1), "percent"),
        (RulePrice(99, (1,) * 4), "rule"),
        (RulePrice(1, (1, 1, 1, -1)), "rates"),
        (PlanTerms(99), "plan"),
        (PlanTerms(1, base_charge=-1), "base_charge"),
        (OtherPlan(1, 99), "instead"),
        (OtherPlan(1, 3), "instead"),
        (OtherPlan(1, 1), "instead"),
        (OtherRounding(Rounding(-1)), "rounding_increment"),
    ],
)
def test_what_cannot_be_asked(change: Change, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        looked(change)
    assert refused.value.field == field


@pytest.mark.usefixtures("worked")
def test_finance_may_ask_and_reps_may_not() -> None:
    assert compare(FINANCE, FEBRUARY, PricesTimes(10_000)).entries == 0
    with pytest.raises(Refused):
        compare(REP_1, FEBRUARY, PricesTimes(10_000))


@pytest.mark.usefixtures("office")
def test_without_work_there_is_nothing_to_ask() -> None:
    with pytest.raises(NotNow):
        looked(PricesTimes(10_000))


@pytest.mark.usefixtures("worked")
def test_an_answer_is_a_workbook_that_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rxbilling.services.uploads._folder", lambda: tmp_path)
    token = what_if_files.keep(MANAGER, JANUARY_ON, PricesTimes(11_000))
    found = looked(PricesTimes(11_000))
    with pytest.raises(Refused):
        what_if_files.take(REP_1, token)
    book = openpyxl.load_workbook(io.BytesIO(what_if_files.take(MANAGER, token)), data_only=True)
    assert book.sheetnames == ["By month", "By account", "By rep", "Notes"]
    assert str(book["Notes"]["A2"].value).startswith("Before discounts and taxes.")
    months = list(book["By month"].iter_rows(min_row=2, max_row=3, values_only=True))
    assert months == [
        (part.name[:7], before / 100, after / 100, (after - before) / 100)
        for part in found.months
        for before, after in [(part.amounts.before["EUR"], part.amounts.after["EUR"])]
    ]
    with pytest.raises(Refused):
        what_if_files.take(MANAGER, token)
