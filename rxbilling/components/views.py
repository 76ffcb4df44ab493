"""The menu of saved views: choose one, keep the filter of the moment, delete one."""

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.forms import error_of
from rxbilling.components.words import t
from rxbilling.state.filtering import Filtering
from rxbilling.state.views import ViewLine, Views


def _line(page: type[Filtering], line: rx.Var[ViewLine]) -> rx.Component:
    choose = rx.popover.close(
        rx.el.button(line.name, type="button", on_click=page.choose_view(line.query), class_name="view-name")
    )
    remove = ask(
        rx.icon_button(
            rx.icon("x", size=14), variant="ghost", color_scheme="gray", size="1",
            aria_label=t("Delete the view") + ": " + line.name,
        ),
        "Delete this view?",
        "What it shows stays as it is.",
        "Delete",
        Views.delete(line.number),
    )  # fmt: skip
    return rx.el.div(choose, remove, class_name="view-line")


def _save(page: type[Filtering]) -> rx.Component:
    label = t("Name of this view")
    name = rx.el.input(name="view_name", placeholder=label, aria_label=label, class_name="plain-input")
    wrong = error_of(Views, "name")
    return rx.el.form(
        rx.el.div(name, rx.button(t("Save"), type="submit"), class_name="row"),
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        on_submit=Views.save(page.query),
        reset_on_submit=True,
        class_name="view-save",
    )


def views_menu(page: type[Filtering]) -> rx.Component:
    """Return the menu for a page with filters."""
    button = rx.button(rx.icon("bookmark", size=14), t("Views"), variant="surface", color_scheme="gray")
    nothing = rx.el.p(t("Set the filters that you often need, and save them here."), class_name="muted")
    return rx.popover.root(
        rx.popover.trigger(button),
        rx.popover.content(
            rx.cond(
                Views.lines.length() > 0,
                rx.el.div(rx.foreach(Views.lines, lambda line: _line(page, line)), class_name="view-lines"),
                nothing,
            ),
            rx.cond(page.query != "", _save(page)),
            width="300px",
            aria_label=t("Views"),
        ),
    )
