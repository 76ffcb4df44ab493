"""Who is told what of contracts and bills, and when: each thing once, also for days that were missed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from rxbilling.models import Bill, Contract, ContractPerson, Organisation, Payment, SupportPlan, User
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_changes, contract_ends, daily, notice_list, notices, renewals, top_ups
from rxbilling.services.access import COMMAND_LINE, Actor
from rxbilling.services.top_ups import TopUpDraft
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, add_plan, draft, on
from tests.services.notice_rows import (
    ADMIN_1,
    FINANCE_1,
    GONE,
    MANAGER_1,
    MANAGER_2,
    REP,
    add_users,
    mails,
    readers,
    send_by,
    told,
)  # fmt: skip
from tests.services.rows import ADMIN, MANAGER, add

LAST = date(2026, 12, 31)
YEAR = {"first_day": date(2026, 1, 1), "last_day": LAST}
ENDS = "Contract C-1 of Acme ends on Dec 31, 2026. Days left: {}."
ENDED = "Contract C-1 of Acme ended on Dec 31, 2026, and is not renewed."
TODAY = "Contract C-1 of Acme ends today, Dec 31, 2026."


@pytest.fixture
def plans(office: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with a plan and users, in the middle of March 2026."""
    add_plan(office, carry_over_cap=None, carry_over_cycles=0)
    add_users(office)
    on(monkeypatch, date(2026, 3, 15))
    return office


def contract(**parts: object) -> int:
    return contract_changes.add(MANAGER, draft(**YEAR | parts)).number


def made(monkeypatch: pytest.MonkeyPatch, day: date) -> list[str]:
    """Let it be a day, tell what is due, and return what one manager was told then."""
    before = len(told(MANAGER_1))
    on(monkeypatch, day)
    notices.make(ADMIN)
    return told(MANAGER_1)[before:]


@pytest.mark.usefixtures("plans")
def test_each_lead_time_the_end_and_the_day_after_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    days = [LAST - timedelta(days=left) for left in (61, 60, 59, 31, 30, 8, 7, 6, 1, 0, -1, -2, -3)]
    found = {(LAST - day).days: text for day in days for text in made(monkeypatch, day)}
    assert found == {60: ENDS.format(60), 30: ENDS.format(30), 7: ENDS.format(7), 0: TODAY, -1: ENDED}
    assert [text for day in days for text in made(monkeypatch, day)] == []


@pytest.mark.usefixtures("plans")
def test_of_lead_times_that_were_missed_only_the_nearest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    assert made(monkeypatch, LAST - timedelta(days=70)) == []
    assert made(monkeypatch, LAST - timedelta(days=5)) == [ENDS.format(5)]
    assert made(monkeypatch, LAST - timedelta(days=4)) == []


@pytest.mark.usefixtures("plans")
def test_an_end_is_told_later_where_its_day_was_missed_but_not_after_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    made(monkeypatch, LAST - timedelta(days=1))
    assert made(monkeypatch, LAST + timedelta(days=20)) == [ENDED]
    contract(number="C-2", account_id=2, last_day=date(2026, 11, 1))
    assert made(monkeypatch, LAST + timedelta(days=25)) == []


