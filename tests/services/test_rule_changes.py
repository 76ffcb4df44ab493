"""Bill rules: what people say of them, their order, and that work is priced again by them (R7, R9, R24)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.engine.terms import Price, Rounding
from rxbilling.models import AuditEvent, BillRule, Charge, Contract, SupportPlan
from rxbilling.models.database import reading, writing
from rxbilling.services import pricing, rule_changes, rules
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.rule_changes import Moving, Saving, Switching
from rxbilling.services.rule_drafts import RuleDraft
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, MANAGER, add

REMOTE = RuleDraft("Remote", "EUR", Price("hour", (12_000,) * 4), criteria={"service": (1,)})


@pytest.fixture
def work(office: Engine, log: Log) -> tuple[int, int]:
    """Return an hour of Acme at 100.00 and one of Bolt, which is outside its hours: 150.00."""
    made = log(), log(account_id=2, ticket_id=None)
    with writing() as db:
        pricing.price(db)
    return made


def amount(entry: int) -> int:
    with reading() as db:
        return db.get_one(Charge, entry).amount


def names(level: str = "general", of: int = 0) -> list[str]:
    return [rule.draft.name for rule in rules.of_level(MANAGER, level, of)]


def last_event() -> AuditEvent:
    with reading() as db:
        return list(db.exec(select(AuditEvent)))[-1]


def test_r24_a_rule_is_looked_at_then_saved_and_work_is_priced_again(work: tuple[int, int]) -> None:
    found = rule_changes.effect(MANAGER, Saving(REMOTE), [date(2026, 3, 1)])
    assert (found.entries, found.amounts.after) == (2, {"EUR": 24_000})
    assert found.months[date(2026, 3, 1)].before == {"EUR": 25_000}
    assert (names(), amount(work[0])) == (["All"], 10_000)
    assert rule_changes.carry_out(MANAGER, Saving(REMOTE)).changed == 2
    assert (names(), amount(work[0])) == (["Remote", "All"], 12_000)
    event = last_event()
    assert (event.action, event.subject) == ("add", "bill rule")
    assert event.after is not None
    assert event.after["criteria"] == "service: Remote"


@pytest.mark.usefixtures("work")
def test_a_rule_says_what_was_saved() -> None:
    full = replace(
        REMOTE,
        price=Price("request", (1, 2, 3, 4)),
        match="any",
        criteria={"account": (1, 2), "priority": ("High",)},
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        rounding=Rounding(900, 60, "nearest", "ticket"),
        after=1,
    )
    rule_changes.carry_out(MANAGER, Saving(full))
    rule = rules.of_level(FINANCE, "general")[1]
    assert rule.draft == full
    assert rule.names == {"account": ("Acme", "Bolt"), "priority": ("High",)}
    assert rules.look(MANAGER, rule.number) == rule


def test_the_order_decides_and_can_be_changed(work: tuple[int, int]) -> None:
    rule_changes.carry_out(MANAGER, Saving(replace(REMOTE, after=1)))
    assert (names(), amount(work[0])) == (["All", "Remote"], 10_000)
    rule = rules.of_level(MANAGER, "general")[1]
    assert rule_changes.effect(MANAGER, Moving(rule.number, 1, 0)).entries == 2
    rule_changes.carry_out(MANAGER, Moving(rule.number, 1, 0))
    assert (names(), amount(work[0])) == (["Remote", "All"], 12_000)
    event = last_event()
    assert (event.before, event.after) == ({"place": 2}, {"place": 1})
    with pytest.raises(Invalid):
        rule_changes.carry_out(MANAGER, Moving(rule.number, 2, 99))
    assert names() == ["Remote", "All"]


def test_r8_switching_a_rule_off_may_leave_work_without_a_price(work: tuple[int, int]) -> None:
    assert rule_changes.effect(MANAGER, Switching(1, 1, active=False)).without_price == (0, 2)
    rule_changes.carry_out(MANAGER, Switching(1, 1, active=False))
    with reading() as db:
        assert db.get_one(Charge, work[0]).problem != 0
        assert not db.get_one(BillRule, 1).active
    rule_changes.carry_out(MANAGER, Switching(1, 2, active=True))
    assert amount(work[0]) == 10_000


@pytest.mark.usefixtures("work")
def test_a_rule_that_set_a_price_is_not_deleted() -> None:
    with pytest.raises(NotNow):
        rule_changes.delete(MANAGER, 1, 1)
    rule_changes.carry_out(MANAGER, Saving(replace(REMOTE, criteria={"role": ("L9",)})))
    unused = rules.of_level(MANAGER, "general")[0]
    with pytest.raises(NotNow) as refusal:
        rule_changes.delete(MANAGER, unused.number, unused.version)
    assert "Switch the rule off first" in refusal.value.message.text("en")
    rule_changes.carry_out(MANAGER, Switching(unused.number, unused.version, active=False))
    rule_changes.delete(MANAGER, unused.number, unused.version + 1)
    assert names() == ["All"]


def test_only_accounts_concerned_are_priced(work: tuple[int, int]) -> None:
    add_plan()
    bolt = replace(REMOTE, level="account", level_of_id=2)
    assert rule_changes.effect(MANAGER, Saving(bolt)).looked_at == 1
    of_plan = replace(REMOTE, level="plan", level_of_id=1)
    assert [one.name for one in rule_changes.effect(MANAGER, Saving(of_plan)).accounts] == ["Acme"]
    rule_changes.carry_out(MANAGER, Saving(replace(REMOTE, level="contract", level_of_id=1)))
    assert (amount(work[0]), amount(work[1])) == (12_000, 15_000)
    assert [(owner.name, owner.rules) for owner in rules.owners(MANAGER, "contract")] == [("C-1 · Acme care", 1)]
    assert rules.owner(MANAGER, "plan", 1) is not None
    assert rules.owner(MANAGER, "plan", 9) is None


def add_plan() -> None:
    from rxbilling.models.database import engine

    add(engine(), SupportPlan(id=1, name="Care", currency="EUR"))
    contract = Contract(
        id=1, number="C-1", name="Acme care", account_id=1, plan_id=1, first_day=date(2026, 1, 1).toordinal()
    )
    add(engine(), contract)


@pytest.mark.usefixtures("work")
def test_somebody_else_came_first() -> None:
    rule_changes.carry_out(MANAGER, Switching(1, 1, active=False))
    for change in (Switching(1, 1, active=True), Moving(1, 1, 0), Saving(REMOTE, 1, 1)):
        with pytest.raises(Changed):
            rule_changes.carry_out(ADMIN, change)
        with pytest.raises(Changed):
            rule_changes.effect(ADMIN, change)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("number", [0, -1, 99, 2**40])
def test_a_rule_that_is_not_there(number: int) -> None:
    with pytest.raises(NotThere):
        rule_changes.carry_out(MANAGER, Switching(number, 1, active=True))
    with pytest.raises(NotThere):
        rules.look(MANAGER, number)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 81}),
        ("level", {"level": "planet"}),
        ("level", {"level": "account", "level_of_id": 99}),
        ("level", {"level_of_id": 1}),
        ("currency", {"currency": "XXX"}),
        ("criteria", {"criteria": {"colour": ("red",)}}),
        ("service", {"criteria": {"service": (99,)}}),
        ("account", {"criteria": {"account": ("Acme",)}}),
        ("role", {"criteria": {"role": ("x" * 101,)}}),
        ("rate", {"price": Price("hour", (-1, 0, 0, 0))}),
        ("rate", {"price": Price("hour", (0, 0, 0, 10**11))}),
        ("factor_2", {"price": Price("hour", (1,) * 4, (10_000, 10_000, 1_000_001, 10_000))}),
        ("first_day", {"first_day": date(1200, 1, 1)}),
        ("last_day", {"first_day": date(2026, 2, 1), "last_day": date(2026, 1, 31)}),
        ("rounding", {"rounding": Rounding(-1)}),
        ("after", {"after": 99}),
    ],
)
def test_what_cannot_be_a_rule(field: str, parts: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        rule_changes.carry_out(MANAGER, Saving(replace(REMOTE, **parts)))
    assert refused.value.field == field
    assert names() == ["All"]


@pytest.mark.usefixtures("work")
def test_a_rule_stays_where_it_belongs() -> None:
    with pytest.raises(Invalid):
        rule_changes.carry_out(MANAGER, Saving(replace(REMOTE, level="account", level_of_id=1), 1, 1))


@pytest.mark.usefixtures("work")
def test_finance_reads_only() -> None:
    assert names() == ["All"]
    with pytest.raises(Refused):
        rule_changes.carry_out(FINANCE, Saving(REMOTE))
    with pytest.raises(Refused):
        rule_changes.effect(FINANCE, Saving(REMOTE))
