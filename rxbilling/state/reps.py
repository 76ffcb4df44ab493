"""All reps' months side by side."""

from datetime import date, timedelta
from typing import Any

import reflex as rx

from rxbilling.services import profile, summaries
from rxbilling.services.access import Actor, Right
from rxbilling.services.clock import today
from rxbilling.services.summaries import Line, RepMonth
from rxbilling.state import figures, wording
from rxbilling.state.guard import acting, policy
from rxbilling.state.sum_lines import SumLine, sum_lines
from rxbilling.state.summary import MonthFacts, facts_of

A_MONTH = 31
FRAME_PX, A_REP_PX = 90, 26  # of the picture: what is around the bars, and a bar with the space to the next
FIRST_YEAR, LAST_YEAR = 1970, 2100


class RepsPage(rx.State):
    """The month that is looked at, and a line for each rep."""

    month: str = ""
    title: str = ""
    lines: list[MonthFacts] = []
    total: MonthFacts = MonthFacts()
    picture: dict[str, Any] = {}
    by_rep: dict[str, Any] = {}
    has_picture: bool = False
    has_reps: bool = False
    height: str = ""
    months: list[SumLine] = []
    accounts: list[SumLine] = []
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
    async def choose_day(self, text: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at the month of a day."""
        month = _month(text[:7])
        return await self._go(acting(self), month) if month else None

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
        found, months, accounts = await rx.run_in_thread(lambda: _load(actor, first))
        language, currency = actor.language, found[0].cost_currency if found else ""
        self.lines, self.total = [facts_of(language, one) for one in found], facts_of(language, summaries.of_all(found))
        self.months = sum_lines(language, months[::-1], currency)
        self.accounts = sum_lines(language, accounts, currency)
        self.picture, self.has_picture = figures.rep_months(language, months), any(one.sums.worked_s for one in months)
        self.height = f"{FRAME_PX + A_REP_PX * len(found)}px"
        self.by_rep, self.has_reps = figures.month_of_reps(language, found), any(one.sums.worked_s for one in found)
        self.month, self.title = first.isoformat()[:7], wording.month(actor.language, first)
        self.is_now, self.is_loaded = first == _now(actor).replace(day=1), True
        address = f"?month={self.month}"
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {address!r})")


def _load(actor: Actor, first: date) -> tuple[list[RepMonth], list[Line], list[Line]]:
    """Return the month of each rep, and of all of them twelve months up to it and its accounts."""
    return (
        summaries.of_month(actor, first),
        summaries.months(actor, None, first),
        summaries.accounts(actor, None, first),
    )


def _now(actor: Actor | None) -> date:
    return today(profile.zone_of(actor))


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
