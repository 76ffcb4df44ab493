"""The page of a ticket and its form: what each is shown, and what somebody else has made of it meanwhile."""

from dataclasses import replace

from rxbilling.services import ticket_changes, ticket_details
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.ticket_drafts import TicketChange
from rxbilling.state.searching import Searching
from rxbilling.state.ticket_change import TicketChangeForm
from rxbilling.state.ticket_page import TicketPage, facts_of
from tests.api.site import Site
from tests.state.socket import Tab, tab

FORM = {"subject": "Mail", "service": "0", "product": "", "priority": "Low", "ticket_type": ""}


def opened(own: Tab, number: object) -> None:
    own.visit("/ticket", number=number)
    own.call(TicketPage.open_page)


def test_what_is_shown_of_a_ticket(site: Site) -> None:
    ticket_changes.change(COMMAND_LINE, 1, 1, TicketChange("Mail", 1, "Outlook", "High"))
    for who in ("rep", "manager"):
        with tab(site, who) as own:
            opened(own, 1)
            shown = own.of(TicketPage)
            assert (shown["name"], shown["line"]["hours"], shown["contract"]) == ("T-1 · Mail", "1:30", 0)
            values = [fact["value"] for fact in shown["facts"]]
            assert values[:4] == ["Remote", "Outlook", "High", "—"]
            # Reps are told no names of others, who change tickets too.
            assert bool(shown["history"]) is (who == "manager")


def test_a_rep_sees_its_own_hours_of_the_ticket_of_another(site: Site) -> None:
    with tab(site, "rep") as own:
        opened(own, 3)
        assert own.of(TicketPage)["line"]["hours"] == "0:00"


def test_a_number_that_is_not_there(site: Site) -> None:
    with tab(site, "manager") as own:
        for number in (99, "x", "", -1):
            opened(own, number)
            assert own.of(TicketPage)["is_missing"] is True


def test_it_is_closed_and_opened_again(site: Site) -> None:
    with tab(site, "rep") as own:
        opened(own, 1)
        for state in ("closed", "open"):
            own.call(TicketPage.set_state, state=state)
            assert own.of(TicketPage)["line"]["state"] == state


def test_who_saves_later_is_shown_what_it_is_now_and_may_save_again(site: Site) -> None:
    with tab(site, "manager") as own:
        opened(own, 1)
        own.call(TicketChangeForm.open_change, number=1)
        ticket_changes.change(COMMAND_LINE, 1, 1, TicketChange("Theirs", priority="High"))
        own.call(TicketChangeForm.save, form=FORM)
        form = own.of(TicketChangeForm)
        assert "Somebody else has changed this" in form["wrong"]
        assert {"Theirs", "High"} <= {fact["value"] for fact in form["theirs"]}
        assert form["is_open"] is True
        for _ in range(2):
            own.call(TicketChangeForm.save, form=FORM)
        assert own.of(TicketChangeForm)["is_open"] is False
        assert own.of(TicketPage)["name"] == "T-1 · Mail"
    found = ticket_details.look(COMMAND_LINE, 1)
    assert (found.asked.priority, found.work.version) == ("Low", 3)


def test_a_field_that_is_wrong_is_named(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(TicketChangeForm.open_change, number=1)
        for field, value in (("subject", " "), ("service", "99"), ("service", "x")):
            own.call(TicketChangeForm.save, form=FORM | {field: value})
            assert own.of(TicketChangeForm)["wrong_field"] == field


def test_when_it_was_closed_and_why_it_was_opened_all_the_same(site: Site) -> None:
    found = ticket_details.look(COMMAND_LINE, 1)
    closed = replace(found, closed_at=60, reason="It is on fire")
    for detail, more in (
        (found, []),
        (closed, [("Closed on", "Jan 1, 1970, 00:01"), ("Why all the same", closed.reason)]),
    ):
        facts = [(fact.label, fact.value) for fact in facts_of("en", "UTC", detail)]
        assert facts[5:] == more


def test_the_search_leads_to_the_page_of_a_ticket(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Searching.look_for, text="T-1")
        assert "/ticket?number=1" in [found["address"] for found in own.of(Searching)["found"]]
