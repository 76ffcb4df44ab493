"""The page of one account: its facts and people, and for those who may see them its contracts, prices and amounts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import (
    account_changes,
    account_details,
    audit_log,
    bill_list,
    contacts,
    contract_list,
    profile,
    rules,
    summaries,
    ticket_list,
)
from rxbilling.services.access import Actor, NotThere, Refused, Right
from rxbilling.services.account_details import AccountDetail, AccountMonth
from rxbilling.services.audit_log import Event
from rxbilling.services.bill_list import BillQuery, Sums
from rxbilling.services.contract_list import ContractQuery, Listed
from rxbilling.services.reports import Group
from rxbilling.services.rules import ListedRule
from rxbilling.services.ticket_list import TicketQuery, TicketWork
from rxbilling.state import figures, wording
from rxbilling.state.account_lines import (
    BalanceLine,
    ContactLine,
    MonthLine,
    PriceLine,
    balance_line,
    charge_back_address,
    contact_line,
    facts_of,
    month_line,
    price_line,
    statement_address,
)
from rxbilling.state.audit import EventLine
from rxbilling.state.audit import line_of as event_line
from rxbilling.state.bill_lines import BillRow, owed, row_of
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.figures import Figure
from rxbilling.state.forms import Fact, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.tickets import TicketLine
from rxbilling.state.tickets import line_of as ticket_line

SHOWN = 10
MOST_RULES = 30
PRICING = frozenset({"active", "expiring", "upcoming"})
# The rules of an owner: what it is called, where they are shown, and they themselves in order.
Prices = tuple[str, str, list[ListedRule]]


@dataclass(frozen=True)
class _Found:
    """All that a page shows of an account; what is of contracts and money only for those who may see it."""

    detail: AccountDetail
    months: list[AccountMonth]
    tickets: list[TicketWork]
    open_tickets: int
    contracts: list[Listed] = field(default_factory=list)
    prices: list[Prices] = field(default_factory=list)
    bills: list[bill_list.Listed] = field(default_factory=list)
    sums: list[Sums] = field(default_factory=list)
    history: list[Event] = field(default_factory=list)


def _look(actor: Actor, number: int) -> _Found | None:
    try:
        detail = account_details.look(actor, number)
    except NotThere:
        return None
    months, query = account_details.months(actor, number, detail.day), TicketQuery(state="open", account=number)
    tickets, count = ticket_list.page(actor, query)[:SHOWN], ticket_list.count(actor, query)
    if not actor.may(Right.SEE_CONTRACTS):
        return _Found(detail, months, tickets, count)
    contracts = contract_list.page(actor, ContractQuery(account=number))
    issued = bill_list.some(actor, BillQuery(accounts=(number,)), 0, SHOWN)
    history = audit_log.account_history(actor, number)
    prices = _prices(actor, number, contracts)
    return _Found(detail, months, tickets, count, contracts, prices, issued.rows, issued.sums, history)


def _prices(actor: Actor, number: int, contracts: list[Listed]) -> list[Prices]:
    """Return the rules of contracts that run or will, then those of the account: so they are tried (R7)."""
    levels = [("contract", one.number, one.name) for one in contracts if one.state in PRICING]
    levels.append(("account", number, ""))
    return [(name, f"/rules?level={level}&of={of}", rules.of_level(actor, level, of)) for level, of, name in levels]


class AccountPage(rx.State):
    """One account as text."""

    number: int = 0
    name: str = ""
    country: str = ""
    note: str = ""
    is_active: bool = True
    facts: list[Fact] = []
    contacts: list[ContactLine] = []
    contracts: list[BalanceLine] = []
    prices: list[PriceLine] = []
    tickets: list[TicketLine] = []
    open_tickets: str = ""
    months: list[MonthLine] = []
    hours: Figure = {}
    amounts: Figure = {}
    has_work: bool = False
    has_amounts: bool = False
    bills: list[BillRow] = []
    owed: list[Fact] = []
    history: list[EventLine] = []
    first_day: str = ""
    last_day: str = ""
    statement: str = ""
    charge_back: str = ""
    is_missing: bool = False
    is_loaded: bool = False
    _version: int = 0

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    async def open_page(self) -> None:
        """Take the account from the address, and load."""
        self.is_loaded = self.is_missing = False
        self.first_day = self.last_day = ""
        self.number = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CUSTOMERS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def choose_days(self, form: dict[str, Any]) -> None:
        """Choose the days of a statement."""
        self._offer(text_of(form, "first_day"), text_of(form, "last_day"))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def set_active(self, active: bool) -> Any:  # noqa: ANN401 - an event
        """Count the account among those that are worked for, or no more."""
        actor, number, version = acting(self), self.number, self._version
        return await self._do(actor, lambda: account_changes.set_active(actor, number, version, active=active))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def delete(self) -> Any:  # noqa: ANN401 - events
        """Delete the account, if there is nothing of it."""
        actor, number, version = acting(self), self.number, self._version
        try:
            await rx.run_in_thread(lambda: account_changes.delete(actor, number, version))
        except Refused as refusal:
            return told(actor, refusal)
        return [rx.toast.success(tr(language_of(actor), N_("The account is deleted."))), rx.redirect("/accounts")]

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def delete_contact(self, number: int, version: int) -> Any:  # noqa: ANN401 - an event
        """Delete a contact, if nobody else has changed it meanwhile."""
        actor = acting(self)
        return await self._do(actor, lambda: contacts.delete(actor, number, version))

    async def _do(self, actor: Actor | None, work: Callable[[], None]) -> Any:  # noqa: ANN401 - an event
        try:
            await rx.run_in_thread(work)
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("Saved.")))

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        number = self.number
        found = await rx.run_in_thread(lambda: _look(actor, number))
        self.is_missing, self.is_loaded = found is None, True
        if found is not None:
            self._fill(actor, found)

    def _fill(self, actor: Actor, found: _Found) -> None:
        language, zone, detail = actor.language, profile.zone_of(actor), found.detail
        self.name, self.note, self.is_active = detail.draft.name, detail.draft.note, detail.active
        self._version, self.facts = detail.version, facts_of(language, detail)
        self.contacts = [contact_line(one) for one in detail.contacts]
        self.contracts = [balance_line(language, one) for one in found.contracts]
        lines = [
            price_line(language, owner, address, rule, place)
            for owner, address, own in found.prices
            for place, rule in enumerate((one for one in own if one.active), start=1)
        ]
        self.prices = lines[:MOST_RULES]
        self.tickets = [ticket_line(language, zone, one) for one in found.tickets]
        self.open_tickets = wording.number(language, found.open_tickets)
        self.bills = [row_of(language, one) for one in found.bills]
        self.owed = owed(language, found.sums)
        self.history = [event_line(event, language, zone) for event in found.history]
        self._draw(language, detail, found.months)
        if not self.first_day:
            first, last = summaries.bounds(found.months[1].first)
            self._offer(first.isoformat(), last.isoformat())

    def _draw(self, language: str, detail: AccountDetail, months: list[AccountMonth]) -> None:
        self.months = [month_line(language, detail.number, month) for month in months]
        codes = {code for month in months for code in month.amounts}
        currency = detail.currency if detail.currency in codes or not codes else min(codes)
        ordered = months[::-1]
        self.has_work, self.has_amounts = any(month.worked_s for month in months), bool(codes)
        self.hours = figures.hours(language, [(month.first, month) for month in ordered])
        groups = [Group(0, month.first.isoformat()[:7], 0, month.amounts.get(currency, 0), 0) for month in ordered]
        self.amounts = figures.months(language, groups, currency, with_cost=False) if codes else {}

    def _offer(self, first: str, last: str) -> None:
        """Offer the statement of some days, if these are days in their order."""
        self.first_day, self.last_day = first, last
        is_span = _is_day(first) and _is_day(last) and first <= last
        self.statement = statement_address(self.number, first, last) if is_span else ""
        self.charge_back = charge_back_address(self.number, first, last) if is_span else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
