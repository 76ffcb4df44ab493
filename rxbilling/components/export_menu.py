"""Files of what is filtered."""

import reflex as rx

from rxbilling.components.plain_link import plain_link
from rxbilling.components.quickbooks import quickbooks_dialog
from rxbilling.components.words import t
from rxbilling.state.quickbooks import QuickBooksExport
from rxbilling.state.viewer import Viewer


def _item(label: str, icon: str, format_name: str, query: rx.Var[str]) -> rx.Component:
    return plain_link(
        rx.icon(icon, size=15),
        t(label),
        href="/app/export/" + format_name + "?" + query,
        download=True,
        class_name="export",
    )


def export_menu(query: rx.Var[str]) -> rx.Component:
    """Return the menu of files; QuickBooks is for finance."""
    menu = rx.popover.root(
        rx.popover.trigger(
            rx.button(rx.icon("download", size=15), t("Export"), variant="surface", color_scheme="gray")
        ),
        rx.popover.content(
            _item("Excel workbook", "sheet", "xlsx", query),
            _item("CSV", "file-text", "csv", query),
            _item("JSON", "braces", "json", query),
            _item("Parquet", "database", "parquet", query),
            rx.cond(
                Viewer.may_export_accounting,
                rx.popover.close(
                    rx.el.button(
                        rx.icon("book-check", size=15),
                        t("QuickBooks time activities (IIF)"),
                        on_click=QuickBooksExport.open_dialog(query),
                        class_name="export",
                    )
                ),
            ),
            rx.el.a(rx.icon("history", size=15), t("Files that were made"), href="/exports", class_name="export"),
            align="end",
            aria_label=t("Export"),
            class_name="exports",
        ),
    )
    return rx.fragment(menu, quickbooks_dialog())
