"""Bills: what became of each, and drafts on their way to the customers."""

import reflex as rx

from rxbilling.components.account_filter import account_filter
from rxbilling.components.bill_parts import row_badge
from rxbilling.components.bill_send import send_many_button
from rxbilling.components.dialog import dialog_head
from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.listing import heads, listing
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.bill_lines import BillRow
from rxbilling.state.bill_words import STATUSES
from rxbilling.state.bills import Bills
from rxbilling.state.viewer import Viewer

HEADS = (
    ("Number", ""), ("Account", ""), ("Contract", "not-phone-cell"), ("Period", "not-phone-cell"),
    ("Date", "not-phone-cell"), ("Due", "not-phone-cell"), ("State", ""), ("Total", "num not-phone-cell"),
    ("Still to pay", "num not-phone-cell"),
)  # fmt: skip


def _filters() -> rx.Component:
    return rx.el.div(
        rx.debounce_input(
            rx.input(
                value=Bills.part,
                on_change=Bills.look_for,
                placeholder=t("Number, account or contract"),
                aria_label=t("Number, account or contract"),
                width="240px",
            ),
            debounce_timeout=250,
        ),
        account_filter(Bills),
        rx.el.select(
            rx.el.option(t("Every state"), value="all"),
            *[rx.el.option(t(label), value=value) for value, label in STATUSES.items()],
            value=Bills.status,
            on_change=Bills.choose_status,
            aria_label=t("State"),
            class_name="plain-select filter-select",
        ),
        rx.cond(
            Bills.contract > 0,
            rx.button(
                Bills.contract_name,
                rx.icon("x", size=14),
                on_click=Bills.drop_contract,
                variant="soft",
                aria_label=t("Remove") + " " + Bills.contract_name,
            ),
        ),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _row(line: rx.Var[BillRow]) -> rx.Component:
    address = "/bill?number=" + line.id.to_string()
    return rx.table.row(
        rx.table.cell(
            rx.checkbox(
                checked=line.is_chosen,
                on_change=lambda chosen: Bills.choose(line.id, chosen),
                aria_label=t("Choose") + " " + line.number + " " + line.account,
            ),
            class_name="choose-cell",
        ),
        rx.table.row_header_cell(rx.el.a(line.number, href=address), class_name="nowrap"),
        rx.table.cell(
            rx.el.a(line.account, href="/account?number=" + line.account_id.to_string()),
            rx.el.div(line.total, class_name="only-phone-block"),
        ),
        rx.table.cell(
            rx.cond(
                line.contract_id > 0,
                rx.el.a(line.contract, href="/contract?number=" + line.contract_id.to_string()),
                rx.el.span(line.contract, class_name="muted"),
            ),
            class_name="not-phone-cell",
        ),
        rx.table.cell(line.days, class_name="not-phone-cell nowrap"),
        rx.table.cell(line.bill_day, class_name="not-phone-cell nowrap"),
        rx.table.cell(line.due, class_name="not-phone-cell nowrap"),
        rx.table.cell(row_badge(line)),
        rx.table.cell(line.total, class_name="num nowrap not-phone-cell"),
        rx.table.cell(
            line.open,
            rx.cond(line.back != "", rx.el.span(t("to pay back"), " ", line.back)),
            class_name="num nowrap not-phone-cell",
        ),
    )


def _chosen() -> rx.Component:
    """Return what can be done with the bills that are chosen."""
    issue = rx.button(
        rx.icon("send", size=15), t("Issue the drafts"), " (", Bills.drafts, ")", on_click=Bills.toggle(True)
    )
    pdfs = rx.button(rx.icon("download", size=15), t("Download as PDF"), variant="soft", on_click=Bills.download)
    none = rx.button(t("Choose none"), variant="ghost", color_scheme="gray", on_click=Bills.choose_all(False))
    return rx.el.div(
        rx.el.span(t("Chosen:"), " ", Bills.chosen, role="status"),
        rx.cond(Viewer.may_change_bills & (Bills.drafts > 0), issue),
        rx.cond(Viewer.may_change_bills & (Bills.chosen > Bills.drafts), send_many_button()),
        pdfs,
        none,
        class_name="row chosen-bar",
    )


def _list() -> rx.Component:
    everything = rx.checkbox(
        checked=Bills.is_all_chosen, on_change=Bills.choose_all, aria_label=t("Choose all that were found")
    )
    choose = rx.table.column_header_cell(everything, class_name="choose-cell")
    return listing(Bills, [choose, *heads(HEADS)], _row)


def _found() -> rx.Component:
    still_open = rx.cond(
        Bills.still_open != "—", rx.fragment(" · ", t("still to pay"), " ", rx.el.strong(Bills.still_open))
    )
    back = rx.cond(Bills.to_pay_back != "—", rx.fragment(" · ", t("to pay back"), " ", rx.el.strong(Bills.to_pay_back)))
    told = rx.el.p(
        t("Found:"), " ", Bills.total, " · ", t("total"), " ", rx.el.strong(Bills.sums), still_open, back,
        class_name="muted", role="status",
    )  # fmt: skip
    nothing = empty_state(
        "file-text",
        "No bills",
        "Make bills of what was agreed and done in a month. You see each of them before it is there.",
        rx.cond(Viewer.may_change_bills, rx.el.a(t("New bills"), href="/bill-run")),
        rx.cond(Bills.address != "", rx.button(t("Clear the filters"), variant="soft", on_click=Bills.clear)),
    )
    return rx.cond(
        Bills.total == "0",
        nothing,
        rx.fragment(rx.cond(Bills.chosen > 0, _chosen(), told), _list()),
    )


def _issue_dialog() -> rx.Component:
    day = text_input("day", Bills.day, "date", required=True)
    form = rx.form(
        rx.el.p(
            t("They get the next numbers. What is on them is billed then, and cannot change."),
            class_name="muted",
        ),
        field("Date of the bills", "day", day, error=error_of(Bills, "day")),
        refusal(Bills, "day"),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Issue"), " (", Bills.drafts, ")", type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=Bills.issue,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(dialog_head("Issue the drafts"), form, max_width="440px", aria_describedby=""),
        open=Bills.is_issuing,
        on_open_change=Bills.toggle,
    )


def bills() -> rx.Component:
    """Return the page."""
    new = rx.button(rx.el.a(rx.icon("plus", size=16), t("New bills"), href="/bill-run"), as_child=True)
    return page_frame(
        "/bills",
        "Bills",
        _filters(),
        rx.cond(Bills.is_loaded, _found(), rx.skeleton(height="420px", width="100%")),
        _issue_dialog(),
        on_change("all", Bills.refresh),
        actions=rx.fragment(list_export_menu("bills", Bills.address), rx.cond(Viewer.may_change_bills, new)),
    )
