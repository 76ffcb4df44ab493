"""A question becomes a change only after a yes, and another question has no answer yet."""

from datetime import date

import pytest
from sqlmodel import select

from rxbilling.engine.terms import Rounding
from rxbilling.models import BillRule, Contract, Organisation, SupportPlan
from rxbilling.models.database import writing
from rxbilling.services.access import COMMAND_LINE, Invalid
from rxbilling.services.effects import Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.plans import all_plans
from rxbilling.services.what_if_changes import Change, OtherRounding, PlanTerms, PricesTimes
from rxbilling.services.what_if_making import Wanted, look
from rxbilling.state.effect_lines import line_of
from rxbilling.state.what_if import WhatIf
from rxbilling.state.what_if_fields import question_of
from rxbilling.state.what_if_telling import change_in_words, warnings
from tests.api.site import Site
from tests.state.socket import Tab, tab

DAY = date(2027, 1, 1)
TOLD = "“Care” gets a new version from Jan 1, 2027 on: {}. Contracts keep the one they have until you move them."
ALL = "For all accounts."


@pytest.fixture
def plan(site: Site) -> int:
    with writing() as db:
        row = SupportPlan(
            name="Care", currency="EUR", base_charge=5_000, allowance_amount=3600, overage_rates=[9_000] * 4
        )
        db.add(row)
        db.flush()
        number = row.id or 0
        db.add(Contract(number="C-1", name="Care", account_id=1, plan_id=number, first_day=739_000, state="active"))
        return number


def asked(own: Tab, plan: int) -> None:
    own.visit("/what-if")
    own.call(WhatIf.open_page)
    own.call(WhatIf.choose_kind, kind="plan")
    own.call(WhatIf.choose_plan, number=str(plan))
    own.call(WhatIf.ask, form={"base_charge": "60", **{f"overage_{tier}": "90" for tier in range(4)}})
    assert own.of(WhatIf)["can_be_made"]


def test_a_change_is_made_after_a_yes_only(site: Site, plan: int) -> None:
    with tab(site, "manager") as own:
        asked(own, plan)
        own.call(WhatIf.ask_to_make, form={"from_day": "soon"})
        assert (own.of(WhatIf)["wrong_field"], own.of(WhatIf)["to_be_made"]) == ("from_day", [])
        own.call(WhatIf.ask_to_make, form={"from_day": DAY.isoformat()})
        assert own.of(WhatIf)["to_be_made"] == [ALL, TOLD.format("Base charge €50.00 → €60.00")]
        own.call(WhatIf.stop_asking, _is_open=False)
        assert own.of(WhatIf)["to_be_made"] == []
        assert len(all_plans(COMMAND_LINE)) == 1
        own.call(WhatIf.ask_to_make, form={"from_day": DAY.isoformat()})
        own.call(WhatIf.make)
        assert own.redirects() == ["/plans"]
        assert {one.from_day for one in all_plans(COMMAND_LINE)} == {None, DAY}


def test_another_question_has_no_answer_yet(site: Site, plan: int) -> None:
    with tab(site, "manager") as own:
        for handler, arguments in (
            (WhatIf.forget, {}),
            (WhatIf.choose_kind, {"kind": "prices"}),
            (WhatIf.choose_plan, {"number": str(plan)}),
        ):
            asked(own, plan)
            own.call(handler, **arguments)
            assert not own.of(WhatIf)["has_answer"]
            assert not own.of(WhatIf)["can_be_made"]


def told(change: Change, accounts: tuple[int, ...] = (), day: date = DAY) -> list[str]:
    wanted = Wanted(change, day, accounts)
    return change_in_words(COMMAND_LINE, wanted, look(COMMAND_LINE, wanted).made)


@pytest.mark.usefixtures("site")
def test_all_that_is_otherwise_is_told(plan: int) -> None:
    change = PlanTerms(plan, 5_000, 7200, (9_000, 9_000, 9_500, 9_000))
    changes = "Included 1:00 h → 2:00 h, Weekend €90.00 → €95.00"
    assert told(change) == [ALL, TOLD.format(changes)]
    assert told(change, (1,)) == [
        "For these accounts alone: Acme.",
        f"Contracts of the plan “Care” agree otherwise than it: {changes}.",
        "Contracts that go on so, each from the first cycle that begins then or later: C-1 · Acme (Jan 24, 2027).",
    ]


