"""Tables, constraints, queries and migrations: all SQL lives here."""

from rxbilling.models.access import AccessLink, ApiToken, IdempotencyKey, RecoveryCode, Session, SignInFailure
from rxbilling.models.billing import Bill, BillLine, BillTax, Export, ExtraCharge, Logo, Payment
from rxbilling.models.contracts import (
    BillRule,
    Contract,
    ContractCover,
    ContractFile,
    ContractPerson,
    Lot,
    SupportPlan,
    TopUp,
    TopUpOffer,
)
from rxbilling.models.customers import Account, Contact, Service, Ticket
from rxbilling.models.expenses import Expense, Receipt
from rxbilling.models.log import AuditEvent, ImportRun, Mail, Notice
from rxbilling.models.organisation import Calendar, CalendarHoliday, Organisation, Revision
from rxbilling.models.people import CostRate, Rep, User
from rxbilling.models.quickbooks import ExportItem, QuickBooksListed, QuickBooksName
from rxbilling.models.timesheets import Timer, Week
from rxbilling.models.views import ChangedEntry, ChangeSet, GridLayout, SavedView
from rxbilling.models.work import Charge, Portion, TimeEntry

__all__ = [
    "AccessLink",
    "Account",
    "ApiToken",
    "AuditEvent",
    "Bill",
    "BillLine",
    "BillRule",
    "BillTax",
    "Calendar",
    "CalendarHoliday",
    "ChangeSet",
    "ChangedEntry",
    "Charge",
    "Contact",
    "Contract",
    "ContractCover",
    "ContractFile",
    "ContractPerson",
    "CostRate",
    "Expense",
    "Export",
    "ExportItem",
    "ExtraCharge",
    "GridLayout",
    "IdempotencyKey",
    "ImportRun",
    "Logo",
    "Lot",
    "Mail",
    "Notice",
    "Organisation",
    "Payment",
    "Portion",
    "QuickBooksListed",
    "QuickBooksName",
    "Receipt",
    "RecoveryCode",
    "Rep",
    "Revision",
    "SavedView",
    "Service",
    "Session",
    "SignInFailure",
    "SupportPlan",
    "Ticket",
    "TimeEntry",
    "Timer",
    "TopUp",
    "TopUpOffer",
    "User",
    "Week",
]
