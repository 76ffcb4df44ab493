"""Any browser that opens a socket can call any handler by name, with any arguments: what it gets of that."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import reflex as rx
from sqlmodel import select
from starlette.websockets import WebSocketDisconnect

from rxbilling.models import Account, Calendar, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import pricing, uploads
from rxbilling.services.access import Actor
from rxbilling.state.dashboard import Dashboard
from rxbilling.state.demo import Demo
from rxbilling.state.entries import Entries
from rxbilling.state.entry_form import EntryForm
from rxbilling.state.importing import Importing
from rxbilling.state.quickbooks import QuickBooksExport
from rxbilling.state.searching import Searching
from rxbilling.state.users import Users
from rxbilling.state.viewer import Viewer
from rxbilling.state.why import Why
from tests.api.site import HOST, WORK, Site
from tests.state.socket import Payload, name_of, tab

FORM = {"company": "Evil", "create_time": "1"}
FORGED: list[tuple[Any, Payload]] = [
    (Viewer.load, {}),
    (Dashboard.open_page, {}),
    (Dashboard.pick, {"source": "rep", "number": 2}),
    (Dashboard.pick, {"source": "status", "number": 0}),
    (Entries.open_page, {}),
    (Entries.search, {"source": "account", "part": "Ac"}),
    (Searching.look_for, {"text": "Acme"}),
    (Why.show, {"number": 3}),
    (Importing.open_file, {"token": "a" * 24, "filename": "x.csv"}),
    (Importing.import_all, {}),
    (Importing.import_good_rows, {}),
    (Demo.fill, {}),
    (Demo.remove, {}),
    (QuickBooksExport.open_dialog, {"query": ""}),
    (QuickBooksExport.check, {"form": FORM}),
]
DATA = ("Acme", "Bolt", "Ana", "Ben", "My company", "180.00", "270.00", "450.00")


async def _chunks(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


def sent_file(site: Site, user: int) -> str:
    """Store a file as an administrator of a number would send it; return its token."""
    actor = Actor(user_id=user, name="", role="admin")
    return asyncio.run(uploads.keep(actor, _chunks(WORK.replace("03-02", "03-04"))))


@pytest.mark.parametrize(("handler", "arguments"), FORGED, ids=[name_of(handler) for handler, _ in FORGED])
def test_nobody_gets_nothing_and_changes_nothing(site: Site, handler: Any, arguments: Payload) -> None:
    before = site.content()
    with tab(site) as anybody:
        anybody.call(handler, **arguments)
        assert anybody.redirects() == ["/login"]
        assert anybody.variables == {}
        assert [name for name in DATA if name in anybody.text()] == []
    assert site.content() == before


def test_a_forged_session_is_nobody(site: Site) -> None:
    with tab(site, cookie="rxbilling_session=" + "x" * 43) as anybody:
        anybody.call(Dashboard.open_page)
        assert anybody.redirects() == ["/login"]


def test_signing_out_ends_what_an_open_socket_may_do(site: Site) -> None:
    with tab(site, "manager") as open_tab:
        open_tab.call(Entries.open_page)
        assert open_tab.redirects() == []
        site.request("POST", "/auth/logout", "manager")
        open_tab.call(Dashboard.open_page)
        assert open_tab.redirects() == ["/login"]
        assert open_tab.of(Dashboard) == {}


def test_what_a_state_was_filled_with_is_gone_with_the_session(site: Site) -> None:
    with tab(site, "manager") as open_tab:
        open_tab.call(Dashboard.open_page)
        assert open_tab.of(Dashboard)["hours"] == "5:00"
        site.request("POST", "/auth/logout", "manager")
        open_tab.variables.clear()
        open_tab.call(rx.State.hydrate)
        assert open_tab.of(Dashboard)["hours"] == ""


@pytest.mark.parametrize(
    ("who", "entries", "hours", "amount"),
    [("rep", "2", "2:00", "€180.00"), ("manager", "3", "5:00", "€450.00"), ("finance", "3", "5:00", "€450.00")],
)
def test_totals_are_of_the_work_one_may_see(site: Site, who: str, entries: str, hours: str, amount: str) -> None:
    with tab(site, who) as own:
        own.call(Dashboard.open_page)
        shown = own.of(Dashboard)
        assert (shown["entries"], shown["hours"], shown["billable"]) == (entries, hours, [amount])
        assert ("Ben" in [line["name"] for line in shown["rep_lines"]]) is (who != "rep")


@pytest.mark.parametrize("page", [Dashboard, Entries])
def test_a_rep_that_asks_for_another_rep_sees_nothing_of_it(site: Site, page: Any) -> None:
    with tab(site, "rep") as own:
        own.call(page.pick, source="rep", number=2)
        assert own.of(page)["entries"] in {"0", "2"}  # the filter holds nothing, or leaves out who is unknown
        assert [amount for amount in ("270.00", "450.00", "Ben's secret") if amount in own.text()] == []


def test_an_entry_is_explained_to_those_who_may_see_it(site: Site) -> None:
    with tab(site, "rep") as own:
        own.call(Why.show, number=3)
        assert own.of(Why) == {}
        assert "Ben's secret" not in own.text()
        own.call(Why.show, number=1)
        assert (own.of(Why)["note"], own.of(Why)["amount"]) == ("Ana's call", "€135.00")
    with tab(site, "manager") as all_work:
        all_work.call(Why.show, number=3)
        assert (all_work.of(Why)["note"], all_work.of(Why)["amount"]) == ("Ben's secret", "€270.00")


@pytest.mark.parametrize("who", ["rep", "manager", "finance"])
def test_only_administrators_fill_remove_and_import(site: Site, who: str) -> None:
    token = sent_file(site, 4)
    before = site.content()
    with tab(site, who) as own:
        for handler in (Demo.fill, Demo.remove, Importing.import_all, Importing.import_good_rows):
            own.call(handler)
        own.call(Importing.open_file, token=token, filename="work.csv")
        assert json.dumps(own.events).count("Your role does not allow this. Ask an administrator.") == 5
        assert own.of(Importing) == own.of(Demo) == {}
    assert site.content() == before


def test_a_file_belongs_to_the_administrator_who_sent_it(site: Site) -> None:
    token = sent_file(site, 4)
    with tab(site, "admin-2") as other:
        other.call(Importing.open_file, token=token, filename="work.csv")
        assert other.of(Importing)["problem"] == "The file is not here any more. Choose it again."
    before = site.content()
    with tab(site, "admin") as sender:
        sender.call(Importing.open_file, token=token, filename="work.csv")
        sender.call(Importing.import_all)
        assert sender.of(Importing)["is_done"] is True
    assert site.content() != before


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_quickbooks_is_for_finance(site: Site, who: str) -> None:
    before = site.content()
    with tab(site, who) as own:
        own.call(QuickBooksExport.open_dialog, query="")
        own.call(QuickBooksExport.check, form=FORM)
        assert own.of(QuickBooksExport) == {}
    assert site.content() == before


def test_finance_sees_what_quickbooks_would_take(site: Site) -> None:
    with tab(site, "finance") as own:
        own.call(QuickBooksExport.open_dialog, query="")
        own.call(QuickBooksExport.check, form={"company": "Acme Ltd", "create_time": "1180517353"})
        assert (own.of(QuickBooksExport)["is_checked"], own.of(QuickBooksExport)["activities"]) == (True, "3")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"http://{HOST}.evil.example", f"http://{HOST}:81"])
def test_a_socket_of_another_site_is_refused(site: Site, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect), tab(site, "admin", origin=origin):
        pass


def test_a_socket_of_our_own_pages_is_taken(site: Site) -> None:
    with tab(site, "rep", origin=f"http://{HOST}") as own:
        own.call(Viewer.load)
        assert own.of(Viewer)["role"] == "rep"


# What a form of an entry sends: another note, and times of its own.
THEIRS = {"note": "Forged", "start": "2026-03-02T08:00", "end": "2026-03-02T23:00", "service": "1", "billable": "on"}


def test_a_rep_cannot_reach_the_entry_of_another_rep(site: Site) -> None:
    """Entry 3 is Ben's: Ana asks for it, then saves and deletes as if it were open."""
    before = site.content()
    with tab(site, "rep") as own:
        own.call(EntryForm.show, number=3)
        own.call(EntryForm.save, form=THEIRS)
        own.call(EntryForm.delete)
        assert own.of(EntryForm)["wrong"] == "This entry is not there any more."
        assert [word for word in ("Ben", "secret", "270") if word in own.text()] == []
    assert site.content() == before


