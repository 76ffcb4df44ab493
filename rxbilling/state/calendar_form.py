"""The form of one calendar: looked at before it is saved."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import calendar_changes, calendars
from rxbilling.services.access import Actor, Invalid, Refused, Right
from rxbilling.services.calendar_changes import Saving
from rxbilling.services.calendar_drafts import CalendarDraft, OwnDay, countries, parts_of
from rxbilling.services.countries import OFFICE_HOURS, country_name
from rxbilling.services.effects import Effect
from rxbilling.state import calendar_words, wording
from rxbilling.state.calendars import Calendars
from rxbilling.state.effects import Effects
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Fact, FormData, language_of, text_of, told
from rxbilling.state.guard import acting, policy

NONE = ""
OFFICE = (((OFFICE_HOURS[0], OFFICE_HOURS[1]),),) * 5 + ((), ())


@dataclass
class WeekdayField:
    """A day of the week in the form: its opening hours as they are typed, and whether it is of the weekend."""

    code: str = ""
    label: str = ""
    hours: str = ""
    weekend: bool = False


@dataclass
class Place:
    """A country, or a part of one, whose public holidays are known."""

    code: str = ""
    name: str = ""


@dataclass
class OwnDayLine:
    """A holiday that was added; ``day`` as stored, ``said`` as it is read."""

    day: str = ""
    said: str = ""
    name: str = ""


class CalendarForm(Effects, rx.State):
    """The dialog; the days of its own are kept here, the rest is typed in the form."""

    is_open: bool = False
    number: int = 0
    name: str = ""
    zone: str = ""
    weekdays: list[WeekdayField] = []
    country: str = NONE
    subdivision: str = NONE
    countries: list[Place] = []
    parts: list[Place] = []
    own_days: list[OwnDayLine] = []
    new_day: str = ""
    new_name: str = ""
    _version: int = 0
    _change: Saving | None = None

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_new(self) -> None:
        """Begin with office hours from Monday to Friday."""
        self._fill(acting(self), CalendarDraft("", "UTC", OFFICE))

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def open_calendar(self, number: int, as_copy: bool) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a calendar as it is now, or with another that is as this one."""
        actor = acting(self)
        try:
            found = calendars.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        if as_copy:
            name = tr(language_of(actor), N_("{name} (copy)"), name=found.draft.name)
            self._fill(actor, replace(found.draft, name=name))
        else:
            self._fill(actor, found.draft, number, found.version)
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def choose_country(self, country: str) -> None:
        """Take the public holidays of another country."""
        self.country = country if country in countries() else NONE
        self.subdivision, self.parts = NONE, _parts(self.country)

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def type_day(self, day: str) -> None:
        """Remember the date of a day to add."""
        self.new_day = day

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def type_name(self, name: str) -> None:
        """Remember the name of a day to add."""
        self.new_name = name

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def add_day(self) -> None:
        """Add a day."""
        actor = acting(self)
        self._begin()
        try:
            day = day_typed(self.new_day, "own_days")
        except Invalid as refusal:
            self._refuse(actor, refusal)
            return
        others = [line for line in self.own_days if line.day != day.isoformat()]
        line = _own_day(language_of(actor), OwnDay(day, self.new_name.strip()))
        self.own_days = sorted([*others, line], key=lambda one: one.day)
        self.new_day = self.new_name = ""

    @rx.event
    @policy(Right.CHANGE_TERMS)
    def drop_day(self, day: str) -> None:
        """Take a day out."""
        self.own_days = [line for line in self.own_days if line.day != day]

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def look(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Look at what the form would change."""
        actor = acting(self)
        self._begin()
        try:
            self._change = Saving(self._draft(form), self.number, self._version)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self.is_running = True
        yield
        await self._look(actor)

    def _draft(self, form: FormData) -> CalendarDraft:
        hours = tuple(calendar_words.hours_typed(text_of(form, f"hours_{day}"), f"hours_{day}") for day in range(7))
        days = tuple(OwnDay(date.fromisoformat(line.day), line.name) for line in self.own_days)
        return CalendarDraft(
            name=text_of(form, "name"),
            zone=text_of(form, "zone").replace(" ", "_"),
            hours=hours,
            weekend=tuple(day for day in range(7) if form.get(f"weekend_{day}")),
            country=self.country or None,
            subdivision=text_of(form, "subdivision") or None,
            own_days=days,
        )

    def _fill(self, actor: Actor | None, draft: CalendarDraft, number: int = 0, version: int = 0) -> None:
        self._begin_effect()
        language = language_of(actor)
        self.number, self._version, self.name = number, version, draft.name
        self.zone = draft.zone
        self.weekdays = [
            WeekdayField(
                str(day),
                calendar_words.weekday(language, day),
                calendar_words.hours_text(draft.hours[day]),
                day in draft.weekend,
            )
            for day in range(7)
        ]
        named = [Place(code, country_name(code, language) or code) for code in countries()]
        self.countries = sorted(named, key=lambda place: place.name)
        self.country, self.subdivision = draft.country or NONE, draft.subdivision or NONE
        self.parts = _parts(self.country)
        self.own_days = [_own_day(language, one) for one in draft.own_days]
        self.new_day = self.new_name = ""
        self.is_open = True

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        assert self._change is not None  # noqa: S101 - for the type checker: it is looked at before
        return calendar_changes.effect(actor, self._change, months)

    def _make(self, actor: Actor | None) -> None:
        assert self._change is not None  # noqa: S101 - as above
        calendar_changes.save(actor, self._change)

    def _done(self) -> list[Any]:
        self.is_open = False
        return [Calendars.refresh]

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the calendar as somebody else has left it; saving again is meant to replace just that."""
        try:
            found = calendars.look(actor, self.number)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._version, language, draft = found.version, language_of(actor), found.draft
        rows = (
            (N_("Name"), draft.name),
            (N_("Time zone"), draft.zone),
            (N_("Opening hours"), "; ".join(calendar_words.week(language, draft.hours))),
            (N_("Weekend"), calendar_words.weekend(language, draft.weekend)),
            (N_("Holidays"), calendar_words.holidays(language, draft)),
        )
        self.theirs = [Fact(tr(language, label), value) for label, value in rows]


def _parts(country: str) -> list[Place]:
    return [Place(code, name) for code, name in sorted(parts_of(country).items(), key=lambda part: part[1])]


def _own_day(language: str, one: OwnDay) -> OwnDayLine:
    return OwnDayLine(one.day.isoformat(), wording.day(language, one.day), one.name)
