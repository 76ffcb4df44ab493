"""How far a week of one's own is, handing it in and taking it back: for any page that shows a week."""

from collections.abc import Callable
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import own_weeks
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.state import wording
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy

SUBMITTED = N_("The week is submitted.")


class WeekApproval(rx.State):
    """The state of a week: open, submitted, approved, returned; empty where there is nothing to hand in."""

    status: str = ""
    word: str = ""
    decided_by: str = ""
    warning: str = ""
    _first_day: date | None = None
    _version: int = 0

    @rx.event
    @policy(Right.SEE_OWN_WORK)
    def look(self, first_day: str) -> None:
        """Show the week that begins on a Monday (``2026-11-23``)."""
        try:
            self._first_day = date.fromisoformat(first_day)
        except ValueError:
            self._first_day = None
        self._load(acting(self))

    @rx.event
    @policy(Right.SEE_OWN_WORK, by_itself=True)
    def refresh(self) -> None:
        """Show the same week again, as somebody may have decided on it."""
        self._load(acting(self))

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def ask(self) -> Any:  # noqa: ANN401 - an event, or none
        """Hand the week in; ask before where it is not over, or hours are missing in it."""
        actor, first_day = acting(self), self._first_day
        if actor is None or first_day is None:
            return None
        lack = await rx.run_in_thread(lambda: own_weeks.lack(actor, first_day))
        said = [tr(actor.language, N_("The week is not over yet."))] if lack.is_running else []
        if lack.missing_s:
            hours = wording.hours(actor.language, lack.missing_s)
            said.append(tr(actor.language, N_("Missing in it: {hours}."), hours=hours))
        self.warning = " ".join(said)
        return None if said else self._do(own_weeks.submit, SUBMITTED)

    @rx.event
    @policy("user")
    def stop_asking(self, is_open: bool) -> None:  # noqa: ARG002 - what a dialog tells
        """Close the question."""
        self.warning = ""

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def submit(self) -> Any:  # noqa: ANN401 - an event, or none
        """Hand the week in."""
        self.warning = ""
        return self._do(own_weeks.submit, SUBMITTED)

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    def withdraw(self) -> Any:  # noqa: ANN401 - an event, or none
        """Take the week back."""
        return self._do(own_weeks.withdraw, N_("The week is open again."))

    def _do(self, work: Callable[[Actor | None, date, int], None], done: str) -> Any:  # noqa: ANN401 - an event
        actor, first_day = acting(self), self._first_day
        if first_day is None:
            return None
        try:
            work(actor, first_day, self._version)
        except Refused as refusal:
            self._load(actor)
            return told(actor, refusal)
        self._load(actor)
        return rx.toast.success(tr(language_of(actor), done))

    def _load(self, actor: Actor | None) -> None:
        found = own_weeks.look(actor, self._first_day) if self._first_day else None
        self.status = found.state if found else ""
        self.word, self.decided_by = (found.word, found.decided_by) if found else ("", "")
        self._version = found.version if found else 0
