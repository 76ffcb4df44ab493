"""The audit trail in plain words: what was done, to what, and what changed in it."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_currency

from rxbilling.locales import N_, tr
from rxbilling.services.audit import Facts
from rxbilling.services.audit_log import Event
from rxbilling.services.expenses import STARTERS
from rxbilling.state import plan_words, wording

ACTIONS = {
    "add file": N_("Added a file"),
    "change top-up": N_("Changed a top-up"),
    "delete file": N_("Deleted a file"),
    "delete top-up": N_("Deleted a top-up"),
    "activate": N_("Activated"),
    "add": N_("Added"),
    "approve": N_("Approved"),
    "back up": N_("Backed up"),
    "bring back": N_("Brought back"),
    "change": N_("Changed"),
    "credit": N_("Credited"),
    "clear": N_("Removed"),
    "close": N_("Closed"),
    "deactivate": N_("Deactivated"),
    "delete payment": N_("Payment removed"),
    "delete": N_("Deleted"),
    "discard": N_("Discarded"),
    "end other sessions": N_("Signed out elsewhere"),
    "end session": N_("Ended a session"),
    "fill": N_("Filled in"),
    "import": N_("Imported"),
    "issue": N_("Issued"),
    "make again": N_("Made again"),
    "make link": N_("Made a password link"),
    "redo": N_("Done again"),
    "redo: back": N_("Added again"),
    "redo: gone": N_("Deleted again"),
    "undo": N_("Undone"),
    "undo: back": N_("Brought back (undone)"),
    "undo: gone": N_("Taken out again (undone)"),
    "void": N_("Made void"),
    "override": N_("Opened beyond the contract"),
    "pay": N_("Paid"),
    "pay back": N_("Paid back"),
    "price again": N_("Priced again"),
    "renew recovery codes": N_("Made new recovery codes"),
    "reopen": N_("Reopened"),
    "restore": N_("Restored from a backup"),
    "renew": N_("Renewed"),
    "return": N_("Returned"),
    "set password": N_("Set a password"),
    "sign in": N_("Signed in"),
    "sign out everywhere": N_("Signed out everywhere"),
    "start": N_("Started"),
    "send": N_("Sent by e-mail"),
    "stop": N_("Stopped"),
    "submit": N_("Submitted"),
    "terminate": N_("Terminated"),
    "top up": N_("Topped up"),
    "turn off": N_("Turned off"),
    "turn off second factor": N_("Turned the second factor off"),
    "turn on": N_("Turned on"),
    "turn on second factor": N_("Turned the second factor on"),
    "withdraw": N_("Withdrawn"),
}
SUBJECTS = {
    "default calendar": N_("Default calendar"),
    "account": N_("Account"),
    "contact": N_("Contact"),
    "api token": N_("API token"),
    "approval": N_("Approval of weeks"),
    "bill": N_("Bill"),
    "bill rule": N_("Bill rule"),
    "bill settings": N_("How bills are made"),
    "extra charge": N_("Extra charge"),
    "calendar": N_("Calendar"),
    "calendar address": N_("Calendar address"),
    "contract": N_("Contract"),
    "database": N_("Database"),
    "demo": N_("Demo company"),
    "expense": N_("Expense"),
    "import_run": N_("Import"),
    "notices": N_("Notices"),
    "period": N_("Closed period"),
    "rep": N_("Rep"),
    "support plan": N_("Support plan"),
    "quickbooks list": N_("List of QuickBooks"),
    "quickbooks name": N_("Name in QuickBooks"),
    "quickbooks settings": N_("QuickBooks settings"),
    "time entries": N_("Prices"),
    "time entry": N_("Time entry"),
    "ticket": N_("Ticket"),
    "timer": N_("Timer"),
    "user": N_("User"),
    "week": N_("Week"),
}
FIELDS = {
    "charge": N_("Charge"),
    "class": N_("Class"),
    "customer": N_("Customer"),
    "employee": N_("Employee"),
    "item": N_("Item"),
    "list": N_("List"),
    "names": N_("Names"),
    "payroll": N_("Payroll item"),
    "file_digest": N_("SHA-256 of the file"),
    "address": N_("Address"),
    "country": N_("Country"),
    "phone": N_("Phone"),
    "position": N_("Position"),
    "tax_number": N_("Tax number"),
    "subject": N_("Subject"),
    "priority": N_("Priority"),
    "ticket_type": N_("Type"),
    "ticket_state": N_("State"),
    "opening hours": N_("Opening hours"),
    "own holidays": N_("Own holidays"),
    "public holidays": N_("Public holidays"),
    "weekend": N_("Weekend"),
    "afterwards": N_("Afterwards"),
    "allowance": N_("Allowance"),
    "allowance prorated": N_("Allowance prorated"),
    "anchor": N_("Cycle begins"),
    "base charge": N_("Base charge"),
    "carried over": N_("Carried over"),
    "cycle": N_("Bill cycle"),
    "default": N_("Default"),
    "grace": N_("Grace"),
    "only operational": N_("Only operational time draws"),
    "plan": N_("Support plan"),
    "plan mode": N_("Paid"),
    "plan type": N_("Type"),
    "prorated": N_("Charge prorated"),
    "top-ups": N_("Top-ups"),
    "bill": N_("Bill"),
    "billed": N_("Billed"),
    "undone": N_("Undone"),
    "account": N_("Account"),
    "active": N_("Active"),
    "added": N_("Entries added"),
    "amount": N_("Amount"),
    "auto_renew": N_("Renews itself"),
    "base_charge": N_("Base charge"),
    "bill_email": N_("E-mail for bills"),
    "billable": N_("Billable"),
    "calendar": N_("Calendar"),
    "category": N_("Category"),
    "changed": N_("Prices that changed"),
    "closed_day": N_("Closed up to"),
    "company": N_("Company name"),
    "contract": N_("Contract"),
    "covers": N_("Covers"),
    "currency": N_("Currency"),
    "criteria": N_("For which work"),
    "day": N_("Date"),
    "days": N_("Days"),
    "discount": N_("Discount"),
    "discount_amount": N_("Discount, amount"),
    "email": N_("E-mail address"),
    "end": N_("End"),
    "end_reason": N_("Why it ended"),
    "entries": N_("Entries"),
    "factors": N_("Factors"),
    "file": N_("File"),
    "first_day": N_("First day"),
    "hours": N_("Working hours, Monday first"),
    "language": N_("Language"),
    "last_day": N_("Last day"),
    "lead times": N_("Days before it ends"),
    "level": N_("Level"),
    "match": N_("How it matches"),
    "name": N_("Name"),
    "note": N_("Note"),
    "number": N_("Company number"),
    "override_reason": N_("Why all the same"),
    "addresses": N_("Sent to"),
    "other addresses": N_("Other addresses"),
    "overage": N_("Price beyond it, by tier"),
    "override": N_("Own price, in cents"),
    "payment_days": N_("Days to pay"),
    "people": N_("People"),
    "per": N_("Charged"),
    "percentages": N_("% of the cycle used"),
    "place": N_("Place in the order"),
    "price": N_("Price"),
    "product": N_("Product"),
    "purchase_order": N_("Purchase order"),
    "receipt": N_("Receipt"),
    "receipt_digest": N_("SHA-256 of the receipt"),
    "reimbursed": N_("Reimbursed"),
    "renewed_by": N_("Renewed by"),
    "rep": N_("Rep"),
    "role": N_("Role"),
    "rounding": N_("Rounding"),
    "seed": N_("Seed"),
    "rows": N_("Rows"),
    "rule of": N_("Whose rule"),
    "scopes": N_("It may"),
    "seconds": N_("Length"),
    "service": N_("Service"),
    "start": N_("Start"),
    "state": N_("State"),
    "target": N_("Billable target"),
    "tax": N_("Tax"),
    "taxes": N_("Taxes"),
    "theme": N_("Theme"),
    "ticket": N_("Ticket"),
    "tier": N_("Tier"),
    "top_up": N_("Top-up"),
    "total": N_("Total"),
    "bill_detail": N_("Lines of bills"),
    "logo": N_("Logo"),
    "logo_digest": N_("SHA-256 of the logo"),
    "footer": N_("Text below bills"),
    "hours_style": N_("Hours on bills"),
    "next_number": N_("Next number"),
    "prefix": N_("Prefix of numbers"),
    "reason": N_("Reason"),
    "tax_scope": N_("Taxes are rounded"),
    "week": N_("Week of"),
    "word": N_("Word"),
    "zone": N_("Time zone"),
}
ROLES = {"rep": N_("Rep"), "manager": N_("Manager"), "finance": N_("Finance"), "admin": N_("Administrator")}
SCOPES = {"read": N_("reading"), "write": N_("logging time"), "bill": N_("billing"), "export": N_("exporting")}
THEMES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}
LANGUAGES = {"en": "English", "fr": "Français"}
CONTRACT_STATES = {"draft": N_("Draft"), "active": N_("Active"), "terminated": N_("Terminated")}
LEVELS = {
    "general": N_("General"),
    "plan": N_("Support plan"),
    "account": N_("Account"),
    "contract": N_("Contract"),
}
MATCHES = {"all": N_("All of what is asked for"), "any": N_("Any of what is asked for")}
YES_NO = {"yes": N_("Yes"), "no": N_("No")}
WORDS = {
    "bill_detail": {
        "entry": N_("Time entry by time entry"),
        "ticket": N_("Ticket by ticket"),
        "service": N_("Service by service"),
        "tier": N_("Tier by tier"),
    },
    "hours_style": {"clock": N_("Hours and minutes"), "decimal": N_("Decimal hours")},
    "ticket_state": {"open": N_("Open"), "closed": N_("Closed")},
    "tax_scope": {"bill": N_("Once for each bill"), "line": N_("Line by line")},
    "active": YES_NO,
    "auto_renew": YES_NO,
    "afterwards": plan_words.AFTERWARDS,
    "allowance prorated": YES_NO,
    "anchor": plan_words.ANCHORS,
    "cycle": plan_words.CYCLES,
    "default": YES_NO,
    "only operational": YES_NO,
    "plan mode": plan_words.MODES,
    "plan type": plan_words.TYPES,
    "prorated": YES_NO,
    "billable": YES_NO,
    "category": {starter: starter for starter in STARTERS},
    "language": LANGUAGES,
    "level": LEVELS,
    "match": MATCHES,
    "per": plan_words.PER,
    "reimbursed": YES_NO,
    "role": ROLES,
    "state": CONTRACT_STATES,
    "theme": THEMES,
    "tier": {str(code): name for code, name in enumerate(wording.TIERS)},
}
NOTHING = wording.NOTHING
# Of the rest there is one, or it is named by what changed in it.
NUMBERED = frozenset({"time entry", "expense", "import_run"})


def action(language: str, code: str) -> str:
    """Return what was done."""
    return tr(language, ACTIONS.get(code, code))


def subject(language: str, code: str) -> str:
    """Return to what it was done."""
    return tr(language, SUBJECTS.get(code, code))


def subject_of(language: str, event: Event) -> str:
    """Return to what a change was made, with its name or number where it has one."""
    named = event.subject_name or (f"{event.subject_id}" if event.subject in NUMBERED else "")
    return f"{subject(language, event.subject)} {named}".strip()


def codes(language: str, text: str) -> tuple[str, ...]:
    """Return the actions and subjects that a text is a part of, as the reader's language calls them."""
    part = text.strip().casefold()
    words = {**ACTIONS, **SUBJECTS}
    return tuple(code for code, word in words.items() if part and part in tr(language, word).casefold())


