"""The bar above a rep's week and day: whose it is, moving on, today."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.rep_page import RepPage
from rxbilling.state.reps import RepsPage

Moving = type[RepPage] | type[RepsPage]


def _step(name: str, icon: str, label: str, page: Moving, steps: int) -> rx.Component:
    return rx.icon_button(
        rx.icon(icon, size=16),
        id=name,
        on_click=page.move(steps),
        variant="soft",
        color_scheme="gray",
        aria_label=t(label),
    )


def _moving(page: Moving, now: str) -> tuple[rx.Component, ...]:
    """Return what goes to the day, week or month before and after, and to today's."""
    return (
        _step("previous-button", "chevron-left", "Before", page, -1),
        _step("next-button", "chevron-right", "After", page, 1),
        rx.button(
            t(now), id="today-button", on_click=page.go_today, variant="soft", color_scheme="gray", disabled=page.is_now
        ),
    )


def month_bar(page: type[RepsPage]) -> rx.Component:
    """Return the bar of a page about a month of all reps."""
    title = rx.el.strong(page.title, class_name="rep-title", role="status")
    return rx.el.div(*_moving(page, "This month"), title, class_name="rep-bar")


def rep_bar(page: type[RepPage], *actions: rx.Component, by_month: bool = False) -> rx.Component:
    """Return the bar of a page; the rep can be chosen by who sees several."""
    options = rx.foreach(page.reps, lambda one: rx.el.option(one.value, value=one.label))
    rep = rx.el.select(
        options, value=page.rep, on_change=page.choose_rep, aria_label=t("Rep"), class_name="plain-select rep-select"
    )
    day = rx.el.input(
        type="date", value=page.day, on_change=page.choose_day, aria_label=t("Date"), class_name="day-input"
    )
    return rx.el.div(
        *_moving(page, "This month" if by_month else "Today"),
        *([] if by_month else [day]),
        rx.el.strong(page.title, class_name="rep-title", role="status"),
        rx.spacer(),
        rx.cond(page.reps.length() > 1, rep),
        *actions,
        class_name="rep-bar",
    )
