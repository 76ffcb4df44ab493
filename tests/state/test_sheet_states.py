"""What the page of time entries keeps: pickers of its filter, views, and the change of many entries."""

import pytest

from rxbilling.services import sheet
from rxbilling.services.access import Actor
from rxbilling.state.entries import Entries
from rxbilling.state.many import Many
from rxbilling.state.views import Views
from tests.api.site import Site
from tests.state.socket import Tab, tab

FACTS = {"Entries that change": "3", "Their price now": "€450.00"}


def picker(own: Tab, source: str) -> dict[str, object]:
    found: dict[str, object] = own.of(Entries)["pickers"][source]
    return found


def test_values_are_picked_and_taken_out_again(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Entries.open_page)
        assert picker(own, "account")["summary"] == "All accounts"
        own.call(Entries.pick, source="account", number=1)
        own.call(Entries.pick, source="status", number=0)
        own.call(Entries.pick, source="status", number=3)
        assert own.of(Entries)["query"] == "account=1&status=unbilled,no_price"
        assert (picker(own, "account")["summary"], picker(own, "status")["summary"]) == ("Acme", "Unbilled +1")
        own.call(Entries.pick, source="account", number=1)
        own.call(Entries.drop, source="status")
        assert own.of(Entries)["query"] == ""


def test_parts_that_are_not_always_there_are_shown_on_demand(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Entries.open_page)
        assert picker(own, "ticket")["shown"] is False
        own.call(Entries.search, source="ticket", part="")
        offers = picker(own, "ticket")["offers"]
        assert isinstance(offers, list)
        assert (picker(own, "ticket")["shown"], [offer["name"] for offer in offers]) == (True, ["No ticket"])
        own.call(Entries.search, source="ticket", part="t-2")
        offers = picker(own, "ticket")["offers"]
        assert isinstance(offers, list)
        assert [(offer["name"], offer["hint"]) for offer in offers] == [("T-2", "Bolt")]
        own.call(Entries.pick, source="tier", number=1)
        assert own.of(Entries)["query"] == "tier=non_operational"


def test_a_rep_is_offered_neither_other_reps_nor_contracts(site: Site) -> None:
    with tab(site, "rep") as own:
        own.call(Entries.open_page)
        for source in ("rep", "contract"):
            own.call(Entries.search, source=source, part="")
            offers = picker(own, source)["offers"]
            assert isinstance(offers, list)
            assert {offer["name"] for offer in offers} <= {"No contract"}
        own.call(Entries.pick, source="rep", number=2)
        assert "Ben" not in own.text()


@pytest.mark.parametrize("source", ["", "nothing", "accounts"])
def test_a_part_that_is_none_does_nothing(site: Site, source: str) -> None:
    with tab(site, "rep") as own:
        own.call(Entries.open_page)
        own.call(Entries.pick, source=source, number=1)
        own.call(Entries.search, source=source, part="x")
        own.call(Entries.drop, source=source)
        assert own.of(Entries)["query"] == ""


def test_a_view_is_kept_chosen_and_deleted(site: Site) -> None:
    with tab(site, "rep") as own:
        own.call(Views.save, query="status=unbilled", form={"view_name": "To bill"})
        (line,) = own.of(Views)["lines"]
        assert (line["name"], line["query"]) == ("To bill", "status=unbilled")
        own.call(Entries.choose_view, query=line["query"])
        assert own.of(Entries)["query"] == "status=unbilled"
        own.call(Views.save, query="", form={"view_name": " "})
        assert (own.of(Views)["wrong_field"], own.of(Views)["wrong"]) == ("name", "Give the view a name.")
        own.call(Views.delete, number=line["number"])
        assert own.of(Views)["lines"] == []


def test_many_are_changed_as_the_preview_says(site: Site) -> None:
    with tab(site, "finance") as own:
        own.call(Many.open, query="", total="3")
        assert own.of(Many)["actions"] == ["billed", "unbilled", "not_billable", "billable"]
        assert own.of(Many)["scope"] == "All entries of the filter: 3"
        own.call(Many.show, form={"value": ""})
        assert own.of(Many)["wrong_field"] == "value"
        own.call(Many.show, form={"value": "INV-1"})
        assert {fact["label"]: fact["value"] for fact in own.of(Many)["told"]} == FACTS
        assert "Marked: 3." in str(own.call(Many.carry_out))
        assert own.of(Many)["is_open"] is False
        own.call(Many.open, query="", total="3")
        own.call(Many.choose_action, action="billed")
        own.call(Many.show, form={"value": "INV-2"})
        assert own.of(Many)["count"] == 0
        assert [(fact["label"], fact["value"]) for fact in own.of(Many)["left_out"]] == [("billed already", "3")]


def test_what_changed_since_the_preview_is_shown_again_first(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Many.select, numbers=[1, 2])
        own.call(Many.open_delete, number=1)
        assert own.of(Many)["scope"] == "Selected entries: 2"
        own.call(Many.show, form={})
        assert own.of(Many)["is_shown"] is True
        sheet.change_cell(Actor(user_id=1, name="Ana", role="rep", rep_id=1), 1, 1, "note", "meanwhile")
        own.call(Many.carry_out)
        assert (own.of(Many)["is_open"], own.of(Many)["is_shown"]) == (True, False)
        assert "Somebody else" in str(own.of(Many)["wrong"])


def test_only_what_was_shown_is_carried_out(site: Site) -> None:
    before = site.content()
    with tab(site, "manager") as own:
        own.call(Many.open, query="", total="3")
        own.call(Many.choose_action, action="service")
        own.call(Many.show, form={"value": ""})
        assert own.of(Many)["is_shown"] is False
        assert "Choose a service" in str(own.of(Many)["wrong"])
        own.call(Many.choose_action, action="no_service")
        own.call(Many.show, form={})
        assert own.of(Many)["is_shown"] is True
        own.call(Many.choose_action, action="delete")
        own.call(Many.carry_out)
    assert site.content() == before


def test_what_entries_are_moved_to_is_picked(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Many.open, query="", total="3")
        own.call(Many.choose_action, action="account")
        own.call(Many.show, form={"value": "-1"})
        assert (own.of(Many)["wrong_field"], own.of(Many)["is_shown"]) == ("value", False)
        assert "none of this name" in str(own.of(Many)["wrong"])
        own.call(Many.pick_value, number="2", name="Bolt")
        own.call(Many.show, form={"value": "2"})
        assert (own.of(Many)["is_shown"], own.of(Many)["value"]) == (True, "Bolt")


def test_deleting_one_leaves_the_selection_as_it_is(site: Site) -> None:
    with tab(site, "manager") as own:
        own.call(Many.select, numbers=[1, 2])
        own.call(Many.open_delete, number=3)
        assert own.of(Many)["scope"] == "Selected entries: 1"
        own.call(Many.toggle, is_open=False)
        own.call(Many.open, query="", total="3")
        assert own.of(Many)["scope"] == "Selected entries: 2"


def test_nobody_changes_many_without_the_right(site: Site) -> None:
    before = site.content()
    with tab(site, "rep") as own:
        own.call(Many.open, query="", total="2")
        assert own.of(Many).get("is_open", False) is False
        own.call(Many.choose_action, action="delete")
        own.call(Many.show, form={})
        assert "does not allow" in str(own.of(Many)["wrong"])
        own.call(Many.carry_out)
    assert site.content() == before
