"""The app: its pages, its HTTP routes and its guard."""

from typing import Any

import reflex as rx

from rxbilling.api.faults import Faults
from rxbilling.api.guards import BehindProxies, PageGate, SameOrigin, SecurityHeaders
from rxbilling.api.web import web
from rxbilling.components.connection import connection
from rxbilling.pages.account import account
from rxbilling.pages.accounts import accounts
from rxbilling.pages.api_reference import api_reference
from rxbilling.pages.approvals import approvals
from rxbilling.pages.audit import audit
from rxbilling.pages.bill import bill
from rxbilling.pages.bill_run import bill_run
from rxbilling.pages.bills import bills
from rxbilling.pages.calendars import calendars
from rxbilling.pages.contract import contract
from rxbilling.pages.contracts import contracts
from rxbilling.pages.dashboard import dashboard
from rxbilling.pages.day import day
from rxbilling.pages.entries import entries
from rxbilling.pages.expenses import expenses
from rxbilling.pages.exports import exports
from rxbilling.pages.importing import importing
from rxbilling.pages.login import login
from rxbilling.pages.new_password import new_password
from rxbilling.pages.not_found import not_allowed, not_found
from rxbilling.pages.notices import notices
from rxbilling.pages.plans import plans
from rxbilling.pages.problems import problems
from rxbilling.pages.profile import profile
from rxbilling.pages.quickbooks import quickbooks
from rxbilling.pages.reps import reps
from rxbilling.pages.rules import rules
from rxbilling.pages.second_factor import second_factor
from rxbilling.pages.settings import settings
from rxbilling.pages.summary import summary
from rxbilling.pages.ticket import ticket
from rxbilling.pages.tickets import tickets
from rxbilling.pages.users import users
from rxbilling.pages.week import week
from rxbilling.pages.welcome import welcome
from rxbilling.pages.what_if import what_if
from rxbilling.state.account_page import AccountPage
from rxbilling.state.accounts import Accounts
from rxbilling.state.approval import ApprovalSetting
from rxbilling.state.approvals import Approvals
from rxbilling.state.audit import Audit
from rxbilling.state.bell import Bell
from rxbilling.state.bill_logo import BillLogo
from rxbilling.state.bill_page import BillPage
from rxbilling.state.bill_run import BillRun
from rxbilling.state.bill_send import BillSend
from rxbilling.state.bill_settings import BillSettingsForm, BillWay
from rxbilling.state.bills import Bills
from rxbilling.state.calendars import Calendars
from rxbilling.state.closing import Closing
from rxbilling.state.contract_files import ContractFiles
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.contract_told import ContractTold
from rxbilling.state.contracts import Contracts
from rxbilling.state.dashboard import Dashboard
from rxbilling.state.day import DayPage
from rxbilling.state.entries import Entries
from rxbilling.state.expenses import Expenses
from rxbilling.state.exports import Exports
from rxbilling.state.extra_charges import Extras
from rxbilling.state.faults import tell_fault
from rxbilling.state.guard import Guard
from rxbilling.state.notice_settings import NoticeSettings
from rxbilling.state.notices import Notices
from rxbilling.state.opening import Openings
from rxbilling.state.own_access import OwnSessions, SecondFactorForm
from rxbilling.state.own_feed import OwnFeed
from rxbilling.state.own_tokens import OwnTokens
from rxbilling.state.plans import Plans
from rxbilling.state.problems import Problems
from rxbilling.state.profile import ProfilePage
from rxbilling.state.quickbooks_lists import QuickBooksLists
from rxbilling.state.quickbooks_names import QuickBooksNames
from rxbilling.state.quickbooks_page import QuickBooksPage
from rxbilling.state.rep_hours import RepHours
from rxbilling.state.reps import RepsPage
from rxbilling.state.rules import Rules
from rxbilling.state.summary import SummaryPage
from rxbilling.state.ticket_page import TicketPage
from rxbilling.state.tickets import Tickets
from rxbilling.state.timer import TimerBar
from rxbilling.state.users import Users
from rxbilling.state.viewer import Viewer
from rxbilling.state.views import Views
from rxbilling.state.week import WeekPage
from rxbilling.state.welcome import Welcome
from rxbilling.state.what_if import WhatIf


def opening(*own: object) -> list[Any]:
    """Return what a page does as it opens: the shell, then its own, then what can wait."""
    return [Viewer.load, *own, TimerBar.load, Bell.load]


