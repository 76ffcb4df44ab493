"""A billing run: each bill as it would be, what is left out and why, and then the drafts."""

import reflex as rx

from rxbilling.components.bill_parts import printed_lines, sums
from rxbilling.components.cards import panel
from rxbilling.components.chosen import adding, chips
from rxbilling.components.empty import empty_state
from rxbilling.components.extra_charges import extra_dialog, extras_panel
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.listing import heads, page_buttons
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.bill_run import BillRun, RunRow
from rxbilling.state.left_out import LeftLine

AMOUNT = "num nowrap not-phone-cell"
AMOUNTS = (
    "Base charge", "Included", "Work", "Per request", "Extras, expenses", "Discount", "Taxes", "Total",
)  # fmt: skip
HEADS = (("Account", ""), *((label, "num not-phone-cell") for label in AMOUNTS))


def _chosen(label: str, what: str, everything: str, url: str) -> rx.Component:
    one_more = adding(BillRun, what, everything, what, url)
    values = rx.el.div(chips(BillRun, what), one_more, class_name="criterion-values")
    return field(label, what, values, error=error_of(BillRun, what))


def _fields() -> rx.Component:
    first, last = (
        text_input(name, value, "date", required=True)
        for name, value in (("first", BillRun.first), ("last", BillRun.last))
    )
    look = rx.button(
        rx.icon("eye", size=15), t("Look at the bills"), type="submit", loading=BillRun.is_looking,
        variant=rx.cond(BillRun.is_looked, "soft", "solid"),
    )  # fmt: skip
    return rx.form(
        field("From", "first", first, error=error_of(BillRun, "first")),
        field("To", "last", last, error=error_of(BillRun, "last")),
        _chosen("Accounts", "account", "All accounts", "/app/choices/account?every=true"),
        _chosen("Contracts", "contract", "All contracts", "/app/choices/contract"),
        rx.el.div(look, class_name="field field-end"),
        on_submit=BillRun.look,
        class_name="run-fields",
    )


def _row(row: rx.Var[RunRow]) -> rx.Component:
    cells = (row.base, row.included, row.work, row.requests, row.other, row.discount, row.tax)
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.button(row.account, on_click=BillRun.open_bill(row.place), class_name="link-button", type="button"),
            rx.el.div(row.contract, " · ", row.days, class_name="muted"),
            rx.cond(row.in_place_of != "", rx.el.div(row.in_place_of, class_name="muted")),
            rx.el.strong(row.total, class_name="only-phone-block"),
        ),
        *[rx.table.cell(cell, class_name=AMOUNT) for cell in cells],
        rx.table.cell(rx.el.strong(row.total), class_name=AMOUNT),
    )


def _left(line: rx.Var[LeftLine]) -> rx.Component:
    said = rx.cond(line.address != "", rx.el.a(line.said, href=line.address), line.said)
    named = rx.el.div(
        rx.foreach(line.named, lambda one: rx.el.a(one.label, href=one.value)), line.more, class_name="muted left-named"
    )
    return rx.el.li(rx.el.div(said, rx.cond(line.named.length() > 0, named)))


def _left_out() -> rx.Component:
    lines = rx.el.ul(rx.foreach(BillRun.left_out, _left), class_name="plain-list")
    note = rx.el.p(t("These are not on the bills. Mend what should be, then look again."), class_name="muted")
    return rx.cond(BillRun.left_out.length() > 0, panel("Left out", note, lines))


def _table() -> rx.Component:
    return rx.table.root(
        rx.table.header(rx.table.row(*heads(HEADS))),
        rx.table.body(rx.foreach(BillRun.rows, _row)),
        size="1",
        width="100%",
        variant="surface",
    )


def _bills() -> rx.Component:
    make = rx.button(
        rx.icon("file-plus", size=15), t("Make drafts"), " (", BillRun.count, ")",
        on_click=BillRun.make, loading=BillRun.is_running,
    )  # fmt: skip
    head = rx.el.div(
        rx.el.span(
            t("Bills:"), " ", BillRun.count, " · ", t("total"), " ", rx.el.strong(BillRun.totals), role="status"
        ),
        rx.spacer(),
        make,
        class_name="row",
    )
    running = rx.progress(value=BillRun.percent, aria_label=t("Making drafts"))
    return rx.fragment(
        head, rx.cond(BillRun.is_running, running), rx.el.div(_table(), class_name="scroll-x"), page_buttons(BillRun)
    )


def _result() -> rx.Component:
    nothing = empty_state(
        "file-check",
        "Nothing to bill",
        "All of these days is billed already, or nothing was agreed and done. What is left out is listed below.",
        rx.el.a(t("All bills"), href="/bills"),
    )
    return rx.fragment(rx.cond(BillRun.count > 0, _bills(), nothing), _left_out())


def _one() -> rx.Component:
    more = rx.cond(
        BillRun.more_lines > 0, rx.el.p(t("More lines:"), " ", BillRun.more_lines.to_string(), class_name="muted")
    )
    return rx.dialog.root(
        rx.dialog.content(
            rx.el.div(
                rx.dialog.title(BillRun.shown_title, size="4", margin="0"),
                rx.dialog.close(
                    rx.icon_button(rx.icon("x", size=16), variant="ghost", color_scheme="gray", aria_label=t("Close"))
                ),
                class_name="why-head",
            ),
            printed_lines(BillRun.lines),
            more,
            sums(BillRun.sums),
            max_width="720px",
            aria_describedby="",
        ),
        open=BillRun.shown >= 0,
        on_open_change=BillRun.close_bill,
    )


def bill_run() -> rx.Component:
    """Return the page."""
    hint = rx.el.p(
        t(
            "Base charges that are due in these days, and all work, charges and expenses up to the last that are on no "
            "bill yet. Nothing is written before you make the drafts."
        ),
        class_name="muted",
    )
    return page_frame(
        "/bills",
        "New bills",
        hint,
        _fields(),
        refusal(BillRun, "first", "last", "contract"),
        rx.cond(BillRun.is_looked, _result()),
        extras_panel(BillRun.account, BillRun.last),
        _one(),
        extra_dialog(),
    )
