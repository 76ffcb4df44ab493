"""The fields that say what work is for, shared by the forms of the timer and of quick add."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.services import choices, tasks, tickets
from rxbilling.services.access import Actor, Right
from rxbilling.services.tasks import Recent, Task
from rxbilling.state.forms import Fact, Form, text_of
from rxbilling.state.guard import acting, policy

NOTHING = "0"
LONG_NUMBER = 10


@dataclass
class Combination:
    """What was logged lately, as the account's field offers it; ``number`` is its place in the list."""

    number: str = ""
    name: str = ""
    hint: str = ""
    isCombination: bool = True  # noqa: N815 - read by the picker's script


class TaskFields(Form, rx.State, mixin=True):
    """What work is for, as a form begins with it; ``stamp`` grows when the form begins anew."""

    account: str = NOTHING
    account_name: str = ""
    ticket: str = NOTHING
    ticket_name: str = ""
    service: str = NOTHING
    note: str = ""
    billable: bool = True
    services: list[Fact] = []
    combinations: list[Combination] = []
    stamp: int = 0
    _recent: list[Recent] = []

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def pick_account(self, value: str, shown: str) -> None:
        """Take an account, or a recent combination with its ticket and service."""
        if value.startswith("r"):
            place = value[1:]
            if place.isdecimal() and int(place[:LONG_NUMBER]) < len(self._recent):
                self._take(self._recent[int(place)])
            return
        if value != self.account:
            self.ticket, self.ticket_name = NOTHING, ""
        self.account, self.account_name = value, shown
        known = next((one for one in self._recent if str(one.account_id) == value), None)
        if known and self.service == NOTHING:
            self.service = str(known.service_id or NOTHING)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def pick_ticket(self, value: str, shown: str) -> None:
        """Take a ticket, and its account where there is none yet."""
        self.ticket, self.ticket_name = value, shown
        if self.account == NOTHING and value.isdecimal() and value != NOTHING:
            found = tickets.look(acting(self), int(value[:LONG_NUMBER]))
            self.account, self.account_name = str(found.account_id), found.account

    def _take(self, one: Recent) -> None:
        self.account, self.account_name = str(one.account_id), one.account
        self.ticket, self.ticket_name = str(one.ticket_id or NOTHING), one.ticket
        self.service = str(one.service_id or NOTHING)

    def _begin_task(self, actor: Actor | None, rep_id: int) -> None:
        """Begin with nothing, and offer what the rep did lately."""
        self._begin()
        self.stamp += 1
        self.account = self.ticket = self.service = NOTHING
        self.account_name = self.ticket_name = self.note = ""
        self.billable = True
        self.services = [Fact(str(one.number), one.name) for one in choices.services(actor)]
        self._recent = tasks.recent(actor, rep_id)
        self.combinations = [_combination(place, one) for place, one in enumerate(self._recent)]


def task_of(form: dict[str, Any]) -> Task:
    """Return what a form says that work is for; what is no number is one that there is not."""
    return Task(
        account_id=number_of(form, "account"),
        service_id=number_of(form, "service") or None,
        ticket_id=number_of(form, "ticket") or None,
        note=text_of(form, "note"),
        billable=bool(form.get("billable")),
    )


def number_of(form: dict[str, Any], field: str) -> int:
    """Return the number that a field has; -1 for what is none."""
    text = text_of(form, field) or NOTHING
    return int(text) if text.isdecimal() and len(text) < LONG_NUMBER else -1


def _combination(place: int, one: Recent) -> Combination:
    return Combination(f"r{place}", one.account, " · ".join(filter(None, (one.service, one.ticket))))
