"""How far a week is, and the button to hand it in or take it back.

A page calls ``WeekApproval.look`` with the ISO date of the Monday whenever it shows another week, and
``WeekApproval.refresh`` beside its own refresh in ``live.on_change("all", …)``. Nothing is shown where weeks are not
approved, or to somebody who hands in none.
"""

from typing import Any

import reflex as rx

from rxbilling.components.confirm import question
from rxbilling.components.words import t
from rxbilling.state.week_approval import WeekApproval

# What a week is called, and the colour that its state has everywhere.
STATES = {
    "open": ("Open", "not_billable"),
    "submitted": ("Submitted", "unbilled"),
    "approved": ("Approved", "billed"),
    "returned": ("Returned", "no_price"),
}


def week_badge(state: rx.Var[str]) -> rx.Component:
    """Return the state of a week as a badge."""
    badges = [
        (code, rx.el.span(t(label), class_name=f"status status-{colour}")) for code, (label, colour) in STATES.items()
    ]
    return rx.match(state, *badges, rx.fragment())


def week_state(before: list[Any]) -> rx.Component:
    """Return the state of the week that is looked at, what was said of it, and what can be done.

    ``before`` are the events of the page that come before a week is handed in.
    """
    submit = rx.button(rx.icon("send", size=15), t("Submit the week"), on_click=[*before, WeekApproval.ask])
    withdraw = rx.button(t("Withdraw"), variant="soft", color_scheme="gray", on_click=WeekApproval.withdraw)
    by = rx.cond(WeekApproval.decided_by != "", WeekApproval.decided_by + ": ", "")
    said = rx.el.span(by, WeekApproval.word, class_name="week-word")
    is_open = (WeekApproval.status == "open") | (WeekApproval.status == "returned")
    return rx.cond(
        WeekApproval.status != "",
        rx.el.div(
            week_badge(WeekApproval.status),
            rx.cond(WeekApproval.word != "", said),
            rx.cond(is_open, submit),
            rx.cond(WeekApproval.status == "submitted", withdraw),
            question(
                WeekApproval.warning != "",
                WeekApproval.stop_asking,
                "Submit this week?",
                "Nothing in it can be changed before it is taken back or returned.",
                "Submit the week",
                WeekApproval.submit,
                detail=WeekApproval.warning,
                color="indigo",
            ),
            class_name="row",
            role="group",
            aria_label=t("Approval of the week"),
        ),
    )