def test_a_form_of_one_entry_cannot_be_turned_on_another(site: Site) -> None:
    """A state remembers the entry that was opened and its version; nothing that is sent names them."""
    with tab(site, "rep") as own:
        own.call(EntryForm.show, number=1)
        own.call(EntryForm.save, form={**THEIRS, "number": "3", "version": "1", "rep_id": "2", "account_id": "2"})
    rows = site.get("/app/entries", "manager").json()["rows"]
    assert {row["id"]: (row["note"], row["rep"], row["account"]) for row in rows} == {
        1: ("Forged", "Ana", "Acme"),
        2: ("Ana's letter", "Ana", "Bolt"),
        3: ("Ben's secret", "Ben", "Acme"),
    }


def test_a_rep_that_becomes_another_sees_nothing_of_before(site: Site) -> None:
    with tab(site, "manager") as open_tab:
        open_tab.call(Dashboard.open_page)
        assert open_tab.of(Dashboard)["hours"] == "5:00"
        with tab(site, "admin") as boss:
            boss.call(Users.open_user, number=2)
            boss.call(Users.save, form={"name": "Max", "email": "manager@example.org", "role": "rep", "rep": "2"})
        open_tab.variables.clear()
        open_tab.call(Entries.open_page)
        assert open_tab.of(Dashboard)["hours"] == ""
        assert open_tab.of(Entries)["entries"] == "1"


