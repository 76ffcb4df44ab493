"""The link by which a password is set: whom it is for."""

import reflex as rx

from rxbilling.services import links
from rxbilling.state.guard import acting, policy


class Welcome(rx.State):
    """What a link says; an ``email`` is there only where the link still works."""

    token: str = ""
    email: str = ""
    name: str = ""
    is_invitation: bool = False
    signed_in_as: str = ""
    is_loaded: bool = False

    @rx.event
    @policy("public")
    def look(self) -> None:
        """Read the link of the address."""
        self.token = str(self.router.url.query_parameters.get("token", ""))
        found = links.look(self.token)
        self.email, self.name = (found.email, found.name) if found else ("", "")
        self.is_invitation = found is not None and found.purpose == "invite"
        actor = acting(self)
        self.signed_in_as = actor.name if actor else ""
        self.is_loaded = True
