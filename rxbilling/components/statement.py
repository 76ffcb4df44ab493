"""Links to statements: of a rep's month, and of an account."""

import reflex as rx

from rxbilling.components.plain_link import plain_link
from rxbilling.components.words import t


def statement_links(rep: rx.Var[int], month: rx.Var[str], name: rx.Var[str]) -> rx.Component:
    """Return the links to the PDF and the workbook of a month (``2026-11``); ``name`` is whose it is."""
    return file_links("/app/statement/" + rep.to_string() + "/" + month, name)


def file_links(place: rx.Var[str], name: rx.Var[str]) -> rx.Component:
    """Return the links to the PDF and the workbook of an address; ``name`` is whose statement it is, or of when."""
    links = [
        plain_link(
            rx.icon(icon, size=15),
            label,
            href=place + "." + ending,
            download=True,
            class_name="statement-link",
            aria_label=t("Statement") + " " + name + ": " + label,
        )
        for icon, label, ending in (("file-text", "PDF", "pdf"), ("sheet", "Excel", "xlsx"))
    ]
    return rx.el.div(*links, class_name="statement-links")
