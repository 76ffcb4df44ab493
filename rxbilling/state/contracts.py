"""The page of contracts: a page of the list at a time, or all of them on a time line."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxbilling.services import choices, contract_list, contract_timeline
from rxbilling.services.access import Actor, Right
from rxbilling.services.contract_list import A_PAGE, ContractQuery
from rxbilling.services.contract_timeline import Timeline
from rxbilling.state import timeline_figure, wording
from rxbilling.state.contract_lines import ContractLine, line_of
from rxbilling.state.contract_words import STATES
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.figures import Figure
from rxbilling.state.forms import Fact
from rxbilling.state.guard import acting, policy

EVERYTHING = "all"
VIEWS = ("list", "timeline")


class Contracts(rx.State):
    """What is looked for, and the contracts found."""

    part: str = ""
    account: int = 0
    account_name: str = ""
    plan: str = EVERYTHING
    plans: list[Fact] = []
    chosen_state: str = EVERYTHING
    view: str = "list"
    address: str = ""
    lines: list[ContractLine] = []
    total: str = ""
    is_first: bool = True
    has_more: bool = False
    is_loaded: bool = False
    figure: Figure = {}
    height: str = ""
    is_cut: bool = False
    _first: int = 0
    _drawn: list[list[int]] = []

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Take what is looked for from the address, and load."""
        actor, asked = acting(self), dict(self.router.url.query_parameters)
        query = ContractQuery.from_query(asked)
        self.part, self.account, self.chosen_state = query.part, query.account or 0, query.state or EVERYTHING
        self.view = asked["view"] if asked.get("view") in VIEWS else "list"
        self.plans = [Fact(str(number), name) for number, name in contract_list.plans(actor)]
        known = [one.label for one in self.plans]
        self.plan = str(query.plan) if str(query.plan) in known else EVERYTHING
        self._name_account(actor)
        self._first = 0
        await self._load(actor)

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody else has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def look_for(self, part: str) -> Any:  # noqa: ANN401 - an event
        """Look for a number, a name or an account."""
        self.part = part
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_account(self, number: str, name: str) -> Any:  # noqa: ANN401, ARG002 - an event; what a picker tells
        """Look at the contracts of an account, or of all."""
        self.account = max(chosen_number(number), 0)
        self._name_account(acting(self))
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_plan(self, plan: str) -> Any:  # noqa: ANN401 - an event
        """Look at the contracts of a plan, or of all."""
        self.plan = plan
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_state(self, state: str) -> Any:  # noqa: ANN401 - an event
        """Look at contracts in a state, or in any."""
        self.chosen_state = state
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_view(self, view: str) -> Any:  # noqa: ANN401 - an event
        """Look at the list, or at the time line."""
        self.view = view if view in VIEWS else "list"
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def clear(self) -> Any:  # noqa: ANN401 - an event
        """Look at all contracts again."""
        self.part, self.account, self.account_name = "", 0, ""
        self.plan = self.chosen_state = EVERYTHING
        return await self._apply()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def show_next(self) -> None:
        """Show the next page."""
        self._first += A_PAGE
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def show_previous(self) -> None:
        """Show the page before."""
        self._first = max(self._first - A_PAGE, 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def open_point(self, points: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - an event, or none
        """Open the contract that was clicked on the time line."""
        for point in points:
            number = timeline_figure.number_at(self._drawn, point)
            if number:
                return rx.redirect(f"/contract?number={number}")
        return None

    def _name_account(self, actor: Actor | None) -> None:
        found = choices.names(actor, "account", (self.account,)) if self.account else []
        self.account, self.account_name = next(((one.number, one.name) for one in found), (0, ""))

    async def _apply(self) -> Any:  # noqa: ANN401 - an event
        # Another filter begins with its first page.
        self._first = 0
        await self._load(acting(self))
        view = "" if self.view == "list" else urlencode({"view": self.view})
        address = "&".join(filter(None, [self.address, view]))
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + address!r})")

    def _query(self) -> ContractQuery:
        state = self.chosen_state if self.chosen_state in STATES else ""
        return ContractQuery(self.part, self.account or None, max(chosen_number(self.plan), 0) or None, state)

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        query, first = self._query(), self._first
        self.address = query.to_query()
        if self.view == "list":
            found = await rx.run_in_thread(lambda: contract_list.page(actor, query, first))
            count = await rx.run_in_thread(lambda: contract_list.count(actor, query))
            self.lines = [line_of(actor.language, one) for one in found]
            self.is_first, self.has_more = first == 0, first + len(found) < count
        else:
            drawn = await rx.run_in_thread(lambda: contract_timeline.look(actor, query))
            self._draw(actor.language, drawn)
            count = drawn.total
        self.total, self.is_loaded = wording.number(actor.language, count), True

    def _draw(self, language: str, drawn: Timeline) -> None:
        self.figure, self._drawn, lanes = timeline_figure.figure_of(language, drawn)
        self.height = f"{lanes * timeline_figure.LANE_HEIGHT + timeline_figure.MARGIN}px"
        self.is_cut, self.lines = len(drawn.lines) < drawn.total, []
