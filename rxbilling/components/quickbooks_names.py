"""Ours and theirs: what is called otherwise in QuickBooks, a list at a time."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.offered_input import offered_input
from rxbilling.components.words import t
from rxbilling.state.quickbooks_names import NameLine, QuickBooksNames
from rxbilling.state.quickbooks_words import KINDS


def _filters() -> rx.Component:
    kind = rx.el.select(
        *[rx.el.option(t(label), value=kind) for kind, label in KINDS.items()],
        value=QuickBooksNames.kind,
        on_change=QuickBooksNames.choose_kind,
        aria_label=t("Which names"),
        class_name="plain-select filter-select",
    )
    part = rx.debounce_input(
        rx.input(
            value=QuickBooksNames.part,
            on_change=QuickBooksNames.look_for,
            placeholder=t("Name"),
            aria_label=t("Name"),
            width="240px",
        ),
        debounce_timeout=250,
    )
    shown = rx.el.select(
        rx.el.option(t("All names"), value="all"),
        rx.el.option(t("Not named yet"), value="open"),
        value=QuickBooksNames.shown,
        on_change=QuickBooksNames.choose_shown,
        aria_label=t("Which of them"),
        class_name="plain-select filter-select",
    )
    guesses = rx.button(
        rx.icon("wand-sparkles", size=15),
        t("Take all that are alike:"),
        " ",
        QuickBooksNames.guesses,
        variant="soft",
        size="2",
        on_click=QuickBooksNames.take_guesses,
    )
    return rx.el.div(
        kind,
        part,
        shown,
        rx.cond(QuickBooksNames.guesses > 0, guesses),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _row(line: rx.Var[NameLine]) -> rx.Component:
    guess = rx.button(
        t("Take"),
        " “",
        line.guess,
        "”",
        variant="ghost",
        size="1",
        on_click=QuickBooksNames.type_name(line.key, line.guess),
    )
    standing = rx.cond(
        line.is_changed,
        rx.el.span(t("Not saved"), class_name="status qb-changed"),
        rx.el.span(line.said, class_name="status qb-" + line.standing),
    )
    name = offered_input(
        url=line.address,
        value=line.theirs,
        label=line.ours,
        placeholder=rx.cond((line.standing == "same") | (line.standing == "ours"), line.ours, ""),
        on_named=lambda typed: QuickBooksNames.type_name(line.key, typed),
    )
    return rx.table.row(
        rx.table.row_header_cell(line.ours, class_name="name-cell"),
        rx.table.cell(name, rx.cond(line.guess != "", guess), class_name="qb-name"),
        rx.table.cell(standing, custom_attrs={"data-label": t("State")}),
        key=line.key,
        align="center",
    )


def _list() -> rx.Component:
    table = rx.table.root(
        rx.table.header(
            rx.table.row(
                rx.table.column_header_cell(QuickBooksNames.heading, width="34%"),
                rx.table.column_header_cell(t("In QuickBooks")),
                rx.table.column_header_cell(t("State"), width="160px"),
            )
        ),
        rx.table.body(rx.foreach(QuickBooksNames.lines, _row)),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )
    before = rx.button(t("Page before"), variant="soft", on_click=QuickBooksNames.step(-1))
    after = rx.button(t("Next page"), variant="soft", on_click=QuickBooksNames.step(1))
    steps = rx.el.div(
        rx.cond(~QuickBooksNames.is_first, before), rx.cond(QuickBooksNames.has_more, after), class_name="row top-gap"
    )
    return rx.fragment(rx.el.div(table, class_name="scroll-x"), steps)


def _unsaved() -> rx.Component:
    return rx.cond(
        QuickBooksNames.changes > 0,
        rx.el.div(
            rx.el.span(t("Not saved yet:"), " ", rx.el.strong(QuickBooksNames.changes), role="status"),
            rx.button(t("Save"), on_click=QuickBooksNames.save),
            rx.button(t("Discard changes"), variant="soft", color_scheme="gray", on_click=QuickBooksNames.discard),
            class_name="selection",
        ),
    )


def names_part() -> rx.Component:
    """Return the part of the page."""
    nothing = empty_state("book-check", "No names", "Nothing here is without a name, or nothing has this one.")
    return rx.el.div(
        rx.el.p(QuickBooksNames.otherwise, class_name="muted"),
        _filters(),
        rx.cond(QuickBooksNames.lines.length() > 0, _list(), nothing),
        _unsaved(),
        on_change("all", QuickBooksNames.refresh, "names"),
        class_name="column",
    )
