"""The filter that every page about work shares; it lives in the address, so that a view can be shared."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.state.guard import acting, policy
from rxbilling.state.picking import PARTS, Picker, picker_of, searched, toggled
from rxbilling.state.wording import month

ALL_TIME = "all"
CUSTOM = "custom"


@dataclass
class Period:
    """A month (``2026-11``) or another period that can be chosen, and how it is called."""

    value: str = ""
    label: str = ""


class Filtering(rx.State, mixin=True):
    """Filters of a page. A page overrides ``_show`` to load what the filter selects."""

    first_day: str = ""
    last_day: str = ""
    period: str = ALL_TIME
    periods: list[Period] = []
    pickers: dict[str, Picker] = {source: Picker() for source in PARTS}
    text: str = ""
    query: str = ""
    loading: bool = True

    def _filter_of(self, query: Mapping[str, str]) -> WorkFilter:
        """Return the filter of an address; a page about something else than work has its own."""
        return WorkFilter.from_query(query)

    def _months(self, actor: Actor) -> list[date]:
        """Return the first days of the months that can be chosen."""
        return choices.months(actor)

    def _chosen(self) -> WorkFilter:
        return self._filter_of(dict(parse_qsl(self.query)))

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        """Load what matters most; return the events that load the rest."""
        raise NotImplementedError

    async def _apply(self, **parts: str) -> Any:  # noqa: ANN401 - an event, or none
        """Take over parts of the filter, load what it selects now, and write it into the address."""
        actor = acting(self)
        if actor is None:
            return None
        self._take(actor, self._filter_of(dict(parse_qsl(self.query)) | parts))
        later = await self._show(actor, self._chosen())
        self.loading = False
        address = f"?{self.query}" if self.query else ""
        script = f"history.replaceState(history.state, '', location.pathname + {address!r})"
        return [rx.call_script(script), *later]

    def _take(self, actor: Actor, chosen: WorkFilter) -> None:
        self.query = chosen.to_query()
        self.first_day = chosen.first_day.isoformat() if chosen.first_day else ""
        self.last_day = chosen.last_day.isoformat() if chosen.last_day else ""
        self.text = chosen.text
        self.period = _period_of(chosen)
        self.pickers = {source: picker_of(actor, source, chosen, self.pickers.get(source)) for source in PARTS}

    @rx.event
    @policy("user")
    async def open_page(self) -> Any:  # noqa: ANN401 - an event, or none
        """Take the filter from the address, and load."""
        actor = acting(self)
        if actor is None:
            return None
        self.loading = True
        self.pickers = {}
        self.periods = _periods(actor.language, self._months(actor))
        self.query = self._filter_of(dict(self.router.url.query_parameters)).to_query()
        return await self._apply()

    @rx.event
    @policy("user", by_itself=True)
    async def refresh(self) -> Any:  # noqa: ANN401 - an event, or none
        """Load the same again, as somebody else has changed something."""
        actor = acting(self)
        return None if actor is None or self.loading else await self._show(actor, self._chosen())

    @rx.event
    @policy("user")
    async def choose_period(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at one month (``2026-11``), or at all time."""
        first = _first_of(value)
        if first is None and value != ALL_TIME:
            return None
        days = (first.isoformat(), _last_of(first).isoformat()) if first else ("", "")
        return await self._apply(**dict(zip(("from", "to"), days, strict=True)))

    @rx.event
    @policy("user")
    async def choose_first_day(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work from a day on."""
        return await self._apply(**{"from": value})

    @rx.event
    @policy("user")
    async def choose_last_day(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work up to a day."""
        return await self._apply(to=value)

    @rx.event
    @policy("user")
    async def choose_text(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work whose note contains a text."""
        return await self._apply(text=value)

    @rx.event
    @policy("user")
    async def pick(self, source: str, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Add a value to a part of the filter, or take it out."""
        picker = self.pickers.get(source)
        return await self._apply(**toggled(source, picker.chosen, number, self._chosen().STATUSES)) if picker else None

    @rx.event
    @policy("user")
    async def drop(self, source: str) -> Any:  # noqa: ANN401 - an event, or none
        """Take all values of a part out of the filter."""
        return await self._apply(**{source: ""}) if source in PARTS else None

    @rx.event
    @policy("user")
    async def clear(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at everything again."""
        self.query, self.pickers = "", {}
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_view(self, query: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at what a filter selects that was kept."""
        self.query, self.pickers = query, {}
        return await self._apply()

    @rx.event
    @policy("user")
    def search(self, source: str, part: str) -> None:
        """Offer values of a part whose name contains a text."""
        actor, picker = acting(self), self.pickers.get(source)
        if actor and picker:
            self.pickers[source] = searched(actor, source, picker, part)


def _periods(language: str, months: list[date]) -> list[Period]:
    fixed = [Period(ALL_TIME, tr(language, N_("All time"))), Period(CUSTOM, tr(language, N_("Chosen days")))]
    return [*fixed, *(Period(first.isoformat()[:7], month(language, first)) for first in months)]


def _period_of(chosen: WorkFilter) -> str:
    if not (chosen.first_day or chosen.last_day):
        return ALL_TIME
    first = chosen.first_day
    if first and first.day == 1 and chosen.last_day == _last_of(first):
        return first.isoformat()[:7]
    return CUSTOM


def _first_of(value: str) -> date | None:
    try:
        return date.fromisoformat(f"{value}-01")
    except ValueError:
        return None


def _last_of(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
