"""Who may call which function of the services: a row each."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

from rxbilling.config import settings
from rxbilling.engine.terms import Price
from rxbilling.exchange.listing import ListColumn, Listing
from rxbilling.exchange.table import read_table
from rxbilling.models.log_rows import AuditFilter
from rxbilling.services import (
    backup,
    calendar_changes,
    contract_files,
    logos,
    plan_changes,
    quickbooks_lists,
    receipts,
    uploads,
    weeks,
)
from rxbilling.services.access import Actor
from rxbilling.services.account_drafts import AccountDraft
from rxbilling.services.account_list import AccountQuery
from rxbilling.services.attachments import File
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.bill_runs import Run
from rxbilling.services.bill_settings import BillSettings, Way
from rxbilling.services.bills import BillFilter
from rxbilling.services.calendar_drafts import CalendarDraft
from rxbilling.services.contacts import ContactDraft
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.services.contract_list import ContractQuery
from rxbilling.services.contract_people import ToldDraft
from rxbilling.services.default_calendar import Choosing
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.expense_drafts import ExpenseDraft
from rxbilling.services.extra_charges import ExtraDraft
from rxbilling.services.filters import ExpenseFilter, WorkFilter
from rxbilling.services.importing import Plan
from rxbilling.services.many_changes import Selection, Wanted
from rxbilling.services.pages import Window
from rxbilling.services.payments import PaymentDraft
from rxbilling.services.person import Person
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.plan_moves import Moving
from rxbilling.services.profile import Profile
from rxbilling.services.rule_changes import Saving
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.services.rule_tester import Question
from rxbilling.services.tasks import Task
from rxbilling.services.ticket_drafts import TicketChange, TicketDraft
from rxbilling.services.ticket_list import TicketQuery
from rxbilling.services.tickets import TicketFilter
from rxbilling.services.timers import Mark
from rxbilling.services.top_ups import TopUpDraft
from rxbilling.services.week_decisions import Seen
from rxbilling.services.what_if_changes import PricesTimes
from rxbilling.services.what_if_contracts import MadeContracts
from rxbilling.services.what_if_making import Made
from rxbilling.services.what_if_making import Wanted as WantedTerms
from rxbilling.services.what_if_rules import MadeRules

EVERYTHING = WorkFilter()
PERSON = Person("new@example.org", "New", "rep")
MONDAY = date(2026, 3, 2)
SEEN = Seen(1, 1, 1, MONDAY.toordinal(), 0)
DRAFT = EntryDraft(1, 1, 1, None, 1_772_442_000, 1_772_445_600)
EXPENSE = ExpenseDraft(1, date(2026, 3, 2), "Travel", "EUR", 100)
ACCOUNT, CONTACT = AccountDraft("Corner"), ContactDraft("Cleo")
CONTRACT = ContractDraft("C-1", 1, 1, MONDAY)
TOP_UP = TopUpDraft("second", 60, 0, MONDAY, MONDAY)
CALENDAR = CalendarDraft("New", "UTC", ((),) * 7)
EXTRA = ExtraDraft(1, None, MONDAY, "Cable", 100)
NOTHING_MADE = Made((), MadeRules(), MadeContracts())
RULE = RuleDraft("New", "EUR", Price("hour", (1,) * 4))
TABLE = read_table(b"Account,Rep,Start,End\n", "x.csv")
USERS = frozenset({"rep", "manager", "finance", "admin"})
WORKERS = frozenset({"rep", "manager", "admin"})

OFFICE = frozenset({"manager", "finance", "admin"})
BOOKS = frozenset({"finance", "admin"})
MANAGERS = frozenset({"manager", "admin"})
ADMIN = frozenset({"admin"})


async def _chunks() -> AsyncIterator[bytes]:
    yield b"a,b"


async def _receipt() -> AsyncIterator[bytes]:
    yield b"%PDF-1.7"


def _keep(actor: Actor | None) -> object:
    return asyncio.run(uploads.keep(actor, _chunks()))


def _keep_receipt(actor: Actor | None) -> object:
    return asyncio.run(receipts.keep(actor, _receipt()))


def _keep_contract_file(actor: Actor | None) -> object:
    return asyncio.run(contract_files.keep(actor, _receipt()))


def _keep_logo(actor: Actor | None) -> object:
    return asyncio.run(logos.keep(actor, _receipt()))


def _keep_list(actor: Actor | None) -> object:
    return asyncio.run(quickbooks_lists.keep(actor, _chunks()))


def _back_up(actor: Actor | None) -> object:
    return backup.back_up(actor, settings().data_dir / "all.zip")


# Each function that takes an actor: who may call it, and what it is called with. Where the second part is None, it
# is called by functions here alone, with an actor that they have let in; a test below looks that nobody else does.
MATRIX: dict[str, tuple[frozenset[str], tuple[Any, ...] | Callable[[Actor | None], object] | None]] = {
    "account_changes.add": (MANAGERS, (ACCOUNT,)),
    "account_changes.change": (MANAGERS, (1, 1, ACCOUNT)),
    "account_changes.delete": (MANAGERS, (1, 1)),
    "account_changes.effect_of_changing": (MANAGERS, (1, 1, ACCOUNT)),
    "account_changes.set_active": (MANAGERS, (1, 1)),
    "account_details.look": (USERS, (1,)),
    "account_details.months": (USERS, (1, MONDAY)),
    "account_list.count": (USERS, (AccountQuery(),)),
    "account_list.page": (USERS, (AccountQuery(),)),
    "account_statements.excel": (OFFICE, (1, MONDAY, MONDAY)),
    "account_statements.pdf": (OFFICE, (1, MONDAY, MONDAY)),
    "account_statements.statement": (OFFICE, (1, MONDAY, MONDAY)),
    "accounts.look": (USERS, (1,)),
    "accounts.some": (USERS, (Window(),)),
    "attachments.attached": (MANAGERS, None),
    "attachments.keep": (MANAGERS, None),
    "api_tokens.create": (USERS, ("x", ["read"], 1, "a long password")),
    "api_tokens.own": (USERS, ()),
    "api_tokens.revoke": (USERS, (1,)),
    "approval.setting": (USERS, ()),
    "approval.turn": (ADMIN, ()),
    "audit_log.account_history": (OFFICE, (1,)),
    "audit_log.bill_history": (OFFICE, (1,)),
    "audit_log.contract_history": (OFFICE, (1,)),
    "audit_log.entry_history": (USERS, (1,)),
    "audit_listing.audit": (ADMIN, (AuditFilter(), lambda _: ("", "", ""))),
    "audit_log.search": (ADMIN, (AuditFilter(),)),
    "audit_log.subjects": (ADMIN, ()),
    "audit_log.ticket_history": (OFFICE, (1,)),
    "backup.back_up": (ADMIN, _back_up),
    "backup.restore": (ADMIN, (Path("none.zip"),)),
    "bad_row_files.read": (ADMIN, ("a" * 24,)),
    "bad_row_files.write": (ADMIN, ("a" * 24, TABLE, [])),
    "bill_credits.credit": (BOOKS, (1, None, "wrong")),
    "bill_details.look": (OFFICE, (1,)),
    "bill_details.papers": (OFFICE, ([1],)),
    "bill_drafts.discard": (BOOKS, (1,)),
    "bill_drafts.remake": (BOOKS, (1,)),
    "bill_issuing.issue": (BOOKS, ([1], MONDAY)),
    "bill_list.some": (OFFICE, (BillQuery(),)),
    "bill_mails.mailed": (OFFICE, (1,)),
    "bill_mails.send": (BOOKS, (1, ("a@example.org",), 0)),
    "bill_mails.send_many": (BOOKS, ((1,),)),
    "bill_runs.make": (BOOKS, (Run(MONDAY, MONDAY), "")),
    "bill_runs.preview": (BOOKS, (Run(MONDAY, MONDAY),)),
    "bill_settings.look": (OFFICE, ()),
    "bill_settings.save": (BOOKS, (BillSettings(), 1)),
    "bill_settings.set_way": (BOOKS, (1, 1, Way("tier"))),
    "bill_settings.way_of": (OFFICE, (1,)),
    "bill_voids.again": (BOOKS, (1,)),
    "bill_voids.void": (BOOKS, (1, "wrong")),
    "bills.look": (OFFICE, (1,)),
    "bills.some": (OFFICE, (Window(), BillFilter())),
    "calendar_changes.effect": (MANAGERS, (calendar_changes.Saving(CALENDAR),)),
    "calendar_changes.save": (MANAGERS, (calendar_changes.Saving(CALENDAR),)),
    "calendars.all_calendars": (OFFICE, ()),
    "calendars.look": (OFFICE, (1,)),
    "calendars.year": (OFFICE, (1, 2026)),
    "changes.marks": (USERS, ()),
    "charge_backs.charge_back": (OFFICE, (1, MONDAY, MONDAY, "cost")),
    "charge_backs.excel": (OFFICE, (1, MONDAY, MONDAY, "cost")),
    "charge_backs.pdf": (OFFICE, (1, MONDAY, MONDAY, "price")),
    "charges.look": (USERS, (1,)),
    "checks.problems": (ADMIN, ()),
    "choices.months": (USERS, ()),
    "choices.names": (USERS, ("account", (1,))),
    "choices.numbers_of": (USERS, ("account", ["Acme"])),
    "choices.offers": (USERS, ("account",)),
    "choices.reps": (USERS, ()),
    "choices.search": (USERS, ("Acme",)),
    "choices.services": (USERS, ()),
    "choices.tickets": (USERS, (1,)),
    "closing.books": (USERS, ()),
    "closing.close": (BOOKS, (date(2026, 1, 31), 1)),
    "closing.unbilled": (BOOKS, (date(2026, 1, 31),)),
    "confirming.confirm": (USERS, None),
    "contacts.add": (MANAGERS, (1, CONTACT)),
    "contacts.change": (MANAGERS, (1, 1, CONTACT)),
    "contacts.delete": (MANAGERS, (1, 1)),
    "contract_changes.add": (MANAGERS, (CONTRACT,)),
    "contract_changes.change": (MANAGERS, (1, 1, CONTRACT)),
    "contract_changes.effect_of_adding": (MANAGERS, (CONTRACT,)),
    "contract_changes.effect_of_changing": (MANAGERS, (1, 1, CONTRACT)),
    "contract_choices.look": (MANAGERS, ()),
    "contract_choices.next_number": (MANAGERS, ()),
    "contract_details.look": (OFFICE, (1,)),
    "contract_ends.effect_of_terminating": (MANAGERS, (1, 1, MONDAY, "x")),
    "contract_ends.terminate": (MANAGERS, (1, 1, MONDAY, "x")),
    "contract_ends.delete_draft": (MANAGERS, (1, 1)),
    "contract_files.add": (MANAGERS, (1, File("a" * 24, "x.pdf"))),
    "contract_files.delete": (MANAGERS, (1,)),
    "contract_files.keep": (MANAGERS, _keep_contract_file),
    "contract_files.look": (OFFICE, (1,)),
    "contract_files.some": (OFFICE, (1,)),
    "contract_ledger.look": (OFFICE, (1,)),
    "contract_list.count": (OFFICE, (ContractQuery(),)),
    "customer_listings.accounts": (USERS, (AccountQuery(),)),
    "customer_listings.bills": (OFFICE, (BillQuery(),)),
    "customer_listings.contracts": (OFFICE, (ContractQuery(),)),
    "listings.export": (USERS, ("tickets", "csv", Listing("", [ListColumn("", "text", [])]), "")),
    "work_listings.expenses": (USERS, (ExpenseFilter(),)),
    "work_listings.tickets": (USERS, (TicketQuery(),)),
    "contract_list.page": (OFFICE, (ContractQuery(),)),
    "contract_list.plans": (OFFICE, ()),
    "contract_money.look": (OFFICE, (1,)),
    "contract_people.change": (MANAGERS, (1, 1, ToldDraft())),
    "contract_people.look": (OFFICE, (1,)),
    "contract_timeline.look": (OFFICE, (ContractQuery(),)),
    "bill_list.drafts_among": (OFFICE, ((1,),)),
    "bill_days.today_of": (OFFICE, ()),
    "bill_days.last_month": (OFFICE, ()),
    "bill_files.pdf": (OFFICE, (1,)),
    "bill_files.excel": (OFFICE, (1,)),
    "bill_files.pdfs": (OFFICE, ((1,),)),
    "contracts.look": (OFFICE, (1,)),
    "contracts.some": (OFFICE, (Window(),)),
    "daily.carry_on": (ADMIN, (lambda: False,)),
    "daily.carry_out": (ADMIN, ()),
    "days.look": (USERS, (1, MONDAY)),
    "default_calendar.choose": (MANAGERS, (Choosing(2, 1),)),
    "default_calendar.effect": (MANAGERS, (Choosing(2, 1),)),
    "demo.fill.clear_demo": (ADMIN, ()),
    "demo.fill.fill_demo": (ADMIN, ()),
    "entitlements.look": (OFFICE, (1,)),
    "entitlements.some": (OFFICE, ([1],)),
    "entries.frame": (USERS, (EVERYTHING,)),
    "entries.may_see": (USERS, None),
    "entries.page": (USERS, (EVERYTHING,)),
    "entries.some": (USERS, ([1],)),
    "entries.why": (USERS, (1,)),
    "entry_changes.add": (WORKERS, (DRAFT,)),
    "entry_changes.change": (WORKERS, (1, 1, DRAFT)),
    "entry_changes.delete": (WORKERS, (1, 1)),
    "entry_editing.look": (USERS, (1,)),
    "entry_writing.change": (WORKERS, (1, 1, DRAFT)),
    "entry_writing.create": (WORKERS, (DRAFT, "key")),
    "entry_writing.present": (WORKERS, (1,)),
    "expense_changes.add": (WORKERS, (EXPENSE,)),
    "expense_changes.change": (WORKERS, (1, 1, EXPENSE)),
    "expense_changes.delete": (WORKERS, (1, 1)),
    "expense_changes.restore": (WORKERS, (1,)),
    "expense_changes.set_reimbursed": (BOOKS, ([1],)),
    "expense_locks.require_of": (WORKERS, None),
    "expenses.categories": (USERS, ()),
    "expenses.currency_for": (USERS, (1,)),
    "expenses.days": (USERS, ()),
    "expenses.look": (USERS, (1,)),
    "expenses.page": (USERS, (ExpenseFilter(),)),
    "expenses.totals": (USERS, (ExpenseFilter(),)),
    "exporting.export_csv": (USERS, (EVERYTHING,)),
    "exports_made.named": (USERS, (Window(),)),
    "exporting.export_json": (USERS, (EVERYTHING,)),
    "exporting.export_parquet": (USERS, (EVERYTHING,)),
    "exporting.export_excel": (USERS, (EVERYTHING,)),
    "exporting.export_rows": (USERS, None),
    "exporting.made": (USERS, None),
    "exporting.remember": (USERS, None),
    "exports_made.some": (USERS, (Window(),)),
    "feed.is_on": (OFFICE, ()),
    "feed.make": (OFFICE, ("x",)),
    "feed.revoke": (OFFICE, ()),
    "grid_layouts.keep": (USERS, ("entries", [])),
    "grid_layouts.layout": (USERS, ("entries",)),
    "importing.import_entries": (ADMIN, (TABLE, "x.csv", Plan({}))),
    "importing.inspect": (ADMIN, (b"a,b", "x.csv")),
    "installation.look": (USERS, ()),
    "logged.deleted": (USERS, ((0, 0), 10)),
    "logged.look": (USERS, (1,)),
    "logged.some": (USERS, (Window(), EVERYTHING)),
    "mailing.outbox": (BOOKS, ()),
    "mailing.send_due": (ADMIN, ()),
    "mailing.send_test": (ADMIN, ()),
    "logos.keep": (BOOKS, _keep_logo),
    "logos.known": (OFFICE, ()),
    "logos.look": (OFFICE, ()),
    "logos.remove": (BOOKS, ()),
    "logos.save": (BOOKS, (File("a" * 24, "x.png"),)),
    "many_changes.carry_out": (BOOKS, (Selection(EVERYTHING), Wanted("billed", "B-1"), 0, "")),
    "many_changes.preview": (OFFICE, (Selection(EVERYTHING), Wanted("billable"))),
    "notice_list.own": (USERS, (0, 5)),
    "notice_list.read": (USERS, (1,)),
    "notice_list.read_all": (USERS, ()),
    "notice_settings.change": (ADMIN, ([30], [80], 1)),
    "notice_settings.times": (OFFICE, ()),
    "notices.is_due": (ADMIN, ()),
    "notices.make": (ADMIN, ()),
    "pasting.paste": (WORKERS, ("Date\tHours\tAccount\tRep\n2026-03-02\t1\tAcme\tAna\n", [])),
    "payments.add": (BOOKS, (1, PaymentDraft(MONDAY, 1))),
    "payments.pay_back": (BOOKS, (1, PaymentDraft(MONDAY, 1))),
    "payments.remove": (BOOKS, (1,)),
    "plan_moves.effect": (MANAGERS, (Moving(1, (1,)),)),
    "plan_moves.move": (MANAGERS, (Moving(1, (1,)),)),
    "plan_changes.save": (MANAGERS, (plan_changes.Saving(PlanDraft("New", "EUR")),)),
    "plans.all_plans": (OFFICE, ()),
    "plans.look": (OFFICE, (1,)),
    "plans.movable": (OFFICE, (1,)),
    "problems.found": (USERS, (EVERYTHING,)),
    "profile.change": (USERS, (Profile("X", "en", "", "dark"), 1)),
    "profile.change_password": (USERS, ("x", "another password")),
    "profile.own": (USERS, ()),
    "profile.set_language": (USERS, ("fr",)),
    "profile.set_theme": (USERS, ("dark",)),
    "profile.zone_of": (USERS, ()),
    "quickbooks.check": (BOOKS, (EVERYTHING,)),
    "quickbooks.company": (BOOKS, ()),
    "quickbooks.export_iif": (BOOKS, (EVERYTHING,)),
    "quickbooks.sent_before": (BOOKS, (EVERYTHING,)),
    "quickbooks.unsent_rows": (BOOKS, None),
    "quickbooks_files.check": (BOOKS, ("iif-invoices", EVERYTHING)),
    "quickbooks_files.export": (BOOKS, ("qbo-us", EVERYTHING)),
    "quickbooks_files.sent_before": (BOOKS, ("qbo-us", EVERYTHING)),
    "quickbooks_lists.keep": (BOOKS, _keep_list),
    "quickbooks_lists.sizes": (BOOKS, ()),
    "quickbooks_lists.take": (BOOKS, (b"!CUST\tNAME\r\nCUST\tAcme\r\n", "lists.iif")),
    "quickbooks_lists.take_kept": (BOOKS, ("a" * 24, "lists.iif")),
    "quickbooks_names.change": (BOOKS, ("customer", {"1": ("", "Acme Inc")})),
    "quickbooks_names.offers": (BOOKS, ("customer",)),
    "quickbooks_names.table": (BOOKS, ("customer",)),
    "quickbooks.set_company": (BOOKS, ("Acme", "1")),
    "quoting.answer": (USERS, ("{}",)),
    "receipts.keep": (WORKERS, _keep_receipt),
    "receipts.look": (USERS, (1,)),
    "reports.report": (USERS, (EVERYTHING,)),
    "reports.totals": (USERS, (EVERYTHING,)),
    "rep_hours.change": (ADMIN, (1, 1, [0] * 7, 0)),
    "rep_hours.missing": (USERS, (1, MONDAY, MONDAY)),
    "rep_hours.of_all": (USERS, (MONDAY, MONDAY)),
    "rep_hours.of_rep": (USERS, (1, MONDAY, MONDAY)),
    "rep_hours.workers": (ADMIN, ()),
    "renewals.effect_of_renewing": (MANAGERS, (1, 1, CONTRACT)),
    "renewals.proposal": (MANAGERS, (1,)),
    "renewals.renew": (MANAGERS, (1, 1, CONTRACT)),
    "renewals.renew_due": (MANAGERS, ()),
    "repricing.price_all": (ADMIN, ()),
    "rule_changes.carry_out": (MANAGERS, (Saving(RULE),)),
    "rule_changes.delete": (MANAGERS, (1, 1)),
    "rule_changes.effect": (MANAGERS, (Saving(RULE),)),
    "rule_tester.ask": (OFFICE, (Question(1, 1, None, None, "2026-03-02T09:30"),)),
    "rule_tester.zone_of": (OFFICE, (1,)),
    "rules.home_currency": (OFFICE, ()),
    "rules.look": (OFFICE, (1,)),
    "what_if_making.look": (MANAGERS, (WantedTerms(PricesTimes(10_500), date(2026, 4, 1)),)),
    "what_if_making.make": (MANAGERS, (WantedTerms(PricesTimes(10_500), date(2026, 4, 1)), NOTHING_MADE)),
    "what_if_files.keep": (OFFICE, (WorkFilter(), PricesTimes(11_000))),
    "what_if_files.take": (OFFICE, ("x" * 24,)),
    "what_if.compare": (OFFICE, (WorkFilter(), PricesTimes(11_000))),
    "rules.of_level": (OFFICE, ("general",)),
    "rules.owner": (OFFICE, ("account", 1)),
    "rules.owners": (OFFICE, ("account",)),
    "rules.words": (OFFICE, ()),
    "saved_views.delete": (USERS, (99,)),
    "saved_views.save": (USERS, ("x", "")),
    "saved_views.views": (USERS, ()),
    "second_factor.codes_left": (USERS, ()),
    "second_factor.is_on": (USERS, ()),
    "second_factor.picture": (USERS, None),
    "second_factor.renew_codes": (USERS, ("x",)),
    "second_factor.turn_off": (USERS, ("x",)),
    "second_factor.turn_on": (USERS, ("A" * 32, "000000", "x")),
    "sessions.end": (USERS, (99,)),
    "sessions.end_others": (USERS, ()),
    "sessions.own": (USERS, ()),
    "sheet.change_cell": (WORKERS, (1, 1, "note", "x")),
    "sheet.delete": (WORKERS, (1, 1)),
    "sheet.moved": (USERS, (1,)),
    "sheet.last": (USERS, ()),
    "sheet.redo": (USERS, (1,)),
    "sheet.undo": (USERS, ()),
    "statements.excel": (USERS, (1, MONDAY)),
    "statements.pdf": (USERS, (1, MONDAY)),
    "statements.statement": (USERS, (1, MONDAY)),
    "summaries.accounts": (USERS, (1, MONDAY)),
    "summaries.months": (USERS, (1, MONDAY)),
    "summaries.of_month": (USERS, (MONDAY,)),
    "ticket_changes.change": (MANAGERS, (1, 1, TicketChange("Printer"))),
    "ticket_details.look": (USERS, (1,)),
    "ticket_list.count": (USERS, (TicketQuery(),)),
    "ticket_list.one": (USERS, (1,)),
    "ticket_list.page": (USERS, (TicketQuery(),)),
    "tasks.recent": (USERS, (1,)),
    "ticket_opening.ask": (WORKERS, (TicketDraft(1, "Printer"),)),
    "ticket_opening.open_ticket": (WORKERS, (TicketDraft(1, "Printer"),)),
    "ticket_opening.set_state": (WORKERS, (1, 1, "closed")),
    "tickets.look": (USERS, (1,)),
    "tickets.reps": (USERS, (Window(),)),
    "tickets.services": (USERS, (Window(),)),
    "tickets.some": (USERS, (Window(), TicketFilter())),
    "undoing.last": (USERS, ()),
    "undoing.redo": (USERS, (1,)),
    "undoing.undo": (USERS, ()),
    "timers.change": (WORKERS, (Mark(1, 1, 0), Task(1), 0)),
    "timers.discard": (WORKERS, (Mark(1, 1, 0),)),
    "timers.running": (WORKERS, ()),
    "timers.start": (WORKERS, (Task(1),)),
    "timers.stop": (WORKERS, (Mark(1, 1, 0), 0)),
    "top_up_changes.change": (MANAGERS, (1, 1, 1, TOP_UP)),
    "top_up_changes.delete": (MANAGERS, (1, 1, 1)),
    "top_up_changes.effect_of_changing": (MANAGERS, (1, 1, 1, TOP_UP)),
    "top_up_changes.effect_of_deleting": (MANAGERS, (1, 1, 1)),
    "top_ups.add": (MANAGERS, (1, 1, TOP_UP)),
    "top_ups.effect_of_adding": (MANAGERS, (1, 1, TOP_UP)),
    "uploads.keep": (ADMIN, _keep),
    "uploads.path_of": (ADMIN, None),
    "uploads.put": (ADMIN, None),
    "uploads.store": (ADMIN, None),
    "uploads.read": (ADMIN, ("a" * 24,)),
    "user_access.new_link": (ADMIN, (1,)),
    "user_access.remove_second_factor": (ADMIN, (1,)),
    "user_access.set_active": (ADMIN, (2,)),
    "user_access.set_password": (ADMIN, ("rep@example.org", "another password")),
    "user_access.sign_out_everywhere": (ADMIN, (1,)),
    "users.add_user": (ADMIN, (PERSON, "another password")),
    "users.all_reps": (ADMIN, ()),
    "users.all_users": (ADMIN, ()),
    "users.change": (ADMIN, (1, 1, PERSON)),
    "users.invite": (ADMIN, (PERSON,)),
    "users.rep_named": (ADMIN, ("Ana",)),
    "week_copies.copy": (WORKERS, (1, MONDAY, [])),
    "week_copies.preview": (WORKERS, (1, MONDAY)),
    "week_copies.tasks": (USERS, (1, MONDAY)),
    "weeks.entries_of": (USERS, None),
    "weeks.fill": (WORKERS, (1, weeks.Task(1, 1), MONDAY, 60, None)),
    "weeks.look": (USERS, (1, MONDAY)),
    "week_decisions.approve": (MANAGERS, ([SEEN],)),
    "week_decisions.send_back": (MANAGERS, ([SEEN], "x")),
    "week_reviews.page": (MANAGERS, ("submitted",)),
    "own_weeks.lack": (WORKERS, (date(2026, 3, 2),)),
    "own_weeks.look": (USERS, (date(2026, 3, 2),)),
    "own_weeks.submit": (WORKERS, (date(2026, 3, 2), 0)),
    "own_weeks.withdraw": (WORKERS, (date(2026, 3, 2), 1)),
    "extra_charges.add": (BOOKS, (EXTRA,)),
    "extra_charges.remove": (BOOKS, (1,)),
    "extra_charges.some": (OFFICE, ()),
}
KEYWORDS: dict[str, dict[str, Any]] = {
    "approval.turn": {"on": True},
    "expense_changes.set_reimbursed": {"reimbursed": True},
    "demo.fill.fill_demo": {"today": date(2026, 3, 1), "entries": 20},
    "account_changes.set_active": {"active": False},
    "user_access.set_active": {"active": False},
}
# Functions without an actor that States and routes may call: before anybody is signed in, or about no data.
WITHOUT_ACTOR = {
    "addresses.query_of", "addresses.text_in",
    "api_tokens.actor_of", "bill_mails.addresses_in", "burn_down.forecast",
    "calendar_drafts.countries", "calendar_drafts.parts_of",
    "choices.months_between", "clock.now", "clock.today", "countries.countries_in", "countries.country_name",
    "expense_drafts.currencies", "faults.told", "feed.calendar",
    "health.not_ready",
    "importing.result_lines", "inputs.plain", "links.accept", "links.look", "local_clock.instant_of",
    "local_clock.local_of", "local_clock.day_of", "local_clock.typed_instant", "local_clock.typed_of",
    "notice_words.words", "pricing_plans.rates_of",
    "week_decisions.seen_of",
    "weeks.monday_of", "second_factor.new_secret", "second_factor.picture", "sessions.actor_of", "sessions.hash_token",
    "sessions.sign_out", "sign_in.choose_password", "sign_in.give_code", "sign_in.sign_in",
    "summaries.bounds", "summaries.of_all", "told_drafts.listed",
    "stretches.gaps", "stretches.lanes", "stretches.overlaps",
    "typed_entries.draft_of_typed",
    "what_if_making.with_terms",
}  # fmt: skip
WITHIN = {
    "entry_cells.with_cell", "named.number_of",
    "audit.record", "audit.record_change", "audit.record_each", "audit.record_many", "closing.open_all",
    "confirming.confirmed", "contract_changes.add_in", "contract_changes.change_in", "contract_moves.move",
    "entry_changes.add_in", "entry_changes.add_many_in", "entry_changes.change_in", "entry_changes.refuse",
    "entry_locks.open_entry", "expense_locks.open_expense", "expense_locks.refuse_day", "expense_locks.seen",
    "idempotency.keep", "idempotency.used_for", "many_rules.may_change", "receipts.attach", "renewals.renew_in",
    "plan_changes.replace_in", "plan_changes.save_in", "rule_changes.carry_out_in", "rule_successors.copy_to",
    "rule_successors.succeed", "second_factor.remove", "what_if_contracts.carry_out", "what_if_rules.carry_out",
    "selecting.ordered", "selecting.select", "undoing.begin", "undoing.remember", "undoing.remember_added",
    "week_locks.locked", "week_locks.refuse_locked", "week_locks.refuse_week",
}  # fmt: skip