@pytest.mark.usefixtures("plans")
def test_what_ended_before_anybody_ever_looked_is_history(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    assert made(monkeypatch, LAST + timedelta(days=5)) == []


@pytest.mark.usefixtures("plans")
def test_a_lead_time_longer_than_the_contract_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    contract(first_day=date(2026, 4, 1), last_day=date(2026, 4, 20))
    assert made(monkeypatch, date(2026, 3, 31)) == []
    assert made(monkeypatch, date(2026, 4, 1)) == []
    assert len(made(monkeypatch, date(2026, 4, 13))) == 1


@pytest.mark.usefixtures("plans")
def test_drafts_terminated_and_renewed_contracts_are_not_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    contract(is_draft=True)
    renewed = contract(number="C-2", services=(1,))
    renewals.renew(MANAGER, renewed, 1, renewals.proposal(MANAGER, renewed))
    ended = contract(number="C-3", account_id=2)
    contract_ends.terminate(MANAGER, ended, 1, date(2026, 4, 1), "x")
    for day in (date(2026, 4, 1), date(2026, 4, 2), LAST, LAST + timedelta(days=1)):
        assert made(monkeypatch, day) == []


@pytest.mark.usefixtures("plans")
def test_what_renews_itself_says_so_and_has_not_ended_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    contract(auto_renew=True)
    assert made(monkeypatch, LAST - timedelta(days=7)) == [
        "Contract C-1 of Acme ends on Dec 31, 2026, and renews itself then. Days left: 7."
    ]
    assert made(monkeypatch, LAST) == ["Contract C-1 of Acme ends today, Dec 31, 2026, and renews itself."]
    on(monkeypatch, LAST + timedelta(days=1))
    done = daily.carry_out(ADMIN)
    assert (done.renewed, done.notices, len(told(MANAGER_1))) == (1, 0, 2)


@pytest.mark.usefixtures("plans")
def test_r6a_days_are_those_of_the_contracts_own_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    contract(number="C-2", account_id=2)
    for module in ("notices", "standings", "telling"):
        # It is the last day in Paris already, and the day before in New York still.
        days = {"Europe/Paris": LAST, "America/New_York": LAST - timedelta(days=1)}
        monkeypatch.setattr(f"rxbilling.services.{module}.today", days.__getitem__)
    notices.make(ADMIN)
    assert told(MANAGER_1) == [TODAY, "Contract C-2 of Bolt ends on Dec 31, 2026. Days left: 1."]


@pytest.mark.usefixtures("plans")
def test_an_organisation_and_a_contract_have_their_own_lead_times(monkeypatch: pytest.MonkeyPatch) -> None:
    number = contract()
    contract(number="C-2", account_id=2)
    with writing() as db:
        db.get_one(Contract, number).notice_days = [10]
        db.get_one(Organisation, 1).notice_days = [20]
    assert made(monkeypatch, LAST - timedelta(days=20)) == ["Contract C-2 of Bolt ends on Dec 31, 2026. Days left: 20."]
    assert made(monkeypatch, LAST - timedelta(days=10)) == [ENDS.format(10)]


@pytest.mark.usefixtures("plans")
def test_another_last_day_is_told_of_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    number = contract()
    assert made(monkeypatch, LAST - timedelta(days=7)) == [ENDS.format(7)]
    longer = draft(**YEAR | {"last_day": LAST + timedelta(days=3)})
    contract_changes.change(MANAGER, number, 1, longer)
    assert made(monkeypatch, LAST - timedelta(days=4)) == ["Contract C-1 of Acme ends on Jan 3, 2027. Days left: 7."]


def work(log: Log, minutes: int, day: str = "2026-03-02") -> None:
    """Log work on a morning of Acme, and price it."""
    log(f"{day}T08:00", f"{day}T{8 + minutes // 60:02}:{minutes % 60:02}")
    with writing() as db:
        contract_changes.price_again(db, [1])


USED = "Contract C-1 of Acme: {}% of what its cycle includes is used ({} h of 2:00 h)."


@pytest.mark.usefixtures("plans")
def test_each_share_is_told_once_a_cycle_and_the_highest_of_several(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    work(log, 60)
    assert made(monkeypatch, date(2026, 3, 15)) == []
    work(log, 40, "2026-03-03")
    assert made(monkeypatch, date(2026, 3, 16)) == [USED.format(83, "1:40")]
    assert made(monkeypatch, date(2026, 3, 17)) == []
    work(log, 60, "2026-03-04")
    assert made(monkeypatch, date(2026, 3, 18)) == [USED.format(100, "2:00")]
    for day in ("2026-04-06", "2026-04-07"):
        work(log, 90, day)
    assert made(monkeypatch, date(2026, 4, 8)) == [USED.format(100, "2:00")]


@pytest.mark.usefixtures("plans")
def test_a_lower_share_is_not_told_after_a_higher_one(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    number = contract()
    work(log, 120)
    assert made(monkeypatch, date(2026, 3, 15)) == [USED.format(100, "2:00")]
    days = date(2026, 3, 15), date(2026, 3, 31)
    top_ups.add(MANAGER, number, 1, TopUpDraft("second", HOUR // 3, 0, *days))
    # 120 of 140 minutes.
    assert made(monkeypatch, date(2026, 3, 16)) == []


@pytest.mark.parametrize(("grace_bp", "text"), [(0, "New tickets are blocked."), (1, "100%")])
@pytest.mark.usefixtures("plans")
def test_r18_a_plan_that_blocks_is_told_instead_once_nothing_is_left(
    log: Log, monkeypatch: pytest.MonkeyPatch, grace_bp: int, text: str
) -> None:
    with writing() as db:
        plan = db.get_one(SupportPlan, 1)
        plan.after_allowance, plan.grace_bp = "block", grace_bp
    number = contract()
    work(log, 120)
    (said,) = made(monkeypatch, date(2026, 3, 15))
    assert text in said
    assert made(monkeypatch, date(2026, 3, 16)) == []
    top_ups.add(MANAGER, number, 1, TopUpDraft("second", HOUR // 3, 0, date(2026, 3, 16), date(2026, 3, 31)))
    assert made(monkeypatch, date(2026, 3, 16)) == []


@pytest.mark.usefixtures("plans")
def test_the_people_of_a_contract_are_told_else_all_managers(plans: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    number = contract()
    made(monkeypatch, LAST - timedelta(days=7))
    assert readers() == {MANAGER_1, MANAGER_2}
    add(plans, *(ContractPerson(contract_id=number, user_id=user) for user in (FINANCE_1, MANAGER_2, REP, GONE)))
    made(monkeypatch, LAST)
    assert {user: len(told(user)) for user in readers()} == {MANAGER_1: 1, MANAGER_2: 2, FINANCE_1: 1}
    with writing() as db:
        for user in (FINANCE_1, MANAGER_2):
            db.get_one(User, user).active = False
    # Nobody of those who were chosen is left: it is not lost.
    assert made(monkeypatch, LAST + timedelta(days=1)) == [ENDED]


@pytest.mark.usefixtures("plans")
def test_administrators_are_told_where_there_is_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    with writing() as db:
        for user in (MANAGER_1, MANAGER_2):
            db.get_one(User, user).role = "rep"
    made(monkeypatch, LAST)
    assert readers() == {ADMIN_1}


def bill(number: int, due: date, **parts: object) -> Bill:
    given = {
        "state": "issued",
        "currency": "EUR",
        "first_day": 1,
        "last_day": 2,
        "bill_day": 2,
        "issued_at": 0,
        "account_id": 1,
        "total": 100,
    }
    numbered = None if parts.get("state") == "draft" else f"B-{number}"
    return Bill(id=number, number=numbered, due_day=due.toordinal(), **given | parts)


def test_bills_that_are_due_are_told_to_finance_or_to_the_people(
    plans: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    due, number = date(2026, 5, 4), contract()
    add(plans, bill(1, due), bill(2, due, state="void"), bill(3, due, state="draft"), bill(4, due, contract_id=number))
    add(plans, ContractPerson(contract_id=number, user_id=MANAGER_2))
    add(plans, bill(6, due))
    add(plans, Payment(bill_id=6, day=1, amount=100))
    made(monkeypatch, due - timedelta(days=1))
    assert told() == []
    made(monkeypatch, due)
    assert told(FINANCE_1) == ["Bill B-1 of Acme is due today, May 4, 2026."]
    assert told(MANAGER_2, "fr") == ["La facture B-4 (Acme) est à régler aujourd\u2019hui, 4 mai 2026."]
    add(plans, bill(5, due + timedelta(days=1)))
    made(monkeypatch, due + timedelta(days=3))
    assert told(FINANCE_1)[1:] == ["Bill B-5 of Acme was due on May 5, 2026."]
    assert made(monkeypatch, due + timedelta(days=3)) == []


def test_mails_are_written_in_the_language_of_each_and_once_an_address(
    plans: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_by(monkeypatch, public_url="https://rx.example.org")
    number = contract()
    with writing() as db:
        db.get_one(Contract, number).notice_emails = ["U2@EXAMPLE.ORG", "boss@acme.example", "boss@acme.example"]
    made(monkeypatch, LAST)
    made(monkeypatch, LAST)
    assert [mail.address for mail in mails()] == ["u2@example.org", "u3@example.org", "boss@acme.example"]
    english, french, other = mails()
    assert english.subject == TODAY
    assert f"\nhttps://rx.example.org/contract?number={number}\n" in english.body
    assert french.subject == "Le contrat C-1 (Acme) se termine aujourd\u2019hui, 31 déc. 2026."
    assert "https" not in other.body


@pytest.mark.usefixtures("plans")
def test_without_a_server_no_mails_are_piled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    assert made(monkeypatch, LAST) == [TODAY]
    assert mails() == []
    send_by(monkeypatch)
    made(monkeypatch, LAST)
    assert mails() == []


@pytest.mark.usefixtures("plans")
def test_two_runs_at_once_tell_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    send_by(monkeypatch)
    on(monkeypatch, LAST)
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(notices.make, [ADMIN] * 4))
    assert sorted(counts) == [0, 0, 0, 2]
    assert (len(told()), len(mails())) == (2, 2)


@pytest.mark.usefixtures("plans")
def test_the_work_of_a_day_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, LAST)
    assert notices.is_due(ADMIN)
    daily.carry_on(COMMAND_LINE, lambda: False)
    assert not notices.is_due(ADMIN)
    with reading() as db:
        home = db.get_one(Organisation, 1)
    assert (home.noticed_day, home.version) == (LAST.toordinal(), 1)
    contract()
    assert daily.carry_on(COMMAND_LINE, lambda: False).notices == 0
    on(monkeypatch, LAST + timedelta(days=1))
    assert daily.carry_on(COMMAND_LINE, lambda: False).notices == 2


@pytest.mark.usefixtures("plans")
def test_the_bell_shows_ones_own_and_what_is_read_stays_read(monkeypatch: pytest.MonkeyPatch) -> None:
    contract()
    made(monkeypatch, LAST)
    first, second = (Actor(user, "x", "manager") for user in (MANAGER_1, MANAGER_2))
    (mine,), (theirs,) = notice_list.own(first, 0, 5).notices, notice_list.own(second, 0, 5).notices
    notice_list.read(first, theirs.id or 0)
    assert (notice_list.own(first, 0, 5).unread, notice_list.own(second, 0, 5).unread) == (1, 1)
    notice_list.read(first, mine.id or 0)
    assert (notice_list.own(first, 0, 5).unread, notice_list.own(second, 0, 5).unread) == (0, 1)
    made(monkeypatch, LAST + timedelta(days=1))
    found = notice_list.own(first, 0, 1)
    assert (found.unread, found.has_more, len(found.notices)) == (1, True, 1)
    notice_list.read_all(first)
    assert notice_list.own(first, 1, 5).unread == 0
    assert notice_list.own(second, 0, 5).unread == 2
