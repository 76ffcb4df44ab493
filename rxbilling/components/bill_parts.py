"""What pages about bills share: the badge of what became of one, its printed lines, its sums."""

from typing import Any

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.words import t
from rxbilling.state.bill_lines import BillRow, PrintedLine
from rxbilling.state.forms import Fact
from rxbilling.state.viewer import Viewer

ICONS = {
    "draft": "pencil-line",
    "open": "circle-dot",
    "partly_paid": "circle-dot-dashed",
    "overdue": "hourglass",
    "paid": "circle-check",
    "credited": "circle-minus",
    "credit": "undo-2",
    "void": "circle-x",
}


def bill_badge(status: rx.Var[str], word: rx.Var[str]) -> rx.Component:
    """Return what became of a bill, told apart by a sign and a word, not by colour alone."""
    signs = [(name, rx.icon(icon, size=12)) for name, icon in ICONS.items()]
    return rx.el.span(rx.match(status, *signs, rx.fragment()), word, class_name="status contract-state bill-" + status)


def row_badge(line: rx.Var[BillRow]) -> rx.Component:
    """Return what became of a bill of a list, and whether it was sent."""
    said = t("Sent by e-mail, or on its way")
    mailed = rx.el.span(rx.icon("mail", size=14), role="img", aria_label=said, title=said, class_name="mailed")
    return rx.el.span(bill_badge(line.status, line.status_word), rx.cond(line.is_mailed, mailed), class_name="nowrap")


def _line(line: rx.Var[PrintedLine]) -> rx.Component:
    # On a phone the text needs the width: how much, and at what price, stands below it.
    by = rx.cond(line.price != "", " × " + line.price, "")
    return rx.table.row(
        rx.table.row_header_cell(
            line.text,
            rx.cond(line.about != "", rx.el.div(line.about, class_name="muted")),
            rx.el.div(line.quantity, by, class_name="only-phone-block"),
        ),
        rx.table.cell(line.quantity, class_name="num nowrap not-phone-cell"),
        rx.table.cell(line.price, class_name="num nowrap not-phone-cell"),
        rx.table.cell(line.amount, class_name="num nowrap"),
    )


def _listed(line: rx.Var[BillRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(line.number, href="/bill?number=" + line.id.to_string()),
            rx.el.div(line.days, class_name="muted"),
        ),
        rx.el.div(line.total, rx.el.div(row_badge(line)), class_name="num"),
    )


def bills_panel(lines: rx.Var[list[BillRow]], query: rx.Var[str] | str, *more: rx.Component) -> rx.Component:
    """Return the newest bills of an account or a contract; ``query`` leads to all of them, and to new ones."""
    none = rx.el.p(t("Nothing has been billed yet."), class_name="muted")
    links = rx.el.div(
        rx.cond(lines.length() > 0, rx.el.a(t("All bills"), href="/bills?" + query)),
        rx.cond(Viewer.may_change_bills, rx.el.a(t("New bills"), href="/bill-run?" + query)),
        class_name="row panel-more top-gap",
    )
    listed = rx.el.ul(rx.foreach(lines, _listed), class_name="plain-list")
    return panel("Bills", rx.cond(lines.length() > 0, listed, none), links, *more)


def printed_lines(lines: rx.Var[list[PrintedLine]]) -> rx.Component:
    """Return the lines of a bill as a table."""
    aside = "num not-phone-cell"
    heads = (("Description", ""), ("Quantity", aside), ("Unit price", aside), ("Amount", "num"))
    table = rx.table.root(
        rx.table.header(
            rx.table.row(*[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in heads])
        ),
        rx.table.body(rx.foreach(lines, _line)),
        size="1",
        width="100%",
    )
    return rx.el.div(table, class_name="scroll-x")


def sums(facts: Any) -> rx.Component:  # noqa: ANN401 - a Var of facts
    """Return what the lines come to, the total last."""
    row: Any = lambda fact: rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))  # noqa: E731 - one row
    return rx.el.dl(rx.foreach(facts.to(list[Fact]), row), class_name="bill-sums")
