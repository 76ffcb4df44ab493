"""What the pages of a rep's week and day share: whose it is, which day is looked at, and moving on."""

from datetime import date, timedelta
from typing import Any

import reflex as rx

from rxbilling.services import choices, profile
from rxbilling.services.access import Actor, Right
from rxbilling.services.clock import today
from rxbilling.state.forms import Fact
from rxbilling.state.guard import acting, policy
from rxbilling.state.quick_add import QuickAdd
from rxbilling.state.task_fields import number_of

FIRST_YEAR, LAST_YEAR = 1970, 2100


class RepPage(rx.State, mixin=True):
    """A page overrides ``_show`` to load what it shows, and ``_step`` with how many days it shows.

    ``_show`` asks the services in a thread: they may take long, and others wait on the event loop.
    """

    day: str = ""
    rep: str = "0"
    reps: list[Fact] = []
    title: str = ""
    is_loaded: bool = False
    is_now: bool = False
    may_change: bool = False
    _step: int = 1

    @rx.event
    @policy("user")
    async def open_page(self) -> Any:  # noqa: ANN401 - an event, or none
        """Take rep and day from the address, else the actor's own and today."""
        actor = acting(self)
        if actor is None:
            return None
        query = dict(self.router.url.query_parameters)
        self.reps = [Fact(str(one.number), one.name) for one in choices.reps(actor)]
        wanted, own = str(number_of(query, "rep")), str(actor.rep_id or 0)
        known = [one.label for one in self.reps]
        self.rep = next((number for number in (wanted, own, *known) if number in known), "0")
        return await self._go(actor, _day(query.get("day", "")) or self._today(actor))

    @rx.event
    @policy("user", by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else may have changed something."""
        actor = acting(self)
        if actor is not None and self.is_loaded:
            await self._show(actor)

    @rx.event
    @policy("user")
    async def choose_rep(self, number: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at another rep, if that is one whose work may be seen."""
        actor = acting(self)
        if actor is None or number not in {one.label for one in self.reps}:
            return None
        self.rep = number
        return await self._go(actor, self._looked_at())

    @rx.event
    @policy("user")
    async def choose_day(self, text: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at another day."""
        actor, day = acting(self), _day(text)
        return await self._go(actor, day) if actor and day else None

    @rx.event
    @policy("user")
    async def move(self, steps: int) -> Any:  # noqa: ANN401 - an event, or none
        """Go on, or back."""
        actor = acting(self)
        if actor is None or abs(steps) > 1:
            return None
        return await self._go(actor, self._stepped(steps))

    @rx.event
    @policy("user")
    async def go_today(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at today."""
        actor = acting(self)
        return await self._go(actor, self._today(actor)) if actor else None

    async def _show(self, actor: Actor) -> None:
        raise NotImplementedError

    def _stepped(self, steps: int) -> date:
        """Return a day that is some steps of the page before or after what is looked at."""
        return self._looked_at() + timedelta(days=steps * self._step)

    def _first(self, day: date) -> date:
        """Return the first day that is shown where a day is looked at."""
        return day

    async def _go(self, actor: Actor, day: date) -> Any:  # noqa: ANN401 - an event
        """Look at a day, tell the address, and tell quick add what is looked at."""
        first, now = self._first(day), self._today(actor)
        if not FIRST_YEAR < first.year < LAST_YEAR:
            return None
        self.day = first.isoformat()
        self.is_now = first == self._first(now)
        own = actor.rep_id is not None and self.rep == str(actor.rep_id)
        self.may_change = actor.may(Right.CHANGE_ALL_WORK) or (own and actor.may(Right.LOG_OWN_WORK))
        await self._show(actor)
        self.is_loaded = True
        quick = await self.get_state(QuickAdd)
        quick._look_at((now if self.is_now else first).isoformat(), int(self.rep))  # noqa: SLF001 - what is public is an event
        address = f"?day={self.day}&rep={int(self.rep)}"
        script = rx.call_script(f"history.replaceState(history.state, '', location.pathname + {address!r})")
        return [script, *self._later(is_own=own)]

    def _later(self, *, is_own: bool) -> list[Any]:  # noqa: ARG002 - what a page is told
        """Return the events that load the rest; the page is about the actor's own work or another rep's."""
        return []

    def _looked_at(self) -> date:
        return date.fromisoformat(self.day) if self.day else date(2026, 1, 5)

    def _today(self, actor: Actor) -> date:
        return today(profile.zone_of(actor))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
