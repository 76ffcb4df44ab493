"""All reps' months side by side."""

from datetime import date, timedelta
from typing import Any

import reflex as rx

from rxbilling.services import profile, summaries
from rxbilling.services.access import Actor, Right
from rxbilling.services.clock import today
from rxbilling.state import wording
from rxbilling.state.guard import acting, policy
from rxbilling.state.summary import MonthFacts, facts_of

A_MONTH = 31
FIRST_YEAR, LAST_YEAR = 1970, 2100


class RepsPage(rx.State):
    """The month that is looked at, and a line for each rep."""

    month: str = ""
    title: str = ""
    lines: list[MonthFacts] = []
    is_loaded: bool = False
    is_now: bool = False

    @rx.event
    @policy(Right.SEE_ALL_WORK)
    async def open_page(self) -> Any:  # noqa: ANN401 - an event, or none
        """Take the month from the address, else this one."""
        query = dict(self.router.url.query_parameters)
        actor = acting(self)
        return await self._go(actor, _month(query.get("month", "")) or _now(actor))

    @rx.event
    @policy(Right.SEE_ALL_WORK, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else may have changed something."""
        if month := _month(self.month):
            await self._go(acting(self), month)

    @rx.event
    @policy(Right.SEE_ALL_WORK)
    async def move(self, steps: int) -> Any:  # noqa: ANN401 - an event, or none
        """Look at the month before or after."""
        month = _month(self.month)
        return await self._go(acting(self), month + timedelta(days=A_MONTH if steps > 0 else -1)) if month else None

    @rx.event
    @policy(Right.SEE_ALL_WORK)
    async def go_today(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at this month."""
        actor = acting(self)
        return await self._go(actor, _now(actor))

    async def _go(self, actor: Actor | None, day: date) -> Any:  # noqa: ANN401 - an event, or none
        first = day.replace(day=1)
        if actor is None or not FIRST_YEAR < first.year < LAST_YEAR:
            return None
        found = await rx.run_in_thread(lambda: summaries.of_month(actor, first))
        self.lines = [facts_of(actor.language, one) for one in found]
        self.month, self.title = first.isoformat()[:7], wording.month(actor.language, first)
        self.is_now, self.is_loaded = first == _now(actor).replace(day=1), True
        address = f"?month={self.month}"
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {address!r})")


def _now(actor: Actor | None) -> date:
    return today(profile.zone_of(actor))


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
