"""A page that opens: what was open on the page before is closed, in one event, before anybody can open anything."""

import reflex as rx

from rxbilling.state.account_form import AccountForm
from rxbilling.state.bill_acts import BillActs
from rxbilling.state.bill_send import BillSend
from rxbilling.state.bills import Bills
from rxbilling.state.calendar_form import CalendarForm
from rxbilling.state.contact_form import ContactForm
from rxbilling.state.contract_end_form import ContractEndForm
from rxbilling.state.contract_form import ContractForm
from rxbilling.state.contract_told import ContractTold
from rxbilling.state.default_calendar import DefaultCalendar
from rxbilling.state.expense_form import ExpenseForm
from rxbilling.state.extra_charges import Extras
from rxbilling.state.guard import policy
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
from rxbilling.state.ticket_form import TicketForm
from rxbilling.state.timer import TimerBar
from rxbilling.state.top_up_end_form import TopUpEndForm
from rxbilling.state.top_up_form import TopUpForm
from rxbilling.state.users import Users
from rxbilling.state.week_adding import WeekAdding
from rxbilling.state.week_copy import WeekCopy
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
    TicketForm,
    TimerBar,
    TopUpEndForm,
    TopUpForm,
    Users,
    WeekAdding,
    WeekCopy,
    Why,
)


class Opening(rx.State):
    """What every page does as it opens."""

    @rx.event
    @policy("user")
    async def begin(self) -> None:
        """Close what was open on the page before, and forget what was shown once."""
        for dialog in DIALOGS:
            await self._call(dialog, "toggle", False)
        await self._call(Many, "select", [])
        await self._call(Users, "forget_link", False)
        await self._call(SecondFactorForm, "cancel")
        await self._call(Searching, "close")
        await self._call(QuickAdd, "forget")
        await self._call(QuickBooksSend, "forget")

    async def _call(self, state: type[rx.State], handler: str, *arguments: object) -> None:
        getattr(await self.get_state(state), handler)(*arguments)
