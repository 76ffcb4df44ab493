"""The dialog that adds entries from the keyboard: ``n`` opens it, Enter saves, Ctrl+Enter goes on with the next."""

import reflex as rx
from reflex_base.vars.base import Var

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, error_of, field, refusal, submit_then, text_input, then_field
from rxbilling.components.task_fields import FIELDS, task_fields
from rxbilling.components.words import t
from rxbilling.state.quick_add import AGAIN, QuickAdd
from rxbilling.state.wording import TIERS

FORM = "quick-form"
# Enter in a field submits by itself; with Ctrl, and in the note too, the form goes on with the next entry.
LISTENER = """useEffect(() => {
  const onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.closest?.("#%s")) { event.preventDefault(); document.getElementById("quick-again")?.click(); }
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}, [])"""


class GoOn(rx.Fragment):
    """Listens for Ctrl+Enter."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Listen as long as the page is open."""
        return [Var(LISTENER % FORM)]


def quick_add_button() -> rx.Component:
    """Return the button of the top bar."""
    return rx.button(
        rx.icon("plus", size=15),
        rx.el.span(t("New entry"), class_name="not-phone"),
        id="quick-add-button",
        on_click=QuickAdd.open_dialog,
        size="2",
        aria_label=t("New entry"),
    )


def _typed(name: str, label: str, value: rx.Var[str], placeholder: str) -> rx.Component:
    control = text_input(name, value, auto_complete="off", placeholder=placeholder)
    return field(label, name, control, error=error_of(QuickAdd, name))


def _times() -> rx.Component:
    tiers = [rx.el.option(t(label), value=str(code)) for code, label in enumerate(TIERS)]
    return rx.fragment(
        rx.el.div(
            field(
                "Date", "day", text_input("day", QuickAdd.day, "date", required=True), error=error_of(QuickAdd, "day")
            ),
            _typed("start", "Start", QuickAdd.start, "9:30"),
            _typed("end", "End", QuickAdd.end, "11"),
            _typed("length", "Or length", QuickAdd.length, "1:30"),
            class_name="times",
        ),
        rx.el.div(
            rx.el.span(t("On your own clock:"), " ", QuickAdd.zone),
            rx.el.label(t("Tier of a length without a start"), " ", choice("tier", QuickAdd.tier, *tiers)),
            class_name="muted times-note",
        ),
    )


def _rep() -> rx.Component:
    options = rx.foreach(QuickAdd.reps, lambda one: rx.el.option(one.value, value=one.label))
    control = choice("rep", QuickAdd.rep, options)
    return rx.cond(QuickAdd.reps.length() > 0, field("Rep", "rep", control, error=error_of(QuickAdd, "rep")))


def _form() -> rx.Component:
    return rx.form(
        _rep(),
        task_fields(QuickAdd),
        _times(),
        refusal(QuickAdd, *FIELDS, "day", "start", "end", "length", "rep"),
        then_field(),
        # Says which beginning of the form is saved.
        rx.el.input(type="hidden", name="stamp", default_value=QuickAdd.stamp.to_string()),
        rx.el.div(
            rx.button(
                t("Save and next"),
                rx.el.kbd("Ctrl ⏎", class_name="not-phone"),
                id="quick-again",
                type="button",
                variant="soft",
                on_click=submit_then(FORM, AGAIN),
            ),
            rx.button(t("Save"), rx.el.kbd("⏎", class_name="not-phone on-accent"), type="submit"),
            class_name="row dialog-actions",
        ),
        id=FORM,
        on_submit=QuickAdd.save,
        key=QuickAdd.stamp,
        class_name="stack",
    )


def quick_add_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.fragment(
        GoOn.create(),
        rx.dialog.root(
            rx.dialog.content(
                dialog_head("New time entry"),
                rx.dialog.description(
                    t("From when to when, or only for how long. Write 930, 9:30, 1:30, 90m, 1.5h."),
                    size="2",
                    color_scheme="gray",
                ),
                _form(),
                max_width="600px",
            ),
            open=QuickAdd.is_open,
            on_open_change=QuickAdd.toggle,
        ),
    )
