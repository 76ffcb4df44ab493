"""The files that were made of time entries and of other lists."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.forms import copy
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.exports import Exports, FileLine

WRAPPED = "export-file"
HEADS = (
    ("When", ""),
    ("Who", ""),
    ("File", WRAPPED),
    ("Rows", "num"),
    ("Total", "num"),
    ("SHA-256", ""),
    ("Again", ""),
)
# Of one that is the same it says nothing wrong.
WHY_ANOTHER = "A file is another when what it shows was changed since, or where it was made in another language."


def _hash(line: rx.Var[FileLine]) -> rx.Component:
    button = rx.icon_button(
        rx.icon("copy", size=13),
        on_click=copy(line.sha256),
        variant="ghost",
        color_scheme="gray",
        size="1",
        aria_label=t("Copy the SHA-256"),
        title=t("Copy the SHA-256"),
    )
    return rx.el.span(rx.el.code(line.sha256[:8], "…", title=line.sha256), button, class_name="receipt-link")


def _row(line: rx.Var[FileLine]) -> rx.Component:
    again = plain_link(
        rx.icon("download", size=15), t("Make it again"), href=line.again, download=True, class_name="receipt-link"
    )
    compared = rx.cond(line.compared != "", rx.el.div(line.compared, class_name="muted", title=t(WHY_ANOTHER)))
    details = (rx.el.div(text, class_name="muted") for text in (line.format, line.filter))
    cells = (
        rx.el.div(line.who),
        rx.el.div(line.what, *details, compared),
        rx.el.a(line.rows, href=line.shown, title=t("Show the rows of its filter")),
        rx.el.div(line.total),
        _hash(line),
        again,
    )
    return rx.table.row(
        rx.table.row_header_cell(line.at, class_name="nowrap"),
        *[
            rx.table.cell(
                cell, class_name=kind if kind == WRAPPED else f"{kind} nowrap", custom_attrs={"data-label": t(label)}
            )
            for cell, (label, kind) in zip(cells, HEADS[1:], strict=True)
        ],
        align="center",
    )


def _found() -> rx.Component:
    heads = [rx.table.column_header_cell(t(label), class_name=kind) for label, kind in HEADS]
    table = rx.table.root(
        rx.table.header(rx.table.row(*heads)),
        rx.table.body(rx.foreach(Exports.lines, _row)),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )
    steps = rx.el.div(
        rx.cond(~Exports.is_first, rx.button(t("Newest"), variant="soft", on_click=Exports.open_page)),
        rx.cond(Exports.has_more, rx.button(t("Older"), variant="soft", on_click=Exports.show_older)),
        class_name="row top-gap",
    )
    return rx.fragment(rx.el.div(table, class_name="scroll-x"), steps)


def exports() -> rx.Component:
    """Return the page."""
    nothing = empty_state(
        "download", "No files yet", "Files that are made of time entries and other lists are listed here."
    )
    shown = rx.cond(Exports.lines.length() > 0, _found(), nothing)
    return page_frame(
        "/exports",
        "Exports",
        on_change("all", Exports.refresh),
        rx.cond(Exports.is_loaded, shown, rx.skeleton(height="320px", width="100%")),
    )
