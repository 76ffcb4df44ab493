"""The QuickBooks dialog: settings, the check before the file, the file."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.plain_link import plain_link
from rxbilling.components.quickbooks_lines import preflight_lines
from rxbilling.components.words import t
from rxbilling.state.quickbooks import QuickBooksExport


def _field(name: str, label: str, hint: str, value: rx.Var[str]) -> rx.Component:
    control = text_input(name, value, required=True)
    return field(label, name, control, hint=hint, error=error_of(QuickBooksExport, name))


def _verdict() -> rx.Component:
    refused = rx.el.div(
        t("QuickBooks would refuse this file. Mend what is listed first."), class_name="refusal", role="alert"
    )
    nothing = rx.el.p(t("There is nothing left to send."), class_name="muted", role="status")
    return rx.cond(QuickBooksExport.is_refused, refused, nothing)


def _result() -> rx.Component:
    return rx.fragment(
        rx.cond(
            QuickBooksExport.sent_before > 0,
            rx.el.p(
                QuickBooksExport.sent_before.to_string(),
                " ",
                rx.cond(
                    QuickBooksExport.again,
                    t("of these entries were sent before: delete them in QuickBooks first, or they are there twice."),
                    t("entries were sent before and are left out."),
                ),
                class_name=rx.cond(QuickBooksExport.again, "refusal", "muted"),
            ),
        ),
        rx.cond(
            QuickBooksExport.is_ready,
            rx.el.div(
                rx.icon("circle-check", size=16),
                QuickBooksExport.activities,
                " ",
                t("activities are ready."),
                class_name="good",
                role="status",
            ),
            _verdict(),
        ),
        rx.cond(
            QuickBooksExport.left_out > 0,
            rx.el.p(
                QuickBooksExport.left_out.to_string(),
                " ",
                t("entries come to less than a minute and are left out; the day's total is right to the minute."),
                class_name="muted",
            ),
        ),
        preflight_lines(QuickBooksExport.lines, QuickBooksExport.more),
    )


def quickbooks_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("QuickBooks time activities"),
            rx.dialog.description(
                t("A file for QuickBooks Desktop: File, Utilities, Import, Timer activities."),
                size="2",
                color_scheme="gray",
            ),
            rx.form(
                _field(
                    "company",
                    "Company name",
                    "Exactly as in QuickBooks under Company information.",
                    QuickBooksExport.company,
                ),
                _field(
                    "create_time",
                    "Company number",
                    "COMPANYCREATETIME in a timer list that QuickBooks exports (File, Utilities, Export, Timer lists).",
                    QuickBooksExport.create_time,
                ),
                rx.el.label(
                    rx.el.input(type="checkbox", name="again"),
                    t("Send again what was sent before"),
                    class_name="check",
                ),
                refusal(QuickBooksExport, "company", "create_time"),
                rx.cond(QuickBooksExport.is_checked, _result()),
                rx.el.div(
                    rx.button(
                        t("Check the file"), type="submit", variant=rx.cond(QuickBooksExport.is_ready, "soft", "solid")
                    ),
                    rx.cond(
                        QuickBooksExport.is_ready,
                        rx.button(
                            plain_link(
                                rx.icon("download", size=15),
                                t("Download IIF"),
                                href="/app/export/iif?"
                                + QuickBooksExport.query
                                + rx.cond(QuickBooksExport.again, "&again=all", ""),
                                download=True,
                            ),
                            as_child=True,
                        ),
                    ),
                    class_name="row",
                ),
                on_submit=QuickBooksExport.check,
                class_name="stack",
            ),
            max_width="640px",
        ),
        open=QuickBooksExport.is_open,
        on_open_change=QuickBooksExport.toggle,
    )
