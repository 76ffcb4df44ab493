"""The names of the tiers."""

from rxbilling.locales import N_

# By the number of the tier.
TIERS = (N_("Operational"), N_("Non-operational"), N_("Weekend"), N_("Holiday"))
