from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel, col, func, select

from rxbilling.exchange.table import Table
from rxbilling.models import (
    Account,
    AuditEvent,
    BillRule,
    Calendar,
    Charge,
    ImportRun,
    Organisation,
    Portion,
    Rep,
    Revision,
    Service,
    Ticket,
    TimeEntry,
    entry_rows,
)
from rxbilling.models.database import reading
from rxbilling.services import importing
from rxbilling.services.access import Actor, Refused
from rxbilling.services.importing import Outcome, Plan, import_entries, inspect
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, add, change_work

HEADER = "Ticket,Account,Country,Rep,Service,Start,End,Note"
ACME = "T1,Acme,FR,Ana,Remote,2026-03-02T09:00:00+01:00,2026-03-02T10:00:00+01:00,Call"
BOLT = "T2,Bolt,SE,Ben,Remote,2026-03-07T10:00:00+01:00,2026-03-07T11:00:00+01:00,Visit"  # a Saturday
PLAIN = ",Cask,,Ana,,2026-03-02T09:00:00Z,2026-03-02T09:30:00Z,"
BAD = "T3,Dent,FR,Cyd,Remote,2026-03-02T10:00:00Z,2026-03-02T09:00:00Z,Backwards"
WRITTEN = (Account, AuditEvent, BillRule, Calendar, Charge, ImportRun, Organisation, Portion, Rep, Service, Ticket)
REAL_FILE = Path(__file__).parents[3] / "shared/data/volvo_it_2013_time_entries.csv"


def table_of(*lines: str) -> Table:
    return inspect(ADMIN, "\n".join([HEADER, *lines]).encode(), "work.csv")[0]


def bring(*lines: str, good_rows_only: bool = False, actor: Actor | None = ADMIN) -> Outcome:
    table, guess = inspect(ADMIN, "\n".join([HEADER, *lines]).encode(), "work.csv")
    return import_entries(actor, table, "work.csv", Plan(guess.mapping, good_rows_only=good_rows_only))


def count(model: type[SQLModel]) -> int:
    with reading() as db:
        return db.exec(select(func.count()).select_from(model)).one()


def counts() -> list[int]:
    return [count(model) for model in (*WRITTEN, TimeEntry)]


@pytest.mark.usefixtures("installation")
def test_a_file_becomes_names_and_priced_entries() -> None:
    told: list[int] = []
    table, guess = inspect(ADMIN, f"{HEADER}\n{ACME}\n{BOLT}\n{PLAIN}".encode(), "work.csv")
    outcome = import_entries(ADMIN, table, "work.csv", Plan(guess.mapping), told.append)
    assert outcome == Outcome(
        is_done=True, added=3, known=0, bad=[], without_price=0, accounts=3, reps=2, services=1, tickets=2, strangers=1
    )
    assert told == sorted(told)
    with reading() as db:
        entries = db.exec(select(TimeEntry).order_by(col(TimeEntry.id))).all()
        charges = [db.get_one(Charge, entry.id) for entry in entries]
        run = db.exec(select(ImportRun)).one()
        event = db.exec(select(AuditEvent)).one()
    assert [(entry.seconds, entry.note) for entry in entries] == [(3600, "Call"), (3600, "Visit"), (1800, "")]
    assert [(charge.amount, charge.problem) for charge in charges] == [(9000, 0), (15_750, 0), (4500, 0)]
    assert (run.filename, run.added, run.known, run.refused) == ("work.csv", 3, 0, 0)
    assert {entry.import_id for entry in entries} == {run.id}
    assert (event.action, event.subject_id) == ("import", run.id)


@pytest.mark.usefixtures("installation")
def test_an_account_has_the_calendar_of_its_country() -> None:
    bring(ACME, BOLT, PLAIN, ACME.replace("Acme", "Acre"))
    with reading() as db:
        calendars = {calendar.id: calendar for calendar in db.exec(select(Calendar))}
        accounts = {account.name: account for account in db.exec(select(Account))}
    paris = calendars[accounts["Acme"].calendar_id]
    assert (paris.zone, paris.holiday_country) == ("Europe/Paris", "FR")
    assert calendars[accounts["Bolt"].calendar_id].zone == "Europe/Stockholm"
    assert accounts["Acre"].calendar_id == paris.id
    assert accounts["Cask"].calendar_id is None
    assert len(calendars) == 3


@pytest.mark.usefixtures("installation")
def test_one_bad_row_and_nothing_is_changed() -> None:
    before = counts()
    outcome = bring(ACME, BAD, BOLT)
    assert (outcome.is_done, outcome.added) == (False, 0)
    assert {bad.row for bad in outcome.bad} == {3}  # the header is row 1
    assert counts() == before


@pytest.mark.usefixtures("installation")
def test_good_rows_alone_are_brought_when_asked_for() -> None:
    outcome = bring(ACME, BAD, BOLT, good_rows_only=True)
    assert (outcome.is_done, outcome.added, {bad.row for bad in outcome.bad}) == (True, 2, {3})
    with reading() as db:
        assert set(db.exec(select(Account.name))) == {"Acme", "Bolt"}
        assert db.exec(select(ImportRun.refused)).one() == len({problem.row for problem in outcome.bad})
    assert bring(ACME, BAD.replace("10:00:00Z", "08:00:00Z"), BOLT).added == 1


@pytest.mark.usefixtures("installation")
def test_a_failure_near_the_end_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(importing.audit, "record", lambda *_, **__: fail())
    with pytest.raises(MemoryError):
        bring(ACME, BOLT)
    assert counts() == before


