"""The working hours and the billable target of reps, on the users page."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import reflex as rx
from babel.dates import format_date

from rxbilling.exchange.durations import NOT_A_DURATION, typed_duration
from rxbilling.locales import N_, Message, tr
from rxbilling.services import rep_hours
from rxbilling.services.access import Actor, Changed, Invalid, Refused, Right
from rxbilling.services.rep_hours import Worker
from rxbilling.state import wording
from rxbilling.state.forms import Fact, Form, focus_on, language_of, text_of
from rxbilling.state.guard import acting, policy

A_MONDAY = date(2026, 1, 5)
NOT_A_SHARE = Message(N_("This is no percentage, such as 75."))


@dataclass
class RepLine:
    """A rep in the list; ``hours`` and ``target`` as they are read."""

    number: int = 0
    name: str = ""
    hours: str = ""
    target: str = ""


@dataclass
class Weekday:
    """A field of the form: the length of one day of the week."""

    name: str = ""
    label: str = ""
    hours: str = ""


class RepHours(Form, rx.State):
    """The list of reps, and the form of one."""

    lines: list[RepLine] = []
    is_loaded: bool = False
    is_open: bool = False
    number: int = 0
    name: str = ""
    weekdays: list[Weekday] = []
    target: str = ""
    _version: int = 0

    @rx.event
    @policy(Right.ADMINISTER, by_itself=True)
    def load(self) -> None:
        """Load the list, at first and when somebody else may have changed it."""
        self._load(acting(self))

    @rx.event
    @policy(Right.ADMINISTER)
    def open_rep(self, number: int) -> None:
        """Begin with a rep as it is now."""
        actor = acting(self)
        self._begin()
        found = _found(actor, number)
        if found is None:
            return
        language = language_of(actor)
        self.number, self._version, self.name = number, found.version, found.name
        self.weekdays = [_weekday(language, day, seconds) for day, seconds in enumerate(found.hours)]
        self.target = f"{Decimal(found.target_bp) / 100:f}" if found.target_bp else ""
        self.is_open = True

    @rx.event
    @policy(Right.ADMINISTER)
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = is_open

    @rx.event
    @policy(Right.ADMINISTER)
    def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - an event
        """Change a rep."""
        actor = acting(self)
        self._begin()
        try:
            hours = [_hours(form, f"hours_{day}") for day in range(7)]
            rep_hours.change(actor, self.number, self._version, hours, _target(form))
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(self.wrong_field)
        self.is_open = False
        self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("Saved.")))

    def _load(self, actor: Actor | None) -> None:
        language = language_of(actor)
        self.lines = [
            RepLine(rep.number, rep.name, wording.hours(language, sum(rep.hours)), _share(language, rep))
            for rep in rep_hours.workers(actor)
        ]
        self.is_loaded = True

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the rep as somebody else has left it; saving again is meant to replace just that."""
        found, language = _found(actor, self.number), language_of(actor)
        if found is None:
            return
        self._version = found.version
        days = [_weekday(language, day, seconds) for day, seconds in enumerate(found.hours)]
        self.theirs = [Fact(day.label, day.hours) for day in days]
        self.theirs += [Fact(tr(language, N_("Billable target")), _share(language, found))]


def _found(actor: Actor | None, number: int) -> Worker | None:
    return next((rep for rep in rep_hours.workers(actor) if rep.number == number), None)


def _weekday(language: str, day: int, seconds: int) -> Weekday:
    label = str(format_date(A_MONDAY + timedelta(days=day), "EEEE", locale=language)).capitalize()
    return Weekday(f"hours_{day}", label, f"{seconds // 3600}:{seconds // 60 % 60:02}")


def _share(language: str, rep: Worker) -> str:
    return wording.share(language, rep.target_bp or None, rep_hours.WHOLE) or wording.NOTHING


def _hours(form: dict[str, Any], field: str) -> int:
    text = text_of(form, field)
    seconds = typed_duration(text) if text.strip() else 0
    if seconds is None:
        raise Invalid(field, NOT_A_DURATION)
    return seconds


def _target(form: dict[str, Any]) -> int:
    text = text_of(form, "target").replace("%", "").replace(",", ".").strip()
    try:
        share = Decimal(text or "0")
        exact = int(share * 100) if share.is_finite() and abs(share) < rep_hours.WHOLE else -1
    except InvalidOperation:
        raise Invalid("target", NOT_A_SHARE) from None
    return exact
