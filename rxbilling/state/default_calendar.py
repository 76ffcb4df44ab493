"""Choosing the calendar of the organisation: looked at, then chosen."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.services import calendars, default_calendar
from rxbilling.services.access import Actor, Right
from rxbilling.services.default_calendar import Choosing
from rxbilling.services.effects import Effect
from rxbilling.state.calendars import Calendars
from rxbilling.state.effects import Effects
from rxbilling.state.guard import acting, policy


class DefaultCalendar(Effects, rx.State):
    """The dialog: which calendar is to be that of everybody without one."""

    is_open: bool = False
    name: str = ""
    _change: Choosing = Choosing(0, 0)

    @rx.event
    @policy(Right.CHANGE_TERMS)
    async def open_dialog(self, number: int) -> AsyncIterator[Any]:
        """Look at what it would change if a calendar were the default."""
        actor = acting(self)
        found = {one.number: one for one in calendars.all_calendars(actor)}
        if number not in found:
            return
        before = next((one.number for one in found.values() if one.is_default), 0)
        self._begin_effect()
        self._change, self.name, self.is_open = Choosing(number, before), found[number].draft.name, True
        self.is_running = True
        yield
        await self._look(actor)

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    def _effect(self, actor: Actor | None, months: tuple[date, ...]) -> Effect:
        return default_calendar.effect(actor, self._change, months)

    def _make(self, actor: Actor | None) -> None:
        default_calendar.choose(actor, self._change)

    def _done(self) -> list[Any]:
        self.is_open = False
        return [Calendars.refresh]

    def _show_theirs(self, actor: Actor | None) -> None:
        """Nothing is typed here that somebody else could have changed."""
