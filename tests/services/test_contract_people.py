"""Who is told of a contract, and when: by whom it is set, and what can be."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, Contract, Organisation
from rxbilling.models.database import reading
from rxbilling.services import contract_changes, contract_ends, notice_settings
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.contract_people import ToldDraft, change, look
from tests.services.contract_rows import TODAY, add_plan, draft, on
from tests.services.notice_rows import ADMIN_1, FINANCE_1, GONE, MANAGER_1, MANAGER_2, REP, add_users
from tests.services.rows import ADMIN, FINANCE, MANAGER

LONG = "a" * 200
WANTED = ToldDraft((FINANCE_1, MANAGER_1), ("boss@acme.example", "it@acme.example"), (7, 30, 7), (100, 50))


@pytest.fixture
def number(office: Engine, monkeypatch: pytest.MonkeyPatch) -> int:
    add_plan(office)
    add_users(office)
    on(monkeypatch, TODAY)
    return contract_changes.add(MANAGER, draft()).number


def test_what_is_set_is_kept_in_order_and_audited(number: int) -> None:
    before = look(FINANCE, number)
    assert (before.draft, before.days, before.percents) == (ToldDraft(), (60, 30, 7), (80, 100))
    assert [one.number for one in before.offered] == [MANAGER_1, MANAGER_2, FINANCE_1, ADMIN_1]
    change(MANAGER, number, 1, WANTED)
    found = look(FINANCE, number)
    assert replace(found.draft, people=tuple(sorted(found.draft.people))) == ToldDraft(
        (MANAGER_1, FINANCE_1), WANTED.emails, (30, 7), (50, 100)
    )
    assert found.version == 2
    change(MANAGER, number, 2, ToldDraft())
    assert look(FINANCE, number).draft == ToldDraft()
    with reading() as db:
        events = db.exec(select(AuditEvent).where(AuditEvent.action == "change").order_by(col(AuditEvent.id))).all()
    assert events[0].after == {
        "people": "u2@example.org, u4@example.org", "other addresses": "boss@acme.example, it@acme.example",
        "lead times": "30, 7", "percentages": "50, 100",
    }  # fmt: skip
    assert set((events[1].after or {}).values()) == {None}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        *((ToldDraft(people=(user,)), "people") for user in (REP, GONE, 99, 0)),
        *((ToldDraft(emails=(email,)), "emails") for email in ("x", "a@b\nBcc: c@d", "a,b@c.org", f"{LONG}@x.org")),
        (ToldDraft(emails=tuple(f"a{n}@x.org" for n in range(21))), "emails"),
        *((ToldDraft(days=days), "days") for days in ((0,), (-1,), (1001,), tuple(range(1, 12)))),
        *((ToldDraft(percents=percents), "percents") for percents in ((0,), (1001,), tuple(range(1, 12)))),
    ],
)
def test_what_cannot_be_set(number: int, wrong: ToldDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        change(MANAGER, number, 1, wrong)
    assert refused.value.field == field
    assert look(FINANCE, number) == look(FINANCE, number)
    with reading() as db:
        assert db.get_one(Contract, number).version == 1


def test_somebody_else_was_quicker_or_it_has_ended(number: int) -> None:
    with pytest.raises(Changed):
        change(MANAGER, number, 9, WANTED)
    with pytest.raises(NotThere):
        look(MANAGER, 99)
    contract_ends.terminate(MANAGER, number, 1, TODAY, "x")
    with pytest.raises(NotNow):
        change(MANAGER, number, 2, WANTED)


@pytest.mark.usefixtures("number")
def test_the_organisation_has_lead_times_and_percentages() -> None:
    notice_settings.change(ADMIN, (10, 90), (), 1)
    assert notice_settings.times(FINANCE) == notice_settings.NoticeTimes((90, 10), (), 2)
    with pytest.raises(Changed):
        notice_settings.change(ADMIN, (10,), (), 1)
    for days, percents in (((0,), ()), ((), (0,))):
        with pytest.raises(Invalid):
            notice_settings.change(ADMIN, days, percents, 2)
    with reading() as db:
        (event,) = db.exec(select(AuditEvent).where(AuditEvent.subject == "notices")).all()
        assert db.get_one(Organisation, 1).version == 2
    assert event.after == {"lead times": "90, 10", "percentages": ""}
