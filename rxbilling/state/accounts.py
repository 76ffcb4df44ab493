"""The page of accounts: a page of the list at a time."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.services import account_list
from rxbilling.services.access import Actor, Right
from rxbilling.services.account_list import A_PAGE, AccountQuery, ListedAccount
from rxbilling.services.countries import country_name
from rxbilling.state import wording
from rxbilling.state.guard import acting, policy

SHOWN = ("active", "all")


@dataclass
class AccountLine:
    """An account in the list as text."""

    number: int = 0
    name: str = ""
    country: str = ""
    calendar: str = ""
    currency: str = ""
    contracts: str = ""
    hours: str = ""
    unbilled: str = ""
    active: bool = True


class Accounts(rx.State):
    """What is looked for, and the accounts found."""

    part: str = ""
    shown: str = "active"
    address: str = ""
    lines: list[AccountLine] = []
    total: str = ""
    is_first: bool = True
    has_more: bool = False
    is_loaded: bool = False
    _first: int = 0

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def open_page(self) -> None:
        """Take what is looked for from the address, and load."""
        query = AccountQuery.from_query(dict(self.router.url.query_parameters))
        self.part, self.shown = query.part, "active" if query.only_active else "all"
        self._first = 0
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CUSTOMERS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def look_for(self, part: str) -> Any:  # noqa: ANN401 - an event
        """Look for a name."""
        self.part = part
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def choose_shown(self, shown: str) -> Any:  # noqa: ANN401 - an event
        """Look at active accounts, or at all."""
        self.shown = shown if shown in SHOWN else "active"
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def show_next(self) -> None:
        """Show the next page."""
        self._first += A_PAGE
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def show_previous(self) -> None:
        """Show the page before."""
        self._first = max(self._first - A_PAGE, 0)
        await self._load(acting(self))

    async def _apply(self) -> Any:  # noqa: ANN401 - an event
        # Another filter begins with its first page.
        self._first = 0
        await self._load(acting(self))
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + self.address!r})")

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        query, first = AccountQuery(self.part, self.shown == "active"), self._first
        self.address = query.to_query()
        found = await rx.run_in_thread(lambda: account_list.page(actor, query, first))
        count = await rx.run_in_thread(lambda: account_list.count(actor, query))
        self.lines = [_line(actor.language, one) for one in found]
        self.is_first, self.has_more = first == 0, first + len(found) < count
        self.total, self.is_loaded = wording.number(actor.language, count), True


def _line(language: str, one: ListedAccount) -> AccountLine:
    return AccountLine(
        number=one.number,
        name=one.name,
        country=country_name(one.country, language) or one.country,
        calendar=one.calendar,
        currency=one.currency,
        contracts=wording.number(language, one.contracts) if one.contracts else wording.NOTHING,
        hours=wording.hours(language, one.worked_s),
        unbilled=wording.amounts(language, one.unbilled),
        active=one.active,
    )