def test_the_same_file_again_adds_nothing(installation: Engine) -> None:
    bring(ACME, BOLT)
    change_work(installation, 1, deleted_at=1, note="mended")
    with reading() as db:
        before = (db.get_one(Revision, 1), db.exec(select(TimeEntry).order_by(col(TimeEntry.id))).all())
    again = bring(ACME, BOLT)
    assert again == Outcome(is_done=True, added=0, known=2, bad=[])
    with reading() as db:
        assert (db.get_one(Revision, 1), db.exec(select(TimeEntry).order_by(col(TimeEntry.id))).all()) == before
    more = bring(ACME, BOLT, PLAIN)
    assert (more.added, more.known, more.accounts, more.reps) == (1, 2, 1, 0)


@pytest.mark.usefixtures("installation")
def test_two_equal_rows_are_two_entries() -> None:
    assert bring(ACME, ACME).added == 2
    third = bring(ACME, ACME, ACME)
    assert (third.added, third.known, third.accounts, third.tickets) == (1, 2, 0, 0)
    assert count(TimeEntry) == count(Charge) == 3


def test_real_work_is_not_mixed_into_the_demo(installation: Engine) -> None:
    add(installation, Calendar(id=1, name="Paris", zone="Europe/Paris", hours=[[]] * 7, weekend=[5, 6]))
    add(installation, Organisation(id=1, name="Demo", calendar_id=1, is_demo=True))
    before = counts()
    with pytest.raises(Refused) as refused:
        bring(ACME)
    assert refused.value.message == importing.DEMO
    assert counts() == before


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("actor", [REP_1, MANAGER, FINANCE, None])
def test_only_an_administrator_may(actor: Actor | None) -> None:
    before = counts()
    with pytest.raises(Refused):
        inspect(actor, HEADER.encode(), "work.csv")
    with pytest.raises(Refused):
        bring(ACME, actor=actor)
    assert counts() == before


@pytest.mark.usefixtures("installation")
def test_what_cannot_be_understood_is_refused() -> None:
    before = counts()
    with pytest.raises(Refused):
        inspect(ADMIN, b"", "work.csv")
    with pytest.raises(Refused, match="There is no time zone"):
        import_entries(ADMIN, table_of(ACME), "work.csv", Plan({}, zone="Europe/Nowhere"))
    with pytest.raises(Refused, match="The file has no column"):
        import_entries(ADMIN, table_of(ACME), "work.csv", Plan({"account": "Customer"}))
    assert counts() == before


@pytest.mark.skipif(not REAL_FILE.exists(), reason="the file of real work is not beside the project")
def test_the_real_file_is_brought_whole_and_priced(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rxbilling.models.database.engine", lambda: sqlite)
    table, guess = inspect(ADMIN, REAL_FILE.read_bytes(), REAL_FILE.name)
    outcome = import_entries(ADMIN, table, REAL_FILE.name, Plan(guess.mapping))
    assert (outcome.is_done, outcome.added, outcome.accounts, outcome.bad) == (True, 21_390, 132, [])
    assert outcome.without_price == 0
    assert (count(TimeEntry), count(Charge), count(Account)) == (21_390, 21_390, 132)
    with reading() as db:
        assert db.exec(select(func.count()).select_from(Charge).where(Charge.problem != 0)).one() == 0
    again = import_entries(ADMIN, table, REAL_FILE.name, Plan(guess.mapping))
    assert (again.added, again.known) == (0, 21_390)


@pytest.mark.usefixtures("installation")
def test_a_ticket_number_belongs_to_its_account() -> None:
    bring(ACME, "T1,Bolt,SE,Ben,Remote,2026-03-02T10:00:00+01:00,2026-03-02T11:00:00+01:00,Other")
    with reading() as db:
        tickets = {ticket.id: ticket.account_id for ticket in db.exec(select(Ticket))}
        entries = db.exec(select(TimeEntry)).all()
    assert len(tickets) == 2
    assert all(tickets[entry.ticket_id] == entry.account_id for entry in entries)


@pytest.mark.usefixtures("installation")
def test_a_product_is_kept_where_there_is_no_ticket_to_keep_it() -> None:
    header = "Ticket,Account,Rep,Start,End,Product"
    times = "2026-03-02T09:00:00Z,2026-03-02T10:00:00Z"
    data = "\n".join([header, f",Acme,Ana,{times},Portal", f"T1,Acme,Bo,{times},Shop", f"T1,Acme,Cy,{times},Portal"])
    table, guess = inspect(ADMIN, data.encode(), "work.csv")
    import_entries(ADMIN, table, "work.csv", Plan(guess.mapping))
    with reading() as db:
        shown = entry_rows.rows(db.connection(), [entry.id or 0 for entry in db.exec(select(TimeEntry))])
    assert sorted((row.rep, row.product) for row in shown) == [("Ana", "Portal"), ("Bo", "Shop"), ("Cy", "Portal")]


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("country", ["FR", "fr", "France"])
def test_the_country_may_stand_in_any_row_and_be_a_name(country: str) -> None:
    times = "2026-07-14T09:00:00+02:00,2026-07-14T10:00:00+02:00"
    outcome = bring(f"T1,Acme,,Ana,Remote,{times},Bastille day", f"T2,Acme,{country},Bo,Remote,{times},The same")
    assert outcome.strangers == 0
    with reading() as db:
        assert {charge.amount for charge in db.exec(select(Charge))} == {18_000}
