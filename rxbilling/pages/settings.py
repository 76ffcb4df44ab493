"""Settings: up to which day the books are closed, whether weeks are approved, when people are told."""

import reflex as rx

from rxbilling.components.bill_settings import bill_settings
from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask, question
from rxbilling.components.forms import conflict, error_of, field, refusal, text_input
from rxbilling.components.notice_settings import notice_settings
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.approval import ApprovalSetting
from rxbilling.state.closing import Closing
from rxbilling.state.viewer import Viewer


def _state() -> rx.Component:
    closed = rx.el.div(
        rx.icon("lock", size=16), rx.el.span(t("Closed up to"), " ", rx.el.strong(Closing.closed)), class_name="good"
    )
    return rx.cond(
        Closing.closed != "", closed, rx.el.p(t("Nothing is closed: all work can change."), class_name="muted")
    )


def _closing() -> rx.Component:
    reopen = rx.button(
        t("Reopen everything"), type="button", variant="soft", color_scheme="gray", loading=Closing.is_running
    )
    return rx.form(
        rx.el.p(
            t("In a closed period nothing changes: no entry or expense is added, changed, deleted or priced again.")
        ),
        _state(),
        field(
            "Last closed day",
            "day",
            text_input("day", Closing.day, "date"),
            error=error_of(Closing, "closed_day"),
        ),
        rx.el.p(t("A day ends at midnight in"), " ", Closing.zone, ".", class_name="muted"),
        refusal(Closing, "closed_day"),
        conflict(Closing),
        rx.el.div(
            rx.button(t("Close up to this day"), type="submit", loading=Closing.is_running),
            rx.cond(
                Closing.closed != "",
                ask(
                    reopen,
                    "Reopen the books?",
                    "All work can change again, and prices follow today's rules and contracts.",
                    "Reopen everything",
                    Closing.reopen,
                ),
            ),
            class_name="row",
        ),
        question(
            Closing.earlier != "",
            Closing.stop_asking,
            "Reopen a part of the books?",
            "The day that you chose is before the last closed day. This opens again:",
            "Reopen",
            Closing.go_on,
            detail=Closing.earlier,
        ),
        question(
            Closing.unbilled != "",
            Closing.stop_asking,
            "Close the books over work that is not billed?",
            "Bill it first, or close all the same.",
            "Close all the same",
            Closing.go_on,
            detail=Closing.unbilled,
        ),
        rx.cond(
            Viewer.may_see_audit,
            plain_link(t("Who closed and reopened, and when"), href="/audit?subject=period"),
        ),
        on_submit=Closing.close,
        class_name="stack",
    )


def _approval() -> rx.Component:
    turn_off = ask(
        rx.button(t("Turn off"), variant="soft", color_scheme="gray"),
        "Turn approval off?",
        "All work can be billed again without it. Weeks keep what was decided on them.",
        "Turn off",
        ApprovalSetting.turn(False),
        color="indigo",
    )
    turn_on = ask(
        rx.button(t("Turn on")),
        "Turn approval on?",
        "Nothing can be billed until its week is approved, older work included.",
        "Turn on",
        ApprovalSetting.turn(True),
        color="indigo",
    )
    on = rx.el.div(rx.icon("calendar-check", size=16), t("Approval is on."), class_name="good")
    off = rx.el.p(t("Approval is off: all work can be billed."), class_name="muted")
    return rx.el.div(
        rx.el.p(
            t(
                "A rep submits a week, a manager approves it or returns it with a word. "
                "Only approved work can be billed, also older work."
            ),
            " ",
            t("Approval is of the work: its price may still move with other work or a new rate, until it is billed."),
        ),
        rx.cond(ApprovalSetting.is_on, on, off),
        rx.cond(
            Viewer.may_administer,
            rx.el.div(rx.cond(ApprovalSetting.is_on, turn_off, turn_on), class_name="row"),
            rx.el.p(t("An administrator turns it on and off."), class_name="muted"),
        ),
        class_name="stack",
    )


def settings() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/settings",
        "Settings",
        rx.cond(
            Closing.is_loaded,
            rx.el.div(
                panel("Closed period", _closing()),
                panel("Approval of weeks", _approval()),
                bill_settings(),
                notice_settings(),
                class_name="charts top",
            ),
            rx.skeleton(height="240px", width="100%"),
        ),
    )
