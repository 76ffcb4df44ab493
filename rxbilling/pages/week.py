"""A rep's week: rows of account and service, a column for each day, filled in like a sheet."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.rep_bar import rep_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.week_dialogs import add_row_dialog, copy_dialog
from rxbilling.components.week_grid import can_fill, forgotten, week_grid
from rxbilling.components.week_state import week_state
from rxbilling.components.words import t
from rxbilling.state.week import WeekPage
from rxbilling.state.week_adding import WeekAdding
from rxbilling.state.week_approval import WeekApproval
from rxbilling.state.week_copy import WeekCopy


def _actions() -> rx.Component:
    return rx.cond(
        can_fill(),
        rx.fragment(
            rx.button(rx.icon("copy", size=15), t("Copy last week"), variant="soft", on_click=WeekCopy.open_dialog),
            rx.button(rx.icon("plus", size=15), t("Add a row"), variant="soft", on_click=WeekAdding.open_dialog),
        ),
    )


def _content() -> rx.Component:
    lack = rx.el.div(
        rx.icon("triangle-alert", size=15),
        rx.el.span(WeekPage.lack, " ", t("are missing on days that are over.")),
        class_name="warning",
        role="status",
    )
    hint = rx.el.p(
        t("A day is the customer's local day."),
        " ",
        t("Write 1:30, 1.5 or 90m; an empty cell has no entry. Arrows and Enter move."),
        class_name="muted",
    )
    nobody = empty_state("users", "There is no rep", "Reps come with imported work; an administrator links you to one.")
    week = rx.fragment(rx.cond(WeekPage.lack != "", lack), week_grid(), hint)
    return rx.cond(WeekPage.reps.length() > 0, week, nobody)


def week() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/week",
        "Week",
        rep_bar(WeekPage, _actions()),
        week_state(forgotten()),
        rx.cond(WeekPage.is_loaded, _content(), rx.skeleton(height="320px", width="100%")),
        add_row_dialog(),
        copy_dialog(),
        on_change("work", WeekPage.refresh),
        on_change("all", WeekApproval.refresh),
    )
