"""What is sent to QuickBooks: the days, the check before the file, the file."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.forms import choice, field, text_input
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.quickbooks_lines import preflight_lines
from rxbilling.components.words import t
from rxbilling.state.quickbooks_send import QuickBooksSend
from rxbilling.state.quickbooks_words import WAYS


def _verdict() -> rx.Component:
    ready = rx.el.div(rx.icon("circle-check", size=16), QuickBooksSend.said, class_name="good", role="status")
    refused = rx.el.div(
        t("QuickBooks would refuse this file. Mend what is listed first."), class_name="refusal", role="alert"
    )
    nothing = rx.el.p(t("There is nothing left to send."), role="status")
    return rx.cond(QuickBooksSend.is_ready, ready, rx.cond(QuickBooksSend.is_refused, refused, nothing))


def _result() -> rx.Component:
    return rx.fragment(
        _verdict(),
        rx.foreach(QuickBooksSend.notes, lambda note: rx.el.p(note, class_name="muted")),
        preflight_lines(QuickBooksSend.lines, QuickBooksSend.more),
    )


def _buttons() -> rx.Component:
    download = rx.button(
        plain_link(rx.icon("download", size=15), t("Download"), href=QuickBooksSend.address, download=True),
        as_child=True,
    )
    check = rx.button(t("Check"), type="submit", variant=rx.cond(QuickBooksSend.is_ready, "soft", "solid"))
    return rx.el.div(check, rx.cond(QuickBooksSend.is_ready, download), class_name="row")


def send_part() -> rx.Component:
    """Return the part of the page."""
    form = rx.form(
        field(
            "What is sent",
            "way",
            choice(
                "way",
                QuickBooksSend.way,
                *[rx.el.option(t(label), value=way) for way, label in WAYS.items()],
                on_change=QuickBooksSend.forget,
            ),
            hint="All that was not sent yet, or of some days only. Bills: the issued ones, by their date. Time: in the "
            "lengths that are billed.",
        ),
        rx.el.div(
            field("From", "first_day", text_input("first_day", QuickBooksSend.first_day, "date")),
            field("To", "last_day", text_input("last_day", QuickBooksSend.last_day, "date")),
            class_name="pair",
        ),
        rx.el.label(
            rx.el.input(type="checkbox", name="again"),
            rx.el.span(t("Send again what was sent before")),
            class_name="offer",
        ),
        _buttons(),
        rx.cond(QuickBooksSend.is_checked, _result()),
        on_change("all", QuickBooksSend.refresh, "send"),
        on_submit=QuickBooksSend.check,
        class_name="stack",
    )
    return panel("A file for QuickBooks", form)
