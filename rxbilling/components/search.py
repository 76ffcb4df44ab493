"""The global search in the top bar."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.searching import Found, Searching


def _hit(found: rx.Var[Found]) -> rx.Component:
    kind = rx.match(found.kind, ("account", t("Account")), ("rep", t("Rep")), t("Ticket"))
    return rx.el.a(
        rx.el.span(kind, class_name="hit-kind"),
        rx.el.span(found.name, class_name="hit-name"),
        rx.el.span(found.hint, class_name="hit-hint"),
        href=found.address,
        class_name="hit",
    )


def search_box() -> rx.Component:
    """Return the box and, while something is typed, what it finds."""
    return rx.el.div(
        rx.icon("search", size=15, class_name="search-icon"),
        rx.debounce_input(
            rx.el.input(
                id="search",
                type="search",
                value=Searching.text,
                on_change=Searching.look_for,
                placeholder=t("Search accounts, reps, tickets"),
                aria_label=t("Search"),
                auto_complete="off",
                class_name="search-input",
            ),
            debounce_timeout=200,
        ),
        rx.el.kbd("/", class_name="not-phone"),
        rx.cond(
            Searching.is_open,
            rx.el.div(
                rx.cond(
                    Searching.found.length() > 0,
                    rx.foreach(Searching.found, _hit),
                    rx.el.div(t("Nothing found. Try another part of the name or number."), class_name="hit-none"),
                ),
                class_name="hits",
                role="listbox",
                aria_label=t("Search results"),
            ),
        ),
        rx.cond(Searching.is_open, rx.el.div(class_name="veil", on_click=Searching.close)),
        class_name="search",
        role="search",
    )
