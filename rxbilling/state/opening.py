"""A page that opens: what was open on the page before is closed, before anybody can open anything."""

import reflex as rx
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, OnLoadInternalState
from reflex_base.event import Event
from reflex_base.utils.format import format_event_handler

from rxbilling.state.account_form import AccountForm
from rxbilling.state.approvals import Approvals
from rxbilling.state.bill_acts import BillActs
from rxbilling.state.bill_send import BillSend
from rxbilling.state.bills import Bills
from rxbilling.state.calendar_form import CalendarForm
from rxbilling.state.closing import Closing
from rxbilling.state.contact_form import ContactForm
from rxbilling.state.contract_end_form import ContractEndForm
from rxbilling.state.contract_form import ContractForm
from rxbilling.state.contract_told import ContractTold
from rxbilling.state.default_calendar import DefaultCalendar
from rxbilling.state.expense_form import ExpenseForm
from rxbilling.state.extra_charges import Extras
from rxbilling.state.many import Many
from rxbilling.state.own_access import SecondFactorForm
from rxbilling.state.own_tokens import OwnTokens
from rxbilling.state.plan_form import PlanForm
from rxbilling.state.plan_move import PlanMove
from rxbilling.state.quick_add import QuickAdd
from rxbilling.state.quickbooks import QuickBooksExport
from rxbilling.state.quickbooks_send import QuickBooksSend
from rxbilling.state.rep_hours import RepHours
from rxbilling.state.rule_form import RuleForm
from rxbilling.state.rule_tester import RuleTester
from rxbilling.state.searching import Searching
from rxbilling.state.shortcuts import Shortcuts
from rxbilling.state.ticket_change import TicketChangeForm
from rxbilling.state.ticket_form import TicketForm
from rxbilling.state.timer import TimerBar
from rxbilling.state.top_up_end_form import TopUpEndForm
from rxbilling.state.top_up_form import TopUpForm
from rxbilling.state.users import Users
from rxbilling.state.week_adding import WeekAdding
from rxbilling.state.week_approval import WeekApproval
from rxbilling.state.week_copy import WeekCopy
from rxbilling.state.what_if import WhatIf
from rxbilling.state.why import Why

DIALOGS = (
    AccountForm,
    BillActs,
    BillSend,
    Bills,
    CalendarForm,
    ContactForm,
    ContractEndForm,
    ContractForm,
    ContractTold,
    DefaultCalendar,
    ExpenseForm,
    Extras,
    Many,
    OwnTokens,
    PlanForm,
    PlanMove,
    QuickAdd,
    QuickBooksExport,
    RepHours,
    RuleForm,
    RuleTester,
    Shortcuts,
    TicketChangeForm,
    TicketForm,
    TimerBar,
    TopUpEndForm,
    TopUpForm,
    Users,
    WeekAdding,
    WeekCopy,
    Why,
)


QUESTIONS = (Approvals, Closing, RuleForm, Users, WeekApproval, WhatIf)
CONNECT = format_event_handler(rx.State.event_handlers["hydrate_and_load"])
LOAD = format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"])


class Opening(rx.State):
    """Whether a page has just connected, so that the event which loads it begins no other one."""

    _is_connected: bool = False

    async def _begin(self, event: Event) -> None:
        """Shut everything where an event begins a page: it connects for the first time, or is gone to by another."""
        begins = bool(event.payload.get("hashes")) if event.name == CONNECT else not self._is_connected
        self._is_connected = event.name == CONNECT
        if begins:
            await self._shut()

    async def _shut(self) -> None:
        """Close what was open on the page before, and forget what was shown once."""
        for dialog in DIALOGS:
            await self._call(dialog, "toggle", False)
        for asking in QUESTIONS:
            await self._call(asking, "stop_asking", False)
        await self._call(Many, "select", [])
        await self._call(Users, "forget_link", False)
        await self._call(SecondFactorForm, "cancel")
        await self._call(Searching, "close")
        await self._call(QuickAdd, "forget")
        await self._call(QuickBooksSend, "forget")

    async def _call(self, state: type[rx.State], handler: str, *arguments: object) -> None:
        getattr(await self.get_state(state), handler)(*arguments)


class Openings(Middleware):
    """Shuts everything before the first event of a page: whatever its reader opens comes after that.

    A page that is connected again, after a moment without a network, keeps what is open in it.
    """

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> None:  # noqa: ARG002 - Reflex's interface
        """Look whether an event begins a page."""
        if event.name in {CONNECT, LOAD}:
            await (await state.get_state(Opening))._begin(event)  # noqa: SLF001 - public ones are called by browsers
