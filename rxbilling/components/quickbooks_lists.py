"""QuickBooks' own lists: how long each is, and where a new one is dropped."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.file_drop import file_drop
from rxbilling.components.words import t
from rxbilling.state.forms import Fact
from rxbilling.state.quickbooks_lists import QuickBooksLists


def _line(line: rx.Var[Fact]) -> rx.Component:
    return rx.el.li(rx.el.div(line.label), rx.el.strong(line.value, class_name="nowrap"))


def lists_part() -> rx.Component:
    """Return the part of the page."""
    drop = file_drop(
        url="/app/quickbooks/lists",
        accept=".iif,.csv,.xlsx,.xls,.json",
        title=t("Drop a file of lists here, or choose one"),
        hint=t("IIF, CSV, Excel or JSON"),
        sending=t("Sending the file…"),
        label=t("Choose a file of lists"),
        on_sent=QuickBooksLists.take,
        on_refused=QuickBooksLists.refuse,
    )
    how = rx.el.ul(
        rx.el.li(t("QuickBooks Desktop: File, Utilities, Export, Lists to IIF files. Tick all lists that you need.")),
        rx.el.li(t("QuickBooks Online: export customers, employees, products and accounts, each as CSV or Excel.")),
        rx.el.li(t("For time in QuickBooks Online: the JSON answers of its API, which alone tell the ids.")),
        class_name="hints",
    )
    wrong = rx.el.div(QuickBooksLists.wrong, class_name="refusal", role="alert")
    return rx.el.div(
        panel(
            "Import lists",
            rx.el.p(
                t("With QuickBooks' own lists names are offered as you type, and checked before a file is written."),
                class_name="muted",
            ),
            how,
            drop,
            rx.cond(QuickBooksLists.wrong != "", wrong),
        ),
        panel("Names on each list", rx.el.ul(rx.foreach(QuickBooksLists.lines, _line), class_name="plain-list")),
        class_name="charts top",
    )
