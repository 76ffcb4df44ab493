"""The form that adds a row to the table of a rep's week."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid, Refused, Right
from rxbilling.services.weeks import Task
from rxbilling.state.forms import focus_on
from rxbilling.state.guard import acting, policy
from rxbilling.state.task_fields import TaskFields, task_of
from rxbilling.state.week import WeekPage

NO_ACCOUNT = Message(N_("Choose an account."))


class WeekAdding(TaskFields, rx.State):
    """What a row is for, before it is in the table."""

    is_open: bool = False

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def open_dialog(self) -> None:
        """Begin, with what the rep of the week did lately on offer."""
        week = await self.get_state(WeekPage)
        self._begin_task(acting(self), int(week.rep))
        self.is_open = True

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def add(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event, or none
        """Add a row to be filled in, and go to its first cell."""
        actor, wanted = acting(self), task_of(form)
        week = await self.get_state(WeekPage)
        self._begin()
        try:
            if wanted.account_id <= 0:
                raise Invalid("account", NO_ACCOUNT)
            place = await week._add_row(actor, Task(wanted.account_id, wanted.service_id, wanted.ticket_id))  # noqa: SLF001 - a public method would be an event
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(self.wrong_field)
        self.is_open = False
        return rx.call_script(f"setTimeout(() => document.querySelector('[data-cell=\"{place}:0\"]')?.focus(), 150)")
