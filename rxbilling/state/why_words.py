"""The words of an explanation, before they are translated."""

from rxbilling.locales import N_

TIERS = {
    "operational": N_("Operational"),
    "non_operational": N_("Non-operational"),
    "weekend": N_("Weekend"),
    "holiday": N_("Holiday"),
}
SOURCES = {
    "rule": N_("from the bill rule"),
    "contract": N_("from the contract"),
    "account": N_("from the account"),
    "default": N_("the organisation's default"),
}
LEVELS = {
    "contract": N_("Rule of the contract: {rule}"),
    "plan": N_("Rule of the support plan: {rule}"),
    "account": N_("Rule of the account: {rule}"),
    "general": N_("General rule: {rule}"),
}
MODES = {
    "up": N_("up to the next {step}"),
    "nearest": N_("to the nearest {step}, a half going up"),
    "down": N_("down to a whole {step}"),
}
GROUPS = {
    "entry": "{length}",
    "ticket-day": N_("The ticket's work of this day together: {length}"),
    "ticket": N_("All work on this ticket in the bill cycle together: {length}"),
    "day": N_("The day's work together: {length}"),
    "cycle": N_("All work of the bill cycle together: {length}"),
}
LOTS = {
    "base": N_("{amount} from the allowance of {days}; {left} of it left today"),
    "top_up": N_("{amount} from the top-up of {days}; {left} of it left today"),
    "carried": N_("{amount} carried over to {days}; {left} of it left today"),
}
LOTS_THAT_ARE_GONE = {
    "base": N_("{amount} from the allowance"),
    "top_up": N_("{amount} from a top-up"),
    "carried": N_("{amount} from what was carried over"),
}
