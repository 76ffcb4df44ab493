"""What is said of a change of time entries, by its action."""

from rxbilling.locales import N_

DONE = {
    "add": N_("{count} entries are added and priced. Ctrl+Z undoes it."),
    "delete": N_("The entry is deleted. Ctrl+Z undoes it."),
    "delete many": N_("{count} entries are deleted. Ctrl+Z undoes it."),
    "change many": N_("{count} entries are changed and priced again. Ctrl+Z undoes it."),
    "mark": N_("{count} entries are marked. Ctrl+Z undoes it."),
}
UNDONE = {
    "add": N_("Undone: {count} entries are taken out again."),
    "change": N_("Undone: the entry is as it was before."),
    "delete": N_("Undone: the entry is back."),
    "delete many": N_("Undone: {count} entries are back."),
    "change many": N_("Undone: {count} entries are as they were before."),
    "mark": N_("Undone: {count} entries have the status that they had before."),
}
