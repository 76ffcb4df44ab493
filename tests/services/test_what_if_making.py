"""What was asked becomes a change from a day on: work from then on costs what was shown, and no other (R7, R24)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Rounding
from rxbilling.models import (
    AuditEvent,
    BillRule,
    Charge,
    Contract,
    ContractCover,
    Organisation,
    SupportPlan,
    Ticket,
    TimeEntry,
    TopUp,
)
from rxbilling.models.database import reading, writing
from rxbilling.services import pricing, renewals
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.effects import Amounts, Sides
from rxbilling.services.filters import WorkFilter
from rxbilling.services.what_if import Part, compare
from rxbilling.services.what_if_changes import Change, OtherPlan, OtherRounding, PlanTerms, PricesTimes, RulePrice
from rxbilling.services.what_if_contracts import Moved
from rxbilling.services.what_if_making import Made, Wanted, look, make
from tests.services.conftest import Log
from tests.services.rows import FINANCE, MANAGER, REP_1, add

HOUR = 3600
FEBRUARY = WorkFilter(date(2026, 2, 1), date(2026, 2, 28))
MARCH = WorkFilter(date(2026, 3, 1), date(2026, 3, 31))
FROM = date(2026, 3, 1)
CHANGES = {
    "prices": PricesTimes(10_500),
    "rule": RulePrice(3, (12_000, 20_000, 17_500, 20_000)),
    "plan": PlanTerms(1, base_charge=6_000, allowance=2 * HOUR, overage_rates=(10_000,) * 4),
    "other": OtherPlan(1, 2),
    "rounding": OtherRounding(Rounding(1800, 0, "up", "entry")),
}


@pytest.fixture
def march(worked: Engine, log: Log) -> Engine:
    """Acme and abba have the same plan; Bolt's work on site is priced by its plan's rule, in half hours of its own."""
    site = SupportPlan(name="On site", currency="EUR", anchor="calendar")
    general = {"currency": "EUR", "rates": [8_000] * 4}
    add(worked, site)
    days = {"first_day": date(2026, 1, 1).toordinal()}
    add(
        worked,
        Contract(number="C-2", name="abba", account_id=3, plan_id=1, overrides={"overage_rates": [7_000] * 4}, **days),
        Contract(number="C-3", name="Bolt", account_id=2, plan_id=site.id or 0, **days),
        BillRule(name="On site", level="plan", level_of_id=site.id or 0, position=1, **general),
        BillRule(name="Halves", position=1, criteria={"account": [2]}, match="any", rounding_increment_s=1800,
                 **general),
        BillRule(name="Euros no more", position=2, last_day=date(2026, 2, 27).toordinal(), **general),
    )  # fmt: skip
    add(worked, ContractCover(contract_id=3, service_id=2))
    for month in ("02", "03"):
        for day, account, service in (("03", 1, 1), ("04", 1, 1), ("05", 2, 1), ("06", 2, 2), ("10", 3, 1)):
            log(f"2026-{month}-{day}T15:00", f"2026-{month}-{day}T16:20",
                account_id=account, service_id=service, ticket_id=None)  # fmt: skip
    with writing(worked) as db:
        pricing.price(db)
    return worked


def done(change: Change, accounts: tuple[int, ...] = (), day: date = FROM) -> Made:
    wanted = Wanted(change, day, accounts)
    seen = look(MANAGER, wanted).made
    make(MANAGER, wanted, seen)
    return seen


def by_account(chosen: WorkFilter, change: Change = PricesTimes(10_000)) -> dict[str, Amounts]:  # noqa: B008 - frozen
    return {part.name: part.amounts.after for part in compare(MANAGER, chosen, change).accounts}


def stored(first: date, last: date) -> int:
    days = first.toordinal(), last.toordinal()
    with reading() as db:
        query = select(Charge.amount).join(TimeEntry, col(TimeEntry.id) == Charge.entry_id)
        return sum(db.exec(query.where(col(TimeEntry.day).between(*days))))


@pytest.mark.usefixtures("march")
@pytest.mark.parametrize("accounts", [(), (1,), (2, 3)])
@pytest.mark.parametrize("kind", [*CHANGES])
def test_r24_work_from_a_day_on_costs_what_was_shown_and_no_other(kind: str, accounts: tuple[int, ...]) -> None:
    if kind == "plan" and not accounts:
        pytest.skip("contracts keep their version of the plan until they are moved")
    february, before = by_account(FEBRUARY), by_account(MARCH)
    shown = compare(MANAGER, replace(MARCH, accounts=accounts), CHANGES[kind])
    expected = before | {part.name: part.amounts.after for part in shown.accounts}
    if shown.amounts.after == shown.amounts.before:
        assert (kind, accounts) == ("rule", (1,))
        return
    done(CHANGES[kind], accounts)
    assert by_account(MARCH) == expected
    assert by_account(FEBRUARY) == february
    work = compare(MANAGER, MARCH, PricesTimes(10_000))
    base = work.base.before.get("EUR", 0)
    assert stored(MARCH.first_day or FROM, MARCH.last_day or FROM) == work.amounts.before["EUR"] - base


def rules(level: str = "general") -> list[tuple[int, str, int | None, int | None]]:
    with reading() as db:
        found = db.exec(select(BillRule).where(BillRule.level == level).order_by(col(BillRule.position))).all()
        return [(rule.level_of_id, rule.name, rule.first_day, rule.last_day) for rule in found]


def contracts() -> list[tuple[str, int, int, int | None, dict[str, object]]]:
    with reading() as db:
        found = db.exec(select(Contract).order_by(col(Contract.number))).all()
        return [(one.number, one.plan_id, one.first_day, one.last_day, one.overrides) for one in found]


LAST, FIRST = date(2026, 2, 28).toordinal(), FROM.toordinal()


@pytest.mark.usefixtures("march")
def test_r24_all_prices_give_rules_successors_plans_versions_and_contracts_go_on_with_them() -> None:
    found = done(PricesTimes(10_500))
    assert (found.accounts, found.contracts.kept) == ((), ())
    assert found.rules.succeeded == ("Halves", "All", "On site")
    assert (found.contracts.plans, [one.number for one in found.contracts.moved]) == (("Care", "More"), ["C-1", "C-2"])
    name = "{} (from Mar 1, 2026)".format
    assert [rule[1:] for rule in rules()] == [
        ("Halves", None, LAST),
        (name("Halves"), FIRST, None),
        ("Euros no more", None, LAST - 1),
        ("All", None, LAST),
        (name("All"), FIRST, None),
    ]
    with reading() as db:
        version = db.exec(select(SupportPlan).where(SupportPlan.replaces_id == 1)).one()
        events = db.exec(select(AuditEvent)).all()
    assert (version.name, version.overage_rates, version.base_charge) == ("Care", [9_450] * 4, 5_000)
    year = date(2026, 12, 31).toordinal()
    assert [one for one in contracts() if one[2] == FIRST] == [
        ("C-1-R2", version.id, FIRST, year, {}),
        ("C-2-R2", version.id, FIRST, None, {"overage_rates": [7_350] * 4}),
    ]
    told = {(event.action, event.subject) for event in events}
    assert {("add", "bill rule"), ("change", "bill rule"), ("add", "support plan"), ("renew", "contract")} <= told


@pytest.mark.usefixtures("march")
def test_r7_for_some_accounts_alone_they_get_rules_of_their_own_and_terms_in_their_contracts() -> None:
    before = rules(), rules("plan")
    found = done(PricesTimes(10_500), (2, 3))
    assert (found.accounts, found.rules.own, found.contracts.plans) == (
        ("Bolt", "abba"), (("C-3", 1), ("Bolt", 2), ("abba", 1)), (),
    )  # fmt: skip
    assert (rules(), rules("plan")) == before
    assert [rule[:2] for rule in rules("account")] == [
        (2, "Halves (from Mar 1, 2026)"), (3, "All (from Mar 1, 2026)"), (2, "All (from Mar 1, 2026)"),
    ]  # fmt: skip
    assert [one[1:3] for one in contracts() if one[4]] == [(1, FIRST - 59), (1, FIRST)]
    # What is general does not reach them any more: another year, theirs get successors, and no second copies.
    again = done(PricesTimes(10_500), (2, 3), date(2026, 5, 1))
    assert again.rules.own == ()
    assert [rule[1] for rule in rules("account") if rule[0] == 3] == [
        "All (from Mar 1, 2026)", "All (from May 1, 2026)",
    ]  # fmt: skip


@pytest.mark.usefixtures("march")
def test_r7_a_general_rule_of_these_accounts_alone_has_a_successor() -> None:
    with writing() as db:
        db.get_one(BillRule, 3).match = "all"
    found = done(RulePrice(3, (12_000,) * 4), (2, 3))
    assert (found.rules.succeeded, found.rules.own) == (("Halves",), ())


@pytest.mark.usefixtures("march")
def test_r21_another_plan_counts_from_the_first_cycle_and_takes_what_was_agreed_otherwise() -> None:
    found = done(OtherPlan(1, 2), (3,), date(2026, 3, 12))
    assert found.contracts.moved == (Moved("C-2", "abba", date(2026, 4, 1)),)
    assert contracts()[1:3] == [
        ("C-2", 1, FIRST - 59, FIRST + 30, {"overage_rates": [7_000] * 4}),
        ("C-2-R2", 2, FIRST + 31, None, {}),
    ]


def test_contracts_that_cannot_go_on_are_told_and_the_others_do(march: Engine) -> None:
    first, last = date(2026, 2, 1).toordinal(), date(2026, 12, 1).toordinal()
    add(march, TopUp(contract_id=1, name="More", unit="second", amount=HOUR, first_day=first, last_day=last))
    found = done(OtherPlan(1, 2))
    assert [one.number for one in found.contracts.moved] == ["C-2"]
    assert [one.text("en") for one in found.contracts.kept] == [
        "Contract C-1 has a top-up until Dec 1, 2026: it can be moved when that is over."
    ]
    with pytest.raises(NotNow, match="top-up"):
        done(OtherPlan(1, 2))
    with writing() as db:
        db.get_one(Contract, 1).state = "terminated"
    with pytest.raises(NotNow, match="terminated"):
        done(OtherPlan(1, 2))
    with pytest.raises(NotNow, match="No contract uses this plan"):
        done(OtherPlan(4, 2), (1,))


@pytest.mark.usefixtures("march")
def test_contracts_that_end_before_another_cycle_are_told() -> None:
    with writing() as db:
        for number in (1, 2):
            db.get_one(Contract, number).last_day = FIRST + 15
    found = done(PricesTimes(10_500), day=date(2026, 3, 10))
    assert [one.text("en").rpartition(": ")[2] for one in found.contracts.kept] == [
        "it gets the new version when it is renewed.",
        "it stays as it is. Change it when it is renewed.",
    ]


@pytest.mark.usefixtures("march")
def test_r11_rules_with_a_rounding_of_their_own_keep_it() -> None:
    assert done(OtherRounding(Rounding(1800, 0, "up", "entry"))).rules.succeeded == ("All", "On site")
    with pytest.raises(NotNow, match="Nothing"):
        done(OtherRounding(Rounding(60)), day=date(2026, 6, 1))


@pytest.mark.usefixtures("worked")
def test_r24_a_rule_gets_a_successor_from_a_day_on(log: Log) -> None:
    log("2026-03-10T15:00", "2026-03-10T16:00", account_id=2, ticket_id=None)
    done(RulePrice(1, (12_000,) * 4))
    with reading() as db:
        first, second = db.exec(select(BillRule).order_by(col(BillRule.position))).all()
        assert (first.name, first.last_day, first.rates) == ("All", LAST, [10_000] * 4)
        assert (second.name, second.first_day) == ("All (from Mar 1, 2026)", FIRST)
        assert [db.get_one(Charge, number).amount for number in (4, 5)] == [10_000, 12_000]
    with pytest.raises(Invalid, match="later day"):
        done(RulePrice(second.id or 0, (1,) * 4))
    with pytest.raises(Invalid, match="before that day"):
        done(RulePrice(1, (1,) * 4))


@pytest.mark.usefixtures("worked")
def test_r24_a_rule_that_begins_later_is_changed_as_it_is() -> None:
    done(PricesTimes(10_500))
    done(PricesTimes(20_000))
    with reading() as db:
        found = db.exec(select(BillRule).order_by(col(BillRule.position))).all()
        assert [(rule.name, rule.rates[0]) for rule in found] == [("All", 10_000), ("All (from Mar 1, 2026)", 21_000)]


@pytest.mark.usefixtures("worked")
def test_r9_prices_of_a_rule_are_those_of_its_tiers_with_their_factors(log: Log) -> None:
    """The rule is 100.00 an hour, x 1.5, x 1.75, x 2: 150.00 on an evening, which is to cost 180.00."""
    evening = log("2026-02-11T01:00", "2026-02-11T02:00", account_id=2, ticket_id=None)
    with writing() as db:
        pricing.price(db)
    change, day = RulePrice(1, (10_000, 18_000, 17_500, 20_000)), date(2026, 2, 10)
    bolt = Part(2, "Bolt", Sides({"EUR": 25_000}, {"EUR": 28_000}))
    assert compare(MANAGER, FEBRUARY, change).accounts[0] == bolt
    done(change, day=day)
    with reading() as db:
        made = db.exec(select(BillRule).where(BillRule.first_day == day.toordinal())).one()
        assert (made.rates, made.factors_bp) == ([10_000, 18_000, 10_000, 10_000], [10_000, 10_000, 17_500, 20_000])
        assert [db.get_one(Charge, number).amount for number in (4, evening)] == [10_000, 18_000]


@pytest.mark.usefixtures("worked")
def test_r24_a_plan_gets_a_new_version_and_its_contracts_stay() -> None:
    done(PlanTerms(1, base_charge=8_000), day=date(2026, 4, 1))
    with reading() as db:
        contract = db.get_one(Contract, 1)
        made = db.exec(select(SupportPlan).where(SupportPlan.replaces_id == 1)).one()
    assert (contract.plan_id, made.base_charge, made.allowance_amount) == (1, 8_000, HOUR)
    assert made.from_day == date(2026, 4, 1).toordinal()


@pytest.mark.usefixtures("worked")
def test_looking_stores_nothing_and_tells_the_effect_on_open_work() -> None:
    wanted = Wanted(PricesTimes(20_000), date(2026, 2, 1))
    with writing() as db:
        db.get_one(TimeEntry, 3).billed_at = 1
        db.get_one(TimeEntry, 3).billed_reference = "B-1"
    before = rules(), contracts()
    found = look(MANAGER, wanted)
    # The contract of Acme has billed work of February and stays: Bolt's hour at 100.00 is left.
    assert (found.effect.entries, found.effect.amounts) == (1, Sides({"EUR": 16_000}, {"EUR": 26_000}))
    assert (rules(), contracts()) == before
    with reading() as db:
        assert db.exec(select(AuditEvent)).all() == []


@pytest.mark.usefixtures("worked")
def test_what_changed_since_it_was_shown_is_shown_again() -> None:
    wanted = Wanted(PricesTimes(10_500), FROM)
    seen = look(MANAGER, wanted).made
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.rates, rule.version = [50_000] * 4, rule.version + 1
        db.add(rule)
    with pytest.raises(Changed):
        make(MANAGER, wanted, seen)
    assert len(rules()) == 1


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("number", [2, 3])
def test_r14_what_settled_work_took_is_not_granted_once_more(number: int) -> None:
    """A contract that was split in the middle would give its hour of February again."""
    with writing() as db:
        db.get_one(TimeEntry, number).billed_at = 1
        db.get_one(TimeEntry, number).billed_reference = "B-1"
        pricing.price(db)
    before = contracts(), stored(date(2026, 2, 1), date(2026, 2, 28))
    found = done(PricesTimes(10_500), (1,), date(2026, 2, 1))
    day = {2: 9, 3: 16}[number]
    assert [one.text("en") for one in found.contracts.kept] == [
        (
            f"Contract C-1 has work of Feb {day}, 2026 that is billed or closed: "
            "it can only be moved from a cycle after it."
        )
    ]
    assert (contracts(), stored(date(2026, 2, 1), date(2026, 2, 28))) == before


@pytest.mark.usefixtures("march")
def test_contracts_that_are_still_to_come_are_told() -> None:
    with writing() as db:
        over, draft = db.get_one(Contract, 1), db.get_one(Contract, 2)
        over.auto_renew, over.last_day = True, LAST
        draft.state = "draft"
        db.add_all([over, draft])
    found = look(MANAGER, Wanted(PricesTimes(10_500), FROM)).made
    assert [one.text("en") for one in found.contracts.kept] == [
        "Contract C-1 is over by then and renews itself as it is now. Renew it first, then make this change.",
        "Contract C-2 is a draft: it stays as it is. Change it by hand.",
    ]
    with pytest.raises(NotNow, match="renews itself"):
        done(OtherPlan(1, 2))
    with writing() as db:
        over = db.get_one(Contract, 1)
        over.auto_renew = False
        db.add(over)
    assert [one.text("en")[:12] for one in look(MANAGER, Wanted(OtherPlan(1, 2), date(2026, 2, 1))).made.contracts.kept]


def test_r6a_tickets_stay_with_their_contract(march: Engine) -> None:
    add(march, Contract(number="C-4", name="Narrow", account_id=1, plan_id=1, first_day=date(2026, 1, 1).toordinal()))
    add(march, ContractCover(contract_id=4, service_id=1))
    with writing(march) as db:
        ticket = db.get_one(Ticket, 1)
        ticket.contract_id = 1
        db.add(ticket)
    found = look(MANAGER, Wanted(OtherPlan(1, 2), FROM, (1,))).made
    assert [one.number for one in found.contracts.moved] == ["C-4"]
    assert (
        found.contracts.kept[0].text("en").startswith("Tickets are billed by contract C-1, and its account has others")
    )


@pytest.mark.usefixtures("worked")
def test_r17_a_contract_that_went_on_under_other_terms_is_renewed_for_its_whole_term() -> None:
    for day, change in ((FROM, OtherPlan(1, 2)), (date(2026, 6, 1), OtherPlan(2, 1))):
        done(change, (1,), day)
    with reading() as db:
        (number,) = db.exec(select(Contract.id).where(col(Contract.number) == "C-1-R3"))
    proposed = renewals.proposal(MANAGER, number or 0)
    assert (proposed.first_day, proposed.last_day) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.usefixtures("march")
def test_what_is_not_asked_stays_as_it_was_agreed() -> None:
    with writing() as db:
        own = db.get_one(Contract, 2)
        own.overrides = {"overage_rates": [7_000] * 4, "base_charge": 4_000}
        db.add(own)
    done(PlanTerms(1, overage_rates=(9_500,) * 4), (3,))
    assert contracts()[2][4] == {"overage_rates": [9_500] * 4, "base_charge": 4_000}


@pytest.mark.usefixtures("march")
@pytest.mark.parametrize("accounts", [(), (3,)])
def test_terms_that_are_as_they_were_are_no_change(accounts: tuple[int, ...]) -> None:
    with pytest.raises(NotNow):
        done(PlanTerms(1), accounts)
    with pytest.raises(NotNow):
        done(PlanTerms(1, overage_rates=(7_000,) * 4) if accounts else PlanTerms(1, base_charge=5_000), accounts)


@pytest.mark.usefixtures("march")
def test_a_contract_that_cannot_be_had_is_named() -> None:
    with writing() as db:
        wrong = db.get_one(Contract, 2)
        wrong.bill_email = "a b"
        db.add(wrong)
    with pytest.raises(NotNow) as refused:
        done(PricesTimes(10_500))
    assert refused.value.message.text("en").startswith("Contract C-2: ")


@pytest.mark.usefixtures("worked")
def test_a_rule_that_is_switched_off_sets_no_prices() -> None:
    with writing() as db:
        rule = db.get_one(BillRule, 1)
        rule.active = False
        db.add(rule)
    with pytest.raises(Invalid, match="switched off"):
        done(RulePrice(1, (1,) * 4))


def test_closed_work_keeps_its_price(worked: Engine) -> None:
    closed = date(2026, 2, 12)
    with writing(worked) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = closed.toordinal(), 1_770_850_800
        db.add(organisation)
    done(PricesTimes(20_000), day=date(2026, 1, 1))
    with reading() as db:
        assert [db.get_one(Charge, number).amount for number in (1, 2, 3, 4)] == [3_000, 3_000, 24_000, 10_000]


@pytest.mark.usefixtures("worked")
def test_who_may_make_what() -> None:
    change = Wanted(RulePrice(1, (1,) * 4), FROM)
    seen = look(MANAGER, change).made
    for actor in (FINANCE, REP_1):
        with pytest.raises(Refused):
            look(actor, change)
        with pytest.raises(Refused):
            make(actor, change, seen)
    with pytest.raises(NotThere):
        look(MANAGER, Wanted(PricesTimes(10_500), FROM, (99,)))
    with pytest.raises(Invalid, match="1970"):
        look(MANAGER, Wanted(PricesTimes(10_500), date(1, 1, 1)))
    with pytest.raises(Invalid):
        look(MANAGER, Wanted(PricesTimes(-1), FROM))
    with pytest.raises(NotNow, match="Nothing"):
        look(MANAGER, Wanted(PricesTimes(10_000), FROM))