def test_values_that_no_page_sends_do_no_harm(site: Site) -> None:
    """A handler may be given anything: it is refused in words, or passed over, and nothing is stored."""
    before = site.content()
    with tab(site, "admin") as own:
        for form in ({"role": "king"}, {"rep": "x"}, {"rep": "99"}, {"email": {"a": 1}}, {"email": "a" * 9000}):
            own.call(Users.save, form={"name": "N", "email": "n@example.org", "role": "rep", **form})
            assert own.of(Users)["wrong"]
        own.call(EntryForm.show, number=1)
        for form in ({"start": "2026-03-29T02:30"}, {"start": "yesterday"}, {"start": None}, {"end": "1"}):
            own.call(EntryForm.save, form={**THEIRS, **form})
            assert own.of(EntryForm)["wrong_field"] in {"start", "end"}
    assert site.content() == before


def new_york(site: Site) -> None:
    """Put Acme, whose work is priced in UTC, on the clock of New York."""
    with writing() as db:
        calendar = Calendar(name="New York", zone="America/New_York", hours=[[]] * 7, weekend=[])
        db.add(calendar)
        db.flush()
        account = db.get_one(Account, 1)
        account.calendar_id = calendar.id
        db.add(account)
        pricing.price(db)


def starts(site: Site) -> dict[int, int]:
    with reading() as db:
        return {entry.id or 0: entry.start_at or 0 for entry in db.exec(select(TimeEntry))}


def test_a_form_does_not_move_work_when_the_clock_of_its_customer_has_changed(site: Site) -> None:
    before = starts(site)
    with tab(site, "manager") as own:
        own.call(EntryForm.show, number=1)
        shown = own.of(EntryForm)
        form = {"start": shown["start"], "end": shown["end"], "note": "Only the note", "service": "1", "billable": "on"}
        new_york(site)
        own.call(EntryForm.save, form=form)
        assert "Somebody else has changed this meanwhile." in own.of(EntryForm)["wrong"]
        assert own.of(EntryForm)["zone"] == "America/New_York"
        assert starts(site) == before
        again = {**form, "start": own.of(EntryForm)["start"], "end": own.of(EntryForm)["end"]}
        own.call(EntryForm.save, form=again)
        assert own.of(EntryForm)["wrong"] == ""
    assert starts(site) == before
