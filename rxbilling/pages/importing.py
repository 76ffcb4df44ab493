"""The import of time entries: file, columns, result."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.empty import empty_state
from rxbilling.components.file_drop import file_drop
from rxbilling.components.plain_link import plain_link
from rxbilling.components.remove_demo import remove_demo
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.importing import ZONES, BadLine, FieldChoice, Importing
from rxbilling.state.viewer import Viewer


def _drop() -> rx.Component:
    return file_drop(
        url="/app/import",
        accept=".csv,.tsv,.txt,.xlsx,.xls",
        title=t("Drop a file here, or choose one"),
        hint=t("CSV or Excel. Exports of Toggl, Clockify, Harvest and Kimai are recognised."),
        sending=t("Sending the file…"),
        label=t("Choose a file to import"),
        on_sent=Importing.open_file,
        on_refused=Importing.refuse_file,
    )


def _preview() -> rx.Component:
    return rx.el.div(
        rx.table.root(
            rx.table.header(rx.table.row(rx.foreach(Importing.header, rx.table.column_header_cell))),
            rx.table.body(rx.foreach(Importing.preview, lambda row: rx.table.row(rx.foreach(row, rx.table.cell)))),
            size="1",
            class_name="preview",
        ),
        class_name="scroll-x",
        tab_index=0,
        role="region",
        aria_label=t("First rows of the file"),
    )


def _select(name: str, label: rx.Var[str], control: rx.Component) -> rx.Component:
    return rx.el.div(rx.el.label(label, html_for=name), control)


def _field(choice: rx.Var[FieldChoice]) -> rx.Component:
    return _select(
        choice.field,
        choice.label,
        rx.el.select(
            rx.el.option(t("Not in the file"), value=""),
            rx.foreach(Importing.columns, lambda column: rx.el.option(column, value=column)),
            id=choice.field,
            value=choice.column,
            on_change=lambda column: Importing.choose_column(choice.field, column),
        ),
    )


def _reading() -> rx.Component:
    return rx.el.div(
        _select(
            "zone",
            t("Time zone of times without one"),
            rx.el.select(
                *[rx.el.option(zone, value=zone) for zone in ZONES],
                id="zone",
                value=Importing.zone,
                on_change=Importing.choose_zone,
            ),
        ),
        _select(
            "date-order",
            t("Order of dates such as 03/04/2026"),
            rx.el.select(
                rx.el.option(t("As the file shows"), value="auto"),
                rx.el.option(t("Day first (3 April)"), value="day"),
                rx.el.option(t("Month first (4 March)"), value="month"),
                id="date-order",
                value=Importing.date_order,
                on_change=Importing.choose_date_order,
            ),
        ),
        class_name="mapping",
    )


def _progress() -> rx.Component:
    return rx.el.div(
        rx.el.div(t("Reading and pricing…"), class_name="muted"),
        rx.progress(value=Importing.percent, width="360px"),
        role="status",
    )


def _actions() -> rx.Component:
    return rx.cond(
        Importing.is_running,
        _progress(),
        rx.el.div(
            rx.button(rx.icon("upload", size=16), t("Import all rows"), on_click=Importing.import_all, size="3"),
            rx.button(
                t("Choose another file"), on_click=Importing.start_over, variant="soft", color_scheme="gray", size="3"
            ),
            class_name="row",
        ),
    )


def _bad_row(line: rx.Var[BadLine]) -> rx.Component:
    return rx.table.row(
        rx.table.cell(line.row, class_name="num"),
        rx.table.cell(line.column),
        rx.table.cell(line.value, class_name="problem-cell"),
        rx.table.cell(line.reason),
    )


def _bad_rows() -> rx.Component:
    headers = ("Row", "Column", "Value", "Reason")
    return panel(
        "Rows that cannot be imported",
        rx.el.p(
            rx.cond(
                Importing.is_done,
                "",
                t("Nothing was imported. Mend the file and send it again, or leave these rows out."),
            ),
            class_name="muted",
        ),
        rx.el.div(
            rx.button(
                plain_link(
                    rx.icon("download", size=15),
                    t("Download these rows as CSV"),
                    href="/app/import/" + Importing.token + "/bad-rows.csv",
                    download=True,
                ),
                variant="surface",
                as_child=True,
            ),
            rx.cond(
                ~Importing.is_done,
                rx.button(
                    t("Import the good rows only"), on_click=Importing.import_good_rows, loading=Importing.is_running
                ),
            ),
            class_name="row",
        ),
        rx.el.div(
            rx.table.root(
                rx.table.header(rx.table.row(*[rx.table.column_header_cell(t(label)) for label in headers])),
                rx.table.body(rx.foreach(Importing.bad, _bad_row)),
                size="1",
            ),
            class_name="scroll-x",
        ),
        hint=Importing.bad_count.to_string(),
    )


def _result() -> rx.Component:
    return panel(
        "Imported",
        rx.el.ul(rx.foreach(Importing.result, rx.el.li), class_name="result"),
        rx.el.div(
            rx.button(rx.el.a(t("Show the dashboard"), href="/"), as_child=True),
            rx.button(rx.el.a(t("Show the time entries"), href="/entries"), variant="surface", as_child=True),
            rx.button(t("Import another file"), on_click=Importing.start_over, variant="soft", color_scheme="gray"),
            class_name="row",
        ),
    )


def _file() -> rx.Component:
    return rx.fragment(
        panel(
            "The file",
            rx.el.p(
                rx.el.strong(Importing.filename),
                " · ",
                Importing.row_count,
                " ",
                t("rows"),
                rx.cond(Importing.source != "", " · " + t("recognised as an export of") + " " + Importing.source, ""),
            ),
            _preview(),
        ),
        panel(
            "What the columns mean",
            rx.el.div(rx.foreach(Importing.fields, _field), class_name="mapping"),
            hint=t("Guessed from the header. Correct it where it is wrong."),
        ),
        panel("How dates and times are read", _reading()),
        _actions(),
    )


def _content() -> rx.Component:
    return rx.fragment(
        rx.cond(Importing.problem != "", rx.el.div(Importing.problem, class_name="refusal", role="alert")),
        rx.cond(Importing.is_done, _result()),
        rx.cond(Importing.bad_count > 0, _bad_rows()),
        rx.cond(
            Importing.is_done,
            rx.fragment(),
            rx.cond(Importing.token != "", _file(), _drop()),
        ),
    )


def _in_the_demo() -> rx.Component:
    return empty_state(
        "flask-conical",
        "Real work is never mixed with the demo",
        "Remove the demo company first; then this page imports your files.",
        remove_demo(),
    )


def importing() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/import",
        "Import time entries",
        rx.cond(
            Viewer.may_import,
            rx.cond(Viewer.is_demo, _in_the_demo(), _content()),
            empty_state("lock", "Only an administrator can import", "Ask an administrator to import the file."),
        ),
    )
