"""Keyboard shortcuts, handled in the browser: ``/`` searches, ``g`` and a letter goes, others press a button."""

import reflex as rx
from reflex_base.vars.base import Var

from rxbilling.components.words import t
from rxbilling.state.shortcuts import Shortcuts
from rxbilling.state.viewer import Viewer

GO = {
    "d": "/",
    "e": "/entries",
    "w": "/week",
    "t": "/day",
    "k": "/tickets",
    "b": "/accounts",
    "c": "/contracts",
    "n": "/bills",
    "l": "/plans",
    "f": "/rules",
    "y": "/calendars",
    "q": "/what-if",
    "m": "/summary",
    "r": "/reps",
    "o": "/problems",
    "v": "/approvals",
    "x": "/expenses",
    "i": "/import",
    "u": "/users",
    "a": "/audit",
    "s": "/settings",
    "p": "/profile",
}
# What a letter presses, where the page has it.
PRESS = {
    "?": "shortcuts-button",
    "t": "timer-button",
    "n": "quick-add-button",
    "h": "today-button",
    "ArrowLeft": "previous-button",
    "ArrowRight": "next-button",
}
LISTENER = """useEffect(() => {
  let before = "";
  const go = %s, press = %s;
  const onKey = (event) => {
    const at = event.target;
    // A cell that can be changed is typed in as soon as a key is pressed, and left by an arrow.
    const typing = /INPUT|TEXTAREA|SELECT/.test(at.tagName) || at.isContentEditable
      || at.closest?.(".cell-open, [data-cell]");
    const open = document.querySelector("[role=dialog], [role=alertdialog], [role=menu]");
    if (typing || open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("search")?.focus(); }
    else if (before === "g" && event.key === "g") {
      // What follows is no second half of another shortcut.
      window.dispatchEvent(new CustomEvent("rxbilling-list"));
      before = "";
      return;
    } else if (before === "g" && go[event.key]) { event.preventDefault(); window.location.assign(go[event.key]); }
    else {
      const button = press[event.key] && document.getElementById(press[event.key]);
      if (button) { event.preventDefault(); button.click(); }
    }
    before = event.key;
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}, [])"""


class Hotkeys(rx.Fragment):
    """Listens to keys; nothing that is typed reaches the server."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Add the listener to the page."""
        return [Var(LISTENER % (rx.Var.create(GO), rx.Var.create(PRESS)))]


hotkeys = Hotkeys.create


def _row(keys: str | rx.Var[str], label: str) -> rx.Component:
    return rx.el.div(rx.el.span(t(label)), rx.el.kbd(keys), class_name="shortcut")


def shortcuts_dialog() -> rx.Component:
    """Return the list of shortcuts, opened by ``?``."""
    return rx.fragment(
        rx.el.button(id="shortcuts-button", on_click=Shortcuts.toggle(True), hidden=True, aria_hidden="true"),
        rx.dialog.root(
            rx.dialog.content(
                rx.dialog.title(t("Keyboard shortcuts")),
                rx.dialog.description(t("They work wherever you are not typing."), size="2", color_scheme="gray"),
                rx.el.div(
                    _row("/", "Search"),
                    rx.cond(Viewer.may_log, _row("n", "New entry")),
                    rx.cond(Viewer.has_timer, _row("t", "Start or stop the timer")),
                    _row("g d", "Go to the dashboard"),
                    _row("g e", "Go to the time entries"),
                    _row("g w", "Go to the week"),
                    _row("g t", "Go to the day"),
                    _row("← →", "The week or day before and after"),
                    _row("h", "Today, in the week and the day"),
                    _row("g k", "Go to the tickets"),
                    _row("g b", "Go to the accounts"),
                    rx.cond(Viewer.may_see_contracts, _row("g c", "Go to the contracts")),
                    rx.cond(Viewer.may_see_bills, _row("g n", "Go to the bills")),
                    rx.cond(Viewer.may_see_contracts, _row("g l", "Go to the support plans")),
                    rx.cond(Viewer.may_see_contracts, _row("g f", "Go to the bill rules")),
                    rx.cond(Viewer.may_see_contracts, _row("g y", "Go to the calendars")),
                    _row("g m", "Go to the summary"),
                    rx.cond(Viewer.sees_all, _row("g r", "Go to the reps")),
                    _row("g o", "Go to the problems"),
                    _row("g x", "Go to the expenses"),
                    rx.cond(Viewer.may_approve, _row("g v", "Go to the approvals")),
                    rx.cond(Viewer.may_import, _row("g i", "Go to the import")),
                    rx.cond(Viewer.may_administer, _row("g u", "Go to the users")),
                    rx.cond(Viewer.may_see_audit, _row("g a", "Go to the audit trail")),
                    rx.cond(Viewer.may_close, _row("g s", "Go to the settings")),
                    _row("g p", "Go to your profile"),
                    _row("g g", "Go into the list of time entries"),
                    _row("F6", "Leave the list of time entries"),
                    _row(t("Enter"), "Change the cell, or open the time entry"),
                    _row(t("Ctrl Enter"), "Open the time entry under the cursor"),
                    rx.cond(Viewer.may_change_many, _row(t("Space"), "Select the time entry")),
                    rx.cond(Viewer.may_log, _row(t("Ctrl Delete"), "Delete the time entry")),
                    _row("Ctrl Z", "Undo the last change, in the time entries"),
                    _row("Ctrl Y", "Do again what was undone, there"),
                    _row("?", "Show this list"),
                    class_name="shortcuts",
                ),
                max_width="420px",
            ),
            open=Shortcuts.is_open,
            on_open_change=Shortcuts.toggle,
        ),
    )
