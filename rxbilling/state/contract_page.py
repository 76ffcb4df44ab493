"""The page of one contract: its facts, its ledger, what is left day by day, its money, its chain, its history."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import (
    audit_log,
    bill_list,
    burn_down,
    contract_details,
    contract_ends,
    contract_ledger,
    contract_money,
    profile,
)
from rxbilling.services.access import Actor, NotThere, Refused, Right
from rxbilling.services.audit_log import Event
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.contract_details import Detail
from rxbilling.services.contract_ledger import Ledger
from rxbilling.services.contract_money import Earned
from rxbilling.state import burn_figure, wording
from rxbilling.state.audit import EventLine
from rxbilling.state.audit import line_of as event_line
from rxbilling.state.bill_lines import BillRow, row_of
from rxbilling.state.contract_lines import ContractLine, line_of
from rxbilling.state.contract_telling import A_PAGE, BoughtLine, CycleRow, bought_lines, cycle_rows, money_of
from rxbilling.state.contract_terms import facts_of
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.figures import Figure
from rxbilling.state.forms import Fact, language_of, told
from rxbilling.state.guard import acting, policy

SHOWN = 10


@dataclass(frozen=True)
class _Found:
    """All that a page shows of a contract."""

    detail: Detail
    ledger: Ledger
    earned: Earned
    history: list[Event]
    bills: list[bill_list.Listed]


def _look(actor: Actor | None, number: int) -> _Found | None:
    try:
        detail = contract_details.look(actor, number)
    except NotThere:
        return None
    ledger, earned = contract_ledger.look(actor, number), contract_money.look(actor, number)
    bills = bill_list.some(actor, BillQuery(contract=number), 0, SHOWN).rows
    return _Found(detail, ledger, earned, audit_log.contract_history(actor, number), bills)


class ContractPage(rx.State):
    """One contract as text."""

    number: int = 0
    account: int = 0
    line: ContractLine = ContractLine()
    facts: list[Fact] = []
    money: list[Fact] = []
    cycles: list[CycleRow] = []
    has_lapsed: bool = False
    is_newest: bool = True
    has_older: bool = False
    bought: list[BoughtLine] = []
    chain: list[ContractLine] = []
    history: list[EventLine] = []
    bills: list[BillRow] = []
    figure: Figure = {}
    forecast: str = ""
    note: str = ""
    has_burn: bool = False
    may_renew: bool = False
    may_end: bool = False
    is_to_begin: bool = False
    is_draft: bool = False
    renewal: str = ""
    may_top_up: bool = False
    is_missing: bool = False
    is_loaded: bool = False
    _first: int = 0
    _version: int = 0

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Take the contract from the address, and load."""
        self.is_loaded = self.is_missing = False
        self._first = 0
        self.number = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def show_older(self) -> None:
        """Show the cycles before those that are shown."""
        self._first += A_PAGE
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def show_newest(self) -> None:
        """Show the newest cycles again."""
        self._first = 0
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def delete_draft(self) -> Any:  # noqa: ANN401 - events
        """Delete the contract, which was never in force."""
        actor, number, version = acting(self), self.number, self._version
        try:
            await rx.run_in_thread(lambda: contract_ends.delete_draft(actor, number, version))
        except Refused as refusal:
            return told(actor, refusal)
        return [rx.toast.success(tr(language_of(actor), N_("The draft is deleted."))), rx.redirect("/contracts")]

    async def _load(self, actor: Actor | None) -> None:
        number = self.number
        found = await rx.run_in_thread(lambda: _look(actor, number))
        self.is_missing, self.is_loaded = found is None, True
        if found is not None:
            self._fill(actor, found)

    def _fill(self, actor: Actor | None, found: _Found) -> None:
        language, zone, detail = language_of(actor), profile.zone_of(actor), found.detail
        currency = detail.listed.currency
        self._version, self.account = detail.version, detail.listed.account_id
        self.line, self.note = line_of(language, detail.listed), detail.draft.note
        self.facts, self.money = facts_of(language, detail), money_of(language, found.earned)
        self.cycles = cycle_rows(language, self.number, found.ledger, currency, self._first)
        self.is_newest, self.has_older = self._first == 0, self._first + A_PAGE < len(found.ledger.cycles)
        self.has_lapsed = any(cycle.lapsed for cycle in found.ledger.cycles)
        self.bought = bought_lines(language, detail)
        self.chain = [line_of(language, one) for one in detail.chain] if len(detail.chain) > 1 else []
        self.history = [event_line(event, language, zone) for event in found.history]
        self.bills = [row_of(language, one) for one in found.bills]
        self.has_burn = len(found.ledger.burn) > 0
        self.figure = burn_figure.figure_of(language, found.ledger, currency) if self.has_burn else {}
        self.forecast = _forecast(language, found.ledger)
        self._allow(detail)

    def _allow(self, detail: Detail) -> None:
        """Say what can be done now; services say it again."""
        state, is_last = detail.listed.state, detail.chain[-1].number == self.number
        self.may_renew = is_last and detail.listed.last is not None and state not in {"draft", "terminated"}
        behind = [one.number for one in detail.chain].index(self.number) + 1
        self.renewal = detail.chain[behind].name if behind < len(detail.chain) else ""
        waits = all(one.state in {"upcoming", "draft"} for one in detail.chain[behind : behind + 1])
        self.may_end = waits and state not in {"draft", "terminated"}
        self.may_top_up = state not in {"draft", "terminated"}
        self.is_to_begin = state == "upcoming" and detail.terms.allowance_amount > 0
        self.is_draft = state == "draft"


def _forecast(language: str, ledger: Ledger) -> str:
    found = burn_down.forecast(ledger)
    if found is None:
        return ""
    if found.is_out:
        return tr(language, N_("Nothing is left in this cycle."))
    if found.day is None:
        return tr(language, N_("At this pace it lasts to the end of the cycle."))
    return tr(language, N_("At this pace it runs out on {day}."), day=wording.day(language, found.day))
