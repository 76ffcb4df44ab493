"""Approvals: weeks that reps have submitted, to be approved or returned with a word."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.empty import empty_state
from rxbilling.components.forms import error_of, field
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.approval_lines import WeekLine
from rxbilling.state.approvals import Approvals

SHOWN = (("submitted", "Waiting"), ("approved", "Approved"), ("returned", "Returned"))
HEADS = (
    ("Rep", "name-cell"),
    ("Week", ""),
    ("Hours worked", "num"),
    ("Billable share", "num"),
    ("Expenses", "num"),
    ("Days with too little time", ""),
)


def _tabs() -> rx.Component:
    tabs = [rx.tabs.trigger(t(label), value=state) for state, label in SHOWN]
    # What a tab controls is there, though the weeks stand below all of them.
    panels = [rx.tabs.content(value=state) for state, _ in SHOWN]
    return rx.tabs.root(rx.tabs.list(*tabs), *panels, value=Approvals.shown, on_change=Approvals.show)


def _label(text: str) -> dict[str, rx.Var[str]]:
    """Return what stands before a cell where the table has no head, on a phone."""
    return {"data-label": t(text)}


def _decide(line: rx.Var[WeekLine]) -> rx.Component:
    approve = rx.button(
        t("Approve"),
        size="1",
        variant="soft",
        on_click=Approvals.approve(line.number),
        aria_label=t("Approve") + " " + line.rep,
    )
    send_back = rx.button(
        t("Return"),
        size="1",
        variant="soft",
        color_scheme="gray",
        on_click=Approvals.ask_word(line.number),
        aria_label=t("Return") + " " + line.rep,
    )
    return rx.el.div(
        rx.cond(Approvals.shown == "submitted", approve),
        rx.cond(Approvals.shown != "returned", send_back),
        class_name="row end",
    )


def _row(line: rx.Var[WeekLine]) -> rx.Component:
    choose = rx.el.input(
        type="checkbox",
        checked=Approvals.selected.contains(line.number),
        on_change=Approvals.select(line.number),
        aria_label=t("Select") + " " + line.rep + ", " + line.week,
    )
    said = rx.el.div(rx.cond(line.decided_by != "", line.decided_by + ": ", ""), line.word, class_name="muted")
    by = rx.el.div(line.decided_by, class_name="muted")
    expenses = rx.cond(line.expenses == "—", line.expenses, rx.el.a(line.expenses, href="/expenses?" + line.query))
    return rx.table.row(
        rx.cond(Approvals.shown == "submitted", rx.table.cell(choose, class_name="choose-cell")),
        rx.table.row_header_cell(
            rx.el.a(line.rep, href="/entries?" + line.query, class_name="strong"),
            rx.cond(line.word != "", said, rx.cond(line.decided_by != "", by)),
            class_name="name-cell at-what",
        ),
        rx.table.cell(line.week, class_name="nowrap at-day"),
        rx.table.cell(line.hours, class_name="num at-amount", custom_attrs=_label("Hours worked")),
        rx.table.cell(line.share, class_name="num at-share", custom_attrs=_label("Billable share")),
        rx.table.cell(expenses, class_name="num at-whom", custom_attrs=_label("Expenses")),
        rx.table.cell(
            rx.cond(line.missing != "", rx.el.span(line.missing, class_name="state-open"), "—"),
            class_name="at-missing",
            custom_attrs=_label("Days with too little time"),
        ),
        rx.table.cell(_decide(line), class_name="num at-decide"),
        align="center",
    )


def _list() -> rx.Component:
    everything = rx.el.input(
        type="checkbox",
        checked=Approvals.selected.length() == Approvals.lines.length(),
        on_change=Approvals.select_all,
        aria_label=t("Select everything shown"),
    )
    head = rx.table.row(
        rx.cond(Approvals.shown == "submitted", rx.table.column_header_cell(everything, class_name="choose-cell")),
        *[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in HEADS],
        rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
    )
    table = rx.table.root(
        rx.table.header(head),
        rx.table.body(rx.foreach(Approvals.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
        class_name="stacked weeks",
    )
    return rx.fragment(
        rx.el.div(table, class_name="scroll-x"),
        rx.el.div(
            rx.cond(~Approvals.is_first, rx.button(t("First"), variant="soft", on_click=Approvals.show_first)),
            rx.cond(Approvals.has_more, rx.button(t("Next"), variant="soft", on_click=Approvals.show_next)),
            class_name="row",
        ),
    )


def _selection() -> rx.Component:
    return rx.cond(
        Approvals.selected.length() > 0,
        rx.el.div(
            rx.el.span(t("Selected:"), " ", Approvals.selected.length(), role="status"),
            rx.button(rx.icon("check", size=15), t("Approve"), on_click=Approvals.approve(0)),
            rx.button(t("Return"), variant="soft", color_scheme="gray", on_click=Approvals.ask_word(0)),
            class_name="selection",
        ),
    )


def _return_dialog() -> rx.Component:
    word = rx.el.textarea(id="word", name="word", rows=3, auto_focus=True, required=True, class_name="plain-input")
    form = rx.form(
        field("What is to be changed?", "word", word, error=error_of(Approvals, "word")),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Return"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=Approvals.send_back,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Return to the rep"),
            rx.dialog.description(
                t("The week opens again, and the rep reads what you write here."), size="2", color_scheme="gray"
            ),
            form,
            max_width="480px",
        ),
        open=Approvals.returning.length() > 0,
        on_open_change=Approvals.stop_asking,
    )


def _nothing() -> rx.Component:
    off = empty_state(
        "calendar-off", "Weeks are not approved here", "An administrator can turn approval on in the settings."
    )
    none = empty_state("calendar-check", "No week waits", "Weeks appear here as soon as reps submit them.")
    other = empty_state("calendar", "There is no such week", "Look at those that wait.")
    return rx.cond(~Approvals.is_on, off, rx.cond(Approvals.shown == "submitted", none, other))


def approvals() -> rx.Component:
    """Return the page."""
    shown = rx.cond(Approvals.is_on & (Approvals.lines.length() > 0), _list(), _nothing())
    return page_frame(
        "/approvals",
        "Approvals",
        rx.cond(Approvals.is_on, _tabs()),
        rx.cond(Approvals.is_loaded, shown, rx.skeleton(height="40vh", width="100%")),
        _selection(),
        _return_dialog(),
        on_change("all", Approvals.refresh),
    )
