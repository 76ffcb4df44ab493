"""The tester of rules: the engine says which wins, and why none before it does (R7, R8, R16)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from rxbilling.models import BillRule, Contract, Rep, SupportPlan, Ticket
from rxbilling.services import rule_tester
from rxbilling.services.access import Invalid
from rxbilling.services.rule_tester import Question
from tests.services.rows import FINANCE, add

# 9:30 in Paris, on a Monday.
ACME = Question(1, 1, 1, None, "2026-03-02T09:30")
YEAR = date(2026, 1, 1).toordinal()


def rule(number: int, **columns: object) -> BillRule:
    given = {"id": number, "name": f"R{number}", "position": number, "currency": "EUR", "rates": [1000] * 4}
    return BillRule(**given | columns)


def test_r7_the_first_rule_that_matches_wins_and_others_say_why(office: Engine) -> None:
    add(
        office,
        rule(2, criteria={"service": [2]}),
        rule(3, currency="USD"),
        rule(4, last_day=YEAR - 1),
        rule(5, criteria={"rep": [2], "priority": ["Low"], "service": [1]}),
        rule(6, criteria={"rep": [2], "role": ["L9"]}, match="any"),
        rule(7, criteria={"rep": [1], "role": ["L9"]}, match="any", rates=[2000] * 4, factors_bp=[15_000] * 4),
        rule(8),
    )
    answer = rule_tester.ask(FINANCE, ACME)
    (part,) = answer.parts
    assert (part.rule, part.level, part.rate, part.factor_bp, part.tier) == (
        "R7",
        "general",
        2000,
        15_000,
        "operational",
    )
    assert (answer.amount, answer.currency, answer.contract, answer.zone) == (3000, "EUR", "", "Europe/Paris")
    assert [(missed.name, missed.reasons) for missed in part.missed] == [
        ("R2", ("service",)),
        ("R3", ("currency",)),
        ("R4", ("days",)),
        ("R5", ("rep", "priority")),
        ("R6", ("rep", "role")),
    ]


def test_r4_an_hour_in_two_tiers_has_two_parts(office: Engine) -> None:
    answer = rule_tester.ask(FINANCE, replace(ACME, moment="2026-03-02T17:30"))
    assert [(part.tier, part.seconds, part.factor_bp) for part in answer.parts] == [
        ("operational", 1800, 10_000),
        ("non_operational", 1800, 15_000),
    ]
    assert answer.amount == 12_500


def test_r8_no_rule_may_match(office: Engine) -> None:
    add(office, rule(2, level="account", level_of_id=2))
    office_rule = rule_tester.ask(FINANCE, replace(ACME, account_id=2, moment="2026-03-02T09:30"))
    assert (office_rule.parts[0].rule, office_rule.parts[0].level) == ("R2", "account")


def test_r16_a_contract_gives_what_it_includes_first(office: Engine) -> None:
    plan = SupportPlan(id=1, name="Care", currency="EUR", allowance_amount=36_000, overage_rates=[7000] * 4)
    add(office, plan)
    add(office, Contract(id=1, number="C-1", name="Acme care", account_id=1, plan_id=1, first_day=YEAR))
    answer = rule_tester.ask(FINANCE, ACME)
    (part,) = answer.parts
    assert (answer.contract, answer.is_included) == ("Acme care", True)
    assert (part.level, part.rule, part.rate, part.missed) == ("plan", "", 7000, ())


def test_a_ticket_tells_its_priority(office: Engine) -> None:
    add(office, rule(2, criteria={"priority": ["High"]}))
    assert rule_tester.ask(FINANCE, ACME).parts[0].rule == "All"
    assert rule_tester.ask(FINANCE, replace(ACME, ticket_id=1)).parts[0].rule == "R2"


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("account", replace(ACME, account_id=99)),
        ("rep", replace(ACME, rep_id=0)),
        ("service", replace(ACME, service_id=-1)),
        ("ticket", replace(ACME, account_id=2, ticket_id=1)),
        ("moment", replace(ACME, moment="soon")),
        ("moment", replace(ACME, moment="2026-03-29T02:30")),
        ("moment", replace(ACME, moment="1890-01-01T09:00")),
    ],
)
def test_what_cannot_be_asked(office: Engine, field: str, question: Question) -> None:
    with pytest.raises(Invalid) as refused:
        rule_tester.ask(FINANCE, question)
    assert refused.value.field == field


def test_times_are_told_on_the_clock_of_the_account(office: Engine) -> None:
    assert rule_tester.zone_of(FINANCE, 2) == "America/New_York"
    assert rule_tester.zone_of(FINANCE, 0) == "Europe/Paris"
    add(office, Rep(id=9, name="Zoe", role="L1"), Ticket(id=9, number="T9", account_id=2, opened_at=0))
    answer = rule_tester.ask(FINANCE, Question(2, 9, None, 9, "2026-03-02T09:30"))
    assert (answer.zone, answer.parts[0].tier) == ("America/New_York", "operational")
