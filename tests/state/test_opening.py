"""A page that opens closes every dialog there is, whatever page it was on."""

from reflex_base.registry import RegistrationContext

from rxbilling.state.opening import DIALOGS, Opening
from rxbilling.state.rule_form import RuleForm
from rxbilling.state.why import Why
from tests.api.site import Site
from tests.state.socket import tab


def test_every_state_that_toggles_is_closed() -> None:
    handlers = RegistrationContext.get().event_handlers.items()
    toggling = {found.states[0] for event, found in handlers if found.states and event.endswith(".toggle")}
    assert toggling == set(DIALOGS)


def test_what_was_open_is_closed_and_told_so(site: Site) -> None:
    with tab(site, "admin") as own:
        own.call(Why.show, number=3)
        own.call(RuleForm.open_new)
        assert own.of(Why)["is_open"]
        assert own.of(RuleForm)["is_open"]
        own.call(Opening.begin)
        assert not own.of(Why)["is_open"]
        assert not own.of(RuleForm)["is_open"]
