"""Words of bills: what became of them, and why something is not on one."""

from rxbilling.locales import N_

STATUSES = {
    "draft": N_("Draft"),
    "open": N_("To be paid"),
    "partly_paid": N_("Paid in part"),
    "overdue": N_("Overdue"),
    "paid": N_("Paid in full"),
    "credit": N_("Credit note"),
    "void": N_("Void"),
}
RELATIONS = {
    "replaces": N_("Takes the place of"),
    "replaced_by": N_("Replaced by"),
    "credits": N_("Credits"),
    "credited_by": N_("Credited by"),
}
