"""A list that is shown a page at a time: its table, and the buttons that lead to the other pages."""

from collections.abc import Iterable
from typing import Any

import reflex as rx

from rxbilling.components.words import t

Heads = Iterable[tuple[str, str]]


def heads(columns: Heads) -> list[rx.Component]:
    """Return the cells of a header: what each column is called, and its class."""
    return [rx.table.column_header_cell(t(label), class_name=kind) for label, kind in columns]


def listing(page: Any, header: Iterable[rx.Component], row: Any) -> rx.Component:  # noqa: ANN401 - a State, and a row's function
    """Return the ``lines`` of a page's State as a table, and below it the buttons to its other pages."""
    table = rx.table.root(
        rx.table.header(rx.table.row(*header)),
        rx.table.body(rx.foreach(page.lines, row)),
        size="2",
        width="100%",
        variant="surface",
    )
    return rx.fragment(rx.el.div(table, class_name="scroll-x"), page_buttons(page))


def page_buttons(page: Any) -> rx.Component:  # noqa: ANN401 - a State
    """Return the buttons to the page before and the next one, where there are any."""
    return rx.el.div(
        rx.cond(~page.is_first, rx.button(t("Page before"), variant="soft", on_click=page.show_previous)),
        rx.cond(page.has_more, rx.button(t("Next page"), variant="soft", on_click=page.show_next)),
        class_name="row",
    )
