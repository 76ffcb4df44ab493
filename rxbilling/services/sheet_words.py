"""What is said of a change of time entries, by its action."""

from rxbilling.locales import N_

DONE = {
    "add": N_("Added and priced: {count}. Ctrl+Z undoes it."),
    "delete": N_("The entry is deleted. Ctrl+Z undoes it."),
    "delete many": N_("Deleted: {count}."),
    "change many": N_("Changed and priced again: {count}."),
    "mark": N_("Marked: {count}."),
}
READ = {
    True: N_("Dates were read as day/month/year."),
    False: N_("Dates were read as month/day/year."),
}
# Which entry a change was of, or how many.
ENTRY = N_("{day}, {account}, {length}")
ENTRIES = N_("{count} entries")
UNDONE = {
    "add": N_("Undone. Taken out again: {what}."),
    "change": N_("Undone. As before: {what}."),
    "delete": N_("Undone. Back again: {what}."),
    "delete many": N_("Undone. Back again: {what}."),
    "change many": N_("Undone. As before: {what}."),
    "mark": N_("Undone. Status as before: {what}."),
    "mark billable": N_("Undone. Status as before: {what}."),
}
REDONE = {
    "add": N_("Done again. Back again: {what}."),
    "change": N_("Done again. Changed: {what}."),
    "delete": N_("Done again. Deleted: {what}."),
    "delete many": N_("Done again. Deleted: {what}."),
    "change many": N_("Done again. Changed: {what}."),
    "mark": N_("Done again. Status changed: {what}."),
    "mark billable": N_("Done again. Status changed: {what}."),
}
# What can be undone, before it is.
CHANGED = {
    "add": N_("Added: {what}."),
    "change": N_("Changed: {what}."),
    "delete": N_("Deleted: {what}."),
    "delete many": N_("Deleted: {what}."),
    "change many": N_("Changed: {what}."),
    "mark": N_("Status changed: {what}."),
    "mark billable": N_("Status changed: {what}."),
}
TICKET_LEFT = N_("Ticket {ticket} is another account's: it was taken off the entry.")
OTHER_CLOCK = N_("The work is at the same moment; its date and times are on the clock of {zone} now.")
STILL_TO_COME = N_("This day is still to come.")
