"""Files of what is filtered."""

import reflex as rx

from rxbilling.components.plain_link import plain_link
from rxbilling.components.quickbooks import quickbooks_dialog
from rxbilling.components.words import t
from rxbilling.state.quickbooks import QuickBooksExport
from rxbilling.state.viewer import Viewer


def export_menu(query: rx.Var[str]) -> rx.Component:
    """Return the menu of files of time entries; QuickBooks is for finance."""
    quickbooks = rx.popover.close(
        rx.el.button(
            rx.icon("book-check", size=15),
            t("QuickBooks time activities (IIF)"),
            on_click=QuickBooksExport.open_dialog(query),
            class_name="export",
        )
    )
    menu = _menu(
        _item("Excel workbook", "sheet", "xlsx", query),
        _item("CSV", "file-text", "csv", query),
        _item("JSON", "braces", "json", query),
        _item("Parquet", "database", "parquet", query),
        rx.cond(Viewer.may_export_accounting, quickbooks),
    )
    return rx.fragment(menu, quickbooks_dialog())


def list_export_menu(name: str, query: rx.Var[str]) -> rx.Component:
    """Return the menu of files of another list, by its name in addresses."""
    return _menu(
        _item("Excel workbook", "sheet", f"list/{name}.xlsx", query),
        _item("CSV", "file-text", f"list/{name}.csv", query),
    )


def _item(label: str, icon: str, file: str, query: rx.Var[str]) -> rx.Component:
    return plain_link(
        rx.icon(icon, size=15),
        t(label),
        href="/app/export/" + file + "?" + query,
        download=True,
        class_name="export",
    )


def _menu(*items: rx.Component) -> rx.Component:
    button = rx.button(rx.icon("download", size=15), t("Export"), variant="surface", color_scheme="gray")
    made = rx.el.a(rx.icon("history", size=15), t("Files that were made"), href="/exports", class_name="export")
    return rx.popover.root(
        rx.popover.trigger(button),
        rx.popover.content(*items, made, align="end", aria_label=t("Export"), class_name="exports"),
    )