app = rx.App(
    stylesheets=["/app.css"],
    head_components=[rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml")],
    api_transformer=[web, PageGate, SameOrigin, Faults, SecurityHeaders, BehindProxies],
    backend_exception_handler=tell_fault,
    # In the place of Reflex's own, which tells people of sockets.
    extra_app_wraps={(5, "Overlay"): lambda _stateful: connection()},
)
app.add_middleware(Guard())
app.add_middleware(Openings())
app.add_page(login, route="/login", title="rxbilling", on_load=Viewer.greet)
app.add_page(dashboard, route="/", title="Dashboard · rxbilling", on_load=opening(Dashboard.open_page))
app.add_page(
    entries, route="/entries", title="Time entries · rxbilling", on_load=opening(Entries.open_page, Views.load)
)
app.add_page(tickets, route="/tickets", title="Tickets · rxbilling", on_load=opening(Tickets.open_page))
app.add_page(ticket, route="/ticket", title="Ticket · rxbilling", on_load=opening(TicketPage.open_page))
app.add_page(accounts, route="/accounts", title="Accounts · rxbilling", on_load=opening(Accounts.open_page))
app.add_page(
    account, route="/account", title="Account · rxbilling", on_load=opening(AccountPage.open_page, BillWay.open_page)
)
app.add_page(contracts, route="/contracts", title="Contracts · rxbilling", on_load=opening(Contracts.open_page))
app.add_page(
    contract,
    route="/contract",
    title="Contract · rxbilling",
    on_load=opening(ContractFiles.open_page, ContractPage.open_page, ContractTold.open_page),
)
app.add_page(bills, route="/bills", title="Bills · rxbilling", on_load=opening(Bills.open_page))
app.add_page(bill, route="/bill", title="Bill · rxbilling", on_load=opening(BillPage.open_page, BillSend.open_page))
app.add_page(
    bill_run, route="/bill-run", title="New bills · rxbilling", on_load=opening(BillRun.open_page, Extras.open_page)
)
app.add_page(problems, route="/problems", title="Problems · rxbilling", on_load=opening(Problems.open_page))
app.add_page(week, route="/week", title="Week · rxbilling", on_load=opening(WeekPage.open_page))
app.add_page(day, route="/day", title="Day · rxbilling", on_load=opening(DayPage.open_page))
app.add_page(expenses, route="/expenses", title="Expenses · rxbilling", on_load=opening(Expenses.open_page))
app.add_page(approvals, route="/approvals", title="Approvals · rxbilling", on_load=opening(Approvals.open_page))
app.add_page(summary, route="/summary", title="Summary · rxbilling", on_load=opening(SummaryPage.open_page))
app.add_page(reps, route="/reps", title="Reps · rxbilling", on_load=opening(RepsPage.open_page))
app.add_page(calendars, route="/calendars", title="Calendars · rxbilling", on_load=opening(Calendars.open_page))
app.add_page(plans, route="/plans", title="Support plans · rxbilling", on_load=opening(Plans.load))
app.add_page(rules, route="/rules", title="Bill rules · rxbilling", on_load=opening(Rules.open_page))
app.add_page(what_if, route="/what-if", title="What if · rxbilling", on_load=opening(WhatIf.open_page))
app.add_page(exports, route="/exports", title="Exports · rxbilling", on_load=opening(Exports.open_page))
app.add_page(
    quickbooks,
    route="/quickbooks",
    title="QuickBooks · rxbilling",
    on_load=opening(QuickBooksPage.open_page, QuickBooksNames.open_page, QuickBooksLists.open_page),
)
app.add_page(not_found, route="404", title="rxbilling", on_load=Viewer.greet)
app.add_page(not_allowed, route="/not-allowed", title="rxbilling", on_load=Viewer.greet)
app.add_page(second_factor, route="/code", title="rxbilling", on_load=Viewer.greet)
app.add_page(new_password, route="/password", title="rxbilling", on_load=Viewer.greet)
app.add_page(welcome, route="/welcome", title="rxbilling", on_load=[Viewer.greet, Welcome.look])
app.add_page(users, route="/users", title="Users · rxbilling", on_load=opening(Users.open_page, RepHours.load))
app.add_page(audit, route="/audit", title="Audit trail · rxbilling", on_load=opening(Audit.open_page))
app.add_page(
    settings,
    route="/settings",
    title="Settings · rxbilling",
    on_load=opening(
        Closing.open_page,
        ApprovalSetting.open_page,
        BillSettingsForm.open_page,
        BillLogo.open_page,
        NoticeSettings.open_page,
    ),
)
app.add_page(
    profile,
    route="/profile",
    title="Your profile · rxbilling",
    on_load=opening(ProfilePage.open_page, SecondFactorForm.load, OwnSessions.load, OwnTokens.load, OwnFeed.load),
)
app.add_page(notices, route="/notices", title="Notices · rxbilling", on_load=opening(Notices.open_page))
app.add_page(api_reference, route="/api", title="API documentation · rxbilling", on_load=opening())
app.add_page(importing, route="/import", title="Import · rxbilling", on_load=opening())
