"""A billing run bills what is chosen: some accounts or contracts, or all."""

from rxbilling.state.bill_run import BillRun
from tests.api.site import Site
from tests.state.socket import Tab, tab

MARCH = {"first": "2026-03-01", "last": "2026-03-31"}


def looked_at(own: Tab) -> list[str]:
    """Look at the bills; return whose they are."""
    own.call(BillRun.look, form=MARCH)
    return [row["account"] for row in own.of(BillRun)["rows"]]


def test_several_accounts_are_billed_or_all(site: Site) -> None:
    with tab(site, "finance") as own:
        own.visit("/bill-run")
        own.call(BillRun.open_page)
        assert looked_at(own) == ["Acme", "Bolt"]
        own.call(BillRun.add_value, what="account", number="2", name="Told by the browser")
        assert own.of(BillRun)["chosen"]["account"] == [{"value": "2", "name": "Bolt"}]
        assert own.of(BillRun)["account"] == 2
        assert not own.of(BillRun)["is_looked"]
        assert looked_at(own) == ["Bolt"]
        own.call(BillRun.add_value, what="account", number="1", name="")
        assert own.of(BillRun)["account"] == 0
        assert looked_at(own) == ["Acme", "Bolt"]
        own.call(BillRun.drop_value, what="account", number="2")
        assert looked_at(own) == ["Acme"]


def test_only_what_there_is_can_be_chosen(site: Site) -> None:
    with tab(site, "finance") as own:
        own.visit("/bill-run", account=99, contract="x")
        own.call(BillRun.open_page)
        for what, number in (("account", "99"), ("account", "-1"), ("account", "²"), ("rep", "1")):
            own.call(BillRun.add_value, what=what, number=number, name="X")
        assert own.of(BillRun)["chosen"] == {"account": [], "contract": []}


def test_the_address_says_what_is_billed(site: Site) -> None:
    with tab(site, "finance") as own:
        own.visit("/bill-run", account=2)
        own.call(BillRun.open_page)
        assert looked_at(own) == ["Bolt"]


def test_a_day_that_is_none_of_our_time_is_refused(site: Site) -> None:
    with tab(site, "finance") as own:
        own.visit("/bill-run")
        own.call(BillRun.open_page)
        own.call(BillRun.look, form={"first": "0001-01-01", "last": "2026-03-31"})
        assert own.of(BillRun)["wrong_field"] == "first"
