"""The panel of the settings that says when people are told, and how mails do."""

from typing import Any

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.forms import conflict, error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.notice_settings import NoticeSettings
from rxbilling.state.viewer import Viewer


def _times() -> rx.Component:
    more: dict[str, Any] = {"auto_complete": "off", "disabled": ~Viewer.may_administer}
    days = text_input("days", NoticeSettings.days, **more)
    percents = text_input("percents", NoticeSettings.percents, **more)
    days.id, percents.id = "notice-days", "notice-percents"
    return rx.form(
        rx.el.p(t("The people of a contract are told once, where the contract says nothing else:")),
        rx.el.div(
            field("Days before a contract ends", "notice-days", days, error=error_of(NoticeSettings, "days")),
            field("% of the cycle used", "notice-percents", percents, error=error_of(NoticeSettings, "percents")),
            class_name="pair",
        ),
        refusal(NoticeSettings, "days", "percents"),
        conflict(NoticeSettings),
        rx.cond(
            Viewer.may_administer,
            rx.el.div(rx.button(t("Save"), type="submit"), class_name="row"),
            rx.el.p(t("An administrator changes them."), class_name="muted"),
        ),
        on_submit=NoticeSettings.save,
        class_name="stack",
    )


def _left() -> rx.Component:
    def count(label: str, number: rx.Var[str]) -> rx.Component:
        return rx.cond(number != "", rx.el.p(t(label), " ", number, class_name="muted"))

    said = rx.el.p(t("The server said last:"), " ", NoticeSettings.error, class_name="field-error")
    return rx.fragment(
        count("Mails that wait:", NoticeSettings.waiting),
        count("Mails that were given up:", NoticeSettings.given_up),
        rx.cond(NoticeSettings.error != "", said),
    )


def _mail() -> rx.Component:
    on = rx.el.div(
        rx.icon("mail-check", size=16),
        rx.el.span(t("Mails are sent from"), " ", rx.el.strong(NoticeSettings.sender)),
        class_name="good",
    )
    off = rx.el.p(
        t(
            "No mail server is set: people are told in the app only. "
            "An administrator sets one: see the user guide, section Settings."
        ),
        class_name="muted",
    )
    test = rx.button(
        rx.icon("send", size=15),
        t("Send a test mail to me"),
        variant="soft",
        on_click=NoticeSettings.send_test,
        loading=NoticeSettings.is_sending,
    )
    shown = rx.fragment(on, _left(), rx.cond(Viewer.may_administer, rx.el.div(test, class_name="row")))
    return rx.el.div(rx.cond(NoticeSettings.sends_mail, shown, off), class_name="stack")


def notice_settings() -> rx.Component:
    """Return the panel."""
    return panel("Notices and mail", _times(), _mail())
