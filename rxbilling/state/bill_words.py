"""Words of bills: what became of them, and why something is not on one."""

from rxbilling.exchange.list_words import BILL_STATUSES as STATUSES
from rxbilling.locales import N_

__all__ = ["RELATIONS", "STATUSES"]
RELATIONS = {
    "replaces": N_("Takes the place of"),
    "replaced_by": N_("Replaced by"),
    "credits": N_("Credits"),
    "credited_by": N_("Credited by"),
}
