"""The bar above a rep's week and day: whose it is, moving on, today."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.rep_page import RepPage


def _step(name: str, icon: str, label: str, page: type[RepPage], steps: int) -> rx.Component:
    return rx.icon_button(
        rx.icon(icon, size=16),
        id=name,
        on_click=page.move(steps),
        variant="soft",
        color_scheme="gray",
        aria_label=t(label),
    )


def rep_bar(page: type[RepPage], *actions: rx.Component) -> rx.Component:
    """Return the bar of a page; the rep can be chosen by who sees several."""
    options = rx.foreach(page.reps, lambda one: rx.el.option(one.value, value=one.label))
    rep = rx.el.select(
        options, value=page.rep, on_change=page.choose_rep, aria_label=t("Rep"), class_name="plain-select rep-select"
    )
    return rx.el.div(
        _step("previous-button", "chevron-left", "Before", page, -1),
        _step("next-button", "chevron-right", "After", page, 1),
        rx.button(
            t("Today"),
            id="today-button",
            on_click=page.go_today,
            variant="soft",
            color_scheme="gray",
            disabled=page.is_now,
        ),
        rx.el.input(
            type="date", value=page.day, on_change=page.choose_day, aria_label=t("Date"), class_name="day-input"
        ),
        rx.el.strong(page.title, class_name="rep-title", role="status"),
        rx.spacer(),
        rx.cond(page.reps.length() > 1, rep),
        *actions,
        class_name="rep-bar",
    )
