"""Words of bills, whatever file they become."""

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.locales import N_

# By the number of the tier.
TIERS = (N_("Operational"), N_("Non-operational"), N_("Weekend"), N_("Holiday"))
UNITS = {"hour": N_("h"), "request": N_("requests"), "piece": ""}
TITLES = {"bill": N_("Invoice"), "credit": N_("Credit note"), "internal": N_("Internal bill")}


def title_of(paper: BillPaper) -> str:
    """Return the name of this kind of bill, to be translated."""
    return TITLES[paper.kind]
