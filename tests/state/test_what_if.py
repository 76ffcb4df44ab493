"""A question becomes a change only after a yes, and another question has no answer yet."""

from datetime import date

import pytest
from sqlmodel import select

from rxbilling.models import Contract, SupportPlan
from rxbilling.models.database import writing
from rxbilling.services.access import COMMAND_LINE, Invalid
from rxbilling.services.effects import Sides
from rxbilling.services.plans import all_plans
from rxbilling.services.what_if_changes import PlanTerms
from rxbilling.state.effect_lines import line_of
from rxbilling.state.what_if import WhatIf
from rxbilling.state.what_if_fields import question_of
from rxbilling.state.what_if_telling import change_in_words
from tests.api.site import Site
from tests.state.socket import Tab, tab

DAY = date(2027, 1, 1)
TOLD = "“Care” gets a new version from Jan 1, 2027 on: {}. Contracts keep the one they have until you move them."


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
        assert (own.of(WhatIf)["wrong_field"], own.of(WhatIf)["to_be_made"]) == ("from_day", "")
        own.call(WhatIf.ask_to_make, form={"from_day": DAY.isoformat()})
        assert own.of(WhatIf)["to_be_made"] == TOLD.format("Base charge €50.00 → €60.00")
        own.call(WhatIf.stop_asking, _is_open=False)
        assert own.of(WhatIf)["to_be_made"] == ""
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


def test_all_that_is_otherwise_is_told(plan: int) -> None:
    change = PlanTerms(plan, 5_000, 7200, (9_000, 9_000, 9_500, 9_000))
    told = "Included 1:00 h → 2:00 h, Weekend €90.00 → €95.00"
    assert change_in_words(COMMAND_LINE, change, DAY) == TOLD.format(told)
    assert change_in_words(COMMAND_LINE, PlanTerms(plan), DAY) == TOLD.format("nothing is otherwise")


def test_a_plan_that_is_not_in_use_changes_at_once(plan: int) -> None:
    with writing() as db:
        for contract in db.exec(select(Contract)):
            db.delete(contract)
    told = change_in_words(COMMAND_LINE, PlanTerms(plan, 6_000), DAY)
    assert told.startswith("No contract uses “Care”: it is changed at once")


def test_no_percentage_is_no_question() -> None:
    with pytest.raises(Invalid) as refused:
        question_of({"percent": " "}, "prices", "en", None, None)
    assert refused.value.field == "percent"


def test_each_currency_has_a_line() -> None:
    line = line_of("en", "All", Sides({"EUR": 100, "USD": 200}, {"EUR": 150, "USD": 250}))
    assert (line.before, line.difference) == ("€1.00\n$2.00", "+€0.50\n+$0.50")
