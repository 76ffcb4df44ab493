"""The dialog that makes a calendar that of everybody without one, after a look at the effect."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_view
from rxbilling.components.forms import refusal
from rxbilling.components.words import t
from rxbilling.state.default_calendar import DefaultCalendar


def default_calendar_dialog() -> rx.Component:
    """Return the dialog."""
    looking = rx.cond(DefaultCalendar.is_running, rx.skeleton(height="160px", width="100%"), refusal(DefaultCalendar))
    shown = effect_view(DefaultCalendar, has_form=False, save="Make it the default")
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Default calendar"),
            rx.dialog.description(
                t("It is to price all work of accounts and contracts without a calendar of their own:"),
                " ",
                rx.el.strong(DefaultCalendar.name),
                ". ",
                t("What is closed stays closed."),
                size="2",
                color_scheme="gray",
            ),
            rx.cond(DefaultCalendar.is_looked_at, shown, looking),
            max_width="680px",
        ),
        open=DefaultCalendar.is_open,
        on_open_change=DefaultCalendar.toggle,
    )
