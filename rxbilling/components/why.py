"""The dialog of one time entry: its facts, how its price came about, changing it, and its history."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.entry_form import entry_form
from rxbilling.components.history import history
from rxbilling.components.words import t
from rxbilling.state.entry_form import EntryForm
from rxbilling.state.viewer import Viewer
from rxbilling.state.why import Why
from rxbilling.state.why_lines import WhyLine


def _fact(label: str, value: rx.Var[str]) -> rx.Component:
    return rx.cond(value != "", rx.fragment(rx.el.dt(t(label)), rx.el.dd(value)))


def _line(line: rx.Var[WhyLine]) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.label, class_name="step"),
        rx.el.span(line.text),
        rx.el.span(line.value, class_name="step-value"),
    )


def _price() -> rx.Component:
    return rx.fragment(
        rx.el.ol(rx.foreach(Why.lines, _line), class_name="why-steps"),
        rx.el.div(
            rx.el.span(t("Price"), " · ", Why.billable),
            rx.el.span(Why.amount),
            class_name=rx.cond(Why.has_price, "why-total", "why-total why-problem"),
        ),
        rx.cond(
            Why.is_billed,
            rx.el.p(
                t("This entry is billed: its price is a snapshot and does not change any more."), class_name="muted"
            ),
        ),
        rx.cond(
            Why.is_closed & ~Why.is_billed,
            rx.el.p(
                t("The books are closed for this entry: its price stays as it is until they are reopened."),
                class_name="muted",
            ),
        ),
    )


def why_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Time entry"),
            rx.dialog.description(Why.day, " · ", Why.account, class_name="muted"),
            rx.el.dl(
                _fact("Ticket", Why.ticket),
                _fact("Service", Why.service),
                _fact("Rep", Why.rep),
                _fact("Note", Why.note),
                _fact("Billed as", Why.reference),
                class_name="why-facts",
            ),
            rx.tabs.root(
                rx.tabs.list(
                    rx.tabs.trigger(t("Price"), value="price"),
                    rx.cond(Viewer.may_log, rx.tabs.trigger(t("Change"), value="change")),
                    rx.tabs.trigger(t("History"), value="history"),
                ),
                rx.tabs.content(_price(), value="price"),
                rx.tabs.content(entry_form(), value="change", force_mount=True),
                rx.tabs.content(history(EntryForm.history), value="history"),
                value=Why.tab,
                on_change=lambda tab: [EntryForm.show(Why.number), Why.choose_tab(tab)],
            ),
            max_width="640px",
        ),
        open=Why.is_open,
        on_open_change=lambda is_open: [Why.toggle(is_open), EntryForm.forget],
    )
