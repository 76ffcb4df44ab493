"""The filter that every page about work shares; it lives in the address, so that a view can be shared."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.state.guard import acting, policy
from rxbilling.state.wording import month

ALL_TIME = "all"
CUSTOM = "custom"


@dataclass
class Option:
    """A choice in a list; ``chosen`` where it is part of the filter."""

    number: int = 0
    name: str = ""
    chosen: bool = False


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
    status: str = "all"
    accounts: list[Option] = []
    account_offers: list[Option] = []
    account_search: str = ""
    reps: list[Option] = []
    rep_offers: list[Option] = []
    rep_search: str = ""
    ticket: Option = Option()
    query: str = ""
    loading: bool = True

    def _filter_of(self, query: Mapping[str, str]) -> WorkFilter:
        """Return the filter of an address; a page about something else than work has its own."""
        return WorkFilter.from_query(query)

    def _months(self, actor: Actor) -> list[date]:
        """Return the first days of the months that can be chosen."""
        return choices.months(actor)

    def _chosen(self) -> WorkFilter:
        return self._filter_of(
            {
                "from": self.first_day,
                "to": self.last_day,
                "account": ",".join(str(option.number) for option in self.accounts),
                "rep": ",".join(str(option.number) for option in self.reps),
                "ticket": str(self.ticket.number or ""),
                "status": self.status,
            }
        )

    async def _show(self, actor: Actor, chosen: WorkFilter) -> list[Any]:
        """Load what matters most; return the events that load the rest."""
        raise NotImplementedError

    async def _apply(self) -> Any:  # noqa: ANN401 - an event, or none
        """Load what the filter selects now, and write the filter into the address."""
        actor = acting(self)
        if actor is None:
            return None
        chosen = self._chosen()
        self.query = chosen.to_query()
        self.period = _period_of(chosen)
        later = await self._show(actor, chosen)
        self.loading = False
        address = f"?{self.query}" if self.query else ""
        script = f"history.replaceState(history.state, '', location.pathname + {address!r})"
        return [rx.call_script(script), *later]

    @rx.event
    @policy("user")
    async def open_page(self) -> Any:  # noqa: ANN401 - an event, or none
        """Take the filter from the address, and load."""
        actor = acting(self)
        if actor is None:
            return None
        self.loading = True
        chosen = self._filter_of(dict(self.router.url.query_parameters))
        self.first_day = chosen.first_day.isoformat() if chosen.first_day else ""
        self.last_day = chosen.last_day.isoformat() if chosen.last_day else ""
        self.status = chosen.status or "all"
        self.accounts = _options(choices.names(actor, "account", chosen.accounts))
        self.reps = _options(choices.names(actor, "rep", chosen.reps))
        tickets = choices.names(actor, "ticket", (chosen.ticket,) if chosen.ticket else ())
        self.ticket = _options(tickets)[0] if tickets else Option()
        self.periods = _periods(actor.language, self._months(actor))
        self.account_search = self.rep_search = ""
        self._offer(actor)
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
        self.first_day = first.isoformat() if first else ""
        self.last_day = _last_of(first).isoformat() if first else ""
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_first_day(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work from a day on."""
        self.first_day = value
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_last_day(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work up to a day."""
        self.last_day = value
        return await self._apply()

    @rx.event
    @policy("user")
    async def choose_status(self, value: str) -> Any:  # noqa: ANN401 - an event, or none
        """Look at work of one status."""
        self.status = value
        return await self._apply()

    @rx.event
    @policy("user")
    async def toggle_account(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Add an account to the filter, or take it out."""
        self.accounts = self._toggled("account", self.accounts, number)
        self._offer(acting(self))
        return await self._apply()

    @rx.event
    @policy("user")
    async def toggle_rep(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Add a rep to the filter, or take it out."""
        self.reps = self._toggled("rep", self.reps, number)
        self._offer(acting(self))
        return await self._apply()

    @rx.event
    @policy("user")
    async def drop_ticket(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at all tickets again."""
        self.ticket = Option()
        return await self._apply()

    @rx.event
    @policy("user")
    async def clear(self) -> Any:  # noqa: ANN401 - an event, or none
        """Look at everything again."""
        self.first_day = self.last_day = ""
        self.status = "all"
        self.accounts, self.reps, self.ticket = [], [], Option()
        self._offer(acting(self))
        return await self._apply()

    @rx.event
    @policy("user")
    def search_accounts(self, part: str) -> None:
        """Offer accounts whose name contains a text."""
        self.account_search = part
        self._offer(acting(self))

    @rx.event
    @policy("user")
    def search_reps(self, part: str) -> None:
        """Offer reps whose name contains a text."""
        self.rep_search = part
        self._offer(acting(self))

    def _toggled(self, source: str, chosen: list[Option], number: int) -> list[Option]:
        if any(option.number == number for option in chosen):
            return [option for option in chosen if option.number != number]
        return [*chosen, *_options(choices.names(acting(self), source, (number,)))]

    def _offer(self, actor: Actor | None) -> None:
        """Offer what is chosen first, then what the search finds."""
        self.account_offers = _offered(self.accounts, choices.offers(actor, "account", self.account_search))
        self.rep_offers = _offered(self.reps, choices.offers(actor, "rep", self.rep_search))


def _options(found: list[choices.Choice]) -> list[Option]:
    return [Option(choice.number, choice.name, chosen=True) for choice in found]


def _offered(chosen: list[Option], found: list[choices.Choice]) -> list[Option]:
    known = {option.number for option in chosen}
    return [*chosen, *(Option(choice.number, choice.name) for choice in found if choice.number not in known)]


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
