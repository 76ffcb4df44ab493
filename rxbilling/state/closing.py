"""The settings page: up to which day the books are closed."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import closing
from rxbilling.services.access import Actor, Changed, Invalid, Refused, Right
from rxbilling.services.closing import Books
from rxbilling.state import wording
from rxbilling.state.forms import Fact, Form, language_of, text_of
from rxbilling.state.guard import acting, policy

UNBILLED = N_("{count} time entries up to {day} are not billed yet: nothing of them changes any more, prices included.")


class Closing(Form, rx.State):
    """How far the books are closed, and the day that was chosen."""

    closed: str = ""
    zone: str = ""
    day: str = ""
    is_loaded: bool = False
    is_running: bool = False
    earlier: str = ""
    unbilled: str = ""
    _asked: date | None = None
    _version: int = 0

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    def open_page(self) -> None:
        """Load how far the books are closed."""
        self._begin()
        self.earlier = self.unbilled = ""
        self._show(acting(self))

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    async def close(self, form: dict[str, str]) -> AsyncIterator[Any]:
        """Close up to the day that was chosen."""
        actor, text = acting(self), text_of(form, "day")
        self._begin()
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._refuse(actor, Invalid("closed_day", closing.NO_DAY))
            return
        closed = closing.books(actor).closed_day
        if closed is not None and day < closed:
            # That opens what is after the day: it is asked first.
            self._asked, self.earlier = day, wording.days(language_of(actor), day + timedelta(days=1), closed)
            return
        try:
            count = await rx.run_in_thread(lambda: closing.unbilled(actor, day))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        if count:
            language = language_of(actor)
            said = tr(language, UNBILLED, count=wording.number(language, count), day=wording.day(language, day))
            self._asked, self.unbilled = day, said
            return
        async for event in self._set(actor, day):
            yield event

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    async def go_on(self) -> AsyncIterator[Any]:
        """Close up to the day that was chosen, after all that was asked."""
        day = self._asked
        self.earlier = self.unbilled = ""
        if day is not None:
            async for event in self._set(acting(self), day):
                yield event

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    def stop_asking(self, is_open: bool) -> None:
        """Leave the books as they are."""
        if not is_open:
            self.earlier = self.unbilled = ""

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    async def reopen(self) -> AsyncIterator[Any]:
        """Reopen everything."""
        self._begin()
        async for event in self._set(acting(self), None):
            yield event

    async def _set(self, actor: Actor | None, day: date | None) -> AsyncIterator[Any]:
        version, self.is_running = self._version, True
        # What is reopened is priced again, which may take a moment.
        yield
        try:
            await rx.run_in_thread(lambda: closing.close(actor, day, version))
        except Changed as refusal:
            self._show(actor)
            self._refuse(actor, refusal)
            label = tr(language_of(actor), N_("Closed up to"))
            self.theirs = [Fact(label, self.closed or wording.NOTHING)]
            return
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        finally:
            self.is_running = False
        self._show(actor)
        done = N_("The books are open.") if day is None else N_("The books are closed.")
        yield rx.toast.success(tr(language_of(actor), done))

    def _show(self, actor: Actor | None) -> None:
        books: Books = closing.books(actor)
        self._version, self.zone = books.version, books.zone
        day = books.closed_day
        self.closed = "" if day is None else wording.day(language_of(actor), day)
        self.day = "" if day is None else day.isoformat()
        self.is_loaded = True
