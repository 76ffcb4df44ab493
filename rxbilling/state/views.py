"""Filters that the user keeps under names."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import saved_views
from rxbilling.services.access import Refused
from rxbilling.state.forms import Form, language_of, text_of, told
from rxbilling.state.guard import acting, policy


@dataclass
class ViewLine:
    """A view: its number, its name, and its filter as an address has it."""

    number: int = 0
    name: str = ""
    query: str = ""


class Views(Form, rx.State):
    """The user's views."""

    lines: list[ViewLine] = []

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Load the views."""
        self._begin()
        self.lines = [ViewLine(view.number, view.name, view.query) for view in saved_views.views(acting(self))]

    @rx.event
    @policy("user")
    def save(self, query: str, form: dict[str, str]) -> Any:  # noqa: ANN401 - an event, or none
        """Keep a filter under a name."""
        actor = acting(self)
        self._begin()
        try:
            saved_views.save(actor, text_of(form, "view_name"), query)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        self.load()  # type: ignore[operator]  # an event handler is called as a function here
        return rx.toast.success(tr(language_of(actor), N_("The view is saved.")))

    @rx.event
    @policy("user")
    def delete(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Delete a view."""
        actor = acting(self)
        try:
            saved_views.delete(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self.load()  # type: ignore[operator]  # as above
        return None
