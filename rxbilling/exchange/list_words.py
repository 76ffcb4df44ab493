"""What the states of things are called, in lists and in the files that are made of them."""

from rxbilling.locales import N_

TICKET_STATES = {"open": N_("Open"), "closed": N_("Closed")}
CONTRACT_STATES = {
    "draft": N_("Draft"),
    "upcoming": N_("Upcoming"),
    "active": N_("Active"),
    "expiring": N_("Expiring"),
    "expired": N_("Expired"),
    "renewed": N_("Renewed"),
    "terminated": N_("Terminated"),
}
BILL_STATUSES = {
    "draft": N_("Draft"),
    "open": N_("To be paid"),
    "partly_paid": N_("Paid in part"),
    "overdue": N_("Overdue"),
    "paid": N_("Paid in full"),
    "credited": N_("Credited"),
    "credit": N_("Credit note"),
    "void": N_("Void"),
}
EXPENSE_STATUSES = {"unbilled": N_("Unbilled"), "billed": N_("Billed"), "not_billable": N_("Not billable")}
YES_NO = {True: N_("Yes"), False: N_("No")}
