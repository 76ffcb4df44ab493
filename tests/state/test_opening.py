"""A page that begins closes every dialog there is, and one that connects again keeps them."""

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from rxbilling.state.opening import CONNECT, DIALOGS, LOAD, QUESTIONS
from rxbilling.state.own_tokens import OwnTokens
from rxbilling.state.rule_form import RuleForm
from rxbilling.state.users import Users
from rxbilling.state.why import Why
from tests.api.site import PASSWORD, Site
from tests.state.socket import Tab, tab


def with_dialogs(own: Tab) -> None:
    own.visit("/rules")
    own.call_named(CONNECT, hashes=["x"])
    own.call(Why.show, number=3)
    own.call(RuleForm.open_new)
    assert are_open(own) == [True, True]


def are_open(own: Tab) -> list[bool]:
    return [own.of(state)["is_open"] for state in (Why, RuleForm)]


@pytest.mark.parametrize(("handler", "closed"), [("toggle", DIALOGS), ("stop_asking", QUESTIONS)])
def test_every_state_that_opens_something_is_closed(handler: str, closed: tuple[type[rx.State], ...]) -> None:
    handlers = RegistrationContext.get().event_handlers.items()
    having = {found.states[0] for event, found in handlers if found.states and event.endswith(f".{handler}")}
    assert having == set(closed)


def test_a_page_that_is_loaded_anew_has_nothing_open(site: Site) -> None:
    with tab(site, "admin") as own:
        with_dialogs(own)
        own.call_named(CONNECT, hashes=["x"])
        assert are_open(own) == [False, False]


def test_a_page_that_is_gone_to_has_nothing_open(site: Site) -> None:
    with tab(site, "admin") as own:
        with_dialogs(own)
        own.call_named(LOAD)
        assert are_open(own) == [False, False]


def test_a_page_that_connects_again_keeps_what_is_open(site: Site) -> None:
    with tab(site, "admin") as own:
        with_dialogs(own)
        own.call_named(CONNECT)
        assert are_open(own) == [True, True]


def test_what_is_opened_before_a_page_has_loaded_stays_open(site: Site) -> None:
    with tab(site, "admin") as own:
        with_dialogs(own)
        own.call_named(CONNECT, hashes=["x"])
        own.call(Why.show, number=3)
        assert own.of(Why)["is_open"]


def test_what_is_shown_once_is_forgotten_with_the_page(site: Site) -> None:
    with tab(site, "admin") as own:
        own.call(OwnTokens.create, form={"name": "X", "scope-read": "on", "days": "5", "current": PASSWORD})
        assert own.of(OwnTokens)["made"].startswith("rxb_")
        own.call(Users.make_link, number=1)
        assert own.of(Users)["link"]
        own.call_named(LOAD)
        assert own.of(OwnTokens)["made"] == own.of(Users)["link"] == ""
