"""What is said of a change of time entries, by its action."""

from rxbilling.locales import N_

DONE = {
    "add": N_("Added and priced: {count}. Ctrl+Z undoes it."),
    "delete": N_("The entry is deleted. Ctrl+Z undoes it."),
    "delete many": N_("Deleted: {count}."),
    "change many": N_("Changed and priced again: {count}."),
    "mark": N_("Marked: {count}."),
}
UNDONE = {
    "add": N_("Undone. Taken out again: {count}."),
    "change": N_("Undone: the entry is as it was before."),
    "delete": N_("Undone: the entry is back."),
    "delete many": N_("Undone. Back again: {count}."),
    "change many": N_("Undone. As before: {count}."),
    "mark": N_("Undone. Status as before: {count}."),
    "mark billable": N_("Undone. Status as before: {count}."),
}
TICKET_LEFT = N_("Ticket {ticket} is another account's: it was taken off the entry.")
OTHER_CLOCK = N_("The work is at the same moment; its date and times are on the clock of {zone} now.")