@pytest.mark.usefixtures("site")
def test_a_plan_that_is_not_in_use_changes_at_once(plan: int) -> None:
    with writing() as db:
        for contract in db.exec(select(Contract)):
            db.delete(contract)
    found = told(PlanTerms(plan, 6_000))
    assert found[1].startswith("No contract uses “Care”: it is changed at once")


@pytest.mark.usefixtures("site", "plan")
def test_prices_and_rounding_are_told_rule_by_rule() -> None:
    with writing() as db:
        db.add_all(
            BillRule(name=f"Rule {place}", position=place, currency="EUR", rates=[1_000] * 4) for place in range(50, 60)
        )
    ended = "Bill rules that end on Dec 31, 2026, and have a successor from Jan 1, 2027 on: {}."
    eight = ", ".join(["Standard", *(f"Rule {place}" for place in range(50, 57))])
    for change, text in (
        (
            PricesTimes(10_525),
            "Prices of bill rules, and beyond what is included, change by +5.25 %; base charges stay.",
        ),
        (
            OtherRounding(Rounding(900)),
            "Work is rounded so: Each time entry, up to the next 0:15:00. Bill rules say it",
        ),
    ):
        found = told(change)
        assert (found[0], found[1].startswith(text)) == (ALL, True), found[1]
        assert found[2] == ended.format(f"{eight} and 3 more")
    found = told(PricesTimes(9_000), (1,))
    assert "Bill rules of their own from Jan 1, 2027 on" in found[2]


def test_no_percentage_is_no_question() -> None:
    with pytest.raises(Invalid) as refused:
        question_of({"percent": " "}, "prices", "en", None, None)
    assert refused.value.field == "percent"


def test_what_is_as_it_was_is_not_asked(site: Site, plan: int) -> None:
    listed = next(one for one in all_plans(COMMAND_LINE) if one.number == plan)
    form = {"base_charge": "50", "allowance": "1", **{f"overage_{place}": "90" for place in range(4)}}
    assert question_of(form, "plan", "en", listed, None) == PlanTerms(plan)
    asked = question_of(form | {"base_charge": "", "overage_2": "95"}, "plan", "en", listed, None)
    assert asked == PlanTerms(plan, overage_rates=(9_000, 9_000, 9_500, 9_000))


def test_each_currency_has_a_line() -> None:
    line = line_of("en", "All", Sides({"EUR": 100, "USD": 200}, {"EUR": 150, "USD": 250}))
    assert (line.before, line.difference) == ("€1.00\n$2.00", "+€0.50\n+$0.50")
    line = line_of("en", "All", Sides({"EUR": 100, "USD": 200}, {"EUR": 100, "USD": 250}))
    assert line.difference == "€0.00\n+$0.50"


@pytest.mark.usefixtures("site")
def test_a_day_that_is_past_or_closed_and_a_narrower_filter_are_warned_of() -> None:
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = date(2026, 1, 31).toordinal(), 1_769_900_400
        db.add(organisation)
    change, accounts = PricesTimes(11_000), WorkFilter(date(2026, 1, 1), None, (1,))
    assert warnings(COMMAND_LINE, Wanted(change, date(2020, 1, 1)), WorkFilter(reps=(1,))) == [
        "Jan 1, 2020 is past: work since then that is not billed gets the other price at once.",
        "The books are closed up to Jan 31, 2026: work until then keeps its price.",
        "Of the filter above only the accounts limit the change, not reps, services and the like.",
    ]
    assert warnings(COMMAND_LINE, Wanted(change, date(2090, 1, 1)), accounts) == []


def test_a_plan_of_a_fixed_charge_has_nothing_included_to_ask_about(site: Site, plan: int) -> None:
    with writing() as db:
        db.get_one(SupportPlan, plan).type = "fixed"
    with tab(site, "manager") as own:
        own.visit("/what-if")
        own.call(WhatIf.open_page)
        own.call(WhatIf.choose_plan, number=str(plan))
        assert not own.of(WhatIf)["has_allowance"]
