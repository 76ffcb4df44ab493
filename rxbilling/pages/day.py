"""A rep's day as a time line, on the clock of who looks."""

import reflex as rx

from rxbilling.components.day_line import chips, day_line, gaps_and_overlaps
from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.rep_bar import rep_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.why import why_dialog
from rxbilling.components.words import t
from rxbilling.state.day import DayPage


def _total(label: str, value: rx.Var[str]) -> rx.Component:
    return rx.cond(
        value != "",
        rx.el.div(rx.el.span(t(label), class_name="total-label"), rx.el.span(value, class_name="total-value")),
    )


def _totals() -> rx.Component:
    return rx.el.div(
        _total("Worked", DayPage.worked),
        _total("Expected", DayPage.expected),
        _total("Missing", DayPage.lack),
        _total("On the customers' days", DayPage.elsewhere),
        _total("Holiday", DayPage.holiday),
        class_name="totals",
        role="status",
        aria_label=t("Totals of the day"),
    )


def _content() -> rx.Component:
    clock = rx.el.p(
        t("On your own clock:"),
        " ",
        DayPage.zone,
        ". ",
        t("The customer's is in the tooltip of an entry, where it differs."),
        rx.cond(DayPage.long_day != "", " " + DayPage.long_day, ""),
        class_name="muted",
    )
    nothing = rx.el.p(t("Nothing is logged on this day by the clock. Press n to add an entry."), class_name="muted")
    side = rx.el.div(gaps_and_overlaps(), chips(), class_name="column")
    day = rx.fragment(
        _totals(),
        clock,
        rx.cond(DayPage.blocks.length() == 0, nothing),
        rx.el.div(rx.el.div(day_line(), class_name="panel line-panel"), side, class_name="day"),
    )
    nobody = empty_state("users", "There is no rep", "Reps come with imported work; an administrator links you to one.")
    return rx.cond(DayPage.reps.length() > 0, day, nobody)


def day() -> rx.Component:
    """Return the page."""
    week = plain_link(t("Week"), href="/week?day=" + DayPage.day + "&rep=" + DayPage.rep)
    return page_frame(
        "/day",
        "Day",
        rep_bar(DayPage),
        rx.cond(DayPage.is_loaded, _content(), rx.skeleton(height="480px", width="100%")),
        why_dialog(),
        on_change("work", DayPage.refresh),
        actions=week,
    )