def changes(language: str, zone: str, before: Facts, after: Facts) -> list[str]:
    """Return what changed, a line a field: what it is now, and what it was before where there was something.

    Instants are told in a zone.
    """
    lines = []
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = (_value(language, zone, name, facts.get(name)) for facts in (before, after))
        said = f"{old} → {new}" if before and after else new if after else old
        if said != NOTHING and not (before and after and old == new):
            lines.append(tr(language, N_("{field}: {value}"), field=tr(language, FIELDS.get(name, name)), value=said))
    return lines


def _value(language: str, zone: str, name: str, value: str | int | None) -> str:
    if value is None or value == "":
        return NOTHING
    if name in WORDS:
        return tr(language, WORDS[name].get(str(value), str(value)))
    shape = SHAPES.get(name)
    return shape(language, zone, str(value)) if shape else str(value)


def _moment(language: str, zone: str, text: str) -> str:
    return wording.moment(language, int(datetime.fromisoformat(text).timestamp()), zone)


def _day(language: str, _zone: str, text: str) -> str:
    return wording.day(language, date.fromisoformat(text))


def _money(language: str, _zone: str, text: str) -> str:
    amount, _, currency = text.partition(" ")
    return str(format_currency(Decimal(amount), currency, locale=language))


def _scopes(language: str, _zone: str, text: str) -> str:
    return ", ".join(tr(language, SCOPES.get(scope, scope)) for scope in text.split(", "))


SHAPES: dict[str, Callable[[str, str, str], str]] = {
    "amount": _money,
    "base_charge": _money,
    "closed_day": _day,
    "day": _day,
    "discount_amount": _money,
    "end": _moment,
    "first_day": _day,
    "last_day": _day,
    "price": _money,
    "scopes": _scopes,
    "seconds": lambda _language, _zone, text: wording.exact(int(text)),
    "start": _moment,
    "tax": _money,
    "total": _money,
    "week": _day,
}
