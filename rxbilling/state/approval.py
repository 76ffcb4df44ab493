"""The settings page: whether weeks are approved before their work is billed."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import approval
from rxbilling.services.access import Refused, Right
from rxbilling.state.closing import Closing
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.viewer import Viewer


class ApprovalSetting(rx.State):
    """Whether approval is on."""

    is_on: bool = False

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    def open_page(self) -> None:
        """Load the setting: whoever may open the page may know."""
        self.is_on = approval.setting(acting(self))

    @rx.event
    @policy(Right.ADMINISTER)
    def turn(self, on: bool) -> Any:  # noqa: ANN401 - events
        """Turn approval on or off."""
        actor = acting(self)
        try:
            approval.turn(actor, on=on)
        except Refused as refusal:
            return told(actor, refusal)
        self.is_on = approval.setting(actor)
        done = N_("Weeks are approved from now on.") if on else N_("Weeks are not approved any more.")
        # The books are in the same row, which has a new version now.
        return [rx.toast.success(tr(language_of(actor), done)), Closing.open_page, Viewer.load]
